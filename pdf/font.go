package pdf

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/icpgen/icpgen/fonts"
)

// planes 0 to 3 hold all characters that are letters of a script.
const planes = 0x40000

// seen has a bit for each character.
type seen [planes / 64]uint64

var seens = sync.Pool{New: func() any { return new(seen) }}

// typeface is a face cut down to what some layers print with it.
type typeface struct {
	face   *fonts.Face
	runes  []rune // each once
	seen   *seen
	packed *fonts.Packed
}

// family is the name under which it stands in a file.
func (c *typeface) family() string { return c.packed.Tag + "+" + c.face.Name() }

// fontKey tells typefaces apart: a face and its characters.
type fontKey struct {
	face  *fonts.Face
	runes string // by glyph
}

func (c *typeface) key() fontKey { return fontKey{c.face, string(c.packed.Runes)} }

// typefaces gathers the characters of layers by face, in the order in which
// the faces first appear. Those that a layer finds in the fonts of its stencil
// are not gathered.
func typefaces(layers []*Layer, stencils []*stencil) (faces []*typeface, err error) {
	defer func() {
		for _, c := range faces {
			for _, r := range c.runes {
				c.seen[r/64] = 0
			}
			seens.Put(c.seen)
			c.seen = nil
		}
	}()
	for i, layer := range layers {
		for _, item := range layer.Items {
			t, ok := item.(Text)
			if !ok {
				continue
			}
			var c *typeface
			for _, r := range t.Words {
				face, ok := faceOf(t.Style.Face, r)
				if !ok || r >= planes {
					return faces, fmt.Errorf("pdf: no typeface prints %U", r)
				}
				if _, glyph := stencils[i].glyph(face, r); glyph != 0 {
					continue
				}
				if c == nil || c.face != face {
					if c = faceAmong(faces, face); c == nil {
						c = &typeface{face: face, seen: seens.Get().(*seen)}
						faces = append(faces, c)
					}
				}
				if bit := uint64(1) << (r % 64); c.seen[r/64]&bit == 0 {
					c.seen[r/64] |= bit
					c.runes = append(c.runes, r)
				}
			}
		}
	}
	for _, c := range faces {
		if c.packed, err = c.face.Pack(c.runes); err != nil {
			return faces, fmt.Errorf("pdf: %w", err)
		}
	}
	return faces, nil
}

func faceAmong(faces []*typeface, face *fonts.Face) *typeface {
	for _, c := range faces {
		if c.face == face {
			return c
		}
	}
	return nil
}

// font is a typeface as it stands in a file, but for the numbers of its objects.
type font struct {
	key       fontKey // of a stencil's
	face      *fonts.Face
	runes     []rune // by glyph
	family    string
	program   []byte // packed
	length    int    // unpacked
	toUnicode []byte // packed
	cidSet    []byte // packed
	cidToGID  []byte // packed; nil where codes are the glyphs' numbers
	metrics   string // entries of the descriptor
	widths    string // of the CIDFont
}

// codes are the numbers by which a page calls the glyphs of a font (CIDs), by
// glyph and ascending; nil when they are the glyphs' own.
type codes []uint16

func (c codes) of(glyph int) uint16 {
	if c == nil {
		return uint16(glyph)
	}
	return c[glyph]
}

// newFont makes a font of a typeface with glyphs called by codes.
func newFont(c *typeface, called codes, by *deflate) *font {
	runes := c.packed.Runes
	f := &font{
		face: c.face, runes: runes,
		family: c.family(), length: c.packed.Size, toUnicode: by.pack(toUnicode(runes, called)),
		cidSet:  by.pack(cidSet(len(runes), called)),
		metrics: metrics(c.face), widths: widths(c.face, runes, called),
	}
	if called != nil {
		f.cidToGID = by.pack(cidToGID(called))
	}
	if by == quick {
		f.program = c.packed.Zlib()
	} else {
		f.program = by.pack(c.packed.File())
	}
	return f
}

// glyphOf is the number of a face's character in a list of fonts: which of them
// has it, and as which glyph; 0 when none has.
func glyphOf(list []*font, face *fonts.Face, r rune) (nth int, glyph uint16) {
	for i, f := range list {
		if f.face == face {
			if at, ok := slices.BinarySearch(f.runes, r); ok {
				return i, uint16(at)
			}
		}
	}
	return 0, 0
}

// size is about how many bytes it takes in a file.
func (f *font) size() int {
	return len(f.program) + len(f.toUnicode) + len(f.cidToGID) + len(f.widths) + 1280
}

// weight is about how much memory it takes.
func (f *font) weight() int { return f.size() + 8*len(f.runes) }

// fonts writes fonts and returns their numbers. What stencils have in common
// stands there once.
func (f *file) fonts(list []*font) (numbers []int) {
	for _, c := range list {
		if n, written := f.fontAt[c.key]; written {
			numbers = append(numbers, n)
			continue
		}
		n := f.number()
		f.font(n, c)
		numbers = append(numbers, n)
		if c.key.face != nil {
			f.fontAt[c.key] = n
		}
	}
	return numbers
}

// font writes a font under a number (ISO 32000-1, 9.7 to 9.10). PDF/A wants its
// CIDToGIDMap named (ISO 19005-2, 6.2.11.3.2); a CIDSet, which it does not ask
// for, names every glyph there is (6.2.11.4.2).
func (f *file) font(number int, c *font) {
	packed := func(data []byte) int {
		n := f.number()
		f.begin(n)
		f.print("<<")
		f.stream(data)
		f.end()
		return n
	}
	unicode, set := packed(c.toUnicode), packed(c.cidSet)
	glyphs := "/Identity"
	if c.cidToGID != nil {
		glyphs = fmt.Sprint(packed(c.cidToGID), " 0 R")
	}
	program, descriptor, inner := f.number(), f.number(), f.number()
	f.begin(program)
	f.print("<< /Length1 ", c.length)
	f.stream(c.program)
	f.end()
	f.begin(descriptor)
	f.print("<< /Type /FontDescriptor /FontName /", c.family, c.metrics, " /FontFile2 ", ref(program), " /CIDSet ", ref(set), " >>\n")
	f.end()
	f.begin(inner)
	f.print("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /", c.family,
		" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap ", glyphs, " /FontDescriptor ", ref(descriptor), c.widths, " >>\n")
	f.end()
	f.begin(number)
	f.print("<< /Type /Font /Subtype /Type0 /BaseFont /", c.family, " /Encoding /Identity-H /DescendantFonts [ ", ref(inner), " ] /ToUnicode ", ref(unicode), " >>\n")
	f.end()
}

// names lists fonts for a dictionary of resources, called F1, F2 and so on.
func (f *file) names(fonts ...int) {
	f.print("/Font <<")
	for i, n := range fonts {
		f.print(" /F", i+1, " ", ref(n))
	}
	f.print(" >>")
}

const thousandths = 1000 // of an em, in which a PDF measures glyphs

// metrics describes a face as a whole (ISO 32000-1, 9.8); symbolic, as all are
// that do not keep to the Latin letters.
func metrics(face *fonts.Face) string {
	round := func(em float64) int { return int(math.Round(em * thousandths)) }
	box := face.Box()
	return fmt.Sprintf(" /Flags 4 /FontBBox [ %d %d %d %d ] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80",
		round(box[0]), round(box[1]), round(box[2]), round(box[3]), round(face.Ascent()), -round(face.Descent()), round(face.CapHeight()))
}

// widths tells those that are not 1 em, by code, neighbours together.
func widths(face *fonts.Face, runes []rune, called codes) string {
	var b []byte // the width of the others, 1000, goes without saying
	next := -1   // the code that goes on an open run
	for glyph := 1; glyph < len(runes); glyph++ {
		width := math.Round(face.Advance(runes[glyph]) * thousandths)
		if width == thousandths {
			continue
		}
		code := int(called.of(glyph))
		if code != next {
			switch {
			case b == nil:
				b = append(b, " /W ["...)
			default:
				b = append(b, " ]"...)
			}
			b = strconv.AppendInt(append(b, ' '), int64(code), 10)
			b = append(b, " ["...)
		}
		b = strconv.AppendInt(append(b, ' '), int64(width), 10)
		next = code + 1
	}
	if b != nil {
		b = append(b, " ] ]"...)
	}
	return string(b)
}

// toUnicode maps codes to the characters of runes, by glyph (ISO 32000-1,
// 9.10.3); glyph 0 stands for none.
func toUnicode(runes []rune, called codes) []byte {
	const most = 100 // in one block
	b := append(make([]byte, 0, 512+16*len(runes)), "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"+
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"...)
	for from := 1; from < len(runes); from += most {
		to := min(from+most, len(runes))
		b = strconv.AppendInt(b, int64(to-from), 10)
		b = append(b, " beginbfchar\n"...)
		for glyph := from; glyph < to; glyph++ {
			b = append(appendHex(append(b, '<'), called.of(glyph)), "> <"...)
			b = append(appendUTF16(b, runes[glyph]), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// cidSet has a bit for each code, the highest first (ISO 32000-1, 9.8.3.2).
func cidSet(glyphs int, called codes) []byte {
	set := make([]byte, called.of(glyphs-1)/8+1)
	for glyph := range glyphs {
		code := called.of(glyph)
		set[code/8] |= 0x80 >> (code % 8)
	}
	return set
}

// cidToGID is the glyph of each code, two bytes for each (ISO 32000-1, 9.7.4.3).
func cidToGID(called codes) []byte {
	list := make([]byte, 2*(int(called[len(called)-1])+1))
	for glyph, code := range called {
		binary.BigEndian.PutUint16(list[2*int(code):], uint16(glyph))
	}
	return list
}
