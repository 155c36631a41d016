package workbook

import (
	"fmt"
	"io"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

// Template says what a workbook to fill in looks like.
type Template struct {
	Card     bool
	Sample   *filing.Application // filled in to show how; nil for none
	Province filing.Province     // whose notes are marked; the zero value for none
	Standing string              // how the province stands to the rulebook, a sentence
	Notes    []Note              // what the province asks for
}

// Note is one thing that a province asks for.
type Note struct {
	Field  filing.Field // at whose heading it is told; NoField: of the filing as a whole
	Rule   string       // GD-02
	Who    string       // 个人
	Text   string
	Remedy string
}

// SampleID begins the 申请编号 of what stands in a template to be overwritten,
// which is shown in grey.
const SampleID = "示例"

const (
	tableTop = 2    // the heading row of a template; group titles stand above
	frozen   = 1    // columns that stay in sight and are printed on every page
	ready    = 2000 // rows that are prepared with dropdowns
)

// WriteTemplate writes a workbook to fill in: the sheet of a table or card
// with dropdowns and hints, the sheet 填写说明, and a hidden sheet of lists. It
// reads back as no application, or as its sample. The bytes depend on nothing
// but the template.
func WriteTemplate(w io.Writer, t Template) error {
	p, err := newPencil()
	if err != nil {
		return err
	}
	defer p.file.Close()
	f := &form{pencil: p, Template: t}
	if t.Card {
		f.page()
	} else {
		f.rows()
	}
	f.lists()
	for _, field := range filing.Fields() {
		f.mark(field)
		f.ask(field)
	}
	f.guide()
	return p.finish(w)
}

// form is a template while it is written.
type form struct {
	*pencil
	Template
}

// rows is the table: group titles, headings, and the sample if there is one.
func (f *form) rows() {
	var apps []*filing.Application
	if f.Sample != nil {
		apps = append(apps, f.Sample)
	}
	f.table(tableTop, apps)
	for _, g := range groups {
		title := f.style(excelize.Style{Fill: fill(g.fill), Font: &excelize.Font{Family: typeface, Size: 11, Bold: true},
			Alignment: &excelize.Alignment{Vertical: "center"}})
		f.do(f.file.SetCellStyle(f.sheet, ref(1, int(g.first)), ref(1, int(g.last)), title))
		f.do(f.file.SetCellStr(f.sheet, ref(1, max(int(g.first), frozen+1)), g.title))
	}
	f.height(1, 22)
	f.height(tableTop, 48)
	f.freeze(tableTop, frozen)
	tall, custom := 20.0, true
	f.do(f.file.SetSheetProps(f.sheet, &excelize.SheetPropsOptions{DefaultRowHeight: &tall, CustomHeight: &custom}))
	f.greySample(fmt.Sprintf("A%d:%s%d", tableTop+1, letters(int(filing.FieldIP)), tableTop+ready), fmt.Sprintf("$A%d", tableTop+1))
	f.print("landscape", 6)
	f.do(f.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: f.sheet,
		RefersTo: fmt.Sprintf("%s!$A:$A,%s!$1:$%d", f.sheet, f.sheet, tableTop)}))
}

// page is the card.
func (f *form) page() {
	app := f.Sample
	if app == nil {
		app = &filing.Application{}
	}
	f.card(app)
	at := f.valueOf(filing.FieldApplicationID)
	f.width(1, 1, 31)
	f.width(2, 2, 40)
	f.width(3, 3, 31)
	f.width(4, 4, 40)
	last := rowOf(f.heads[filing.FieldIP])
	for row := 2; row <= last; row++ { // the wider columns leave room below
		height, err := f.file.GetRowHeight(f.sheet, row)
		f.do(err)
		f.height(row, 1.4*height)
	}
	f.margins()
	f.greySample(fmt.Sprintf("B3:B%d D3:D%d", last, last), "$"+letters(colOf(at))+"$"+fmt.Sprint(rowOf(at)))
	f.freeze(1, 0)
}

// greySample shows what is to be overwritten in grey, for as long as its
// 申请编号 says that it is a sample.
func (f *form) greySample(area, id string) {
	if f.Sample == nil {
		return
	}
	grey, err := f.file.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "7F7F7F", Italic: true}})
	f.do(err)
	f.do(f.file.SetConditionalFormat(f.sheet, area, []excelize.ConditionalFormatOptions{{Type: "formula", Format: &grey,
		Criteria: fmt.Sprintf("LEFT(%s,%d)=%q", id, len([]rune(SampleID)), SampleID)}}))
}

// print lets the sheet print on A4, so many pages wide.
func (f *form) print(orientation string, wide int) {
	paper, tall, fit := 9, 0, true
	f.do(f.file.SetPageLayout(f.sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}))
	f.do(f.file.SetSheetProps(f.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	f.margins()
	f.do(f.file.SetHeaderFooter(f.sheet, &excelize.HeaderFooterOptions{OddFooter: "&C&A　第 &P 页，共 &N 页"}))
}

// margins are narrow ones, in inches, with room for the footer.
func (f *form) margins() {
	side, end, footer, centred := 0.4, 0.6, 0.3, true
	f.do(f.file.SetPageMargins(f.sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end, Bottom: &end,
		Header: &footer, Footer: &footer, Horizontally: &centred}))
}

// mark writes a heading again with its star in red and the province's mark, and
// what the province asks for beside it.
func (f *form) mark(field filing.Field) {
	cell := f.heads[field]
	notes := f.notes(field)
	plain := &excelize.Font{Family: typeface, Size: 10, Bold: !f.Card}
	signal := &excelize.Font{Family: typeface, Size: 10, Bold: true, Color: "C00000"}
	runs := []excelize.RichTextRun{{Font: plain, Text: field.Heading()}}
	star := strings.TrimPrefix(marked(field), field.Heading())
	if len(notes) > 0 {
		star += "（" + f.Province.Name + "）"
	}
	if f.below { // in a narrow column
		star = strings.Replace(star, "（", "\n（", 1)
	}
	if star != "" {
		runs = append(runs, excelize.RichTextRun{Font: signal, Text: star})
	}
	if len(runs) > 1 {
		f.do(f.file.SetCellRichText(f.sheet, cell, runs))
	}
	if len(notes) == 0 {
		return
	}
	text := f.Province.Name + "的要求"
	for _, n := range notes {
		text += "\n" + n.String()
	}
	f.do(f.file.AddComment(f.sheet, excelize.Comment{Cell: cell, Author: guideTitle, Width: 320, Height: uint(24 + 18*lines(text, 44)),
		Paragraph: []excelize.RichTextRun{{Font: &excelize.Font{Family: typeface, Size: 9}, Text: text}}}))
}

// notes are the province's at a field.
func (f *form) notes(field filing.Field) []Note {
	var list []Note
	for _, n := range f.Notes {
		if n.Field == field {
			list = append(list, n)
		}
	}
	return list
}

// String is the note as a sentence: （个人）须写明内容：例如…  [GD-02].
func (n Note) String() string {
	s := n.Text
	if n.Who != "" {
		s = "（" + n.Who + "）" + s
	}
	if n.Remedy != "" {
		s += "。" + n.Remedy
	}
	return s + " [" + n.Rule + "]"
}

// valueOf is the first cell that takes a field's value.
func (p *pencil) valueOf(field filing.Field) string {
	at := p.heads[field]
	if p.below {
		return ref(rowOf(at)+1, colOf(at))
	}
	return ref(rowOf(at), colOf(at)+1)
}

func rowOf(cell string) int {
	_, row, _ := excelize.CellNameToCoordinates(cell)
	return row
}

func colOf(cell string) int {
	col, _, _ := excelize.CellNameToCoordinates(cell)
	return col
}
