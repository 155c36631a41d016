package pdf

import (
	"math"
	"strconv"
	"sync"

	"github.com/icpgen/icpgen/fonts"
)

// palette tells by which of a page's fonts, and as which number, a character is
// called. The first font is F1.
type palette interface {
	glyph(face *fonts.Face, r rune) (nth int, number uint16)
}

// brush draws values over a stencil. It remembers what was last asked for, so
// that it is not written again.
type brush struct {
	palette
	out []byte

	font         int // 1 is F1; 0 is none yet
	size         float64
	spacing      float64
	fill, stroke float64
	weight       float64
	dashed       Dash
}

var canvases = sync.Pool{New: func() any { return new([]byte) }}

func newBrush() *brush {
	return &brush{out: *canvases.Get().(*[]byte)}
}

func (b *brush) free() {
	out := b.out[:0]
	canvases.Put(&out)
	b.out = nil
}

// page is the content of a page, over a stencil if there is one; it is the
// brush's own until the next one.
func (b *brush) page(p palette, over bool, values *Layer) []byte {
	*b = brush{palette: p, out: b.out[:0], weight: -1}
	if over {
		b.out = append(b.out, "q\n/Fm0 Do\nQ\n"...)
	}
	for _, item := range values.Items {
		switch it := item.(type) {
		case Text:
			b.text(it)
		case Line:
			b.nib(it.Weight, it.Gray, it.Dash)
			b.point(it.X1, it.Y1, "m")
			b.point(it.X2, it.Y2, "l S")
			b.endLine()
		case Rect:
			b.grayFill(it.Gray)
			b.rectangle(it.X, it.Y, it.W, it.H, "f")
		case Check:
			b.check(it)
		}
	}
	return b.out
}

func (b *brush) endLine() { b.out[len(b.out)-1] = '\n' }

// number writes a number with at most so many decimals, and a space.
func (b *brush) number(v float64, decimals int) {
	scale := int64(1)
	for range decimals {
		scale *= 10
	}
	n := int64(math.Round(v * float64(scale)))
	if n < 0 {
		b.out = append(b.out, '-')
		n = -n
	}
	b.out = strconv.AppendInt(b.out, n/scale, 10)
	if n %= scale; n > 0 {
		b.out = append(b.out, '.')
		for ; n > 0; n %= scale {
			scale /= 10
			b.out = append(b.out, '0'+byte(n/scale))
		}
	}
	b.out = append(b.out, ' ')
}

// op writes an operator behind its operands, on their line.
func (b *brush) op(name string) {
	b.out = append(append(b.out, name...), ' ')
}

// point writes a point of the page, millimetres from its top left corner.
func (b *brush) point(x, y float64, op string) {
	b.number(pt(x), 2)
	b.number(pageHeight-pt(y), 2)
	b.op(op)
}

func (b *brush) rectangle(x, y, w, h float64, paint string) {
	b.number(pt(x), 2)
	b.number(pageHeight-pt(y+h), 2)
	b.number(pt(w), 2)
	b.number(pt(h), 2)
	b.op("re " + paint)
	b.endLine()
}

// set writes an operator with one operand if it says something new.
func (b *brush) set(now *float64, v, written float64, op string) {
	if v != *now {
		*now = v
		b.number(written, 3)
		b.op(op)
		b.endLine()
	}
}

func (b *brush) grayFill(gray float64) { b.set(&b.fill, gray, gray, "g") }

func (b *brush) nib(weight, gray float64, dash Dash) {
	b.set(&b.weight, weight, pt(weight), "w")
	b.set(&b.stroke, gray, gray, "G")
	if dash != b.dashed {
		b.dashed = dash
		b.out = append(b.out, '[')
		for _, length := range dash.pattern() {
			b.number(pt(length), 2)
		}
		b.out = append(b.out, "] 0 d\n"...)
	}
}

func (b *brush) text(t Text) {
	if t.Words == "" {
		return
	}
	gray := t.Style.Gray
	if t.Style.White {
		gray = 1
	}
	b.grayFill(gray)
	b.op("BT")
	b.set(&b.spacing, t.Style.Spacing, pt(t.Style.Spacing), "Tc")
	if t.Angle != 0 {
		sin, cos := math.Sincos(t.Angle * math.Pi / 180)
		for _, v := range [...]float64{cos, sin, -sin, cos} {
			b.number(v, 6)
		}
		b.point(t.X, t.Y, "Tm")
	} else {
		b.point(t.X, t.Y, "Td")
	}
	font := 0
	for _, r := range t.Words {
		face, _ := faceOf(t.Style.Face, r)
		nth, glyph := b.glyph(face, r)
		if nth != font {
			if font != 0 {
				b.out = append(b.out, "> Tj "...)
			}
			font = nth
			b.setFont(nth, t.Style.Size)
			b.out = append(b.out, '<')
		}
		b.out = appendHex(b.out, glyph)
	}
	b.out = append(b.out, "> Tj ET\n"...)
}

// ownFonts are the fonts of a file's page: its stencil's first, then those that
// hold what the stencil lacks.
type ownFonts struct {
	stencil *stencil
	extra   []*font
}

func (p ownFonts) glyph(face *fonts.Face, r rune) (nth int, number uint16) {
	if nth, number = p.stencil.glyph(face, r); number != 0 {
		return nth + 1, number
	}
	nth, number = glyphOf(p.extra, face, r)
	if p.stencil != nil {
		nth += len(p.stencil.fonts)
	}
	return nth + 1, number
}

func (b *brush) setFont(nth int, size float64) {
	if b.font == nth && b.size == size {
		return
	}
	b.font, b.size = nth, size
	b.out = append(b.out, "/F"...)
	b.out = strconv.AppendInt(b.out, int64(nth), 10)
	b.out = append(b.out, ' ')
	b.number(size, 3)
	b.op("Tf")
}

func (b *brush) check(c Check) {
	weight, side := c.outline()
	b.nib(weight, 0, Solid)
	b.rectangle(c.X+weight/2, c.Y+weight/2, side, side, "S")
	if !c.Ticked {
		return
	}
	b.grayFill(0)
	op := "m"
	for _, v := range tick {
		b.point(c.X+v.X*c.Size, c.Y+v.Y*c.Size, op)
		op = "l"
	}
	b.op("f")
	b.endLine()
}
