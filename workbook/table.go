package workbook

import (
	"slices"

	"github.com/icpgen/icpgen/filing"
)

// table is a sheet with one heading row while its rows are read.
type table struct {
	*sheet
	heading int
	roles   []role // by column, from 1
	fields  []int  // the columns of fields, in order
	ends    []int  // of the references in refs
	twice   []filing.Field
	blank   int // blank rows since the last that was not
	hidden  []int
}

// role is what a column is there for.
type role struct {
	field filing.Field
	why   Reason // of a column that is not read
	text  string // the heading as it stands; empty when there is none
	cells int    // values below no heading
}

// newTable reads the headings, which stand in the i-th kept line.
func newTable(s *sheet, i int) *table {
	t := &table{sheet: s, heading: s.lines[i].row, roles: make([]role, s.book.limits.Columns+1)}
	s.info.Layout, s.info.Headings = Table, t.heading
	for i := range t.roles {
		t.roles[i].why = UnknownColumn
	}
	first := map[filing.Field]int{}
	for _, h := range s.headingsIn(i) {
		s.leave(h.cell, IsHeading)
		r, col := &t.roles[h.col], h.col
		if h.cell.blank() {
			continue
		}
		r.text = h.text
		switch other, known := first[h.field]; {
		case isOwn(h.text):
			r.why = CheckResult
			t.own.at = spot{row: t.heading, col: h.col}
		case h.field == filing.NoField:
			s.book.Findings = append(s.book.Findings, unknownHeading(s.place(h.cell.row, col), h.text))
		case known:
			r.why = SecondColumn
			if !slices.Contains(t.twice, h.field) {
				t.twice = append(t.twice, h.field)
			}
			s.book.Findings = append(s.book.Findings, twice(s.place(h.cell.row, col), h.field, h.text, ref(h.cell.row, other)))
		default:
			first[h.field] = col
			r.field = h.field
			t.fields = append(t.fields, col)
		}
	}
	for _, l := range s.lines[:i] {
		for j := range l.cells {
			s.leave(l.cells[j], AboveHeadings)
		}
	}
	return t
}

// add reads the next row.
func (t *table) add(l *line) error {
	filled := 0
	for i := range l.cells {
		if c := l.cells[i]; t.roles[c.col].field != filing.NoField && !c.blank() {
			filled++
		}
	}
	switch {
	case filled == 0:
		t.blank++
		t.leaveColumns(l)
		for i := range l.cells {
			t.take(l.cells[i]) // spaces in a field's column: read, and blank
		}
		if len(l.cells) > 0 {
			t.flush()
		}
		return nil
	case t.repeatsHeadings(l, filled):
		t.note(l, IsHeading)
		return nil
	case filled == 1 && t.isRemark(l):
		t.note(l, Remark)
		return nil
	}
	t.flush()
	if l.hidden {
		switch t.book.hidden {
		case HiddenRefuse:
			t.hidden = append(t.hidden, l.row)
		case HiddenSkip:
			t.book.Census.Rows.Skipped++
		}
		if t.book.hidden != HiddenInclude {
			for i := range l.cells {
				t.leave(l.cells[i], HiddenRow)
			}
			return nil
		}
	}
	app := t.application(l.row)
	app.Twice = t.twice
	refs := t.refs(l.row)
	next := 0
	for i, col := range t.fields {
		f, at := t.roles[col].field, refs[t.ends[i]:t.ends[i+1]]
		for next < len(l.cells) && l.cells[next].col < col {
			next++
		}
		c := (*cell)(nil)
		if next < len(l.cells) && l.cells[next].col == col {
			c = l.cells[next]
			t.take(c)
		} else if a := l.area(col); a != nil {
			c, at = a.cell, ref(a.top, a.left)
		}
		if c == nil {
			app.Values[f].Cell = at
			continue
		}
		app.Values[f] = t.value(f, c, at)
	}
	t.leaveColumns(l)
	return t.keep(app)
}

// refs are the references of the row's fields, one after the other in one
// string, because there are so many: the i-th is refs[t.ends[i]:t.ends[i+1]].
func (t *table) refs(row int) string {
	all := make([]byte, 0, 512)
	t.ends = append(t.ends[:0], 0)
	for _, col := range t.fields {
		all = appendRef(all, row, col)
		t.ends = append(t.ends, len(all))
	}
	return string(all)
}

// flush counts the blank rows before a row that is not.
func (t *table) flush() {
	t.book.Census.Rows.Blank += t.blank
	t.blank = 0
}

func (t *table) note(l *line, why Reason) {
	t.flush()
	t.book.Census.Rows.Notes++
	for i := range l.cells {
		t.leave(l.cells[i], why)
	}
}

// leaveColumns accounts for what stands in columns that are not read.
func (t *table) leaveColumns(l *line) {
	for i := range l.cells {
		r := &t.roles[l.cells[i].col]
		if r.field != filing.NoField {
			continue
		}
		t.leave(l.cells[i], r.why)
		if r.text == "" && !l.cells[i].blank() {
			r.cells++
		}
	}
}

// repeatsHeadings reports whether a row says the headings again, as a table
// does that was pasted together from printed pages, or in their other language.
func (t *table) repeatsHeadings(l *line, filled int) bool {
	if filled < minHeadings {
		return false
	}
	same, seen := 0, 0
	for i := range l.cells {
		c := l.cells[i]
		f := t.roles[c.col].field
		if f == filing.NoField {
			continue
		}
		if headingOf("", c.text) == f {
			same++
		}
		if seen++; seen >= 3 && same == 0 {
			return false // three cells are enough to know a row that is none
		}
	}
	return same >= minHeadings
}

// isRemark reports whether a row is one text that is merged across three or
// more columns of fields.
func (t *table) isRemark(l *line) bool {
	for i := range l.cells {
		if c := l.cells[i]; t.roles[c.col].field != filing.NoField && !c.blank() {
			over := 0
			for _, col := range t.fields {
				if col >= c.col && col <= l.right(c.col) {
					over++
				}
			}
			return over >= 3
		}
	}
	return false
}

// finish ends the table.
func (t *table) finish() {
	t.unseen(t.hidden)
	for col, r := range t.roles {
		if r.text == "" && r.cells > 0 {
			t.book.Findings = append(t.book.Findings, noHeading(t.place(t.heading, col), r.cells))
		}
	}
}
