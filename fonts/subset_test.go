package fonts

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/quick"

	"github.com/signintech/gopdf"
	"github.com/signintech/gopdf/fontmaker/core"
)

// dense is what one paper says, some 150 different characters.
var dense = []rune("网站备案信息真实性核验单主办者名称负责人有效证件号码通信地址办公电话手机电子邮箱域名接入服务提供者核验日期签字盖章" +
	"本人承诺所填写的内容真实准确如有虚假愿意承担相应法律责任并接受通信管理局依据《互联网信息服务管理办法》处罚" +
	"广东省深圳市南山区科技园路一二三四五六七八九十年月张伟上海北京0123456789Xabcdefghijklmnopqrstuvwxyz.@-/:，。（）□√ ")

// The subset, read by gopdf's own parser, has each rune's outline and width.
func TestSubsetKeepsGlyphs(t *testing.T) {
	for _, c := range []struct {
		name  string
		face  *Face
		runes []rune
	}{
		{"song", song, dense},
		{"songBold", songBold, dense},
		{"hei", hei, []rune("证件号码")},
		{"supplementary", song, []rune{0x2CB4E, '国', 0x2B5AF, 'a', 0x2CB4E}},
		{"rare", rare, []rune{0x20000, 0x20001, 0x2EBE0, 0x2A6D6}},
		{"spaces", song, []rune{' ', 0xA0, 0x3000}},
		{"one", song, []rune{'国'}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := c.face.Subset(c.runes)
			if err != nil {
				t.Fatal(err)
			}
			if checksum(s.TTF) != 0xB1B0AFBA {
				t.Errorf("the file's checksum is %X", checksum(s.TTF))
			}
			var p core.TTFParser
			if err := p.ParseFontData(s.TTF); err != nil {
				t.Fatal(err)
			}
			if int(p.NumGlyphs()) != len(s.Runes) || len(p.LocaTable) != len(s.Runes)+1 {
				t.Fatalf("%d glyphs, %d offsets, %d runes", p.NumGlyphs(), len(p.LocaTable), len(s.Runes))
			}
			if s.Runes[0] != 0 || !slices.IsSorted(s.Runes) || s.GID(0x10FFFF) != 0 {
				t.Error("runes are not in order")
			}
			for _, r := range c.runes {
				gid := s.GID(r)
				if gid == 0 || s.Runes[gid] != r {
					t.Fatalf("%U has glyph %d", r, gid)
				}
				want := c.face.tables.outline(c.face.glyph(r))
				from := p.GetTables()["glyf"].Offset
				got := s.TTF[from+p.LocaTable[gid] : from+p.LocaTable[gid+1]]
				if !bytes.HasPrefix(got, want) || len(got)-len(want) > 1 {
					t.Errorf("%U is drawn otherwise", r)
				}
				if w := float64(p.Widths()[gid]) / float64(p.UnitsPerEm()); w != c.face.Advance(r) {
					t.Errorf("%U is %v wide, was %v", r, w, c.face.Advance(r))
				}
				if mapped := lookup(&p, r); mapped != uint(gid) {
					t.Errorf("cmap gives %U glyph %d, is %d", r, mapped, gid)
				}
			}
		})
	}
}

// lookup asks both cmaps; they have to agree.
func lookup(p *core.TTFParser, r rune) uint {
	format4, ok := p.Chars()[int(r)]
	if r <= 0xFFFF && !ok {
		return 0
	}
	for _, g := range p.GroupingTables() {
		if uint(r) >= g.StartCharCode && uint(r) <= g.EndCharCode {
			gid := g.GlyphID + uint(r) - g.StartCharCode
			if r <= 0xFFFF && gid != format4 {
				return 0
			}
			return gid
		}
	}
	return format4
}

func TestSubsetIsDrawnByGopdf(t *testing.T) {
	for _, c := range []struct {
		face *Face
		text string
	}{{song, "张伟𬭎𫖯 100%"}, {songBold, "核验单"}, {hei, "主办者名称"}, {rare, "𠀀𪛖"}} {
		s, err := c.face.Subset([]rune(c.text))
		if err != nil {
			t.Fatal(err)
		}
		var pdf gopdf.GoPdf
		pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
		pdf.AddPage()
		err = pdf.AddTTFFontDataWithOption(s.Tag, s.TTF, gopdf.TtfOption{
			OnGlyphNotFound: func(r rune) { t.Errorf("%s: gopdf finds no %U", c.face.Name(), r) },
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := pdf.SetFont(s.Tag, "", 10); err != nil {
			t.Fatal(err)
		}
		width, err := pdf.MeasureTextWidth(c.text)
		if err != nil {
			t.Fatal(err)
		}
		want := 0.0
		for _, r := range c.text {
			want += 10 * c.face.Advance(r)
		}
		if d := width - want; d > 0.01 || d < -0.01 {
			t.Errorf("%s: gopdf measures %v, Advance adds up to %v", c.face.Name(), width, want)
		}
		if err := pdf.Text(c.text); err != nil {
			t.Fatal(err)
		}
		if b, err := pdf.GetBytesPdfReturnErr(); err != nil || !bytes.Contains(b, []byte("/FontFile2")) {
			t.Errorf("%s: no font in the PDF: %v", c.face.Name(), err)
		}
	}
}

func TestSubsetIsDeterministic(t *testing.T) {
	one, err := song.Subset(dense)
	if err != nil {
		t.Fatal(err)
	}
	shuffled := slices.Concat(dense, dense)
	slices.Reverse(shuffled)
	two, err := song.Subset(shuffled)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.TTF, two.TTF) || one.Tag != two.Tag || !slices.Equal(one.Runes, two.Runes) {
		t.Error("the order of runes moves the subset")
	}
	if len(one.Tag) != 6 || strings.Trim(one.Tag, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		t.Errorf("tag %q", one.Tag)
	}
	other, err := song.Subset(one.Runes[2:])
	if err != nil {
		t.Fatal(err)
	}
	bold, err := songBold.Subset(dense)
	if err != nil {
		t.Fatal(err)
	}
	if other.Tag == one.Tag || bold.Tag == one.Tag {
		t.Error("other glyphs have the same tag")
	}
}

func TestSubsetLeavesItsArgumentAlone(t *testing.T) {
	runes := []rune("国中国")
	if _, err := song.Subset(runes); err != nil || string(runes) != "国中国" {
		t.Error(string(runes), err)
	}
}

func TestSubsetRefuses(t *testing.T) {
	for _, r := range []rune{0xFE0F, 0, 0x20000, -1} {
		if s, err := song.Subset([]rune{'国', r}); err == nil {
			t.Errorf("%U: got %d glyphs", r, len(s.Runes))
		}
	}
	var scattered []rune
	for i, r := range has(song) {
		if i%2 == 0 && r <= 0xFFFF {
			scattered = append(scattered, r)
		}
	}
	if _, err := song.Subset(scattered); !errors.Is(err, ErrTooManyRuns) {
		t.Errorf("%d runs: %v", len(scattered), err)
	}
}

// A job of many papers may want every character of a face.
func TestWholeFace(t *testing.T) {
	for _, f := range faces {
		s, err := f.Subset(has(f))
		if err != nil {
			t.Fatal(err)
		}
		var p core.TTFParser
		if err := p.ParseFontData(s.TTF); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
}

// Any choice of characters gives a file whose checksum holds.
func TestAnySubset(t *testing.T) {
	all := has(song)
	whole := func(picks []uint16) bool {
		runes := make([]rune, len(picks))
		for i, p := range picks {
			runes[i] = all[int(p)%len(all)]
		}
		s, err := song.Subset(runes)
		return err == nil && checksum(s.TTF) == 0xB1B0AFBA && len(s.TTF)%4 == 0
	}
	if err := quick.Check(whole, nil); err != nil {
		t.Error(err)
	}
}

func BenchmarkSubset(b *testing.B) {
	runes := slices.Compact(slices.Sorted(slices.Values(dense)))
	runes = runes[:min(150, len(runes))]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := song.Subset(runes); err != nil {
			b.Fatal(err)
		}
	}
	s, _ := song.Subset(runes)
	b.ReportMetric(float64(len(s.Runes)-1), "glyphs")
	b.ReportMetric(float64(len(s.TTF)), "bytes")
}
