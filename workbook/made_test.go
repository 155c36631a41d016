package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// made is a workbook put together from XML, part by part.
type made struct {
	sheets []madeSheet
	shared string // <si>… elements
	styles string // <numFmts> and <cellXfs> elements
	props  string // attributes of workbookPr
	extra  map[string]string
	moved  string // where the shared strings lie, if not where one expects
}

type madeSheet struct{ name, state, xml string }

const (
	nsMain = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	nsRel  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// sheetOf is a sheet with the given rows and what follows them.
func sheetOf(rows string, after ...string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet ` + nsMain + `><sheetData>` + rows + `</sheetData>` + strings.Join(after, "") + `</worksheet>`
}

// texts is a row of inline strings from column A on; empty ones leave no cell.
func texts(row int, values ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, row)
	for i, v := range values {
		if v != "" {
			fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, ref(row, i+1), v)
		}
	}
	return b.String() + "</row>"
}

func one(sheet string) made { return made{sheets: []madeSheet{{"备案信息", "", sheet}}} }

func (m made) bytes() []byte {
	var list, links strings.Builder
	parts := map[string]string{}
	for i, s := range m.sheets {
		state := ""
		if s.state != "" {
			state = ` state="` + s.state + `"`
		}
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, s.name, i+1, state, i+1)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, office, i+1)
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = s.xml
	}
	if m.shared != "" {
		at := "sharedStrings.xml"
		if m.moved != "" {
			at = m.moved
		}
		fmt.Fprintf(&links, `<Relationship Id="rIdS" Type="%s/sharedStrings" Target="%s"/>`, office, at)
		parts["xl/"+at] = `<sst ` + nsMain + `>` + m.shared + `</sst>`
	}
	if m.styles != "" {
		fmt.Fprintf(&links, `<Relationship Id="rIdT" Type="%s/styles" Target="styles.xml"/>`, office)
		parts["xl/styles.xml"] = `<styleSheet ` + nsMain + `>` + m.styles + `</styleSheet>`
	}
	parts["[Content_Types].xml"] = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	parts["_rels/.rels"] = `<Relationships ` + nsRel + `><Relationship Id="r1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	parts["xl/workbook.xml"] = `<workbook ` + nsMain + ` xmlns:r="` + office + `"><workbookPr ` + m.props + `/><sheets>` + list.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships ` + nsRel + `>` + links.String() + `</Relationships>`
	for name, text := range m.extra {
		parts[name] = text
	}
	return zipped(parts)
}

func zipped(parts map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		text := parts[name]
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// read reads a made workbook that has to be readable.
func read(t *testing.T, m made, opt Options) *Book {
	t.Helper()
	b, err := Read("表.xlsx", m.bytes(), opt)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	checkCensus(t, b)
	return b
}

func checkCensus(t *testing.T, b *Book) {
	t.Helper()
	sum := b.Census.Read
	for _, l := range b.Census.Left {
		if l.Cells == 0 || l.First == "" || l.Reason.Words().ZH == "" || l.Reason.Words().EN == "" {
			t.Errorf("left without a reason: %+v", l)
		}
		sum += l.Cells
	}
	if sum != b.Census.Cells {
		t.Errorf("census: %d cells, %d accounted for", b.Census.Cells, sum)
	}
	if b.Census.Rows.Applications != len(b.Applications) {
		t.Errorf("census: %d applications of %d", b.Census.Rows.Applications, len(b.Applications))
	}
}

// left is how many cells were left for the reason.
func left(b *Book, why Reason) int {
	n := 0
	for _, l := range b.Census.Left {
		if l.Reason == why {
			n += l.Cells
		}
	}
	return n
}

// five headings are the fewest that make a table.
var five = []string{"主办单位名称", "主办单位证件号码", "主体负责人手机", "网站名称", "网站域名"}

func fiveRow(row int) string { return texts(row, five...) }
