package hostile

import (
	"fmt"
	"strings"
)

// floods hold as much as a part may, of what is dear to read. They are packed
// far, and read as if they were not: what they have to be refused for lies
// behind that.
func floods() []Case {
	const (
		links = "xl/_rels/workbook.xml.rels"
		main  = "xl/workbook.xml"
	)
	one := text(row(2, "张三"))
	open := `<worksheet ` + nsMain + `><sheetData>`
	end := `</sheetData></worksheet>`
	cases := []Case{
		{Name: "ten million open elements", Says: "嵌套", Write: book{sheet: text(open).and(fill("<a>"))}.write},
		{Name: "four million comments", Rows: sansan, Write: book{sheet: times(4_000_000, " <!---->").and(table(one))}.write},
		{Name: "thirty megabytes of comment within the rows", Says: "4 MB", Write: book{sheet: table(text("<!--").and(fill("a "), text("-->"), one))}.write},
		{Name: "a tag of two million attributes", Says: "attributes", Write: book{sheet: table(one.and(text("<row "), each(2_000_000, func(i int) string { return fmt.Sprintf(` a%d=""`, i) })))}.write},
		{Name: "hundred thousand tags of many attributes", Rows: sansan, Write: book{sheet: within(open+row(1, headings...)+row(2, "张三"), times(70_000, "<a"+attributes(60)+"/>"), end)}.write},
		{Name: "six million shared strings", Says: "超出限制", Write: book{shared: fill("<si/>")}.write},
		{Name: "six million formats", Says: "超出限制", Write: book{styles: within("<cellXfs>", fill("<xf/>"), "</cellXfs>")}.write},
		{Name: "a million number formats", Says: "超出限制", Write: book{styles: within("<numFmts>", each(700_000, func(i int) string { return fmt.Sprintf(`<numFmt numFmtId="%d" formatCode=""/>`, 164+i) }), "</numFmts>")}.write},
		{Name: "a million relations", Says: "超出限制", Write: book{parts: map[string]body{links: within(`<Relationships>`, each(1_000_000, func(i int) string { return fmt.Sprintf(`<Relationship Id="%d"/>`, i) }), `</Relationships>`)}}.write},
		{Name: "a million sheets that are one", Says: "同一个工作表", Write: book{parts: map[string]body{main: within(`<workbook xmlns:r="`+office+`"><sheets>`, times(1_000_000, `<sheet name="a" r:id="rId1"/>`), `</sheets></workbook>`)}}.write},
		{Name: "a sheet's name of 30 MB", Says: "4 MB", Write: book{parts: map[string]body{main: within(`<workbook xmlns:r="`+office+`"><sheets><sheet name="`, fill("a"), `" r:id="rId1"/></sheets></workbook>`)}}.write},
		{Name: "two million cells", Says: "超出限制", Write: book{sheet: within(open, times(8000, "<row>"+strings.Repeat("<c><v>1</v></c>", 256)+"</row>"), end)}.write},
		{Name: "a million rows", Says: "超出限制", Write: book{sheet: table(each(1_000_000, func(i int) string { return "<row><c><v>1</v></c></row>" }))}.write},
		{Name: "a million empty rows", Rows: sansan, Write: book{sheet: table(one.and(times(1_000_000, `<row hidden="1"/>`)))}.write},
		{Name: "a million blank cells", Rows: sansan, Write: book{sheet: table(one.and(times(8000, "<row>"+strings.Repeat("<c/>", 200)+"</row>")))}.write},
		{Name: "a million merged cells", Says: "超出限制", Write: book{sheet: table(one, `<mergeCells>`).cut("</worksheet>").and(fill(`<mergeCell ref="A3:B3"/>`), text(`</mergeCells></worksheet>`))}.write},
		{Name: "a million formulas without values", Says: "超出限制", Write: book{sheet: table(one.and(times(5000, "<row>"+strings.Repeat("<c><f/></c>", 256)+"</row>")))}.write},
		{Name: "a million values in another prefix", Says: "超出限制", Write: book{sheet: within(`<x:worksheet xmlns:x="`+"http://schemas.openxmlformats.org/spreadsheetml/2006/main"+`"><x:sheetData>`, times(4000, "<x:row>"+strings.Repeat("<x:c><x:v>12</x:v></x:c>", 256)+"</x:row>"), `</x:sheetData></x:worksheet>`)}.write},
		{Name: "merged columns over a long card", Says: "没有找到备案信息", Write: book{sheet: within(open, times(100_000, "<row><c><v>1</v></c></row>"), `</sheetData><mergeCells>`+columns(2, 200, 100_000)+`</mergeCells></worksheet>`)}.write},
		{Name: "merged cells that change from row to row", Says: "超出限制", Write: book{sheet: within(open, times(100_000, "<row><c><v>1</v></c></row>"), `</sheetData><mergeCells>`+columns(4, 200, 100_000)).and(
			each(50_000, func(i int) string { return fmt.Sprintf(`<mergeCell ref="B%d:C%d"/>`, 2*i+1, 2*i+1) }), text(`</mergeCells></worksheet>`))}.write},
		{Name: "cells whose ends are hard to find", Rows: sansan, Write: book{sheet: table(one.and(times(5000, "<row>"+strings.Repeat("<c><v></v></c >", 256)+"</row>")))}.write},
		{Name: "values whose ends are hard to find", Says: "超出限制", Write: book{sheet: table(one.and(times(4000, "<row>"+strings.Repeat("<c><v>1</v ></c >", 256)+"</row>")))}.write},
		{Name: "a cell of 30 MB", Says: "4 MB", Write: book{sheet: table(text(row(2, "张三")).and(within(`<row r="3"><c r="A3" t="inlineStr"><is><t>`, fill("９"), `</t></is></c></row>`)))}.write},
		{Name: "a shared string of 30 MB", Says: "4 MB", Write: book{shared: within("<si><t>", fill("９"), "</t></si>")}.write},
		{Name: "a reference of 30 MB", Says: "4 MB", Write: book{sheet: table(one.and(text(`<row r="`), fill("9"), text(`"/>`)))}.write},
		{Name: "an entity's name of 30 MB", Says: "4 MB", Write: book{sheet: table(one.and(text(`<row r="3"><c r="A3"><v>&`), fill("9"), text(`;</v></c></row>`)))}.write},
	}
	for i := range cases {
		cases[i].Limits.Ratio = 2000
	}
	return cases
}

func attributes(n int) (s string) {
	for i := range n {
		s += fmt.Sprintf(` a%02d=""`, i)
	}
	return s
}

// columns are merged areas one beside the other, each down to the last row.
func columns(from, to, bottom int) string {
	var b strings.Builder
	for c := from; c <= to; c++ {
		fmt.Fprintf(&b, `<mergeCell ref="%[1]s1:%[1]s%[2]d"/>`, letters(c), bottom)
	}
	return b.String()
}

func letters(c int) string {
	if c <= 26 {
		return string(rune('A' + c - 1))
	}
	return letters((c-1)/26) + letters((c-1)%26+1)
}

// cut takes a text from the body's end.
func (b body) cut(end string) body {
	last := b[len(b)-1]
	last.text = strings.TrimSuffix(last.text, end)
	return append(b[:len(b)-1:len(b)-1], last)
}
