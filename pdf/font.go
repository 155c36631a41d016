package pdf

import (
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
	metrics   string // entries of the descriptor
	widths    string // of the CIDFont
}

func newFont(c *typeface, by *deflate) *font {
	f := &font{
		face: c.face, runes: c.packed.Runes,
		family: c.family(), length: c.packed.Size, toUnicode: by.pack(toUnicode(c.packed.Runes)),
		metrics: metrics(c.face), widths: widths(c.face, c.packed.Runes),
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
	return len(f.program) + len(f.toUnicode) + len(f.widths) + 1024
}

// weight is about how much memory it takes.
func (f *font) weight() int { return f.size() + 8*len(f.runes) }

// fonts writes fonts (ISO 32000-1, 9.7 to 9.10) and returns their numbers.
// What stencils have in common stands there once.
func (f *file) fonts(next *int, list []*font) (numbers []int) {
	for _, c := range list {
		if n, written := f.fontAt[c.key]; written {
			numbers = append(numbers, n)
			continue
		}
		unicode, program, descriptor, inner, outer := *next, *next+1, *next+2, *next+3, *next+4
		*next += 5
		f.begin(unicode)
		f.print("<<")
		f.stream(c.toUnicode)
		f.end()
		f.begin(program)
		f.print("<< /Length1 ", c.length)
		f.stream(c.program)
		f.end()
		f.begin(descriptor)
		f.print("<< /Type /FontDescriptor /FontName /", c.family, c.metrics, " /FontFile2 ", ref(program), " >>\n")
		f.end()
		f.begin(inner)
		f.print("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /", c.family,
			" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity /FontDescriptor ", ref(descriptor), c.widths, " >>\n")
		f.end()
		f.begin(outer)
		f.print("<< /Type /Font /Subtype /Type0 /BaseFont /", c.family, " /Encoding /Identity-H /DescendantFonts [ ", ref(inner), " ] /ToUnicode ", ref(unicode), " >>\n")
		f.end()
		numbers = append(numbers, outer)
		if c.key.face != nil {
			f.fontAt[c.key] = outer
		}
	}
	return numbers
}

// names opens a dictionary of resources with fonts, called F1, F2 and so on.
func (f *file) names(fonts ...int) {
	f.print("/Resources << /Font <<")
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

// widths tells those that are not 1 em, by glyph, neighbours together.
func widths(face *fonts.Face, runes []rune) string {
	var b []byte // the width of the others, 1000, goes without saying
	open := false
	for glyph := 1; glyph < len(runes); glyph++ {
		width := math.Round(face.Advance(runes[glyph]) * thousandths)
		switch {
		case width != thousandths && !open:
			if b == nil {
				b = append(b, " /W ["...)
			}
			b = strconv.AppendInt(append(b, ' '), int64(glyph), 10)
			b = append(b, " ["...)
			open = true
		case width == thousandths && open:
			b = append(b, " ]"...)
			open = false
		}
		if open {
			b = strconv.AppendInt(append(b, ' '), int64(width), 10)
		}
	}
	if open {
		b = append(b, " ]"...)
	}
	if b != nil {
		b = append(b, " ]"...)
	}
	return string(b)
}

// toUnicode maps glyphs, numbered as their characters stand in runes, to those
// characters (ISO 32000-1, 9.10.3); glyph 0 stands for none.
func toUnicode(runes []rune) []byte {
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
			b = append(appendHex(append(b, '<'), uint16(glyph)), "> <"...)
			b = append(appendUTF16(b, runes[glyph]), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
