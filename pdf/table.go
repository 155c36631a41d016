package pdf

// Rule is a line between cells. The zero rule draws nothing.
type Rule struct {
	Weight float64 // millimetres
	Dash   Dash
}

// NoRule leaves out a line that the table would draw.
var NoRule = &Rule{}

// Cell is a field of a table.
type Cell struct {
	Words string
	From  string // the field the words came from
	Style Style  // the zero style: the table's
	Align Align
	Span  int    // columns taken, 0 is one
	Rows  int    // rows taken, 0 is one
	Value bool   // what differs from paper to paper: goes to the page's Values
	Marks bool   // the words hold check boxes; see [Layer.Marks]
	Blank string // the name of a place kept free for handwriting

	Right, Below *Rule // instead of the table's
}

// Row is a row of cells. Its fields may be set after [Table.Row] returned it.
type Row struct {
	Cells  []Cell
	Height float64 // fixed: words shrink to fit; 0: the row grows with its words
	Band   bool    // dark, with white words
	Below  *Rule   // instead of the table's

	worded []*wording // by cell, as last measured
}

// Table is a grid of cells with its top left corner at X, Y.
type Table struct {
	X, Y         float64
	Columns      []float64 // widths
	Padding      float64   // left and right of the words
	RowHeight    float64   // at least
	Outer, Inner float64   // weights of the rules
	Label, Value Style     // of cells without a style
	Rows         []*Row

	laid *grid
}

// bandGray is the ground of a dark row.
const bandGray = 0.25

// ends is the room kept above and below several lines that make their row
// grow, in ems.
const ends = 0.2

// Row adds a row. Cells fill the columns from the left, passing by those that
// a cell above reaches into.
func (t *Table) Row(cells ...Cell) *Row {
	r := &Row{Cells: cells}
	t.Rows = append(t.Rows, r)
	return r
}

// Heights measures the rows, in millimetres.
func (t *Table) Heights() []float64 {
	return t.lay().heights
}

// Height is the height of all rows.
func (t *Table) Height() float64 {
	var sum float64
	for _, h := range t.Heights() {
		sum += h
	}
	return sum
}

// Width is the width of all columns.
func (t *Table) Width() float64 {
	var sum float64
	for _, w := range t.Columns {
		sum += w
	}
	return sum
}

// Box is the place of a cell: the cell-th of a row, as added.
func (t *Table) Box(row, cell int) Box {
	g := t.lay()
	for _, p := range g.placed {
		if p.row == row && p.nth == cell {
			return g.box(t, p)
		}
	}
	return Box{}
}

// Split leaves in t the rows that go into height and returns the others as a
// table of the same kind, or nil if all go in. Rows held together by a cell
// stay together; the first of them stays in t even if it is too high.
func (t *Table) Split(height float64) *Table {
	g := t.lay()
	at, sum := 0, 0.0
	for i, h := range g.heights {
		if i > 0 && sum > height+rounding {
			break
		}
		if i > 0 && !g.held[i] {
			at = i
		}
		sum += h
	}
	if sum <= height+rounding {
		return nil
	}
	if at == 0 {
		for at = 1; at < len(t.Rows) && g.held[at]; at++ {
		}
		if at == len(t.Rows) {
			return nil
		}
	}
	rest := *t
	rest.Rows, rest.laid = t.Rows[at:], nil
	t.Rows, t.laid = t.Rows[:at:at], nil
	return &rest
}

// Draw lays the table on a page: rules and labels on its Form, values on its
// Values. Words that do not fit, and cells for which no column is left, become
// problems.
func (t *Table) Draw(p *Page) {
	g := t.lay()
	for i, r := range t.Rows {
		if r.Band {
			p.Form.Rect(t.X, t.Y+g.tops[i], t.Width(), g.heights[i], bandGray)
		}
	}
	if !p.Trial() {
		g.rule(t, &p.Form)
	}
	for _, c := range g.placed {
		layer := &p.Form
		if c.Value {
			layer = &p.Values
		}
		if p.Trial() && !c.Value {
			continue
		}
		box := g.box(t, c)
		if c.Blank != "" {
			p.Form.Blank(c.Blank, box.X, box.Y, box.W, box.H)
		}
		if c.Words == "" {
			continue
		}
		layer.Lacks(c.missing...)
		inner := box.Inset(t.Padding, 0)
		set, ok := c.natural, c.natural.size > 0
		if !ok {
			set, ok = c.text.fit(inner.W, inner.H, c.Style, MinSize)
		}
		if !ok {
			layer.Lacks(Problem{From: c.From, Words: c.Words})
			continue
		}
		layer.set(inner, c.Style.At(set.size), c.Align, c.text, set.lines, c.Marks, c.From)
	}
	for _, c := range g.lost {
		p.Values.Lacks(Problem{From: c.From, Words: c.Words})
	}
}
