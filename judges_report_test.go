//go:build judges

package icpgen_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	madeUp "github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/workbook"
)

// Chromium and poppler draw the same page. At 150 dots an inch each dark dot of
// the one has its like in the other at most two dots away (0.3 mm), and all but
// three in a thousand at most one: both set glyphs on whole dots, each in its way.
func TestJudgesPictures(t *testing.T) {
	const width, height = 1240, 1754
	const sliver = 3 // dots with which a dashed line may end or not
	rulebook, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var pictures pdf.Pictures
	var drawn strings.Builder
	var names []string // of poppler's pictures
	for _, s := range samples(t, "applicant", "applicants") {
		for i, a := range s.book.Applications {
			if i%4 != 0 {
				continue
			}
			packet := forms.Packet{
				Application: a, Verdict: &s.verdicts[i], Profile: profile.Default(), Standing: rulebook.Standing(a.Text(filing.FieldProvince)),
				WithNotes: true, Draft: i%8 == 4,
			}
			for _, paper := range s.verdicts[i].Forms {
				document, _ := packet.Lay(paper)
				data, err := document.Bytes()
				if err != nil {
					t.Fatal(err)
				}
				for n, sheet := range document.Pages {
					drawn.Write(pictures.Draw(sheet, paper))
					name := filepath.Join(dir, fmt.Sprintf("%s.%s.%d", a.ID, paper, n+1))
					if err := os.WriteFile(name+".pdf", data, 0o600); err != nil {
						t.Fatal(err)
					}
					page := fmt.Sprint(n + 1)
					run(t, "pdftoppm", "-png", "-gray", "-singlefile", "-f", page, "-scale-to-x", fmt.Sprint(width), "-scale-to-y", fmt.Sprint(height), name+".pdf", name)
					names = append(names, name+".png")
				}
			}
		}
	}
	css, err := pictures.Stylesheet()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pages.html")
	html := fmt.Sprintf("<!doctype html><meta charset=utf-8><style>%s body{margin:0} .paper{display:none;width:%dpx;height:%dpx} .now{display:block}</style>%s%s",
		css, width, height, &drawn, pictures.Symbols())
	if err := os.WriteFile(file, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	b := openBrowser(t)
	b.size(width, height)
	b.open("file://" + file)
	b.run(`Promise.all([...document.fonts].map(f => f.load())).then(() => document.fonts.size)`, nil)
	show := func(page int) image.Image {
		b.run(fmt.Sprintf(`document.querySelector(".now")?.classList.remove("now");
			document.querySelectorAll(".paper")[%d].classList.add("now");
			new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))`, page), nil)
		return decode(t, b.screenshot())
	}
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		printed, shown := decode(t, data), show(i)
		dark, off, lost := compare(printed, shown)
		if dark < 20000 || off*1000 > 3*dark || lost > sliver {
			t.Errorf("%s: of %d dark dots %d are a dot off, %d have no like", filepath.Base(name), dark, off, lost)
		}
		if i > 0 {
			continue
		}
		for _, spoil := range []string{ // the judge sees half a millimetre, and a character
			`const text = document.querySelector(".now text"); text.setAttribute("x", +text.getAttribute("x") + 0.5 * 72 / 25.4)`,
			`const text = document.querySelector(".now text"); text.textContent = text.textContent.slice(0, -1) + "国"`,
		} {
			b.run("{"+spoil+"}", nil)
			if _, _, lost := compare(printed, decode(t, b.screenshot())); lost <= sliver {
				t.Errorf("nobody sees %s", spoil)
			}
		}
	}
}

// compare counts the dark dots of two pictures, those of them around which the
// other is light for a dot, and for two.
func compare(a, b image.Image) (dark, off, lost int) {
	const darkest, lightest = 90, 200
	x, y := grays(a), grays(b)
	for _, pair := range [][2][][]uint8{{x, y}, {y, x}} {
		near := func(row, column, radius int) bool {
			for _, dots := range pair[1][max(0, row-radius):min(len(pair[1]), row+radius+1)] {
				for _, v := range dots[max(0, column-radius):min(len(dots), column+radius+1)] {
					if v < lightest {
						return true
					}
				}
			}
			return false
		}
		for row, dots := range pair[0] {
			for column, v := range dots {
				if v > darkest {
					continue
				}
				dark++
				if near(row, column, 1) {
					continue
				}
				off++
				if !near(row, column, 2) {
					lost++
				}
			}
		}
	}
	return dark, off, lost
}

func grays(picture image.Image) [][]uint8 {
	bounds := picture.Bounds()
	rows := make([][]uint8, bounds.Dy())
	for y := range rows {
		rows[y] = make([]uint8, bounds.Dx())
		for x := range rows[y] {
			rows[y][x] = color.GrayModel.Convert(picture.At(bounds.Min.X+x, bounds.Min.Y+y)).(color.Gray).Y
		}
	}
	return rows
}

// The report as a user opens it: everything in it is there, its filters work
// with and without a script, no text of a sheet does anything, and nothing is
// asked for from outside.
func TestJudgesReport(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	render := func(books ...string) {
		t.Helper()
		cmd := exec.Command("bin/icpgen", append([]string{"render", "--on", day.String(), "--lang", "zh", "--draft", "--out", out}, books...)...)
		if said, err := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != 1 {
			t.Fatalf("%v\n%s", err, said)
		}
	}
	render("samples/applicants.xlsx", "samples/mistakes.xlsx", hostileBook(t, dir))
	page := "file://" + filepath.Join(out, "report.html")
	b := openBrowser(t)
	b.size(1200, 1500)
	b.open(page)
	shown := func() (n int) {
		t.Helper()
		b.run(`[...document.querySelectorAll("tbody")].filter(c => c.getClientRects().length).length`, &n)
		return n
	}
	all := shown()
	choose := func(value string) {
		b.run(fmt.Sprintf(`{const s = document.querySelector("#province"); s.value = %q; s.dispatchEvent(new Event("change", {bubbles: true}))}`, value), nil)
	}
	find := func(words string) {
		b.run(`document.querySelector("#search").focus(); document.querySelector("#search").select()`, nil)
		b.call("Input.insertText", map[string]any{"text": words}, nil)
	}
	if want := 14 + 5 + len(madeUp.Hostile); all != want {
		t.Fatalf("%d applications are shown, want %d", all, want)
	}
	choose("44")
	if n := shown(); n != 3 {
		t.Errorf("%d of 广东", n)
	}
	b.run(`document.querySelector("label[for=state-draft]").click()`, nil)
	if n := shown(); n != 1 {
		t.Errorf("%d drafts of 广东", n)
	}
	choose("")
	var drafts int
	if b.run(`document.querySelectorAll("tbody.draft").length`, &drafts); shown() != drafts || drafts < 4 {
		t.Errorf("%d of %d drafts", shown(), drafts)
	}
	find("gd-02 陈𬭎")
	var count string
	if b.run(`document.querySelector("#count").textContent`, &count); shown() != 1 || count != fmt.Sprintf("1 / %d", all) {
		t.Errorf("%d found, told as %s", shown(), count)
	}
	find("没有这样的词")
	if n := shown(); n != 0 {
		t.Errorf("%d found of what is nowhere", n)
	}
	find(" ")
	b.run(`document.querySelector("label[for=state-all]").click()`, nil)
	if n := shown(); n != all {
		t.Errorf("%d of %d come back", n, all)
	}
	var broken []string
	b.run(`document.querySelectorAll("details").forEach(d => d.open = true);
		document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == "error").map(f => f.family))`, &broken)
	if len(broken) > 0 {
		t.Errorf("typefaces refused: %s", broken)
	}
	var links []string
	b.run(`[...document.querySelectorAll("a[href]")].filter(a => !a.hash).map(a => decodeURIComponent(new URL(a.href).pathname))`, &links)
	if len(links) < 100 {
		t.Errorf("%d links", len(links))
	}
	for _, name := range links {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	var strange []string
	b.run(strangers, &strange)
	if told := append(strange, b.foreign(page)...); len(told) > 0 {
		t.Errorf("%q", told)
	}

	// What would be foreign is refused, so that the silence above means something.
	for _, try := range []string{
		`{const s = document.createElement("script"); s.textContent = "document.title = 'run'"; document.body.append(s)}`,
		`{const d = document.createElement("div"); d.innerHTML = "<img src=x onerror='document.title = 1'><b style='color:red'>"; document.body.append(d)}`,
		`fetch("https://example.com/").catch(() => {})`,
	} {
		b.events = nil
		b.run(try, nil)
		for !b.told("Log.entryAdded") { // the test ends if it never is
			b.read()
		}
	}
	var title string
	if b.run("document.title", &title); title != "网站备案材料 · 2026-11-23" {
		t.Errorf("a script ran: %s", title)
	}

	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	b.open(page)
	choose("44")
	if n := shown(); n != 3 {
		t.Errorf("without a script: %d of 广东", n)
	}
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": false}, nil)
	render("samples/mistakes.xlsx", "samples/applicant.xlsx")
	for _, width := range []int{390, 1200} {
		b.size(width, 1500)
		b.open(page)
		b.run(`[...document.querySelectorAll("#a-0001 details")].at(-1).open = true; document.fonts.ready.then(() => 0)`, nil)
		var wide int
		if b.run("document.documentElement.scrollWidth", &wide); wide > width {
			t.Errorf("a window of %d is too narrow: %d", width, wide)
		}
		shot := b.screenshot()
		dark := 0
		for _, row := range grays(decode(t, shot)) {
			for _, v := range row {
				if v < 90 {
					dark++
				}
			}
		}
		if dark < 10000 {
			t.Errorf("%d dark dots in a window of %d", dark, width)
		}
		if name := os.Getenv("REPORT"); name != "" { // make pages
			if err := os.WriteFile(name, shot, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// strangers are the elements and attributes that no report of ours has.
const strangers = `[...document.querySelectorAll("*")].flatMap(e => {
	const tags = "html head meta title style body header h1 h2 h3 p time main section dl dt dd div ul li b code span select option fieldset legend " +
		"input label output table colgroup col thead tbody tr th td a details summary figure figcaption svg g use text path script";
	const odd = tags.split(" ").includes(e.localName) ? [] : [e.outerHTML.slice(0, 200)];
	return odd.concat([...e.attributes].filter(a => /^on|^style$|^src|^action|^formaction|^xlink|script:/i.test(a.name + "=" + a.value)).map(a => e.localName + " " + a.name + "=" + a.value));
})`

// hostileBook is a workbook of mischief, one text an application, in several
// of its fields.
func hostileBook(t *testing.T, dir string) string {
	t.Helper()
	var apps []*filing.Application
	for i, text := range madeUp.Hostile {
		a := madeUp.Numbered("浙江", filing.KindCompany, i)
		for _, f := range []filing.Field{filing.FieldSubjectName, filing.FieldSiteName, filing.FieldRemark, filing.FieldHomeURL} {
			a.Set(f, text)
		}
		a.Set([]filing.Field{filing.FieldApplicationID, filing.FieldDomains, filing.FieldCity, filing.FieldSiteOwnerName}[i%4], text)
		apps = append(apps, a)
	}
	var book bytes.Buffer
	name := filepath.Join(dir, "hostile.xlsx")
	if err := workbook.WriteTable(&book, apps); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, book.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
