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
	p.table(1, apps)
	p.freeze(1, 0)
	return p.finish(w)
}

// table writes the applications below headings in the given row.
func (p *pencil) table(top int, apps []*filing.Application) {
	p.below = true
	for _, g := range groups {
		head := p.style(excelize.Style{Fill: fill(g.fill), Font: &excelize.Font{Family: typeface, Size: 10, Bold: true},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}, Border: grid})
		for f := g.first; f <= g.last; f++ {
			col := int(f)
			p.width(col, col, columnWidth(f))
			p.columnStyle(col, p.valueStyle(f, false))
			p.head(ref(top, col), f, head)
			for i, app := range apps {
				p.value(ref(top+1+i, col), f, app.Values[f], p.valueStyle(f, false))
			}
		}
	}
	p.height(top, 32)
}

// WriteCard writes one application as a card: two pairs of heading and value
// side by side, below the title of their group.
func WriteCard(w io.Writer, app *filing.Application) error {
	p, err := newPencil()
	if err != nil {
		return err
	}
	defer p.file.Close()
	p.card(app)
	return p.finish(w)
}

func (p *pencil) card(app *filing.Application) {
	p.width(1, 1, 25)
	p.width(2, 2, 32)
	p.width(3, 3, 25)
	p.width(4, 4, 32)
	title := p.style(excelize.Style{Font: &excelize.Font{Family: typeface, Size: 16, Bold: true},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	p.do(p.file.MergeCell(p.sheet, "A1", "D1"))
	p.text("A1", "网站备案信息表", title)
	p.height(1, 30)
	row := 2
	for _, g := range groups {
		head := p.style(excelize.Style{Fill: fill(g.fill), Font: &excelize.Font{Family: typeface, Size: 11, Bold: true},
			Alignment: &excelize.Alignment{Vertical: "center"}, Border: grid})
		label := p.style(excelize.Style{Fill: fill("F7F7F7"), Font: &excelize.Font{Family: typeface, Size: 10},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}, Border: grid})
		p.do(p.file.MergeCell(p.sheet, ref(row, 1), ref(row, 4)))
		for col := 2; col <= 4; col++ {
			p.do(p.file.SetCellStyle(p.sheet, ref(row, col), ref(row, col), head))
		}
		p.text(ref(row, 1), g.title, head)
		p.height(row, 20)
		row++
		for f := g.first; f <= g.last; {
			style := p.valueStyle(f, true)
			p.head(ref(row, 1), f, label)
			p.value(ref(row, 2), f, app.Values[f], style)
			height := 20.0
			switch {
			case isLong(f) || f == g.last || isLong(f+1):
				if isLong(f) {
					height = 34
				}
				p.do(p.file.MergeCell(p.sheet, ref(row, 2), ref(row, 4)))
				p.do(p.file.SetCellStyle(p.sheet, ref(row, 3), ref(row, 4), style))
				f++
			default:
				p.head(ref(row, 3), f+1, label)
				p.value(ref(row, 4), f+1, app.Values[f+1], p.valueStyle(f+1, true))
				f += 2
			}
			p.height(row, height)
			row++
		}
	}
	p.fitPage()
}

// pencil writes on a sheet and keeps the first error.
type pencil struct {
	file  *excelize.File
	sheet string
	err   error
	made  map[[2]bool]int
	heads map[filing.Field]string // the cell of each heading
	below bool                    // values stand below their headings, not beside
}

func newPencil() (*pencil, error) {
	p := &pencil{file: excelize.NewFile(), sheet: sheetTitle, made: map[[2]bool]int{}, heads: map[filing.Field]string{}}
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
	p.do(p.file.SetColWidth(p.sheet, from, to, width))
}

func (p *pencil) height(row int, height float64) {
	p.do(p.file.SetRowHeight(p.sheet, row, height))
}

// freeze keeps rows and columns in sight.
func (p *pencil) freeze(rows, columns int) {
	panes := excelize.Panes{Freeze: true, YSplit: rows, XSplit: columns, TopLeftCell: ref(rows+1, columns+1), ActivePane: "bottomLeft"}
	if columns > 0 {
		panes.ActivePane = "bottomRight"
	}
	p.do(p.file.SetPanes(p.sheet, &panes))
}

func (p *pencil) columnStyle(col, style int) {
	p.do(p.file.SetColStyle(p.sheet, letters(col), style))
}

func (p *pencil) text(cell, text string, style int) {
	p.do(p.file.SetCellStr(p.sheet, cell, text))
	p.do(p.file.SetCellStyle(p.sheet, cell, cell, style))
}

// head writes a field's heading.
func (p *pencil) head(cell string, f filing.Field, style int) {
	p.text(cell, marked(f), style)
	p.heads[f] = cell
}

// value writes what the application has for the field: a date as a date, a
// number as a number where the sheet had one, the rest as text.
func (p *pencil) value(cell string, f filing.Field, v filing.Value, style int) {
	p.do(p.file.SetCellStyle(p.sheet, cell, cell, style))
	day, isDay := filing.ParseDay(v.Text)
	number, err := strconv.ParseFloat(v.Text, 64)
	switch {
	case v.Text == "":
	case isDay && hasDay(f):
		at := time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC)
		p.do(p.file.SetCellFloat(p.sheet, cell, at.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()/24, -1, 64))
	case v.Number && err == nil:
		p.do(p.file.SetCellFloat(p.sheet, cell, number, -1, 64))
	default:
		p.do(p.file.SetCellStr(p.sheet, cell, v.Text))
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
	p.do(p.file.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{Size: &paper, FitToWidth: &one, FitToHeight: &one}))
	p.do(p.file.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
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
