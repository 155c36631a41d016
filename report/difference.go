package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Difference is an item of a page that is not as in the golden: Before is nil
// for one that has come, After for one that is gone.
type Difference struct {
	Kind          string // of [pdf.Entry], which this room does not know
	Before, After *Placed
}

// Placed is an item in its place.
type Placed struct {
	Page          int
	X, Y          float64 // millimetres
	Width, Height float64 // millimetres; 0 for a text
	Look          string
	Words         string
	Field         filing.Field // that the words came from
}

// resized tells a change of size from what rounding makes of none.
func (d Difference) resized() bool {
	a, b := d.Before, d.After
	return a != nil && b != nil && max(math.Abs(a.Width-b.Width), math.Abs(a.Height-b.Height)) > 0.15
}

// movement is several items of a page that moved alike.
type movement struct {
	page, items         int
	dx, dy, top, bottom float64
}

// fewest is how many items have to move alike to be told as one.
const fewest = 4

// movedTogether puts together what moved by the same way, to a tenth: the rest
// of a page below a row that grew.
func movedTogether(list []Difference) (together []movement, alone []Difference) {
	type way struct {
		page   int
		dx, dy float64
	}
	of := func(d Difference) (way, bool) {
		a, b := d.Before, d.After
		if a == nil || b == nil || d.resized() || a.Page != b.Page || a.Look != b.Look || a.Words != b.Words {
			return way{}, false
		}
		tenth := func(x float64) float64 { return math.Round(x*10) / 10 }
		return way{a.Page, tenth(b.X - a.X), tenth(b.Y - a.Y)}, true
	}
	count := map[way]int{}
	var ways []way
	for _, d := range list {
		if w, moved := of(d); moved {
			if count[w]++; count[w] == 1 {
				ways = append(ways, w)
			}
		}
	}
	// Places are rounded, so that one way is told as two that lie a tenth apart.
	slices.SortStableFunc(ways, func(a, b way) int { return count[b] - count[a] })
	same := map[way]way{}
	for i, w := range ways {
		same[w] = w
		for _, wider := range ways[:i] {
			if same[wider] == wider && w.page == wider.page && math.Abs(w.dx-wider.dx) < 0.15 && math.Abs(w.dy-wider.dy) < 0.15 {
				same[w] = wider
				count[wider] += count[w]
				break
			}
		}
	}
	at := map[way]int{}
	for _, d := range list {
		w, moved := of(d)
		if w = same[w]; !moved || count[w] < fewest {
			alone = append(alone, d)
			continue
		}
		i, known := at[w]
		if !known {
			i = len(together)
			at[w] = i
			together = append(together, movement{w.page, 0, w.dx, w.dy, d.Before.Y, d.Before.Y})
		}
		m := &together[i]
		m.items++
		m.top, m.bottom = min(m.top, d.Before.Y), max(m.bottom, d.Before.Y)
	}
	return together, alone
}

var kinds = map[string]filing.Words{
	"text": {ZH: "文字", EN: "text"}, "line": {ZH: "线", EN: "line"}, "rect": {ZH: "底色", EN: "band"}, "check": {ZH: "方框", EN: "check box"},
	"blank": {ZH: "留空处", EN: "blank"}, "title": {ZH: "PDF 标题", EN: "PDF title"}, "problem": {ZH: "排不下或缺字", EN: "misfit or missing character"},
	"": {ZH: "不认识的一行", EN: "unknown line"},
}

// difference is one line: page, kind, what became of it, where, and its words.
func (t Text) difference(b *strings.Builder, d Difference) {
	here, kind := d.After, kinds[d.Kind].In(t.Lang)
	resized := d.resized()
	if here == nil {
		here = d.Before
	}
	place := ""
	if here.Page > 0 {
		fmt.Fprintf(b, t.say("    第 %d 页 ", "    page %d: "), here.Page)
		place = fmt.Sprintf(" (%.1f, %.1f) mm", here.X, here.Y)
	} else {
		b.WriteString("    ")
	}
	switch {
	case d.Before == nil:
		fmt.Fprintf(b, t.say("多了%s%s", "new %s%s"), kind, place)
	case d.After == nil:
		fmt.Fprintf(b, t.say("少了%s%s", "lost %s%s"), kind, place)
	default:
		if moved := d.Before.X != d.After.X || d.Before.Y != d.After.Y || d.Before.Page != d.After.Page; moved {
			from := fmt.Sprintf(" (%.1f, %.1f)", d.Before.X, d.Before.Y)
			if d.Before.Page != d.After.Page {
				from = fmt.Sprintf(t.say(" 第 %d 页", " page %d"), d.Before.Page) + from
			}
			place = from + " →" + place
		}
		how := t.say("移动", " moved")
		if resized {
			place += fmt.Sprintf(", %.1f × %.1f → %.1f × %.1f mm", d.Before.Width, d.Before.Height, d.After.Width, d.After.Height)
		}
		if d.Before.Words != d.After.Words || d.Before.Look != d.After.Look || resized {
			how = t.say("改了", " changed")
		}
		b.WriteString(kind + how + place)
	}
	restyled := d.Before != nil && d.After != nil && d.Before.Look != d.After.Look
	before, after := shownItem(d.Before, restyled), shownItem(d.After, restyled)
	if d.After == nil {
		after = before
	} else if d.Before != nil && before != after {
		after = before + " → " + after
	}
	if after != "" {
		b.WriteString(t.say("：", ": ") + after)
	}
	if before == after && d.After != nil && d.Before.Words != d.After.Words {
		b.WriteString(t.say("（不同之处打了码）", " (what differs is masked)"))
	}
	b.WriteString("\n")
}

// shownItem is an item's words, masked, or its look where it has none or where
// that has changed.
func shownItem(p *Placed, restyled bool) string {
	switch {
	case p == nil:
		return ""
	case p.Words == "":
		return filing.Escape(p.Look)
	case restyled:
		return "“" + cut(shown(p.Field, p.Words), widest) + "” " + filing.Escape(p.Look)
	}
	return "“" + cut(shown(p.Field, p.Words), widest) + "”"
}
