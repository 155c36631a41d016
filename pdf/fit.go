package pdf

// MinSize is the smallest legible size in points.
const MinSize = 7.0

const (
	sizeStep     = 0.25 // points
	goodSize     = 9.0  // at this size one line reads better than two larger ones
	lineDistance = 1.2  // ems from line to line inside a box
)

// Fit sets words in the middle of a box, as large as s or as small as needed,
// down to [MinSize], on one line or on several, and returns the size in points.
// Words that do not fit legibly are not set: they become a [Problem], and the
// size is 0.
func (l *Layer) Fit(b Box, s Style, a Align, words, from string) float64 {
	return l.fit(b, s, a, words, from, false)
}

// FitMarks is [Layer.Fit] for the form's own wording with check boxes as in
// [Layer.Marks]; lines end at spaces.
func (l *Layer) FitMarks(b Box, s Style, a Align, words string) float64 {
	return l.fit(b, s, a, words, "", true)
}

func (l *Layer) fit(b Box, s Style, a Align, words, from string, marks bool) float64 {
	m := measure(s.Face, l.printable(s, words, from, marks), marks)
	c, ok := m.fit(b.W, b.H, s, MinSize)
	if !ok {
		l.Lacks(Problem{From: from, Words: words})
		return 0
	}
	l.set(b, s.At(c.size), a, m, c.lines, marks, from)
	return c.size
}

// set places lines in the middle of a box.
func (l *Layer) set(b Box, s Style, a Align, m *measured, lines []span, marks bool, from string) {
	if l.keeps != everything {
		return
	}
	em := s.Em()
	leading := lineDistance * em
	top := b.Y + (b.H-float64(len(lines))*leading)/2
	for i, line := range lines {
		x := b.X + a.share(b.W-em*m.width(line.from, line.to, s.Spacing/em))
		y := s.Baseline(top+float64(i)*leading, leading)
		runes := m.runes[line.from:line.to]
		if marks {
			l.marks(x, y, s, runes, from)
		} else {
			l.put(x, y, 0, s, string(runes), from)
		}
	}
}

// chosen is a text's size and its lines at that size.
type chosen struct {
	size  float64 // points
	lines []span
	worst cut
}

// rounding is what sums of millimetres may be off.
const rounding = 1e-6

// fit chooses the size, not under least points: one line at a good size before several that are
// larger, a smaller size before a word or a domain cut in two.
func (m *measured) fit(width, height float64, s Style, least float64) (chosen, bool) {
	least, good := min(least, s.Size), min(goodSize, s.Size)
	var best chosen
	for size := s.Size; ; size = max(size-sizeStep, least) {
		em := s.At(size).Em()
		lines, worst := m.lines(width/em, 0, s.Spacing/em)
		tall := em
		if len(lines) > 1 {
			tall = float64(len(lines)) * lineDistance * em
		}
		c := chosen{size, lines, worst}
		fits := tall <= height+rounding && !m.overfull(lines, (width+rounding)/em, s.Spacing/em)
		switch {
		case fits && len(lines) <= 1:
			if best.size == 0 || best.worst < regular || size >= good || best.size-size <= 2*sizeStep {
				best = c
			}
			return best, true
		case fits && (best.size == 0 || worst > best.worst):
			best = c
		}
		settled := best.worst == regular && best.size > 0 && size < good && best.size-size > 2*sizeStep
		if size <= least || settled {
			return best, best.size > 0
		}
	}
}

// overfull tells whether a character is wider than its line.
func (m *measured) overfull(lines []span, width, gap float64) bool {
	for _, l := range lines {
		if m.width(l.from, l.to, gap) > width {
			return true
		}
	}
	return false
}
