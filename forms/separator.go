package forms

import (
	"fmt"
	"image/color"

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
	label, text := hei(11), song(12)
	y := 126.0
	line := func(name, words string) {
		form.Text(tableLeft+18, y, label, name, "")
		values.Fit(pdf.Box{X: tableLeft + 48, Y: y - 5.5, W: tableWidth - 66, H: 8}, text, pdf.Left, words, "")
		form.Line(tableLeft+18, y+3.2, tableRight-18, y+3.2, thinRule, pdf.Solid)
		y += 10
	}
	line("作业编号", s.Job)
	line("申请编号", s.ID)
	line("主办者", s.Name)
	words := ""
	for i, p := range s.Papers {
		if i > 0 {
			words += "　"
		}
		words += fmt.Sprintf("%s %d 页 × %d", p.Form, p.Pages, p.Copies)
	}
	line("材料", words)
	line("后面的纸", fmt.Sprintf("%d 张", s.Sheets))
	code(values, pdf.A4Width/2-22, 196, 44, s.Code())
	form.TextCentred(pdf.A4Width/2, 247, song(9), "二维码：作业编号和序号", "")
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
	y := 88.0
	label, text := hei(11), song(12)
	line := func(name, words string) {
		form.Text(tableLeft+12, y, label, name, "")
		values.Fit(pdf.Box{X: tableLeft + 44, Y: y - 5.5, W: tableWidth - 56, H: 8}, text, pdf.Left, words, "")
		form.Line(tableLeft+12, y+3.2, tableRight-12, y+3.2, thinRule, pdf.Solid)
		y += 10
	}
	line("作业编号", s.Job)
	words := fmt.Sprintf("%d 份 ＝ 已印 %d ＋ 未印（须改正）%d", s.Applications, s.Rendered, s.Refused)
	if s.Elsewhere > 0 {
		words += fmt.Sprintf(" ＋ 不在此次 %d", s.Elsewhere)
	}
	line("申请", words)
	line("印面", fmt.Sprintf("%d 面 ＝ 材料 %d ＋ 空白背面 %d ＋ 分隔页 %d ＋ 汇总 %d", s.Pages+s.Backs+s.Separators+s.Own, s.Pages, s.Backs, s.Separators, s.Own))
	sides := "单面"
	if s.Duplex {
		sides = "双面，每张两面"
	}
	line("纸", fmt.Sprintf("A4 %d 张（%s）", s.Sheets, sides))
	y += 4
	form.Text(tableLeft+12, y, label, "文件", "")
	const most = 24
	small := song(10)
	files := s.Files
	if len(files) > most {
		files = files[:most-1]
	}
	step := 6.2
	for i, f := range files {
		at := y + float64(i)*step
		values.Text(tableLeft+44, at, small, shortName(small, f.Name, 66), "")
		applications := "没有申请"
		if f.Last > 0 {
			applications = fmt.Sprintf("申请 %d～%d", f.First, f.Last)
		}
		values.Text(tableLeft+114, at, small, fmt.Sprintf("%s　%d 张", applications, f.Sheets), "")
	}
	if rest := len(s.Files) - len(files); rest > 0 {
		sheets := 0
		for _, f := range s.Files[len(files):] {
			sheets += f.Sheets
		}
		values.Text(tableLeft+44, y+float64(len(files))*step, small, fmt.Sprintf("以及另外 %d 个文件，共 %d 张", rest, sheets), "")
	}
	return document
}

// shortName is a file's name that fits, without its middle where it must.
func shortName(s pdf.Style, name string, width float64) string {
	runes := []rune(name)
	for cut := 1; s.Width(name) > width && cut < len(runes); cut++ {
		half := (len(runes) - cut) / 2
		name = string(runes[:half]) + "…" + string(runes[half+cut:])
	}
	return name
}
