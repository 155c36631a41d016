# make run and make test need Go and make, nothing else.
# The other targets install what they need from Debian's packages.

GO          ?= go
OUT         ?= out
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
VERSION     := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BUILD       := CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w -X main.version=$(VERSION)'

.PHONY: run test race build samples update lint judges proof pages tutorial bench kills hostile fuzz cover vuln licences dist reproducible man fonts clean

run: build ## build, render samples/applicant.xlsx, say what to look at
	bin/icpgen render samples/applicant.xlsx --out $(OUT)
	@echo
	@echo "打开看看 / Now look at:"
	@find $(OUT) -name '*.pdf' -o -name report.html | sort | sed 's/^/    /'

build:
	$(BUILD) -o bin/icpgen ./cmd/icpgen

test: ## all tests, pure Go
	$(GO) test ./...

race:
	$(GO) test -race ./...

samples: ## remake the sample workbooks and every golden that follows from them
	$(GO) run ./samples/make samples
	$(MAKE) update

update: ## rewrite the goldens and generated documents, to be read in review
	$(GO) test . ./rules ./cmd/icpgen -update

lint:
	@files=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$files" ]; then echo "gofmt: $$files"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags judges .
	$(GO) run $(STATICCHECK) ./...

# Independent programs hold our pages against what the papers promise, and open our templates and reports.
JUDGES := poppler-utils qpdf ghostscript unzip libreoffice-calc-nogui chromium fonts-noto-cjk \
	zbar-tools libpdfbox2-java libactivation-java libjaxb-api-java default-jre-headless
judges: build
	@command -v pdftotext >/dev/null && command -v qpdf >/dev/null && command -v gs >/dev/null && \
		command -v unzip >/dev/null && command -v soffice >/dev/null && command -v chromium >/dev/null && \
		command -v zbarimg >/dev/null && command -v java >/dev/null && ls /usr/share/java/preflight.jar /usr/share/java/jaxb-api.jar /usr/share/java/javax.activation.jar >/dev/null 2>&1 || \
		(apt-get update -qq && apt-get install -y -qq --no-install-recommends $(JUDGES))
	$(GO) test -tags judges -count=1 -run Judges -v .

proof: build ## draw every page of the samples to PNG, for an eye
	@command -v pdftoppm >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends poppler-utils)
	rm -rf proof && mkdir proof
	bin/icpgen render samples/applicant.xlsx samples/applicants.xlsx --out proof --quiet || true
	find proof -name '*.pdf' -exec sh -c 'pdftoppm -r 110 -png "$$1" "$${1%.pdf}"' _ {} \;

pages: proof ## the pictures of README
	mkdir -p samples/pages
	cp proof/ZJ-001-*/核验单-1.png samples/pages/核验单-浙江企业.png
	cp proof/ZJ-001-*/受理单-1.png samples/pages/受理单-浙江企业.png
	cp proof/ZJ-001-*/授权书-1.png samples/pages/授权书-浙江企业.png
	cp proof/ZJ-001-*/材料清单-1.png samples/pages/材料清单-浙江企业.png
	cp proof/0001-*/核验单-1.png samples/pages/核验单-广东个人.png
	cp proof/0005-*/核验单-1.png samples/pages/核验单-新疆个人.png
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk)
	REPORT=$(CURDIR)/samples/pages/report.png $(GO) test -tags judges -count=1 -run JudgesReport .

# The tutorial's own test leaves the workbooks that are shown; -x … -H cut a page to what there is on it.
tutorial: ## run docs/tutorial.md and draw its pictures
	@command -v soffice >/dev/null && command -v pdftoppm >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends $(JUDGES))
	rm -rf proof/tutorial && mkdir -p proof/tutorial docs/pictures
	$(GO) test ./cmd/icpgen -count=1 -run Tutorial -update -keep $(CURDIR)/proof/tutorial
	soffice -env:UserInstallation=file://$(CURDIR)/proof/office --headless --convert-to pdf --outdir proof/tutorial proof/tutorial/1.xlsx >/dev/null
	cd proof/tutorial && last=$$(pdfinfo 1.pdf | awk '/^Pages/ {print $$2}') && \
		pdftoppm -png -singlefile -r 110 -f 2 -l 2 -x 40 -y 60 -W 1220 -H 75 1.pdf ../../docs/pictures/marked && \
		pdftoppm -png -singlefile -r 110 -f 6 -l 6 -x 40 -y 60 -W 1220 -H 75 1.pdf ../../docs/pictures/result && \
		pdftoppm -png -singlefile -r 110 -f $$last -l $$last -x 30 -y 60 -W 1230 -H 160 1.pdf ../../docs/pictures/summary

bench: build ## whole process: start-up, one applicant, ten thousand and forty thousand; takes 30 GB of room for a while
	$(GO) run ./bench bin/icpgen

KILLS ?= 200
kills: ## runs killed at random moments: what is left is whole, and running again completes it
	$(GO) test ./cmd/icpgen -count=1 -timeout 60m -run 'TestKilledRuns' -v -kills $(KILLS)

hostile: build ## workbooks that lie or swell: what came of each, peak memory, time
	$(GO) run ./workbook/hostile/measure bin/icpgen

FUZZTIME ?= 60s
fuzz: ## every fuzz target for a minute
	@for p in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5s $$p || exit 1; \
		done; \
	done

COVERED := filing workbook rules press pdf
cover: ## statements that the tests of each package reach; docs/fuzzing.md says what they do not
	@$(GO) test -cover $(COVERED:%=./%)

# Asks the vulnerability database over the network, which the tests never do.
VULN := golang.org/x/vuln/cmd/govulncheck@latest
vuln: ## known vulnerabilities in what is linked in
	@GOBIN=$(CURDIR)/bin $(GO) install $(VULN)
	@bin/govulncheck ./...; code=$$?; if [ $$code -ne 0 ] && [ $$code -ne 3 ]; then \
		echo "漏洞库没有查到：以上是原因，不等于没有漏洞"; \
		echo "The database could not be asked, which does not mean that nothing is known"; fi; exit $$code

licences: ## THIRD_PARTY.md: what is linked in, and under which terms
	@$(GO) run ./thirdparty > THIRD_PARTY.new && mv THIRD_PARTY.new THIRD_PARTY.md || { rm -f THIRD_PARTY.new; exit 1; }

# What is handed out: a static binary for each system, .deb, bill of materials, checksums. All times are the commit's.
# ONLY=linux/amd64 builds for one system.
RELEASE = $(GO) run ./release -version $(VERSION) $(if $(ONLY),-only $(ONLY)) dist
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
dist:
	rm -rf dist
	$(RELEASE)

reproducible: dist ## the same bytes again, from a clone elsewhere that has compiled nothing
	rm -rf dist/again && git clone -q . dist/again
	cd dist/again && GOCACHE=$(CURDIR)/dist/again/.cache $(RELEASE)
	cmp dist/SHA256SUMS dist/again/dist/SHA256SUMS && rm -rf dist/again

man: ## read the manual
	@$(GO) run ./cmd/icpgen man | man -l -

fonts: ## cut the typefaces again (needs npm and Debian's fonttools)
	sh fonts/cut.sh

clean:
	rm -rf bin out proof
