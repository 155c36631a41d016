package pdf

import "github.com/icpgen/icpgen/fonts"

const millimetresPerPoint = 25.4 / 72

// bodyCentre is how far above the baseline the middle of a Chinese character
// stands, in ems: its body reaches from -0.12 to 0.88.
const bodyCentre = 0.38

// Em is the width of one Chinese character in millimetres.
func (s Style) Em() float64 { return s.Size * millimetresPerPoint }

// At is the style at another size in points.
func (s Style) At(points float64) Style {
	s.Size = points
	return s
}

// Baseline is where the baseline lies, in millimetres from the page's top, for
// Chinese characters to stand in the middle of a row.
func (s Style) Baseline(top, height float64) float64 {
	return top + height/2 + bodyCentre*s.Em()
}

// Width is the length of words on one line in millimetres. What cannot be
// printed has none.
func (s Style) Width(words string) float64 {
	var ems float64
	n := 0
	for _, r := range words {
		if em, ok := advance(s.Face, r); ok {
			ems += em
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return ems*s.Em() + float64(n-1)*s.Spacing
}

// advance is the width of a character in ems, and whether it can be printed.
func advance(face fonts.Style, r rune) (float64, bool) {
	switch r {
	case empty, ticked: // drawn, not written: see Layer.Marks
		return 1, true
	}
	f, ok := faceOf(face, r)
	if !ok {
		return 0, false
	}
	return f.Advance(r), true
}

// faceOf is the typeface that prints a character, if one does.
func faceOf(face fonts.Style, r rune) (*fonts.Face, bool) {
	if !fonts.Printable(r) {
		return nil, false
	}
	return face.FaceOf(r)
}
