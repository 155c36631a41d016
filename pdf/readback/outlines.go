package readback

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Glyphs is a set of glyph numbers, a bit for each. The zero set is empty.
type Glyphs []uint64

// Add puts a glyph into the set.
func (s *Glyphs) Add(glyph uint16) {
	at := int(glyph >> 6)
	for at >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[at] |= 1 << (glyph & 63)
}

// Has tells whether a glyph is in the set.
func (s Glyphs) Has(glyph uint16) bool {
	at := int(glyph >> 6)
	return at < len(s) && s[at]>>(glyph&63)&1 != 0
}

// Outlines returns the glyphs that the embedded TrueType file of a font draws
// as more than nothing (OpenType: loca and glyf). The File is one that this
// Reader read last.
func (r *Reader) Outlines(f *File, font int) (Glyphs, error) {
	o, err := f.program(font)
	if err != nil {
		return nil, err
	}
	s := *f.store
	s.inflatable = baseInflate
	p := s.part(o)
	if p != nil && p.outlined {
		return p.outlines, nil
	}
	program, err := s.decode(o, r.scratch[:0])
	r.scratch = program[:0]
	if err != nil {
		return nil, err
	}
	set, err := outlines(program)
	if err == nil && p != nil {
		p.outlines, p.outlined = set, true
		s.memory.bytes += 8 * len(set)
	}
	return set, err
}

// program is the stream of a font's file.
func (f *File) program(font int) (object, error) {
	if font < 0 || font >= len(f.Fonts) {
		return object{}, fmt.Errorf("no font %d", font)
	}
	for _, key := range [...]string{"FontFile2", "FontFile3", "FontFile"} {
		if ref := f.Fonts[font].desc.get(key); ref.kind == kRef {
			return f.store.once(ref)
		}
	}
	return object{}, fmt.Errorf("font %s is not embedded", f.Fonts[font].Name)
}

// FontProgram is the unpacked font file of Fonts[i].
func (f *File) FontProgram(i int) ([]byte, error) {
	o, err := f.program(i)
	if err != nil {
		return nil, err
	}
	s := *f.store
	s.inflate, s.inflatable = &inflater{}, baseInflate
	return s.decode(o, nil)
}

func outlines(ttf []byte) (set Glyphs, err error) {
	be := binary.BigEndian
	var loca, glyf, head []byte
	if len(ttf) < 12 {
		return nil, errors.New("too short")
	}
	for n := range int(be.Uint16(ttf[4:])) {
		at := 12 + 16*n
		if at+16 > len(ttf) {
			return nil, errors.New("the directory is cut off")
		}
		from, length := uint64(be.Uint32(ttf[at+8:])), uint64(be.Uint32(ttf[at+12:]))
		if from+length > uint64(len(ttf)) {
			return nil, errors.New("a table is cut off")
		}
		table := ttf[from : from+length]
		switch string(ttf[at : at+4]) {
		case "loca":
			loca = table
		case "glyf":
			glyf = table
		case "head":
			head = table
		}
	}
	if len(loca) == 0 || len(glyf) == 0 || len(head) < 52 {
		return nil, errors.New("no outlines (loca, glyf, head)")
	}
	step, at := 2, func(i int) uint64 { return 2 * uint64(be.Uint16(loca[i:])) }
	if be.Uint16(head[50:]) == 1 {
		step, at = 4, func(i int) uint64 { return uint64(be.Uint32(loca[i:])) }
	}
	for g := 0; g < codes && step*(g+2) <= len(loca); g++ {
		if from, to := at(step*g), at(step*(g+1)); from < to && to <= uint64(len(glyf)) {
			set.Add(uint16(g))
		}
	}
	return set, nil
}
