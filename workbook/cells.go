package workbook

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// kind is how the sheet stores a cell's value: the cell's t attribute
// (ECMA-376 part 1, 18.18.11).
type kind uint8

const (
	kindNumber kind = iota
	kindShared
	kindString // the text that a formula gave
	kindInline
	kindBool
	kindError
	kindDate
)

// cell is one cell with a value.
type cell struct {
	row, col int
	style    int
	text     string // numbers and dates raw
	kind     kind
	hidden   bool // in a row that nobody sees
	formula  bool // a formula without a stored value
	picture  bool
	taken    bool // accounted for
}

func (c *cell) ref() string { return ref(c.row, c.col) }

// area is a merged range, from 1, both ends in it.
type area struct {
	top, left, bottom, right int
	cell                     *cell // the one whose value all have, once met
}

// maxText is the most characters that a cell of Excel holds; each may be
// written as a reference of ten bytes, or as an escape.
const (
	maxText     = 32_767
	maxTextSize = 10 * maxText
)

func overText(at string) error {
	return &OverLimit{Limit: fmt.Sprint(maxText), at: at, what: filing.Words{ZH: "一个单元格的字符数", EN: "characters in a cell"}}
}

// isTooLong reports whether a cell's text goes on beyond what one holds.
func (t *tokens) isTooLong(text []byte) bool { return len(t.text)+len(text) > maxTextSize }

func (l Limits) overCells(zh, en, at string) error {
	return &OverLimit{Limit: fmt.Sprint(l.Cells), flag: "cells", at: at, what: filing.Words{ZH: zh, EN: en}}
}

func (l Limits) overColumns(at string) error {
	return &OverLimit{Limit: fmt.Sprint(l.Columns), flag: "columns", at: at, what: filing.Words{ZH: "列数", EN: "columns"}}
}

func (l Limits) overRows(at string) error {
	return &OverLimit{Limit: fmt.Sprint(l.Rows), flag: "rows", at: at, what: filing.Words{ZH: "一个工作表里有内容的行数", EN: "rows of a sheet that hold something"}}
}

// pageSize is how many bytes of shared strings are allocated at a time.
const pageSize = 32 << 10

// sharedStrings reads the texts that cells share, runs joined and without
// their phonetic guides.
func sharedStrings(p *part, limits Limits) ([]string, error) {
	part := p.name
	t, err := p.tokens()
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, min(p.words[0], limits.Cells))
	var page strings.Builder // of many texts, which lie closer there than each by itself
	var text []byte
	phonetic, inText := 0, false
	for {
		kind, err := t.next()
		if err != nil {
			return nil, badXML(part, "", err)
		}
		switch kind {
		case endOfPart:
			return list, nil
		case startTag:
			switch string(t.name) {
			case "si":
				text = text[:0]
			case "rPh":
				phonetic = t.depth()
			case "t":
				inText = phonetic == 0
			}
		case endTag:
			inText = false
			if t.depth() < phonetic {
				phonetic = 0
			}
			if t.depth() == 1 && string(t.name) == "si" {
				if len(list) == limits.Cells {
					return nil, limits.overCells("共享文字的条数", "shared strings", part)
				}
				if bytes.Contains(text, []byte("_x")) {
					text = append(text[:0], decode(string(text))...)
				}
				if page.Len()+len(text) > page.Cap() {
					page = strings.Builder{}
					page.Grow(max(len(text), pageSize))
				}
				from := page.Len()
				page.Write(text)
				list = append(list, page.String()[from:])
			}
		case charData:
			if inText {
				if t.isTooLong(text) {
					return nil, overText(part)
				}
				text = t.appendText(text)
			}
		}
	}
}

// readCells goes over a sheet's XML: which cells have a value and of what
// kind, what is merged, and which rows are hidden. It hands on the cells of each
// row that has any, which are good until keep returns, and the merged ranges.
func readCells(sheet sheetPart, t *tokens, shared []string, limits Limits, keep func(row []cell) error, merged func(area)) error {
	var all []cell // of the row at hand
	total, areas := 0, 0
	var (
		row, col, lastCol    int
		rows, lastRow        int // with something in them
		hidden               bool
		here                 cell
		inData, hadData      bool
		inCell               bool
		inValue, inText      bool
		inFormula            bool
		phonetic             int
		hasFormula, hasValue bool // the elements, whatever is in them
		value                []byte
		formula              []byte
		zeroHeight           bool
	)
	damaged := func(zh, en string) error {
		at := ""
		if row > 0 && col > 0 {
			at = ref(row, col)
		}
		return &Damaged{Part: sheet.part, Sheet: sheet.name, Cell: at, why: filing.Words{ZH: zh, EN: en}}
	}
	for {
		kind, err := t.next()
		if err != nil {
			b := badXML(sheet.part, sheet.name, err).(*Damaged)
			if row > 0 && col > 0 {
				b.Cell = ref(row, col)
			}
			return b
		}
		switch kind {
		case endOfPart:
			if len(all) > 0 {
				return keep(all)
			}
			return nil
		case charData:
			if (inValue || inText) && t.isTooLong(value) || inFormula && t.isTooLong(formula) {
				return overText(filing.Place{Sheet: sheet.name, Cell: ref(row, col)}.String()[1:])
			}
			switch {
			case inValue, inText:
				value = t.appendText(value)
			case inFormula:
				formula = t.appendText(formula)
			}
		case startTag:
			if t.depth() == 1 && string(t.name) != "worksheet" {
				return damaged("不是工作表", "it is no worksheet")
			}
			switch string(t.name) {
			case "sheetFormatPr":
				zeroHeight = isTrue(t.attr("zeroHeight"))
			case "sheetData":
				if hadData {
					return damaged("有两份表格数据", "it has two sheetData")
				}
				inData, hadData = true, true
			case "row":
				if !inData {
					continue
				}
				next := row + 1
				if r := t.attr("r"); r != nil {
					var ok bool
					if next, ok = number(r); !ok || next > maxRow {
						return damaged("行号不对："+short(r), "a row is numbered "+short(r))
					}
				}
				if next <= row {
					return damaged(fmt.Sprintf("第 %d 行的次序不对", next), fmt.Sprintf("row %d is out of order", next))
				}
				row, col, lastCol = next, 0, 0
				height := t.attr("ht")
				hidden = isTrue(t.attr("hidden")) || zeroHeight && height == nil || string(height) == "0" && isTrue(t.attr("customHeight"))
			case "c":
				if !inData || row == 0 {
					continue
				}
				if inCell {
					return damaged("单元格里又有单元格", "a cell within a cell")
				}
				inCell = true
				col = lastCol + 1
				if r := t.attr("r"); r != nil {
					cellRow, cellCol, ok := parseRef(r)
					if !ok || cellRow != row || cellCol <= lastCol {
						return damaged("单元格位置不对："+short(r), "a cell is misplaced: "+short(r))
					}
					col = cellCol
				}
				lastCol = col
				here = cell{row: row, col: col, hidden: hidden}
				hasFormula, hasValue = false, false
				value, formula = value[:0], formula[:0]
				if s := t.attr("s"); s != nil {
					n, ok := number(s)
					if !ok || n > 1<<20 {
						return damaged("单元格格式编号不对", "a cell's style is "+short(s))
					}
					here.style = n
				}
				switch string(t.attr("t")) {
				case "", "n":
					here.kind = kindNumber
				case "s":
					here.kind = kindShared
				case "str":
					here.kind = kindString
				case "inlineStr":
					here.kind = kindInline
				case "b":
					here.kind = kindBool
				case "e":
					here.kind = kindError
					here.picture = t.attr("vm") != nil
				case "d":
					here.kind = kindDate
				default:
					return damaged("单元格类型不认识", "unknown cell type "+short(t.attr("t")))
				}
			case "v":
				inValue, hasValue = inCell && here.kind != kindInline, inCell
			case "f":
				inFormula, hasFormula = inCell, inCell
			case "rPh":
				phonetic = t.depth()
			case "t":
				inText = inCell && here.kind == kindInline && phonetic == 0
			case "mergeCell":
				a, ok := parseArea(t.attr("ref"))
				if !ok {
					return damaged("合并单元格的范围不对", "a merged range is "+short(t.attr("ref")))
				}
				if areas == limits.Cells {
					return limits.overCells("合并单元格的个数", "merged ranges", sheet.name)
				}
				if a.left <= limits.Columns && (a.bottom > a.top || a.right > a.left) {
					areas++
					merged(a)
				}
			}
		case endTag:
			if phonetic > 0 && t.depth() < phonetic {
				phonetic = 0
			}
			inValue, inText, inFormula = false, false, false
			if string(t.name) == "sheetData" {
				inData = false
			}
			if !inCell || t.depth() == 0 || string(local(t.open[len(t.open)-1])) != "row" {
				continue
			}
			inCell = false
			switch here.kind {
			case kindShared:
				if len(value) == 0 {
					break
				}
				n, ok := number(bytes.TrimSpace(value))
				if !ok || n >= len(shared) {
					return damaged("文字编号超出范围，内容找不到", "its shared string does not exist")
				}
				here.text = shared[n]
			case kindString, kindInline:
				here.text = decode(string(value))
			default:
				here.text = string(value)
			}
			has := here.text != ""
			if hasFormula && !has && !(here.kind == kindString && hasValue) {
				here.formula = true
			}
			if bytes.Contains(formula, []byte("DISPIMG(")) || here.kind == kindString && strings.HasPrefix(here.text, "=DISPIMG(") {
				here.picture, here.formula = true, !has
			}
			if !has && !here.formula {
				continue
			}
			if col > limits.Columns {
				return limits.overColumns(filing.Place{Sheet: sheet.name, Cell: ref(row, col)}.String()[1:])
			}
			if utf8.RuneCountInString(here.text) > maxText {
				return overText(filing.Place{Sheet: sheet.name, Cell: ref(row, col)}.String()[1:])
			}
			if total == limits.Cells {
				return limits.overCells("一个工作表里有内容的单元格数", "cells of a sheet that hold something", sheet.name)
			}
			if row != lastRow {
				if lastRow = row; rows == limits.Rows {
					return limits.overRows(sheet.name)
				}
				rows++
				if len(all) > 0 {
					if err := keep(all); err != nil {
						return err
					}
					all = all[:0]
				}
			}
			total++
			all = append(all, here)
		}
	}
}

func isTrue(v []byte) bool { return string(v) == "1" || string(v) == "true" }

const (
	maxRow = 1 << 20
	maxCol = 1 << 14
)

// number reads digits, no more than an index can have.
func number(digits []byte) (int, bool) {
	if len(digits) > 10 {
		return 0, false
	}
	n, err := strconv.Atoi(string(digits))
	return n, err == nil && n >= 0
}

// parseRef reads AN2; dollar signs are not allowed there.
func parseRef(r []byte) (row, col int, ok bool) {
	i := 0
	for ; i < len(r) && i < 4; i++ {
		c := r[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	if i == 0 || i == len(r) || len(r)-i > 7 {
		return 0, 0, false
	}
	for ; i < len(r); i++ {
		if r[i] < '0' || r[i] > '9' {
			return 0, 0, false
		}
		row = row*10 + int(r[i]-'0')
	}
	return row, col, row >= 1 && row <= maxRow && col <= maxCol
}

func parseArea(r []byte) (area, bool) {
	from, to, found := bytes.Cut(r, []byte(":"))
	if !found {
		to = from
	}
	top, left, ok := parseRef(from)
	bottom, right, ok2 := parseRef(to)
	return area{top: top, left: left, bottom: bottom, right: right}, ok && ok2 && top <= bottom && left <= right
}

// ref writes row 2, column 40 as AN2.
func ref(row, col int) string {
	var name [16]byte
	return string(appendRef(name[:0], row, col))
}

func appendRef(b []byte, row, col int) []byte {
	var letters [4]byte
	i := len(letters)
	for ; col > 0; col = (col - 1) / 26 {
		i--
		letters[i] = byte('A' + (col-1)%26)
	}
	return strconv.AppendInt(append(b, letters[i:]...), int64(row), 10)
}
