package pdf

import (
	"encoding/base64"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"

	"github.com/icpgen/icpgen/fonts"
)

// Pictures draws pages as SVG, all for one HTML page. What pages share stands
// there once: each Form layer ([Pictures.Symbols]); each typeface, cut down to
// the characters of all pages ([Pictures.Stylesheet]).
//
// Words stay words, set in the typefaces of the PDF. Those have no kerning, no
// ligatures and no hints, so a line that begins at its place and takes its
// letter-spacing stands, character by character, where it was printed.
type Pictures struct {
	symbols []symbol
	known   map[uint64][]int // symbols by the hash of their layer
	faces   []*shown
}

type symbol struct {
	items []Item
	drawn []byte
}

// shown is a typeface with what the pictures show of it.
type shown struct {
	face  *fonts.Face
	runes map[rune]struct{}
}

// Draw returns the page as an <svg> element, its unit a point: browsers round
// the size of a typeface to a 64th of it, and ours are quarters of points. The
// label is read out instead of the picture.
func (p *Pictures) Draw(page *Page, label string) []byte {
	b := fmt.Appendf(nil, `<svg class="paper" viewBox="0 0 %g %g" role="img" aria-label="%s">`, pageWidth, pageHeight, html.EscapeString(label))
	if len(page.Form.Items) > 0 {
		b = fmt.Appendf(b, `<use href="#form%d"/>`, p.symbol(&page.Form))
	}
	b = p.layer(b, &page.Values)
	return append(b, "</svg>"...)
}

// Symbols returns an invisible <svg> element with the forms that the pictures
// drawn so far refer to.
func (p *Pictures) Symbols() []byte {
	b := []byte(`<svg class="symbols" width="0" height="0" aria-hidden="true">`)
	for i, s := range p.symbols {
		b = fmt.Appendf(b, "\n"+`<g id="form%d">`, i)
		b = append(append(b, s.drawn...), "</g>"...)
	}
	return append(b, "\n</svg>\n"...)
}

// symbol is the number of a Form layer's symbol.
func (p *Pictures) symbol(l *Layer) int {
	key := l.hash()
	for _, n := range p.known[key] {
		if slices.Equal(p.symbols[n].items, l.Items) {
			return n
		}
	}
	if p.known == nil {
		p.known = map[uint64][]int{}
	}
	n := len(p.symbols)
	p.symbols = append(p.symbols, symbol{slices.Clone(l.Items), p.layer(nil, l)})
	p.known[key] = append(p.known[key], n)
	return n
}

// Stylesheet returns the CSS of the pictures drawn so far, the typefaces in it.
func (p *Pictures) Stylesheet() ([]byte, error) {
	css := []byte(".paper text,.symbols text{white-space:pre;font-kerning:none;font-variant:normal;font-feature-settings:normal;" +
		"text-rendering:geometricPrecision;text-spacing-trim:space-all;text-autospace:no-autospace}\n")
	for i, s := range p.faces {
		runes := make([]rune, 0, len(s.runes))
		for r := range s.runes {
			runes = append(runes, r)
		}
		subset, err := s.face.Subset(runes)
		if err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		css = fmt.Appendf(css, "@font-face{font-family:face%d;font-display:block;src:url(data:font/woff;base64,", i)
		css = base64.StdEncoding.AppendEncode(css, woff(subset.TTF))
		css = fmt.Appendf(css, ")}\n.face%d{font-family:face%[1]d}\n", i)
	}
	return css, nil
}

// face is the number of a typeface, which from now on holds r too.
func (p *Pictures) face(f *fonts.Face, r rune) int {
	n := slices.IndexFunc(p.faces, func(s *shown) bool { return s.face == f })
	if n < 0 {
		n = len(p.faces)
		p.faces = append(p.faces, &shown{f, map[rune]struct{}{}})
	}
	p.faces[n].runes[r] = struct{}{}
	return n
}

func (p *Pictures) layer(b []byte, l *Layer) []byte {
	s := sketch{Pictures: p, out: b}
	for _, item := range l.Items {
		switch it := item.(type) {
		case Text:
			s.text(it)
		case Line:
			s.path(stroked(it.Weight, it.Gray, it.Dash))
			s.move('M', it.X1, it.Y1)
			s.move('L', it.X2, it.Y2)
		case Rect:
			s.path(filled(it.Gray))
			s.rectangle(it.X, it.Y, it.W, it.H)
		case Check:
			weight, side := it.outline()
			s.path(stroked(weight, 0, Solid))
			s.rectangle(it.X+weight/2, it.Y+weight/2, side, side)
			if it.Ticked {
				s.path(filled(0))
				to := byte('M')
				for _, v := range tick {
					s.move(to, it.X+v.X*it.Size, it.Y+v.Y*it.Size)
					to = 'L'
				}
				s.out = append(s.out, 'z')
			}
		}
	}
	s.end()
	return s.out
}

// sketch writes a layer. Neighbours that look alike share a <path>, or the <g>
// around their <text>s.
type sketch struct {
	*Pictures
	out    []byte
	opened string // the tag that is open, "" for none
	close  string
}

// open begins an element with this tag, unless it goes on.
func (s *sketch) open(tag, close string) {
	if tag != s.opened {
		s.end()
		s.out = append(s.out, tag...)
		s.opened, s.close = tag, close
	}
}

func (s *sketch) end() {
	s.out = append(s.out, s.close...)
	s.opened, s.close = "", ""
}

func (s *sketch) path(look string) { s.open(`<path `+look+` d="`, `"/>`) }

func (s *sketch) move(op byte, x, y float64) {
	s.out = append(s.out, op)
	s.out = append(appendPoints(s.out, x), ' ')
	s.out = appendPoints(s.out, y)
}

func (s *sketch) rectangle(x, y, w, h float64) {
	s.move('M', x, y)
	s.out = appendPoints(append(s.out, 'h'), w)
	s.out = appendPoints(append(s.out, 'v'), h)
	s.out = appendPoints(append(s.out, 'h'), -w)
	s.out = append(s.out, 'z')
}

// text sets words, each run of one typeface by itself.
func (s *sketch) text(t Text) {
	gray := t.Style.Gray
	if t.Style.White {
		gray = 1
	}
	look := fmt.Sprintf(`font-size="%s"`, number(t.Style.Size, 3))
	if t.Style.Spacing != 0 {
		look += fmt.Sprintf(` letter-spacing="%s"`, number(pt(t.Style.Spacing), 3))
	}
	if gray != 0 {
		look += " " + filled(gray)
	}
	if t.Angle != 0 {
		look += fmt.Sprintf(` transform="rotate(%s %s %s)"`, number(-t.Angle, 4), number(pt(t.X), 2), number(pt(t.Y), 2))
	}
	x, run, of := t.X, []rune(nil), 0
	put := func() {
		if len(run) == 0 {
			return
		}
		s.open(fmt.Sprintf(`<g class="face%d" %s>`, of, look), "</g>")
		s.out = appendPoints(append(s.out, `<text x="`...), x)
		s.out = appendPoints(append(s.out, `" y="`...), t.Y)
		s.out = append(append(s.out, `">`...), html.EscapeString(string(run))...)
		s.out = append(s.out, "</text>"...)
	}
	next := x
	for _, r := range t.Words {
		face, ok := faceOf(t.Style.Face, r)
		if !ok {
			continue // layers hold only what can be printed
		}
		n := s.face(face, r)
		if n != of {
			put()
			x, run, of = next, run[:0], n
		}
		run = append(run, r)
		next += face.Advance(r)*t.Style.Em() + t.Style.Spacing
	}
	put()
}

func stroked(weight, gray float64, dash Dash) string {
	look := fmt.Sprintf(`fill="none" stroke="%s" stroke-width="%s"`, colour(gray), number(pt(weight), 3))
	if pattern := dash.pattern(); pattern != nil {
		look += fmt.Sprintf(` stroke-dasharray="%s %s"`, number(pt(pattern[0]), 2), number(pt(pattern[1]), 2))
	}
	return look
}

func filled(gray float64) string { return `fill="` + colour(gray) + `"` }

func colour(gray float64) string {
	v := uint8(math.Round(255 * min(max(gray, 0), 1)))
	return fmt.Sprintf("#%02x%02x%02x", v, v, v)
}

// appendPoints writes millimetres in points.
func appendPoints(b []byte, millimetres float64) []byte {
	return append(b, number(pt(millimetres), 2)...)
}

// number writes v with at most so many decimals.
func number(v float64, decimals int) string {
	scale := math.Pow10(decimals)
	return strconv.FormatFloat(math.Round(v*scale)/scale+0, 'f', -1, 64)
}
