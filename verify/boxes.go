package verify

import "math"

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

// findChecks takes four strokes in a row that close a small square for a box,
// and whatever is printed inside it for its tick.
func (s *sheet) findChecks() {
	s.checks = s.checks[:0]
	for i := 0; i+3 < len(s.Strokes); i++ {
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
	if len(s.checks) == 0 {
		return
	}
	var rows [160][]int32 // boxes by where they stand, 2 mm a row
	row := func(y float64) int { return min(max(int(y/2), 0), len(rows)-1) }
	for i, c := range s.checks {
		for r := row(c.y0); r <= row(c.y1); r++ {
			rows[r] = append(rows[r], int32(i))
		}
	}
	tick := func(b rect) {
		for r := row(b.y0); r <= row(b.y1); r++ {
			for _, i := range rows[r] {
				if c := &s.checks[i]; b.touches(c.inset(0.12 * (c.x1 - c.x0))) {
					c.ticked = true
				}
			}
		}
	}
	for i, b := range s.boxes {
		if s.kinds[i] == printed {
			tick(b)
		}
	}
	for _, b := range s.strokes {
		tick(b)
	}
	for i := range s.Fills {
		if f := &s.Fills[i]; !f.Colour.White() {
			tick(boxOf(f.Box))
		}
	}
	for i := range s.Images {
		tick(boxOf(s.Images[i].Box))
	}
}
