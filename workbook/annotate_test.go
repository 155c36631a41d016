package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/icpgen/icpgen/filing"
	samples "github.com/icpgen/icpgen/filing/sample"
)

// annotated is the workbook marked with what say finds.
func annotated(t *testing.T, data []byte, opt Options, say func(b *Book) Marks) []byte {
	t.Helper()
	b, err := Read("表.xlsx", data, opt)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Annotate(&out, data, opt, say(b)); err != nil {
		t.Fatal(err)
	}
	checkSpaces(t, out.Bytes())
	return out.Bytes()
}

// checkSpaces wants each prefix in a file's parts declared: our reader does not
// mind, others refuse the file.
func checkSpaces(t *testing.T, data []byte) {
	t.Helper()
	for name, text := range parts(t, data) {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		d := xml.NewDecoder(strings.NewReader(text))
		known := [][]string{{"", "xml", "xmlns"}}
		for {
			token, err := d.RawToken()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				here := slices.Clone(known[len(known)-1])
				for _, a := range e.Attr {
					if a.Name.Space == "xmlns" {
						here = append(here, a.Name.Local)
					}
				}
				known = append(known, here)
				for _, n := range append(e.Attr, xml.Attr{Name: e.Name}) {
					if !slices.Contains(here, n.Name.Space) {
						t.Errorf("%s: the prefix %s: is not declared", name, n.Name.Space)
					}
				}
			case xml.EndElement:
				known = known[:len(known)-1]
			}
		}
	}
}

// faults says the same of each application: an error at each of the fields, and
// a warning that has no cell.
func faults(fields ...filing.Field) func(*Book) Marks {
	return func(b *Book) Marks {
		m := Marks{Lang: filing.Chinese, Day: samples.Day}
		if len(fields) > 0 {
			m.Findings = b.Findings
		}
		for _, a := range b.Applications {
			j := Judged{Place: a.Place, ID: a.ID, Subject: a.Text(filing.FieldSubjectName)}
			for _, f := range fields {
				j.Findings = append(j.Findings, filing.Finding{Rule: "D-01", Level: filing.Error, Field: f, Place: a.At(f), Value: a.Text(f),
					Message: filing.Words{ZH: "不对：" + a.Text(f)}, Remedy: filing.Words{ZH: "改为别的"}, Source: filing.Words{ZH: "某某要求 1"}})
			}
			if len(fields) > 0 {
				j.Findings = append(j.Findings, filing.Finding{Rule: "M-01", Level: filing.Warning, Place: a.Place, Message: filing.Words{ZH: "另有提醒"}})
			}
			m.Applications = append(m.Applications, j)
		}
		return m
	}
}

func noFaults(b *Book) Marks { return faults()(b) }

// parts are a file's parts, unpacked.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

// rich is a workbook with all that a clerk may have put into it.
func rich(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must := func(id int, err error) int { check(err); return id }
	const s = "备案信息"
	check(f.SetSheetName("Sheet1", s))
	must(f.NewSheet("统计"))
	must(f.NewSheet("暂存"))
	check(f.SetSheetVisible("暂存", false))
	check(f.SetCellStr(s, "A1", "二〇二六年备案"))
	check(f.MergeCell(s, "A1", "G1"))
	for i, head := range []string{"省份", "主办单位名称", "主办单位证件号码", "主体负责人手机", "网站名称", "网站域名", "内部编码"} {
		check(f.SetCellStr(s, ref(2, i+1), head))
	}
	for row := 3; row <= 6; row++ {
		for i, v := range []string{"浙江", "甲公司", "91350100M000100Y43", "13900000000", "甲网", "example.com"} {
			check(f.SetCellStr(s, ref(row, i+1), v))
		}
		check(f.SetCellFormula(s, ref(row, 7), fmt.Sprintf(`"N-"&ROW()+%d`, row)))
	}
	check(f.SetCellFormula("统计", "A1", "COUNTA(备案信息!B3:B6)"))
	red := must(f.NewStyle(&excelize.Style{Fill: fill("FF0000"), Font: &excelize.Font{Bold: true, Family: "楷体"}, NumFmt: 49, Border: grid}))
	check(f.SetCellStyle(s, "C3", "C6", red))
	check(f.SetColStyle(s, "E", red))
	check(f.SetColWidth(s, "A", "C", 21.5))
	check(f.SetColVisible(s, "D", false))
	check(f.SetRowHeight(s, 4, 33))
	check(f.SetRowVisible(s, 6, false))
	check(f.SetRowOutlineLevel(s, 5, 2))
	check(f.SetPanes(s, &excelize.Panes{Freeze: true, YSplit: 2, XSplit: 1, TopLeftCell: "B3", ActivePane: "bottomRight"}))
	check(f.AutoFilter(s, "A2:G6", nil))
	list := excelize.NewDataValidation(true)
	list.SetSqref("A3:A99")
	check(list.SetDropList([]string{"浙江", "广东"}))
	check(f.AddDataValidation(s, list))
	green := must(f.NewConditionalStyle(&excelize.Style{Fill: fill("00FF00")}))
	check(f.SetConditionalFormat(s, "B3:B6", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: "==", Value: `"甲公司"`, Format: &green}}))
	check(f.SetDefinedName(&excelize.DefinedName{Name: "单位", RefersTo: "备案信息!$B$3:$B$6"}))
	check(f.AddComment(s, excelize.Comment{Cell: "C3", Author: "王", Paragraph: []excelize.RichTextRun{{Text: "王："}, {Text: "待核对", Font: &excelize.Font{Bold: true}}}}))
	check(f.AddComment(s, excelize.Comment{Cell: "G4", Author: "李", Text: "自用"}))
	check(f.SetCellHyperLink(s, "F3", "https://example.com", "External"))
	dot := image.NewGray(image.Rect(0, 0, 2, 2))
	dot.Set(0, 0, color.White)
	var picture bytes.Buffer
	check(png.Encode(&picture, dot))
	check(f.AddPictureFromBytes(s, "B9", &excelize.Picture{Extension: ".png", File: picture.Bytes(), Format: &excelize.GraphicOptions{AltText: "章"}}))
	check(f.AddChart("统计", "C1", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "甲", Values: "统计!$A$1:$A$2"}}}))
	check(f.SetDocProps(&excelize.DocProperties{Created: written, Modified: written}))
	var b bytes.Buffer
	check(f.Write(&b))
	return b.Bytes()
}

var include = Options{Hidden: HiddenInclude}

// stripped takes out of a marked sheet what was put in.
func stripped(sheet string) string {
	for _, put := range []string{
		`<c r="H\d+"[^>]* t="inlineStr"><is><t>[^<]*</t></is></c>`,
		`<conditionalFormatting sqref="[^"]*"><cfRule type="expression" dxfId="\d+" priority="1"><formula>LEN\(&#34;icpgen&#34;\)=6</formula></cfRule></conditionalFormatting>`,
		`<col min="8" max="8" width="32" customWidth="1"/>`,
	} {
		sheet = regexp.MustCompile(put).ReplaceAllString(sheet, "")
	}
	return sheet
}

// TestAnnotateKeepsTheRest compares bytes: parts without a mark are as they
// were, and the sheet is too once the marks are taken out.
func TestAnnotateKeepsTheRest(t *testing.T) {
	data := rich(t)
	copied := annotated(t, data, include, faults(filing.FieldSubjectDocNo, filing.FieldSiteName))
	before, after := parts(t, data), parts(t, copied)
	marked := []string{"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"}
	for name, text := range before {
		if (after[name] == text) == slices.Contains(marked, name) {
			t.Errorf("%s: the same %v", name, after[name] == text)
		}
	}
	if len(after) != len(before)+1 {
		t.Errorf("%d parts, then %d", len(before), len(after))
	}
	sheet := strings.NewReplacer(`ref="A2:H6"`, `ref="$A$2:$G$6"`, `ref="A1:H6"`, `ref="A1"`).Replace(stripped(after["xl/worksheets/sheet1.xml"]))
	if want := stripped(before["xl/worksheets/sheet1.xml"]); sheet != want {
		t.Errorf("the sheet is\n%s\nand was\n%s", sheet, want)
	}
	for _, in := range []string{"xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"} {
		if !inOrder(before[in], after[in]) {
			t.Errorf("%s lost something:\n%s", in, after[in])
		}
	}
}

// inOrder reports whether the elements of a text are all in another, in the
// same order. Counts and areas of lists may differ.
func inOrder(less, more string) bool {
	tag := regexp.MustCompile(`<[^>]*>[^<]*`)
	grown := regexp.MustCompile(` count="\d+"|\$[A-Z]+\$\d+</`)
	plain := func(s string) string { return grown.ReplaceAllString(s, "") }
	all := tag.FindAllString(more, -1)
	for _, want := range tag.FindAllString(less, -1) {
		at := slices.IndexFunc(all, func(s string) bool { return plain(s+"</") == plain(want+"</") })
		if at < 0 {
			return false
		}
		all = all[at+1:]
	}
	return true
}

// TestAnnotateAsExcelizeSeesIt asks another reader what the workbook holds.
func TestAnnotateAsExcelizeSeesIt(t *testing.T) {
	data := rich(t)
	copied := annotated(t, data, include, faults(filing.FieldSubjectDocNo))
	see := func(data []byte) map[string]any {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		seen := map[string]any{}
		note := func(name string, value any, err error) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			seen[name] = value
		}
		names := slices.DeleteFunc(f.GetDefinedName(), func(n excelize.DefinedName) bool { return n.Name == filterName })
		note("names", names, nil)
		note("first sheets", f.GetSheetList()[:3], nil)
		for _, s := range []string{"备案信息", "统计", "暂存"} {
			visible, err := f.GetSheetVisible(s)
			note(s+" visible", visible, err)
			merged, err := f.GetMergeCells(s)
			note(s+" merged", merged, err)
			panes, err := f.GetPanes(s)
			note(s+" panes", panes, err)
			lists, err := f.GetDataValidations(s)
			note(s+" validations", lists, err)
			pictures, err := f.GetPictures(s, "B9")
			note(s+" pictures", pictures, err)
			formats, err := f.GetConditionalFormats(s)
			note(s+" conditional", formats["B3:B6"], err)
			for row := 1; row <= 7; row++ {
				height, err := f.GetRowHeight(s, row)
				note(fmt.Sprint(s, row, " height"), height, err)
				shown, err := f.GetRowVisible(s, row)
				note(fmt.Sprint(s, row, " shown"), shown, err)
				outline, err := f.GetRowOutlineLevel(s, row)
				note(fmt.Sprint(s, row, " outline"), outline, err)
				for col := 1; col <= 7; col++ {
					cell := ref(row, col)
					width, err := f.GetColWidth(s, letters(col))
					note(s+letters(col)+" width", width, err)
					value, err := f.GetCellValue(s, cell, excelize.Options{RawCellValue: true})
					note(s+cell, value, err)
					formula, err := f.GetCellFormula(s, cell)
					note(s+cell+" formula", formula, err)
					id, err := f.GetCellStyle(s, cell)
					note(s+cell+" style", id, err)
					style, err := f.GetStyle(id)
					note(s+cell+" look", style, err)
					linked, target, err := f.GetCellHyperLink(s, cell)
					note(s+cell+" link", fmt.Sprint(linked, target), err)
				}
			}
		}
		return seen
	}
	before, after := see(data), see(copied)
	for name, value := range before {
		if !reflect.DeepEqual(after[name], value) {
			t.Errorf("%s was %v and is %v", name, value, after[name])
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(copied))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"H2": "检查结果", "H3": "须改正（错误 1 处，警告 1 处）", "H6": "须改正（错误 1 处，警告 1 处）", "H7": ""} {
		if got, _ := f.GetCellValue("备案信息", cell); got != want {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
	}
	comments, err := f.GetComments("备案信息")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, c := range comments {
		said[c.Cell] = c.Author + "|" + c.Text
		for _, p := range c.Paragraph {
			said[c.Cell] += p.Text
		}
	}
	mark := "【icpgen】\n错误 D-01\n不对：913501********0Y43\n怎么改：改为别的\n依据：某某要求 1\n【／icpgen】"
	for cell, want := range map[string]string{
		"C3": "王|王：待核对\n" + mark, "C4": "icpgen|" + mark, "G4": "李|自用",
		"H3": "icpgen|【icpgen】\n警告 M-01\n另有提醒\n【／icpgen】", "C7": "",
	} {
		if said[cell] != want {
			t.Errorf("%s says %q, want %q", cell, said[cell], want)
		}
	}
	if list := f.GetSheetList(); list[len(list)-1] != "检查汇总" || len(list) != 4 {
		t.Errorf("sheets %v", list)
	}
	if ok, target, _ := f.GetCellHyperLink("检查汇总", "A6"); !ok || target != "'备案信息'!C3" {
		t.Errorf("the first finding leads to %q", target)
	}
}

// TestAnnotateAgain: marks replace marks, and leave nothing behind.
func TestAnnotateAgain(t *testing.T) {
	data := rich(t)
	say := faults(filing.FieldSubjectDocNo, filing.FieldDomains)
	first := annotated(t, data, include, say)
	if !bytes.Equal(first, annotated(t, data, include, say)) {
		t.Error("annotated twice, other bytes")
	}
	if !bytes.Equal(first, annotated(t, first, include, say)) {
		t.Error("the copy annotated again has other bytes")
	}
	clean := annotated(t, first, include, noFaults)
	before, after := parts(t, data), parts(t, clean)
	if c := after["xl/comments1.xml"]; strings.Replace(c, "<author>icpgen</author>", "", 1) != before["xl/comments1.xml"] {
		t.Errorf("comments are\n%s\nand were\n%s", c, before["xl/comments1.xml"])
	}
	if n := strings.Count(after["xl/drawings/vmlDrawing1.vml"], "<v:shape "); n != 2 {
		t.Errorf("%d boxes of comments", n)
	}
	sheet := after["xl/worksheets/sheet1.xml"]
	if strings.Count(sheet, "icpgen") != 1 || !strings.Contains(sheet, `sqref="H3 H4 H5 H6"`) || strings.Count(sheet, "<t>可提交</t>") != 4 {
		t.Errorf("the clean sheet is\n%s", sheet)
	}
	if !bytes.Equal(clean, annotated(t, annotated(t, clean, include, say), include, noFaults)) {
		t.Error("marking and clearing is no round trip")
	}
	if !IsAnnotated(first) || !IsAnnotated(clean) || IsAnnotated(data) || IsAnnotated(nil) || IsAnnotated([]byte("PK\x03\x04")) {
		t.Error("what is annotated is not known")
	}
}

// TestAnnotatedReads: what icpgen wrote is none of the applicant's, in both
// layouts.
func TestAnnotatedReads(t *testing.T) {
	card := one(cardSheet()).bytes()
	for name, data := range map[string][]byte{"table": rich(t), "card": card, "template card": templateOf(t, Template{Card: true, Sample: sample(SampleID)})} {
		before, err := Read("表.xlsx", data, include)
		if err != nil {
			t.Fatal(err)
		}
		copied := annotated(t, data, include, faults(filing.FieldSubjectName, filing.FieldRemark))
		after, err := Read("表.xlsx", copied, include)
		if err != nil {
			t.Fatal(name, err)
		}
		checkCensus(t, after)
		if !reflect.DeepEqual(after.Applications, before.Applications) || !reflect.DeepEqual(after.Findings, before.Findings) || after.Census.Rows != before.Census.Rows || after.Census.Read != before.Census.Read {
			t.Errorf("%s: read %+v, then %+v", name, before, after)
		}
		if left(after, CheckResult) == 0 {
			t.Errorf("%s: nothing is known as our own", name)
		}
		if again := annotated(t, copied, include, faults(filing.FieldSubjectName, filing.FieldRemark)); !bytes.Equal(again, copied) {
			t.Errorf("%s: annotated again it has other bytes", name)
		}
	}
	sheet := parts(t, annotated(t, card, Options{}, faults(filing.FieldSubjectName, filing.FieldRemark)))["xl/worksheets/sheet1.xml"]
	want := fmt.Sprintf(`<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>检查结果</t></is></c><c r="B%[1]d" s="1" t="inlineStr"><is><t>须改正（错误 2 处，警告 1 处）</t></is></c></row></sheetData>`, cardRows+1)
	if !strings.Contains(sheet, want) || !strings.Contains(sheet, "B3 E9") {
		t.Errorf("the card is\n%s", sheet)
	}
}

// TestAnnotateOddSheets: other writers' ways, and what comes of each.
func TestAnnotateOddSheets(t *testing.T) {
	rows := fiveRow(1) + texts(2, "甲公司", "91350100M000100Y43", "13900000000", "甲网", "example.com") + texts(3, "乙公司")
	prefixed := regexp.MustCompile(`<(/?)([a-zA-Z])`).ReplaceAllString(sheetOf(rows), "<${1}x:$2")
	prefixed = strings.Replace(strings.Replace(prefixed, "<?xml", "<?xml", 1), "xmlns=", "xmlns:x=", 1)
	for name, c := range map[string]struct {
		m    made
		want []string
	}{
		"a prefix":                {one(prefixed), []string{`<x:c r="F2" s="1" t="inlineStr"><x:is><x:t>须改正`, `<x:cols><x:col min="6"`, `<x:conditionalFormatting sqref="A2 F2 A3 F3">`, `<x:legacyDrawing `}},
		"no numbers":              {one(regexp.MustCompile(` r="[A-Z]*\d+"`).ReplaceAllString(sheetOf(rows), "")), []string{`<c r="F2"`, `<c r="F3"`}},
		"columns in one run":      {one(strings.Replace(sheetOf(rows), "<sheetData>", `<cols><col min="2" max="16384" width="9" hidden="1"/></cols><sheetData>`, 1)), []string{`<cols><col min="2" max="5" width="9" hidden="1"/><col min="6" max="6" width="32" customWidth="1"/><col min="7" max="16384" width="9" hidden="1"/></cols>`}},
		"columns beyond":          {one(strings.Replace(sheetOf(rows), "<sheetData>", `<cols><col min="9" max="9" width="9"/></cols><sheetData>`, 1)), []string{`<cols><col min="6" max="6" width="32" customWidth="1"/><col min="9"`}},
		"an empty cell there":     {one(sheetOf(strings.Replace(rows, "</row>", `<c r="F1" s="0"/><c r="G1"/></row>`, 1))), []string{`<c r="F1" s="0" t="inlineStr"><is><t>检查结果</t></is></c><c r="G1"/></row>`}},
		"a filter":                {one(sheetOf(rows, `<autoFilter ref="A1:E3"><filterColumn colId="0"/></autoFilter>`)), []string{`<autoFilter ref="A1:F3"><filterColumn colId="0"/>`}},
		"a filter of something":   {one(sheetOf(rows, `<autoFilter ref="B1:C3"/>`)), []string{`<autoFilter ref="B1:C3"/>`}},
		"a list object":           {one(sheetOf(rows, `<tableParts count="0"/>`)), []string{`<legacyDrawing`}},
		"a dimension":             {one(strings.Replace(sheetOf(rows), "<sheetData>", `<dimension ref="A1:E3"/><sheetData>`, 1)), []string{`<dimension ref="A1:F3"/>`}},
		"a shared rule":           {one(sheetOf(rows, `<conditionalFormatting sqref="A2"><cfRule type="expression" priority="7"><formula>LEN( "icpgen" )=6</formula></cfRule><cfRule type="expression" priority="8"><formula>A2=1</formula></cfRule></conditionalFormatting>`)), []string{`</conditionalFormatting><conditionalFormatting sqref="A2"><cfRule type="expression" priority="8"><formula>A2=1</formula>`}},
		"merged blank cells":      {one(sheetOf(rows, `<mergeCells><mergeCell ref="B3:B5"/></mergeCells>`)), []string{`B3`}},
		"a footer and a drawing":  {one(sheetOf(rows, `<pageMargins left="1"/><drawing xmlns:r="x" r:id="x"/><tableParts count="0"/>`)), []string{`<drawing xmlns:r="x" r:id="x"/><legacyDrawing`, `/><tableParts`}},
		"results of earlier rows": {one(sheetOf(texts(1, append(slices.Clone(five), "检查结果")...) + texts(2, "甲公司", "", "", "甲网", "example.com", "旧") + texts(4, "", "", "", "", "", "旧"))), []string{`<row r="4"></row>`, `<c r="F2" s="1" t="inlineStr"><is><t>须改正`}},
	} {
		t.Run(name, func(t *testing.T) {
			data := c.m.bytes()
			copied := annotated(t, data, Options{}, faults(filing.FieldSubjectName, filing.FieldSubjectDocNo))
			if strings.HasPrefix(name, "a prefix") {
				copied = annotated(t, data, Options{}, faults(filing.FieldSubjectName))
			}
			sheet := parts(t, copied)["xl/worksheets/sheet1.xml"]
			for _, want := range c.want {
				if !strings.Contains(sheet, want) {
					t.Errorf("no %s in\n%s", want, sheet)
				}
			}
			if name == "a list object" && strings.Contains(sheet, "autoFilter") {
				t.Error("a filter beside a list object")
			}
			before, _ := Read("表.xlsx", data, Options{})
			after, err := Read("表.xlsx", copied, Options{})
			if err != nil || !reflect.DeepEqual(before.Applications, after.Applications) || len(after.Findings) != len(before.Findings) {
				t.Errorf("%v, read %+v", err, after)
			}
			f, err := excelize.OpenReader(bytes.NewReader(copied))
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
		})
	}
}

// TestAnnotateSpacesDeclaredBelow: openpyxl declares a prefix where it is used,
// so that none is to be counted upon.
func TestAnnotateSpacesDeclaredBelow(t *testing.T) {
	m := one(sheetOf(fiveRow(1) + texts(2, "甲公司")))
	m.extra = map[string]string{"xl/workbook.xml": `<workbook ` + nsMain + `><workbookPr/><sheets><sheet xmlns:r="` + office + `" name="备案信息" sheetId="1" r:id="rId1"/></sheets><calcPr/></workbook>`}
	copied := annotated(t, m.bytes(), Options{}, faults(filing.FieldSubjectName))
	b, err := Read("表.xlsx", copied, Options{})
	if err != nil || len(b.Sheets) != 2 || b.Sheets[1].Name != "检查汇总" {
		t.Errorf("%v %+v", err, b)
	}
}

// TestAnnotateBesideOthersComments: broken comments of others are no reason to
// fail, and are kept.
func TestAnnotateBesideOthersComments(t *testing.T) {
	rows := fiveRow(1) + texts(2, "甲公司", "91350100M000100Y43", "13900000000", "甲网", "example.com")
	box := func(row, col int) string {
		return fmt.Sprintf(`<v:shape id="_x0000_s2049" type="#_x0000_t202"><v:textbox><br></v:textbox><x:ClientData ObjectType="Note"><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`, row, col)
	}
	m := one(sheetOf(rows, `<legacyDrawing xmlns:r="`+office+`" r:id="d"/>`))
	m.extra = map[string]string{
		"xl/worksheets/_rels/sheet1.xml.rels": `<Relationships ` + nsRel + `><Relationship Id="c" Type="` + office + `/comments" Target="../comments9.xml"/><Relationship Id="d" Type="` + office + `/vmlDrawing" Target="../drawings/v.vml"/></Relationships>`,
		"xl/comments9.xml": `<comments ` + nsMain + `><authors/><commentList>` +
			`<comment ref="A2" authorId="-7"><text><t>甲说</t></text></comment>` +
			`<comment ref="B2" authorId="99"><text/></comment><comment ref="C2"/>` +
			`<comment ref="D2" authorId="0"><text><r><t>前</t></r><r><rPr><b/></rPr><t>说【icpgen】旧</t></r><r><t>旧【／icpgen】后</t></r></text></comment>` +
			`</commentList></comments>`,
		"xl/drawings/v.vml": `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">` + box(1, 0) + box(1, 3) + `</xml>`,
	}
	data := m.bytes()
	copied := annotated(t, data, Options{}, faults(filing.FieldSubjectName, filing.FieldDomains))
	after := parts(t, copied)
	comments, boxes := after["xl/comments9.xml"], after["xl/drawings/v.vml"]
	for _, want := range []string{
		`<authors><author>icpgen</author></authors>`, `<comment ref="A2" authorId="-7"><text><t>甲说</t><r>`,
		`<comment ref="B2" authorId="99"><text/></comment><comment ref="C2"/>`,
		`<text><r><t>前</t></r><r><rPr><b/></rPr><t xml:space="preserve">说</t></r><r><t xml:space="preserve">后</t></r></text>`,
		`<comment ref="E2" authorId="0"><text>`,
	} {
		if !strings.Contains(comments, want) {
			t.Errorf("no %s in\n%s", want, comments)
		}
	}
	if strings.Count(boxes, "<v:shape ") != 4 || !strings.Contains(boxes, box(1, 0)+box(1, 3)) || !strings.Contains(boxes, `id="_x0000_s2050"`) {
		t.Errorf("boxes are\n%s", boxes)
	}
	if again := annotated(t, copied, Options{}, faults(filing.FieldSubjectName, filing.FieldDomains)); !bytes.Equal(again, copied) {
		t.Error("annotated again it has other bytes")
	}
}

// TestAnnotateMany: what is left out of a copy because there is too much of it
// is told in it.
func TestAnnotateMany(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(fiveRow(1))
	const n = mostComments/2 + 1
	for row := 2; row < 2+n; row++ {
		rows.WriteString(texts(row, "甲"))
	}
	after := parts(t, annotated(t, one(sheetOf(rows.String())).bytes(), Options{}, faults(filing.FieldSubjectName, filing.FieldDomains)))
	if got := strings.Count(after["xl/comments1.xml"], "<comment "); got != mostComments {
		t.Errorf("%d comments", got)
	}
	if got := strings.Count(after["xl/drawings/vmlDrawing1.vml"], "<v:shape "); got != mostComments {
		t.Errorf("%d boxes", got)
	}
	// Three cells of each row: two faults, and the result with the third.
	if want := fmt.Sprintf("有 %d 个单元格只标了颜色", 3*n-mostComments); !strings.Contains(after["xl/worksheets/sheet2.xml"], want) {
		t.Errorf("the summary does not say: %s\n%.900s", want, after["xl/worksheets/sheet2.xml"])
	}
	coloured := map[string]bool{}
	for _, list := range regexp.MustCompile(`sqref="([^"]*)"`).FindAllStringSubmatch(after["xl/worksheets/sheet1.xml"], -1) {
		for _, cell := range strings.Fields(list[1]) {
			coloured[cell] = true
		}
	}
	if len(coloured) != 3*n {
		t.Errorf("%d cells are coloured, want %d", len(coloured), 3*n)
	}
}

// TestAnnotateHostileTexts: what a sheet says stays text, in cells, comments
// and links.
func TestAnnotateHostileTexts(t *testing.T) {
	var apps []*filing.Application
	for i, text := range samples.Hostile {
		a := samples.Numbered("浙江", filing.KindCompany, i)
		a.Set(filing.FieldSubjectName, text)
		a.Set(filing.FieldRemark, text)
		apps = append(apps, a)
	}
	var b bytes.Buffer
	if err := WriteTable(&b, apps); err != nil {
		t.Fatal(err)
	}
	copied := annotated(t, b.Bytes(), Options{}, faults(filing.FieldSubjectName, filing.FieldRemark))
	after := parts(t, copied)
	for name, text := range after {
		if strings.HasSuffix(name, ".vml") || strings.HasSuffix(name, ".png") {
			continue
		}
		if _, err := outline([]byte(text), 0); err != nil {
			t.Errorf("%s is no XML: %v", name, err)
		}
		if strings.Contains(text, "<f>") || strings.Contains(text, "<f ") || strings.Contains(text, `TargetMode="External"`) {
			t.Errorf("%s has a formula or a link outside", name)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(copied))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("检查汇总")
	if err != nil || len(rows) != summaryHead+3*len(apps) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	comments, err := f.GetComments("备案信息")
	if err != nil || len(comments) != 3*len(apps) {
		t.Fatalf("%d comments, %v", len(comments), err)
	}
	for i, text := range samples.Hostile {
		if got := rows[summaryHead+3*i][4]; strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r == '\u202e' || r == '\u200b' }) || !strings.HasPrefix(got, "不对：") {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	for row := summaryHead + 1; row <= len(rows); row++ {
		for col := 1; col <= len(summaryColumns); col++ {
			if kind, err := f.GetCellType("检查汇总", ref(row, col)); err != nil || kind != excelize.CellTypeInlineString {
				t.Fatalf("%s is of type %v", ref(row, col), kind)
			}
		}
	}
	if again := annotated(t, copied, Options{}, faults(filing.FieldSubjectName, filing.FieldRemark)); !bytes.Equal(again, copied) {
		t.Error("annotated again it has other bytes")
	}
	clean := parts(t, annotated(t, copied, Options{}, noFaults))
	if strings.Contains(clean["xl/comments1.xml"], "<comment ") {
		t.Errorf("marks are left: %s", clean["xl/comments1.xml"])
	}
}
