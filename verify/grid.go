package verify

// grid finds the glyphs near a place: cells of 4 mm, each glyph in all that it
// touches.
type grid struct {
	cells [gridWide * gridHigh]int32 // the first entry of each, from 1
	next  []int32
	glyph []int32
}

const (
	gridCell = 4.0
	gridWide = 54
	gridHigh = 76
	gridMost = 1 << 18 // entries; no paper of ours comes near, and a file made to tire us goes no further
)

// fill takes in all glyphs of a sheet.
func (g *grid) fill(s *sheet) {
	clear(g.cells[:])
	g.next, g.glyph = append(g.next[:0], 0), append(g.glyph[:0], 0)
	g.add(s, 0)
}

// add takes in the glyphs from one on, which comes before those that are there.
func (g *grid) add(s *sheet, from int) {
	for i := from; i < len(s.boxes); i++ {
		if s.kinds[i] != printed || len(g.next) > gridMost {
			continue
		}
		x0, y0, x1, y1 := cellsOf(s.boxes[i])
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				c := &g.cells[y*gridWide+x]
				g.next, g.glyph = append(g.next, *c), append(g.glyph, int32(i))
				*c = int32(len(g.next) - 1)
			}
		}
	}
}

// take makes g the same as another.
func (g *grid) take(other *grid) {
	g.cells = other.cells
	g.next, g.glyph = append(g.next[:0], other.next...), append(g.glyph[:0], other.glyph...)
}

func cellsOf(b rect) (x0, y0, x1, y1 int) {
	within := func(v float64, most int) int {
		if !(v > 0) {
			return 0
		}
		return min(int(min(v, 1e6)/gridCell), most-1)
	}
	return within(b.x0, gridWide), within(b.y0, gridHigh), within(b.x1, gridWide), within(b.y1, gridHigh)
}

// near calls meet for the glyphs in the cells that a place touches; for a
// glyph in several cells more than once.
func (g *grid) near(b rect, meet func(glyph int)) { g.nearFrom(0, b, meet) }

// nearFrom is near for the glyphs from one on.
func (g *grid) nearFrom(from int, b rect, meet func(glyph int)) {
	x0, y0, x1, y1 := cellsOf(b)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			// The last one taken in comes first.
			for e := g.cells[y*gridWide+x]; e != 0 && int(g.glyph[e]) >= from; e = g.next[e] {
				meet(int(g.glyph[e]))
			}
		}
	}
}
