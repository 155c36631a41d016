package fonts

import (
	"encoding/binary"
	"sync"
	"sync/atomic"
)

var le = binary.LittleEndian

// Packed is the part of a face that one document needs, as a PDF keeps it: a
// TrueType file with the tables that a CIDFontType2 has to have (ISO 32000-1,
// 9.9) and the glyphs numbered as in Runes.
type Packed struct {
	Tag   string // as in [Subset]
	Runes []rune // by glyph id, as in [Subset]
	Size  int    // of the file in bytes

	face   *Face
	glyphs []*packedGlyph
	ids    []uint16 // in the face
	frame  []byte
}

// GID is the glyph id of r, 0 when it is not in the subset.
func (p *Packed) GID(r rune) uint16 { return gid(p.Runes, r) }

// packing is how a face's glyphs are packed, and those that have been.
type packing struct {
	beginning sync.Once
	coder     *coder
	glyphs    []atomic.Pointer[packedGlyph] // by glyph id in the face
}

// packedGlyph is an outline filled up to whole words of four bytes, so that
// the sum of a table is that of its glyphs.
type packedGlyph struct {
	strand
	checksum uint32
}

// sampled is how many of a face's glyphs its code is made after.
const sampled = 96

// begin makes the code. The face is open.
func (f *Face) begin() {
	f.packing.beginning.Do(func() {
		n := len(f.tables.loca)/4 - 1
		var sample [][]byte
		for i := range sampled {
			sample = append(sample, f.tables.outline(uint16(i*n/sampled)))
		}
		f.packing.coder = newCoder(sample)
		f.packing.glyphs = make([]atomic.Pointer[packedGlyph], n)
	})
}

// packGlyph packs a glyph, once.
func (f *Face) packGlyph(g uint16) *packedGlyph {
	at := &f.packing.glyphs[g]
	if p := at.Load(); p != nil {
		return p
	}
	outline := f.tables.outline(g)
	whole := make([]byte, (len(outline)+3)&^3)
	copy(whole, outline)
	p := &packedGlyph{f.packing.coder.pack(whole), checksum(whole)}
	at.Store(p)
	return p
}

// Pack cuts out the glyphs of runes as [Face.Subset] does, for a PDF. The same
// runes give the same bytes, whatever was packed before.
func (f *Face) Pack(runes []rune) (*Packed, error) {
	list, ids, err := f.choose(runes)
	if err != nil {
		return nil, err
	}
	f.begin()
	p := &Packed{Tag: tag(f.name, list), Runes: list, face: f, ids: ids, glyphs: make([]*packedGlyph, len(ids))}
	outlines, sum := 0, uint32(0)
	for i, id := range ids {
		g := f.packGlyph(id)
		p.glyphs[i] = g
		outlines += g.size
		sum += g.checksum
	}
	p.frame = f.tables.frame(ids, p.glyphs, outlines, sum)
	p.Size = len(p.frame) + outlines
	return p, nil
}

// File is the TrueType file.
func (p *Packed) File() []byte {
	file := append(make([]byte, 0, p.Size), p.frame...)
	for _, id := range p.ids {
		file = append(file, p.face.tables.outline(id)...)
		for (len(file)-len(p.frame))%4 != 0 {
			file = append(file, 0)
		}
	}
	return file
}

// Zlib is the file under zlib (RFC 1950), put together in no time. A slow
// compressor makes it a seventh smaller.
func (p *Packed) Zlib() []byte {
	c := p.face.packing.coder
	bits := c.opening.n
	for _, g := range p.glyphs {
		bits += g.n
	}
	w := bitWriter{out: make([]byte, 0, int(bits)/8+2*len(p.frame)+64)}
	w.add(0xDA78, 16) // deflate in a window of 32 K
	w.addStrand(&c.opening)
	for _, b := range p.frame {
		c.put(&w, token(b))
	}
	a := (1 + sums(p.frame)) % adlerBase
	b := (uint32(len(p.frame)) + weighted(p.frame)) % adlerBase
	for _, g := range p.glyphs {
		w.addStrand(&g.strand)
		b = uint32((uint64(g.size)*uint64(a) + uint64(b) + uint64(g.b)) % adlerBase)
		a = (a + g.a) % adlerBase
	}
	end := c.symbols[endOfData]
	w.add(uint64(end.bits), uint(end.n))
	return be.AppendUint32(w.flush(), b<<16|a)
}

// frame is the file before its outlines, which come last.
func (t *tables) frame(glyphs []uint16, parts []*packedGlyph, outlines int, sum uint32) []byte {
	const count = 6
	n := len(glyphs)
	out := make([]byte, 12+16*count, 512+8*n)
	be.PutUint32(out, 0x00010000)
	be.PutUint16(out[4:], count)
	be.PutUint16(out[6:], 64) // 16 × 4, the largest power of two within count
	be.PutUint16(out[8:], 2)
	be.PutUint16(out[10:], 16*count-64)

	total, start := sum, len(out)
	note := func(entry int, tag string, checksum uint32, from, length int) {
		e := out[12+16*entry:]
		copy(e, tag)
		be.PutUint32(e[4:], checksum)
		be.PutUint32(e[8:], uint32(from))
		be.PutUint32(e[12:], uint32(length))
	}
	end := func(entry int, tag string) {
		length := len(out) - start
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		s := checksum(out[start:])
		note(entry, tag, s, start, length)
		total += s
		start = len(out)
	}

	long := outlines > 2*0xFFFF
	headAt := start
	out = append(out, t.table("head")...)
	be.PutUint32(out[headAt+8:], 0) // checkSumAdjustment, set below
	be.PutUint16(out[headAt+50:], 0)
	if long {
		be.PutUint16(out[headAt+50:], 1)
	}
	end(1, "head")

	// The last advance stands for all that follow.
	own := n
	for own > 1 && t.advance(glyphs[own-2]) == t.advance(glyphs[n-1]) {
		own--
	}
	out = append(out, t.table("hhea")...)
	be.PutUint16(out[start+34:], uint16(own)) // numberOfHMetrics
	end(2, "hhea")

	for i, g := range glyphs {
		if i < own {
			out = be.AppendUint16(out, uint16(t.advance(g)))
		}
		out = be.AppendUint16(out, t.bearing(g))
	}
	end(3, "hmtx")

	at := 0
	for i := 0; i <= n; i++ {
		if long {
			out = be.AppendUint32(out, uint32(at))
		} else {
			out = be.AppendUint16(out, uint16(at/2))
		}
		if i < n {
			at += parts[i].size
		}
	}
	end(4, "loca")

	out = append(out, t.table("maxp")...)
	be.PutUint16(out[start+4:], uint16(n)) // numGlyphs
	end(5, "maxp")

	note(0, "glyf", sum, start, outlines)
	be.PutUint32(out[headAt+8:], 0xB1B0AFBA-total-checksum(out[:12+16*count]))
	return out
}
