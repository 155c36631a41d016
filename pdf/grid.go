package pdf

import "slices"

// grid is a table measured.
type grid struct {
	of      Table // what was measured
	heights []float64
	tops    []float64 // of the rows, and the bottom of the last
	lefts   []float64 // of the columns, and the right side of the last
	placed  []*placed
	owner   [][]*placed // by row and column
	held    []bool      // held[i]: a cell reaches from row i-1 into row i
	lost    []Cell      // no column is left for them
}

// placed is a cell in its place.
type placed struct {
	Cell
	row, column, nth int // nth of its row's cells; -1 for what fills up a row
	*wording             // nil without words
}

// wording is a cell's words measured. Its row keeps it, so that it is good for
// whatever table the row comes to stand in.
type wording struct {
	cell    Cell
	width   float64 // of a line
	grows   bool    // the row
	text    *measured
	missing []Problem
	natural chosen // in a row that grows
}

// lay measures the table, unless nothing has changed since it was last done.
func (t *Table) lay() *grid {
	if t.laid != nil && t.laid.stands(t) {
		return t.laid
	}
	g := &grid{of: *t}
	g.of.laid = nil
	g.of.Columns = slices.Clone(t.Columns)
	g.of.Rows = make([]*Row, len(t.Rows))
	for i, r := range t.Rows {
		copied := *r
		copied.Cells = slices.Clone(r.Cells)
		g.of.Rows[i] = &copied
	}
	g.lefts = sums(t.Columns)
	g.place(t)
	g.measure(t)
	g.tops = sums(g.heights)
	t.laid = g
	return g
}

// stands tells whether the table is still what was measured. Its place and the
// rules do not matter.
func (g *grid) stands(t *Table) bool {
	return g.of.Padding == t.Padding && g.of.RowHeight == t.RowHeight &&
		g.of.Label == t.Label && g.of.Value == t.Value &&
		slices.Equal(g.of.Columns, t.Columns) &&
		slices.EqualFunc(g.of.Rows, t.Rows, func(a, b *Row) bool {
			return a.Height == b.Height && a.Band == b.Band && slices.Equal(a.Cells, b.Cells)
		})
}

// sums is where each of a row of lengths begins, and where the last ends.
func sums(lengths []float64) []float64 {
	all := make([]float64, 1, len(lengths)+1)
	for i, l := range lengths {
		all = append(all, all[i]+l)
	}
	return all
}

// place finds a cell's column.
func (g *grid) place(t *Table) {
	n := len(t.Columns)
	g.owner = make([][]*placed, len(t.Rows))
	for i := range g.owner {
		g.owner[i] = make([]*placed, n)
	}
	g.held = make([]bool, len(t.Rows))
	for i, r := range t.Rows {
		column := 0
		free := func() int { // the columns free from column on
			for column < n && g.owner[i][column] != nil {
				column++
			}
			end := column
			for end < n && g.owner[i][end] == nil {
				end++
			}
			return end - column
		}
		for nth, c := range r.Cells {
			room := free()
			if room == 0 {
				if c.Words != "" {
					g.lost = append(g.lost, c)
				}
				continue
			}
			c.Span = min(max(c.Span, 1), room)
			c.Rows = min(max(c.Rows, 1), len(t.Rows)-i)
			if c.Style == (Style{}) {
				c.Style = t.Label
				if c.Value {
					c.Style = t.Value
				}
			}
			c.Style.White = c.Style.White || r.Band
			g.own(&placed{Cell: c, row: i, column: column, nth: nth})
		}
		for room := free(); room > 0; room = free() {
			g.own(&placed{Cell: Cell{Span: room, Rows: 1}, row: i, column: column, nth: -1})
		}
	}
}

func (g *grid) own(p *placed) {
	g.placed = append(g.placed, p)
	for i := p.row; i < p.row+p.Rows; i++ {
		g.held[i] = g.held[i] || i > p.row
		for j := p.column; j < p.column+p.Span; j++ {
			g.owner[i][j] = p
		}
	}
}

// measure finds the heights: rows of one cell first, then what cells over
// several rows still lack, which the last row that may grow gives.
func (g *grid) measure(t *Table) {
	g.heights = make([]float64, len(t.Rows))
	for i, r := range t.Rows {
		g.heights[i] = r.Height
		if r.Height == 0 {
			g.heights[i] = t.RowHeight
		}
	}
	for _, several := range []bool{false, true} {
		for _, p := range g.placed {
			if p.Words != "" && p.Rows > 1 == several {
				g.grow(t, p)
			}
		}
	}
}

func (g *grid) grow(t *Table, p *placed) {
	last, sum := -1, 0.0
	for i := p.row; i < p.row+p.Rows; i++ {
		sum += g.heights[i]
		if t.Rows[i].Height == 0 {
			last = i
		}
	}
	width := g.lefts[p.column+p.Span] - g.lefts[p.column] - 2*t.Padding
	p.wording = t.Rows[p.row].wording(p, width, last >= 0)
	if p.natural.size == 0 {
		return
	}
	needed := float64(len(p.natural.lines)) * lineDistance
	if len(p.natural.lines) > 1 {
		needed += 2 * ends
	}
	g.heights[last] += max(0, needed*p.Style.At(p.natural.size).Em()-sum)
}

// wording measures the words of one of the row's cells, unless that was done.
func (r *Row) wording(p *placed, width float64, grows bool) *wording {
	if len(r.worded) < len(r.Cells) {
		r.worded = make([]*wording, len(r.Cells))
	}
	if w := r.worded[p.nth]; w != nil && w.cell == p.Cell && w.width == width && w.grows == grows {
		return w
	}
	w := wordedAgain(p.Cell, width, grows)
	r.worded[p.nth] = w
	return w
}

// weight is about the bytes that it takes.
func (w *wording) weight() int { return 300 + w.text.weight() }

type wordingKey struct {
	cell  Cell
	width float64
	grows bool
}

// Tables show the same labels to every applicant.
var labels = &shelf[wordingKey, *wording]{room: 256 << 10}

// wordedAgain is worded for a cell that may well come again: a label.
func wordedAgain(c Cell, width float64, grows bool) *wording {
	if c.Value {
		return worded(c, width, grows)
	}
	key := wordingKey{c, width, grows}
	w, ok := labels.take(key)
	if !ok {
		w = worded(c, width, grows)
		labels.put(key, w)
	}
	return w
}

// worded measures the words of a cell.
func worded(c Cell, width float64, grows bool) *wording {
	var told Layer
	w := &wording{cell: c, width: width, grows: grows}
	w.text = measure(c.Style.Face, told.printable(c.Style, c.Words, c.From, c.Marks), c.Marks)
	w.missing = told.Problems
	if grows {
		w.natural, _ = w.text.fit(width, endless, c.Style, goodSize)
	}
	return w
}

// endless is a height that no text fills.
const endless = 1e9

// box is the place of a cell on the page.
func (g *grid) box(t *Table, p *placed) Box {
	x, y := g.lefts[p.column], g.tops[p.row]
	return Box{t.X + x, t.Y + y, g.lefts[p.column+p.Span] - x, g.tops[p.row+p.Rows] - y}
}

// rule draws the lines between cells, each as long as it stays the same.
func (g *grid) rule(t *Table, l *Layer) {
	rows, columns := len(t.Rows), len(t.Columns)
	if rows == 0 || columns == 0 {
		return
	}
	corner := t.Outer / 2 // outer lines overlap at the corners
	for i := 0; i <= rows; i++ {
		y := t.Y + g.tops[i]
		reach := 0.0
		if i == 0 || i == rows {
			reach = corner
		}
		stretches(columns, func(j int) Rule { return g.under(t, i, j) }, func(from, to int, r Rule) {
			x1, x2 := g.lefts[from], g.lefts[to]
			if from == 0 {
				x1 -= reach
			}
			if to == columns {
				x2 += reach
			}
			l.Line(t.X+x1, y, t.X+x2, y, r.Weight, r.Dash)
		})
	}
	for j := 0; j <= columns; j++ {
		x := t.X + g.lefts[j]
		stretches(rows, func(i int) Rule { return g.beside(t, i, j) }, func(from, to int, r Rule) {
			l.Line(x, t.Y+g.tops[from], x, t.Y+g.tops[to], r.Weight, r.Dash)
		})
	}
}

// under is the rule above row i at column j.
func (g *grid) under(t *Table, i, j int) Rule {
	if i == 0 {
		return Rule{Weight: t.Outer}
	}
	above := g.owner[i-1][j]
	if i < len(g.owner) && g.owner[i][j] == above {
		return Rule{}
	}
	switch {
	case above.Below != nil:
		return *above.Below
	case t.Rows[i-1].Below != nil:
		return *t.Rows[i-1].Below
	case i == len(g.owner):
		return Rule{Weight: t.Outer}
	}
	return Rule{Weight: t.Inner}
}

// beside is the rule left of column j at row i.
func (g *grid) beside(t *Table, i, j int) Rule {
	if j == 0 {
		return Rule{Weight: t.Outer}
	}
	before := g.owner[i][j-1]
	if j < len(t.Columns) && g.owner[i][j] == before {
		return Rule{}
	}
	switch {
	case before.Right != nil:
		return *before.Right
	case j == len(t.Columns):
		return Rule{Weight: t.Outer}
	}
	return Rule{Weight: t.Inner}
}

// stretches joins neighbours of the same rule and leaves out those of none.
func stretches(n int, rule func(int) Rule, draw func(from, to int, r Rule)) {
	for from := 0; from < n; {
		r := rule(from)
		to := from + 1
		for to < n && rule(to) == r {
			to++
		}
		if r.Weight > 0 {
			draw(from, to, r)
		}
		from = to
	}
}
