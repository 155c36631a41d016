package workbook

import (
	"maps"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// pair is a heading of a card with the cell to its right.
type pair struct {
	field filing.Field // NoField when no field has the heading
	label *cell
	value *cell // nil when blank
	line  *line
	col   int // of the value
}

// readCard reads the sheet as one application, if it is one.
func (s *sheet) readCard() error {
	// Only a column in which some field's heading stands can hold a heading
	// that no field has; the rest are titles and hints.
	columns := map[int]bool{}
	distinct := map[filing.Field]bool{}
	lines := map[int]bool{} // one line of headings is those of a table, too far down
	for _, p := range s.pairs(nil) {
		columns[p.label.col] = true
		distinct[p.field] = true
		lines[p.label.row] = true
	}
	if len(distinct) < minHeadings || len(lines) < 2 {
		if len(distinct) > s.book.near.Known {
			s.book.near.Known, s.book.near.Place = len(distinct), filing.Place{Sheet: s.info.Name}.String()[1:]
		}
		s.similar()
		for _, l := range s.lines {
			for i := range l.cells {
				s.leave(l.cells[i], NoLayout)
			}
		}
		return nil
	}
	s.info.Layout = Card
	app := s.application(0)
	first := map[filing.Field]*cell{}
	var hidden []int
	filled := false
	for _, p := range s.pairs(columns) {
		if isOwn(p.label.text) {
			s.own.at = spot{row: p.label.row, col: p.label.col}
			s.leave(p.label, CheckResult)
			if p.value != nil {
				s.leave(p.value, CheckResult)
			}
			continue
		}
		shown := p.value != nil && !p.value.blank()
		if p.line.hidden && p.field != filing.NoField {
			if shown && s.book.hidden == HiddenRefuse && (len(hidden) == 0 || hidden[len(hidden)-1] != p.line.row) {
				hidden = append(hidden, p.line.row)
			}
			if s.book.hidden != HiddenInclude {
				s.leave(p.label, HiddenRow)
				if p.value != nil {
					s.leave(p.value, HiddenRow)
				}
				continue
			}
		}
		s.leave(p.label, IsHeading)
		if p.field == filing.NoField {
			if p.value != nil {
				s.leave(p.value, UnknownColumn)
			}
			if shown {
				s.book.Findings = append(s.book.Findings, unknownHeading(s.place(p.label.row, p.label.col), p.label.text))
			}
			continue
		}
		if app.Place.Row == 0 {
			app.Place.Row = p.label.row
		}
		if other := first[p.field]; other != nil {
			if !slices.Contains(app.Twice, p.field) {
				app.Twice = append(app.Twice, p.field)
			}
			s.book.Findings = append(s.book.Findings, twice(s.place(p.label.row, p.label.col), p.field, p.label.text, ref(other.row, other.col)))
			if p.value != nil {
				s.leave(p.value, SecondColumn)
			}
			continue
		}
		first[p.field] = p.label
		if s.own.label == 0 {
			s.own.label = p.label.col
		}
		if p.value == nil {
			app.Values[p.field].Cell = p.line.ref(p.col)
			continue
		}
		s.take(p.value)
		app.Values[p.field] = s.value(p.field, p.value, p.value.ref())
		filled = filled || shown
	}
	s.unseen(hidden)
	s.secondApplicant()
	for _, l := range s.lines {
		for i := range l.cells {
			why := Remark
			if len(l.cells) == 1 {
				why = IsTitle
			}
			s.leave(l.cells[i], why)
		}
	}
	if !filled {
		return nil
	}
	return s.keep(app)
}

// secondApplicant warns of a column beside the values whose cells would do as
// values too: a card holds one applicant, and a second one must not get lost
// without a word. Hints are let through, they do not look like values.
func (s *sheet) secondApplicant() {
	beside := map[int][]*cell{}
	for _, p := range s.pairs(nil) {
		if p.value == nil || p.value.blank() {
			continue
		}
		col := p.line.right(p.col) + 1
		if c := p.line.at(col); c != nil && !c.taken && fits(p.field, s.value(p.field, c, c.ref()).Text) {
			beside[col] = append(beside[col], c)
		}
	}
	for _, col := range slices.Sorted(maps.Keys(beside)) {
		if list := beside[col]; len(list) >= 3 {
			s.book.Findings = append(s.book.Findings, noHeading(s.place(list[0].row, col), len(list)))
		}
	}
}

// fits reports whether a text has the looks of the field's values.
func fits(f filing.Field, text string) bool {
	switch {
	case text == "":
		return false
	case len(f.List()) > 0:
		return slices.Contains(f.List(), text)
	case f.IsNumber():
		return len(text) >= 15 && len(text) <= 18 && !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
	case f == filing.FieldPrincipalMobile, f == filing.FieldSiteOwnerMobile, f == filing.FieldEmergencyMobile:
		return filing.CheckMobile(text) == nil
	case f == filing.FieldPrincipalEmail, f == filing.FieldSiteOwnerEmail:
		return filing.CheckEmail(text) == nil
	}
	return false
}

// pairs goes through the lines from left to right: a heading takes the cell to
// its right as its value, whatever it says. Without columns only headings that
// fields have are found.
func (s *sheet) pairs(columns map[int]bool) []pair {
	var list []pair
	group := ""
	for _, l := range s.lines {
		free := 1
		for i := range l.cells {
			c := l.cells[i]
			if c.col < free || c.blank() {
				continue
			}
			col := l.right(c.col) + 1
			value := l.at(col)
			p := pair{headingOf(group, c.text), c, value, l, col}
			alone := len(l.cells) == 1
			switch {
			case p.isTitle(alone):
				group = c.text
				continue
			case p.field == filing.NoField && (columns == nil || !columns[c.col] || value == nil || value.blank()):
				continue
			}
			list = append(list, p)
			free = l.right(col) + 1
		}
	}
	return list
}

// isTitle reports whether a text that may be a heading stands as the title of
// a group: 法定代表人 alone in its row, or beside the headings of the group.
func (p pair) isTitle(alone bool) bool {
	switch {
	case p.field == filing.NoField && alone:
		return true
	case p.field != filing.NoField && isPrimary(p.field, p.label.text):
		return false
	case p.value == nil:
		return alone && begins(fold(p.label.text))
	}
	next := headingOf(p.label.text, p.value.text)
	if p.field == filing.NoField {
		return next != filing.NoField && (isPrimary(next, p.value.text) || p.line.area(p.label.col) != nil)
	}
	return next != filing.NoField && next != p.field
}

// begins reports whether several longer headings begin with the folded title.
func begins(title string) bool {
	n := 0
	for h := range headings {
		if len(h) > len(title) && strings.HasPrefix(h, title) {
			n++
		}
	}
	return n > 1
}
