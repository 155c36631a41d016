package pdf

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf/readback"
)

// onShelf lets a test have a shelf of its own.
func onShelf(t testing.TB, room int) {
	stencils, fonts := drawn, cast
	drawn, cast = &shelf[uint64, *stencil]{room: room}, &shelf[fontKey, *font]{room: room}
	t.Cleanup(func() { drawn, cast = stencils, fonts })
}

// several are documents of different forms and values, on one page and on more.
func several() []*Document {
	var all []*Document
	for i := range 6 {
		d := paper(fmt.Sprintf("示例公司%d号", i))
		d.Pages[0].Form.Text(20, 285, label, strings.Repeat("式", 1+i%3), "")
		if i%2 == 0 {
			d.Pages = append(d.Pages, paper("第二页").Pages[0], d.Pages[0])
		}
		all = append(all, d)
	}
	return all
}

func written(t testing.TB, d *Document) []byte {
	t.Helper()
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A document has the same bytes whether its stencils were kept, drawn anew,
// dropped in between or drawn for another document.
func TestShelfMakesNoDifference(t *testing.T) {
	var want [][]byte
	for _, d := range several() {
		onShelf(t, 1<<30)
		want = append(want, written(t, d)) // nothing kept before
	}
	one := newRoom(t)
	for _, room := range []int{1 << 30, 2*one + one/2, one, 0} {
		onShelf(t, room)
		for range 2 {
			for i, d := range slices.Backward(several()) {
				if !bytes.Equal(written(t, d), want[i]) {
					t.Fatalf("document %d has other bytes with room for %d", i, room)
				}
			}
		}
	}
	for _, room := range []int{1 << 30, 2*one + one/2, 0} {
		onShelf(t, room)
		var wait sync.WaitGroup
		for worker := range 4 {
			wait.Go(func() {
				for n := range 12 {
					i := (worker + n*5) % len(want)
					b, err := several()[i].Bytes()
					if err != nil || !bytes.Equal(b, want[i]) {
						t.Errorf("document %d has other bytes in a crowd, %v", i, err)
					}
				}
			})
		}
		wait.Wait()
	}
}

// newRoom is the room that one stencil of ours takes.
func newRoom(t testing.TB) int {
	s, err := newStencil(&paper("").Pages[0].Form)
	if err != nil {
		t.Fatal(err)
	}
	return s.weight()
}

func TestShelfKeepsToItsRoom(t *testing.T) {
	one := newRoom(t)
	onShelf(t, 3*one+one/2)
	kept := 0
	for i := range 8 {
		d := paper("")
		d.Pages[0].Form.Text(20, 285+float64(i), label, "式", "")
		written(t, d)
		sum := 0
		for _, s := range drawn.kept {
			sum += s.weight()
		}
		if sum != drawn.full || sum > drawn.room || len(drawn.order) != len(drawn.kept) {
			t.Fatalf("%d stencils of %d bytes, told as %d, in room for %d", len(drawn.kept), sum, drawn.full, drawn.room)
		}
		kept = max(kept, len(drawn.kept))
		if _, ok := drawn.take(d.Pages[0].Form.hash()); !ok {
			t.Fatal("the newest is not there")
		}
	}
	if kept != 3 || len(cast.kept) == 0 {
		t.Errorf("%d stencils and %d fonts were kept at once, want 3 and some", kept, len(cast.kept))
	}
}

// What is kept is the stencil's own: a page changed afterwards is another.
func TestStencilIsItsOwn(t *testing.T) {
	onShelf(t, 1<<30)
	want := written(t, paper("示例"))
	d := paper("示例")
	before := written(t, d)
	d.Pages[0].Form.Items[0] = Text{X: 20, Y: 20, Style: label, Words: "换"}
	if changed := written(t, d); bytes.Equal(changed, before) {
		t.Error("a changed form prints as before")
	}
	if !bytes.Equal(written(t, paper("示例")), want) {
		t.Error("a changed form changes others")
	}
}

// Layers that differ in anything that shows are different stencils, even if
// they should fall on one place.
func TestOnePlaceTwoStencils(t *testing.T) {
	onShelf(t, 1<<30)
	a, b := paper("甲"), paper("甲")
	b.Pages[0].Form.Text(20, 285, label, "乙", "")
	want := written(t, b)
	onShelf(t, 1<<30)
	s, err := newStencil(&a.Pages[0].Form)
	if err != nil {
		t.Fatal(err)
	}
	drawn.put(b.Pages[0].Form.hash(), s)
	if !bytes.Equal(written(t, b), want) {
		t.Error("another form was printed")
	}
}

// A form stands in a file once, however many pages show it.
func TestPagesShareTheirStencil(t *testing.T) {
	one := written(t, paper("示例"))
	d := &Document{Title: "样张"}
	for range 50 {
		d.Pages = append(d.Pages, paper("示例").Pages...)
	}
	job := written(t, d)
	if each := (len(job) - len(one)) / 49; each > 2500 {
		t.Errorf("each further page takes %d bytes", each)
	}
	if n := bytes.Count(job, []byte("/Subtype /Form")); n != 1 {
		t.Errorf("%d forms, want 1", n)
	}
	// Forms that differ in places only share their fonts.
	moved := paper("示例")
	moved.Pages[0].Form.Line(20, 290, 190, 290, 0.2, Solid)
	d.Pages = append(d.Pages, moved.Pages[0])
	if more := len(written(t, d)) - len(job); more > 5000 {
		t.Errorf("another form with the same characters takes %d bytes", more)
	}
}

// The fonts of a form hold its characters only; values bring those that the
// form lacks, and none twice.
func TestValuesBringWhatTheFormLacks(t *testing.T) {
	for _, c := range []struct {
		values string
		glyphs []uint16 // in each font
	}{
		{"数值A", []uint16{2, 3}},
		{"式数样A式", []uint16{2, 2}},
		{"样式", []uint16{2}},
	} {
		p := &Page{}
		p.Form.Text(20, 20, value, "式样", "")
		p.Values.Text(20, 40, value, c.values, "")
		read, err := readback.Read(written(t, &Document{Pages: []*Page{p}}))
		if err != nil {
			t.Fatal(err)
		}
		text, most := "", map[string]uint16{}
		for _, g := range read.Pages[0].Glyphs {
			text += g.Text
			name := read.Fonts[g.Font].Name
			most[name] = max(most[name], g.GID)
		}
		if text != "式样"+c.values {
			t.Errorf("%s reads %s", c.values, text)
		}
		var glyphs []uint16
		for i, f := range read.Fonts {
			program, err := read.FontProgram(i)
			if err != nil || !f.Embedded || !f.Subset || !f.HasToUnicode || len(program) > 2500 {
				t.Errorf("%s: %s of %d bytes, %v", c.values, f.Name, len(program), err)
			}
			glyphs = append(glyphs, most[f.Name])
		}
		slices.Sort(glyphs)
		if !slices.Equal(glyphs, c.glyphs) {
			t.Errorf("%s: fonts with glyphs up to %v, want %v", c.values, glyphs, c.glyphs)
		}
	}
}

// What is set here stands where gopdf draws it.
func TestBrushDrawsAsThePen(t *testing.T) {
	var l Layer
	l.Text(20, 20, value, "示例𬭎B中 (A-1)\\", "")
	l.Text(20, 30, Style{Face: fonts.Hei, Size: 9.25, Spacing: 0.5}, "核验单", "")
	l.Rect(20, 34, 60, 8, 0.25)
	l.Text(22, 40, Style{Face: fonts.SongBold, Size: 11, White: true}, "白字", "")
	l.TextAcross(105, 150, 45, Style{Face: fonts.Hei, Size: 90, Gray: 0.85}, "草稿", "")
	l.TextAcross(60, 150, -30, Style{Face: fonts.Song, Size: 20, Spacing: 1}, "斜𬭎B排", "")
	l.Line(10, 50, 60, 50, 0.4, Dashed)
	l.Line(10, 55, 60, 65, 0.2, Dotted)
	l.Items = append(l.Items, Line{X1: 10, Y1: 70, X2: 60, Y2: 70, Weight: 0.2, Gray: 0.55})
	l.Line(-5, 75, 60, 75, 0.123456, Solid)
	l.Check(50, 80, 3.2, false)
	l.Check(60, 80, 3.2, true)
	l.Blank("日期", 100, 80, 20, 8)
	l.Text(20, 90, value, "示例", "")
	read := func(p *Page) *readback.Page {
		f, err := readback.Read(written(t, &Document{Pages: []*Page{p}}))
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Faults)+len(f.Unknown) > 0 {
			t.Fatalf("faults %v, unknown %v", f.Faults, f.Unknown)
		}
		return &f.Pages[0]
	}
	pen, brush := read(&Page{Form: l}), read(&Page{Values: l})
	const near = 0.01 // millimetres
	apart := func(a, b float64) bool { return math.Abs(a-b) > near }
	boxesApart := func(a, b readback.Box) bool {
		return apart(a.X, b.X) || apart(a.Y, b.Y) || apart(a.W, b.W) || apart(a.H, b.H)
	}
	if len(pen.Glyphs) == 0 || len(pen.Glyphs) != len(brush.Glyphs) || len(pen.Strokes) != len(brush.Strokes) || len(pen.Fills) != len(brush.Fills) {
		t.Fatalf("%d characters, %d lines, %d grounds; gopdf: %d, %d, %d", len(brush.Glyphs), len(brush.Strokes), len(brush.Fills),
			len(pen.Glyphs), len(pen.Strokes), len(pen.Fills))
	}
	for i, a := range pen.Glyphs {
		b := brush.Glyphs[i]
		if a.Text != b.Text || a.Order != b.Order || a.Colour != b.Colour || apart(a.X, b.X) || apart(a.Y, b.Y) || apart(a.Size, b.Size) || apart(a.Angle, b.Angle) {
			t.Errorf("character %d is %+v, by gopdf %+v", i, b, a)
		}
	}
	for i, a := range pen.Strokes {
		b := brush.Strokes[i]
		if a.Dashed != b.Dashed || a.Colour != b.Colour || apart(a.Width, b.Width) || apart(a.X1, b.X1) || apart(a.Y1, b.Y1) || apart(a.X2, b.X2) || apart(a.Y2, b.Y2) {
			t.Errorf("line %d is %+v, by gopdf %+v", i, b, a)
		}
	}
	for i, a := range pen.Fills {
		b := brush.Fills[i]
		if a.Colour != b.Colour || boxesApart(a.Box, b.Box) {
			t.Errorf("ground %d is %+v, by gopdf %+v", i, b, a)
		}
	}
}

// BenchmarkStencilKept is a document whose form was drawn before, as all but
// the first of a run are; BenchmarkStencilDrawn is the first.
func BenchmarkStencilKept(b *testing.B) {
	onShelf(b, 1<<30)
	d := paper("示例公司")
	size := len(written(b, d))
	for b.Loop() {
		written(b, d)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
	b.ReportMetric(float64(size), "bytes")
}

func BenchmarkStencilDrawn(b *testing.B) {
	onShelf(b, 0)
	d := paper("示例公司")
	for b.Loop() {
		written(b, d)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
