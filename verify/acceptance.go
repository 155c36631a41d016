package verify

import (
	"fmt"
	"math"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// judgeAcceptance judges a page of the 受理单.
func (j *judgement) judgeAcceptance() {
	j.judgeChoices()
	j.judgeCell(Blank, "受理编号")
	j.judgeCell(Blank, "受理人")
	j.judgeCell(Date, "受理日期")
	if _, here := j.find(acceptorSeals); !here {
		return // the signatures are on another page
	}
	j.judgeDates()
	j.signBelow(ownerSigns)
	j.signBelow(acceptorSigns)
	seals := subjectSeals
	if _, unit := j.find(subjectSeals); j.want.Known && j.want.As == filing.AsPerson || !j.want.Known && !unit {
		seals = subjectSigns
	}
	j.sealBeside(seals, "主办者")
	j.sealBeside(acceptorSeals, "接入服务单位")
}

// judgeChoices judges the boxes that are ticked from the application.
func (j *judgement) judgeChoices() {
	for _, c := range j.checks {
		words := j.behind(c)
		if j.chosen >= len(j.boxed) {
			j.fault(Boxes, c.rect, "多出一个方框“"+shortened(words)+"”", fmt.Sprintf("a box too many: %q", shortened(words)))
			return
		}
		want := j.boxed[j.chosen]
		j.chosen++
		switch {
		case words != tight(want.Words):
			j.fault(Boxes, c.rect, fmt.Sprintf("方框后是“%s”；应为“%s”", shortened(words), want.Words), fmt.Sprintf("the box reads %q, not %q", shortened(words), want.Words))
			return // all that follow would be off by one
		case !j.want.Known:
		case want.Ticked && !c.ticked:
			j.fault(Boxes, c.rect, "“"+want.Words+"”应打钩", want.Words+" has to be ticked")
		case !want.Ticked && c.ticked:
			j.fault(Boxes, c.rect, "“"+want.Words+"”不应打钩", want.Words+" must not be ticked")
		}
	}
}

// behind is the words that follow a box closely on its line.
func (j *judgement) behind(c check) string {
	first := -1
	j.grid.near(rect{c.x0, c.y0, c.x1 + 2, c.y1}, func(i int) {
		b := j.boxes[i]
		em := j.Glyphs[i].Size * emPerPoint
		if b.y0 < c.y1 && b.y1 > c.y0 && b.x0 > c.x1-0.1*em && b.x0-c.x1 < 0.5*em {
			first = i
		}
	})
	if first < 0 {
		return ""
	}
	end := first + 1
	for end < len(j.Glyphs) && j.kinds[end] != mark {
		g, before := &j.Glyphs[end], &j.Glyphs[end-1]
		if math.Abs(g.Y-before.Y) > 0.2 || math.Abs(j.boxes[end].x0-j.boxes[end-1].x1) > 0.5*g.Size*emPerPoint {
			break
		}
		end++
	}
	var b strings.Builder
	for _, g := range j.Glyphs[first:end] {
		b.WriteString(g.Text)
	}
	return tight(b.String())
}

// judgeLetter judges a page of the 授权书.
func (j *judgement) judgeLetter() {
	f, here := j.findWhere(grantorSeals, 0, j.level)
	if !here {
		return
	}
	j.judgeDates()
	j.signBeside(granteeSigns)
	signs := legalSigns
	if _, trader := j.find(traderSigns); trader {
		signs = traderSigns
	}
	if _, ok := j.find(signs); !ok {
		j.fault(Signature, j.box(f), "缺少签字处“"+legalSigns+"”", "the place to sign, "+legalSigns+", is missing")
	}
	j.signBeside(signs)
	// The seal stands around the middle of its label's line.
	right, y := j.box(f).x1+sealSide, j.Glyphs[f.from].Y
	j.sealRoom("授权单位", right, y, y-sealSide/2-1, y+sealSide/2+1, nil)
}
