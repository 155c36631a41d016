package report

import (
	"fmt"
	"io"
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
	return writeJSON(w, struct {
		Schema    int                 `json:"schema"`
		Day       string              `json:"day"`
		Updated   bool                `json:"updated"`
		Papers    []jsonGolden        `json:"papers"`
		Unprinted []jsonUnprinted     `json:"unprinted"`
		Summary   map[GoldenState]int `json:"summary"`
	}{schema, g.Day.String(), g.Updated, papers, unprinted, counts})
}
