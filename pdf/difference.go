package pdf

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Entry is an item as a layout tells it.
type Entry struct {
	Page  int       // from 1; 0 for the document's title
	Kind  string    // "text", "line", "rect", "check", "blank", "problem", "title"; "" for a line that is none of these
	Place []float64 // millimetres: X, Y, and what else the kind has; none for a title or a problem
	Look  string    // size, weight, tick, the name of a blank
	Words string    // of a text
	From  string    // the field the words came from
}

// Difference is an item that two layouts of a paper do not share: Before is nil
// for one that has come, After for one that is gone.
type Difference struct{ Before, After *Entry }

// Differences compares two layouts as [Document.Layout] tells them, in the order
// of the pages, from the top. An item that stands elsewhere is one difference,
// and so is one whose words or look have changed in its place. The order of
// drawing is not compared.
func Differences(before, after string) []Difference {
	gone, come := without(entries(before), entries(after))
	var list []Difference
	for _, same := range []func(a, b *Entry) bool{
		func(a, b *Entry) bool { return a.Page == b.Page && a.alike(b) },
		func(a, b *Entry) bool { return a.Page == b.Page && slices.Equal(a.Place, b.Place) },
		func(a, b *Entry) bool { return a.Page == b.Page && a.From != "" && a.From == b.From },
		(*Entry).alike,
		func(a, b *Entry) bool {
			return a.Page == b.Page && a.Kind != "text" && a.Look == b.Look && a.distance(b) == 0
		},
	} {
		for i, a := range gone {
			if a == nil {
				continue
			}
			nearest := -1
			for n, b := range come {
				if b != nil && a.Kind == b.Kind && same(a, b) && (nearest < 0 || a.distance(b) < a.distance(come[nearest])) {
					nearest = n
				}
			}
			if nearest >= 0 {
				list = append(list, Difference{a, come[nearest]})
				gone[i], come[nearest] = nil, nil
			}
		}
	}
	for _, a := range gone {
		if a != nil {
			list = append(list, Difference{Before: a})
		}
	}
	for _, b := range come {
		if b != nil {
			list = append(list, Difference{After: b})
		}
	}
	slices.SortStableFunc(list, func(d, e Difference) int {
		a, b := cmp.Or(d.After, d.Before), cmp.Or(e.After, e.Before)
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.y(), b.y()), cmp.Compare(a.x(), b.x()))
	})
	return list
}

// LayoutPages is how many pages a layout tells of.
func LayoutPages(layout string) int { return strings.Count("\n"+layout, "\npage ") }

// without leaves out what both have.
func without(before, after []*Entry) (gone, come []*Entry) {
	count := map[string]int{}
	for _, e := range after {
		count[e.key()]++
	}
	for _, e := range before {
		if count[e.key()]--; count[e.key()] < 0 {
			gone = append(gone, e)
		}
	}
	for _, e := range slices.Backward(after) {
		if count[e.key()]--; count[e.key()] >= 0 {
			come = append(come, e)
		}
	}
	slices.Reverse(come)
	return gone, come
}

func (e *Entry) key() string {
	var b strings.Builder
	for _, n := range e.Place {
		b.WriteString(strconv.FormatFloat(n, 'f', -1, 64) + " ")
	}
	return strings.Join([]string{strconv.Itoa(e.Page), e.Kind, b.String(), e.Look, e.Words, e.From}, "\x00")
}

// Size is how far the entry reaches to the right and down, in millimetres; 0 for
// a text, whose width the layout does not tell.
func (e *Entry) Size() (width, height float64) {
	switch {
	case e.Kind == "check" && len(e.Place) > 2:
		return e.Place[2], e.Place[2]
	case len(e.Place) < 4:
		return 0, 0
	case e.Kind == "line": // told by its ends
		return e.Place[2] - e.Place[0], e.Place[3] - e.Place[1]
	}
	return e.Place[2], e.Place[3]
}

// alike reports whether the entries are the same but for their place.
func (e *Entry) alike(other *Entry) bool {
	if e.Look != other.Look || e.Words != other.Words || e.From != other.From || len(e.Place) != len(other.Place) {
		return false
	}
	w, h := e.Size()
	otherW, otherH := other.Size()
	return math.Abs(w-otherW) < 0.15 && math.Abs(h-otherH) < 0.15 // a tenth, as both are rounded
}

func (e *Entry) x() float64 { return e.at(0) }
func (e *Entry) y() float64 { return e.at(1) }

func (e *Entry) at(i int) float64 {
	if i < len(e.Place) {
		return e.Place[i]
	}
	return -1
}

func (e *Entry) distance(other *Entry) float64 {
	return math.Hypot(e.x()-other.x(), e.y()-other.y()) + A4Height*math.Abs(float64(e.Page-other.Page))
}

// entries reads a layout. A line that nobody would write is an entry too, so
// that a layout which was meddled with differs.
func entries(layout string) []*Entry {
	var list []*Entry
	page := 0
	for line := range strings.Lines(layout) {
		line = strings.TrimRight(line, "\r\n")
		kind, rest, _ := strings.Cut(strings.TrimLeft(line, " "), " ")
		switch kind {
		case "page":
			page++
		case "form", "values", "":
		case "title", "text", "line", "rect", "check", "blank", "problem":
			list = append(list, entry(page, kind, rest))
		default:
			list = append(list, &Entry{Page: page, Words: line})
		}
	}
	return list
}

func entry(page int, kind, rest string) *Entry {
	e := &Entry{Page: page, Kind: kind}
	if quoted := strings.IndexByte(rest, '"'); quoted >= 0 {
		words, err := strconv.QuotedPrefix(rest[quoted:])
		if err == nil {
			e.Words, _ = strconv.Unquote(words)
			e.From = strings.Trim(rest[quoted+len(words):], " <>")
			rest = rest[:quoted]
		}
	}
	var look []string
	for _, word := range strings.Fields(rest) {
		n, err := strconv.ParseFloat(word, 64)
		if err == nil && (len(look) == 0 || kind == "blank") && len(e.Place) < 4 {
			e.Place = append(e.Place, n)
		} else {
			look = append(look, word)
		}
	}
	e.Look = strings.Join(look, " ")
	return e
}
