package fonts

import (
	"encoding/binary"
	"errors"
)

// The tables of a TrueType file (ISO/IEC 14496-22), read in place.

var be = binary.BigEndian

type tables struct {
	file []byte
	loca []byte // long offsets
	glyf []byte
	hmtx []byte
	wide int // glyphs with an advance of their own in hmtx; the rest have the last one's
	upem float64
}

var errTables = errors.New("not a TrueType file of the kind cut.sh makes")

func readTables(file []byte) (tables, error) {
	t := tables{file: file}
	t.loca, t.glyf, t.hmtx = t.table("loca"), t.table("glyf"), t.table("hmtx")
	head, hhea, maxp := t.table("head"), t.table("hhea"), t.table("maxp")
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 6 {
		return tables{}, errTables
	}
	t.upem = float64(be.Uint16(head[18:]))
	t.wide = int(be.Uint16(hhea[34:]))
	glyphs := int(be.Uint16(maxp[4:]))
	longLoca := be.Uint16(head[50:]) == 1
	if !longLoca || t.upem == 0 || t.wide == 0 || t.wide > glyphs ||
		len(t.loca) < 4*(glyphs+1) || len(t.hmtx) < 4*t.wide+2*(glyphs-t.wide) {
		return tables{}, errTables
	}
	return t, nil
}

// table finds a table by its tag, nil when the file has none.
func (t *tables) table(tag string) []byte {
	if len(t.file) < 12 {
		return nil
	}
	for n := range int(be.Uint16(t.file[4:])) {
		at := 12 + 16*n
		if at+16 > len(t.file) {
			break
		}
		entry := t.file[at : at+16]
		if string(entry[:4]) != tag {
			continue
		}
		from := int(be.Uint32(entry[8:]))
		to := from + int(be.Uint32(entry[12:]))
		if to > len(t.file) {
			break
		}
		return t.file[from:to:to]
	}
	return nil
}

func (t *tables) em(units int) float64 { return float64(units) / t.upem }

// advance is a glyph's width in units.
func (t *tables) advance(g uint16) int {
	return int(be.Uint16(t.hmtx[4*min(int(g), t.wide-1):]))
}

// bearing is the room left of a glyph's outline, as stored.
func (t *tables) bearing(g uint16) uint16 {
	if n := int(g); n >= t.wide {
		return be.Uint16(t.hmtx[4*t.wide+2*(n-t.wide):])
	}
	return be.Uint16(t.hmtx[4*int(g)+2:])
}

// outline is a glyph's description; empty for a space.
func (t *tables) outline(g uint16) []byte {
	from, to := be.Uint32(t.loca[4*int(g):]), be.Uint32(t.loca[4*int(g)+4:])
	return t.glyf[from:to]
}

// cover maps characters to glyph ids in two steps, by page of 256. Characters
// end with plane 3, where Han characters end.
type cover struct {
	pages [0x40000 >> 8]*[256]uint16
	ranks [0x40000 >> 8]*[256]uint16 // beside pages, once asked for
}

// rank counts the characters up to r.
func (c *cover) rank(r rune) uint16 {
	if page := uint32(r) >> 8; page < uint32(len(c.ranks)) && c.ranks[page] != nil {
		return c.ranks[page][uint8(r)]
	}
	return 0
}

// count fills the ranks. A face has fewer than 65,536 glyphs, so no rank is
// too large.
func (c *cover) count() {
	n := uint16(0)
	for i, page := range c.pages {
		if page == nil {
			continue
		}
		c.ranks[i] = new([256]uint16)
		for k, glyph := range page {
			if glyph != 0 {
				n++
				c.ranks[i][k] = n
			}
		}
	}
}

func (c *cover) glyph(r rune) uint16 {
	if page := uint32(r) >> 8; page < uint32(len(c.pages)) && c.pages[page] != nil {
		return c.pages[page][uint8(r)]
	}
	return 0
}

// readCover reads a cmap table with one subtable, of format 12.
func readCover(cmap []byte) cover {
	var c cover
	if len(cmap) < 12 || be.Uint16(cmap[2:]) != 1 {
		return c
	}
	sub := cmap[be.Uint32(cmap[8:]):]
	if len(sub) < 16 || be.Uint16(sub) != 12 {
		return c
	}
	for n := range int(be.Uint32(sub[12:])) {
		group := sub[16+12*n:]
		first, last, g := be.Uint32(group), be.Uint32(group[4:]), be.Uint32(group[8:])
		for r := first; r <= last && r>>8 < uint32(len(c.pages)); r++ {
			page := &c.pages[r>>8]
			if *page == nil {
				*page = new([256]uint16)
			}
			(*page)[uint8(r)] = uint16(g + r - first)
		}
	}
	return c
}
