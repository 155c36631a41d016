package fonts

import (
	"fmt"
	"hash/crc32"
	"slices"
	"testing"
)

// point is a point of an outline in units.
type point struct {
	x, y int
	on   bool // the curve
}

// contours reads a glyph's description (ISO/IEC 14496-22, 5.3.3), and tells how
// many of its bytes it took.
func contours(o []byte) (list [][]point, took int, err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("the outline ends within its %d bytes", len(o))
		}
	}()
	if len(o) == 0 {
		return nil, 0, nil
	}
	n := int(int16(be.Uint16(o)))
	var ends []int
	for i := range n {
		ends = append(ends, int(be.Uint16(o[10+2*i:])))
	}
	at := 10 + 2*n
	at += 2 + int(be.Uint16(o[at:])) // instructions
	count := ends[n-1] + 1
	flags := make([]byte, 0, count)
	for len(flags) < count {
		f, again := o[at], 0
		at++
		if f&8 != 0 {
			again = int(o[at])
			at++
		}
		for range again + 1 {
			flags = append(flags, f)
		}
	}
	along := func(short, same byte) []int {
		v, values := 0, make([]int, 0, count)
		for _, f := range flags {
			switch {
			case f&short != 0 && f&same != 0:
				v += int(o[at])
				at++
			case f&short != 0:
				v -= int(o[at])
				at++
			case f&same == 0:
				v += int(int16(be.Uint16(o[at:])))
				at += 2
			}
			values = append(values, v)
		}
		return values
	}
	xs, ys := along(2, 16), along(4, 32)
	from := 0
	for _, end := range ends {
		c := make([]point, 0, end+1-from)
		for i := from; i <= end; i++ {
			c = append(c, point{xs[i], ys[i], flags[i]&1 != 0})
		}
		list, from = append(list, c), end+1
	}
	return list, at, nil
}

// light are the faces whose outlines are drawn anew.
var light = []*Face{song, songBold, hei}

// Each contour is one: three points or more, the first on the curve, hardly any
// that the ones beside it imply. A glyph's box and bearing are its own.
func TestOutlinesAreSound(t *testing.T) {
	for _, f := range light {
		if err := f.open(); err != nil {
			t.Fatal(err)
		}
		points, idle, most := 0, 0, 0
		for g := range len(f.tables.loca)/4 - 1 {
			o := f.tables.outline(uint16(g))
			list, took, err := contours(o)
			if err != nil || len(o)-took > 3 {
				t.Fatalf("%s %d: %d of %d bytes, %v", f.Name(), g, took, len(o), err)
			}
			if len(list) == 0 {
				continue
			}
			before := points
			left, bottom, right, top := 1<<15, 1<<15, -1<<15, -1<<15
			for _, c := range list {
				if len(c) < 3 || !c[0].on {
					t.Errorf("%s %d: a contour of %d points, begun on the curve: %v", f.Name(), g, len(c), c[0].on)
				}
				for i, p := range c {
					left, bottom, right, top = min(left, p.x), min(bottom, p.y), max(right, p.x), max(top, p.y)
					a, b := c[(i+len(c)-1)%len(c)], c[(i+1)%len(c)]
					points++
					if p == a || p.on && a.on == b.on && 2*p.x == a.x+b.x && 2*p.y == a.y+b.y {
						idle++
					}
				}
			}
			most = max(most, points-before)
			for i, v := range []int{left, bottom, right, top} {
				if got := int(int16(be.Uint16(o[2+2*i:]))); got != v {
					t.Errorf("%s %d: the box says %d, the points %d", f.Name(), g, got, v)
				}
			}
			if int(int16(f.tables.bearing(uint16(g)))) != left {
				t.Errorf("%s %d: would be drawn %d aside", f.Name(), g, int(int16(f.tables.bearing(uint16(g))))-left)
			}
		}
		t.Logf("%s: %d points, at the most %d, idle %d", f.Name(), points, most, idle)
		if idle > points/1000 || most > 510 { // the originals have one in 200, and up to 618
			t.Errorf("%s: %d of %d points say nothing, a glyph has %d", f.Name(), idle, points, most)
		}
	}
}

// What a character of a paper weighs: a cut that loses the lighter outlines
// tells.
func TestOutlinesAreLight(t *testing.T) {
	for _, c := range []struct {
		face   *Face
		points float64
		packed float64 // bytes
	}{{song, 57, 155}, {songBold, 58, 160}, {hei, 40, 115}} { // the originals: 78 and 193, 78 and 196, 54 and 146
		p, err := c.face.Pack(dense)
		if err != nil {
			t.Fatal(err)
		}
		points, bits := 0, 0
		for i, g := range p.glyphs[1:] {
			bits += int(g.n)
			list, _, err := contours(c.face.tables.outline(p.ids[i+1]))
			if err != nil {
				t.Fatal(err)
			}
			for _, contour := range list {
				points += len(contour)
			}
		}
		n := float64(len(p.Runes) - 1)
		mean, packed := float64(points)/n, float64(bits)/8/n
		t.Logf("%s: %.1f points, %.1f bytes", c.face.Name(), mean, packed)
		if mean > c.points || packed > c.packed {
			t.Errorf("%s: %.1f points and %.1f bytes a character, want %v and %v", c.face.Name(), mean, packed, c.points, c.packed)
		}
	}
}

// Where stems stand and how wide they are has not moved: the lines along the
// axes are the originals'.
func TestStemsStay(t *testing.T) {
	for _, c := range []struct {
		face                *Face
		r                   rune
		upright, lengthwise []int // x, y
	}{
		{song, '中', []int{106, 139, 172, 463, 530, 822, 844, 849, 889}, []int{-78, 305, 334, 599, 628}},
		{song, '目', []int{197, 230, 264, 743, 782, 794, 811}, []int{-77, 5, 34, 251, 280, 493, 522, 731, 760}},
		{song, '1', []int{70, 75, 214, 296, 427}, []int{0, 43}},
		{songBold, '中', []int{90, 150, 213, 436, 561, 786, 812, 818, 911}, []int{-89, 205, 221, 304, 333, 600, 629}},
		{songBold, '目', []int{176, 234, 300, 705, 773, 780, 832}, []int{-88, -78, 6, 35, 255, 283, 498, 527, 737, 766}},
		{songBold, '1', []int{54, 57, 181, 316, 432}, []int{0, 48}},
		{hei, '中', []int{93, 142, 187, 448, 547, 809, 865, 907}, []int{-83, 178, 183, 238, 331, 575, 668, 844}},
		{hei, '目', []int{150, 217, 245, 745, 780, 844}, []int{-76, -11, 82, 227, 317, 461, 551, 693, 786}},
		{hei, '1', []int{85, 115, 247, 363, 506}, []int{0, 95, 607, 737}},
	} {
		if err := c.face.open(); err != nil {
			t.Fatal(err)
		}
		list, _, err := contours(c.face.tables.outline(c.face.glyph(c.r)))
		if err != nil {
			t.Fatal(err)
		}
		var upright, lengthwise []int
		for _, contour := range list {
			for i, p := range contour {
				q := contour[(i+1)%len(contour)]
				switch {
				case !p.on || !q.on:
				case p.x == q.x && max(p.y-q.y, q.y-p.y) >= 12:
					upright = append(upright, p.x)
				case p.y == q.y && max(p.x-q.x, q.x-p.x) >= 12:
					lengthwise = append(lengthwise, p.y)
				}
			}
		}
		for _, v := range []*[]int{&upright, &lengthwise} {
			slices.Sort(*v)
			*v = slices.Compact(*v)
		}
		if !slices.Equal(upright, c.upright) || !slices.Equal(lengthwise, c.lengthwise) {
			t.Errorf("%s %c: lines at %v and %v, were at %v and %v", c.face.Name(), c.r, upright, lengthwise, c.upright, c.lengthwise)
		}
	}
}

// The originals' widths, told as one number for each face.
func TestWidthsStay(t *testing.T) {
	for _, c := range []struct {
		face *Face
		sum  uint32
	}{{song, 0xf803d616}, {songBold, 0xc6557ebd}, {hei, 0xde13cee6}} {
		if err := c.face.open(); err != nil {
			t.Fatal(err)
		}
		h := crc32.NewIEEE()
		for _, r := range has(c.face) {
			fmt.Fprintln(h, r, c.face.tables.advance(c.face.glyph(r)))
		}
		if h.Sum32() != c.sum {
			t.Errorf("%s: %#x, want %#x", c.face.Name(), h.Sum32(), c.sum)
		}
	}
}
