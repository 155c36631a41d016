package hostile

import (
	"fmt"
	"strings"
)

// within 32 MB: the most that one part may hold, so that nothing but what is
// in it can be held against it.
const full = 32<<20 - 1<<12

// fill repeats a text until it fills a part.
func fill(s string) body { return times(full/len(s), s) }

var sansan = []map[string]string{{"主办单位名称": "张三"}}

// bombs are workbooks that are small and swell.
func bombs() []Case {
	const (
		sheet = "xl/worksheets/sheet1.xml"
		links = "xl/_rels/workbook.xml.rels"
		main  = "xl/workbook.xml"
	)
	one := text(row(2, "张三"))
	swollen := times(100<<10, strings.Repeat(" ", 1<<10))
	return []Case{
		{Name: "zip bomb: sheet", Says: "--limit-part", Write: book{sheet: table(one.and(swollen))}.write},
		{Name: "zip bomb: shared strings", Says: "--limit-part", Write: book{shared: swollen}.write},
		{Name: "zip bomb: styles", Says: "--limit-part", Write: book{styles: swollen}.write},
		{Name: "zip bomb: relations", Says: "--limit-part", Write: book{parts: map[string]body{links: swollen}}.write},
		{Name: "zip bomb: media, which nobody unpacks", Rows: sansan, Write: book{parts: map[string]body{"xl/media/image1.png": swollen}}.write},
		{Name: "sheet that says it is small", Says: "已损坏", Write: book{sheet: table(one.and(swollen)), declared: map[string]uint64{sheet: 1000}}.write},
		{Name: "sheet that says it has 1 TB", Says: "--limit-part", Write: book{declared: map[string]uint64{sheet: 1 << 40}}.write},
		{Name: "sheet that says it is a little larger", Says: "已损坏", Write: book{declared: map[string]uint64{sheet: 5000}}.write},
		{Name: "entity bomb in the sheet", Says: "DOCTYPE", Write: book{sheet: text(lol).and(table(text(cell("A2", ` t="str"`, `<v>&z;</v>`))))}.write},
		{Name: "entity bomb in the shared strings", Says: "DOCTYPE", Write: book{parts: map[string]body{"xl/sharedStrings.xml": text(lol + `<sst/>`)}, shared: text("")}.write},
		{Name: "entity bomb in the styles", Says: "DOCTYPE", Write: book{parts: map[string]body{"xl/styles.xml": text(lol + `<styleSheet/>`)}, styles: text("")}.write},
		{Name: "entity bomb in the workbook part", Says: "DOCTYPE", Write: book{parts: map[string]body{main: text(lol + `<workbook/>`)}}.write},
		{Name: "entity bomb in the relations", Says: "DOCTYPE", Write: book{parts: map[string]body{links: text(lol + `<Relationships/>`)}}.write},
		{Name: "external entity", Says: "DOCTYPE", Write: book{sheet: text(`<!DOCTYPE a [<!ENTITY z SYSTEM "file:///etc/passwd">]>`).and(table(text(cell("A2", ` t="str"`, `<v>&z;</v>`))))}.write},
		{Name: "external DTD", Says: "DOCTYPE", Write: book{sheet: text(`<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">`).and(table(one))}.write},
		{Name: "a million nested elements", Says: "嵌套", Write: book{sheet: table(one.and(times(1_000_000, "<a>"), times(1_000_000, "</a>")))}.write},
		{Name: "sheet packed a thousand times", Says: "--limit-ratio", Write: book{sheet: table(one.and(fill(" ")))}.write},
		{Name: "shared strings packed a thousand times", Says: "--limit-ratio", Write: book{shared: fill("<si/>")}.write},
	}
}

// lol is the entity bomb: a billion from a few hundred bytes.
var lol = func() string {
	s := `<!DOCTYPE a [<!ENTITY a "ha">`
	for c := 'b'; c <= 'z'; c++ {
		s += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	return s + `]>`
}()
