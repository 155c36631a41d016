package verify

import (
	"math"

	"github.com/icpgen/icpgen/pdf/readback"
)

// check is a check box found on the page by its four sides.
type check struct {
	rect
	ticked bool
}

// The sides of check boxes, in millimetres.
const (
	leastBox = 1.5
	mostBox  = 6.0
)

// findChecks takes four strokes in a row that close a small square for a box.
// It begins at one stroke, has others up to a last, and returns where it
// would go on if there were more.
func (s *sheet) findChecks(i, end int) int {
	for ; i+3 < end; i++ {
		k := s.Strokes[i : i+4]
		closed := true
		for j := range k {
			next := &k[(j+1)%4]
			closed = closed && math.Abs(k[j].X2-next.X1) < 0.05 && math.Abs(k[j].Y2-next.Y1) < 0.05
		}
		if !closed || !(across(&k[0]) && upright(&k[1]) || upright(&k[0]) && across(&k[1])) {
			continue
		}
		b := s.strokes[i].join(s.strokes[i+2])
		w, h := b.x1-b.x0, b.y1-b.y0
		if w < leastBox || w > mostBox || math.Abs(w-h) > 0.2 {
			continue
		}
		s.checks = append(s.checks, check{rect: b})
		i += 3
	}
	return i
}

// tick takes whatever is printed inside a box for its tick: the marks from
// one of each list up to another.
func (s *sheet) tick(from, to readback.Layer) {
	if len(s.checks) == 0 {
		return
	}
	const most = 160 // rows of 2 mm, by which the boxes are found
	row := func(y float64) int { return min(max(int(y/2), 0), most-1) }
	var first [most]int32 // the first box of each row, from 1
	next, all := s.row[:0], s.checks[0].rect
	for i, c := range s.checks {
		all = all.join(c.rect)
		for r := row(c.y0); r <= row(c.y1); r++ {
			next = append(next, [2]int32{first[r], int32(i)})
			first[r] = int32(len(next))
		}
	}
	s.row = next
	tick := func(b rect) {
		if !b.touches(all) {
			return
		}
		for r := row(b.y0); r <= row(b.y1); r++ {
			for e := first[r]; e != 0; e = next[e-1][0] {
				if c := &s.checks[next[e-1][1]]; b.touches(c.inset(0.12 * (c.x1 - c.x0))) {
					c.ticked = true
				}
			}
		}
	}
	for i := from.Glyphs; i < to.Glyphs; i++ {
		if s.kinds[i] == printed {
			tick(s.boxes[i])
		}
	}
	for _, b := range s.strokes[from.Strokes:to.Strokes] {
		tick(b)
	}
	for i := from.Fills; i < to.Fills; i++ {
		if f := &s.Fills[i]; !f.Colour.White() {
			tick(boxOf(f.Box))
		}
	}
	for i := from.Images; i < to.Images; i++ {
		tick(boxOf(s.Images[i].Box))
	}
}
