package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Goldens is what comparing papers with their goldens, or rewriting these, has
// shown.
type Goldens struct {
	Day       filing.Day // that the papers are judged by
	Updated   bool       // the goldens are the papers' now
	Papers    []Golden   // in the order of the sheets, then the goldens that no paper claims
	Unprinted []Unprinted
	Faulty    int // applications of which a page failed verification
}

// Golden is a paper beside its golden.
type Golden struct {
	Paper         string // "0002-张三/核验单"
	State         GoldenState
	Before, After int          // pages
	Differences   []Difference // of a paper that moved
}

// GoldenState is how a paper stands to its golden.
type GoldenState string

// The states. A paper redrawn has the same items in their places and
// other bytes.
const (
	GoldenSame      GoldenState = "same"
	GoldenMoved     GoldenState = "moved"
	GoldenRedrawn   GoldenState = "redrawn"
	GoldenMissing   GoldenState = "missing"
	GoldenUnclaimed GoldenState = "unclaimed"
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

// Unprinted is an application that has no papers to compare, and the rules that
// refuse it.
type Unprinted struct {
	Application string
	Rules       []string
}

// Count is how many papers are in a state.
func (g Goldens) Count(state GoldenState) (n int) {
	for _, p := range g.Papers {
		if p.State == state {
			n++
		}
	}
	return n
}

// Same reports whether every paper is as in its golden.
func (g Goldens) Same() bool { return g.Count(GoldenSame) == len(g.Papers) }

// mostDifferences is how many of a paper are shown to people.
const mostDifferences = 20

// Goldens tells what moved, paper by paper, and how many are the same.
func (t Text) Goldens(w io.Writer, g Goldens, quiet bool) error {
	var b strings.Builder
	for _, p := range g.Papers {
		if p.State != GoldenSame && !(g.Updated && quiet) {
			t.golden(&b, p, g.Updated)
		}
	}
	if !quiet {
		t.goldenTotals(&b, g)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Text) goldenTotals(b *strings.Builder, g Goldens) {
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	for _, u := range g.Unprinted {
		fmt.Fprintf(b, t.say("%s: 未通过，没有材料可比 [%s]\n", "%s: refused, no papers to compare [%s]\n"),
			filing.Escape(u.Application), strings.Join(u.Rules, " "))
	}
	n := g.Count
	same := fmt.Sprintf(t.say("%d 份相同", "%d the same"), n(GoldenSame))
	if g.Same() {
		same = t.paint(green, same)
	}
	head := t.say("比较 %d 份", "papers compared: %d")
	if g.Updated {
		head = t.say("基准 %d 份", "goldens: %d")
	}
	made := t.say("缺少基准", "without a golden")
	left := t.say("多余", "goldens unclaimed")
	if g.Updated {
		made, left = t.say("新加", "new"), t.say("删去", "removed")
	}
	fmt.Fprintf(b, t.say(head+"：%s，%d 份变了，%d 份只是字节不同，%d 份%s，%d 份%s\n", head+": %s, %d moved, %d redrawn, %d %s, %d %s\n"),
		len(g.Papers), same, n(GoldenMoved), n(GoldenRedrawn), n(GoldenMissing), made, n(GoldenUnclaimed), left)
}

func (t Text) golden(b *strings.Builder, p Golden, updated bool) {
	paper := t.paint(bold, filing.Escape(p.Paper))
	state := func(words string) { fmt.Fprintf(b, "%s: %s\n", paper, t.paint(red, words)) }
	switch p.State {
	case GoldenMissing:
		if updated {
			state(t.say("新加", "new"))
		} else {
			state(t.say("缺少基准", "has no golden"))
		}
	case GoldenUnclaimed:
		if updated {
			state(t.say("删去：没有材料再要它", "removed: no paper claims it any more"))
		} else {
			state(t.say("基准在，材料不在：这次没有生成这一份", "the golden is there, the paper is not: it was not rendered"))
		}
	case GoldenRedrawn:
		state(t.say("每一项都在原处，绘制次序或 PDF 的字节不同", "every item is in its place, the order of drawing or the PDF's bytes are not the same"))
	default:
		state(fmt.Sprintf(t.say("变了 %d 处", "differences: %d"), len(p.Differences)))
		if p.Before != p.After {
			fmt.Fprintf(b, t.say("    页数 %d → %d\n", "    pages: %d → %d\n"), p.Before, p.After)
		}
		together, alone := movedTogether(p.Differences)
		for _, m := range together {
			fmt.Fprintf(b, t.say("    第 %d 页 %d 项一起移动 (%+.1f, %+.1f) mm，原在 y = %.1f 到 %.1f mm\n", "    page %d: %d items moved together by (%+.1f, %+.1f) mm, from y = %.1f to %.1f mm\n"),
				m.page, m.items, m.dx, m.dy, m.top, m.bottom)
		}
		for i, d := range alone {
			if i == mostDifferences {
				fmt.Fprintf(b, t.say("    另有 %d 处；--format json 列出全部\n", "    %d more; --format json lists them all\n"), len(alone)-i)
				break
			}
			t.difference(b, d)
		}
	}
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

type jsonGolden struct {
	Paper       string           `json:"paper"`
	State       GoldenState      `json:"state"`
	PagesBefore int              `json:"pages_before"`
	PagesAfter  int              `json:"pages_after"`
	Differences []jsonDifference `json:"differences"`
}

type jsonDifference struct {
	Kind   string      `json:"kind"`
	Before *jsonPlaced `json:"before"`
	After  *jsonPlaced `json:"after"`
}

type jsonPlaced struct {
	Page   int     `json:"page"`
	X      float64 `json:"x_mm"`
	Y      float64 `json:"y_mm"`
	Width  float64 `json:"width_mm"`
	Height float64 `json:"height_mm"`
	Look   string  `json:"look"`
	Words  string  `json:"words"`
}

type jsonUnprinted struct {
	ID    string   `json:"id"`
	Rules []string `json:"rules"`
}

// GoldensJSON tells machines.
func GoldensJSON(w io.Writer, g Goldens) error {
	placed := func(p *Placed) *jsonPlaced {
		if p == nil {
			return nil
		}
		return &jsonPlaced{p.Page, p.X, p.Y, p.Width, p.Height, filing.Escape(p.Look), shown(p.Field, p.Words)}
	}
	papers := []jsonGolden{}
	for _, p := range g.Papers {
		j := jsonGolden{filing.Escape(p.Paper), p.State, p.Before, p.After, []jsonDifference{}}
		for _, d := range p.Differences {
			j.Differences = append(j.Differences, jsonDifference{d.Kind, placed(d.Before), placed(d.After)})
		}
		papers = append(papers, j)
	}
	unprinted := []jsonUnprinted{}
	for _, u := range g.Unprinted {
		unprinted = append(unprinted, jsonUnprinted{filing.Escape(u.Application), u.Rules})
	}
	counts := map[GoldenState]int{}
	for _, s := range []GoldenState{GoldenSame, GoldenMoved, GoldenRedrawn, GoldenMissing, GoldenUnclaimed} {
		counts[s] = g.Count(s)
	}
	var b bytes.Buffer
	put(&b, struct {
		Schema    int                 `json:"schema"`
		Day       string              `json:"day"`
		Updated   bool                `json:"updated"`
		Papers    []jsonGolden        `json:"papers"`
		Unprinted []jsonUnprinted     `json:"unprinted"`
		Summary   map[GoldenState]int `json:"summary"`
	}{schema, g.Day.String(), g.Updated, papers, unprinted, counts}, "")
	b.WriteString("\n")
	_, err := b.WriteTo(w)
	return err
}
