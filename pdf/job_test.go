package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf/readback"
)

// job prints documents, each twice and each on a sheet of its own.
func job(t *testing.T, documents ...*Document) []byte {
	t.Helper()
	var b bytes.Buffer
	j := NewJob(&b, "作业", true)
	for i, d := range documents {
		p, err := d.Plates()
		if err != nil {
			t.Fatal(err)
		}
		j.Mark(fmt.Sprint("申请 ", i+1))
		at, err := j.Add(p)
		if err == nil && j.Pages()%2 == 1 {
			err = j.Back()
		}
		if err == nil {
			err = j.Again(at)
		}
		if err == nil && j.Pages()%2 == 1 {
			err = j.Back()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A job shows each document as its own file does, twice, with an empty back.
func TestJob(t *testing.T) {
	var documents []*Document
	for i := range 70 { // more pages than a node of the tree has
		documents = append(documents, paper(fmt.Sprintf("示例𬭎公司𫖯𪛖%c（A-%d）", '一'+i, i)))
	}
	b := job(t, documents...)
	f, err := readback.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Faults)+len(f.Unknown) > 0 || f.Title != "作业" || !f.HasXMP || !f.HasID {
		t.Fatalf("faults %v, unknown %v, title %q", f.Faults, f.Unknown, f.Title)
	}
	if len(f.Pages) != 4*len(documents) {
		t.Fatalf("%d pages, want %d", len(f.Pages), 4*len(documents))
	}
	for i, d := range documents {
		want := glyphs(d)
		for copy := range 2 {
			page, back := f.Pages[4*i+2*copy], f.Pages[4*i+2*copy+1]
			if n := len(back.Glyphs) + len(back.Strokes) + len(back.Fills) + len(back.Images); n > 0 {
				t.Errorf("the back of document %d has %d marks", i, n)
			}
			if page.MediaBox != [4]float64{0, 0, 595.276, 841.890} || back.MediaBox != page.MediaBox {
				t.Errorf("document %d is %v", i, page.MediaBox)
			}
			if len(page.Glyphs) != len(want) {
				t.Fatalf("document %d: %d characters, want %d", i, len(page.Glyphs), len(want))
			}
			for k, w := range want {
				g := page.Glyphs[k]
				if g.Text != w.text || g.Notdef || math.Abs(g.X-w.x) > 0.03 || math.Abs(g.Y-w.y) > 0.03 {
					t.Fatalf("document %d, character %d is %+v, want %+v", i, k, g, w)
				}
			}
		}
	}
}

// A page is the same bytes whatever else the job prints.
func TestPlatesDoNotDependOnTheJob(t *testing.T) {
	a, b := paper("甲𬭎"), paper("乙𫖯")
	pa, err := a.Plates()
	if err != nil {
		t.Fatal(err)
	}
	pb, err := b.Plates()
	if err != nil {
		t.Fatal(err)
	}
	whole, alone := job(t, a, b), job(t, b)
	for name, c := range map[string]struct {
		file  []byte
		plate *Plates
		times int
	}{"a in whole": {whole, pa, 1}, "b in whole": {whole, pb, 1}, "b alone": {alone, pb, 1}, "a in b": {alone, pa, 0}} {
		if n := bytes.Count(c.file, c.plate.pages[0].content); n != c.times {
			t.Errorf("%s: %d times, want %d", name, n, c.times)
		}
	}
	if again := job(t, a, b); !bytes.Equal(again, whole) {
		t.Error("the same job gives other bytes")
	}
}

// No two characters have one number, even where they share a glyph.
func TestCIDs(t *testing.T) {
	for _, f := range fonts.Faces() {
		seen := map[uint16]rune{}
		last := uint16(0)
		for r := rune(0); r < planes; r++ {
			n := f.CID(r)
			if f.Has(r) != (n != 0) {
				t.Fatalf("%s: %U is %d", f.Name(), r, n)
			}
			if n == 0 {
				continue
			}
			if other, twice := seen[n]; twice || n != last+1 {
				t.Fatalf("%s: %U and %U are %d", f.Name(), r, other, n)
			}
			seen[n], last = r, n
		}
	}
}

// full is a disk that takes so many bytes.
type full struct{ room int }

var errFull = errors.New("no room")

func (w *full) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room < 0 {
		return len(b) + w.room, errFull
	}
	return len(b), nil
}

func TestAFailingWriterIsTold(t *testing.T) {
	p, err := paper("甲").Plates()
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []int{0, 100, 300 << 10} {
		j := NewJob(&full{room}, "作业", false)
		var failed error
		for range 4000 {
			if _, failed = j.Add(p); failed != nil {
				break
			}
		}
		if closed := j.Close(); !errors.Is(closed, errFull) {
			t.Errorf("room for %d bytes: %v, then %v", room, failed, closed)
		}
	}
}
