package hostile

import (
	"archive/zip"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

// large are files that nothing is wrong with but their size.
func large() []Case {
	millionRows := book{sheet: table(each(1_000_000, func(i int) string {
		return fmt.Sprintf(`<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>张三</t></is></c></row>`, i+2)
	}))}.write
	longest := strings.Repeat("长", 32_767)
	return []Case{
		{Name: "a sheet of a million rows", Says: "--limit-part", Write: millionRows},
		{Name: "a sheet of a million rows, given the room", Says: "--limit-rows", Write: millionRows,
			Limits: workbook.Limits{Part: 128 << 20, Unpacked: 128 << 20}},
		{Name: "a workbook of 100 MB of pictures", Rows: sansan, Write: book{pictures: 100 << 20}.write},
		{Name: "ten thousand domains", Says: "32767", Write: book{sheet: table(text(row(2, "张三", "", "", "", "三网", domains(10_000))))}.write},
		{Name: "as many domains as a cell holds", Rows: []map[string]string{{"网站名称": "三网"}}, Render: true,
			Write: book{sheet: table(text(row(2, "张三", "", "", "", "三网", domains(3_000))))}.write},
		{Name: "cells as long as they can be", Rows: []map[string]string{{"主办单位名称": longest, "网站名称": longest}}, Render: true,
			Write: book{sheet: table(text(row(2, longest, longest, "", "", longest, longest)))}.write},
		{Name: "every cell as long as it can be", Rows: []map[string]string{{"网站备注": longest}}, Render: true,
			Write: book{sheet: within(`<worksheet `+nsMain+`><sheetData><row r="1">`, rowOf(filing.Field.Heading).and(
				text(`</row><row r="2">`), rowOf(func(filing.Field) string { return longest })), `</row></sheetData></worksheet>`)}.write},
	}
}

func domains(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%04d.com;", i)
	}
	return b.String()
}

// rowOf is a cell for every field.
func rowOf(value func(filing.Field) string) body {
	fields := filing.Fields()
	return each(len(fields), func(i int) string { return `<c t="inlineStr"><is><t>` + value(fields[i]) + `</t></is></c>` })
}

// picture writes a part that cannot be compressed.
func picture(z *zip.Writer, size int64) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: "xl/media/image1.jpeg", Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, rand.NewChaCha8([32]byte{}), size)
	return err
}
