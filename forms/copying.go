package forms

import (
	"math"
	"unicode/utf8"

	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
)

// The 手抄承诺书 of 广东 (GD-03): one square for each character that the person
// copies, 6.5 mm wide, on lines 8 mm apart.
const (
	squareWidth    = 6.5
	squareHeight   = 8.0
	squaresPerLine = 26 // 169 mm of the table's 176
	copyingTitle   = "手抄承诺书"
	copyingGuide   = "（请网站负责人本人用黑色签字笔，将下文逐字抄写在方格内，标点占一格，不得涂改）"
	copyingBlank   = "（请网站负责人本人用黑色签字笔，将《材料清单》上的承诺书全文逐字抄写在方格内，标点占一格，不得涂改）"
	modelPoints    = 8.0
	modelLeading   = 3.7
	copyingHead    = 5.2
	copyingFoot    = 2.2
)

func copyingLines() int {
	return int(math.Ceil(float64(utf8.RuneCountInString(HandwrittenPledge)) / squaresPerLine))
}

func (s *verificationSheet) copyingHeight() float64 {
	if !s.pledge {
		return 0
	}
	height := copyingHead + float64(copyingLines())*squareHeight + copyingFoot
	if s.Profile.Pledge != profile.PledgeBlank {
		height += float64(song(modelPoints).Lines(HandwrittenPledge, tableWidth-2*pledgePad, 2*song(modelPoints).Em()))*modelLeading + 1
	}
	return height
}

func (s *verificationSheet) copyingBlock() {
	form := &s.page.Form
	form.Line(tableLeft+0.8, s.y, tableRight-0.8, s.y, plainRule, pdf.Solid)
	title, hint := bold(10.5), song(8)
	guide := copyingGuide
	if s.Profile.Pledge == profile.PledgeBlank {
		guide = copyingBlank
	}
	form.Text(tableLeft+pledgePad, title.Baseline(s.y+0.4, copyingHead), title, copyingTitle, "")
	form.Text(tableLeft+pledgePad+title.Width(copyingTitle), hint.Baseline(s.y+0.4, copyingHead), hint, guide, "")
	y := s.y + copyingHead
	if s.Profile.Pledge != profile.PledgeBlank {
		model := song(modelPoints)
		y += form.Paragraph(tableLeft+pledgePad, y, tableWidth-2*pledgePad, model,
			pdf.Setting{Leading: modelLeading, Indent: 2 * model.Em(), Justify: true}, HandwrittenPledge, "") + 1
	}
	lines := copyingLines()
	left := tableLeft + (tableWidth-squaresPerLine*squareWidth)/2
	right, bottom := left+squaresPerLine*squareWidth, y+float64(lines)*squareHeight
	for i := 0; i <= lines; i++ {
		at := y + float64(i)*squareHeight
		form.Place(pdf.Line{X1: left, Y1: at, X2: right, Y2: at, Weight: thinRule, Gray: 0})
	}
	for i := 0; i <= squaresPerLine; i++ {
		at := left + float64(i)*squareWidth
		form.Place(pdf.Line{X1: at, Y1: y, X2: at, Y2: bottom, Weight: thinRule * 0.7, Gray: lightRule})
	}
	form.Blank("手抄承诺书", left, y, right-left, bottom-y)
	s.y = bottom + copyingFoot
}
