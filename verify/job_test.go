package verify

import (
	"bytes"
	"fmt"
	"iter"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf"
)

// piece is a part of a print job: what is printed and what is expected there.
type piece struct {
	printed *pdf.Document // nil for an empty back
	copy    int           // printed as a copy of the piece so many before; 0: anew
	expect  Expect
}

// ourPage is a separator or the summary.
func ourPage(t testing.TB, title string, texts ...string) piece {
	t.Helper()
	p := &pdf.Page{}
	p.Form.Text(30, 40, pdf.Style{Face: fonts.Hei, Size: 40}, title, "")
	for i, words := range texts {
		p.Values.Text(30, 70+12*float64(i), bodyText, words, "")
	}
	kind := KindSeparator
	if title == summaryTitle {
		kind = KindSummary
	} else {
		var number, of int
		for _, words := range texts {
			if _, err := fmt.Sscanf(words, "%d / %d", &number, &of); err == nil {
				break
			}
			number = 0
		}
		drawCode(p, codeOf(t, fmt.Sprintf("ICPGEN:%s:%05d", someJob, number), qr.M, qr.Auto))
	}
	return piece{printed: &pdf.Document{Pages: []*pdf.Page{p}}, expect: Expect{Kind: kind, Texts: texts}}
}

// twoCopies is a print job of applications: each with a separator, each paper
// twice and on a sheet of its own, and a summary.
func twoCopies(t testing.TB, of ...string) (job []piece) {
	all := cases()
	back := piece{expect: Expect{Kind: KindBack}}
	for i, name := range of {
		p := all[name]
		job = append(job, ourPage(t, separatorTitle, fmt.Sprintf("%04d", i+1), fmt.Sprintf("%d / %d", i+1, len(of))), back)
		for _, paper := range filing.Papers {
			d := lay(t, p, paper)
			printed := piece{printed: d, expect: Expect{Want: wantOf(p, paper), Pages: len(d.Pages)}}
			job = append(job, printed)
			between := 1
			if len(d.Pages)%2 == 1 {
				job, between = append(job, back), 2
			}
			printed.copy, printed.expect.CopyOf = between, 1
			if job = append(job, printed); len(d.Pages)%2 == 1 {
				job = append(job, back)
			}
		}
	}
	return append(job, ourPage(t, summaryTitle, fmt.Sprintf("共 %d 户", len(of))))
}

func printedJob(t testing.TB, job []piece) []byte {
	t.Helper()
	var b bytes.Buffer
	j := pdf.NewJob(&b, "打印作业", true)
	at := make([]pdf.Printed, len(job))
	for i, p := range job {
		var err error
		switch {
		case p.printed == nil:
			err = j.Back()
		case p.copy > 0:
			at[i] = at[i-p.copy]
			err = j.Again(at[i])
		default:
			var plates *pdf.Plates
			if plates, err = p.printed.Plates(); err == nil {
				at[i], err = j.Add(plates)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func expectations(job []piece) iter.Seq[Expect] {
	return func(yield func(Expect) bool) {
		for _, p := range job {
			if !yield(p.expect) {
				return
			}
		}
	}
}

func judgedJob(r *Reader, data []byte, expected []piece) []Fault {
	return r.Job(bytes.NewReader(data), int64(len(data)), expectations(expected))
}

func TestCorrectJobHasNoFault(t *testing.T) {
	job := twoCopies(t, "company", "person", "pledge", "draft", "crowded company", "notes")
	data := printedJob(t, job)
	var r Reader
	for range 2 {
		for _, f := range judgedJob(&r, data, job) {
			t.Errorf("page %d, %d: %s %s", f.Page, f.Nth, f.Promise, f.Words.ZH)
		}
	}
	for _, paper := range [][]piece{twoCopies(t, "company", "person", "pledge")} {
		data := printedJob(t, paper)
		for _, f := range r.File(bytes.NewReader(data), int64(len(data)), Want{}) {
			t.Errorf("nothing known: page %d: %s %s", f.Page, f.Promise, f.Words.ZH)
		}
	}
}

// Each promise of a job broken in turn is named, at its page.
func TestEachBrokenJobIsNamed(t *testing.T) {
	sound := func() []piece { return twoCopies(t, "company", "person", "pledge") }
	pages := func(job []piece, to int) (n int) {
		for _, p := range job[:to] {
			n += max(1, p.expect.Pages)
		}
		return n
	}
	// third is the first piece of the third application: its separator.
	third := func(job []piece) int {
		n := 0
		return slices.IndexFunc(job, func(p piece) bool {
			if p.expect.Kind == KindSeparator {
				n++
			}
			return n == 3
		})
	}
	spoil := func(by func(*pdf.Document), from int) func([]piece) ([]piece, int) {
		return func(job []piece) ([]piece, int) {
			at := third(job) + from
			by(job[at].printed)
			return job, at
		}
	}
	tests := []struct {
		name    string
		promise string
		alone   bool // named even when nothing is known
		spoil   func([]piece) ([]piece, int)
	}{
		{"a wrong character", Text, false, spoil(reword("吴", "昊"), 2)},
		{"a date filled in", Date, true, spoil(inBlank("日期", 0, "2026"), 2)},
		{"a signature printed", Signature, true, spoil(inBlank("签字", 0, "吴某"), 2)},
		{"a page more", Order, false, func(job []piece) ([]piece, int) {
			return append(job, ourPage(t, summaryTitle)), len(job)
		}},
		{"a paper more", Order, false, func(job []piece) ([]piece, int) {
			at := third(job)
			return slices.Insert(job, at, job[2]), at
		}},
		{"an empty page more", Order, false, func(job []piece) ([]piece, int) {
			at := third(job)
			return slices.Insert(job, at, piece{}), at
		}},
		{"a page missing at the end", Order, false, func(job []piece) ([]piece, int) { return job[:len(job)-1], len(job) - 2 }},
		{"a copy missing", Order, false, func(job []piece) ([]piece, int) {
			at := third(job) + 4
			return slices.Delete(job, at, at+2), at
		}},
		{"a back missing", Order, false, func(job []piece) ([]piece, int) {
			at := third(job) + 3
			job[at+1].copy--
			return slices.Delete(job, at, at+1), at
		}},
		{"a back that is not empty", Back, false, func(job []piece) ([]piece, int) {
			at := third(job) + 1
			p := &pdf.Page{}
			p.Values.Text(50, 50, bodyText, "背面", "")
			job[at].printed = &pdf.Document{Pages: []*pdf.Page{p}}
			return job, at
		}},
		{"a separator missing", Order, false, func(job []piece) ([]piece, int) {
			at := third(job)
			return slices.Delete(job, at, at+1), at
		}},
		{"a separator with a wrong number", Text, false, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed = ourPage(t, separatorTitle, "0004", "3 / 3").printed
			return job, at
		}},
		{"a separator with a longer number", Text, false, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed = ourPage(t, separatorTitle, "00031", "3 / 3").printed
			return job, at
		}},
		{"a separator with somebody's number", Private, true, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed = ourPage(t, separatorTitle, "0003", "3 / 3", "11010519491231002X").printed
			return job, at
		}},
		{"a separator with a place to sign", Form, true, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed = ourPage(t, separatorTitle, "0003", "3 / 3", ownerSigns).printed
			return job, at
		}},
		{"a separator with a paper's title", Form, true, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed.Pages[0].Form.Text(30, 150, pdf.Style{Face: fonts.Hei, Size: 30}, titles[filing.VerificationForm], "")
			return job, at
		}},
		{"a separator in colour of the margin", Inside, true, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed.Pages[0].Values.Rect(1, 1, 4, 4, 0)
			return job, at
		}},
		{"a paper for a separator", Order, false, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed, job[at].expect.Pages = job[2].printed, 0
			return job, at
		}},
		{"a separator for a paper", Order, false, func(job []piece) ([]piece, int) {
			at := third(job) + 2
			job[at].printed = ourPage(t, separatorTitle, "0003").printed
			return job, at
		}},
		{"a summary for a separator", Order, false, func(job []piece) ([]piece, int) {
			at := third(job)
			job[at].printed = ourPage(t, summaryTitle, "0003", "3 / 3").printed
			return job, at
		}},
		{"another applicant's paper", Text, false, func(job []piece) ([]piece, int) {
			at := third(job) + 2
			job[at].printed = lay(t, cases()["company"], filing.VerificationForm)
			job[at+2].copy = 0
			return job, at
		}},
		{"a copy that differs", Text, false, func(job []piece) ([]piece, int) {
			at := third(job) + 4
			d := lay(t, cases()["pledge"], filing.VerificationForm)
			reword("吴", "昊")(d)
			job[at].printed, job[at].copy = d, 0
			return job, at
		}},
		{"a copy of another", Text, false, func(job []piece) ([]piece, int) {
			at := third(job) + 4
			job[at].copy = at - 2
			return job, at
		}},
		{"a copy printed anew of which nothing is known", Order, false, func(job []piece) ([]piece, int) {
			at := third(job) + 4
			job[at].copy, job[at].expect.Want = 0, Want{Paper: filing.VerificationForm}
			return job, at
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			job := sound()
			expected := slices.Clone(job)
			job, at := test.spoil(job)
			if strings.HasPrefix(test.name, "a copy printed anew") {
				expected = job
			}
			data := printedJob(t, job)
			var r Reader
			faults := judgedJob(&r, data, expected)
			named(t, faults, test.promise)
			if page := pages(job, at) + 1; len(faults) > 0 && (faults[0].Page != page || faults[0].Nth == 0) {
				t.Errorf("first fault at page %d of expectation %d, want page %d", faults[0].Page, faults[0].Nth, page)
			}
			if len(faults) > 6 {
				t.Errorf("%d faults", len(faults))
			}
			if test.alone {
				named(t, r.File(bytes.NewReader(data), int64(len(data)), Want{}), test.promise)
			}
			if faults := judgedJob(&r, printedJob(t, sound()), sound()); len(faults) > 0 { // nothing stays from the bad one
				t.Errorf("the sound one after it: %v", faults)
			}
		})
	}
}

// A copy that lacks a page is told even when nothing is known of the job.
func TestShortCopy(t *testing.T) {
	d := lay(t, cases()["notes"], filing.VerificationForm)
	if len(d.Pages) != 2 {
		t.Fatal(len(d.Pages))
	}
	plates := func(d *pdf.Document) *pdf.Plates {
		p, err := d.Plates()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	last := lay(t, cases()["company"], filing.AuthorizationLetter)
	for _, whole := range []bool{true, false} {
		var b bytes.Buffer
		j := pdf.NewJob(&b, "打印作业", false)
		at, err := j.Add(plates(d))
		if err != nil {
			t.Fatal(err)
		}
		if err := j.Again(at); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Add(plates(last)); err != nil {
			t.Fatal(err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		data := b.Bytes()
		if !whole { // the copy's second page is taken out of the tree
			kids := regexp.MustCompile(`/Kids \[(?: \d+ 0 R){5} \]`).FindIndex(data)
			refs := regexp.MustCompile(`\d+ 0 R`).FindAllIndex(data[kids[0]:kids[1]], -1)
			for i := refs[3][0]; i < refs[3][1]; i++ {
				data[kids[0]+i] = ' '
			}
		}
		faults := new(Reader).File(bytes.NewReader(data), int64(len(data)), Want{})
		if !whole {
			named(t, faults, Order)
		}
		if whole != (len(faults) == 0) {
			t.Errorf("whole %v: %v", whole, faults)
		}
	}
}

// Copies are known even when they differ in what is not printed but for their parts.
func TestCopyPrintedAnewIsJudged(t *testing.T) {
	job := twoCopies(t, "company")
	for i := range job {
		job[i].copy = 0
	}
	for _, f := range judgedJob(new(Reader), printedJob(t, job), job) {
		t.Errorf("page %d: %s %s", f.Page, f.Promise, f.Words.ZH)
	}
}

// Of very many faults a hundred are listed and all are counted.
func TestManyFaultsAreCounted(t *testing.T) {
	job := twoCopies(t, slices.Repeat([]string{"company"}, 40)...)
	expected := slices.Clone(job)
	for i := range job {
		if job[i].expect.Kind == KindSeparator {
			job[i].printed = ourPage(t, separatorTitle, "9").printed
			job[i+1].printed = job[i].printed // its back is not empty
		}
	}
	faults := judgedJob(new(Reader), printedJob(t, job), expected)
	if len(faults) != mostFaults+1 || !strings.Contains(faults[mostFaults].Words.ZH, "另有 ") || faults[0].Words.EN == "" {
		t.Errorf("%d faults, last %v", len(faults), faults[len(faults)-1])
	}
}

// What cannot be read is told, and what is expected is not asked for in vain.
func TestDamagedJobs(t *testing.T) {
	job := twoCopies(t, "company")
	data := printedJob(t, job)
	var r Reader
	for n := 0; n < len(data); n += 1 + len(data)/40 {
		named(t, judgedJob(&r, data[:n], job), Readable)
	}
	named(t, judgedJob(&r, data, nil), Order)
	if faults := judgedJob(&r, data, append(slices.Clone(job), job...)); len(faults) != 1 {
		t.Errorf("a job half as long as expected: %v", faults)
	} else {
		named(t, faults, Order)
	}
}

// A job of many pages takes no more memory than one of few.
func TestJobInLittleMemory(t *testing.T) {
	small := twoCopies(t, "company", "person", "pledge")
	var large []piece
	for range 120 {
		large = append(large, small[:len(small)-1]...)
	}
	large = append(large, small[len(small)-1])
	data := printedJob(t, large)
	var r Reader
	judgedJob(&r, printedJob(t, small), small)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, most, n := heap(), uint64(0), 0
	faults := r.Job(bytes.NewReader(data), int64(len(data)), func(yield func(Expect) bool) {
		for _, p := range large {
			if n++; n%500 == 0 {
				most = max(most, heap())
			}
			if !yield(p.expect) {
				return
			}
		}
	})
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	if grown := int64(most) - int64(before); grown > 6<<20 {
		t.Errorf("%d bytes more in use while a job of %d bytes and %d pages is judged", grown, len(data), n)
	}
}
