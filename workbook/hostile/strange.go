package hostile

import (
	"archive/zip"
	"fmt"
	"io"
)

// strange are workbooks that nothing is wrong with, and that are easily read
// wrongly.
func strange() []Case {
	read := func(name, rows string, want ...map[string]string) Case {
		return Case{Name: name, Rows: want, Write: book{sheet: table(text(rows)), shared: text(shared)}.write}
	}
	name := func(s string) map[string]string { return map[string]string{"主办单位名称": s} }
	styles := func(format int) body {
		return text(fmt.Sprintf(`<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="%d" applyNumberFormat="1"/></cellXfs>`, format))
	}
	hidden := func(name, rows string, after string) Case {
		return Case{Name: name, Says: "--hidden", Write: book{sheet: table(text(row(2, "张三")+rows), after)}.write}
	}
	third := `<c r="A3" t="inlineStr"><is><t>李四</t></is></c></row>`
	cases := []Case{
		read("last row of all", row(2, "张三")+row(1048576, "李四"), name("张三"), name("李四")),
		read("formula without a value", cell("A2", "", "<f>B2</f>"), name("!formula")),
		read("formula with an empty text", cell("A2", ` t="str"`, "<f>B2</f><v></v>")+row(3, "李四"), name("李四")),
		read("formula of another workbook", cell("A2", ` t="str"`, "<f>[1]Sheet1!$A$1</f><v>张三</v>"), name("张三")),
		read("picture in a cell", cell("A2", ` t="str"`, `<f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>`), name("!picture")),
		read("error for a value", cell("A2", ` t="e"`, "<v>#REF!</v>"), name("!error")),
		read("rich text", cell("A2", ` t="s"`, "<v>1</v>"), name("张三丰")),
		read("phonetic text", cell("A2", ` t="s"`, "<v>2</v>"), name("东京")),
		read("escaped line end", cell("A2", ` t="s"`, "<v>3</v>"), name("张三")),
		read("text that looks like an escape", cell("A2", ` t="s"`, "<v>4</v>"), name("_x000D_")),
		read("formula in a text", row(2, "=HYPERLINK(&quot;http://192.0.2.1&quot;)"), name(`=HYPERLINK("http://192.0.2.1")`)),
		read("18 digits as a text", row(2, "张三", "11010519491231002X"), map[string]string{"主办单位证件号码": "11010519491231002X"}),
		{Name: "decoy shared strings", Rows: []map[string]string{name("真")}, Write: book{sheet: table(text(cell("A2", ` t="s"`, "<v>0</v>"))), parts: map[string]body{
			"xl/sharedStrings.xml": text(`<sst ` + nsMain + `><si><t>假</t></si></sst>`),
			"xl/strings/true.xml":  text(`<sst ` + nsMain + `><si><t>真</t></si></sst>`),
			"xl/_rels/workbook.xml.rels": text(`<Relationships ` + nsRel + `><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
				`<Relationship Id="rId2" Type="` + office + `/sharedStrings" Target="/xl/strings/true.xml"/></Relationships>`),
		}}.write},
		hidden("hidden row", `<row r="3" hidden="1">`+third, ""),
		hidden("filtered row", `<row r="3" hidden="1">`+third, `<autoFilter ref="A1:F3"><filterColumn colId="0"><filters><filter val="张三"/></filters></filterColumn></autoFilter>`),
		hidden("grouped row, closed", `<row r="3" outlineLevel="1" hidden="1">`+third+`<row r="4" collapsed="1"/>`, ""),
		hidden("row of no height", `<row r="3" ht="0" customHeight="1">`+third, ""),
		read("grouped row, open", row(2, "张三")+`<row r="3" outlineLevel="1">`+third, name("张三"), name("李四")),
		{Name: "date of the 1904 system", Rows: []map[string]string{{"主办单位证件有效期至": "2028-01-02"}}, Write: book{props: `date1904="1"`, styles: styles(14), sheet: table(text(cell("C2", ` s="1"`, "<v>45292</v>")))}.write},
		{Name: "workbook with macros", Rows: sansan, Write: book{parts: map[string]body{
			"xl/vbaProject.bin":   text("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
			"[Content_Types].xml": text(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`),
		}}.write},
		{Name: "links to elsewhere", Rows: sansan, Write: book{parts: map[string]body{
			"xl/externalLinks/externalLink1.xml":            text(`<externalLink ` + nsMain + `/>`),
			"xl/externalLinks/_rels/externalLink1.xml.rels": text(`<Relationships ` + nsRel + `><Relationship Id="r" Type="` + office + `/externalLinkPath" Target="file://192.0.2.1/share/a.xlsx" TargetMode="External"/></Relationships>`),
		}}.write},
		{Name: "parts with the names of other places", Rows: sansan, Write: book{parts: map[string]body{"../../../../tmp/evil.xlsx": text("x"), "/etc/passwd": text("x"), `C:\Windows\evil`: text("x")}}.write},
	}
	for _, format := range []int{14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58} {
		cases = append(cases, Case{Name: fmt.Sprintf("date in the built-in format %d", format), Rows: []map[string]string{{"主办单位证件有效期至": "2030-12-31"}},
			Write: book{styles: styles(format), sheet: table(text(cell("C2", ` s="1"`, "<v>47848</v>")))}.write})
	}
	return cases
}

const shared = `<si><t>一</t></si><si><r><rPr><b/></rPr><t>张三</t></r><r><t>丰</t></r></si>` +
	`<si><t>东京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si><t>张三_x000D_</t></si><si><t>_x005F_x000D_</t></si>`

func zipped(w io.Writer, parts map[string]string) error {
	z := zip.NewWriter(w)
	for name, inside := range parts {
		f, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(f, inside)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}
