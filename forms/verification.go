package forms

import (
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// The 核验单 is a table of five columns, 176 mm wide, centred on the sheet.
const (
	tableWidth = 176.0
	tableLeft  = (pdf.A4Width - tableWidth) / 2
	tableRight = tableLeft + tableWidth
)

// verificationColumns are the left edges of the five columns and the table's
// right edge: 34.6 | 52.0 | 29.1 | 25.9 | 34.4 mm.
var verificationColumns = [6]float64{tableLeft, tableLeft + 34.6, tableLeft + 86.6, tableLeft + 115.7, tableLeft + 141.6, tableRight}

// Room that handwriting, seals and fingers need, in millimetres (forms.md §1).
const (
	signatureWidth    = 60.0
	signatureHeight   = 12.0
	sealSide          = 42.0
	fingerprintWidth  = 22.0
	fingerprintHeight = 28.0
	yearBlank         = 12.0
	dayBlank          = 8.0
	leastRow          = 4.8
	leastMargin       = 8.0
)

// tightness is one way to set the 核验单: the form gives way step by step, as
// far as it stays legible, until everything stands on one A4.
type tightness struct {
	margin      float64 // top and bottom, mm
	titleHeight float64
	points      float64 // the pledges
	leading     float64 // of the pledges, mm
	valuePoints float64 // size that the name and the domains should not go below
	row         float64 // least height of a row at which this setting is taken
}

var tightnesses = []tightness{
	{margin: 15, titleHeight: 13, points: 11, leading: 5.8, valuePoints: 9, row: 6.0},
	{margin: 13, titleHeight: 12, points: 10.5, leading: 5.3, valuePoints: 9, row: 5.4},
	{margin: 11, titleHeight: 11, points: 9.5, leading: 4.7, valuePoints: 8, row: 4.8},
	{margin: 10, titleHeight: 10, points: 9, leading: 4.4, valuePoints: 7, row: leastRow},
}

// verificationSheet is the 核验单 being drawn: a pen that goes down the page.
type verificationSheet struct {
	*Packet
	tightness
	page   *pdf.Page
	y      float64
	row    float64 // height of an ordinary row
	name   float64 // height of row 2
	domain float64 // height of row 3
	spare  float64 // height to share out between the two pledges

	domains string // of the site, as they stand in one row

	fingerprint, seal, pledge bool
}

func (p *Packet) verificationForm() *pdf.Document {
	document := p.paper(verificationTitle)
	s := &verificationSheet{Packet: p, page: page(document), domains: strings.Join(texts(p.Application.Site().Domains), ";")}
	_, s.fingerprint = p.Verdict.Prints(filing.VerificationForm, filing.VariantFingerprint)
	_, s.seal = p.Verdict.Prints(filing.VerificationForm, filing.VariantSeal)
	_, s.pledge = p.Verdict.Prints(filing.VerificationForm, filing.VariantPledge)
	s.fit()
	s.draw()
	if p.WithNotes && !p.trial {
		drawNotes(page(document))
	}
	return document
}

// isPerson reports whether the paper goes in as a person's.
func (p *Packet) isPerson() bool { return p.Verdict.FiledAs == filing.AsPerson }

// hasSealPlace reports whether the 网站主办者 stamps a seal beside the signature.
func (s *verificationSheet) hasSealPlace() bool { return s.seal || !s.isPerson() }

// fit chooses the most generous setting that leaves the rows legible.
func (s *verificationSheet) fit() {
	const compressible = 23 // rows 1 and 4 to 25
	subject := s.Application.Subject().Name.Text
	for _, t := range tightnesses {
		s.tightness = t
		rows := pdf.A4Height - 2*t.margin - t.titleHeight - s.providerHeight() - s.ownerHeight() - s.copyingHeight()
		s.name = valueHeight(subject, t.valuePoints, verificationColumns[3]-verificationColumns[1])
		s.domain = valueHeight(s.domains, t.valuePoints, tableRight-verificationColumns[1])
		s.row = (rows - s.name - s.domain) / compressible
		if s.row >= t.row {
			break
		}
	}
	// What no setting could hold is shrunk to fit its row, or reported there.
	if s.row < leastRow {
		room := s.name + s.domain - compressible*(leastRow-s.row)
		s.row = leastRow
		s.name = max(leastRow, min(s.name, room-leastRow))
		s.domain = max(leastRow, min(s.domain, room-s.name))
	}
	if most := 6.5; s.row > most {
		s.spare = compressible * (s.row - most)
		s.row = most
	}
	s.name, s.domain = max(s.name, s.row), max(s.domain, s.row)
}

// valueHeight is the height of a cell of the given width whose words stand at
// the given size; a blank one has room for a line as well.
func valueHeight(words string, points, width float64) float64 {
	style := song(points)
	lines := max(1, style.Lines(words, width-2*cellPad, 0))
	return float64(lines)*style.Em()*1.25 + 2.2
}

const cellPad = 1.8

const pledgePad = 2.2

func (s *verificationSheet) pledgeLines(words string) float64 {
	return float64(bold(s.points).Lines(words, tableWidth-2*pledgePad-1, 2*bold(s.points).Em())) * s.leading
}

// dateRow is the height of a line on which somebody writes a date.
func (s *verificationSheet) dateRow() float64 { return max(7, s.leading*1.35) }

func (s *verificationSheet) providerHeight() float64 {
	return max(sealSide+1.6, pledgePad+s.pledgeLines(providerPledge)+signatureHeight+s.dateRow()+0.5)
}

// dateBeside reports whether the owner's date stands beside the signature, as
// it does where the pledge is copied below and nothing else wants the room.
func (s *verificationSheet) dateBeside() bool {
	return s.pledge && !s.fingerprint && !s.hasSealPlace()
}

// ownerSigning is the height of the owner's signature and date.
func (s *verificationSheet) ownerSigning() float64 {
	if s.dateBeside() {
		return signatureHeight
	}
	return signatureHeight + s.dateRow()
}

func (s *verificationSheet) ownerHeight() float64 {
	text := pledgePad + s.pledgeLines(ownerPledge)
	height := text + s.ownerSigning() + 1.5
	if s.fingerprint {
		height = max(height, text+1+fingerprintHeight+7)
	}
	switch {
	case s.seal: // marked, and so clear of the pledge
		height = max(height, text+2+sealSide+1.6)
	case s.hasSealPlace():
		height = max(height, sealSide+1.6)
	}
	return height
}

func (s *verificationSheet) draw() {
	title := hei(17)
	title.Spacing = 1.6
	form := &s.page.Form
	form.TextCentred(pdf.A4Width/2, s.margin+s.titleHeight/2+1.2, title, verificationTitle, "")

	top := s.margin + s.titleHeight
	s.y = top
	s.band("网站主办者基本信息：", "（网站主办者填写）")
	s.nameRow()
	s.domainRow()
	s.band("网站备案信息核验内容：", "（接入服务单位填写）")
	for i, row := range verificationRows {
		s.verificationRow(row, i > 0)
	}
	s.band("网站备案信息核验承诺：", "（接入服务单位、网站主办者签署）")
	s.providerBlock()
	s.ownerBlock()
	if s.pledge {
		s.copyingBlock()
	}
	if s.y > pdf.A4Height-leastMargin { // more variants at once than a sheet has room for
		s.page.Values.Lacks(pdf.Problem{From: filing.FieldProvince.Key(), Words: verificationTitle})
	}
	// The border is heavy outside with a fine rule within, as on the ministry's form.
	form.Frame(pdf.Box{X: tableLeft, Y: top, W: tableWidth, H: s.y - top}, heavyRule)
	form.Frame(pdf.Box{X: tableLeft + 0.8, Y: top + 0.8, W: tableWidth - 1.6, H: s.y - top - 1.6}, thinRule)
}

// labelSize is the size of labels that suits the rows, 10.5 pt where they are
// of full height.
func (s *verificationSheet) labelSize() float64 {
	return min(10.5, max(8, s.row*1.66))
}

func (s *verificationSheet) band(words, note string) {
	form := &s.page.Form
	form.Rect(tableLeft+0.8, s.y+0.35, tableWidth-1.6, s.row-0.7, bandGray)
	label := hei(s.labelSize() + 0.5)
	label.White = true
	remark := hei(max(pdf.MinSize, s.labelSize()-1.5))
	remark.White = true
	form.Text(tableLeft+3.5, label.Baseline(s.y, s.row), label, words, "")
	form.Text(tableLeft+3.5+label.Width(words), remark.Baseline(s.y, s.row), remark, note, "")
	s.y += s.row
}

func (s *verificationSheet) rule() {
	s.page.Form.Line(tableLeft+0.8, s.y, tableRight-0.8, s.y, plainRule, pdf.Solid)
}

func (s *verificationSheet) nameRow() {
	form, values, c, h := &s.page.Form, &s.page.Values, verificationColumns, s.name
	label := hei(s.labelSize())
	form.TextCentred((c[0]+c[1])/2, label.Baseline(s.y, h), label, "网站主办者名称", "")
	form.TextCentred((c[3]+c[4])/2, label.Baseline(s.y, h), label, "网站类型", "")
	for _, x := range []float64{c[1], c[3], c[4]} {
		form.Line(x, s.y, x, s.y+h, plainRule, pdf.Solid)
	}
	subject := s.Application.Subject().Name
	values.Fit(pdf.Box{X: c[1], Y: s.y, W: c[3] - c[1], H: h}.Inset(cellPad, 0.5), song(s.labelSize()+0.5), pdf.Left, subject.Text, subject.Field.Key())
	unit, person := "☑", "□"
	if s.isPerson() {
		unit, person = "□", "☑"
	}
	mark := hei(s.labelSize())
	base := mark.Baseline(s.y, h)
	x := (c[4] + c[5] - 7*mark.Em()) / 2
	for _, choice := range [][2]string{{unit, "单位"}, {person, "个人"}} {
		form.Text(values.Marks(x, base, mark, choice[0]), base, mark, choice[1], "")
		x += 4 * mark.Em()
	}
	s.y += h
	s.rule()
}

func (s *verificationSheet) domainRow() {
	form, c, h := &s.page.Form, verificationColumns, s.domain
	label := hei(s.labelSize())
	form.TextCentred((c[0]+c[1])/2, label.Baseline(s.y, h), label, "网站域名", "")
	form.Line(c[1], s.y, c[1], s.y+h, plainRule, pdf.Solid)
	s.page.Values.Fit(pdf.Box{X: c[1], Y: s.y, W: tableRight - c[1], H: h}.Inset(cellPad, 0.5), song(s.labelSize()+0.5), pdf.Left, s.domains, filing.FieldDomains.Key())
	s.y += h
}

func (s *verificationSheet) verificationRow(row verificationRow, ruled bool) {
	form, h := &s.page.Form, s.row
	if s.page.Trial() {
		s.y += h
		return
	}
	switch {
	case row.dotted:
		form.Line(tableLeft+0.8, s.y, tableRight-0.8, s.y, plainRule, pdf.Dotted)
	case !ruled:
	case row.kind == sectionRow: // a double rule begins a section
		form.Line(tableLeft+0.8, s.y-0.3, tableRight-0.8, s.y-0.3, thinRule, pdf.Solid)
		form.Line(tableLeft+0.8, s.y+0.3, tableRight-0.8, s.y+0.3, thinRule, pdf.Solid)
	default:
		s.rule()
	}
	label := hei(s.labelSize())
	base := label.Baseline(s.y, h)
	// Where the boxes 是 and 否 stand: one column down the whole form.
	boxes := tableRight - 26.0
	switch row.kind {
	case sectionRow:
		form.Text(tableLeft+2.2, base, label, row.words, "")
		form.Marks(boxes, base, label, row.boxes)
	case tickRow:
		small := hei(max(pdf.MinSize, min(8.5, s.labelSize()-1.5)))
		base := small.Baseline(s.y, h)
		x := tableLeft + 10
		form.Text(x, base, small, row.words, "")
		form.Marks(x+small.Width(row.words), base, small, row.boxes)
	case splitRow:
		half := verificationColumns[2]
		form.Line(half, s.y, half, s.y+h, plainRule, pdf.Solid)
		form.Text(tableLeft+7, base, label, row.words, "")
		form.Marks(half-26.0, base, label, row.boxes)
		form.Text(half+7, base, label, row.words2, "")
		form.Marks(boxes, base, label, row.boxes)
	default:
		room := boxes - tableLeft - 8
		if row.boxes == "" {
			room = tableRight - tableLeft - 9
		}
		words, note := fitNote(label, row.words, row.note, room)
		form.Text(tableLeft+7, words.Baseline(s.y, h), words, row.words, "")
		x := tableLeft + 7 + words.Width(row.words)
		form.Text(x, note.Baseline(s.y, h), note, row.note, "")
		form.Marks(boxes, base, label, row.boxes)
	}
	s.y += h
}

// fitNote finds the sizes at which a question and its note stand in one line:
// the note gives way first, down to the least legible size.
func fitNote(label pdf.Style, words, note string, room float64) (pdf.Style, pdf.Style) {
	small := hei(max(pdf.MinSize, min(9, label.Size-1.5)))
	for small.Size > pdf.MinSize && label.Width(words)+small.Width(note) > room {
		small.Size = max(pdf.MinSize, small.Size-0.1)
	}
	for label.Size > 8 && label.Width(words)+small.Width(note) > room {
		label.Size -= 0.1
	}
	return label, small
}

// signatureX is where labels of signatures and dates begin.
const signatureX = tableLeft + 4

// sign draws a signature's label and keeps its place free.
func (s *verificationSheet) sign(y float64, label string) (right float64) {
	style := bold(s.points)
	// The label stands low in its room: a hand writes above the line of print.
	s.page.Form.Text(signatureX, style.Baseline(y+signatureHeight-7.5, 7), style, label, "")
	x := signatureX + style.Width(label)
	s.page.Form.Blank("签字", x, y, signatureWidth, signatureHeight)
	return x + signatureWidth
}

// date draws 日　期：　年　月　日 with room for a pen between the words.
func (s *verificationSheet) date(x, y float64) {
	drawDate(&s.page.Form, x, y, s.dateRow(), bold(s.points), "日　　期：")
}

func (s *verificationSheet) providerBlock() {
	height := s.providerHeight() + s.spare*0.45
	style := bold(s.points)
	form := &s.page.Form
	text := form.Paragraph(tableLeft+pledgePad, s.y+pledgePad, tableWidth-2*pledgePad, style,
		pdf.Setting{Leading: s.leading, Indent: 2 * style.Em(), Justify: true}, providerPledge, "")
	room := height - pledgePad - text
	gap := (room - signatureHeight - s.dateRow() - 0.5) / 2
	y := s.y + pledgePad + text + gap
	right := s.sign(y, "核验人签字：")
	seal := bold(min(s.points, 9.5))
	form.Text(right+0.5, seal.Baseline(y+signatureHeight-7.5, 7), seal, "单位盖章（接入服务单位）：", "")
	form.Blank("接入服务单位盖章", tableRight-1.2-sealSide, s.y+height-0.8-sealSide, sealSide, sealSide)
	s.date(signatureX, y+signatureHeight)
	s.y += height
}

func (s *verificationSheet) ownerBlock() {
	form := &s.page.Form
	// The dashes stop short of the seals, as on the ministry's form.
	form.Line(tableLeft+2, s.y, tableRight-46, s.y, 0.4, pdf.Dashed)
	height := s.ownerHeight() + s.spare*0.55
	style := bold(s.points)
	text := form.Paragraph(tableLeft+pledgePad, s.y+pledgePad, tableWidth-2*pledgePad, style,
		pdf.Setting{Leading: s.leading, Indent: 2 * style.Em(), Justify: true}, ownerPledge, "")
	top := s.y + pledgePad + text
	room := s.y + height - top
	gap := (room - s.ownerSigning() - 1.5) / 2
	right := s.sign(top+gap, "网站负责人签字：")
	if s.dateBeside() {
		s.date(right+4, top+gap+signatureHeight-7.5+(7-s.dateRow())/2)
	} else {
		s.date(signatureX, top+gap+signatureHeight)
	}
	if s.fingerprint {
		s.fingerprintPlace(top, room)
	}
	if s.hasSealPlace() {
		s.sealPlace(s.y + height)
	}
	s.y += height
}

func (s *verificationSheet) fingerprintPlace(top, room float64) {
	form := &s.page.Form
	const labelHeight = 4.5
	x, y := tableRight-52.0, top+(room-fingerprintHeight-labelHeight-1)/2
	if s.hasSealPlace() {
		x = tableRight - 1.2 - sealSide - 3 - fingerprintWidth
	}
	dottedFrame(form, pdf.Box{X: x - 0.5, Y: y - 0.5, W: fingerprintWidth + 1, H: fingerprintHeight + 1})
	form.Blank("按手印", x, y, fingerprintWidth, fingerprintHeight)
	style := bold(9)
	form.TextCentred(x+fingerprintWidth/2, style.Baseline(y+fingerprintHeight+0.6, labelHeight), style, "（按手印）", "")
}

func (s *verificationSheet) sealPlace(bottom float64) {
	form := &s.page.Form
	x, y := tableRight-1.2-sealSide, bottom-0.8-sealSide
	form.Blank("网站主办者盖章", x, y, sealSide, sealSide)
	if !s.seal {
		return
	}
	style := bold(9)
	form.TextRight(x-1, style.Baseline(bottom-7, 5), style, "（加盖公章）", "")
	const arm = 4.0
	for _, corner := range [][4]float64{{x, y, 1, 1}, {x + sealSide, y, -1, 1}, {x, y + sealSide, 1, -1}, {x + sealSide, y + sealSide, -1, -1}} {
		form.Line(corner[0], corner[1], corner[0]+arm*corner[2], corner[1], thinRule, pdf.Solid)
		form.Line(corner[0], corner[1], corner[0], corner[1]+arm*corner[3], thinRule, pdf.Solid)
	}
}

func dottedFrame(form *pdf.Layer, b pdf.Box) {
	form.Line(b.X, b.Y, b.X+b.W, b.Y, plainRule, pdf.Dotted)
	form.Line(b.X, b.Y+b.H, b.X+b.W, b.Y+b.H, plainRule, pdf.Dotted)
	form.Line(b.X, b.Y, b.X, b.Y+b.H, plainRule, pdf.Dotted)
	form.Line(b.X+b.W, b.Y, b.X+b.W, b.Y+b.H, plainRule, pdf.Dotted)
}

// drawDate draws a label and 年 月 日 with blanks that are at least 12, 8 and
// 8 mm wide, in a row of the given height; it returns the right end.
func drawDate(form *pdf.Layer, x, y, height float64, style pdf.Style, label string) float64 {
	base := style.Baseline(y, height)
	form.Text(x, base, style, label, "")
	x += style.Width(label)
	for _, part := range []struct {
		room float64
		unit string
	}{{yearBlank + 1.5, "年"}, {dayBlank + 1.5, "月"}, {dayBlank + 1.5, "日"}} {
		form.Blank("日期", x+0.2, y, part.room-0.4, height)
		x += part.room
		form.Text(x, base, style, part.unit, "")
		x += style.Width(part.unit)
	}
	return x
}
