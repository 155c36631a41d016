package forms

import (
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// The 受理单 is our own design with the fields of the national filing system:
// blocks with their names upright at the left, a grid of labels and values at
// the right.
const (
	blockName  = 9.0 // width of the column in which a block's name stands
	labelWidth = 29.0
	valueWidth = (tableWidth - blockName - 2*labelWidth) / 2
)

// block is one part of the 受理单.
type block struct {
	name  string
	table pdf.Table
	ticks []ticks
	// leastRow keeps rows high in which somebody writes by hand.
	leastRow float64
}

// density is how close the rows of the 受理单 stand, in millimetres.
type density struct{ row, tick float64 }

// densities are tried from the roomiest on.
var densities = []density{{row: 6.1, tick: 4.4}, {row: 5.4, tick: 3.9}, {row: 4.9, tick: 3.6}}

// acceptanceForm draws the ICP备案信息登记/变更受理单: one page when it fits, if
// need be with closer rows, more when it must; no field is ever lost.
func (p *Packet) acceptanceForm() *pdf.Document {
	blocks := []block{
		p.receptionBlock(), p.businessBlock(), p.subjectBlock(), p.principalBlock(),
		p.siteBlock(), p.siteOwnerBlock(), p.accessBlock(),
	}
	best := p.acceptanceAt(densities[0], blocks)
	for _, d := range densities[1:] {
		if len(best.Pages) == 1 {
			break
		}
		if closer := p.acceptanceAt(d, blocks); len(closer.Pages) < len(best.Pages) {
			best = closer
		}
	}
	return best
}

func (p *Packet) acceptanceAt(d density, blocks []block) *pdf.Document {
	document := p.paper("ICP备案信息登记/变更受理单")
	f := &flow{document: document, top: 13, bottom: pdf.A4Height - 12}
	f.begin()
	title := hei(17)
	title.Spacing = 0.6
	f.page.Form.TextCentred(pdf.A4Width/2, f.y+7, title, "ICP备案信息登记/变更受理单", "")
	f.y += 12

	for i := range blocks {
		blocks[i].tighten(d)
	}
	f.head = continued("ICP备案信息登记/变更受理单", p.Application)
	for _, b := range blocks {
		drawBlock(f, b)
	}
	p.signingBlock(f)
	if len(document.Pages) > 1 {
		style := song(8.5)
		for i, sheet := range document.Pages {
			sheet.Values.TextCentred(pdf.A4Width/2, pdf.A4Height-8, style, pageOf(i+1, len(document.Pages)), "")
		}
	}
	return document
}

// drawBlock draws a block, over several pages when one has no room for it.
func drawBlock(f *flow, b block) {
	table := &b.table
	f.need(table.Heights()[0])
	// A block is parted only where most of a page would stay empty otherwise.
	if whole := table.Height(); whole <= f.bottom-f.top-9 && f.y > (f.top+f.bottom)/2 {
		f.need(whole)
	}
	for table != nil {
		rest := table.Split(f.bottom - f.y)
		table.X, table.Y = tableLeft+blockName, f.y
		table.Draw(f.page)
		if f.y+table.Height() > f.bottom+1 { // a value as long as a page
			f.page.Values.Lacks(tallest(table))
		}
		for _, t := range b.ticks {
			t.draw(table, f.page)
		}
		height := table.Height()
		f.page.Form.Frame(pdf.Box{X: tableLeft, Y: f.y, W: tableWidth, H: height}, 0.4)
		upright(&f.page.Form, b.name, tableLeft, f.y, blockName, height)
		f.y += height
		if table = rest; table != nil {
			f.need(f.bottom)
		}
	}
}

// tallest is the problem of a table whose only row is higher than a page.
func tallest(table *pdf.Table) pdf.Problem {
	var longest pdf.Cell
	for _, row := range table.Rows {
		for _, cell := range row.Cells {
			if len(cell.Words) > len(longest.Words) {
				longest = cell
			}
		}
	}
	return pdf.Problem{From: longest.From, Words: longest.Words}
}

// upright sets a block's name from top to bottom, one character a line; of a
// block too low for that, across.
func upright(form *pdf.Layer, name string, x, y, width, height float64) {
	style := hei(10.5)
	runes := []rune(name)
	if height < 12 {
		style = hei(9)
		form.TextCentred(x+width/2, style.Baseline(y, height), style, name, "")
		return
	}
	pitch := min(style.Em()*1.15, (height-2)/float64(len(runes)))
	if loosest := pitch / 1.08; loosest < style.Em() {
		style = hei(max(7.5, style.Size*loosest/style.Em()))
	}
	top := y + (height-float64(len(runes))*pitch)/2
	for i, r := range runes {
		form.TextCentred(x+width/2, style.Baseline(top+float64(i)*pitch, pitch), style, string(r), "")
	}
}

func newGrid() pdf.Table {
	return pdf.Table{Columns: []float64{labelWidth, valueWidth, labelWidth, valueWidth}, Padding: cellPad, Outer: 0.4, Inner: thinRule}
}

func gridLabel(words string) pdf.Cell {
	return pdf.Cell{Words: words, Style: hei(9), Align: pdf.Centre}
}

func gridValue(e filing.Entry) pdf.Cell {
	return pdf.Cell{Words: e.Text, From: e.Field.Key(), Style: song(10), Value: true}
}

// gridAddress is an address that is copied by hand: it is set as small as 8 pt
// where that spares cutting it.
func gridAddress(e filing.Entry) pdf.Cell {
	cell := gridValue(e)
	const room = valueWidth - 2*cellPad - 0.1
	if song(9).Width(e.Text) > room && song(8).Width(e.Text) <= room {
		cell.Style = song(8)
	}
	return cell
}

// addText adds a value over the whole width, and returns its cell.
func (b *block) addText(label string, e filing.Entry) *pdf.Cell {
	cell := gridValue(e)
	cell.Span = 3
	return &b.table.Row(gridLabel(label), cell).Cells[1]
}

// longList is how many lines of a list are set in full size.
const longList = 6

// mostLines is how many lines of a list stand in one row: a row is never cut,
// so that a longer list goes on in a row that may stand on the next page.
const mostLines = 24

// addList adds values that stand one after the other, parted by semicolons.
func (b *block) addList(label string, values []filing.Entry) {
	e := filing.Entry{Text: strings.Join(texts(values), "；")}
	if len(values) > 0 {
		e.Field = values[0].Field
	}
	style := gridValue(e).Style
	broken := func() []pdf.Broken {
		return style.Break(e.Text, tableWidth-blockName-labelWidth-2*cellPad-0.1, 0)
	}
	lines := broken()
	if len(lines) > longList {
		style = song(8.5)
		lines = broken()
	}
	for len(lines) > mostLines {
		b.addText(label, filing.Entry{Text: joined(lines[:mostLines]), Field: e.Field}).Style = style
		if lines = lines[mostLines:]; len(lines) <= mostLines {
			e.Text = joined(lines)
		}
		label = strings.TrimSuffix(label, "（续）") + "（续）"
	}
	b.addText(label, e).Style = style
}

func joined(lines []pdf.Broken) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.Words)
	}
	return b.String()
}

// ticks is a list of choices in columns, with those ticked that are chosen.
type ticks struct {
	row     *pdf.Row
	list    []string
	chosen  []string
	columns int
	style   pdf.Style
	leading float64
}

func (t *ticks) lines() float64 {
	return float64((len(t.list) + t.columns - 1) / t.columns)
}

// tighten sets how close the block's rows stand.
func (b *block) tighten(d density) {
	b.table.RowHeight = max(d.row, b.leastRow)
	for i := range b.ticks {
		t := &b.ticks[i]
		t.leading = d.tick
		t.row.Height = max(d.row, t.lines()*d.tick+1.6)
	}
}

// addTicks adds a row that shows every choice of a list.
func (b *block) addTicks(label string, list, chosen []string, columns int, points float64) {
	row := b.table.Row(gridLabel(label), pdf.Cell{Span: 3})
	b.ticks = append(b.ticks, ticks{row: row, list: list, chosen: chosen, columns: columns, style: song(points)})
}

// draw sets the choices into the row's cell: the words belong to the form, the
// boxes to the application.
func (t ticks) draw(table *pdf.Table, sheet *pdf.Page) {
	if sheet.Trial() {
		return
	}
	at := slices.Index(table.Rows, t.row)
	if at < 0 {
		return // on another page
	}
	box := table.Box(at, 1).Inset(cellPad, 0)
	top := box.Y + (box.H-t.lines()*t.leading)/2
	left := t.lefts(box)
	for i, choice := range t.list {
		mark := "□"
		if slices.Contains(t.chosen, choice) {
			mark = "☑"
		}
		x := left[i%t.columns]
		y := top + float64(i/t.columns)*t.leading
		base := t.style.Baseline(y, t.leading)
		sheet.Form.Text(sheet.Values.Marks(x, base, t.style, mark), base, t.style, choice, "")
	}
}

// lefts are where the columns begin: even ones, or, where a choice is too long
// for that, columns as wide as their choices with even gaps between.
func (t ticks) lefts(box pdf.Box) []float64 {
	widest := make([]float64, t.columns)
	rest, even := box.W, true
	for i, choice := range t.list {
		c := i % t.columns
		widest[c] = max(widest[c], t.style.Width("□"+choice))
	}
	for _, w := range widest {
		rest -= w
		even = even && w+t.style.Em() < box.W/float64(t.columns)
	}
	left := make([]float64, t.columns)
	x := box.X
	for c := range left {
		left[c] = x
		if even {
			x += box.W / float64(t.columns)
		} else {
			x += widest[c] + rest/float64(t.columns)
		}
	}
	return left
}

func (p *Packet) receptionBlock() block {
	t := newGrid()
	t.Columns = []float64{labelWidth, 40, 20, 30, 20, tableWidth - blockName - labelWidth - 110}
	blank := func(name string) pdf.Cell { return pdf.Cell{Blank: name} }
	t.Row(gridLabel("受理编号"), blank("受理编号"), gridLabel("受理人"), blank("受理人"), gridLabel("受理日期"), blank("受理日期"))
	return block{name: "受理", table: t, leastRow: 9}
}

func (p *Packet) businessBlock() block {
	a := p.Application
	b := block{name: "业务", table: newGrid()}
	t := &b.table
	types := make([]string, len(filing.FilingTypes))
	for i, kind := range filing.FilingTypes {
		types[i] = string(kind)
	}
	b.addTicks("业务类型", types, []string{string(p.Verdict.FilingType)}, 4, 10)
	t.Row(gridLabel("主体备案号"), gridValue(recordEntry(a, filing.FieldSubjectRecord)), gridLabel("网站备案号"), gridValue(recordEntry(a, filing.FieldDomainRecord)))
	if change := p.changeEntries(); change != nil {
		for _, c := range change {
			b.addText(c.label, c.entry)
		}
	}
	return b
}

// recordEntry is a filing number, blank where the public query found none.
func recordEntry(a *filing.Application, f filing.Field) filing.Entry {
	e := a.Entry(f)
	if e.Text == "无" {
		e.Text = ""
	}
	return e
}

type change struct {
	label string
	entry filing.Entry
}

// changeEntries tell what a 变更备案 changes: 原 … → 现 ….
func (p *Packet) changeEntries() []change {
	a := p.Application
	var changes []change
	add := func(label string, previous, present filing.Field) {
		if before := a.Text(previous); before != "" && before != a.Text(present) {
			changes = append(changes, change{label, filing.Entry{Text: "原：" + before + "　→　现：" + a.Text(present), Field: previous}})
		}
	}
	add("主办单位名称变更", filing.FieldPreviousName, filing.FieldSubjectName)
	add("主体性质变更", filing.FieldPreviousKind, filing.FieldSubjectKind)
	add("证件号码变更", filing.FieldPreviousDocNo, filing.FieldSubjectDocNo)
	if note := a.Entry(filing.FieldChangeNote); note.Text != "" || p.Verdict.FilingType == filing.ChangeFiling {
		changes = append(changes, change{"变更内容", note})
	}
	return changes
}

func (p *Packet) subjectBlock() block {
	s := p.Application.Subject()
	b := block{name: "主办单位", table: newGrid()}
	t := &b.table
	b.addText("主办单位名称", s.Name)
	b.addTicks("主办单位性质", filing.SubjectKinds, []string{s.Kind.Text}, 4, 9)
	t.Row(gridLabel("证件类型"), gridValue(s.DocType), gridLabel("证件号码"), gridValue(s.DocNo))
	t.Row(gridLabel("证件有效期至"), gridValue(s.DocExpiry), gridLabel("投资者或主管单位"), gridValue(s.Investor))
	b.addText("证件住所", s.DocAddress)
	b.addText("所在地", p.location())
	b.addText("通信地址", s.Address)
	return b
}

// location is 省、市、县 in one.
func (p *Packet) location() filing.Entry {
	s := p.Application.Subject()
	province := s.Province.Text
	if known, ok := filing.ParseProvince(province); ok {
		province = known.Full
	}
	parts := []string{province}
	for _, part := range []string{s.City.Text, s.County.Text} {
		if part != "" && part != province && part != s.Province.Text {
			parts = append(parts, part)
		}
	}
	return filing.Entry{Text: strings.Join(parts, "　"), Field: filing.FieldCity}
}

func personRows(t *pdf.Table, person filing.Person) {
	t.Row(gridLabel("姓名"), gridValue(person.Name), gridLabel("证件类型"), gridValue(person.DocType))
	t.Row(gridLabel("证件号码"), gridValue(person.DocNo), gridLabel("手机"), gridValue(person.Mobile))
	t.Row(gridLabel("办公电话"), gridValue(person.Phone), gridLabel("电子邮箱"), gridAddress(person.Email))
}

func (p *Packet) principalBlock() block {
	t := newGrid()
	personRows(&t, p.Application.Principal())
	t.Row(gridLabel("应急联系人"), gridValue(p.Application.Entry(filing.FieldEmergencyName)),
		gridLabel("应急联系电话"), gridValue(p.Application.Entry(filing.FieldEmergencyMobile)))
	return block{name: "主体负责人", table: t}
}

func (p *Packet) siteBlock() block {
	s := p.Application.Site()
	b := block{name: "网站", table: newGrid()}
	t := &b.table
	b.addText("网站名称", s.Name)
	b.addText("首页网址", s.HomeURL)
	b.addList("网站域名", s.Domains)
	b.addTicks("服务内容", filing.Contents, chosen(s.Content.Text), 5, 8)
	if other := besides(s.Content.Text, filing.Contents); other != "" {
		b.addText("服务内容说明", filing.Entry{Text: other, Field: s.Content.Field})
	}
	languages := chosen(s.Language.Text)
	if len(languages) == 0 {
		languages = []string{"中文简体"}
	}
	b.addTicks("网站语言", filing.Languages, languages, 6, 8.5)
	t.Row(gridLabel("前置审批类别"), gridValue(s.ApprovalKind), gridLabel("前置审批文号"), gridValue(s.ApprovalNo))
	b.addText("备注", p.remark())
	return b
}

// chosen splits the values of a field that may hold several of a list.
func chosen(text string) []string { return filing.Split(text) }

// besides is what the field says beyond the words of the list.
func besides(text string, list []string) string {
	var others []string
	for _, word := range chosen(text) {
		if !slices.Contains(list, word) {
			others = append(others, word)
		}
	}
	return strings.Join(others, "；")
}

// remark is the remark with what the province wants to read there.
func (p *Packet) remark() filing.Entry {
	remark := p.Application.Entry(filing.FieldRemark)
	parts := []string{}
	if remark.Text != "" {
		parts = append(parts, remark.Text)
	}
	for _, print := range p.Verdict.Print {
		if print.Form == filing.AcceptanceForm && print.Variant == filing.VariantRemark && print.Text != "" && !strings.Contains(remark.Text, print.Text) {
			parts = append(parts, print.Text)
		}
	}
	remark.Text = strings.Join(parts, "；")
	return remark
}

func (p *Packet) siteOwnerBlock() block {
	t := newGrid()
	personRows(&t, p.Application.SiteOwner())
	return block{name: "网站负责人", table: t}
}

func (p *Packet) accessBlock() block {
	a := p.Application
	mode, province, ip := a.Entry(filing.FieldAccessMode), a.Entry(filing.FieldAccessProvince), a.Entry(filing.FieldIP)
	b := block{name: "接入", table: newGrid()}
	t := &b.table
	if p.Profile.Provider == "" {
		t.Row(gridLabel("接入服务提供者"), pdf.Cell{Blank: "接入服务提供者", Span: 3})
	} else {
		b.addText("接入服务提供者", filing.Entry{Text: p.Profile.Provider})
	}
	b.addTicks("接入方式", filing.AccessModes, chosen(mode.Text), 5, 9.5)
	if song(10).Width(ip.Text) > 2*valueWidth-6*cellPad { // more than two lines, and IPv6 would be cut
		b.addText("服务器放置地", province)
		b.addText("网站IP地址", ip)
		return b
	}
	t.Row(gridLabel("服务器放置地"), gridValue(province), gridLabel("网站IP地址"), gridAddress(ip))
	return b
}

// signingBlock leaves room for two seals and three signatures.
func (p *Packet) signingBlock(f *flow) {
	const height = sealSide + 1.6
	f.need(height)
	form := &f.page.Form
	half := tableWidth / 2
	form.Frame(pdf.Box{X: tableLeft, Y: f.y, W: tableWidth, H: height}, 0.4)
	form.Line(tableLeft+half, f.y, tableLeft+half, f.y+height, thinRule, pdf.Solid)
	style := hei(9.5)
	column := func(x float64, seal, signer, role string) {
		form.Text(x+2, style.Baseline(f.y+1.5, 6), style, seal, "")
		form.Text(x+2, style.Baseline(f.y+14, 7), style, signer, "")
		form.Blank("签字", x+2, f.y+21, half-sealSide-4, 12)
		drawDate(form, x+2, f.y+height-8.5, 7, hei(9), "")
		form.Blank(role, x+half-sealSide-0.8, f.y+0.8, sealSide, sealSide)
	}
	own := "主办者（单位盖章）："
	if p.isPerson() {
		own = "主办者（签字）："
	}
	column(tableLeft, own, "网站负责人签字：", "主办者盖章")
	column(tableLeft+half, "接入服务单位（盖章）：", "经办人：", "接入服务单位盖章")
	f.y += height
}
