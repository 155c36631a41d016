package hostile

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const (
	nsMain = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	nsRel  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// body is what a part holds, written piece by piece.
type body []piece

// piece is a text and how often it comes; each is told the number of its turn
// when each is set.
type piece struct {
	text  string
	times int
	each  func(i int) string
}

func text(s string) body                            { return body{{text: s, times: 1}} }
func times(n int, s string) body                    { return body{{text: s, times: n}} }
func each(n int, make func(i int) string) body      { return body{{times: n, each: make}} }
func (b body) and(more ...body) body                { return append(slices.Clip(b), slices.Concat(more...)...) }
func within(before string, b body, end string) body { return text(before).and(b, text(end)) }

func (b body) writeTo(w io.Writer) error {
	const chunk = 1 << 16
	for _, p := range b {
		if p.each == nil {
			many := max(1, min(p.times, chunk/max(1, len(p.text))))
			pile := strings.Repeat(p.text, many)
			for left := p.times; left > 0; left -= many {
				if _, err := io.WriteString(w, pile[:min(left, many)*len(p.text)]); err != nil {
					return err
				}
			}
			continue
		}
		var buf strings.Builder
		for i := range p.times {
			buf.WriteString(p.each(i))
			if buf.Len() >= chunk || i == p.times-1 {
				if _, err := io.WriteString(w, buf.String()); err != nil {
					return err
				}
				buf.Reset()
			}
		}
	}
	return nil
}

// book is a workbook of one sheet; each part can be made anything.
type book struct {
	sheet, shared, styles body
	props                 string          // attributes of workbookPr
	parts                 map[string]body // others, and instead of those that a workbook has
	declared              map[string]uint64
	more                  int   // parts that nobody needs
	pictures              int64 // bytes of them
}

// table is a sheet with the headings in row 1 and what follows.
func table(rows body, after ...string) body {
	return within(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet `+nsMain+`><sheetData>`+row(1, headings...), rows,
		`</sheetData>`+strings.Join(after, "")+`</worksheet>`)
}

var headings = []string{"主办单位名称", "主办单位证件号码", "主办单位证件有效期至", "主体负责人手机", "网站名称", "网站域名"}

// row is a row of texts in their cells.
func row(r int, values ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, r)
	for i, v := range values {
		if v != "" {
			fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, 'A'+i, r, v)
		}
	}
	return b.String() + "</row>"
}

// cell is a row of one cell.
func cell(at, attrs, inside string) string {
	return fmt.Sprintf(`<row r="%s"><c r="%s"%s>%s</c></row>`, strings.TrimLeft(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), at, attrs, inside)
}

// write writes the workbook's zip.
func (b book) write(w io.Writer) error {
	if b.sheet == nil {
		b.sheet = table(text(row(2, "张三")))
	}
	links := `<Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>`
	parts := map[string]body{
		"[Content_Types].xml":      text(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`),
		"_rels/.rels":              text(`<Relationships ` + nsRel + `><Relationship Id="r1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
		"xl/workbook.xml":          text(`<workbook ` + nsMain + ` xmlns:r="` + office + `"><workbookPr ` + b.props + `/><sheets><sheet name="备案信息" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		"xl/worksheets/sheet1.xml": b.sheet,
	}
	if b.shared != nil {
		links += `<Relationship Id="rId2" Type="` + office + `/sharedStrings" Target="sharedStrings.xml"/>`
		parts["xl/sharedStrings.xml"] = within(`<sst `+nsMain+`>`, b.shared, `</sst>`)
	}
	if b.styles != nil {
		links += `<Relationship Id="rId3" Type="` + office + `/styles" Target="styles.xml"/>`
		parts["xl/styles.xml"] = within(`<styleSheet `+nsMain+`>`, b.styles, `</styleSheet>`)
	}
	parts["xl/_rels/workbook.xml.rels"] = text(`<Relationships ` + nsRel + `>` + links + `</Relationships>`)
	maps.Copy(parts, b.parts)

	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if size, lies := b.declared[name]; lies {
			if err := lie(z, name, parts[name], size); err != nil {
				return err
			}
			continue
		}
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		if err := parts[name].writeTo(f); err != nil {
			return err
		}
	}
	if b.pictures > 0 {
		if err := picture(z, b.pictures); err != nil {
			return err
		}
	}
	for i := range b.more {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: "x/" + strconv.Itoa(i)}); err != nil {
			return err
		}
	}
	return z.Close()
}

// lie writes a part that declares another size than it has, with a right sum.
func lie(z *zip.Writer, name string, b body, size uint64) error {
	sum, packed := crc32.NewIEEE(), &strings.Builder{}
	d, err := flate.NewWriter(packed, flate.BestSpeed)
	if err == nil {
		err = b.writeTo(io.MultiWriter(d, sum))
	}
	if err == nil {
		err = d.Close()
	}
	if err != nil {
		return err
	}
	f, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: size})
	if err == nil {
		_, err = io.WriteString(f, packed.String())
	}
	return err
}
