package verify

import (
	"fmt"

	"github.com/icpgen/icpgen/filing"
)

// judgeVerification judges the sheet of the 核验单.
func (j *judgement) judgeVerification() {
	j.judgeWording()
	unit, person := j.judgeBoxes()
	j.judgeDates()
	j.signBeside(verifierSigns)
	j.signBeside(ownerSigns)
	j.judgeSeals(unit, person)
	j.judgeFingerprint(j.want.wants(filing.VariantFingerprint))
	j.judgePledge()
}

func (j *judgement) judgeWording() {
	var missing []string
	for _, line := range verificationWording {
		if _, ok := j.find(line.words); !ok {
			missing = append(missing, line.words)
		}
	}
	for _, l := range verificationLabels {
		n := 0
		for _, f := range j.all(l.words) {
			if j.alone(f) {
				n++
			}
		}
		if n < l.times {
			missing = append(missing, l.words)
		}
	}
	if few := 4; len(missing) > few {
		j.fault(Form, rect{}, fmt.Sprintf("固定文字缺少或有错字 %d 处，第一处是“%s”", len(missing), shortened(missing[0])),
			fmt.Sprintf("%d pieces of the fixed wording are missing or altered, first %q", len(missing), shortened(missing[0])))
		return
	}
	for _, words := range missing {
		j.fault(Form, rect{}, "缺少固定文字“"+shortened(words)+"”，或有错字", fmt.Sprintf("the fixed wording %q is missing or altered", shortened(words)))
	}
}

// judgeBoxes judges the boxes, and returns whether 单位 and 个人 are ticked.
func (j *judgement) judgeBoxes() (unit, person bool) {
	if n := verificationBoxes(); len(j.checks) != n {
		j.fault(Boxes, rect{}, fmt.Sprintf("有 %d 个方框；核验单应有 %d 个", len(j.checks), n), fmt.Sprintf("%d boxes; the 核验单 has %d", len(j.checks), n))
	}
	isUnit, isPerson := j.checkBefore(unitLabel+personLabel, 0), j.checkBefore(unitLabel+personLabel, 2)
	for i, c := range j.checks {
		switch {
		case i == isUnit:
			unit = c.ticked
		case i == isPerson:
			person = c.ticked
		case c.ticked:
			j.fault(Boxes, c.rect, "方框已打钩或印有内容；接入服务单位核验的方框应全部留空", "this box is not empty; those that the verifier ticks are left blank")
		}
	}
	at := rect{}
	if isUnit >= 0 {
		at = j.checks[isUnit].rect
	}
	switch {
	case isUnit < 0 || isPerson < 0:
		j.fault(Boxes, at, "“网站类型”的单位、个人前缺少方框", "the boxes of 单位 and 个人 are missing")
	case unit == person:
		j.fault(Boxes, at, "“网站类型”应在单位、个人中恰好勾选一项", "exactly one of 单位 and 个人 has to be ticked")
	case j.want.Known && unit != (j.want.As == filing.AsUnit):
		j.fault(Boxes, at, "“网站类型”勾错了：单位、个人与申请不符", "the wrong one of 单位 and 个人 is ticked")
	}
	return unit, person
}

// checkBefore is the index of the box left of the nth character of words, -1
// when there is none.
func (j *judgement) checkBefore(words string, nth int) int {
	at := -1
	j.findWhere(words, 0, func(f span) bool {
		i := f.from
		for n := 0; i < f.to && n < nth; i++ {
			if j.kinds[i] != white {
				n++
			}
		}
		for i < f.to && j.kinds[i] == white {
			i++
		}
		if i < f.to && j.reads(f) {
			at = j.checkLeft(i)
		}
		return at >= 0
	})
	return at
}

// checkLeft is the index of the box that a glyph stands close behind.
func (j *judgement) checkLeft(glyph int) int {
	b := j.boxes[glyph]
	em := j.Glyphs[glyph].Size * emPerPoint
	for i, c := range j.checks {
		if c.y0 < b.y1 && c.y1 > b.y0 && c.x1 < b.x0+0.1*em && b.x0-c.x1 < 0.5*em {
			return i
		}
	}
	return -1
}

// judgeSeals judges the provider's seal place, and the owner's where a unit
// signs or the province has it marked. Only the pledge that a seal seals may
// stand under it.
func (j *judgement) judgeSeals(unit, person bool) {
	provider, ok1 := j.find(providerPledge)
	owner, ok2 := j.find(ownerPledge)
	signs, ok3 := j.findWhere(ownerSigns, 0, j.level)
	label, ok4 := j.findWhere(providerSeals, 0, j.level)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return // judgeWording tells
	}
	// The dashes between the two pledges, and the inner rule of the border.
	providerBox, ownerBox := j.box(provider), j.box(owner)
	divider, right := (j.box(label).y1+ownerBox.y0)/2, 0.0
	for i := range j.Strokes {
		k := &j.Strokes[i]
		if k.Dashed && across(k) && k.Y1 > providerBox.y1 && k.Y1 < ownerBox.y0 && k.X2-k.X1 > 100 {
			divider = k.Y1
		}
		if y := j.Glyphs[signs.from].Y; upright(k) && k.Y1 < y && k.Y2 > y && j.strokes[i].y1-j.strokes[i].y0 > 100 && k.X1 > ownerBox.x1 {
			if right == 0 || k.X1 < right {
				right = k.X1
			}
		}
	}
	if right == 0 {
		j.fault(Form, providerBox, "表格缺少右边框", "the table's border at the right is missing")
		return
	}
	right -= 0.4
	j.sealRoom("接入服务单位", right, j.Glyphs[label.from].Y, 0, divider, within(provider))

	mark, marked := j.findWhere(sealMark, 0, j.level)
	if marked && j.want.Known && !j.want.wants(filing.VariantSeal) {
		j.fault(Seal, j.box(mark), "印有“（加盖公章）”，而此申请不需要", "a marked place for a seal although this application needs none")
	}
	if j.want.wants(filing.VariantSeal) {
		if !marked {
			j.fault(Seal, rect{}, "缺少“（加盖公章）”的位置", "the marked place of the seal, （加盖公章）, is missing")
		} else if n := j.corners(rect{right - sealSide, divider, right, j.box(mark).y1 + sealSide}); n < 8 {
			j.fault(Seal, j.box(mark), "“（加盖公章）”旁缺少标出盖章范围的四角", "the corners that mark the place of the seal are missing")
		}
	}
	if j.want.wants(filing.VariantSeal) || marked || j.want.As == filing.AsUnit || !j.want.Known && unit && !person {
		y := j.Glyphs[signs.from].Y
		if marked {
			y = j.Glyphs[mark.from].Y - 2
		}
		j.sealRoom("网站主办者", right, y, divider, j.HeightMM, within(owner))
	}
}

// corners counts the short strokes at the edges of a seal's marked place.
func (j *judgement) corners(place rect) (n int) {
	place = place.inset(-0.2)
	for i := range j.Strokes {
		k, b := &j.Strokes[i], j.strokes[i]
		long := max(b.x1-b.x0, b.y1-b.y0)
		if (upright(k) || across(k)) && long > 2 && long < 8 && b.x0 > place.x0 && b.x1 < place.x1 && b.y0 > place.y0 && b.y1 < place.y1 {
			n++
		}
	}
	return n
}
