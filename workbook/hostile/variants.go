package hostile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// variants are other ways to write the same workbook: what the standards allow
// has to be read alike, what they do not has to be refused.
func variants() []Case {
	const (
		sheetName = "xl/worksheets/sheet1.xml"
		links     = "xl/_rels/workbook.xml.rels"
		main      = "xl/workbook.xml"
		strict    = "http://purl.oclc.org/ooxml/officeDocument/relationships"
		bom       = "\uFEFF"
	)
	plain := func(b body) string {
		var s strings.Builder
		b.writeTo(&s) // a Builder never fails
		return s.String()
	}
	whole := plain(table(text(row(2, "张三"))))
	tag := regexp.MustCompile(`<(/?)([a-z])`)
	prefixed := func(s string) string {
		return tag.ReplaceAllString(strings.Replace(s, "xmlns=", "xmlns:x=", 1), "<${1}x:$2")
	}
	inline := func(inside string) string { return cell("A2", ` t="inlineStr"`, "<is>"+inside+"</is>") }
	wrote := func(name string, sheet string) Case {
		return Case{Name: name, Rows: sansan, Write: book{sheet: text(sheet)}.write}
	}
	with := func(name string, parts map[string]body) Case {
		return Case{Name: name, Rows: sansan, Write: book{parts: parts}.write}
	}
	says := func(name, says, rows string) Case {
		return Case{Name: name, Says: says, Write: book{sheet: table(text(rows))}.write}
	}
	related := func(kind, target string) string {
		return `<Relationships ` + nsRel + `><Relationship Id="rId1" Type="` + kind + `/worksheet" Target="` + target + `"/></Relationships>`
	}
	return []Case{
		wrote("names with a prefix", prefixed(whole)),
		wrote("byte order mark before a sheet", bom+whole),
		wrote("no cell and no row says where it is", regexp.MustCompile(` r="\w+"`).ReplaceAllString(whole, "")),
		wrote("references in small letters", strings.ReplaceAll(whole, `r="A`, `r="a`)),
		wrote("attributes in other quotes, with space", strings.ReplaceAll(regexp.MustCompile(`(\w)="([^"]*)"`).ReplaceAllString(whole, "$1 = '$2'"), "version =", "version=")),
		wrote("instructions between the rows", strings.ReplaceAll(whole, "<row", "<?a row?><row")),
		wrote("comments that hold rows", strings.ReplaceAll(whole, "<row", "<!-- <row><c><v>1</v></c></row> --><row")),
		wrote("strict namespace", strings.ReplaceAll(whole, nsMain, `xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"`)),
		wrote("text in CDATA", plain(table(text(inline("<t><![CDATA[张三]]></t>"))))),
		wrote("text with a comment within", plain(table(text(inline("<t>张<!-- 李 -->三</t>"))))),
		wrote("text in references", plain(table(text(inline("<t>&#x5F20;&#19977;</t>"))))),
		wrote("text in runs with comments between", plain(table(text(inline("<r><t>张</t></r><!-- <r><t>李</t></r> --><r><t>三</t></r>"))))),
		wrote("text with space around", plain(table(text(inline(`<t xml:space="preserve">  张三 </t>`))))),
		{Name: "shared text of 10,000 runs", Rows: []map[string]string{{"主办单位名称": strings.Repeat("字", 10_000)}},
			Write: book{sheet: table(text(cell("A2", ` t="s"`, "<v> 0 </v>"))), shared: within("<si>", times(10_000, "<r><rPr><b/></rPr><t>字</t></r>"), "</si>")}.write},
		with("byte order mark before every part", map[string]body{
			sheetName: text(bom + whole), links: text(bom + related(office, "worksheets/sheet1.xml")),
			main: text(bom + `<workbook ` + nsMain + ` xmlns:r="` + office + `"><sheets><sheet name="表" r:id="rId1"/></sheets></workbook>`),
		}),
		with("strict relations", map[string]body{
			"_rels/.rels": text(`<Relationships ` + nsRel + `><Relationship Id="r1" Type="` + strict + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
			links:         text(related(strict, "worksheets/sheet1.xml")),
			main:          text(`<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" conformance="strict" xmlns:r="` + strict + `"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		}),
		with("absolute target", map[string]body{links: text(related(office, "/xl/worksheets/sheet1.xml"))}),
		with("target in another case", map[string]body{links: text(related(office, "Worksheets/SHEET1.XML"))}),
		with("target with back slashes and dots", map[string]body{links: text(related(office, `..\xl\.\worksheets\sheet1.xml`))}),
		with("prefix of relations not r", map[string]body{main: text(`<a:workbook xmlns:a="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:q="` + office + `"><a:sheets><a:sheet q:id="rId1" id="x" name="表"/></a:sheets></a:workbook>`)}),
		{Name: "stored, not compressed", Rows: sansan, Write: repacked(func(h *zip.FileHeader, data []byte) []byte { h.Method = zip.Store; return data })},
		{Name: "bytes behind the zip", Rows: sansan, Write: changed(func(file []byte) []byte {
			binary.LittleEndian.PutUint16(file[len(file)-2:], 4)
			return append(file, "注"+"x"...)
		})},
		{Name: "bytes before the zip", Says: "无法识别", Write: changed(func(file []byte) []byte { return append([]byte("\x00MZ"), file...) })},
		{Name: "zip cut short", Says: "不完整", Write: changed(func(file []byte) []byte { return file[:len(file)/2] })},
		{Name: "wrong sum", Says: "已损坏", Write: repacked(func(h *zip.FileHeader, data []byte) []byte { h.CRC32++; return data })},
		{Name: "parts with a password", Says: "密码", Write: repacked(func(h *zip.FileHeader, data []byte) []byte { h.Flags |= 1; return data })},
		{Name: "packed by a method of its own", Says: "无法解压", Write: repacked(func(h *zip.FileHeader, data []byte) []byte { h.Method = 99; return data })},
		says("rows out of order", "次序", row(3, "张三")+row(2, "李四")),
		says("row twice", "次序", row(2, "张三")+row(2, "李四")),
		says("cell twice", "位置", `<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>`),
		says("cells out of order", "位置", `<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>`),
		says("cell of another row", "位置", `<row r="2"><c r="A7"><v>1</v></c></row>`),
		says("CDATA that never ends", "已损坏", inline("<t><![CDATA[张三</t>")),
		says("attribute twice", "已损坏", `<row r="2" r="3"/>`),
		says("two roots", "已损坏", `</sheetData></worksheet><worksheet><sheetData>`),
		{Name: "broken at the end of a full part", Says: "已损坏", Write: book{sheet: table(text(row(2, "张三")).and(
			times(full/100, `<row><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/></row>`), text("</row>")))}.write},
	}
}

// changed is a plain workbook's file, changed.
func changed(change func(file []byte) []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		var file bytes.Buffer
		if err := (book{}).write(&file); err != nil {
			return err
		}
		_, err := w.Write(change(file.Bytes()))
		return err
	}
}

// repacked is a plain workbook, each part put into the zip as it comes from
// change; the header is that of a part stored as it is.
func repacked(change func(h *zip.FileHeader, data []byte) []byte) func(io.Writer) error {
	return changed(func(file []byte) []byte {
		var out bytes.Buffer
		from, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			panic(fmt.Sprint("hostile: ", err)) // it was written a moment ago
		}
		to := zip.NewWriter(&out)
		for _, f := range from.File {
			r, _ := f.Open()
			data, _ := io.ReadAll(r)
			h := &zip.FileHeader{Name: f.Name, CRC32: f.CRC32, CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))}
			data = change(h, data)
			part, _ := to.CreateRaw(h)
			part.Write(data)
		}
		to.Close()
		return out.Bytes()
	})
}
