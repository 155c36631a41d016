package verify

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// A square for each character of the pledge, by forms' §1.
const (
	squarePitch = 6.5
	squareLine  = 8.0
)

// judgePledge judges the block of 广东 at the foot of the 核验单.
func (j *judgement) judgePledge() {
	wanted := j.want.wants(filing.VariantPledge)
	heading, shown := j.find(pledgeHeading)
	area, columns, lines := j.squares()
	if !wanted && !shown && columns == nil {
		return
	}
	if j.want.Known && !wanted {
		j.fault(Pledge, area, "印有手抄承诺书，而此申请不需要", "the pledge to copy is printed although this application needs none")
		return
	}
	if !shown && columns == nil {
		j.fault(Pledge, rect{}, "缺少手抄承诺书和供手抄的方格", "the pledge to copy by hand and its squares are missing")
		return
	}
	at := area
	if shown {
		at = j.box(heading)
	} else {
		j.fault(Pledge, at, "缺少“手抄承诺书”标题", "the heading 手抄承诺书 is missing")
	}
	j.judgeModel(at, shown, heading)
	j.judgeSquares(at, area, columns, lines)
}

// judgeModel judges the text to copy: word for word or, in the style without
// it, not at all.
func (j *judgement) judgeModel(at rect, shown bool, heading span) {
	_, whole := j.find(handPledge)
	part := false
	for _, words := range pledgeMarks {
		part = part || strings.Contains(j.text, words)
	}
	announced := false
	if shown {
		f, ok := j.find(copyModelBelow)
		announced = ok && math.Abs(j.Glyphs[f.from].Y-j.Glyphs[heading.from].Y) < 1
	}
	switch {
	case j.want.Pledge == PledgeElsewhere && part:
		j.fault(Pledge, at, "方格上方印有承诺书文字；此样式只印方格", "the pledge's text stands above the squares; this style prints the squares only")
	case !whole && (part || announced || j.want.Pledge == PledgeOnForm):
		j.fault(Pledge, at, fmt.Sprintf("承诺书的文字缺失、不完整或有错字；应为广东通管局规定的 %d 字", utf8.RuneCountInString(handPledge)),
			fmt.Sprintf("the pledge's text is missing, cut short or altered; it has %d characters word for word", utf8.RuneCountInString(handPledge)))
	}
}

// squares finds the ruled squares from their strokes: the upright rules that
// start and end together, and the level ones that reach over all of them.
func (j *judgement) squares() (area rect, columns, lines []float64) {
	type ends struct{ top, bottom int } // in tenths of a millimetre
	groups := map[ends][]float64{}
	var most ends
	for i := range j.Strokes {
		k := &j.Strokes[i]
		if !upright(k) || math.Abs(k.Y2-k.Y1) < squareLine {
			continue
		}
		e := ends{int(math.Round(min(k.Y1, k.Y2) * 10)), int(math.Round(max(k.Y1, k.Y2) * 10))}
		groups[e] = append(groups[e], k.X1)
		if n, m := len(groups[e]), len(groups[most]); n > m || n == m && e.top < most.top {
			most = e
		}
	}
	if columns = groups[most]; len(columns) < 8 {
		return rect{}, nil, nil
	}
	slices.Sort(columns)
	area = rect{columns[0], float64(most.top) / 10, columns[len(columns)-1], float64(most.bottom) / 10}
	for i := range j.Strokes {
		k, b := &j.Strokes[i], j.strokes[i]
		if across(k) && k.Y1 > area.y0-0.2 && k.Y1 < area.y1+0.2 && b.x0 < area.x0+0.2 && b.x1 > area.x1-0.2 {
			lines = append(lines, k.Y1)
		}
	}
	slices.Sort(lines)
	return area, columns, lines
}

func (j *judgement) judgeSquares(at, area rect, columns, lines []float64) {
	const rounding = 0.02
	places := 0
	for l := 1; l < len(lines); l++ {
		if lines[l]-lines[l-1] < squareLine-rounding {
			continue
		}
		for c := 1; c < len(columns); c++ {
			if columns[c]-columns[c-1] >= squarePitch-rounding {
				places++
			}
		}
	}
	if need := utf8.RuneCountInString(handPledge); places < need {
		j.fault(Squares, at, fmt.Sprintf("供手抄的方格只有 %d 个够大（宽 6.5、行高 8 毫米）；承诺书有 %d 字", places, need),
			fmt.Sprintf("%d squares are large enough (6.5 mm wide, lines of 8 mm); the pledge has %d characters", places, need))
	}
	if columns == nil {
		return
	}
	for i, b := range j.boxes {
		if j.kinds[i] == printed && b.y1 > area.y0+0.1 && b.y0 < area.y1 && b.x1 > area.x0 && b.x0 < area.x1 {
			j.fault(Squares, b, "方格内印有“"+shortened(j.Glyphs[i].Text)+"”；方格应留空", fmt.Sprintf("%q is printed in the squares, which stay empty", shortened(j.Glyphs[i].Text)))
			return
		}
		if j.kinds[i] == printed && b.y0 >= area.y1 {
			j.fault(Squares, b, "方格下方还印有“"+shortened(j.Glyphs[i].Text)+"”；手抄承诺书应是页面的最后一项", fmt.Sprintf("%q is printed below the squares, which are the last thing on the page", shortened(j.Glyphs[i].Text)))
			return
		}
	}
	for i, b := range j.strokes {
		k := &j.Strokes[i]
		ruled := upright(k) && slices.ContainsFunc(columns, func(x float64) bool { return math.Abs(x-k.X1) < 0.01 }) ||
			across(k) && slices.ContainsFunc(lines, func(y float64) bool { return math.Abs(y-k.Y1) < 0.01 })
		if !ruled && b.touches(area.inset(0.2)) {
			j.fault(Squares, b, "方格内印有线条；方格应留空", "a line is printed in the squares, which stay empty")
			return
		}
	}
	for i := range j.Fills {
		if f := &j.Fills[i]; !f.Colour.White() && boxOf(f.Box).touches(area) {
			j.fault(Squares, boxOf(f.Box), "方格内印有色块；方格应留空", "an area is filled in the squares, which stay empty")
			return
		}
	}
}
