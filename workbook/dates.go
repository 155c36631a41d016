package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

// style is what a cell's number format means for reading it.
type style struct {
	builtin int
	code    string
}

// style asks excelize for a cell's number format, once each.
func (b *book) style(index int) style {
	if s, ok := b.styles[index]; ok {
		return s
	}
	var s style
	if b.file != nil {
		if found, err := b.file.GetStyle(index); err == nil {
			s.builtin = found.NumFmt
			if found.CustomNumFmt != nil {
				s = style{code: *found.CustomNumFmt}
			}
		}
	}
	b.styles[index] = s
	return s
}

// openStyles hands excelize a package with nothing in it but the styles, so
// that it neither unpacks, nor spills to the disk, nor follows anything else.
func openStyles(part []byte) (*excelize.File, error) {
	const (
		pack  = `http://schemas.openxmlformats.org/package/2006/relationships`
		doc   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument`
		roots = `<Relationships xmlns="` + pack + `"><Relationship Id="r1" Type="` + doc + `" Target="` + workbookName + `"/></Relationships>`
		book  = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`
	)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range []struct {
		name string
		data []byte
	}{{"_rels/.rels", []byte(roots)}, {workbookName, []byte(book)}, {"xl/styles.xml", part}} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(p.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	limit := int64(b.Len())
	return excelize.OpenReader(&b, excelize.Options{UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit})
}

// isDate reports whether the format shows a day. The built-in formats 27–36
// and 50–58 are days or times in a Chinese Excel (ECMA-376 part 1, 18.8.30).
func (s style) isDate() bool {
	n := s.builtin
	if n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58 {
		return true
	}
	letters := strings.ToLower(s.letters())
	return !strings.Contains(letters, "general") && (strings.ContainsAny(letters, "yd") || strings.Contains(letters, "aaa") ||
		strings.Contains(letters, "m") && !strings.ContainsAny(letters, "hs0#?"))
}

// letters is the first section of the format code without what stands in
// quotes or brackets or behind a backslash.
func (s style) letters() string {
	var b strings.Builder
	for i := 0; i < len(s.code); i++ {
		switch c := s.code[i]; c {
		case ';':
			return b.String()
		case '"', '[':
			end := byte('"')
			if c == '[' {
				end = ']'
			}
			at := strings.IndexByte(s.code[i+1:], end)
			if at < 0 {
				return b.String()
			}
			i += at + 1
		case '\\', '_', '*':
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// padded gives a number the leading zeros that its format shows: 2 with the
// format 0000 is 0002 on the screen.
func (s style) padded(number string) string {
	if s.code == "" || strings.Trim(s.code, "0") != "" || strings.Trim(number, "0123456789") != "" {
		return number
	}
	return strings.Repeat("0", max(0, len(s.code)-len(number))) + number
}

// isBareSerial tells a date's serial that has lost its format, as values
// pasted without it do: 1954 to 2119 in the 1900 system.
func isBareSerial(number string) bool {
	n, err := strconv.Atoi(number)
	return err == nil && n >= 20_000 && n < 80_000
}

// date reads a serial in the workbook's date system: the day, and what a sheet
// in that format shows of it.
func (b *book) date(raw string, s style) (filing.Day, string, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(raw), 64)
	if err != nil || math.IsNaN(n) || n < 1 || n >= 2_958_466 {
		return filing.Day{}, "", false
	}
	t, err := excelize.ExcelDateToTime(n+0.5/86400, b.date1904)
	if err != nil {
		return filing.Day{}, "", false
	}
	year, month, date := t.Date()
	day := filing.Day{Year: year, Month: month, Day: date}
	shown := day.String()
	n14 := s.builtin
	switch {
	case strings.Contains(s.code, "年") || n14 >= 27 && n14 <= 58:
		shown = fmt.Sprintf("%d年%d月%d日", year, month, date)
	case strings.Contains(s.code, "/") || n14 == 14 || n14 == 22:
		shown = fmt.Sprintf("%d/%d/%d", year, month, date)
	}
	if t.Hour()+t.Minute() > 0 && (strings.ContainsAny(strings.ToLower(s.letters()), "h") || n14 == 22) {
		shown += t.Format(" 15:04")
	}
	return day, shown, true
}
