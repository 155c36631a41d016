package fonts

import (
	"bytes"
	"compress/zlib"
	"io"
	"slices"
	"sync"
	"testing"
)

func unzlib(t *testing.T, packed []byte) []byte {
	t.Helper()
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	file, err := io.ReadAll(r) // tells a wrong Adler-32
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// What was packed unpacks to a sound file with each rune's outline and width.
func TestPackKeepsGlyphs(t *testing.T) {
	var many []rune
	for r := rune('一'); len(many) < 3000; r++ {
		many = append(many, r)
	}
	for _, c := range []struct {
		name  string
		face  *Face
		runes []rune
	}{
		{"song", song, dense},
		{"songBold", songBold, dense},
		{"hei", hei, []rune("证件号码")},
		{"more than 128 KB", song, many},
		{"rare", rare, []rune{0x20000, 0x20001, 0x2EBE0, 0x2A6D6}},
		{"spaces", song, []rune{' ', 0xA0, 0x3000}},
		{"one", song, []rune{'国'}},
		{"none", hei, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := c.face.Pack(c.runes)
			if err != nil {
				t.Fatal(err)
			}
			file := unzlib(t, p.Zlib())
			if !bytes.Equal(file, p.File()) || len(file) != p.Size || checksum(file) != 0xB1B0AFBA {
				t.Fatalf("%d bytes for %d, checksum %X", len(file), p.Size, checksum(file))
			}
			got := tables{file: file}
			for n := range 6 {
				e := file[12+16*n:]
				from, to := be.Uint32(e[8:]), (be.Uint32(e[8:])+be.Uint32(e[12:])+3)&^3
				if sum := checksum(file[from:to]); sum != be.Uint32(e[4:]) && string(e[:4]) != "head" { // told before the adjustment
					t.Errorf("%s: checksum %X", e[:4], sum)
				}
			}
			loca, glyf, hmtx := got.table("loca"), got.table("glyf"), got.table("hmtx")
			long := be.Uint16(got.table("head")[50:]) == 1
			at := func(g uint16) int {
				if long {
					return int(be.Uint32(loca[4*int(g):]))
				}
				return 2 * int(be.Uint16(loca[2*int(g):]))
			}
			own := be.Uint16(got.table("hhea")[34:])
			if n := int(be.Uint16(got.table("maxp")[4:])); n != len(p.Runes) || len(hmtx) != 2*int(own)+2*n {
				t.Fatalf("%d glyphs, %d advances", n, own)
			}
			for _, r := range c.runes {
				gid := p.GID(r)
				if gid == 0 || p.Runes[gid] != r {
					t.Fatalf("%U has glyph %d", r, gid)
				}
				g := c.face.glyph(r)
				want := c.face.tables.outline(g)
				outline := glyf[at(gid):at(gid+1)]
				if !bytes.HasPrefix(outline, want) || len(outline)-len(want) > 3 {
					t.Errorf("%U is drawn otherwise", r)
				}
				bearing := 4*int(gid) + 2
				if gid >= own {
					bearing = 4*int(own) + 2*int(gid-own)
				}
				if w := int(be.Uint16(hmtx[4*min(gid, own-1):])); w != c.face.tables.advance(g) || be.Uint16(hmtx[bearing:]) != c.face.tables.bearing(g) {
					t.Errorf("%U is %d wide", r, w)
				}
			}
		})
	}
	if _, err := hei.Pack([]rune{0x20000}); err == nil {
		t.Error("a rune that the face does not have is no error")
	}
}

// The same bytes whatever was packed before, from however many goroutines.
func TestPackIsTheSameTwice(t *testing.T) {
	first, err := song.Pack(dense)
	if err != nil {
		t.Fatal(err)
	}
	fresh := &Face{name: song.name, file: songTTF} // nothing packed yet
	backwards := slices.Clone(dense)
	slices.Reverse(backwards)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			again, err := fresh.Pack(backwards)
			if err != nil || !bytes.Equal(again.Zlib(), first.Zlib()) || again.Tag != first.Tag {
				t.Errorf("other bytes for the same runes, %v", err)
			}
		})
	}
	wait.Wait()
}

// Data of any kind survives, repeated or not.
func FuzzStrand(f *testing.F) {
	f.Add([]byte("abcabcabcabcabcabc"), []byte{0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Add(bytes.Repeat([]byte{7}, 600), bytes.Repeat([]byte("0123456789"), 500))
	f.Fuzz(func(t *testing.T, one, two []byte) {
		c := newCoder([][]byte{one})
		w := bitWriter{}
		w.add(0xDA78, 16)
		w.addStrand(&c.opening)
		a, b := uint32(1), uint32(0)
		for _, data := range [][]byte{one, two} {
			s := c.pack(data)
			w.addStrand(&s)
			b = uint32((uint64(s.size)*uint64(a) + uint64(b) + uint64(s.b)) % adlerBase)
			a = (a + s.a) % adlerBase
		}
		w.add(uint64(c.symbols[endOfData].bits), uint(c.symbols[endOfData].n))
		if got := unzlib(t, be.AppendUint32(w.flush(), b<<16|a)); !bytes.Equal(got, append(slices.Clone(one), two...)) {
			t.Error("packed and unpacked is not the same")
		}
	})
}

func BenchmarkPack(b *testing.B) {
	var p *Packed
	var packed []byte
	for b.Loop() {
		p, _ = song.Pack(dense)
		packed = p.Zlib()
	}
	b.ReportMetric(float64(len(packed))/float64(p.Size), "packed/size")
	b.ReportMetric(float64(p.Size), "bytes")
}

func BenchmarkPackFirst(b *testing.B) {
	for b.Loop() {
		fresh := &Face{name: song.name, file: songTTF}
		p, _ := fresh.Pack(dense)
		p.Zlib()
	}
}
