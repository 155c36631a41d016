package forms

import (
	"fmt"
	"image/color"
	"sort"

	"github.com/boombuler/barcode/qr"

	"github.com/icpgen/icpgen/pdf"
)

// Separator is a sheet that a print shop lays between applications. It is no
// paper of theirs: it goes to nobody, and bears nothing but what tells one heap
// from the next.
type Separator struct {
	Job        string // the print job's number
	Number, Of int    // of the application, and how many there are
	ID, Name   string // of the application, as they may be shown
	Papers     []Heap
	Sheets     int // in the heap behind this one
}

// Heap is a paper that lies in a heap: pages of one copy, and copies.
type Heap struct {
	Form          string
	Pages, Copies int
}

const (
	separatorTitle  = "分隔页"
	jobSummaryTitle = "打印作业汇总"
)

// Lay lays the sheet out. Its QR code says the job and the number of the
// application in it.
func (s Separator) Lay() *pdf.Document {
	document := &pdf.Document{Title: separatorTitle}
	sheet := page(document)
	form, values := &sheet.Form, &sheet.Values
	foreign(form, separatorTitle, "打印时加印，用来分开各份申请，不随材料提交")
	values.TextCentred(pdf.A4Width/2, 96, hei(40), fmt.Sprintf("%d / %d", s.Number, s.Of), "")
	form.TextCentred(pdf.A4Width/2, 108, song(11), "第几份申请 / 共几份申请", "")
	l := ledger{form: form, values: values, inset: 18, words: 50, y: 124}
	l.line("作业编号", s.Job)
	l.line("申请编号", s.ID)
	l.line("主办者", s.Name)
	l.name("材料")
	const step = 7.2
	for i, p := range s.Papers {
		y := l.y + float64(i)*step
		form.Text(tableLeft+l.words, y, ledgerText, p.Form, "")
		values.TextRight(tableLeft+l.words+46, y, ledgerText, fmt.Sprintf("%d 页", p.Pages), "")
		values.TextRight(tableLeft+l.words+70, y, ledgerText, fmt.Sprintf("× %d 份", p.Copies), "")
	}
	l.y += float64(len(s.Papers)-1) * step
	l.rule()
	l.line("后面的纸", fmt.Sprintf("%d 张", s.Sheets))
	code(values, pdf.A4Width/2-22, 205, 44, s.Code())
	form.TextCentred(pdf.A4Width/2, 254, song(9), "二维码：作业编号和序号", "")
	return document
}

// Code is what the QR code says: nothing of the applicant.
func (s Separator) Code() string { return fmt.Sprintf("ICPGEN:%s:%05d", s.Job, s.Number) }

// foreign draws what the sheets have in common that are no papers: a frame, the
// largest words of the page, and what it is for.
func foreign(form *pdf.Layer, title, purpose string) {
	form.Frame(pdf.Box{X: tableLeft, Y: 20, W: tableWidth, H: 257}, 1.2)
	words := hei(52)
	words.Spacing = 4
	form.TextCentred(pdf.A4Width/2, 56, words, title, "")
	form.TextCentred(pdf.A4Width/2, 67, song(11), purpose, "")
	form.Line(tableLeft, 74, tableRight, 74, plainRule, pdf.Solid)
}

// ledger is a list of what there is to say on such a sheet: names at the left,
// words beside them, a rule below each.
type ledger struct {
	form, values *pdf.Layer
	inset        float64 // of names and rules from the frame
	words        float64 // from the frame to the words
	y            float64 // of the next line
}

var ledgerName, ledgerText = hei(11), song(12)

// line sets words on one line, or smaller on two; without their middle where
// even that is not enough.
func (l *ledger) line(name, words string) {
	l.name(name)
	box := pdf.Box{X: tableLeft + l.words, Y: l.y - 5.5, W: tableWidth - l.words - l.inset, H: 8}
	l.values.Fit(box, ledgerText, pdf.Left, shortened(song(pdf.MinSize), words, 1.9*box.W), "")
	l.rule()
}

func (l *ledger) name(name string) { l.form.Text(tableLeft+l.inset, l.y, ledgerName, name, "") }

func (l *ledger) rule() {
	l.form.Line(tableLeft+l.inset, l.y+3.2, tableRight-l.inset, l.y+3.2, thinRule, pdf.Solid)
	l.y += 10
}

// code draws a QR code (ISO/IEC 18004) of the given side with its quiet zone.
// Dark squares that stand side by side are one.
func code(l *pdf.Layer, x, y, side float64, text string) {
	const quiet = 4
	drawn, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		panic("forms: a text too long for a QR code: " + text) // it is ours, and short
	}
	n := drawn.Bounds().Dx()
	module := side / float64(n+2*quiet)
	dark := func(col, row int) bool { return drawn.At(col, row) == color.Black }
	for row := range n {
		for col := 0; col < n; col++ {
			from := col
			for col < n && dark(col, row) {
				col++
			}
			if col > from {
				l.Rect(x+float64(from+quiet)*module, y+float64(row+quiet)*module, float64(col-from)*module, module, 0)
			}
		}
	}
}

// JobSummary is the last sheet of a print job: its sums, so that somebody can
// count what came out. Applications = Rendered + Refused + Elsewhere; Pages +
// Backs + Separators + Own are the sides of Sheets.
type JobSummary struct {
	Job                                        string
	Applications, Rendered, Refused, Elsewhere int
	Pages, Backs, Separators, Own              int
	Duplex                                     bool
	Sheets                                     int
	Files                                      []JobFile
}

// JobFile is one file of a print job.
type JobFile struct {
	Name        string
	First, Last int // applications, by number
	Sheets      int
}

// Lay lays the sheet out.
func (s JobSummary) Lay() *pdf.Document {
	document := &pdf.Document{Title: jobSummaryTitle}
	sheet := page(document)
	form, values := &sheet.Form, &sheet.Values
	foreign(form, jobSummaryTitle, "打印时加印，供清点，不随材料提交")
	l := ledger{form: form, values: values, inset: 12, words: 44, y: 88}
	l.line("作业编号", s.Job)
	words := fmt.Sprintf("%d 份 ＝ 已印 %d ＋ 未印（须改正）%d", s.Applications, s.Rendered, s.Refused)
	if s.Elsewhere > 0 {
		words += fmt.Sprintf(" ＋ 不在此次 %d", s.Elsewhere)
	}
	l.line("申请", words)
	l.line("印面", fmt.Sprintf("%d 面 ＝ 材料 %d ＋ 空白背面 %d ＋ 分隔页 %d ＋ 汇总 %d", s.Pages+s.Backs+s.Separators+s.Own, s.Pages, s.Backs, s.Separators, s.Own))
	sides := "单面"
	if s.Duplex {
		sides = "双面，每张两面"
	}
	l.line("纸", fmt.Sprintf("A4 %d 张（%s）", s.Sheets, sides))
	if len(s.Files) == 0 {
		return document
	}
	l.y += 2
	l.name("文件")
	const most, step = 22, 6.2
	small := song(10)
	files := s.Files
	if len(files) > most {
		files = files[:most-1]
	}
	row := func(name, applications string, sheets int) {
		values.Text(tableLeft+l.words, l.y, small, shortened(small, name, 62), "")
		values.TextRight(tableRight-l.inset-22, l.y, small, applications, "")
		values.TextRight(tableRight-l.inset, l.y, small, fmt.Sprintf("%d 张", sheets), "")
		l.y += step
	}
	for _, f := range files {
		row(f.Name, f.applications(), f.Sheets)
	}
	if rest := s.Files[len(files):]; len(rest) > 0 {
		last := JobFile{First: rest[0].First}
		for _, f := range rest {
			last.Sheets += f.Sheets
			last.Last = max(last.Last, f.Last)
		}
		row(fmt.Sprintf("其余 %d 个文件", len(rest)), last.applications(), last.Sheets)
	}
	return document
}

// shortened is words that fit a width, without their middle where they must.
func shortened(s pdf.Style, words string, width float64) string {
	runes := []rune(words)
	if len(runes) < 2 || s.Width(words) <= width {
		return words
	}
	without := func(cut int) string {
		half := (len(runes) - cut) / 2
		return string(runes[:half]) + "…" + string(runes[half+cut:])
	}
	// A cell may hold 32,767 characters: not one after the other.
	return without(1 + sort.Search(len(runes)-2, func(n int) bool { return s.Width(without(1+n)) <= width }))
}

// applications tells which of them the file prints.
func (f JobFile) applications() string {
	switch {
	case f.Last == 0:
		return "没有申请"
	case f.First == f.Last:
		return fmt.Sprintf("申请 %d", f.First)
	}
	return fmt.Sprintf("申请 %d～%d", f.First, f.Last)
}
