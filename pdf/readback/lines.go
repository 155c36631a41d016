package readback

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is glyphs that share a baseline.
type Line struct {
	// Text is the glyphs' texts from left to right. Where none of two is a
	// space, one is put in for a gap of more than 0.25 em between Latin, 0.6 em
	// between Latin and Chinese, and 2 em between Chinese, which is often
	// spaced apart.
	Text   string
	Y      float64 // the first glyph's baseline
	Angle  float64
	Glyphs []Glyph
}

// place is a glyph's place along and across its line, and its index.
type place struct {
	angle, along, across float64
	at                   int
}

// Two baselines nearer than this, in millimetres, are one.
const sameLine = 0.4

// From here on Unicode is Chinese: radicals, punctuation, characters, full-width
// forms. What else lies there is not printed on these papers.
const firstWide = '\u2e80'

// Lines groups the glyphs into lines, top to bottom and left to right; turned
// text comes after upright text, in lines of its own. Invisible glyphs are
// among them. The result is kept: a Page serves one goroutine at a time.
func (p *Page) Lines() []Line {
	if len(p.lines) > 0 || len(p.Glyphs) == 0 {
		return p.lines
	}
	places := slices.Grow(p.places[:0], len(p.Glyphs))[:len(p.Glyphs)]
	p.places = places
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		places[i] = place{0, g.X, g.Y, i}
		if g.Angle != 0 {
			a := math.Round(g.Angle*10) / 10
			sin, cos := math.Sincos(a * math.Pi / 180)
			places[i] = place{a, g.X*cos - g.Y*sin, g.X*sin + g.Y*cos, i}
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.angle != b.angle {
			if a.angle == 0 {
				return -1
			}
			if b.angle == 0 {
				return 1
			}
			return cmp.Compare(a.angle, b.angle)
		}
		if a.across != b.across {
			return cmp.Compare(a.across, b.across)
		}
		return a.at - b.at
	})
	glyphs := slices.Grow(p.sorted[:0], len(places))[:len(places)]
	p.sorted = glyphs
	var text []byte
	for from := 0; from < len(places); {
		to := from + 1
		for to < len(places) && places[to].angle == places[from].angle && places[to].across-places[from].across < sameLine {
			to++
		}
		run := places[from:to]
		slices.SortFunc(run, func(a, b place) int {
			if a.along != b.along {
				return cmp.Compare(a.along, b.along)
			}
			return a.at - b.at
		})
		text = text[:0]
		end, size, last := math.Inf(1), 0.0, ' '
		for i, r := range run {
			g := p.Glyphs[r.at]
			glyphs[from+i] = g
			first, _ := utf8.DecodeRuneInString(g.Text)
			need := 0.6
			switch wide := [2]bool{first >= firstWide, last >= firstWide}; wide {
			case [2]bool{true, true}:
				need = 2
			case [2]bool{false, false}:
				need = 0.25
			}
			if r.along-end > need*min(size, g.Size)*mmPerPoint && !unicode.IsSpace(first) && !unicode.IsSpace(last) {
				text = append(text, ' ')
			}
			text = append(text, g.Text...)
			end, size = r.along+g.Width, g.Size
			last, _ = utf8.DecodeLastRuneInString(g.Text)
		}
		p.lines = append(p.lines, Line{Text: string(text), Y: glyphs[from].Y, Angle: run[0].angle, Glyphs: glyphs[from:to:to]})
		from = to
	}
	return p.lines
}

// Text is the page's lines, each ended by a line feed.
func (p *Page) Text() string {
	var b strings.Builder
	for _, l := range p.Lines() {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// Find returns every place where the text stands on one line, whatever the
// spaces in it or in the line, however wide. A box reaches from the first glyph to the last.
func (p *Page) Find(text string) []Box {
	want := tight(text)
	if want == "" {
		return nil
	}
	var found []Box
	var line []byte
	var owner []int32
	for _, l := range p.Lines() {
		if len(l.Text) < len(want) {
			continue
		}
		line, owner = line[:0], owner[:0]
		for i := range l.Glyphs {
			for _, r := range l.Glyphs[i].Text {
				if unicode.IsSpace(r) {
					continue
				}
				n := len(line)
				line = utf8.AppendRune(line, r)
				for ; n < len(line); n++ {
					owner = append(owner, int32(i))
				}
			}
		}
		s := string(line)
		for at := 0; ; {
			k := strings.Index(s[at:], want)
			if k < 0 {
				break
			}
			at += k
			b := nowhere
			for i := owner[at]; i <= owner[at+len(want)-1]; i++ {
				if g := &l.Glyphs[i]; !blank(g.Text) {
					g.extend(&b)
				}
			}
			found = append(found, b.box())
			at += len(want)
		}
	}
	return found
}

// tight is a text without its spaces.
func tight(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func blank(s string) bool { return s != "" && strings.TrimSpace(s) == "" }

// Box is about the room a glyph takes: its advance wide, from 0.8 em above
// the baseline to 0.15 em below; for turned text the box around that.
func (g *Glyph) Box() Box {
	b := nowhere
	g.extend(&b)
	return b.box()
}

func (g *Glyph) extend(b *bounds) {
	em := g.Size * mmPerPoint
	if g.Angle == 0 {
		b.add(point{g.X, g.Y - 0.8*em})
		b.add(point{g.X + g.Width, g.Y + 0.15*em})
		return
	}
	sin, cos := math.Sincos(g.Angle * math.Pi / 180)
	m := matrix{cos, -sin, sin, cos, g.X, g.Y}
	c := m.bounds(0, -0.8*em, g.Width, 0.15*em)
	b.add(point{c.x0, c.y0})
	b.add(point{c.x1, c.y1})
}

// touches tells whether some of a lies within b; lines without thickness count.
func (a Box) touches(b Box) bool {
	return a.X+a.W > b.X && a.X < b.X+b.W && a.Y+a.H > b.Y && a.Y < b.Y+b.H
}

// Inside returns what stands in a box, wholly or in part: glyphs (invisible
// ones too, blank ones not), strokes with their thickness, and fills of
// whatever colour. Images are asked for with [Page.ImagesInside].
func (p *Page) Inside(b Box) (glyphs []Glyph, strokes []Stroke, fills []Fill) {
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; !blank(g.Text) && g.Box().touches(b) {
			glyphs = append(glyphs, *g)
		}
	}
	for i := range p.Strokes {
		if p.Strokes[i].crosses(b) {
			strokes = append(strokes, p.Strokes[i])
		}
	}
	for i := range p.Fills {
		if p.Fills[i].touches(b) {
			fills = append(fills, p.Fills[i])
		}
	}
	return glyphs, strokes, fills
}

// ImagesInside returns the images that cover some of a box.
func (p *Page) ImagesInside(b Box) (images []Image) {
	for _, i := range p.Images {
		if i.touches(b) {
			images = append(images, i)
		}
	}
	return images
}

// crosses clips the segment to the box grown by half the line's width
// (Liang and Barsky 1984).
func (s *Stroke) crosses(b Box) bool {
	h := s.Width / 2
	x0, y0, x1, y1 := b.X-h, b.Y-h, b.X+b.W+h, b.Y+b.H+h
	dx, dy := s.X2-s.X1, s.Y2-s.Y1
	from, to := 0.0, 1.0
	for _, e := range [4][2]float64{{-dx, s.X1 - x0}, {dx, x1 - s.X1}, {-dy, s.Y1 - y0}, {dy, y1 - s.Y1}} {
		switch d, q := e[0], e[1]; {
		case d == 0:
			if q <= 0 {
				return false
			}
		case d < 0:
			from = max(from, q/d)
		default:
			to = min(to, q/d)
		}
	}
	return from < to
}
