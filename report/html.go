package report

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/icpgen/icpgen/filing"
)

// HTML tells a run as one page for a browser, report.html. It is whole by
// itself: its policy lets nothing in from outside and no script run but its own
// short one, without which only the search by text is missing.
//
// The cases of a long run are written down as they come ([HTML.Case]); what
// stands above them is known at the end, when [HTML.Page] puts all together.
// What is kept in between does not grow with their number.
type HTML struct {
	lang      filing.Lang
	template  *template.Template
	rows      *bufio.Writer
	cases     int
	drawn     int            // cases with pictures
	states    map[string]int // cases by class
	provinces map[string]int // cases by code
	workbooks []string
}

const (
	mostDrawn  = 100  // cases with a picture of each page
	mostListed = 1000 // cases with what to hand in and to do
	mostNamed  = 5    // workbooks
	stretch    = 200  // cases in a table: a browser lays out a long one over and over
)

// Picture is a page of a paper.
type Picture struct {
	Form string // "核验单"
	SVG  []byte // an element, safe as it stands
}

// Shared is what the pictures of a page have in common.
type Shared struct {
	Symbols    []byte // an element, safe as it stands
	Stylesheet []byte
}

//go:embed html
var htmlFiles embed.FS

func htmlFile(name string) string {
	data, err := htmlFiles.ReadFile("html/" + name)
	if err != nil {
		panic(err) // embedded
	}
	return string(data)
}

// NewHTML begins a report, whose rows go to rows until it is put together.
func NewHTML(rows io.Writer, lang filing.Lang) *HTML {
	h := &HTML{lang: lang, rows: bufio.NewWriterSize(rows, 1<<16), states: map[string]int{}, provinces: map[string]int{}}
	h.template = template.Must(template.New("").Funcs(template.FuncMap{"say": h.say}).Parse(htmlFile("page.tmpl")))
	return h
}

func (h *HTML) say(zh, en string) string { return filing.Words{ZH: zh, EN: en}.In(h.lang) }

// WantsPictures tells whether the next case with papers is to be given pictures.
func (h *HTML) WantsPictures() bool { return h.drawn < mostDrawn }

type htmlCase struct {
	Anchor, ID, Name, Site, FilingType string
	Province, ProvinceName             string
	State, StateName                   string
	Warned                             bool
	Papers                             []htmlPaper
	Findings                           []htmlFinding
	Attach, Do                         []htmlItem
	Pictures                           []htmlPicture
}

// Lists tells whether there is something to hand in or to do.
func (c htmlCase) Lists() bool { return len(c.Attach)+len(c.Do) > 0 }

// Folds tells whether there is something to unfold.
func (c htmlCase) Folds() bool { return c.Lists() || len(c.Pictures) > 0 }

// More tells whether there is more than the row.
func (c htmlCase) More() bool { return len(c.Findings) > 0 || c.Folds() }

type htmlPaper struct{ Form, Link string }

type htmlFinding struct{ Level, LevelName, Message, Rule, Field, Value, Advice, Place string }

type htmlItem struct {
	Words, Rule string
	Copies      int
}

type htmlPicture struct {
	SVG           template.HTML
	Link, Caption string
}

type htmlCount struct {
	Value, Name string
	N           int
}

// elsewhere is the code of what is no province of filing.
const elsewhere = "00"

// Case writes an application down; pictures are of its pages, in order.
func (h *HTML) Case(c Case, pictures []Picture) error {
	a, v := c.Application, c.Verdict
	row := htmlCase{
		Anchor: "a-" + anchor(a.ID), ID: cut(filing.Escape(a.ID), 40), Name: cut(safe(a.Text(filing.FieldSubjectName)), 120),
		Site:         cut(safe(h.site(a)), 120),
		ProvinceName: cut(safe(a.Text(filing.FieldProvince)), 20), FilingType: string(v.FilingType),
		Province: elsewhere, State: "done", StateName: h.say("已生成", "rendered"),
		Warned: slices.ContainsFunc(v.Findings, func(f filing.Finding) bool { return f.Level == filing.Warning }),
	}
	if p, ok := filing.ParseProvince(a.Text(filing.FieldProvince)); ok {
		row.Province = p.Code
	}
	switch {
	case !c.Rendered:
		row.State, row.StateName = "refused", h.say("未生成", "not rendered")
	case v.Refused():
		row.State, row.StateName = "draft", h.say("草稿", "draft")
	}
	for _, p := range c.Papers {
		row.Papers = append(row.Papers, htmlPaper{p.Form, link(p, c.Folder == "")})
	}
	for _, f := range v.Findings {
		row.Findings = append(row.Findings, h.finding(f))
	}
	if h.cases < mostListed {
		for _, a := range v.Attach {
			row.Attach = append(row.Attach, htmlItem{safe(a.What.In(h.lang)), a.Rule, a.Copies})
		}
		for _, d := range v.Do {
			row.Do = append(row.Do, htmlItem{safe(d.Text.In(h.lang)), d.Rule, 0})
		}
	}
	if len(pictures) > 0 {
		h.drawn++
		row.Pictures = captioned(pictures, row.Papers)
	}

	if h.cases > 0 && h.cases%stretch == 0 {
		if err := h.template.ExecuteTemplate(h.rows, "next", nil); err != nil {
			return err
		}
	}
	h.cases++
	h.states[row.State]++
	if row.Warned {
		h.states["warned"]++
	}
	h.provinces[row.Province]++
	if book := filing.Escape(a.Place.Workbook); !slices.Contains(h.workbooks, book) && len(h.workbooks) <= mostNamed {
		h.workbooks = append(h.workbooks, book)
	}
	return h.template.ExecuteTemplate(h.rows, "case", row)
}

// site is the website's name and its domains, the first of several.
func (h *HTML) site(a *filing.Application) string {
	domains := filing.Split(a.Text(filing.FieldDomains))
	words := []string{a.Text(filing.FieldSiteName), strings.Join(domains, "")}
	if len(domains) > 1 {
		words[1] = fmt.Sprintf(h.say("%s 等 %d 个域名", "%s and others, %d domains"), domains[0], len(domains))
	}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " · ")
}

// captioned gives each picture its link: 核验单 1/2.
func captioned(pictures []Picture, papers []htmlPaper) []htmlPicture {
	var list []htmlPicture
	pages := map[string]int{}
	for _, p := range pictures {
		pages[p.Form]++
	}
	nth := map[string]int{}
	for _, p := range pictures {
		nth[p.Form]++
		shown := htmlPicture{SVG: template.HTML(p.SVG), Caption: p.Form}
		if pages[p.Form] > 1 {
			shown.Caption = fmt.Sprintf("%s %d/%d", p.Form, nth[p.Form], pages[p.Form])
		}
		for _, paper := range papers {
			if paper.Form == p.Form {
				shown.Link = paper.Link
			}
		}
		list = append(list, shown)
	}
	return list
}

func (h *HTML) finding(f filing.Finding) htmlFinding {
	shown := htmlFinding{
		Level: f.Level.String(), LevelName: levelWord(f, h.lang), Message: safe(f.Message.In(h.lang)), Rule: f.Rule,
		Advice: advice(f, h.lang), Place: filing.Escape(f.Place.Discreet().String()),
	}
	if f.Field != filing.NoField {
		shown.Field, shown.Value = f.Field.Heading(), shownValue(f, h.lang)
	}
	return shown
}

// anchor is an id as it may stand in the id of an element.
func anchor(id string) string {
	var b strings.Builder
	for _, r := range id {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '.' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "_%X_", r)
		}
	}
	return b.String()
}

// link is the relative address of a paper, in a print job that of its page.
func link(p Paper, inJob bool) string {
	address := url.URL{Path: p.File}
	if inJob && p.Job.From > 0 {
		address.Fragment = fmt.Sprintf("page=%d", p.Job.From)
	}
	return address.String()
}

// Page puts the report together: what run says beside its cases, and the rows
// read back from where they were written.
func (h *HTML) Page(w io.Writer, rows func() io.Reader, run Run, unread []filing.Words, shared Shared) error {
	if err := h.rows.Flush(); err != nil {
		return err
	}
	script := htmlFile("filter.js")
	styles := []string{htmlFile("style.css") + h.filterRules()}
	if len(shared.Stylesheet) > 0 {
		styles = append(styles, string(shared.Stylesheet))
	}
	above := struct {
		Policy                    string
		Day, Judged, Workbooks    string
		Styles                    template.HTML
		Totals, Provinces, States []htmlCount
		Accounts                  []string
		Outer                     []htmlFinding
	}{
		Policy: policy(script, styles), Day: run.Day.String(), Judged: fmt.Sprintf(h.say("按 %s 的规定判断", "judged as of %s"), run.Day), Workbooks: h.named(),
		Totals: h.totals(run.Totals), Accounts: h.accounts(run),
		Provinces: h.provincesFound(), States: h.statesFound(),
	}
	for _, s := range styles {
		above.Styles += template.HTML("<style>" + s + "</style>\n") // our own words, no sheet's
	}
	for _, words := range unread {
		above.Outer = append(above.Outer, htmlFinding{Level: filing.Error.String(), LevelName: h.say("读不了", "not read"), Message: safe(words.In(h.lang))})
	}
	for _, f := range run.Findings {
		above.Outer = append(above.Outer, h.finding(f))
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if err := h.template.ExecuteTemplate(out, "above", above); err != nil {
		return err
	}
	if _, err := io.Copy(out, rows()); err != nil {
		return err
	}
	err := h.template.ExecuteTemplate(out, "below", struct {
		Notes  []string
		Shared template.HTML
		Script template.JS
	}{h.notes(), template.HTML(shared.Symbols), template.JS(script)})
	if err != nil {
		return err
	}
	return out.Flush()
}

// policy lets in the page's own styles and script, by their sums, and the
// typefaces that stand in it (W3C CSP3).
func policy(script string, styles []string) string {
	source := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	p := "default-src 'none'; script-src" + source(script) + "; style-src"
	for _, s := range styles {
		p += source(s)
	}
	return p + "; font-src data:; base-uri 'none'; form-action 'none'"
}

// filterRules hide what is not asked for. They begin at the filters: a browser
// that had to ask the body again for each row it reads would take minutes.
func (h *HTML) filterRules() string {
	var b strings.Builder
	for _, p := range h.provincesFound() {
		fmt.Fprintf(&b, ".filters:has(#province option[value=\"%s\"]:checked) + .sheet tbody:not(.p%[1]s),\n", p.Value)
	}
	for _, s := range h.statesFound()[1:] {
		fmt.Fprintf(&b, ".filters:has(#state-%s:checked) + .sheet tbody:not(.%[1]s),\n", s.Value)
	}
	return b.String() + "tbody[hidden] { display: none; }\n"
}

func (h *HTML) provincesFound() (found []htmlCount) {
	for _, p := range filing.Provinces {
		if n := h.provinces[p.Code]; n > 0 {
			found = append(found, htmlCount{p.Code, h.say(p.Name, p.EN), n})
		}
	}
	if n := h.provinces[elsewhere]; n > 0 {
		found = append(found, htmlCount{elsewhere, h.say("其他", "other"), n})
	}
	return found
}

func (h *HTML) statesFound() []htmlCount {
	found := []htmlCount{{"all", h.say("全部", "All"), h.cases}}
	for _, s := range []htmlCount{
		{"done", h.say("已生成", "Rendered"), h.states["done"]}, {"draft", h.say("草稿", "Draft"), h.states["draft"]},
		{"refused", h.say("未生成", "Not rendered"), h.states["refused"]}, {"warned", h.say("有警告", "With warnings"), h.states["warned"]},
	} {
		if s.N > 0 {
			found = append(found, s)
		}
	}
	return found
}

// named lists the workbooks, the first few of many.
func (h *HTML) named() string {
	if len(h.workbooks) > mostNamed {
		return strings.Join(h.workbooks[:mostNamed], h.say("、", ", ")) + h.say(" 等", " and more")
	}
	return strings.Join(h.workbooks, h.say("、", ", "))
}

func (h *HTML) totals(n Totals) []htmlCount {
	return []htmlCount{
		{"", h.say("份申请", "applications"), h.cases},
		{"", h.say("已生成", "rendered"), h.states["done"]},
		{"", h.say("草稿", "drafts"), h.states["draft"]},
		{"", h.say("未生成", "not rendered"), h.states["refused"]},
		{"", h.say("处错误", "errors"), n.Errors},
		{"", h.say("处警告", "warnings"), n.Warnings},
		{"", h.say("份材料", "papers"), n.Documents},
		{"", h.say("页", "pages"), n.Pages},
	}
}

// accounts show that no row and no cell went missing.
func (h *HTML) accounts(run Run) []string {
	t := Text{Lang: h.lang}
	lines := []string{t.rows(run)}
	if run.Totals.CellsSeen > 0 {
		lines = append(lines, t.cells(run.Totals))
	}
	return lines
}

func (h *HTML) notes() []string {
	notes := []string{h.say("这一页只在本机打开，不连网络。证件号码、电话和邮箱在这里一律打码，页面图上也是；印出来的材料上是完整的。",
		"This page is opened on this machine and asks no network. Document numbers, telephones and mail addresses are masked here, in the pictures too; the papers show them in full.")}
	if h.states["done"]+h.states["draft"] > h.drawn {
		notes = append(notes, fmt.Sprintf(h.say("页面图只画前 %d 份申请，其余请打开各自的 PDF。", "Pages are drawn for the first %d applications; open the PDFs of the others."), h.drawn))
	}
	if h.cases > mostListed {
		notes = append(notes, fmt.Sprintf(h.say("要交的材料和要办的事只列前 %d 份申请，其余见各自的材料清单。", "What to hand in and to do is listed for the first %d applications; for the others it stands on their 材料清单."), mostListed))
	}
	return notes
}
