package verify

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/icpgen/icpgen/pdf/readback"
)

// rect is a rectangle by its corners, in millimetres from the page's top left.
type rect struct{ x0, y0, x1, y1 float64 }

func (a rect) touches(b rect) bool { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 }

func (a rect) inset(by float64) rect { return rect{a.x0 + by, a.y0 + by, a.x1 - by, a.y1 - by} }

func (a rect) join(b rect) rect {
	return rect{min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1)}
}

func boxOf(b readback.Box) rect { return rect{b.X, b.Y, b.X + b.W, b.Y + b.H} }

// span is a run of glyphs in painting order, the last one excluded.
type span struct{ from, to int }

// sheet is a page made ready for questions. Its text is that of the glyphs in
// painting order, for what belongs together is painted together however it is
// broken into lines; whether it also stands together is asked of each find.
type sheet struct {
	*readback.Page
	text    string
	owner   []int32 // byte of the text → glyph
	boxes   []rect  // of each glyph
	strokes []rect  // of each stroke, with its thickness
	kinds   []kind  // of each glyph
	marks   int     // glyphs that belong to a 草稿 across the page
	checks  []check

	layer  *layer // with which it begins, when that came before
	layers map[*readback.Layer]*layer
	buffer []byte
	row    [][2]int32 // of check boxes: the next in a row, the box
	grid   grid
}

type kind uint8

const (
	printed kind = iota
	white        // a space: no ink
	mark         // 草稿 across the page
)

const emPerPoint = 25.4 / 72

// load takes in what stands on the page; of a page not in earnest, nothing.
func (s *sheet) load(earnest bool) {
	s.layer = nil
	if !earnest {
		s.clear()
		s.text = ""
		return
	}
	p := s.Page
	l := s.layerOf(p)
	s.clear()
	tried := 0
	if l != nil {
		s.layer, s.marks, tried = l, l.marks, l.tried
		s.buffer, s.owner, s.kinds = append(s.buffer, l.text...), append(s.owner, l.owner...), append(s.kinds, l.kinds...)
		s.boxes, s.strokes, s.checks = append(s.boxes, l.boxes...), append(s.strokes, l.strokes...), append(s.checks, l.checks...)
	}
	s.extend(len(p.Glyphs), len(p.Strokes))
	s.text = string(s.buffer)
	known := len(s.checks)
	s.findChecks(tried, len(p.Strokes))
	over := readback.Layer{}
	if l != nil && len(s.checks) == known { // the layer has ticked its own
		over = *p.Layer
	}
	s.tick(over, readback.Layer{Glyphs: len(p.Glyphs), Strokes: len(p.Strokes), Fills: len(p.Fills), Images: len(p.Images)})
	if l != nil {
		s.grid.take(&l.grid)
		s.grid.add(s, p.Layer.Glyphs)
	} else {
		s.grid.fill(s)
	}
}

// clear leaves nothing on the sheet.
func (s *sheet) clear() {
	s.buffer, s.owner, s.boxes, s.kinds, s.strokes = s.buffer[:0], s.owner[:0], s.boxes[:0], s.kinds[:0], s.strokes[:0]
	s.marks, s.checks = 0, s.checks[:0]
}

// extend takes in the page's glyphs and strokes up to so many.
func (s *sheet) extend(glyphs, strokes int) {
	p := s.Page
	for i := len(s.boxes); i < glyphs; i++ {
		g := &p.Glyphs[i]
		k := white
		for _, r := range g.Text {
			if shapeless(r) {
				continue
			}
			k = printed
			s.buffer = utf8.AppendRune(s.buffer, r)
			for len(s.owner) < len(s.buffer) {
				s.owner = append(s.owner, int32(i))
			}
		}
		if g.Text == "" {
			k = printed // ink without text
		}
		if g.Angle != 0 && g.Size >= 72 && (g.Text == "草" || g.Text == "稿") {
			k = mark
			s.marks++
		}
		s.kinds = append(s.kinds, k)
		if em := g.Size * emPerPoint; g.Angle == 0 {
			s.boxes = append(s.boxes, rect{g.X, g.Y - 0.8*em, g.X + g.Width, g.Y + 0.15*em})
		} else {
			s.boxes = append(s.boxes, boxOf(g.Box()))
		}
	}
	for i := len(s.strokes); i < strokes; i++ {
		k := &p.Strokes[i]
		h := max(k.Width, 0.02) / 2
		s.strokes = append(s.strokes, rect{min(k.X1, k.X2) - h, min(k.Y1, k.Y2) - h, max(k.X1, k.X2) + h, max(k.Y1, k.Y2) + h})
	}
}

// shapeless tells which characters count for nothing when texts are compared.
func shapeless(r rune) bool {
	if r < 0x7f {
		return r <= ' '
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// tight is a text without what counts for nothing.
func tight(text string) string {
	return strings.Map(func(r rune) rune {
		if shapeless(r) {
			return -1
		}
		return r
	}, text)
}

// find returns the first place of a tight text at which it stands in reading
// order and can be seen.
func (s *sheet) find(words string) (span, bool) { return s.findWhere(words, 0, s.reads) }

// findWhere is find from a byte of the text on, under another condition.
func (s *sheet) findWhere(words string, at int, fits func(span) bool) (span, bool) {
	if words == "" {
		return span{}, false
	}
	for {
		if at = s.index(words, at); at < 0 {
			return span{}, false
		}
		found := span{int(s.owner[at]), int(s.owner[at+len(words)-1]) + 1}
		if fits(found) {
			return found, true
		}
		_, n := utf8.DecodeRuneInString(s.text[at:])
		at += n
	}
}

// all returns every place of a tight text.
func (s *sheet) all(words string) (found []span) {
	s.findWhere(words, 0, func(f span) bool {
		if s.reads(f) {
			found = append(found, f)
		}
		return false
	})
	return found
}

// reads tells whether glyphs follow each other as one reads: to the right on
// one line, or on a line below.
func (s *sheet) reads(f span) bool {
	before := -1
	for i := f.from; i < f.to; i++ {
		if s.kinds[i] == white {
			continue
		}
		g := &s.Glyphs[i]
		if g.Invisible() || g.Clipped || g.Angle != 0 {
			return false
		}
		if before >= 0 {
			b := &s.Glyphs[before]
			em := max(g.Size, b.Size) * emPerPoint
			switch down := g.Y - b.Y; {
			case math.Abs(down) < 0.3*em:
				if g.X < b.X+0.6*b.Width {
					return false
				}
			case down < 0.5*em || down > 6*em:
				return false
			}
		}
		before = i
	}
	return true
}

// level tells whether glyphs stand on one baseline.
func (s *sheet) level(f span) bool {
	for i := f.from + 1; i < f.to; i++ {
		if math.Abs(s.Glyphs[i].Y-s.Glyphs[f.from].Y) > 0.2 {
			return false
		}
	}
	return s.reads(f)
}

// box is the room that the glyphs take.
func (s *sheet) box(f span) rect {
	b := s.boxes[f.from]
	for _, c := range s.boxes[f.from:f.to] {
		b = b.join(c)
	}
	return b
}

// ink is something printed: where, and the words if they are words.
type ink struct {
	rect
	words string
}

// except says which glyphs are no ink; nil: none.
type except func(glyph int) bool

func (e except) skips(glyph int) bool { return e != nil && e(glyph) }

// within skips the glyphs of the spans.
func within(spans ...span) except {
	return func(i int) bool {
		for _, f := range spans {
			if i >= f.from && i < f.to {
				return true
			}
		}
		return false
	}
}

// inkIn finds something printed in a place.
func (s *sheet) inkIn(place rect, but except) (found ink, any bool) {
	var words strings.Builder
	for i, b := range s.boxes {
		if s.kinds[i] == printed && b.touches(place) && !but.skips(i) {
			if !any {
				found, any = ink{rect: b}, true
			}
			words.WriteString(s.Glyphs[i].Text)
		}
	}
	found.words = words.String()
	if any {
		return found, true
	}
	for _, b := range s.strokes {
		if b.touches(place) {
			return ink{rect: b}, true
		}
	}
	for i := range s.Fills {
		if f := &s.Fills[i]; !f.Colour.White() && boxOf(f.Box).touches(place) {
			return ink{rect: boxOf(f.Box)}, true
		}
	}
	for i := range s.Images {
		if b := boxOf(s.Images[i].Box); b.touches(place) {
			return ink{rect: b}, true
		}
	}
	return ink{}, false
}

// room is how far up and down from y the column from x0 to x1 is free. At y
// itself there may be ink: then there is no room.
func (s *sheet) room(x0, x1, y float64, but except) (top, bottom float64) {
	top, bottom = 0, s.HeightMM
	meet := func(b rect) {
		switch {
		case b.x0 >= x1 || b.x1 <= x0:
		case b.y1 <= y:
			top = max(top, b.y1)
		case b.y0 >= y:
			bottom = min(bottom, b.y0)
		default:
			top, bottom = y, y
		}
	}
	for i, b := range s.boxes {
		if s.kinds[i] == printed && !but.skips(i) {
			meet(b)
		}
	}
	for _, b := range s.strokes {
		meet(b)
	}
	for i := range s.Fills {
		if f := &s.Fills[i]; !f.Colour.White() {
			meet(boxOf(f.Box))
		}
	}
	for i := range s.Images {
		meet(boxOf(s.Images[i].Box))
	}
	if top > bottom {
		top, bottom = y, y
	}
	return top, bottom
}

// upright and across tell how a stroke runs.
func upright(k *readback.Stroke) bool {
	return math.Abs(k.X1-k.X2) < 0.02 && math.Abs(k.Y1-k.Y2) > 0.02
}
func across(k *readback.Stroke) bool { return math.Abs(k.Y1-k.Y2) < 0.02 && math.Abs(k.X1-k.X2) > 0.02 }

// edgeRight is the middle of the first upright stroke right of x that passes y.
func (s *sheet) edgeRight(x, y float64) (float64, bool) {
	edge, found := math.Inf(1), false
	for i := range s.Strokes {
		k := &s.Strokes[i]
		if b := s.strokes[i]; upright(k) && k.X1 > x && k.X1 < edge && b.y0 <= y && b.y1 >= y {
			edge, found = k.X1, true
		}
	}
	return edge, found
}
