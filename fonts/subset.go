package fonts

import (
	"errors"
	"fmt"
	"slices"
)

// Subset is the part of a face that one document needs.
type Subset struct {
	// TTF is a complete TrueType file: .notdef and one glyph for each rune,
	// numbered in rune order, with a cmap of format 4 and, when a rune lies
	// beyond U+FFFF, one of format 12 as well.
	TTF []byte
	// Tag is six capital letters drawn from the face and its runes, as PDF puts
	// them before a subset font's name (ISO 32000-1, 9.6.4).
	Tag string
	// Runes by glyph id, ascending. Runes[0] is 0 and stands for .notdef.
	Runes []rune
}

// GID is the glyph id of r in TTF, 0 when r is not in the subset.
func (s *Subset) GID(r rune) uint16 { return gid(s.Runes, r) }

func gid(runes []rune, r rune) uint16 {
	if i, ok := slices.BinarySearch(runes, r); ok {
		return uint16(i)
	}
	return 0
}

// ErrTooManyRuns is a subset whose runes lie so scattered that a cmap of format 4
// cannot list them.
var ErrTooManyRuns = errors.New("too many separate runs of characters for one subset")

// maxSegments keeps the length of a cmap of format 4 within its 16 bits.
const maxSegments = (1<<16 - 1 - 16) / 8

// Subset cuts out the glyphs of runes, in any order and however often each is
// named. The same runes give the same bytes. It is an error to ask for a rune
// that the face does not have.
func (f *Face) Subset(runes []rune) (*Subset, error) {
	list, glyphs, err := f.choose(runes)
	if err != nil {
		return nil, err
	}
	size := 0
	for _, g := range glyphs[1:] {
		size += len(f.tables.outline(g))
	}
	ttf, err := f.tables.write(list, glyphs, size)
	if err != nil {
		return nil, fmt.Errorf("fonts: %s: %w", f.name, err)
	}
	return &Subset{TTF: ttf, Tag: tag(f.name, list), Runes: list}, nil
}

// choose lists runes as a subset does, with .notdef before them, and their
// glyph ids in the face.
func (f *Face) choose(runes []rune) (list []rune, glyphs []uint16, err error) {
	if err := f.open(); err != nil {
		return nil, nil, err
	}
	list = make([]rune, 1, len(runes)+1)
	list = append(list, runes...)
	slices.Sort(list[1:])
	list = list[:1+len(slices.Compact(list[1:]))]
	glyphs = make([]uint16, len(list))
	for i, r := range list[1:] {
		if glyphs[i+1] = f.glyph(r); glyphs[i+1] == 0 {
			return nil, nil, fmt.Errorf("fonts: %s has no %U", f.name, r)
		}
	}
	return list, glyphs, nil
}

// write lays out the file: directory, then the tables in the order of their tags.
func (t *tables) write(runes []rune, glyphs []uint16, outlines int) ([]byte, error) {
	segments := runs(runes, 0xFFFF)
	if len(segments) >= maxSegments {
		return nil, ErrTooManyRuns
	}
	const count = 10
	n := len(glyphs)
	out := make([]byte, 12+16*count, 4096+outlines+40*n)
	be.PutUint32(out, 0x00010000)
	be.PutUint16(out[4:], count)
	be.PutUint16(out[6:], 128) // 16 × 8, the largest power of two within count
	be.PutUint16(out[8:], 3)
	be.PutUint16(out[10:], 16*count-128)

	entry, start, headAt := 12, len(out), 0
	end := func(tag string) {
		length := len(out) - start
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		copy(out[entry:], tag)
		be.PutUint32(out[entry+4:], checksum(out[start:]))
		be.PutUint32(out[entry+8:], uint32(start))
		be.PutUint32(out[entry+12:], uint32(length))
		entry, start = entry+16, len(out)
	}

	out = append(out, t.table("OS/2")...)
	end("OS/2")

	out = appendCmap(out, runes, segments)
	end("cmap")

	loca := make([]byte, 0, 4*n+4)
	for _, g := range glyphs {
		loca = be.AppendUint32(loca, uint32(len(out)-start))
		out = append(out, t.outline(g)...)
		if len(out)%2 != 0 {
			out = append(out, 0)
		}
	}
	loca = be.AppendUint32(loca, uint32(len(out)-start))
	end("glyf")

	headAt = start
	out = append(out, t.table("head")...)
	be.PutUint32(out[headAt+8:], 0)  // checkSumAdjustment, set below
	be.PutUint16(out[headAt+50:], 1) // indexToLocFormat: long
	end("head")

	out = append(out, t.table("hhea")...)
	be.PutUint16(out[start+34:], uint16(n)) // numberOfHMetrics
	end("hhea")

	for _, g := range glyphs {
		out = be.AppendUint16(out, uint16(t.advance(g)))
		out = be.AppendUint16(out, t.bearing(g))
	}
	end("hmtx")

	out = append(out, loca...)
	end("loca")

	out = append(out, t.table("maxp")...)
	be.PutUint16(out[start+4:], uint16(n)) // numGlyphs
	end("maxp")

	out = append(out, t.table("name")...)
	end("name")

	out = append(out, t.table("post")...)
	end("post")

	// The sum of all tables is the sum of their checksums.
	sum := checksum(out[:12+16*count])
	for e := 12; e < 12+16*count; e += 16 {
		sum += be.Uint32(out[e+4:])
	}
	be.PutUint32(out[headAt+8:], 0xB1B0AFBA-sum)
	return out, nil
}

// run is a stretch of consecutive runes, whose glyph ids are consecutive too.
type run struct {
	first, last rune
	gid         int // of first
}

// runs cuts the runes of a subset, up to a last one, into stretches.
func runs(runes []rune, last rune) []run {
	var list []run
	for gid := 1; gid < len(runes) && runes[gid] <= last; gid++ {
		r := runes[gid]
		if n := len(list); n > 0 && list[n-1].last == r-1 {
			list[n-1].last = r
			continue
		}
		list = append(list, run{r, r, gid})
	}
	return list
}

// appendCmap writes (3,1) format 4, and (3,10) format 12 when it is needed.
func appendCmap(out []byte, runes []rune, segments []run) []byte {
	subtables := 1
	beyond := runes[len(runes)-1] > 0xFFFF
	if beyond {
		subtables = 2
	}
	offset := 4 + 8*subtables
	length := 16 + 8*(len(segments)+1)
	for _, v := range []int{0, subtables, 3, 1, 0, offset} {
		out = be.AppendUint16(out, uint16(v))
	}
	if beyond {
		out = be.AppendUint16(out, 3)
		out = be.AppendUint16(out, 10)
		out = be.AppendUint32(out, uint32(offset+length))
	}
	out = appendFormat4(out, segments, length)
	if beyond {
		out = appendFormat12(out, runs(runes, 0x10FFFF))
	}
	return out
}

func appendFormat4(out []byte, segments []run, length int) []byte {
	count, pow, log := len(segments)+1, 1, 0 // one more for the closing U+FFFF
	for pow*2 <= count {
		pow, log = pow*2, log+1
	}
	for _, v := range []int{4, length, 0, 2 * count, 2 * pow, log, 2 * (count - pow)} {
		out = be.AppendUint16(out, uint16(v))
	}
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.last))
	}
	out = be.AppendUint32(out, 0xFFFF0000) // the closing endCode, reservedPad
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.first))
	}
	out = be.AppendUint16(out, 0xFFFF)
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.gid-int(s.first)))
	}
	out = be.AppendUint16(out, 1)
	return append(out, make([]byte, 2*count)...) // idRangeOffset: none
}

func appendFormat12(out []byte, groups []run) []byte {
	out = be.AppendUint32(out, 12<<16)
	for _, v := range []int{16 + 12*len(groups), 0, len(groups)} {
		out = be.AppendUint32(out, uint32(v))
	}
	for _, g := range groups {
		out = be.AppendUint32(out, uint32(g.first))
		out = be.AppendUint32(out, uint32(g.last))
		out = be.AppendUint32(out, uint32(g.gid))
	}
	return out
}

// checksum adds up big-endian words; len(b) is a multiple of 4.
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 8; b = b[8:] {
		v := be.Uint64(b)
		sum += uint32(v>>32) + uint32(v)
	}
	if len(b) >= 4 {
		sum += be.Uint32(b)
	}
	return sum
}

// tag spells a hash (FNV-1a) of the glyph set in capital letters.
func tag(name string, runes []rune) string {
	h := uint64(14695981039346656037)
	for _, c := range name {
		h = (h ^ uint64(c)) * 1099511628211
	}
	for _, r := range runes {
		h = (h ^ uint64(r)) * 1099511628211
	}
	h ^= h >> 32
	var letters [6]byte
	for i := range letters {
		letters[i] = 'A' + byte(h%26)
		h /= 26
	}
	return string(letters[:])
}
