package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// openClean hands excelize a package with nothing in it but what was checked:
// the sheets that are read, under plain names, the shared strings and the
// styles, each where excelize looks for them. So it neither unpacks, nor
// spills to the disk, nor follows anything else.
func openClean(sheets []sheetPart, parts map[string][]byte, s *structure) (*excelize.File, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	var size int64
	add := func(name string, data []byte) error {
		size += int64(len(data))
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	const (
		head  = `<?xml version="1.0" encoding="UTF-8"?>`
		types = `http://schemas.openxmlformats.org/package/2006/`
		main  = `http://schemas.openxmlformats.org/spreadsheetml/2006/main`
		rels  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	)
	var list, links strings.Builder
	for i, sheet := range sheets {
		fmt.Fprintf(&list, `<sheet name="s%d" sheetId="%d" r:id="r%d"/>`, i+1, i+1, i+1)
		fmt.Fprintf(&links, `<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, rels, i+1)
		if err := add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), parts[sheet.part]); err != nil {
			return nil, err
		}
	}
	content := map[string]string{
		"[Content_Types].xml":        head + `<Types xmlns="` + types + `content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels":                head + `<Relationships xmlns="` + types + `relationships"><Relationship Id="r1" Type="` + rels + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		workbookName:                 head + `<workbook xmlns="` + main + `" xmlns:r="` + rels + `"><sheets>` + list.String() + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": head + `<Relationships xmlns="` + types + `relationships">` + links.String() + `</Relationships>`,
	}
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", workbookName, "xl/_rels/workbook.xml.rels"} {
		if err := add(name, []byte(content[name])); err != nil {
			return nil, err
		}
	}
	for name, part := range map[string]string{"xl/sharedStrings.xml": s.strings, "xl/styles.xml": s.styles} {
		if parts[part] == nil {
			continue
		}
		if err := add(name, parts[part]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return excelize.OpenReader(&b, excelize.Options{UnzipSizeLimit: size + 1, UnzipXMLSizeLimit: size + 1, RawCellValue: true})
}

// sheetName is what openClean calls the sheet of that place in the list.
func sheetName(i int) string { return fmt.Sprintf("s%d", i+1) }
