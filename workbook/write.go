package workbook

import (
	"io"
	"strconv"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

const (
	sheetTitle = "备案信息"
	typeface   = "宋体"
	textFormat = 49 // "@": what is typed stays as typed, so that numbers keep their digits
	written    = "2026-01-01T00:00:00Z"
)

// WriteTable writes the applications as a table, headings in row 1; blank rows
// for none. The bytes depend on nothing but the applications.
func WriteTable(w io.Writer, apps []*filing.Application) error {
	p, err := newPencil()
	if err != nil {
		return err
	}
	defer p.file.Close()
	for _, g := range groups {
		head := p.style(excelize.Style{Fill: fill(g.fill), Font: &excelize.Font{Family: typeface, Size: 10, Bold: true},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}, Border: grid})
		for f := g.first; f <= g.last; f++ {
			col := int(f)
			p.width(col, col, columnWidth(f))
			p.columnStyle(col, p.valueStyle(f, false))
			p.text(ref(1, col), marked(f), head)
			for i, app := range apps {
				p.value(ref(i+2, col), f, app.Values[f], p.valueStyle(f, false))
			}
		}
	}
	p.do(p.file.SetRowHeight(sheetTitle, 1, 32))
	p.do(p.file.SetPanes(sheetTitle, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	return p.finish(w)
}

// WriteCard writes one application as a card: two pairs of heading and value
// side by side, below the title of their group.
func WriteCard(w io.Writer, app *filing.Application) error {
	p, err := newPencil()
	if err != nil {
		return err
	}
	defer p.file.Close()
	p.width(1, 1, 25)
	p.width(2, 2, 32)
	p.width(3, 3, 25)
	p.width(4, 4, 32)
	title := p.style(excelize.Style{Font: &excelize.Font{Family: typeface, Size: 16, Bold: true},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	p.do(p.file.MergeCell(sheetTitle, "A1", "D1"))
	p.text("A1", "网站备案信息表", title)
	p.do(p.file.SetRowHeight(sheetTitle, 1, 30))
	row := 2
	for _, g := range groups {
		head := p.style(excelize.Style{Fill: fill(g.fill), Font: &excelize.Font{Family: typeface, Size: 11, Bold: true},
			Alignment: &excelize.Alignment{Vertical: "center"}, Border: grid})
		label := p.style(excelize.Style{Fill: fill("F7F7F7"), Font: &excelize.Font{Family: typeface, Size: 10},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}, Border: grid})
		p.do(p.file.MergeCell(sheetTitle, ref(row, 1), ref(row, 4)))
		for col := 2; col <= 4; col++ {
			p.do(p.file.SetCellStyle(sheetTitle, ref(row, col), ref(row, col), head))
		}
		p.text(ref(row, 1), g.title, head)
		p.do(p.file.SetRowHeight(sheetTitle, row, 20))
		row++
		for f := g.first; f <= g.last; {
			style := p.valueStyle(f, true)
			p.text(ref(row, 1), marked(f), label)
			p.value(ref(row, 2), f, app.Values[f], style)
			height := 20.0
			switch {
			case isLong(f) || f == g.last || isLong(f+1):
				if isLong(f) {
					height = 34
				}
				p.do(p.file.MergeCell(sheetTitle, ref(row, 2), ref(row, 4)))
				p.do(p.file.SetCellStyle(sheetTitle, ref(row, 3), ref(row, 4), style))
				f++
			default:
				p.text(ref(row, 3), marked(f+1), label)
				p.value(ref(row, 4), f+1, app.Values[f+1], p.valueStyle(f+1, true))
				f += 2
			}
			p.do(p.file.SetRowHeight(sheetTitle, row, height))
			row++
		}
	}
	p.fitPage()
	return p.finish(w)
}

// pencil writes on one sheet and keeps the first error.
type pencil struct {
	file *excelize.File
	err  error
	made map[[2]bool]int
}

func newPencil() (*pencil, error) {
	p := &pencil{file: excelize.NewFile(), made: map[[2]bool]int{}}
	p.do(p.file.SetSheetName("Sheet1", sheetTitle))
	p.do(p.file.SetDefaultFont(typeface))
	p.do(p.file.SetDocProps(&excelize.DocProperties{Title: sheetTitle, Creator: "icpgen", LastModifiedBy: "icpgen",
		Created: written, Modified: written, Language: "zh-CN"}))
	return p, p.err
}

func (p *pencil) do(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *pencil) finish(w io.Writer) error {
	if p.err != nil {
		return p.err
	}
	return p.file.Write(w)
}

func (p *pencil) style(s excelize.Style) int {
	id, err := p.file.NewStyle(&s)
	p.do(err)
	return id
}

func (p *pencil) width(first, last int, width float64) {
	from, to := letters(first), letters(last)
	p.do(p.file.SetColWidth(sheetTitle, from, to, width))
}

func (p *pencil) columnStyle(col, style int) {
	p.do(p.file.SetColStyle(sheetTitle, letters(col), style))
}

func (p *pencil) text(cell, text string, style int) {
	p.do(p.file.SetCellStr(sheetTitle, cell, text))
	p.do(p.file.SetCellStyle(sheetTitle, cell, cell, style))
}

// value writes what the application has for the field: a date as a date, a
// number as a number where the sheet had one, the rest as text.
func (p *pencil) value(cell string, f filing.Field, v filing.Value, style int) {
	p.do(p.file.SetCellStyle(sheetTitle, cell, cell, style))
	day, isDay := filing.ParseDay(v.Text)
	number, err := strconv.ParseFloat(v.Text, 64)
	switch {
	case v.Text == "":
	case isDay && hasDay(f):
		at := time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC)
		p.do(p.file.SetCellFloat(sheetTitle, cell, at.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()/24, -1, 64))
	case v.Number && err == nil:
		p.do(p.file.SetCellFloat(sheetTitle, cell, number, -1, 64))
	default:
		p.do(p.file.SetCellStr(sheetTitle, cell, v.Text))
	}
}

// valueStyle is text, or a day where the field has one.
func (p *pencil) valueStyle(f filing.Field, wrapped bool) int {
	key := [2]bool{hasDay(f), wrapped}
	if id, ok := p.made[key]; ok {
		return id
	}
	s := excelize.Style{NumFmt: textFormat, Font: &excelize.Font{Family: typeface, Size: 10},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: wrapped}, Border: grid}
	if hasDay(f) {
		code := "yyyy-mm-dd"
		s.NumFmt, s.CustomNumFmt = 0, &code
		s.Alignment.Horizontal = "left"
	}
	p.made[key] = p.style(s)
	return p.made[key]
}

// fitPage lets a card print on one page of A4.
func (p *pencil) fitPage() {
	paper, one, fit := 9, 1, true
	p.do(p.file.SetPageLayout(sheetTitle, &excelize.PageLayoutOptions{Size: &paper, FitToWidth: &one, FitToHeight: &one}))
	p.do(p.file.SetSheetProps(sheetTitle, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

var grid = []excelize.Border{
	{Type: "left", Color: "BFBFBF", Style: 1}, {Type: "right", Color: "BFBFBF", Style: 1},
	{Type: "top", Color: "BFBFBF", Style: 1}, {Type: "bottom", Color: "BFBFBF", Style: 1},
}

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func hasDay(f filing.Field) bool {
	return f.Form() == filing.FormDay || f.Form() == filing.FormDayOrLong
}

// isLong tells the fields that want a card's whole width.
func isLong(f filing.Field) bool {
	switch f {
	case filing.FieldChangeNote, filing.FieldFiledSiteNames, filing.FieldSubjectDocAddress, filing.FieldAddress,
		filing.FieldDomains, filing.FieldContent, filing.FieldRemark, filing.FieldIP:
		return true
	}
	return false
}

// columnWidth is a table column's width in characters: its heading on two
// lines, or its usual value.
func columnWidth(f filing.Field) float64 {
	switch {
	case isLong(f):
		return 36
	case f.IsNumber():
		return 22
	case f == filing.FieldSubjectName, f == filing.FieldHomeURL, f == filing.FieldPrincipalEmail, f == filing.FieldSiteOwnerEmail,
		f == filing.FieldSiteName, f == filing.FieldPreviousName, f == filing.FieldInvestor:
		return 26
	}
	return 15
}

func letters(col int) string {
	cell := ref(1, col)
	return cell[:len(cell)-1]
}
