package fonts

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var faces = []*Face{song, songBold, hei, rare}

// has lists every character of a face.
func has(f *Face) []rune {
	var list []rune
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if f.Has(r) {
			list = append(list, r)
		}
	}
	return list
}

// gb2312 lists the 7,445 characters of GB/T 2312-1980 by its rows and cells.
func gb2312(t *testing.T) []rune {
	rows := map[int][][2]int{
		1: {{1, 94}}, 2: {{17, 66}, {69, 78}, {81, 92}}, 3: {{1, 94}}, 4: {{1, 83}}, 5: {{1, 86}},
		6: {{1, 24}, {33, 56}}, 7: {{1, 33}, {49, 81}}, 8: {{1, 26}, {37, 73}}, 9: {{4, 79}}, 55: {{1, 89}},
	}
	for row := 16; row <= 87; row++ {
		if row != 55 {
			rows[row] = [][2]int{{1, 94}}
		}
	}
	var list []rune
	for row, spans := range rows {
		for _, span := range spans {
			for cell := span[0]; cell <= span[1]; cell++ {
				b, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{byte(0xA0 + row), byte(0xA0 + cell)})
				if err != nil {
					t.Fatal(err)
				}
				list = append(list, []rune(string(b))...)
			}
		}
	}
	if len(list) != 7445 {
		t.Fatalf("GB 2312 has 7445 characters, listed %d", len(list))
	}
	return list
}

// tgh lists the 8,105 characters of 通用规范汉字表 (2013).
func tgh(t *testing.T) []rune {
	b, err := os.ReadFile("testdata/tgh.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := []rune(strings.TrimSpace(string(b)))
	if len(list) != 8105 {
		t.Fatalf("通用规范汉字表 has 8105 characters, listed %d", len(list))
	}
	return list
}

func TestEveryStyleDrawsTheStandards(t *testing.T) {
	for _, c := range []struct {
		name string
		list []rune
	}{
		{"GB 2312", gb2312(t)},
		{"通用规范汉字表", tgh(t)},
		{"spaces", []rune{' ', '\u00A0', '\u3000'}},
		{"typed", []rune("!~¥·×÷—…“”‘’、。〇《》「」【】（），：；？！％＋－／０９ＡＺａｚ￥→①⑩Ⅰ㈠℃√□■○●◇★☆✓")},
	} {
		for _, f := range []*Face{song, songBold, hei} {
			for _, r := range c.list {
				if !f.Has(r) {
					t.Errorf("%s: %s lacks %U %c", c.name, f.Name(), r, r)
				}
			}
		}
	}
}

func TestFaceOf(t *testing.T) {
	for _, c := range []struct {
		style Style
		r     rune
		face  *Face
	}{
		{Song, '张', song},
		{SongBold, '张', songBold},
		{Hei, '张', hei},
		{Song, 0x2CB4E, song}, // 𬭎, of 通用规范汉字表
		{SongBold, 0x2CB4E, songBold},
		{Hei, 0x2CB4E, hei},
		{Song, 0x2B5AF, song}, // 𫖯
		{SongBold, 0x2B5AF, songBold},
		{Hei, 0x2B5AF, hei},
		{Hei, 0x3400, song}, // 㐀, Ext A, beyond what labels use
		{SongBold, '堃', songBold},
		{SongBold, '囍', song},
		{Song, 0x20000, rare}, // 𠀀, Ext B
		{Hei, 0x2A6D6, rare},
		{SongBold, 0x2EBE0, rare}, // the last of Ext F
		{Style(99), '张', song},
		{Song, 0xFE0F, nil},
		{Song, 0xE0100, nil},
		{Song, 0x200B, nil},
		{Song, 0x200D, nil},
		{Song, 0x00AD, nil},
		{Song, 0xE000, nil},
		{Song, '\n', nil},
		{Song, 0, nil},
		{Song, -1, nil},
		{Song, unicode.MaxRune + 1, nil},
	} {
		t.Run(fmt.Sprintf("%d %U", c.style, c.r), func(t *testing.T) {
			f, ok := c.style.FaceOf(c.r)
			if f != c.face || ok != (c.face != nil) || c.style.Has(c.r) != ok {
				t.Errorf("got %v %v, want %v", f, ok, c.face)
			}
			if w := c.style.Advance(c.r); (w > 0) != ok {
				t.Errorf("advance %v", w)
			}
		})
	}
}

// Together the faces draw URO to U+9FEF and Ext A to F.
func TestRareNamesAreDrawn(t *testing.T) {
	for _, block := range [][2]rune{
		{0x4E00, 0x9FEF}, {0x3400, 0x4DB5}, {0x20000, 0x2A6D6}, {0x2A700, 0x2B734},
		{0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0},
	} {
		for r := block[0]; r <= block[1]; r++ {
			if !Song.Has(r) {
				t.Errorf("no face has %U", r)
			}
		}
	}
}

func TestAdvance(t *testing.T) {
	for _, c := range []struct {
		style Style
		r     rune
		want  float64
	}{
		{Song, '国', 1}, {Hei, '国', 1}, {SongBold, '国', 1},
		{Song, '，', 1}, {Song, '“', 1}, {Song, '\u3000', 1},
		{Song, '—', 1}, {SongBold, '—', 1}, // GB/T 15834: two of them are two characters wide
		{Song, 0x20000, 1}, {Hei, 0x3400, 1},
		{Song, '0', 0.557}, {Hei, '0', 0.57}, {Song, ' ', 0.256},
		{Song, 0xFE0F, 0},
	} {
		if got := c.style.Advance(c.r); got != c.want {
			t.Errorf("style %d %U: %v, want %v", c.style, c.r, got, c.want)
		}
	}
	if rare.Advance('国') != 0 {
		t.Error("a face has a width for what it does not draw")
	}
}

// Two dashes are one line (GB/T 15834-2011).
func TestDashesJoin(t *testing.T) {
	for _, f := range []*Face{song, songBold, hei} {
		g := f.glyph('—')
		o := f.tables.outline(g)
		left, right := be.Uint16(o[2:]), be.Uint16(o[6:])
		if left != 0 || float64(right) != f.tables.upem || f.Advance('—') != 1 {
			t.Errorf("%s: the dash reaches from %d to %d", f.Name(), left, right)
		}
	}
}

func TestMetrics(t *testing.T) {
	for _, c := range []struct {
		face                 *Face
		ascent, descent, cap float64
	}{
		{song, 1.151, 0.286, 0.729},
		{songBold, 1.151, 0.286, 0.729},
		{hei, 1.16, 0.288, 0.733},
		{rare, 912. / 1024, 169. / 1024, 0.729},
	} {
		if c.face.Ascent() != c.ascent || c.face.Descent() != c.descent || c.face.CapHeight() != c.cap {
			t.Errorf("%s: %v %v %v", c.face.Name(), c.face.Ascent(), c.face.Descent(), c.face.CapHeight())
		}
	}
}

// What the rest of the package takes for granted of the embedded files.
func TestEmbeddedFiles(t *testing.T) {
	for _, f := range faces {
		t.Run(f.Name(), func(t *testing.T) {
			if err := f.open(); err != nil {
				t.Fatal(err)
			}
			list := has(f)
			if len(list) < 10000 {
				t.Fatalf("has only %d characters", len(list))
			}
			for _, r := range list {
				g := f.glyph(r)
				if !Printable(r) {
					t.Errorf("has %U, which is not printable", r)
				}
				if o := f.tables.outline(g); len(o) > 0 && int16(be.Uint16(o)) < 0 {
					t.Errorf("%U is a composite glyph", r)
				}
				if f == rare && f.tables.advance(g) != int(f.tables.upem) {
					t.Errorf("%U is not 1 em wide", r)
				}
			}
			if !strings.Contains(strings.ReplaceAll(string(f.tables.table("name")), "\x00", ""), f.Name()) {
				t.Errorf("the file does not name itself %s", f.Name())
			}
			for _, tag := range []string{"GSUB", "GPOS", "kern", "fpgm", "prep", "cvt "} {
				if f.tables.table(tag) != nil {
					t.Errorf("table %s is carried for nothing", tag)
				}
			}
		})
	}
}

// The coverage stored apart is that of the packed file.
func TestRareCoverage(t *testing.T) {
	if err := rare.open(); err != nil {
		t.Fatal(err)
	}
	if string(rare.tables.table("cmap")) != string(rareCmap) {
		t.Error("data/HanaMinB.cmap is not the cmap of data/HanaMinB.ttf.zst")
	}
}

func TestAskingDoesNotUnpack(t *testing.T) {
	f := &Face{name: "rare", packed: []byte("cannot be unpacked"), cmap: rareCmap}
	if !f.Has(0x20000) || f.Advance(0x20000) != 1 {
		t.Error("the coverage of a packed face is not read from its cmap")
	}
	if _, err := f.Subset([]rune{0x20000}); err == nil {
		t.Error("a face that cannot be unpacked gave a subset")
	}
}

func TestBrokenFilesAreErrors(t *testing.T) {
	for _, file := range [][]byte{nil, {0, 1}, make([]byte, 12), songTTF[:12]} {
		f := &Face{name: "broken", file: file}
		if f.Has('国') || f.Advance('国') != 0 || f.Ascent() != 0 {
			t.Errorf("%d bytes are taken for a face", len(file))
		}
		if _, err := f.Subset(nil); err == nil {
			t.Errorf("%d bytes gave a subset", len(file))
		}
	}
}

func TestLicencesGoWithTheProgram(t *testing.T) {
	for _, want := range []string{"SIL OPEN FONT LICENSE Version 1.1", "Reserved Font Name 'Source'", "Google Inc.", "GlyphWiki Project"} {
		if !strings.Contains(Licences(), want) {
			t.Errorf("the licences do not say %q", want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for _, r := range []rune{0, '\t', '\n', 0x7F, 0x85, 0xAD, 0x34F, 0x301, 0x115F, 0x180B, 0x200B, 0x200C, 0x200D,
		0x200E, 0x202A, 0x202E, 0x2028, 0x2029, 0x2060, 0x2066, 0x3164, 0xD800, 0xE000, 0xFE00, 0xFE0F, 0xFEFF,
		0xFFA0, 0xFFFC, 0xFFFD, 0xFFFF, 0x2FFFE, 0x3FFFF, 0xE0001, 0xE0100, 0xF0000, -1, 0x110000} {
		if Printable(r) {
			t.Errorf("%U reaches the page", r)
		}
	}
	for _, r := range []rune{' ', 0xA0, 0x3000, 'a', '·', '国', '，', '￥', '①', 0x20000, 0x2CB4E, 0x2EBF0, 0x31350, 0x1F600} {
		if !Printable(r) {
			t.Errorf("%U does not reach the page", r)
		}
	}
}

func BenchmarkFaceOf(b *testing.B) {
	for _, c := range []struct {
		name  string
		style Style
		r     rune
	}{{"own", Song, '国'}, {"second", Hei, 0x3400}, {"rare", Hei, 0x20000}, {"none", Hei, 0xFE0F}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.style.FaceOf(c.r)
			}
		})
	}
}

func BenchmarkAdvance(b *testing.B) {
	for b.Loop() {
		Song.Advance('国')
	}
}

// The cost that the first character of a face has.
func BenchmarkFirstUse(b *testing.B) {
	for _, f := range faces {
		b.Run(f.name+"/Has", func(b *testing.B) {
			for b.Loop() {
				fresh(f).Has('国')
			}
		})
	}
	b.Run("HanaMinB/Subset", func(b *testing.B) {
		for b.Loop() {
			if _, err := fresh(rare).Subset([]rune{0x20000}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// fresh is the face as it is when the program starts.
func fresh(f *Face) *Face {
	g := &Face{name: f.name, packed: f.packed, cmap: f.cmap}
	if f.packed == nil {
		g.file = f.file
	}
	return g
}
