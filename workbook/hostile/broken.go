package hostile

import (
	"encoding/binary"
	"io"
	"unicode/utf16"
)

// broken are workbooks whose inside does not hold together.
func broken() []Case {
	const links = "xl/_rels/workbook.xml.rels"
	say := func(name, says string, rows string, after ...string) Case {
		return Case{Name: name, Says: says, Write: book{sheet: table(text(row(2, "张三")+rows), after...), shared: text("<si><t>一</t></si>")}.write}
	}
	named := func(name, says, part, inside string) Case {
		return Case{Name: name, Says: says, Write: book{parts: map[string]body{part: text(inside)}}.write}
	}
	related := func(name, says, target string) Case {
		return named(name, says, links, `<Relationships `+nsRel+`><Relationship Id="rId1" Type="`+office+`/worksheet" Target="`+target+`"/></Relationships>`)
	}
	return []Case{
		say("row 1,048,577", "1048577", `<row r="1048577"/>`),
		say("row of 20 digits", "行号", `<row r="99999999999999999999"/>`),
		say("row 0", "第 0 行", `<row r="0"/>`),
		say("negative row", "行号", `<row r="-5"/>`),
		say("column XFD", "列数", cell("XFD3", "", "<v>1</v>")),
		say("column XFE", "XFE3", cell("XFE3", "", "<v>1</v>")),
		say("column of 30 letters", "位置", `<row r="3"><c r="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA3"><v>1</v></c></row>`),
		say("shared string out of range", "文字编号", cell("A3", ` t="s"`, "<v>1</v>")),
		say("shared string of 20 digits", "文字编号", cell("A3", ` t="s"`, "<v>99999999999999999999</v>")),
		say("negative shared string", "文字编号", cell("A3", ` t="s"`, "<v>-1</v>")),
		say("control character", "UTF-8", row(3, "a\x01b")),
		say("control character as a reference", "&#1;", row(3, "a&#1;b")),
		say("half a surrogate as a reference", "已损坏", row(3, "a&#xD800;b")),
		say("overlapping merged cells", "重叠", row(3, "a"), `<mergeCells><mergeCell ref="A2:B3"/><mergeCell ref="B3:C4"/></mergeCells>`),
		say("merged cells in a circle", "重叠", row(3, "a", "b", "c"), `<mergeCells><mergeCell ref="A3:B3"/><mergeCell ref="B3:C3"/><mergeCell ref="A3:C3"/></mergeCells>`),
		say("the same cells merged twice", "重叠", row(3, "a"), `<mergeCells><mergeCell ref="A3:B3"/><mergeCell ref="A3:B3"/></mergeCells>`),
		say("merged cells backwards", "合并", "", `<mergeCells><mergeCell ref="B3:A2"/></mergeCells>`),
		related("sheet that is the workbook part", "工作表", "workbook.xml"),
		related("sheet that is its own relations", "工作表", "_rels/workbook.xml.rels"),
		related("sheet outside the package", "缺少", "../../../../etc/passwd"),
		named("workbook that is its own relations", "无法识别", "_rels/.rels", `<Relationships `+nsRel+`><Relationship Id="r1" Type="`+office+`/officeDocument" Target="_rels/.rels"/></Relationships>`),
		named("relation twice", "两次", links, `<Relationships `+nsRel+`><Relationship Id="rId1" Type="`+office+`/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId1" Type="`+office+`/worksheet" Target="workbook.xml"/></Relationships>`),
		named("part twice", "两次", "XL/Workbook.xml", `<workbook/>`),
		{Name: "sheet in UTF-16", Says: "UTF-8", Write: book{sheet: text(wide(`<?xml version="1.0" encoding="UTF-16"?>` + row(1, headings...)))}.write},
		{Name: "sheet in GBK", Says: "UTF-8", Write: book{sheet: text(`<?xml version="1.0" encoding="GBK"?><worksheet ` + nsMain + "><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>\xd5\xc5</t></is></c></row></sheetData></worksheet>")}.write},
		{Name: "sheet that says it is in GBK", Says: "UTF-8", Write: book{sheet: text(`<?xml version="1.0" encoding="GBK"?><worksheet ` + nsMain + `><sheetData/></worksheet>`)}.write},
		{Name: "workbook within a zip", Says: "压缩包", Write: zipOf("备案.xlsx")},
		{Name: "zip of zips", Says: "压缩包", Write: zipOf("a.zip")},
	}
}

func zipOf(name string) func(w io.Writer) error {
	return func(w io.Writer) error { return zipped(w, map[string]string{name: "PK\x03\x04"}) }
}

func wide(s string) string {
	b := []byte("\xFF\xFE")
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}
