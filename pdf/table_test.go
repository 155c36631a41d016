package pdf

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func grid3() *Table {
	return &Table{X: 20, Y: 30, Columns: []float64{30, 40, 50}, Padding: 1, RowHeight: 7, Outer: 0.6, Inner: 0.2, Label: label, Value: value}
}

// lines is the rules of a page, drawn.
func lines(p *Page) (all []Line) {
	for _, item := range p.Form.Items {
		if l, ok := item.(Line); ok {
			all = append(all, l)
		}
	}
	return all
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func TestTableSpans(t *testing.T) {
	tab := grid3()
	tab.Row(Cell{Words: "甲", Rows: 2}, Cell{Words: "乙", Span: 2})
	tab.Row(Cell{Words: "丙"}, Cell{Words: "丁", Value: true, From: "d"})
	tab.Row(Cell{Words: "戊"})
	for _, c := range []struct {
		row, cell int
		want      Box
	}{
		{0, 0, Box{20, 30, 30, 14}},
		{0, 1, Box{50, 30, 90, 7}},
		{1, 0, Box{50, 37, 40, 7}},
		{1, 1, Box{90, 37, 50, 7}},
		{2, 0, Box{20, 44, 30, 7}},
		{2, 1, Box{}},
	} {
		if got := tab.Box(c.row, c.cell); got != c.want {
			t.Errorf("cell %d of row %d is at %v, want %v", c.cell, c.row, got, c.want)
		}
	}
	p := &Page{}
	tab.Draw(p)
	if got := texts(&p.Form) + "/" + texts(&p.Values); got != "甲|乙|丙|戊/丁" {
		t.Errorf("drawn %s", got)
	}
	for _, l := range lines(p) {
		mid := Box{(l.X1 + l.X2) / 2, (l.Y1 + l.Y2) / 2, 0, 0}
		for _, b := range []Box{tab.Box(0, 0), tab.Box(0, 1)} {
			if mid.X > b.X+0.01 && mid.X < b.X+b.W-0.01 && mid.Y > b.Y+0.01 && mid.Y < b.Y+b.H-0.01 {
				t.Errorf("the rule %v crosses the cell %v", l, b)
			}
		}
	}
}

func TestTableRules(t *testing.T) {
	tab := grid3()
	tab.Row(Cell{Words: "甲", Right: NoRule}, Cell{}, Cell{}).Below = &Rule{0.3, Dotted}
	tab.Row(Cell{}, Cell{Below: NoRule}, Cell{})
	tab.Row(Cell{Span: 3})
	p := &Page{}
	tab.Draw(p)
	want := []Line{
		{X1: 19.7, Y1: 30, X2: 140.3, Y2: 30, Weight: 0.6},
		{X1: 20, Y1: 37, X2: 140, Y2: 37, Weight: 0.3, Dash: Dotted},
		{X1: 20, Y1: 44, X2: 50, Y2: 44, Weight: 0.2},
		{X1: 90, Y1: 44, X2: 140, Y2: 44, Weight: 0.2},
		{X1: 19.7, Y1: 51, X2: 140.3, Y2: 51, Weight: 0.6},
		{X1: 20, Y1: 30, X2: 20, Y2: 51, Weight: 0.6},
		{X1: 50, Y1: 37, X2: 50, Y2: 44, Weight: 0.2},
		{X1: 90, Y1: 30, X2: 90, Y2: 44, Weight: 0.2},
		{X1: 140, Y1: 30, X2: 140, Y2: 51, Weight: 0.6},
	}
	got := lines(p)
	if len(got) != len(want) {
		t.Fatalf("%d rules, want %d: %v", len(got), len(want), got)
	}
	for i, w := range want {
		g := got[i]
		if !near(g.X1, w.X1) || !near(g.Y1, w.Y1) || !near(g.X2, w.X2) || !near(g.Y2, w.Y2) || g.Weight != w.Weight || g.Dash != w.Dash {
			t.Errorf("rule %d is %v, want %v", i, g, w)
		}
	}
}

func TestTableGrows(t *testing.T) {
	long := strings.Repeat("示例省示例市", 5)
	tab := grid3()
	tab.Row(Cell{Words: "甲"}, Cell{Words: long, Value: true}, Cell{})
	tab.Row(Cell{Words: "乙"}, Cell{Words: long, Value: true}, Cell{}).Height = 9
	tab.Row(Cell{Words: long, Rows: 2}, Cell{Words: "丙"})
	tab.Row(Cell{Words: "丁"})
	h := tab.Heights()
	if h[0] <= 7 || h[1] != 9 || h[2] != 7 || h[3] <= 7 {
		t.Errorf("heights %v", h)
	}
	p := &Page{}
	tab.Draw(p)
	if n := len(p.Form.Problems) + len(p.Values.Problems); n != 0 {
		t.Errorf("%d problems", n)
	}
	sizes := map[float64]bool{}
	for _, item := range p.Values.Items {
		sizes[item.(Text).Style.Size] = true
	}
	if !sizes[10.5] {
		t.Error("a row that grows shrinks its words")
	}
	tab.Rows[0].Height = 5 // after measuring
	if got := tab.Heights()[0]; got != 5 {
		t.Errorf("a height set later is not seen: %g", got)
	}
	p = &Page{}
	tab.Draw(p)
	if len(p.Values.Problems) == 0 {
		t.Error("words too long for a fixed row are not told")
	}
}

func TestTableLosesNothing(t *testing.T) {
	tab := grid3()
	tab.Row(Cell{Words: "甲", Span: 3}, Cell{Words: "乙", From: "b", Value: true})
	p := &Page{}
	tab.Draw(p)
	if len(p.Values.Problems) != 1 || p.Values.Problems[0] != (Problem{From: "b", Words: "乙"}) {
		t.Errorf("a cell without a column is told as %v", p.Values.Problems)
	}
}

func TestTableSplit(t *testing.T) {
	tab := grid3()
	tab.Row(Cell{Words: "甲"})
	tab.Row(Cell{Words: "乙", Rows: 2}, Cell{Words: "丙"})
	tab.Row(Cell{Words: "丁"})
	tab.Row(Cell{Words: "戊"})
	if rest := tab.Split(28); rest != nil {
		t.Fatalf("all rows fit, yet %d are split off", len(rest.Rows))
	}
	rest := tab.Split(20) // two rows by height, but 乙 holds the second and third together
	if len(tab.Rows) != 1 || len(rest.Rows) != 3 {
		t.Fatalf("split into %d and %d rows", len(tab.Rows), len(rest.Rows))
	}
	if tab.Height() != 7 || rest.Height() != 21 {
		t.Errorf("heights %g and %g", tab.Height(), rest.Height())
	}
	if more := rest.Split(5); len(rest.Rows) != 2 || len(more.Rows) != 1 {
		t.Errorf("rows held together came apart: %d and %d", len(rest.Rows), len(more.Rows))
	}
}

func TestWordsAreMeasuredOnce(t *testing.T) {
	tab := grid3()
	for range 9 {
		tab.Row(Cell{Words: "甲"}, Cell{Words: strings.Repeat("乙", 60), Value: true, Span: 2})
	}
	measured := func(tables ...*Table) (all []*wording) {
		for _, table := range tables {
			for _, p := range table.lay().placed {
				all = append(all, p.wording)
			}
		}
		return all
	}
	before := measured(tab)
	rest := tab.Split(tab.Height() / 2)
	rest.RowHeight = 9 // closer or roomier rows hold the same words
	if after := measured(tab, rest); !slices.Equal(after, before) {
		t.Error("a table in two parts is measured again")
	}
	rest.Rows[0].Cells[1].Words = "丙"
	rest.Columns = []float64{30, 40, 49}
	if after := measured(rest); after[0] != before[len(before)-len(after)] || slices.ContainsFunc(after, func(w *wording) bool { return w.cell.Span == 2 && slices.Contains(before, w) }) {
		t.Error("other words, or another width, are not measured anew")
	}
}
