package workbook

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// Refusal is an error of this package: it can say in both languages what is
// wrong and what to do.
type Refusal interface {
	error
	Words() filing.Words
}

// HiddenRows says that there are applications in rows that the clerk does not
// see, and that nobody said what to do with them.
type HiddenRows struct{ Sheets []HiddenIn }

// HiddenIn are the rows of one sheet.
type HiddenIn struct {
	Sheet string
	Rows  []int
}

// UnknownSheet says that the workbook has no sheet of the name asked for.
type UnknownSheet struct {
	Name    string
	Sheets  []string
	Nearest string // empty when none is near
}

// NoHeadings says that no visible sheet has either layout.
type NoHeadings struct {
	Sheets  []string  // the sheets looked at
	Known   int       // the most headings known in one row or card
	Place   string    // where that is, "Sheet1!3:3"
	Similar []Similar // cells that look like headings and are not
}

// Similar is a text in a sheet and the heading that it resembles.
type Similar struct{ Found, Heading string }

// OverLimit says which limit a workbook exceeds.
type OverLimit struct {
	Limit string // "32 MB"
	flag  string // the flag that raises it is --limit-flag; empty when none does
	what  filing.Words
	at    string
}

// Unreadable says that the file itself could not be read to its end.
type Unreadable struct{ cause error }

// Damaged says that the workbook's inside does not hold together. Sheet and
// Cell are empty when it is about no sheet.
type Damaged struct {
	Part, Sheet, Cell string
	why               filing.Words
	cause             error
}

// Lost says that a cell of the sheet was seen by the count and not by the
// reading, or the other way round: nothing may be read then.
type Lost struct {
	Sheet, Cell string
	Missing     int // cells of the sheet that are not accounted for
}

// Words says it in both languages.
func (e *HiddenRows) Words() filing.Words {
	var zh, en []string
	for _, s := range e.Sheets {
		zh = append(zh, fmt.Sprintf("工作表“%s”的第 %s 行", s.Sheet, ranges(s.Rows, "、")))
		en = append(en, fmt.Sprintf("rows %s of sheet %q", ranges(s.Rows, ", "), s.Sheet))
	}
	return filing.Words{
		ZH: strings.Join(zh, "、") + "被隐藏或被筛选掉了，但有内容。请在 Excel 中取消隐藏和筛选，或者注明：--hidden skip 不办理这些行，--hidden include 一并办理",
		EN: strings.Join(en, ", ") + " are hidden or filtered out but hold data. Show them in Excel, or say --hidden skip (leave them out) or --hidden include (take them too)",
	}
}

// Words says it in both languages.
func (e *UnknownSheet) Words() filing.Words {
	if len(e.Sheets) == 0 {
		return filing.Words{ZH: "CSV 文件没有工作表。请去掉 --sheet，或分开运行", EN: "a CSV file has no sheets. Leave out --sheet, or run the files apart"}
	}
	w := filing.Words{
		ZH: fmt.Sprintf("没有名为“%s”的工作表；有：%s", e.Name, someOf(e.Sheets, "、")),
		EN: fmt.Sprintf("no sheet named %q; there is: %s", e.Name, someOf(e.Sheets, ", ")),
	}
	if e.Nearest != "" {
		w.ZH += fmt.Sprintf("。是不是“%s”？", e.Nearest)
		w.EN += fmt.Sprintf(". Did you mean %q?", e.Nearest)
	}
	return w
}

// Words says it in both languages.
func (e *NoHeadings) Words() filing.Words {
	wanted := []string{}
	for _, f := range filing.Fields() {
		if f.RequiredFor(filing.AsUnit) {
			wanted = append(wanted, f.Heading())
		}
	}
	in := filing.Words{ZH: "文件", EN: "the file"} // a CSV
	if len(e.Sheets) > 0 {
		in = filing.Words{ZH: "工作表（" + someOf(e.Sheets, "、") + "）", EN: "the sheets (" + someOf(e.Sheets, ", ") + ")"}
	}
	w := filing.Words{
		ZH: fmt.Sprintf("没有找到备案信息：%s前 20 行中没有一行至少有 5 个认识的标题，也不是“标题在左、内容在右”的单户表。要找的标题是：%s 等",
			in.ZH, strings.Join(wanted, "、")),
		EN: fmt.Sprintf("no applications found: no row among the first 20 of %s has five known headings, and there is no card with headings left and values right. Headings looked for: %s, ...",
			in.EN, strings.Join(wanted, ", ")),
	}
	if e.Known > 0 {
		w.ZH += fmt.Sprintf("。最接近的是 %s，认出 %d 个标题", e.Place, e.Known)
		w.EN += fmt.Sprintf(". The nearest is %s with %d known headings", e.Place, e.Known)
	}
	for i, s := range e.Similar {
		if i == 0 {
			w.ZH += "。看起来相近的："
			w.EN += ". Similar: "
		} else {
			w.ZH += "、"
			w.EN += ", "
		}
		w.ZH += fmt.Sprintf("“%s”（应为“%s”？）", s.Found, s.Heading)
		w.EN += fmt.Sprintf("%q (meant %q?)", s.Found, s.Heading)
	}
	w.ZH += "。可用 icpgen template 生成空白表"
	w.EN += ". icpgen template writes an empty workbook"
	return w
}

// Words says it in both languages.
func (e *OverLimit) Words() filing.Words {
	w := filing.Words{
		ZH: fmt.Sprintf("工作簿超出限制：%s最多 %s", e.what.ZH, e.Limit),
		EN: fmt.Sprintf("the workbook is over a limit: %s: at most %s", e.what.EN, e.Limit),
	}
	if e.at != "" {
		w.ZH += "（" + e.at + "）"
		w.EN += " (" + e.at + ")"
	}
	w.ZH += "。请分成几个工作簿，或把需要的内容复制到新的空白表里"
	w.EN += ". Split it into several workbooks, or copy what is needed into an empty one"
	if e.flag != "" {
		w.ZH += "；确实需要这么大时，用 --limit-" + e.flag + " 放宽"
		w.EN += "; if it has to be that large, --limit-" + e.flag + " raises the limit"
	}
	return w
}

// Words says it in both languages.
func (e *Unreadable) Words() filing.Words {
	return filing.Words{ZH: "读取中断（" + e.cause.Error() + "）。请确认文件所在的磁盘可用，再试一次",
		EN: "reading stopped (" + e.cause.Error() + "). See that the disk is there and try again"}
}

// Words says it in both languages.
func (e *Damaged) Words() filing.Words {
	at := e.Part
	if e.Sheet != "" || e.Cell != "" {
		at = filing.Place{Sheet: e.Sheet, Cell: e.Cell}.String()[1:]
	}
	return filing.Words{
		ZH: fmt.Sprintf("工作簿已损坏（%s）：%s。请用 Excel 或 WPS 打开并另存为 .xlsx 后再试", at, e.why.ZH),
		EN: fmt.Sprintf("the workbook is damaged (%s): %s. Open it in Excel or WPS, save it as .xlsx and try again", at, e.why.EN),
	}
}

// Words says it in both languages.
func (e *Lost) Words() filing.Words {
	at := filing.Place{Sheet: e.Sheet, Cell: e.Cell}.String()[1:]
	return filing.Words{
		ZH: fmt.Sprintf("核对单元格时发现 %d 个单元格没有读到，第一个是 %s。为免遗漏，没有办理。请用 Excel 打开并另存为 .xlsx 后再试", e.Missing, at),
		EN: fmt.Sprintf("%d cells were counted but not read, the first is %s. Nothing was done, so that nothing is lost. Open the file in Excel, save it as .xlsx and try again", e.Missing, at),
	}
}

func (e *HiddenRows) Error() string   { return e.Words().ZH }
func (e *UnknownSheet) Error() string { return e.Words().ZH }
func (e *NoHeadings) Error() string   { return e.Words().ZH }
func (e *OverLimit) Error() string    { return e.Words().ZH }
func (e *Damaged) Error() string      { return e.Words().ZH }
func (e *Unreadable) Error() string   { return e.Words().ZH }
func (e *Lost) Error() string         { return e.Words().ZH }

// Unwrap is the technical cause, for who looks deeper.
func (e *Damaged) Unwrap() error { return e.cause }

// Unwrap is what the system said.
func (e *Unreadable) Unwrap() error { return e.cause }

// badXML is a part that is not well-formed.
func badXML(part, sheet string, err error) error {
	if damaged, is := err.(*Damaged); is { // it cannot be unpacked once more
		return damaged
	}
	if errors.Is(err, errDoctype) {
		return &Damaged{Part: part, Sheet: sheet, cause: err, why: filing.Words{
			ZH: "含有 DOCTYPE 声明，正常的工作簿没有它", EN: "it holds a DOCTYPE, which no proper workbook has"}}
	}
	if errors.Is(err, errDepth) {
		return &Damaged{Part: part, Sheet: sheet, cause: err, why: filing.Words{
			ZH: "XML 嵌套太深", EN: "the XML is nested too deep"}}
	}
	if errors.Is(err, errLong) {
		return &Damaged{Part: part, Sheet: sheet, cause: err, why: filing.Words{
			ZH: fmt.Sprintf("XML 里有一段超过 %s", megabytes(maxToken)), EN: "a piece of its XML is longer than " + megabytes(maxToken)}}
	}
	return &Damaged{Part: part, Sheet: sheet, cause: err, why: filing.Words{
		ZH: "XML 不完整或有错（" + err.Error() + "）", EN: "the XML is broken (" + err.Error() + ")"}}
}

// short is what a file says about itself as a message may repeat it.
func short[T string | []byte](said T) string {
	const most = 40
	text := string(said[:min(len(said), utf8.UTFMax*most+1)])
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}

// someOf lists the first names, and how many there are when they are too many.
func someOf(names []string, and string) string {
	const most = 20
	if len(names) <= most {
		return strings.Join(names, and)
	}
	return strings.Join(names[:most], and) + fmt.Sprintf("… (%d)", len(names))
}

// ranges writes rows as 3、7–9, in order, and not more than ten of them.
func ranges(rows []int, and string) string {
	var b strings.Builder
	for i, n := 0, 0; i < len(rows); n++ {
		if n == 10 {
			return b.String() + fmt.Sprintf("… (%d)", len(rows))
		}
		j := i
		for j+1 < len(rows) && rows[j+1] == rows[j]+1 {
			j++
		}
		if n > 0 {
			b.WriteString(and)
		}
		fmt.Fprint(&b, rows[i])
		if j > i {
			fmt.Fprintf(&b, "–%d", rows[j])
		}
		i = j + 1
	}
	return b.String()
}
