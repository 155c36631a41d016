package pdf

import (
	"sync/atomic"

	"github.com/icpgen/icpgen/fonts"
)

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
	p := printedBy(face, r)
	return p.em, p.face != nil
}

// faceOf is the typeface that prints a character, if one does.
func faceOf(face fonts.Style, r rune) (*fonts.Face, bool) {
	p := printedBy(face, r)
	return p.face, p.face != nil
}

// printed is how a character is printed: its typeface, nil if there is none,
// and its width in ems.
type printed struct {
	face *fonts.Face
	em   float64
}

// known remembers that by style, for 256 characters at a time: layout asks for
// each character of a paper many times over.
var known [len(styles)][planes / 256]atomic.Pointer[[256]printed]

var styles = [...]fonts.Style{fonts.Song, fonts.SongBold, fonts.Hei}

func printedBy(style fonts.Style, r rune) printed {
	if int(style) >= len(styles) || r < 0 || r >= planes {
		return find(style, r)
	}
	at := &known[style][r/256]
	some := at.Load()
	if some == nil {
		some = new([256]printed)
		for i := range some {
			some[i] = find(style, r&^255+rune(i))
		}
		at.Store(some)
	}
	return some[r%256]
}

func find(style fonts.Style, r rune) printed {
	if !fonts.Printable(r) {
		return printed{}
	}
	f, ok := style.FaceOf(r)
	if !ok {
		return printed{}
	}
	return printed{f, f.Advance(r)}
}
