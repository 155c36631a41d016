package workbook

import (
	"fmt"
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

// Read reads the applications of a workbook; data is the whole file, name
// what the file is called in places and messages. Every error is a [Refusal].
func Read(name string, data []byte, opt Options) (*Book, error) {
	b, err := readBook(name, data, opt)
	if err != nil {
		return nil, err
	}
	return &b.Book, nil
}

func readBook(name string, data []byte, opt Options) (read *book, err error) {
	limits := opt.Limits.orDefaults()
	if err := sniff(name, data); err != nil {
		return nil, err
	}
	zipped, err := openContainer(data, limits)
	if err != nil {
		return nil, err
	}
	if err := sniffZip(zipped); err != nil {
		return nil, err
	}
	s, err := zipped.structure()
	if err != nil {
		return nil, err
	}
	b := &book{
		Book: Book{Name: filepath.Base(name)}, parts: s, results: map[string]spot{},
		date1904: s.date1904, hidden: opt.Hidden, limits: limits,
	}
	wanted, err := b.choose(s.sheets, opt.Sheet)
	if err != nil {
		return nil, err
	}
	defer func() {
		if fault := recover(); fault != nil {
			read, err = nil, &Damaged{Part: workbookName, Sheet: b.reading, cause: fmt.Errorf("%v", fault),
				why: filing.Words{ZH: "内部结构异常，无法读取", EN: "its inside cannot be read"}}
		}
	}()
	if err := b.read(zipped, s, wanted); err != nil {
		return nil, err
	}
	return b, nil
}

// book is a workbook while it is read.
type book struct {
	Book
	parts    *structure
	date1904 bool
	hidden   Hidden
	limits   Limits
	styles   []style
	reading  string // the sheet at hand
	near     NoHeadings
	unseen   HiddenRows
	results  map[string]spot // by the names of sheets that hold applications
	summary  sheetPart       // 检查汇总, once looked for
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
		t, _, err := zipped.tokens(s.strings)
		if err != nil {
			return err
		}
		if t != nil {
			if shared, err = sharedStrings(s.strings, t, b.limits); err != nil {
				return err
			}
		}
	}
	if s.styles != "" {
		t, _, err := zipped.tokens(s.styles)
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
		t, data, err := zipped.tokens(sheet.part)
		if err != nil {
			return err
		}
		if t == nil {
			return &Damaged{Part: sheet.part, Sheet: sheet.name, why: filing.Words{ZH: "缺少这个工作表", EN: "the sheet is missing"}}
		}
		found, err := readCells(sheet, t, shared, b.limits)
		if err != nil {
			return err
		}
		if err := recount(sheet.name, data, shared, found.all); err != nil {
			return err
		}
		if err := b.sheet(&b.Sheets[sheet.index], found); err != nil {
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
	cells  []*cell
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
	lines []*line // kept until the layout is known; all of them for a card
	table *table
	own   spot  // of the 检查结果 that was found
	label *pair // the first of a card
}

// headRows is how far down the heading row of a table may stand.
const headRows = 20

// minHeadings is how many known headings make a layout.
const minHeadings = 5

func (b *book) sheet(info *Sheet, found *cells) error {
	s := &sheet{book: b, info: info}
	if isSummary(found) {
		for i := range found.all {
			s.leave(&found.all[i], CheckResult)
		}
		return s.close(&b.Census, info.Name, found.all)
	}
	if err := s.scan(found); err != nil {
		return err
	}
	if s.table == nil {
		if err := s.chooseTable(); err != nil {
			return err
		}
	}
	before := len(b.Applications)
	switch {
	case s.table != nil:
		s.table.finish()
	case len(found.all) > 0:
		if err := s.readCard(); err != nil {
			return err
		}
	}
	if s.table != nil {
		before = s.table.before
	}
	s.info.Applications = len(b.Applications) - before
	if s.info.Layout != NoApplications {
		b.results[info.Name] = s.spot(found)
	}
	b.Census.Rows.Applications += s.info.Applications
	return s.close(&b.Census, info.Name, found.all)
}

// scan goes through the cells row by row, with the merged areas over them.
func (s *sheet) scan(found *cells) error {
	slices.SortStableFunc(found.areas, func(a, b area) int { return a.top - b.top })
	var over []*area
	kept := 0 // references to areas in the lines kept
	all, areas := found.all, found.areas
	for row := 1; len(all) > 0; row++ {
		n := 0
		for n < len(all) && all[n].row == row {
			n++
		}
		// The lines share what covers them until it changes.
		if slices.ContainsFunc(over, func(a *area) bool { return a.bottom < row }) || len(areas) > 0 && areas[0].top <= row {
			over = slices.DeleteFunc(slices.Clone(over), func(a *area) bool { return a.bottom < row })
			for len(areas) > 0 && areas[0].top <= row {
				a := &areas[0]
				if slices.ContainsFunc(over, func(b *area) bool { return a.left <= b.right && b.left <= a.right }) {
					return &Damaged{Sheet: s.info.Name, Cell: ref(a.top, a.left), why: filing.Words{ZH: "合并单元格互相重叠", EN: "merged cells overlap"}}
				}
				over = append(over, a)
				areas = areas[1:]
			}
			if s.table == nil {
				if kept += len(over); kept > s.book.limits.Cells {
					return s.book.limits.overCells("单户表里合并单元格的个数", "merged ranges of a card", s.info.Name)
				}
			}
		}
		l := &line{row: row, hidden: n > 0 && all[0].hidden, areas: over, cells: make([]*cell, 0, n)}
		for i := range all[:n] {
			c := &all[i]
			if a := l.area(c.col); a != nil {
				if a.top != row || a.left != c.col {
					s.leave(c, CoveredByMerge)
					continue
				}
				a.cell = c
			}
			l.cells = append(l.cells, c)
		}
		all = all[n:]
		if err := s.add(l); err != nil {
			return err
		}
	}
	return nil
}

// add takes the next row. Once the headings of a table are found, rows are
// read as they come; a sheet without them is kept whole.
func (s *sheet) add(l *line) error {
	if s.table != nil {
		return s.table.add(l)
	}
	if len(l.cells) > 0 || l.row <= headRows+1 { // the row at which the table is chosen is one of its own
		s.lines = append(s.lines, l)
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

// keep gives the application its number and adds it to the book.
func (s *sheet) keep(app *filing.Application) error {
	if len(s.book.Applications) == s.book.limits.Applications {
		return &OverLimit{Limit: fmt.Sprint(s.book.limits.Applications), at: app.Place.String(),
			what: filing.Words{ZH: "备案申请数", EN: "applications"}}
	}
	if app.ID = app.Text(filing.FieldApplicationID); app.ID == "" {
		app.ID = fmt.Sprintf("%04d", app.Place.Row)
	}
	s.book.Applications = append(s.book.Applications, app)
	return nil
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
