package workbook

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

// templates are the kinds of template, with a province that has more to say at
// each field than fits.
func templates(t *testing.T) map[string]Template {
	t.Helper()
	p, ok := filing.ParseProvince("内蒙古")
	if !ok {
		t.Fatal("no such province")
	}
	var notes []Note
	for _, f := range append(filing.Fields(), filing.NoField) {
		notes = append(notes, Note{Field: f, Rule: "NM-01", Who: "个人、个体工商户", Text: strings.Repeat("须写明𬭎", 30), Remedy: "请写明"},
			Note{Field: f, Rule: "NM-02", Text: "居住证"})
	}
	a := sample(SampleID)
	list := map[string]Template{}
	for _, card := range []bool{false, true} {
		list[fmt.Sprint("blank, card ", card)] = Template{Card: card}
		list[fmt.Sprint("sample, card ", card)] = Template{Card: card, Sample: a}
		list[fmt.Sprint("province, card ", card)] = Template{Card: card, Province: p, Standing: "内蒙古的要求", Notes: notes}
		list[fmt.Sprint("all, card ", card)] = Template{Card: card, Sample: a, Province: p, Standing: "内蒙古的要求", Notes: notes}
	}
	return list
}

func templateOf(t *testing.T, tpl Template) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTemplate(&b, tpl); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is written reads back as nothing, or as the sample, without a warning.
func TestTemplateReadsBack(t *testing.T) {
	for name, tpl := range templates(t) {
		t.Run(name, func(t *testing.T) {
			data := templateOf(t, tpl)
			if !bytes.Equal(data, templateOf(t, tpl)) {
				t.Error("written twice, other bytes")
			}
			b, err := Read("a.xlsx", data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(b.Findings) != 0 {
				t.Errorf("findings %+v", b.Findings)
			}
			want := Sheet{Name: sheetTitle, Layout: Table, Headings: tableTop}
			if tpl.Card {
				want.Layout, want.Headings = Card, 0
			}
			if tpl.Sample != nil {
				want.Applications = 1
			}
			if got := b.Sheets; len(got) != 3 || got[0] != want || got[1] != (Sheet{Name: guideTitle}) || got[2] != (Sheet{Name: listsTitle, Hidden: true}) {
				t.Errorf("sheets %+v", b.Sheets)
			}
			if b.Census.Rows != (Rows{Applications: want.Applications}) {
				t.Errorf("rows %+v", b.Census.Rows)
			}
			checkCensus(t, b)
			if tpl.Sample != nil && len(b.Applications) == 1 {
				same(t, b.Applications[0], tpl.Sample)
			}
			// By itself the guide holds nothing either.
			if _, err := Read("a.xlsx", data, Options{Sheet: guideTitle}); err == nil {
				t.Error("the guide reads as applications")
			} else if no, ok := err.(*NoHeadings); !ok || no.Known > 1 { // the example 居住证

				t.Errorf("the guide: %v", err)
			}
		})
	}
}

// Office repairs or refuses a workbook that breaks these.
func TestTemplateKeepsOfficeLimits(t *testing.T) {
	nameShape := regexp.MustCompile(`^[_\p{L}][_\p{L}0-9.]*$`)
	for name, tpl := range templates(t) {
		t.Run(name, func(t *testing.T) {
			f, err := excelize.OpenReader(bytes.NewReader(templateOf(t, tpl)))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			named := map[string][]string{}
			for _, n := range f.GetDefinedName() {
				if strings.HasPrefix(n.Name, "_xlnm.") {
					continue
				}
				if !nameShape.MatchString(n.Name) || named[n.Name] != nil || n.Scope != "Workbook" {
					t.Errorf("name %+v", n)
				}
				named[n.Name] = valuesOf(t, f, n.RefersTo)
			}
			all, err := f.GetDataValidations(sheetTitle)
			if err != nil {
				t.Fatal(err)
			}
			var seen []area
			for _, dv := range all {
				if *dv.PromptTitle == "" || units(*dv.PromptTitle) > 32 || *dv.Prompt == "" || units(*dv.Prompt) > 255 {
					t.Errorf("%s: prompt %q %q", dv.Sqref, *dv.PromptTitle, *dv.Prompt)
				}
				if dv.ShowErrorMessage && (*dv.ErrorStyle != "warning" || units(*dv.Error) > 255 || units(*dv.ErrorTitle) > 32) {
					t.Errorf("%s: %s %q", dv.Sqref, *dv.ErrorStyle, *dv.Error)
				}
				if units(dv.Formula1) > 255 || dv.Type == "" && dv.Formula1 != "" {
					t.Errorf("%s: %q", dv.Sqref, dv.Formula1)
				}
				if dv.Type == "list" && len(named[dv.Formula1]) == 0 && !strings.HasPrefix(dv.Formula1, "INDIRECT(") {
					t.Errorf("%s chooses from %q, which is no list", dv.Sqref, dv.Formula1)
				}
				at := areaOf(t, dv.Sqref)
				for _, other := range seen {
					if at.left == other.left && at.top <= other.bottom && other.top <= at.bottom {
						t.Errorf("%s has two validations", dv.Sqref)
					}
				}
				seen = append(seen, at)
			}
			if want := len(filing.Fields()); len(all) != 2*want {
				t.Errorf("%d validations for %d fields", len(all), want)
			}
			for _, kind := range filing.SubjectKinds {
				if got := named[docsName+kind]; !slices.Equal(got, filing.SubjectDocTypes(kind)) {
					t.Errorf("documents of %s: %v", kind, got)
				}
			}
			if got := named[listName+"省份"]; len(got) != 31 || tpl.Province.Name != "" && got[0] != tpl.Province.Name {
				t.Errorf("provinces %v", got)
			}
			for _, comment := range commentsOf(t, f) {
				if comment.Author != guideTitle || tpl.Notes == nil {
					t.Errorf("comment %+v", comment)
				}
			}
			if visible, err := f.GetSheetVisible(listsTitle); err != nil || visible {
				t.Error("the lists are to be seen")
			}
		})
	}
}

func commentsOf(t *testing.T, f *excelize.File) []excelize.Comment {
	t.Helper()
	comments, err := f.GetComments(sheetTitle)
	if err != nil {
		t.Fatal(err)
	}
	return comments
}

func valuesOf(t *testing.T, f *excelize.File, refers string) []string {
	t.Helper()
	sheet, cells, _ := strings.Cut(refers, "!")
	var list []string
	a := areaOf(t, strings.ReplaceAll(cells, "$", ""))
	for row := a.top; row <= a.bottom; row++ {
		v, err := f.GetCellValue(sheet, ref(row, a.left))
		if err != nil || v == "" {
			t.Errorf("%s: row %d is blank (%v)", refers, row, err)
		}
		list = append(list, v)
	}
	return list
}

// areaOf is a cell, or some below each other.
func areaOf(t *testing.T, sqref string) area {
	t.Helper()
	from, to, several := strings.Cut(sqref, ":")
	if !several {
		to = from
	}
	a := area{top: rowOf(from), bottom: rowOf(to), left: colOf(from), right: colOf(to)}
	if a.top == 0 || a.bottom < a.top || a.left != a.right {
		t.Errorf("area %s", sqref)
	}
	return a
}

// A clerk can type in all of the prepared cells: numbers keep their digits, and
// what is chosen is what the reader knows.
func TestTemplateTakesRows(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(templateOf(t, Template{})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := sample("A-1")
	for _, row := range []int{tableTop + 1, tableTop + ready} {
		for _, field := range filing.Fields() {
			if text := want.Text(field); text != "" {
				if err := f.SetCellStr(sheetTitle, ref(row, int(field)), text); err != nil {
					t.Fatal(err)
				}
			}
			style, err := f.GetCellStyle(sheetTitle, ref(row, int(field)))
			if err != nil {
				t.Fatal(err)
			}
			if s, err := f.GetStyle(style); err != nil || hasDay(field) == (s.NumFmt == textFormat) {
				t.Errorf("%s: format %d, %v", ref(row, int(field)), s.NumFmt, err)
			}
		}
	}
	if err := f.SetCellStr(sheetTitle, ref(tableTop+ready, 1), "A-2"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	book, err := Read("a.xlsx", b.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Applications) != 2 || len(book.Findings) != 0 || book.Census.Rows.Blank != ready-2 {
		t.Fatalf("%d applications, %+v, %+v", len(book.Applications), book.Findings, book.Census.Rows)
	}
	same(t, book.Applications[0], want)
}

// What a province asks for stands at the heading and in the guide.
func TestTemplateTellsTheProvince(t *testing.T) {
	p, _ := filing.ParseProvince("广东")
	tpl := Template{Province: p, Standing: "广东的要求", Notes: []Note{
		{Field: filing.FieldRemark, Rule: "GD-02", Who: "个人", Text: "须写明内容", Remedy: "写明"},
		{Rule: "GD-03", Text: "亲笔抄写承诺书"}}}
	for _, tpl.Card = range []bool{false, true} {
		f, err := excelize.OpenReader(bytes.NewReader(templateOf(t, tpl)))
		if err != nil {
			t.Fatal(err)
		}
		marked := 0
		rows, err := f.GetRows(sheetTitle)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, text := range row {
				if strings.HasSuffix(text, "（广东）") {
					marked++
					if headingOf("", text) != filing.FieldRemark {
						t.Errorf("marked %q", text)
					}
				}
			}
		}
		comments := commentsOf(t, f)
		if marked != 1 || len(comments) != 1 || !strings.Contains(comments[0].Paragraph[0].Text, "（个人）须写明内容。写明 [GD-02]") {
			t.Errorf("%d marks, comments %+v", marked, comments)
		}
		guide, err := f.GetRows(guideTitle)
		if err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprint(guide)
		for _, want := range []string{"广东的要求", "网站备注 个人 须写明内容。写明 [GD-02]", "材料和办理 全体 亲笔抄写承诺书 [GD-03]"} {
			if !strings.Contains(said, want) {
				t.Errorf("the guide does not say %q", want)
			}
		}
		f.Close()
	}
}

// Every field is explained, by an example that is right.
func TestHints(t *testing.T) {
	for _, f := range filing.Fields() {
		if int(f) >= len(hints) || hints[f].how == "" || hints[f].example == "" || hints[f].use == "" {
			t.Errorf("%s has no hint", f)
			continue
		}
		example := hints[f].example
		if units(instruction(f)+"\n例："+example) > maxPrompt {
			t.Errorf("%s: the hint is too long", f)
		}
		if list := choices(f); len(list) > 0 && !open(f) {
			for _, word := range filing.Split(example) {
				if !slices.Contains(list, word) {
					t.Errorf("%s: %q is none of its choices", f, word)
				}
			}
		}
		var fault *filing.NumberFault
		switch {
		case hasDay(f):
			if _, ok := filing.ParseDay(example); !ok {
				t.Errorf("%s: %q is no day", f, example)
			}
		case f == filing.FieldSubjectDocNo || f == filing.FieldPreviousDocNo:
			fault = filing.CheckNumber(filing.DocLicence, example)
		case f.IsNumber():
			fault = filing.CheckNumber(filing.DocResidentID, example)
		case isMobile(f):
			fault = filing.CheckMobile(example)
		case strings.HasSuffix(f.Key(), "_phone"), f == filing.FieldEmergencyMobile:
			fault = filing.CheckPhone(example)
		case strings.HasSuffix(f.Key(), "_email"):
			fault = filing.CheckEmail(example)
		case f == filing.FieldIP:
			fault = filing.CheckIP(example)
		case f == filing.FieldSubjectRecord || f == filing.FieldDomainRecord:
			if n, ok := filing.ParseFilingNumber(example); !ok || (n.Site > 0) != (f == filing.FieldDomainRecord) {
				t.Errorf("%s: %q", f, example)
			}
		}
		if fault != nil {
			t.Errorf("%s: %q: %v", f, example, fault)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{{"省份", 2, "省份"}, {"省份和城市", 3, "省份…"}, {"𬭎𬭎", 4, "𬭎𬭎"}, {"𬭎𬭎", 3, "𬭎…"}, {"", 0, ""}} {
		if got := cut(c.text, c.limit); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestTemplateFails(t *testing.T) {
	if err := WriteTemplate(fails{}, Template{}); err == nil {
		t.Error("no error")
	}
}
