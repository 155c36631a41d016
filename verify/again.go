package verify

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/icpgen/icpgen/pdf/readback"
)

// layer is what was found of a form that paper after paper begins with: the
// same marks at the same places. Each answer that they alone decide is found
// once; those on which the rest of a page has a say are found again.
type layer struct {
	text    string
	owner   []int32
	boxes   []rect
	strokes []rect
	kinds   []kind
	marks   int
	checks  []check
	tried   int // strokes up to which checks were sought
	grid    grid
	places  map[string][]int32 // bytes of the text at which words begin

	paper rect // that it was judged on
	sound [questions]bool
}

// The questions whose answer for a layer is kept when there is no fault.
const (
	isGray = iota
	isLegible
	isInside
	isApart
	questions
)

const (
	mostLayers = 48
	mostPlaces = 1024 // words sought in a layer; the fixed ones come first
)

// layerOf is the layer that a page begins with, nil when it has none.
func (s *sheet) layerOf(p *readback.Page) *layer {
	if p.Layer == nil || p.Layer.Glyphs == 0 {
		return nil
	}
	if l := s.layers[p.Layer]; l != nil {
		return l
	}
	s.clear()
	s.extend(p.Layer.Glyphs, p.Layer.Strokes)
	s.grid.fill(s)
	l := &layer{
		text: string(s.buffer), owner: slices.Clone(s.owner), boxes: slices.Clone(s.boxes), strokes: slices.Clone(s.strokes),
		kinds: slices.Clone(s.kinds), marks: s.marks, places: make(map[string][]int32, 96),
	}
	l.grid.take(&s.grid)
	l.tried = s.findChecks(0, p.Layer.Strokes)
	s.tick(readback.Layer{}, *p.Layer)
	l.checks = slices.Clone(s.checks)
	if len(s.layers) >= mostLayers || s.layers == nil {
		s.layers = make(map[*readback.Layer]*layer, mostLayers)
	}
	s.layers[p.Layer] = l
	return l
}

// index is strings.Index of the words in the text from a byte on.
func (s *sheet) index(words string, at int) int {
	if l := s.layer; l != nil && at < len(l.text) {
		places, known := l.places[words]
		if !known {
			places = placesOf(l.text, words)
			if len(l.places) < mostPlaces {
				l.places[words] = places
			}
		}
		for _, p := range places {
			if int(p) >= at {
				return int(p)
			}
		}
		at = max(at, len(l.text)-len(words)+1)
	}
	if k := strings.Index(s.text[at:], words); k >= 0 {
		return at + k
	}
	return -1
}

func placesOf(text, words string) (places []int32) {
	for at := 0; ; {
		k := strings.Index(text[at:], words)
		if k < 0 {
			return places
		}
		at += k
		places = append(places, int32(at))
		_, n := utf8.DecodeRuneInString(text[at:])
		at += n
	}
}

// from is where the marks begin for which a question is open: all of them, or
// those over a layer known to be sound.
func (s *sheet) from(question int) readback.Layer {
	if s.layer == nil || !s.layer.sound[question] || s.layer.paper != s.size() {
		return readback.Layer{}
	}
	return *s.Page.Layer
}

// settled notes that a question found no fault with the whole page, and so
// none with its layer.
func (s *sheet) settled(question int) {
	if l := s.layer; l != nil {
		if size := s.size(); l.paper != size {
			l.paper, l.sound = size, [questions]bool{}
		}
		l.sound[question] = true
	}
}

func (s *sheet) size() rect { return rect{0, 0, s.WidthMM, s.HeightMM} }
