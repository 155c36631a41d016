package pdf

import (
	"errors"
	"fmt"
	"io"

	"github.com/signintech/gopdf"

	"github.com/icpgen/icpgen/fonts"
)

// A4 in points, as it stands in the file.
const (
	pageWidth  = 595.276
	pageHeight = 841.890
)

// Write writes the document as a PDF. The same document gives the same bytes.
func (d *Document) Write(w io.Writer) error {
	b, err := d.Bytes()
	if err != nil {
		return err
	}
	n, err := w.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("pdf: writing: %w", err)
	}
	return nil
}

// Bytes is the document as a PDF: A4, black and grays only, typefaces embedded
// as subsets, words that can be searched and copied. It is an error if the
// document has no page, or a [Text] made by hand holds a character that no
// typeface prints.
func (d *Document) Bytes() (file []byte, err error) {
	if len(d.Pages) == 0 {
		return nil, errors.New("pdf: a document without pages")
	}
	defer func() {
		if r := recover(); r != nil { // gopdf panics where others return errors
			file, err = nil, fmt.Errorf("pdf: gopdf: %v", r)
		}
	}()
	faces, err := d.typefaces()
	if err != nil {
		return nil, err
	}
	p, err := newPen(faces)
	if err != nil {
		return nil, err
	}
	for _, page := range d.Pages {
		p.page()
		for _, layer := range []*Layer{&page.Form, &page.Values} {
			for _, item := range layer.Items {
				if err := p.draw(item); err != nil {
					return nil, err
				}
			}
		}
	}
	raw, err := p.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("pdf: gopdf: %w", err)
	}
	return finish(raw, d.Title, faces)
}

// planes 0 to 3 hold all characters that are letters of a script.
const planes = 0x40000

// typeface is a face cut down to what a document prints with it.
type typeface struct {
	face   *fonts.Face
	seen   [planes / 64]uint64 // a bit for each character
	runes  []rune              // each once
	subset *fonts.Subset
	family string
}

// typefaces gathers the characters of all pages by face, in the order in which
// the faces first appear.
func (d *Document) typefaces() ([]*typeface, error) {
	var faces []*typeface
	byFace := map[*fonts.Face]*typeface{}
	for _, page := range d.Pages {
		for _, layer := range []*Layer{&page.Form, &page.Values} {
			for _, item := range layer.Items {
				t, ok := item.(Text)
				if !ok {
					continue
				}
				for _, r := range t.Words {
					face, ok := faceOf(t.Style.Face, r)
					if !ok || r >= planes {
						return nil, fmt.Errorf("pdf: no typeface prints %U", r)
					}
					c := byFace[face]
					if c == nil {
						c = &typeface{face: face}
						byFace[face] = c
						faces = append(faces, c)
					}
					if bit := uint64(1) << (r % 64); c.seen[r/64]&bit == 0 {
						c.seen[r/64] |= bit
						c.runes = append(c.runes, r)
					}
				}
			}
		}
	}
	for _, c := range faces {
		subset, err := c.face.Subset(c.runes)
		if err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		c.subset = subset
		c.family = subset.Tag + "+" + c.face.Name()
	}
	return faces, nil
}

// pen draws through gopdf, in points, and remembers what was last asked for so
// that it is not written again.
type pen struct {
	*gopdf.GoPdf
	families map[*fonts.Face]string

	family       string
	size         float64
	fill, stroke float64
	weight       float64
	dashed       Dash
}

func newPen(faces []*typeface) (*pen, error) {
	p := &pen{GoPdf: &gopdf.GoPdf{}, families: map[*fonts.Face]string{}}
	p.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	p.SetNoCompression() // see finish
	for _, c := range faces {
		ttf, err := hollow(c.subset.TTF)
		if err != nil {
			return nil, err
		}
		if err := p.AddTTFFontData(c.family, ttf); err != nil {
			return nil, fmt.Errorf("pdf: gopdf: %s: %w", c.family, err)
		}
		p.families[c.face] = c.family
	}
	return p, nil
}

func pt(millimetres float64) float64 { return millimetres / millimetresPerPoint }

func (p *pen) page() {
	p.AddPage()
	p.SetGrayFill(0) // a page must not be without content
	p.fill, p.stroke, p.weight, p.dashed = 0, 0, -1, Solid
}

func (p *pen) draw(item Item) error {
	switch it := item.(type) {
	case Text:
		return p.text(it)
	case Line:
		p.line(it)
	case Rect:
		p.grayFill(it.Gray)
		p.RectFromUpperLeftWithStyle(pt(it.X), pt(it.Y), pt(it.W), pt(it.H), "F")
	case Check:
		p.check(it)
	}
	return nil
}

func (p *pen) grayFill(gray float64) {
	if gray != p.fill {
		p.SetGrayFill(gray)
		p.fill = gray
	}
}

func (p *pen) nib(weight, gray float64, dash Dash) {
	if weight != p.weight {
		p.SetLineWidth(pt(weight))
		p.weight = weight
	}
	if gray != p.stroke {
		p.SetGrayStroke(gray)
		p.stroke = gray
	}
	if dash != p.dashed {
		var pattern []float64
		switch dash {
		case Dashed:
			pattern = []float64{pt(2), pt(1.2)}
		case Dotted:
			pattern = []float64{pt(0.4), pt(0.8)}
		}
		p.SetCustomLineType(pattern, 0)
		p.dashed = dash
	}
}

func (p *pen) text(t Text) error {
	gray := t.Style.Gray
	if t.Style.White {
		gray = 1
	}
	p.grayFill(gray)
	if t.Angle != 0 {
		p.Rotate(t.Angle, pt(t.X), pt(t.Y))
		defer p.RotateReset()
	}
	if err := p.SetCharSpacing(pt(t.Style.Spacing)); err != nil {
		return err
	}
	x, em := t.X, t.Style.Em()
	for begun := 0; begun < len(t.Words); {
		var face *fonts.Face
		end, next := len(t.Words), x
		for i, r := range t.Words[begun:] {
			f, _ := faceOf(t.Style.Face, r)
			if face == nil {
				face = f
			}
			if f != face {
				end = begun + i
				break
			}
			next += f.Advance(r)*em + t.Style.Spacing
		}
		if family := p.families[face]; family != p.family || t.Style.Size != p.size {
			if err := p.SetFont(family, "", t.Style.Size); err != nil {
				return fmt.Errorf("pdf: gopdf: %s: %w", family, err)
			}
			p.family, p.size = family, t.Style.Size
		}
		p.SetXY(pt(x), pt(t.Y))
		if err := p.Text(t.Words[begun:end]); err != nil {
			return fmt.Errorf("pdf: gopdf: %w", err)
		}
		begun, x = end, next
	}
	return nil
}

func (p *pen) line(l Line) {
	p.nib(l.Weight, l.Gray, l.Dash)
	p.Line(pt(l.X1), pt(l.Y1), pt(l.X2), pt(l.Y2))
}

// tick is the outline of a √ in a square of 1, from its left end.
var tick = []gopdf.Point{{X: .14, Y: .50}, {X: .24, Y: .42}, {X: .42, Y: .66}, {X: .84, Y: .10}, {X: .94, Y: .17}, {X: .43, Y: .90}}

func (p *pen) check(c Check) {
	weight := max(0.05*c.Size, 0.12)
	p.nib(weight, 0, Solid)
	side := c.Size - weight // the line lies inside
	p.RectFromUpperLeftWithStyle(pt(c.X+weight/2), pt(c.Y+weight/2), pt(side), pt(side), "D")
	if !c.Ticked {
		return
	}
	p.grayFill(0)
	outline := make([]gopdf.Point, len(tick))
	for i, v := range tick {
		outline[i] = gopdf.Point{X: pt(c.X + v.X*c.Size), Y: pt(c.Y + v.Y*c.Size)}
	}
	p.Polygon(outline, "F")
}
