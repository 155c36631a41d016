package workbook

import (
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

// maxStyles is the most formats that a workbook of Excel has.
const maxStyles = 65_490

// style is a cell's number format; the general one when there is none.
func (b *book) style(index int) style {
	if index < len(b.styles) {
		return b.styles[index]
	}
	return style{}
}

// readStyles reads the number formats of a styles part, in the order in which
// cells refer to them. Ids from 164 on are the workbook's own (ECMA-376 part
// 1, 18.8.30).
func readStyles(part string, t *tokens) ([]style, error) {
	var ids []int
	codes := map[int]string{}
	for {
		kind, err := t.next()
		if err != nil {
			return nil, badXML(part, "", err)
		}
		if kind == endOfPart {
			break
		}
		if kind != startTag || t.depth() != 3 {
			continue
		}
		switch in := string(local(t.open[1])); {
		case in == "cellXfs" && string(t.name) == "xf", in == "numFmts" && string(t.name) == "numFmt":
			id, ok := 0, true
			if v := t.attr("numFmtId"); v != nil {
				if id, ok = number(v); !ok {
					return nil, &Damaged{Part: part, why: filing.Words{ZH: "数字格式编号不对：" + short(v), EN: "a number format's id is " + short(v)}}
				}
			}
			if in == "numFmts" {
				codes[id] = unescape(t.attr("formatCode"))
			} else {
				ids = append(ids, id)
			}
			if len(ids) > maxStyles || len(codes) > maxStyles {
				return nil, &OverLimit{Limit: fmt.Sprint(maxStyles), what: filing.Words{ZH: "单元格格式数", EN: "formats of cells"}, at: part}
			}
		}
	}
	styles := make([]style, len(ids))
	for i, id := range ids {
		if id < 164 {
			styles[i].builtin = id
		} else {
			styles[i].code = codes[id]
		}
	}
	return styles, nil
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
