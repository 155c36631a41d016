package readback

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"os"
	"reflect"
	"strings"
	"testing"
)

// han is a composite font as papers have it, from its ToUnicode, its CID font.
const han = "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Han/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>"

type sheetOf struct{ page, form, dict, resources, font, widths, text string }

var sheetAsUsual = sheetOf{
	page: "q /Fm0 Do Q BT /F1 9 Tf 20 20 Td <0002> Tj ET", form: "1 w 5 5 m 90 5 l S BT /F1 10 Tf 30 40 Td <00010002> Tj ET 7 7 9 9 re f",
	dict: "/BBox[0 0 720 360]", resources: "/Font<</F1 4 0 R>>", font: han, widths: "1[500 700]", text: "<0001> <6838> <0002> <9A8C>",
}

// file is a page that paints a form, both as papers have them.
func (s sheetOf) file() []byte {
	packed := func(dict, body string) string { return stream(dict+"/Filter/FlateDecode", deflate(body)) }
	return build("<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/MediaBox[0 0 720 360]/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Contents 8 0 R/Resources<</Font<</F1 4 0 R>>/XObject<</Fm0 7 0 R>>>>>>",
		s.font, "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Han/DW 900/W["+s.widths+"]>>",
		packed("", "2 beginbfchar "+s.text+" endbfchar"),
		packed("/Subtype/Form"+s.dict+"/Resources<<"+s.resources+">>", s.form), packed("", s.page))
}

// same requires that a Reader that remembers reads what a fresh one does, and
// returns whether the page began with a layer that is known.
func same(t *testing.T, r *Reader, data []byte) (known bool) {
	t.Helper()
	read := func(r *Reader) (string, error) {
		all := ""
		f, err := r.Each(data, func(f *File, p *Page) error {
			known = p.Layer != nil
			page := *p
			page.Layer = nil
			all += fmt.Sprintf("%+v\n", page)
			return nil
		})
		if f != nil {
			all += fmt.Sprintf("%q %q", f.Faults, f.Unknown)
			for _, font := range f.Fonts {
				all += fmt.Sprint(font.Name, font.Type, font.Object, font.Embedded, font.Subset, font.HasToUnicode, font.Used)
			}
		}
		return all, err
	}
	expected, expectedErr := read(&Reader{Afresh: true})
	if known {
		t.Fatal("a fresh Reader knows a layer")
	}
	got, err := read(r)
	if fmt.Sprint(err) != fmt.Sprint(expectedErr) || got != expected {
		t.Fatalf("remembering\n%s %v\nfresh\n%s %v", got, err, expected, expectedErr)
	}
	return known
}

func TestWhatComesAgainIsReadAsBefore(t *testing.T) {
	with := func(change func(*sheetOf)) []byte {
		s := sheetAsUsual
		change(&s)
		return s.file()
	}
	usual := sheetAsUsual.file()
	tests := []struct {
		name   string
		change func(*sheetOf)
		known  bool // after it came three times
	}{
		{"values", func(s *sheetOf) { s.page = "q /Fm0 Do Q BT /F1 9 Tf 20 30 Td <0001> Tj ET" }, true},
		{"twice", func(s *sheetOf) { s.page = "q /Fm0 Do Q q 1 0 0 1 9 9 cm /Fm0 Do Q" }, true},
		{"under something", func(s *sheetOf) { s.page = "0 0 5 5 re f /Fm0 Do" }, false},
		{"with a font set", func(s *sheetOf) { s.page = "BT /F1 9 Tf ET /Fm0 Do" }, false},
		{"marks", func(s *sheetOf) { s.form = strings.Replace(s.form, "30 40", "30 41", 1) }, true},
		{"place", func(s *sheetOf) { s.page = "2 0 0 2 5 5 cm /Fm0 Do" }, true},
		{"colour", func(s *sheetOf) { s.page = "1 0 0 rg 0 1 0 RG /Fm0 Do" }, true},
		{"clip", func(s *sheetOf) { s.page = "0 0 40 40 re W n /Fm0 Do" }, true},
		{"rendering", func(s *sheetOf) { s.page = "3 Tr 2 Tc /Fm0 Do" }, true},
		{"matrix", func(s *sheetOf) { s.dict += "/Matrix[1 0 0 1 3 3]" }, true},
		{"box", func(s *sheetOf) { s.dict = "/BBox[0 0 35 360]" }, true},
		{"widths", func(s *sheetOf) { s.widths = "1[500 701]" }, true},
		{"texts", func(s *sheetOf) { s.text = "<0001> <6838> <0002> <9A8D>" }, true},
		{"a text that is none", func(s *sheetOf) { s.text = "<0001> <D838> <0002> <9A8C>" }, false},
		{"another encoding", func(s *sheetOf) { s.font = strings.Replace(han, "Identity-H", "Identity-V", 1) }, false},
		{"no such font", func(s *sheetOf) { s.resources = "/Font<</F2 4 0 R>>" }, false},
		{"two fonts", func(s *sheetOf) { s.resources = "/Font<</F2 4 0 R/F1 4 0 R>>" }, true},
		{"states", func(s *sheetOf) { s.resources += "/ExtGState<</G1<</LW 5>>>>" }, false},
		{"an unknown operator", func(s *sheetOf) { s.form += " paint" }, false},
		{"q without Q", func(s *sheetOf) { s.form += " q" }, false},
		{"a clip left over", func(s *sheetOf) {
			s.form += " 0 0 1 1 re W"
			s.page = "/Fm0 Do 0 0 9 9 re n BT /F1 9 Tf 20 20 Td <0002> Tj ET"
		}, false},
		{"half a form", func(s *sheetOf) { s.form += " (" }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := with(test.change)
			var r, other Reader
			for range 3 {
				same(t, &r, usual)
			}
			known := false
			for range 3 {
				known = same(t, &r, data)
			}
			if known != test.known {
				t.Errorf("known again: %v", known)
			}
			if !same(t, &r, usual) {
				t.Error("the usual one is forgotten")
			}
			for _, data := range [][]byte{data, data, data, usual, usual, usual, data} {
				same(t, &other, data)
			}
		})
	}
}

// Equal hashes are not enough.
func TestEqualHashesAreNotEnough(t *testing.T) {
	var m memory
	a, b := []byte("[1 2 3]"), []byte("[4 5 6]")
	m.know(a)
	p := m.know(a)
	if p == nil || m.know(bytes.Clone(a)) != p {
		t.Fatal("what came again is not known")
	}
	m.parts[maphash.Bytes(m.seed, b)] = p
	if got := m.know(b); got != nil {
		t.Errorf("%s is taken for %s", b, got.raw)
	}
}

// A Reader of a long run keeps no more than it may.
func TestMemoryIsBounded(t *testing.T) {
	var r Reader
	most := 0
	for n := range 400 {
		s := sheetAsUsual
		s.form += fmt.Sprintf(" %% %d\n", n) + strings.Repeat(" BT /F1 10 Tf <00010002000100020001000200010002> Tj ET", 40)
		for range 2 {
			if _, err := r.Read(s.file()); err != nil {
				t.Fatal(err)
			}
		}
		most = max(most, r.memory.bytes)
	}
	if most < mostRemembered/2 || most > 2*mostRemembered {
		t.Errorf("%d bytes kept, of %d", most, mostRemembered)
	}
	same(t, &r, sheetAsUsual.file())
}

// What a file may ask for in work and bytes is the same, remembered or not.
func TestRememberedWorkIsCounted(t *testing.T) {
	s := sheetAsUsual
	s.form = strings.Repeat("BT /F1 10 Tf <00010002> Tj ET ", 400)
	s.page = strings.Repeat("q /Fm0 Do Q ", 9)
	var r Reader
	for range 3 {
		same(t, &r, s.file())
	}
	s.form = "0 0 1 1 re f " + strings.Repeat("n ", 9999)
	s.page = strings.Repeat("/Fm0 Do ", 400)
	for range 3 {
		same(t, &r, s.file())
	}
	if _, err := r.Read(s.file()); err == nil || !strings.Contains(err.Error(), "more work") {
		t.Errorf("error %v", err)
	}
}

func TestOutlinesComeAgain(t *testing.T) {
	data, err := os.ReadFile("testdata/gopdf.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var r Reader
	var first []Glyphs
	for n := range 4 {
		f, err := r.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		var all []Glyphs
		for i := range f.Fonts {
			set, err := r.Outlines(f, i)
			if err != nil {
				t.Fatal(err)
			}
			program, err := f.FontProgram(i)
			if err != nil {
				t.Fatal(err)
			}
			if plain, err := outlines(program); err != nil || !reflect.DeepEqual(set, plain) || len(set) == 0 {
				t.Errorf("round %d, font %d: %v, from the program %v, %v", n, i, set, plain, err)
			}
			all = append(all, set)
		}
		if first == nil {
			first = all
		} else if !reflect.DeepEqual(all, first) {
			t.Errorf("round %d: %v, first %v", n, all, first)
		}
		for i := range f.Pages[0].Glyphs {
			if g := &f.Pages[0].Glyphs[i]; strings.TrimSpace(g.Text) != "" && !all[g.Font].Has(g.GID) {
				t.Errorf("%q has no outline", g.Text)
			}
		}
		if _, err := r.Outlines(f, len(f.Fonts)); err == nil {
			t.Error("outlines of no font")
		}
	}
	for _, cut := range []int{0, 11, 30, 200} {
		f, err := r.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		program, _ := f.FontProgram(0)
		if _, err := outlines(program[:cut]); err == nil {
			t.Errorf("outlines of %d bytes", cut)
		}
	}
}
