package verify

import (
	"fmt"
	"math"

	"github.com/icpgen/icpgen/filing"
)

// Room that hands, seals and fingers need, in millimetres.
const (
	signatureWidth, signatureHeight     = 60.0, 12.0
	sealSide                            = 42.0
	fingerprintWidth, fingerprintHeight = 22.0, 28.0
	yearRoom, dayRoom                   = 12.0, 8.0

	slack = 0.3 // the thickness of rules, and rounding
)

// judgeDates judges every 年 月 日 that is left to the pen.
func (j *judgement) judgeDates() {
	for _, f := range j.all("年月日") {
		if !j.level(f) || f.to-f.from != 3 {
			continue
		}
		year, month, day := j.boxes[f.from], j.boxes[f.from+1], j.boxes[f.from+2]
		y := j.Glyphs[f.from].Y
		// Narrow gaps are a date within a sentence.
		if month.x0-year.x1 < 0.7*dayRoom || day.x0-month.x1 < 0.7*dayRoom {
			continue
		}
		j.dated++
		for _, gap := range []struct {
			zh       string
			from, to float64
			room     float64
		}{{"年", year.x0 - yearRoom, year.x0, yearRoom}, {"月", year.x1, month.x0, dayRoom}, {"日", month.x1, day.x0, dayRoom}} {
			place := rect{gap.from, y - 4.4, gap.to, y + 1.4}
			if gap.to-gap.from < gap.room-0.01 {
				j.fault(Date, place, fmt.Sprintf("日期“%s”前只有 %.1f 毫米；应至少留 %.0f 毫米", gap.zh, gap.to-gap.from, gap.room),
					fmt.Sprintf("%.1f mm before %s in the date; at least %.0f mm are needed", gap.to-gap.from, gap.zh, gap.room))
			}
			if ink, any := j.inkIn(place.inset(0.1), nil); any {
				zh, en := ink.quoted()
				j.fault(Date, ink.rect, fmt.Sprintf("日期“%s”前印有%s；日期应全部留空，由本人手写", gap.zh, zh),
					fmt.Sprintf("%s stands before %s in the date; dates are left to the pen", en, gap.zh))
			}
		}
	}
}

// signBeside judges the room for a signature right of its label.
func (j *judgement) signBeside(words string) {
	f, ok := j.findWhere(words, 0, j.level)
	if !ok {
		return // judgeSigned tells
	}
	j.signed[words] = true
	b := j.box(f)
	// The label stands low in its room: a hand writes above the line of print.
	y := j.Glyphs[f.from].Y
	j.signRoom(words, rect{b.x1 + 0.1, y - 9, b.x1 + signatureWidth - 0.1, y + 2}, y-1)
}

// signBelow judges the room for a signature under its label, 40 mm wide.
func (j *judgement) signBelow(words string) {
	f, ok := j.findWhere(words, 0, j.level)
	if !ok {
		return
	}
	j.signed[words] = true
	b := j.box(f)
	j.signRoom(words, rect{b.x0, b.y1 + 0.1, b.x0 + 40, b.y1 + signatureHeight}, b.y1+0.5)
}

// signRoom judges the columns of a place for 12 mm of height around y.
func (j *judgement) signRoom(words string, place rect, y float64) {
	top, bottom := j.room(place.x0, place.x1, y, nil)
	zh, en := "", ""
	if ink, any := j.inkIn(place, nil); any {
		printedZH, printedEN := ink.quoted()
		if bottom-top >= signatureHeight-0.1 { // room enough, but elsewhere
			j.fault(Signature, ink.rect, fmt.Sprintf("“%s”处印有%s；应留空 %.0f × %.0f 毫米，由本人签字", words, printedZH, place.x1-place.x0, signatureHeight),
				fmt.Sprintf("%s stands where %s is to be signed; %.0f × %.0f mm stay free", printedEN, words, place.x1-place.x0, signatureHeight))
			return
		}
		zh, en = "，其中印有"+printedZH, "; there stands "+printedEN
	} else if bottom-top >= signatureHeight-0.1 {
		return
	}
	j.fault(Signature, place, fmt.Sprintf("“%s”处可签字的高度只有 %.1f 毫米%s；应留空 %.0f × %.0f 毫米", words, bottom-top, zh, place.x1-place.x0, signatureHeight),
		fmt.Sprintf("only %.1f mm of height to sign at %s%s; %.0f × %.0f mm stay free", bottom-top, words, en, place.x1-place.x0, signatureHeight))
}

// judgeSigned tells which places for a signature the paper does not have.
func (j *judgement) judgeSigned() {
	var wanted []string
	switch j.paper {
	case filing.VerificationForm:
		wanted = []string{verifierSigns, ownerSigns}
	case filing.AcceptanceForm:
		wanted = []string{ownerSigns, acceptorSigns}
	case filing.AuthorizationLetter:
		wanted = []string{granteeSigns}
	}
	for _, words := range wanted {
		if !j.signed[words] {
			j.paperFault(Signature, "缺少签字处“"+words+"”", "the place to sign, "+words+", is missing")
		}
	}
}

// sealRoom judges a place of 42 × 42 mm whose right edge is given, free from
// top to bottom around y. The column may hold what but says.
func (j *judgement) sealRoom(words string, right, y, top, bottom float64, but except) {
	place := rect{right - sealSide + 0.15, y - sealSide/2, right - 0.15, y + sealSide/2}
	up, down := j.room(place.x0, place.x1, y, but)
	height := min(down, bottom) - max(up, top)
	if height >= sealSide-slack {
		return
	}
	// What stands there is sought between the rules around it.
	zh, en := "", ""
	up, down = j.room(place.x0, place.x1, y, func(int) bool { return true })
	place.y0, place.y1 = max(top, up), min(bottom, down)
	if ink, any := j.inkIn(place.inset(0.05), but); any && ink.words != "" {
		printedZH, printedEN := ink.quoted()
		zh, en = "，印有"+printedZH, "; there stands "+printedEN
		place = ink.rect
	}
	j.fault(Seal, place, fmt.Sprintf("%s盖章处只有 %.1f 毫米高的空白%s；应留空 42 × 42 毫米", words, max(0, height), zh),
		fmt.Sprintf("only %.1f mm of height for the seal of %s%s; 42 × 42 mm stay free", max(0, height), words, en))
}

// sealBeside judges the seal at the right end of the cell in which a label stands.
func (j *judgement) sealBeside(words, of string) {
	f, ok := j.findWhere(words, 0, j.level)
	if !ok {
		j.fault(Seal, rect{}, "缺少盖章处“"+words+"”", "the place of the seal, "+words+", is missing")
		return
	}
	b := j.box(f)
	edge, ok := j.edgeRight(b.x1, j.Glyphs[f.from].Y)
	if !ok {
		edge = j.WidthMM - printable
	}
	j.sealRoom(of, edge-0.7, j.Glyphs[f.from].Y+4, 0, j.HeightMM, nil)
}

// judgeCell judges a cell right of its label that the provider fills in.
func (j *judgement) judgeCell(promise, words string) {
	f, ok := j.findWhere(words, 0, func(f span) bool { return j.level(f) && j.alone(f) })
	if !ok {
		return
	}
	b := j.box(f)
	y := (b.y0 + b.y1) / 2
	left, ok1 := j.edgeRight(b.x1, y)
	right, ok2 := j.edgeRight(left+0.1, y)
	if !ok1 || !ok2 {
		return
	}
	top, bottom := 0.0, j.HeightMM
	for i := range j.Strokes {
		k := &j.Strokes[i]
		if s := j.strokes[i]; across(k) && s.x0 < (left+right)/2 && s.x1 > (left+right)/2 {
			if k.Y1 < y {
				top = max(top, k.Y1)
			} else {
				bottom = min(bottom, k.Y1)
			}
		}
	}
	if ink, any := j.inkIn(rect{left, top, right, bottom}.inset(0.4), nil); any {
		zh, en := ink.quoted()
		j.fault(promise, ink.rect, fmt.Sprintf("“%s”栏里印有%s；应留空，由接入服务单位填写", words, zh),
			fmt.Sprintf("%s stands in %s, which is left to the provider", en, words))
	}
}

// judgeFingerprint judges the dotted frame above （按手印）.
func (j *judgement) judgeFingerprint(wanted bool) {
	f, ok := j.findWhere(fingerMark, 0, j.level)
	if !ok {
		if wanted {
			j.fault(Fingerprint, rect{}, "缺少“（按手印）”的位置，22 × 28 毫米", "the place of the fingerprint, 22 × 28 mm, is missing")
		}
		return
	}
	b := j.box(f)
	if j.want.Known && !wanted {
		j.fault(Fingerprint, b, "印有“（按手印）”，而此申请不需要", "a place for a fingerprint although this application needs none")
		return
	}
	x := (b.x0 + b.x1) / 2
	// The frame's sides: two short level rules above the label, and the upright
	// ones at both ends of the lower.
	over := func(s rect) bool {
		return s.x0 < x && s.x1 > x && s.x1-s.x0 > fingerprintWidth && s.x1-s.x0 < 2*fingerprintWidth
	}
	left, right, top, bottom := math.Inf(-1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := range j.Strokes {
		if k, s := &j.Strokes[i], j.strokes[i]; across(k) && over(s) && k.Y1 < b.y1 && k.Y1 > b.y0-8 {
			bottom = max(bottom, s.y0)
		}
	}
	for i := range j.Strokes {
		switch k, s := &j.Strokes[i], j.strokes[i]; {
		case across(k) && over(s) && s.y1 < bottom-1:
			top = max(top, s.y1)
		case upright(k) && s.y0 < bottom-1 && s.y1 > bottom-1 && s.x1 <= x:
			left = max(left, s.x1)
		case upright(k) && s.y0 < bottom-1 && s.y1 > bottom-1 && s.x0 >= x:
			right = min(right, s.x0)
		}
	}
	place := rect{left, top, right, bottom}
	if math.IsInf(left, 0) || math.IsInf(right, 0) || math.IsInf(top, 0) || math.IsInf(bottom, 0) ||
		right-left < fingerprintWidth || bottom-top < fingerprintHeight {
		j.fault(Fingerprint, b, "“（按手印）”上方没有 22 × 28 毫米的框", "no frame of 22 × 28 mm stands above （按手印）")
		return
	}
	if ink, any := j.inkIn(place.inset(0.05), nil); any {
		zh, en := ink.quoted()
		j.fault(Fingerprint, ink.rect, "按手印处印有"+zh+"；应留空", en+" stands in the place of the fingerprint")
	}
}
