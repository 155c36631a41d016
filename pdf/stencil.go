package pdf

import (
	"crypto/sha256"
	"hash/maphash"
	"math"
	"slices"

	"github.com/icpgen/icpgen/fonts"
)

// stencil is a page's Form as it stands in every file that shows it: drawn by
// gopdf, packed, with typefaces that hold its characters only. It depends on
// nothing but the items, so that it makes no difference to a file whether its
// stencil was drawn for it or for another.
type stencil struct {
	items   []Item
	content []byte // packed
	fonts   []*font
	digest  [sha256.Size]byte // of content and fonts
}

// glyph is a character among its fonts.
func (s *stencil) glyph(face *fonts.Face, r rune) (nth int, number uint16) {
	if s == nil {
		return 0, 0
	}
	return glyphOf(s.fonts, face, r)
}

func (s *stencil) size() int {
	n := len(s.content) + 512
	for _, f := range s.fonts {
		n += f.size()
	}
	return n
}

// weight is about how much memory it takes without its fonts.
func (s *stencil) weight() int { return len(s.content) + 128*len(s.items) }

// stencils are the different ones of a document's pages, in order, and for each
// page the index of its own; -1 for a page whose Form is empty.
func (d *Document) stencils() (list []*stencil, of []int, err error) {
	of = make([]int, len(d.Pages))
	known := map[uint64][]int{}
	for i, page := range d.Pages {
		if of[i] = -1; len(page.Form.Items) == 0 {
			continue
		}
		key := page.Form.hash()
		for _, k := range known[key] {
			if slices.Equal(list[k].items, page.Form.Items) {
				of[i] = k
			}
		}
		if of[i] >= 0 {
			continue
		}
		s, err := stencilOf(key, &page.Form)
		if err != nil {
			return nil, nil, err
		}
		of[i] = len(list)
		known[key] = append(known[key], len(list))
		list = append(list, s)
	}
	return list, of, nil
}

// What was drawn in this run: stencils by their hash, their fonts by face and
// characters. Forms that differ in the height of a row share their fonts.
var (
	drawn = &shelf[uint64, *stencil]{room: 8 << 20}
	cast  = &shelf[fontKey, *font]{room: 8 << 20}
)

func stencilOf(key uint64, l *Layer) (*stencil, error) {
	if s, ok := drawn.take(key); ok && slices.Equal(s.items, l.Items) {
		return s, nil
	}
	s, err := newStencil(l)
	if err == nil {
		drawn.put(key, s)
	}
	return s, err
}

func newStencil(l *Layer) (*stencil, error) {
	faces, err := typefaces([]*Layer{l}, []*stencil{nil})
	if err != nil {
		return nil, err
	}
	content, err := draw(l, faces)
	if err != nil {
		return nil, err
	}
	s := &stencil{items: slices.Clone(l.Items), content: thorough.pack(content), digest: sha256.Sum256(content)}
	for _, c := range faces {
		key := c.key()
		f, ok := cast.take(key)
		if !ok {
			f = newFont(c, nil, thorough)
			f.key = key
			cast.put(key, f)
		}
		s.fonts = append(s.fonts, f)
		s.digest = sha256.Sum256(append(s.digest[:], f.family...))
	}
	return s, nil
}

var seed = maphash.MakeSeed()

// hash tells layers apart, for the length of a run.
func (l *Layer) hash() uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	number := func(numbers ...float64) {
		var b [8]byte
		for _, v := range numbers {
			n := math.Float64bits(v)
			for i := range b {
				b[i] = byte(n >> (8 * i))
			}
			h.Write(b[:])
		}
	}
	for _, item := range l.Items {
		switch it := item.(type) {
		case Text:
			number(it.X, it.Y, it.Style.Size)
			h.WriteString(it.Words)
		case Line:
			number(it.X1, it.Y1, it.X2, it.Y2)
		case Rect:
			number(it.X, it.Y, it.W, it.H)
		case Check:
			number(it.X, it.Y)
			if it.Ticked {
				h.WriteByte('v')
			}
		case Blank:
			number(it.X, it.Y)
		}
	}
	return h.Sum64()
}
