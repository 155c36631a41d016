package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// The characters that [Layer.Marks] draws as check boxes.
const (
	empty  = '□'
	ticked = '☑'
)

// Align is where a line stands between its margins.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Centre
	Right
)

// Box is a rectangle: its top left corner, width and height in millimetres.
type Box struct{ X, Y, W, H float64 }

// Inset is the box without a margin at the sides and one above and below.
func (b Box) Inset(sides, ends float64) Box {
	return Box{b.X + sides, b.Y + ends, b.W - 2*sides, b.H - 2*ends}
}

// Setting is how a paragraph is set.
type Setting struct {
	Leading float64 // millimetres from line to line; 0: one and a half ems
	Indent  float64 // millimetres before each first line
	Justify bool    // lines fill the width but for the last
	Align   Align   // of what does not fill it
}

// Text sets words on one line from x, with the baseline at y. A character that
// no typeface has, one of private use among them, is left out and told as a
// [Problem], once a text; what has no shape (control and format characters,
// separators of lines, variation selectors) is left out without a word.
func (l *Layer) Text(x, y float64, s Style, words, from string) {
	l.put(x, y, 0, s, l.printable(s, words, from, false), from)
}

// TextCentred is [Layer.Text] around x.
func (l *Layer) TextCentred(x, y float64, s Style, words, from string) {
	if l.keeps == everything {
		x -= s.Width(words) / 2
	}
	l.Text(x, y, s, words, from)
}

// TextRight is [Layer.Text] ending at x.
func (l *Layer) TextRight(x, y float64, s Style, words, from string) {
	if l.keeps == everything {
		x -= s.Width(words)
	}
	l.Text(x, y, s, words, from)
}

// TextAcross sets words around the middle of a line through x, y, turned by so
// many degrees counter-clockwise: 草稿 across a page.
func (l *Layer) TextAcross(x, y, degrees float64, s Style, words, from string) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	half := s.Width(words) / 2
	l.put(x-half*cos, y+half*sin, degrees, s, l.printable(s, words, from, false), from)
}

// Marks is [Layer.Text] for the form's own wording, with every □ drawn as an
// empty check box and every ☑ as a ticked one. It returns where the line ends.
func (l *Layer) Marks(x, y float64, s Style, words string) float64 {
	return l.marks(x, y, s, []rune(l.printable(s, words, "", true)), "")
}

func (l *Layer) marks(x, y float64, s Style, runes []rune, from string) float64 {
	if l.keeps != everything {
		return x
	}
	const side = 0.86 // ems
	em := s.Em()
	begun := 0
	put := func(end int) {
		if begun < end {
			words := string(runes[begun:end])
			l.put(x, y, 0, s, strings.TrimRightFunc(words, isSpace), from)
			x += s.Width(words) + s.Spacing
		}
		begun = end + 1
	}
	for i, r := range runes {
		if r == empty || r == ticked {
			put(i)
			l.Check(x+(1-side)/2*em, y-(bodyCentre+side/2)*em, side*em, r == ticked)
			x += em + s.Spacing
		}
	}
	put(len(runes))
	return x - s.Spacing
}

// Paragraph sets words in lines of width from the top y on, and returns the
// height they take.
func (l *Layer) Paragraph(x, y, width float64, s Style, p Setting, words, from string) float64 {
	return l.Lines(x, y, width, s, p, l.Break(s, words, width, p.Indent, from), from)
}

// Break is [Style.Break], which tells what cannot be printed. On a [TrialPage]
// the lines are without their words.
func (l *Layer) Break(s Style, words string, width, firstIndent float64, from string) []Broken {
	words = l.printable(s, words, from, false)
	if l.keeps != everything {
		return make([]Broken, s.Lines(words, width, firstIndent))
	}
	return s.Break(words, width, firstIndent)
}

// Lines is [Layer.Paragraph] for words that [Layer.Break] has broken, at the same
// width and indent.
func (l *Layer) Lines(x, y, width float64, s Style, p Setting, lines []Broken, from string) float64 {
	if p.Leading == 0 {
		p.Leading = 1.5 * s.Em()
	}
	height := float64(len(lines)) * p.Leading
	if l.keeps != everything {
		return height
	}
	first := true
	for i, b := range lines {
		at, room, set := x, width, s
		if first {
			at, room = at+p.Indent, room-p.Indent
		}
		rest := room - b.Width
		if gaps := len([]rune(b.Words)) - 1; p.Justify && !b.Last && gaps > 0 {
			// A line that a long domain left half empty is not pulled apart.
			if gap := rest / float64(gaps); gap <= s.Em()/12 {
				set.Spacing += gap
				rest = 0
			}
		}
		l.put(at+p.Align.share(rest), s.Baseline(y+float64(i)*p.Leading, p.Leading), 0, set, b.Words, from)
		first = b.Last
	}
	return height
}

// share is how much of the rest of a line stands before it.
func (a Align) share(rest float64) float64 {
	switch a {
	case Centre:
		return rest / 2
	case Right:
		return rest
	}
	return 0
}

// Line draws a line from x1, y1 to x2, y2.
func (l *Layer) Line(x1, y1, x2, y2, weight float64, d Dash) {
	if l.keeps == everything {
		l.Items = append(l.Items, Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Weight: weight, Dash: d})
	}
}

// Rect fills a rectangle with a gray, 0 black … 1 white.
func (l *Layer) Rect(x, y, w, h, gray float64) {
	if l.keeps == everything {
		l.Items = append(l.Items, Rect{X: x, Y: y, W: w, H: h, Gray: gray})
	}
}

// Frame draws the four sides of a box, with full corners.
func (l *Layer) Frame(b Box, weight float64) {
	half := weight / 2
	l.Line(b.X-half, b.Y, b.X+b.W+half, b.Y, weight, Solid)
	l.Line(b.X-half, b.Y+b.H, b.X+b.W+half, b.Y+b.H, weight, Solid)
	l.Line(b.X, b.Y, b.X, b.Y+b.H, weight, Solid)
	l.Line(b.X+b.W, b.Y, b.X+b.W, b.Y+b.H, weight, Solid)
}

// Check draws a check box from its top left corner.
func (l *Layer) Check(x, y, size float64, ticked bool) {
	if l.keeps == everything {
		l.Items = append(l.Items, Check{X: x, Y: y, Size: size, Ticked: ticked})
	}
}

// Blank keeps a place free for handwriting or a seal.
func (l *Layer) Blank(name string, x, y, w, h float64) {
	if l.keeps == everything {
		l.Items = append(l.Items, Blank{Name: name, X: x, Y: y, W: w, H: h})
	}
}

func (l *Layer) put(x, y, degrees float64, s Style, words, from string) {
	if words != "" && l.keeps == everything {
		l.Items = append(l.Items, Text{X: x, Y: y, Style: s, Words: words, Angle: degrees, From: from})
	}
}

// printable is words without what cannot be printed; what has a shape but no
// typeface becomes a problem. Line feeds stay, for paragraphs, and check boxes
// for marks.
func (l *Layer) printable(s Style, words, from string, marks bool) string {
	if l.keeps == nothing {
		return words
	}
	var missing []rune
	printed := strings.Map(func(r rune) rune {
		if r == '\n' || marks && (r == empty || r == ticked) {
			return r
		}
		if _, ok := faceOf(s.Face, r); ok {
			return r
		}
		if !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector) && !slices.Contains(missing, r) {
			missing = append(missing, r)
		}
		return -1
	}, words)
	for _, r := range missing {
		l.Lacks(Problem{From: from, Words: words, Rune: r})
	}
	return printed
}
