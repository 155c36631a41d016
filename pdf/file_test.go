package pdf

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf/readback"
)

// glyph is a character as the document places it.
type glyph struct {
	text       string
	x, y, size float64
}

func glyphs(d *Document) (all []glyph) {
	for _, p := range d.Pages {
		for _, l := range []*Layer{&p.Form, &p.Values} {
			for _, item := range l.Items {
				t, ok := item.(Text)
				if !ok {
					continue
				}
				sin, cos := math.Sincos(t.Angle * math.Pi / 180)
				along := 0.0
				for _, r := range t.Words {
					all = append(all, glyph{string(r), t.X + along*cos, t.Y - along*sin, t.Style.Size})
					em, _ := advance(t.Style.Face, r)
					along += em*t.Style.Em() + t.Style.Spacing
				}
			}
		}
	}
	return all
}

// Every character of a document is in the file, in order, where it was placed,
// copies as itself, and nothing but black ink is used.
func TestReadBack(t *testing.T) {
	d := paper("示例𬭎公司𫖯𪛖（A-1）")
	d.Pages[0].Values.Text(30, 280, Style{Face: fonts.Hei, Size: 9, Spacing: 0.5}, "衡𬭎B中", "")
	d.Pages = append(d.Pages, &Page{}, paper("第二页").Pages[0])
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := readback.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	if f.Title != d.Title || !f.HasID || f.HasInfoDate || f.Producer != "" {
		t.Errorf("title %q, identity %t, dates %t, producer %q", f.Title, f.HasID, f.HasInfoDate, f.Producer)
	}
	if len(f.Faults)+len(f.Unknown) > 0 {
		t.Errorf("faults %v, unknown %v", f.Faults, f.Unknown)
	}
	if len(f.Pages) != 3 {
		t.Fatalf("%d pages, want 3", len(f.Pages))
	}
	var got []readback.Glyph
	for _, p := range f.Pages {
		if p.MediaBox != [4]float64{0, 0, 595.276, 841.890} {
			t.Errorf("page %d is %v", p.Number, p.MediaBox)
		}
		got = append(got, p.Glyphs...)
		for _, s := range p.Strokes {
			if !s.Colour.GrayOnly() {
				t.Fatalf("a line in %v", s.Colour)
			}
		}
		for _, s := range p.Fills {
			if !s.Colour.GrayOnly() {
				t.Fatalf("a ground in %v", s.Colour)
			}
		}
	}
	want := glyphs(d)
	if len(got) != len(want) {
		t.Fatalf("%d characters, want %d", len(got), len(want))
	}
	for i, w := range want {
		g := got[i]
		if g.Text != w.text || g.Notdef || !g.Colour.GrayOnly() ||
			math.Abs(g.X-w.x) > 0.03 || math.Abs(g.Y-w.y) > 0.03 || math.Abs(g.Size-w.size) > 0.01 {
			t.Fatalf("character %d is %+v, want %+v", i, g, w)
		}
	}
}

func TestEveryLineIsDrawn(t *testing.T) {
	p := &Page{}
	p.Form.Line(10, 20, 60, 20, 0.4, Dashed)
	p.Form.Line(10, 30, 60, 40, 0.2, Solid)
	p.Form.Rect(100, 100, 20, 5, 0.5)
	p.Form.Check(50, 60, 4, false)
	p.Form.Check(70, 60, 4, true)
	p.Form.Blank("日期", 150, 150, 20, 8)
	b, err := (&Document{Pages: []*Page{p}}).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := readback.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	read := &f.Pages[0]
	for _, c := range []struct {
		what                   string
		box                    readback.Box
		strokes, fills, dashed int
	}{
		{"dashed line", readback.Box{X: 9, Y: 19, W: 52, H: 2}, 1, 0, 1},
		{"solid line", readback.Box{X: 9, Y: 29, W: 52, H: 12}, 1, 0, 0},
		{"ground", readback.Box{X: 99, Y: 99, W: 22, H: 7}, 0, 1, 0},
		{"empty box", readback.Box{X: 50, Y: 60, W: 4, H: 4}, 4, 0, 0},
		{"ticked box", readback.Box{X: 70, Y: 60, W: 4, H: 4}, 4, 1, 0},
		{"blank", readback.Box{X: 150, Y: 150, W: 20, H: 8}, 0, 0, 0},
	} {
		_, strokes, fills := read.Inside(c.box)
		dashed := 0
		for _, s := range strokes {
			if s.Dashed {
				dashed++
			}
		}
		if len(strokes) != c.strokes || len(fills) != c.fills || dashed != c.dashed {
			t.Errorf("%s: %d strokes (%d dashed), %d fills; want %d (%d), %d", c.what, len(strokes), dashed, len(fills), c.strokes, c.dashed, c.fills)
		}
	}
}

func TestToUnicode(t *testing.T) {
	runes := []rune{0}
	for r := rune('一'); len(runes) < 250; r++ {
		runes = append(runes, r)
	}
	runes = append(runes, 0x2CB4E)
	m := string(toUnicode(runes, nil))
	for _, want := range []string{"\n100 beginbfchar\n<0001> <4E00>\n", "\n50 beginbfchar\n", "\n<00FA> <D872DF4E>\nendbfchar\n"} {
		if !strings.Contains(m, want) {
			t.Errorf("no %q in\n%s", want, m)
		}
	}
}

func TestForeignFileIsRefused(t *testing.T) {
	whole := "%PDF-1.7\n1 0 obj\n<< >>\nendobj\n\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< >>\nstartxref\n31\n%%EOF\n"
	if objects, err := takeApart([]byte(whole)); err != nil || len(objects) != 1 || string(objects[0]) != "<< >>\n" {
		t.Fatalf("%q, %v", objects, err)
	}
	for _, broken := range []string{
		"", "%PDF-1.7\n",
		strings.Replace(whole, "startxref\n31", "startxref\n99999", 1),
		strings.Replace(whole, "startxref\n31", "startxref\n-3", 1),
		strings.Replace(whole, "0 2\n", "0 200\n", 1),
		strings.Replace(whole, "0 2\n", "0 two\n", 1),
		strings.Replace(whole, "0000000009 00000", "0000000011 00000", 1),
		strings.Replace(whole, "0000000009 00000", "9999999999 00000", 1),
		strings.Replace(whole, "endobj\n\n", "endobjj\n", 1),
	} {
		if _, err := takeApart([]byte(broken)); !errors.Is(err, errForeign) {
			t.Errorf("%q: %v", broken, err)
		}
	}
	if _, err := pageContent([]byte(whole)); !errors.Is(err, errForeign) {
		t.Errorf("a file without a page: %v", err)
	}
}
