package fonts

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed data/NotoSerifSC-Regular.ttf
var songTTF []byte

//go:embed data/NotoSerifSC-Bold.ttf
var songBoldTTF []byte

//go:embed data/NotoSansSC-Medium.ttf
var heiTTF []byte

//go:embed data/HanaMinB.ttf.zst
var rareZstd []byte

//go:embed data/HanaMinB.cmap
var rareCmap []byte

var (
	song     = &Face{name: "NotoSerifSC-Regular", file: songTTF}
	songBold = &Face{name: "NotoSerifSC-Bold", file: songBoldTTF}
	hei      = &Face{name: "NotoSansSC-Medium", file: heiTTF}
	rare     = &Face{name: "HanaMinB", packed: rareZstd, cmap: rareCmap}
)

// Face is one embedded typeface: TrueType outlines without hints, without
// composite glyphs.
type Face struct {
	name   string
	file   []byte // the TrueType file; of a packed face, once it is open
	packed []byte // the file under zstd, for a face seldom needed
	cmap   []byte // a packed face's cmap table, so that Has need not unpack; its characters are all 1 em wide

	covering sync.Once
	cover    cover
	ranking  sync.Once

	opening sync.Once
	openErr error
	tables  tables

	packing packing
}

// Name is the PostScript name, fit for a PDF: "NotoSerifSC-Regular".
func (f *Face) Name() string { return f.name }

// Has tells whether the face draws r. It never unpacks the face.
func (f *Face) Has(r rune) bool { return f.glyph(r) != 0 }

// Advance is the width of r in em, 0 when the face does not have it.
func (f *Face) Advance(r rune) float64 {
	g := f.glyph(r)
	if g == 0 {
		return 0
	}
	if f.packed != nil {
		return 1
	}
	if f.open() != nil {
		return 0
	}
	return f.tables.em(f.tables.advance(g))
}

// Ascent is the height above the baseline that lines keep free, in em (hhea).
func (f *Face) Ascent() float64 { return f.metric("hhea", 4) }

// Descent is the depth below the baseline that lines keep free, in em (hhea); positive.
func (f *Face) Descent() float64 { return -f.metric("hhea", 6) }

// CapHeight is the height of a capital letter in em (OS/2 sCapHeight); that of
// Song for the face of rare characters, which has no letters.
func (f *Face) CapHeight() float64 {
	if f == rare {
		return song.CapHeight()
	}
	return f.metric("OS/2", 88)
}

// Box is what holds all of the face's glyphs (head), in em from the origin:
// left, bottom, right, top.
func (f *Face) Box() [4]float64 {
	return [4]float64{f.metric("head", 36), f.metric("head", 38), f.metric("head", 40), f.metric("head", 42)}
}

// metric is the signed number at a place of a table, in em.
func (f *Face) metric(tag string, at int) float64 {
	if f.open() != nil {
		return 0
	}
	t := f.tables.table(tag)
	if len(t) < at+2 {
		return 0
	}
	return f.tables.em(int(int16(be.Uint16(t[at:]))))
}

// open finds the tables of the file, unpacking it first where it is packed.
func (f *Face) open() error {
	f.opening.Do(func() {
		if f.packed != nil {
			if f.file, f.openErr = unpack(f.packed); f.openErr != nil {
				f.openErr = fmt.Errorf("fonts: %s: %w", f.name, f.openErr)
				return
			}
		}
		if f.tables, f.openErr = readTables(f.file); f.openErr != nil {
			f.openErr = fmt.Errorf("fonts: %s: %w", f.name, f.openErr)
		}
	})
	return f.openErr
}

// glyph is the glyph id of r, 0 when the face does not have it.
func (f *Face) glyph(r rune) uint16 {
	f.covering.Do(f.readCover)
	return f.cover.glyph(r)
}

// CID numbers r among the characters of the face, from 1 in the order of code
// points; 0 when the face does not have it. The number is the same in every
// file, whatever else stands there, and no two characters share one, as they
// may share a glyph.
func (f *Face) CID(r rune) uint16 {
	f.covering.Do(f.readCover)
	f.ranking.Do(f.cover.count)
	return f.cover.rank(r)
}

func (f *Face) readCover() {
	cmap := f.cmap
	if cmap == nil {
		if f.open() != nil {
			return // a face that cannot be opened has nothing
		}
		cmap = f.tables.table("cmap")
	}
	f.cover = readCover(cmap)
}

func unpack(packed []byte) ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.DecodeAll(packed, nil)
}
