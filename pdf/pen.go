package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"github.com/signintech/gopdf"

	"github.com/icpgen/icpgen/fonts"
)

// gopdf draws into a file of its own. Of that only the page's content is wanted,
// so it is given typefaces without their outlines, to measure and number by, and
// asked not to pack anything.

var errForeign = errors.New("pdf: gopdf wrote what was not expected")

// draw is the content of a page with these items on it, its typefaces called F1,
// F2 and so on.
func draw(l *Layer, faces []*typeface) (content []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // gopdf panics where others return errors
			content, err = nil, fmt.Errorf("pdf: gopdf: %v", r)
		}
	}()
	p, err := newPen(faces)
	if err != nil {
		return nil, err
	}
	p.page()
	for _, item := range l.Items {
		if err := p.draw(item); err != nil {
			return nil, err
		}
	}
	raw, err := p.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("pdf: gopdf: %w", err)
	}
	return pageContent(raw)
}

// pageContent is the content of the only page of gopdf's file, its last object.
func pageContent(raw []byte) ([]byte, error) {
	objects, err := takeApart(raw)
	if err != nil {
		return nil, err
	}
	head, data, ok := bytes.Cut(objects[len(objects)-1], []byte(">>\nstream\n"))
	data, ends := bytes.CutSuffix(data, []byte("endstream\n"))
	if !ok || !ends || string(head) != fmt.Sprintf("<<\n/Length %d\n", len(data)) {
		return nil, fmt.Errorf("%w: not the content of a page", errForeign)
	}
	return data, nil
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
	p.SetNoCompression()
	for _, c := range faces {
		subset, err := c.face.Subset(c.runes) // numbered as c.packed is
		if err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		ttf, err := hollow(subset.TTF)
		if err != nil {
			return nil, err
		}
		if err := p.AddTTFFontData(c.family(), ttf); err != nil {
			return nil, fmt.Errorf("pdf: gopdf: %s: %w", c.family(), err)
		}
		p.families[c.face] = c.family()
	}
	return p, nil
}

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
		for _, length := range dash.pattern() {
			pattern = append(pattern, pt(length))
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

func (p *pen) check(c Check) {
	weight, side := c.outline()
	p.nib(weight, 0, Solid)
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

// takeApart finds the objects of a file by its cross-reference table.
func takeApart(file []byte) ([][]byte, error) {
	_, tail, ok := cutLast(file, "startxref\n")
	number, _, ended := bytes.Cut(tail, []byte("\n%%EOF\n"))
	start, err := strconv.Atoi(string(number))
	if !ok || !ended || err != nil || start < 0 || start > len(file) {
		return nil, fmt.Errorf("%w: no startxref", errForeign)
	}
	head, entries, ok := bytes.Cut(file[start:], []byte("0000000000 65535 f \n"))
	count, err := strconv.Atoi(string(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("xref\n0 ")))))
	const entry = 20
	if !ok || err != nil || count < 2 || len(entries) < entry*(count-1) {
		return nil, fmt.Errorf("%w: no xref table", errForeign)
	}
	at := make([]int, count)
	at[count-1] = start
	for i := range count - 1 {
		if at[i], err = strconv.Atoi(string(entries[entry*i : entry*i+10])); err != nil {
			return nil, fmt.Errorf("%w: %w", errForeign, err)
		}
	}
	objects := make([][]byte, count-1)
	for i := range objects {
		if at[i] < 0 || at[i] > at[i+1] || at[i+1] > len(file) {
			return nil, fmt.Errorf("%w: object %d out of place", errForeign, i+1)
		}
		body, begins := bytes.CutPrefix(file[at[i]:at[i+1]], fmt.Appendf(nil, "%d 0 obj\n", i+1))
		body, ends := bytes.CutSuffix(body, []byte("endobj\n\n"))
		if !begins || !ends {
			return nil, fmt.Errorf("%w: object %d is not one", errForeign, i+1)
		}
		objects[i] = body
	}
	return objects, nil
}

func cutLast(b []byte, sep string) (before, after []byte, ok bool) {
	i := bytes.LastIndex(b, []byte(sep))
	if i < 0 {
		return b, nil, false
	}
	return b[:i], b[i+len(sep):], true
}

// hollow is a TrueType file without its outlines: a loca table of zeros. What
// gopdf asks for, widths and numbers, stays.
func hollow(ttf []byte) ([]byte, error) {
	const directory, entry = 12, 16
	ttf = bytes.Clone(ttf)
	for n := range int(binary.BigEndian.Uint16(ttf[4:])) {
		e := ttf[directory+entry*n:]
		if string(e[:4]) == "loca" {
			at, length := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
			clear(ttf[at : at+length])
			return ttf, nil
		}
	}
	return nil, errors.New("pdf: a typeface without a loca table")
}
