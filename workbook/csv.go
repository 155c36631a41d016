package workbook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	wide "golang.org/x/text/encoding/unicode"

	"github.com/icpgen/icpgen/filing"
)

const utf8BOM = "\xEF\xBB\xBF"

// readCSV reads a text file as a workbook of one sheet without a name. Its
// cells are texts: what a spreadsheet knew of types is lost in a CSV.
func (b *book) readCSV(file io.ReaderAt, size int64, named string) error {
	if named != "" {
		return &UnknownSheet{Name: named}
	}
	if size > b.limits.Part {
		return b.limits.overText()
	}
	data := make([]byte, size)
	if _, err := file.ReadAt(data, 0); err != nil && err != io.EOF {
		return &Unreadable{err}
	}
	text, guessed, err := decodeText(data, b.limits.Part)
	if err != nil {
		return &Damaged{Part: b.Name, cause: err, why: filing.Words{ZH: "文字编码有误", EN: "its characters cannot be decoded"}}
	}
	if int64(len(text)) > b.limits.Part {
		return b.limits.overText()
	}
	if bytes.IndexByte(text, '\n') < 0 { // lines as the old Macintosh ends them
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	text = bytes.TrimRight(text, "\r\n")
	comma := delimiter(text)
	there, err := scanCSV(text, byte(comma), b.limits)
	if err != nil {
		return err
	}
	b.Sheets = []Sheet{{}}
	from, counted := b.begin(&b.Sheets[0]), recountCSV{there: there}
	err = b.csvRows(text, comma, guessed, func(row []cell) error {
		for i := range row {
			counted.met(&row[i])
		}
		if counted.lost != nil {
			return nil // to be told when all have been counted
		}
		return from.accept(row)
	})
	if err == nil {
		err = counted.close()
	}
	if err == nil {
		err = from.finish()
	}
	if _, damaged := errors.AsType[*Damaged](err); damaged && from.table == nil && isProse(b.Name) {
		return &NotWorkbook{kindText}
	}
	if err != nil {
		return err
	}
	switch {
	case b.Sheets[0].Layout != NoApplications:
		return nil
	case b.near.Known == 0 && len(b.near.Similar) == 0 && !strings.EqualFold(filepath.Ext(b.Name), ".csv"):
		return &NotWorkbook{kindText}
	}
	return &b.near
}

// isProse tells whether a file is called otherwise than tables that were saved
// as text; what comes from standard input has no ending.
func isProse(name string) bool {
	return !slices.Contains([]string{"", ".csv", ".tsv", ".txt"}, strings.ToLower(filepath.Ext(name)))
}

func (l Limits) overText() error {
	return &OverLimit{Limit: megabytes(l.Part), flag: "part", what: filing.Words{ZH: "CSV 的文字", EN: "the text of a CSV file"}}
}

// decodeText makes a text UTF-8: by its byte order mark, as it is when it is
// UTF-8, else from GB 18030, of which GBK and GB 2312 are parts. What is no
// text in the encoding becomes U+FFFD; guessed says that this may have been. A
// text of more than limit bytes is cut behind the first that is too many.
func decodeText(data []byte, limit int64) (text []byte, guessed bool, err error) {
	bare, marked := bytes.CutPrefix(data, []byte(utf8BOM))
	if utf8.Valid(bare) {
		return bare, false, nil
	}
	from := simplifiedchinese.GB18030.NewDecoder()
	switch {
	case marked:
		from = wide.UTF8.NewDecoder()
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		from = wide.UTF16(wide.LittleEndian, wide.ExpectBOM).NewDecoder()
	}
	var b bytes.Buffer
	b.Grow(int(min(2*int64(len(data)), limit)) + bytes.MinRead)
	_, err = b.ReadFrom(io.LimitReader(from.Reader(bytes.NewReader(data)), limit+1))
	return bytes.TrimPrefix(b.Bytes(), []byte(utf8BOM)), true, err
}

// delimiter is what the columns are divided by: of the first lines, the one
// that has enough of a mark to be the headings tells.
func delimiter(text []byte) rune {
	marks := []rune{',', '\t', ';'}
	best, most := ',', 0
	for i, line := 0, []byte(nil); i < headRows && len(text) > 0 && most < minHeadings-1; i++ {
		line, text, _ = bytes.Cut(text, []byte("\n"))
		for _, mark := range marks {
			if n := bytes.Count(line, []byte(string(mark))); n > most {
				best, most = mark, n
			}
		}
	}
	return best
}

// csvRows reads the cells, each at the row and column at which a spreadsheet
// would show it, and hands on those of each row that has any; they are good
// until keep returns.
func (b *book) csvRows(text []byte, comma rune, guessed bool, keep func(row []cell) error) error {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	var cells []cell
	row, line := 0, 1 // the row before, and the line on which the next begins
	damaged := func(at string, why filing.Words, cause error) error {
		return &Damaged{Part: "CSV", Cell: at, cause: cause, why: why}
	}
	for rows := 0; ; {
		record, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
			return damaged("", filing.Words{ZH: fmt.Sprintf("第 %d 行文字的引号不成对", wrong.Line), EN: fmt.Sprintf("line %d: the quotation marks do not match", wrong.Line)}, err)
		}
		if err != nil {
			return &Unreadable{err}
		}
		begins, _ := r.FieldPos(0)
		row += 1 + begins - line // lines without anything are rows, which the reader skips
		line = begins + 1
		cells = cells[:0]
		for i, field := range record {
			line += strings.Count(field, "\n")
			if field == "" {
				continue
			}
			col := i + 1
			switch at := ref(row, col); {
			case utf8.RuneCountInString(field) > maxText:
				return overText(at)
			case guessed && strings.ContainsRune(field, utf8.RuneError):
				return damaged(at, filing.Words{ZH: "文字既不是 UTF-8 也不是 GB 18030，认不出来", EN: "its characters are neither UTF-8 nor GB 18030"}, nil)
			case strings.ContainsFunc(field, isControl):
				return damaged(at, filing.Words{ZH: "含有控制字符", EN: "it holds a control character"}, nil)
			case len(cells) == 0 && rows == b.limits.Rows:
				return b.limits.overRows(at)
			}
			c := cell{row: row, col: col, kind: kindString, text: unguarded(field)}
			if lostDigits(c.text) {
				c.kind = kindNumber
			}
			cells = append(cells, c)
		}
		if len(cells) > 0 {
			rows++
			if err := keep(cells); err != nil {
				return err
			}
		}
	}
}

func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }

// unguarded takes away what people put around a number so that a spreadsheet
// keeps it as it is: ="110…", '110…, a tab.
func unguarded(field string) string {
	field = strings.Trim(field, "\t")
	if inner, ok := strings.CutPrefix(field, `="`); ok && strings.HasSuffix(inner, `"`) {
		return strings.ReplaceAll(inner[:len(inner)-1], `""`, `"`)
	}
	if inner, ok := strings.CutPrefix(field, "'"); ok && inner != "" && inner[0] >= '0' && inner[0] <= '9' {
		return inner
	}
	return field
}

var scientific = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+?\d{1,3}$`)

// lostDigits tells a number of more than 15 digits that a spreadsheet has
// written as 1.10105E+17. A shorter one stays the text that it is, lest a
// number be made of it that nobody typed.
func lostDigits(text string) bool {
	if !scientific.MatchString(text) {
		return false
	}
	digits, ok := plain(text)
	return ok && len(digits) > 15
}
