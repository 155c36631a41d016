// Package fonts holds the typefaces a paper is set in, embedded in the program.
//
// A form asks for a [Style]; [Style.FaceOf] answers with the [Face] that draws a
// character; [Face.Pack] cuts from it the small file that goes into a PDF, and
// [Face.Subset] a complete TrueType file. Nothing is read or unpacked before it
// is asked for. All of it may be used from several goroutines.
//
// Where the typefaces come from, under which licences and how they were cut
// stands in README.md beside this file.
package fonts

// Style is what a form asks for.
type Style uint8

const (
	Song     Style = iota // 宋体: the text face of values
	SongBold              // 宋体, bold: titles
	Hei                   // 黑体: labels
)

// Faces are all there are.
func Faces() []*Face { return []*Face{song, songBold, hei, rare} }

// A character missing from a style's own face is looked for in the wider ones.
var fallback = [...][]*Face{
	Song:     {song, rare},
	SongBold: {songBold, song, rare},
	Hei:      {hei, song, rare},
}

func (s Style) faces() []*Face {
	if int(s) < len(fallback) {
		return fallback[s]
	}
	return fallback[Song]
}

// FaceOf is the face that draws r in this style: its own, else Song, else the
// one of rare Han characters. It is false when none has r.
func (s Style) FaceOf(r rune) (*Face, bool) {
	for _, f := range s.faces() {
		if f.Has(r) {
			return f, true
		}
	}
	return nil, false
}

// Has tells whether some face draws r in this style.
func (s Style) Has(r rune) bool {
	_, ok := s.FaceOf(r)
	return ok
}

// Advance is the width of r in em: 1 for a Han character, 0 when no face has r.
func (s Style) Advance(r rune) float64 {
	f, ok := s.FaceOf(r)
	if !ok {
		return 0
	}
	return f.Advance(r)
}
