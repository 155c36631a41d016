package workbook

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// Hidden says what to do with applications in rows that nobody sees.
type Hidden uint8

// The ways with hidden rows.
const (
	HiddenRefuse  Hidden = iota // stop and ask
	HiddenSkip                  // leave them out
	HiddenInclude               // read them as if they were seen
)

// Options say what to read and how much of it.
type Options struct {
	Sheet  string // the only sheet to read, even if it is hidden; empty for all that are visible
	Hidden Hidden
	Limits Limits
}

// Layout is how a sheet holds applications.
type Layout uint8

// The layouts.
const (
	NoApplications Layout = iota
	Table                 // one heading row, one application a row
	Card                  // headings left, values right, one application a sheet
)

// Sheet is one of the workbook's sheets and what came of it.
type Sheet struct {
	Name         string
	Hidden       bool
	Layout       Layout // NoApplications also for a sheet that was not read
	Headings     int    // the heading row of a table
	Applications int
}

// Book is a workbook that was read.
type Book struct {
	Name         string // the file's name without its folder
	Applications []*filing.Application
	Findings     []filing.Finding // of the workbook itself: unknown headings (D-14), a field twice (D-21)
	Sheets       []Sheet
	Census       Census
}

// Read reads the applications of a workbook, or of a CSV file; data is the
// whole file, name what the file is called in places and messages. Every error
// is a [Refusal].
func Read(name string, data []byte, opt Options) (*Book, error) {
	var all []*filing.Application
	b, err := Each(name, bytes.NewReader(data), int64(len(data)), opt, func(app *filing.Application) error {
		all = append(all, app)
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.Applications = all
	return b, nil
}

// Each reads a file of a size in bytes as [Read] does, in memory that grows
// neither with the file nor with its tables: it hands on one application after
// the other, in the order of the sheets and their rows, and keeps none; the Book
// has no Applications. What it does keep are the texts that cells share, a sheet
// that is no table, and the text of a CSV.
//
// An error of keep ends the reading and is returned as it is, every other is a
// [Refusal]. A refusal is of the whole workbook: it may come after
// applications that were handed on, which have to be dropped then.
func Each(name string, file io.ReaderAt, size int64, opt Options, keep func(*filing.Application) error) (*Book, error) {
	b, err := each(name, file, size, opt, keep)
	if err != nil {
		return nil, err
	}
	return &b.Book, nil
}

func each(name string, file io.ReaderAt, size int64, opt Options, keep func(*filing.Application) error) (read *book, err error) {
	limits := opt.Limits.orDefaults()
	if size > limits.File {
		return nil, &OverLimit{Limit: megabytes(limits.File), flag: "file", what: filing.Words{ZH: "文件大小", EN: "the file's size"}}
	}
	head := make([]byte, min(size, HeadSize))
	if _, err := file.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, &Unreadable{err}
	}
	b := &book{Book: Book{Name: filepath.Base(name)}, hidden: opt.Hidden, limits: limits, handOn: keep}
	defer func() {
		if fault := recover(); fault != nil {
			if b.outside {
				panic(fault)
			}
			read, err = nil, &Damaged{Part: workbookName, Sheet: b.reading, cause: fmt.Errorf("%v", fault),
				why: filing.Words{ZH: "内部结构异常，无法读取", EN: "its inside cannot be read"}}
		}
	}()
	kind, err := sniff(name, head, file, size)
	switch {
	case err != nil:
	case kind == kindZip:
		err = b.readZip(file, size, opt.Sheet)
	case kind == kindText:
		err = b.readCSV(file, size, opt.Sheet)
	default:
		err = &NotWorkbook{kind}
	}
	if err != nil {
		return nil, err
	}
	return b, nil
}

// readZip reads what begins like a zip.
func (b *book) readZip(file io.ReaderAt, size int64, sheet string) error {
	zipped, err := openContainer(file, size, b.limits)
	if err != nil {
		return err
	}
	if err := sniffZip(zipped); err != nil {
		return err
	}
	s, err := zipped.structure()
	if err != nil {
		return err
	}
	b.parts, b.date1904, b.results = s, s.date1904, map[string]spot{}
	wanted, err := b.choose(s.sheets, sheet)
	if err != nil {
		return err
	}
	if err := b.read(zipped, s, wanted); err != nil || sheet != "" {
		return err
	}
	b.lookBehind(zipped, s.sheets)
	b.shared = nil
	return nil
}

// book is a workbook while it is read.
type book struct {
	Book
	parts    *structure // nil of a CSV file
	date1904 bool
	hidden   Hidden
	limits   Limits
	styles   []style
	shared   []string
	reading  string // the sheet at hand
	near     NoHeadings
	unseen   HiddenRows
	results  map[string]spot // of the sheets that hold applications
	summary  sheetPart       // 检查汇总, once looked for
	handOn   func(*filing.Application) error
	outside  bool // handOn is running
	stopped  bool // it has had enough
	kept     int  // applications handed on
}

// choose lists the sheets to read.
func (b *book) choose(all []sheetPart, name string) ([]sheetPart, error) {
	var wanted []sheetPart
	var names []string
	for i, s := range all {
		s.index = i
		names = append(names, s.name)
		b.Sheets = append(b.Sheets, Sheet{Name: s.name, Hidden: s.hidden})
		if name == "" && !s.hidden || name != "" && s.name == name {
			wanted = append(wanted, s)
		}
	}
	if name != "" && len(wanted) == 0 {
		near, _ := filing.Nearest(name, names)
		return nil, &UnknownSheet{name, names, near}
	}
	return wanted, nil
}

func (b *book) read(zipped *container, s *structure, wanted []sheetPart) error {
	var shared []string
	if s.strings != "" {
		p, err := zipped.part(s.strings, "<si")
		if err != nil {
			return err
		}
		if p != nil {
			if shared, err = sharedStrings(p, b.limits); err != nil {
				return err
			}
			b.shared = shared
		}
	}
	if s.styles != "" {
		t, err := zipped.tokens(s.styles)
		if err != nil {
			return err
		}
		if t != nil {
			if b.styles, err = readStyles(s.styles, t); err != nil {
				return err
			}
		}
	}
	for _, sheet := range wanted {
		b.reading = sheet.name
		p, err := zipped.part(sheet.part, "mergeCell", "row>")
		if err != nil {
			return err
		}
		if p == nil {
			return &Damaged{Part: sheet.part, Sheet: sheet.name, why: filing.Words{ZH: "缺少这个工作表", EN: "the sheet is missing"}}
		}
		if err := b.sheet(sheet, p, shared); err != nil {
			return err
		}
	}
	if len(b.unseen.Sheets) > 0 {
		return &b.unseen
	}
	for _, sheet := range b.Sheets {
		if sheet.Layout != NoApplications {
			return nil
		}
	}
	for _, sheet := range wanted {
		b.near.Sheets = append(b.near.Sheets, sheet.name)
	}
	return &b.near
}

// line is one row of a sheet: its own cells from left to right, and the merged
// areas that reach over it.
type line struct {
	row    int
	hidden bool
	all    []cell  // that hold something
	cells  []*cell // without those that a merged area covers
	areas  []*area
}

// area is the merged area that covers the column, if one does.
func (l *line) area(col int) *area {
	for _, a := range l.areas {
		if a.left <= col && col <= a.right {
			return a
		}
	}
	return nil
}

// at is the cell that one sees in the column: its own, or that of the merged
// area over it. It is nil where there is none.
func (l *line) at(col int) *cell {
	if a := l.area(col); a != nil {
		return a.cell
	}
	i, found := slices.BinarySearchFunc(l.cells, col, func(c *cell, col int) int { return c.col - col })
	if !found {
		return nil
	}
	return l.cells[i]
}

// ref names what one sees as one cell with the given column.
func (l *line) ref(col int) string {
	if a := l.area(col); a != nil {
		return ref(a.top, a.left)
	}
	return ref(l.row, col)
}

// right is the last column of what one sees as one cell with the given column.
func (l *line) right(col int) int {
	if a := l.area(col); a != nil {
		return a.right
	}
	return col
}

// sheet is a sheet while it is read.
type sheet struct {
	book *book
	info *Sheet
	tally
	lines  []*line // kept until the layout is known; all of them for a card
	table  *table
	line   line    // of a table: the row at hand
	row    int     // the last row read
	areas  []area  // merged areas that begin further down, by their top
	over   []*area // those over the row
	kept   int     // references to areas in the lines kept
	before int     // applications of the book before this sheet
	own    own
	wrong  error // with the rows
}

// headRows is how far down the heading row of a table may stand.
const headRows = 20

// minHeadings is how many known headings make a layout.
const minHeadings = 5

func (b *book) sheet(from sheetPart, p *part, shared []string) error {
	s := b.begin(&b.Sheets[from.index])
	// Merged ranges stand behind the rows that they are needed for, and a sheet
	// of too many rows is better refused before any of them is handed on.
	if merged, rows := p.words[0], p.words[1]; merged > 0 || rows > b.limits.Rows {
		t, err := p.tokens()
		if err != nil {
			return err
		}
		s.areas = make([]area, 0, min(merged, b.limits.Cells))
		err = readCells(from, t, shared, b.limits, func([]cell) error { return nil }, func(a area) { s.areas = append(s.areas, a) })
		if err != nil {
			return err
		}
		slices.SortStableFunc(s.areas, func(a, b area) int { return a.top - b.top })
		s.own.reach(s.areas, b.limits)
	}
	t, err := p.tokens()
	if err != nil {
		return err
	}
	counted := recountBeside(&recount{sheet: from.name, shared: shared})
	defer counted.abandon()
	t.watch = counted.watch
	err = readCells(from, t, shared, b.limits, func(row []cell) error {
		for i := range row {
			counted.met(&row[i])
		}
		return s.accept(row)
	}, func(area) {})
	if lost := counted.close(); err == nil {
		err = lost
	}
	if err != nil {
		return err
	}
	return s.finish()
}

func (b *book) begin(info *Sheet) *sheet { return &sheet{book: b, info: info, before: b.kept} }

// accept takes the next row that holds something. Its error is keep's; what is
// wrong with the rows is for finish to say, because it is worth saying only of
// a sheet whose XML and cells hold together.
func (s *sheet) accept(row []cell) error {
	if s.wrong == nil {
		if s.wrong = s.next(row); s.book.stopped {
			return s.wrong
		}
	}
	return nil
}

// finish reads a sheet's layout when all of its rows have come.
func (s *sheet) finish() error {
	if s.wrong != nil {
		return s.wrong
	}
	if s.table == nil {
		if err := s.chooseTable(); err != nil {
			return err
		}
	}
	switch {
	case s.table != nil:
		s.table.finish()
	case s.row > 0:
		if err := s.readCard(); err != nil {
			return err
		}
		for _, l := range s.lines {
			s.settle(l.all)
		}
	}
	if s.info.Layout != NoApplications && s.book.results != nil {
		s.book.results[s.info.Name] = s.own.place(s.info)
	}
	s.info.Applications = s.book.kept - s.before
	s.book.Census.Rows.Applications += s.info.Applications
	return s.close(&s.book.Census, s.info.Name)
}

// next reads the next row that holds something, with those above it that hold
// nothing and the merged areas over them.
func (s *sheet) next(row []cell) error {
	if s.own.met(row); s.own.summary {
		for i := range row {
			s.leave(&row[i], CheckResult)
		}
		s.settle(row)
		return nil
	}
	for s.row < row[0].row {
		s.row++
		if err := s.cover(); err != nil {
			return err
		}
		l := &s.line
		if s.table == nil {
			l = &line{} // to be kept
		}
		*l = line{row: s.row, cells: l.cells[:0], areas: s.over}
		if s.row == row[0].row {
			if l.all, l.hidden = row, row[0].hidden; s.table == nil || len(s.over) > 0 {
				l.all = slices.Clone(row) // kept too, or a merged area keeps a cell of it
			}
			l.cells = slices.Grow(l.cells, len(row))
		}
		for i := range l.all {
			c := &l.all[i]
			if a := l.area(c.col); a != nil {
				if a.top != s.row || a.left != c.col {
					s.leave(c, CoveredByMerge)
					continue
				}
				a.cell = c
			}
			l.cells = append(l.cells, c)
		}
		if err := s.add(l); err != nil {
			return err
		}
	}
	return nil
}

// cover finds the merged areas over the row. The lines share them until they
// change.
func (s *sheet) cover() error {
	ends := func(a *area) bool { return a.bottom < s.row }
	if slices.ContainsFunc(s.over, ends) || len(s.areas) > 0 && s.areas[0].top <= s.row {
		s.over = slices.DeleteFunc(slices.Clone(s.over), ends)
		for len(s.areas) > 0 && s.areas[0].top <= s.row {
			a := &s.areas[0]
			if slices.ContainsFunc(s.over, func(b *area) bool { return a.left <= b.right && b.left <= a.right }) {
				return &Damaged{Sheet: s.info.Name, Cell: ref(a.top, a.left), why: filing.Words{ZH: "合并单元格互相重叠", EN: "merged cells overlap"}}
			}
			s.over = append(s.over, a)
			s.areas = s.areas[1:]
		}
		if s.table == nil {
			if s.kept += len(s.over); s.kept > s.book.limits.Cells {
				return s.book.limits.overCells("单户表里合并单元格的个数", "merged ranges of a card", s.info.Name)
			}
		}
	}
	return nil
}

// add takes the next row. Once the headings of a table are found, rows are
// read as they come; a sheet without them is kept whole.
func (s *sheet) add(l *line) error {
	if s.table != nil {
		err := s.table.add(l)
		s.settle(l.all)
		return err
	}
	if len(l.cells) > 0 || l.row <= headRows+1 { // the row at which the table is chosen is one of its own
		s.lines = append(s.lines, l)
	} else {
		s.settle(l.all)
	}
	if l.row == headRows+1 {
		return s.chooseTable()
	}
	return nil
}

// chooseTable looks for the heading row among the first rows: the first with
// enough known headings, or the one below it if that has more (the upper one
// then holds group titles).
func (s *sheet) chooseTable() error {
	best, at := 0, -1
	for i, l := range s.lines {
		if l.row > headRows {
			break
		}
		known := s.known(i)
		if known > s.book.near.Known {
			s.book.near.Known, s.book.near.Place = known, filing.Place{Sheet: s.info.Name, Row: l.row}.String()[1:]
		}
		if known >= minHeadings && known > best && (at < 0 || at == i-1) {
			best, at = known, i
		} else if at >= 0 {
			break
		}
	}
	if at < 0 {
		return nil
	}
	s.table = newTable(s, at)
	for _, l := range s.lines[at+1:] {
		if err := s.table.add(l); err != nil {
			return err
		}
	}
	for _, l := range s.lines {
		s.settle(l.all)
	}
	s.lines = nil
	return nil
}

// known counts the different fields that the row's cells head.
func (s *sheet) known(i int) int {
	seen := map[filing.Field]bool{}
	for _, h := range s.headingsIn(i) {
		if h.field != filing.NoField {
			seen[h.field] = true
		}
	}
	return len(seen)
}

// head is a cell that may head a column.
type head struct {
	field filing.Field
	text  string
	cell  *cell
	col   int
}

// headingsIn reads the cells of a line as headings, those merged down from
// above with them, with the group titles above them in mind.
func (s *sheet) headingsIn(i int) []head {
	l := s.lines[i]
	var above *line
	if i > 0 && s.lines[i-1].row == l.row-1 {
		above = s.lines[i-1]
	}
	var list []head
	add := func(c *cell, col int) {
		group := ""
		if above != nil {
			if g := above.at(col); g != nil && g != c {
				group = g.text
			}
		}
		list = append(list, head{headingOf(group, c.text), c.text, c, col})
	}
	for j := range l.cells {
		add(l.cells[j], l.cells[j].col)
	}
	for _, a := range l.areas {
		if a.top < l.row && a.cell != nil {
			add(a.cell, a.left)
		}
	}
	slices.SortStableFunc(list, func(a, b head) int { return a.col - b.col })
	return list
}

// place is where a cell stands.
func (s *sheet) place(row, col int) filing.Place {
	return filing.Place{Workbook: s.book.Name, Sheet: s.info.Name, Cell: ref(row, col), Row: row}
}

// application begins one at the row.
func (s *sheet) application(row int) *filing.Application {
	return &filing.Application{Place: filing.Place{Workbook: s.book.Name, Sheet: s.info.Name, Row: row}}
}

// unseen notes rows that are hidden and hold applications.
func (s *sheet) unseen(rows []int) {
	if len(rows) > 0 {
		s.book.unseen.Sheets = append(s.book.unseen.Sheets, HiddenIn{s.info.Name, rows})
	}
}

// keep gives the application its number and hands it on.
func (s *sheet) keep(app *filing.Application) error {
	b := s.book
	if b.kept == b.limits.Applications {
		return &OverLimit{Limit: fmt.Sprint(b.limits.Applications), flag: "applications", at: app.Place.String(),
			what: filing.Words{ZH: "备案申请数", EN: "applications"}}
	}
	if app.ID = app.Text(filing.FieldApplicationID); app.ID == "" {
		app.ID = fmt.Sprintf("%04d", app.Place.Row)
	}
	b.kept++
	b.outside = true
	err := b.handOn(app)
	b.outside, b.stopped = false, err != nil
	return err
}

// blank reports whether a cell says nothing.
func (c *cell) blank() bool {
	return !c.formula && !c.picture && strings.TrimSpace(c.text) == ""
}

// similar notes the cells of a sheet without a layout that look like headings.
func (s *sheet) similar() {
	for _, l := range s.lines {
		if l.row > headRows {
			return
		}
		for i := range l.cells {
			text := strings.TrimSpace(l.cells[i].text)
			if len(s.book.near.Similar) == 5 || utf8.RuneCountInString(text) > 20 || headingOf("", text) != filing.NoField {
				continue
			}
			if near, ok := nearestHeading(text); ok {
				s.book.near.Similar = append(s.book.near.Similar, Similar{text, near})
			}
		}
	}
}
