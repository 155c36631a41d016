package forms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
)

// checklist draws the 材料清单: the packet's cover list, which stays with the
// applicant. It says what to attach, what to do, and where to sign. The lines
// stand closer when that saves a page.
func (p *Packet) checklist() *pdf.Document {
	best := p.checklistAt(5.2, 1.8)
	for _, closer := range []struct{ leading, gap float64 }{{5.0, 1.2}, {4.7, 0.7}} {
		if len(best.Pages) == 1 {
			break
		}
		if list := p.checklistAt(closer.leading, closer.gap); len(list.Pages) < len(best.Pages) {
			best = list
		}
	}
	return best
}

func (p *Packet) checklistAt(leading, gap float64) *pdf.Document {
	document := p.paper("网站备案材料清单")
	c := &checklistPen{Packet: p, leading: leading, gap: gap, flow: flow{document: document, top: 14, bottom: pdf.A4Height - 15}}
	c.head = continued("网站备案材料清单", p.Application)
	c.begin()
	c.title()
	c.summary()
	c.list("一、要交的材料", "每备齐一项，在方框内打“√”", c.attachments())
	c.list("二、要办的事和要确认的事", "办妥一件，在方框内打“√”", c.tasks())
	c.list("三、签字、盖章、手写的地方", "一律用黑色签字笔亲笔书写；所有日期留空，不填写", c.signatures())
	if c.needsPhoto() {
		c.list("四、网站负责人照片", "", c.photoRules())
	}
	if _, pledge := p.Verdict.Prints(filing.VerificationForm, filing.VariantPledge); pledge {
		c.pledgeText()
	}
	c.process()
	c.footers()
	return document
}

type checklistPen struct {
	*Packet
	flow
	leading, gap float64 // of the lines, and between items
}

func (c *checklistPen) title() {
	form := &c.page.Form
	title := hei(18)
	title.Spacing = 2
	form.TextCentred(pdf.A4Width/2, c.y+8, title, "网站备案材料清单", "")
	hint := song(9.5)
	form.TextCentred(pdf.A4Width/2, c.y+15, hint, "供申请人和经办人逐项核对，不随材料提交", "")
	c.y += 20
}

func (c *checklistPen) summary() {
	a := c.Application
	subject, site := a.Subject(), a.Site()
	filingType := string(c.Verdict.FilingType)
	if filingType == "" {
		filingType = "待查询后确定"
	}
	filedAs := "单位"
	if c.isPerson() {
		filedAs = "个人"
	}
	if kind := subject.Kind.Text; kind != filedAs && kind != "" {
		filedAs += "（" + kind + "）"
	}
	label, text := hei(10), song(10)
	table := pdf.Table{X: tableLeft, Y: c.y, Columns: []float64{24, 64, 24, 64}, RowHeight: 7, Padding: cellPad, Outer: 0.4, Inner: thinRule}
	head := func(words string) pdf.Cell { return pdf.Cell{Words: words, Style: label, Align: pdf.Centre} }
	value := func(words, from string, span int) pdf.Cell {
		return pdf.Cell{Words: words, From: from, Style: text, Span: span, Value: true}
	}
	table.Row(head("主办者"), value(subject.Name.Text, subject.Name.Field.Key(), 3))
	table.Row(head("网站名称"), value(site.Name.Text, site.Name.Field.Key(), 3))
	table.Row(head("网站域名"), value(elide(texts(site.Domains), 12), filing.FieldDomains.Key(), 3))
	table.Row(head("省份"), value(subject.Province.Text, subject.Province.Field.Key(), 1), head("备案类型"), value(filingType, "", 1))
	table.Row(head("备案身份"), value(filedAs, subject.Kind.Field.Key(), 1), head("申请编号"), value(a.ID, filing.FieldApplicationID.Key(), 1))
	table.Draw(c.page)
	c.y += table.Height() + 2.5
	if standing := c.Standing.ZH; standing != "" {
		c.y += c.page.Values.Paragraph(tableLeft, c.y, tableWidth, song(9.5), pdf.Setting{Leading: 5, Justify: true}, standing, "")
	}
	c.y += 2.5
}

// elide keeps the list readable: the papers hold all domains.
func elide(words []string, most int) string {
	if len(words) <= most {
		return strings.Join(words, "；")
	}
	return strings.Join(words[:most], "；") + fmt.Sprintf(" 等 %d 个", len(words))
}

// item is a line of the checklist.
type item struct {
	words  string
	amount string // "2 份"
	rule   string
}

// gathered lets what several rules ask for stand once, with all their ids.
func gathered(items []item) []item {
	var once []item
	at := map[string]int{}
	for _, i := range items {
		if n, ok := at[i.words]; ok {
			once[n].rule += " " + i.rule
			continue
		}
		at[i.words] = len(once)
		once = append(once, i)
	}
	return once
}

// attachments lists what to hand in.
func (c *checklistPen) attachments() []item {
	var items []item
	for _, a := range c.Verdict.Attach {
		amount := ""
		if a.Copies > 0 {
			amount = strconv.Itoa(a.Copies) + " 份"
		}
		items = append(items, item{a.What.ZH, amount, a.Rule})
	}
	return gathered(items)
}

// tasks lists what to do. What is about the photo, or about signing a paper,
// stands with the photo and the papers.
func (c *checklistPen) tasks() []item {
	var items []item
	elsewhere := map[string]bool{"M-11": true, "M-18": true}
	for _, rule := range seasons {
		elsewhere[rule] = c.needsPhoto()
	}
	for _, print := range c.Verdict.Print {
		if print.Variant != filing.VariantRemark && print.Variant != "" {
			elsewhere[print.Rule] = true
		}
	}
	for _, d := range c.Verdict.Do {
		if elsewhere[d.Rule] {
			continue
		}
		items = append(items, item{d.Text.ZH, "", d.Rule})
	}
	return gathered(items)
}

// signatures says for each paper of the packet who signs and seals where.
func (c *checklistPen) signatures() []item {
	owner := c.Application.SiteOwner().Name.Text
	sealed := slices.ContainsFunc(c.Verdict.Do, func(d filing.Task) bool { return d.Rule == "M-14" })
	var items []item
	add := func(words, rule string) { items = append(items, item{words, "", rule}) }
	for _, paper := range c.Verdict.Forms {
		switch paper {
		case filing.VerificationForm:
			where, asked := "核验单：“网站负责人签字”处由"+owner+"本人手写签名", "M-18"
			if print, marked := c.Verdict.Prints(filing.VerificationForm, filing.VariantSeal); marked {
				where, asked = where+"，“（加盖公章）”框内盖章", asked+" "+print.Rule
			} else if sealed {
				where, asked = where+"，并在其右侧加盖单位公章", asked+" M-14"
			}
			add(where, asked)
			for _, print := range c.Verdict.Print {
				switch print.Variant {
				case filing.VariantPledge:
					add("核验单：最下方方格内由"+owner+"本人逐字手抄承诺书", print.Rule)
				case filing.VariantFingerprint:
					add("核验单：“（按手印）”框内由"+owner+"本人按手印，不得盖住文字", print.Rule)
				}
			}
			add("核验单：其余方框、“核验人签字”和“单位盖章（接入服务单位）”留给接入服务单位，申请人不填", "")
		case filing.AcceptanceForm:
			switch {
			case c.isPerson():
				add("受理单：“主办者”和“网站负责人签字”两处由"+owner+"本人手写签名", "M-18")
			case !sealed:
				add("受理单：“网站负责人签字”处由"+owner+"手写签名；没有公章，“主办者”处不盖章", "M-18")
			default:
				add("受理单：“主办者”处加盖单位公章，“网站负责人签字”处由"+owner+"手写签名", "M-14 M-18")
			}
		case filing.AuthorizationLetter:
			where, asked := c.representative()+c.Application.Legal().Name.Text+"和被授权人"+owner+"分别手写签名", "M-06"
			if sealed {
				where, asked = "加盖单位公章，"+where, asked+" M-14"
			}
			add("授权书："+where, asked)
		}
	}
	return items
}

// seasons are the rules by which clothing in the photo fits the season.
var seasons = []string{"BJ-04", "HN-05", "SN-04", "TJ-03", "HL-03"}

func (c *checklistPen) needsPhoto() bool {
	for _, a := range c.Verdict.Attach {
		if a.Rule == "M-09" || a.Rule == "M-10" {
			return true
		}
	}
	return false
}

func (c *checklistPen) photoRules() []item {
	items := []item{
		{words: "须是网站负责人" + c.Application.SiteOwner().Name.Text + "本人：正面、免冠、上半身，面部清晰，不戴墨镜"},
		{words: "以接入服务单位提供的幕布为背景，幕布上的文字完整可见"},
		{words: "彩色照片，不小于 800×600 像素，不得修饰、拼接、翻拍"},
		{words: "照片上显示拍摄日期", rule: "M-11"},
	}
	for _, d := range c.Verdict.Do {
		if slices.Contains(seasons, d.Rule) {
			items = append(items, item{words: "衣着与备案时的季节相符", rule: d.Rule})
		}
	}
	if c.Application.Text(filing.FieldProvince) == "重庆" {
		items = append(items, item{words: "拍摄之日起 10 日内提交有效，过期须重拍", rule: "M-12"})
	}
	return items
}

func (c *checklistPen) heading(words, note string, follow float64) {
	c.need(8 + follow)
	form := &c.page.Form
	style, small := hei(11.5), song(9)
	form.Text(tableLeft, style.Baseline(c.y, 7), style, words, "")
	if note != "" {
		form.Text(tableLeft+style.Width(words)+3, small.Baseline(c.y, 7), small, note, "")
	}
	form.Line(tableLeft, c.y+7, tableRight, c.y+7, 0.4, pdf.Solid)
	c.y += 8
}

// shortList is the height in millimetres up to which a list stands on one page.
const shortList = 60.0

func (c *checklistPen) list(words, note string, items []item) {
	if len(items) == 0 {
		return
	}
	const boxRoom, amountRoom, ruleRoom = 7.0, 14.0, 26.0
	leading := c.leading
	text, small := song(10.5), hei(7.5)
	lines := make([][]pdf.Broken, len(items))
	widths, heights := make([]float64, len(items)), make([]float64, len(items)+1) // none follows the last
	whole := 0.0
	for n, i := range items {
		widths[n] = tableWidth - boxRoom
		if i.rule != "" {
			widths[n] -= ruleRoom
		}
		if i.amount != "" {
			widths[n] -= amountRoom
		}
		lines[n] = c.page.Values.Break(text, i.words, widths[n], 0, "")
		heights[n] = float64(len(lines[n]))*leading + c.gap
		whole += heights[n]
	}
	if whole > shortList {
		whole = heights[0] + heights[1]
	}
	c.heading(words, note, whole)
	for n, i := range items {
		room, height := widths[n], heights[n]
		if n == len(items)-2 { // the last does not stand alone on a page
			c.need(height + heights[n+1])
		}
		c.need(height)
		c.page.Values.Check(tableLeft+1, c.y+c.gap/2+leading/2-1.7, 3.4, false)
		c.page.Values.Lines(tableLeft+boxRoom, c.y+c.gap/2, room, text, pdf.Setting{Leading: leading}, lines[n], "")
		if i.amount != "" {
			c.page.Values.TextRight(tableLeft+boxRoom+room+amountRoom-3, text.Baseline(c.y+c.gap/2, leading), text, i.amount, "")
		}
		c.page.Values.Fit(pdf.Box{X: tableRight - ruleRoom + 1, Y: c.y + c.gap/2, W: ruleRoom - 1, H: max(leading, height-c.gap)}, small, pdf.Right, i.rule, "")
		c.y += height
		c.page.Values.Line(tableLeft, c.y, tableRight, c.y, 0.1, pdf.Dotted)
	}
	c.y += 2 + c.gap
}

// pledgeText prints the Guangdong pledge, to be at hand while copying.
func (c *checklistPen) pledgeText() {
	style := song(10.5)
	setting := pdf.Setting{Leading: 5.6, Indent: 2 * style.Em(), Justify: true}
	height := float64(style.Lines(HandwrittenPledge, tableWidth, setting.Indent)) * setting.Leading
	note := "核验单上已印有范文，内容相同"
	if c.Profile.Pledge == profile.PledgeBlank {
		note = "请按此文逐字抄写在核验单最下方的方格内"
	}
	c.heading("手抄承诺书全文", note, height)
	c.y += c.page.Form.Paragraph(tableLeft, c.y+0.8, tableWidth, style, setting, HandwrittenPledge, "") + 4
}

// process tells the way that the papers take.
func (c *checklistPen) process() {
	steps := []string{
		"接入服务单位审核材料，并当面核验；",
		"待提交至通信管理局：接入服务单位通过后，由备案系统提交，一般在一天以内；",
		"待通信管理局审核：一般为 20 个工作日。",
	}
	const leading = 5.6
	c.heading("办理流程", "", leading*float64(len(steps)+1))
	style := song(10.5)
	for i, step := range steps {
		c.page.Form.Text(tableLeft+1, style.Baseline(c.y+0.8, leading), style, strconv.Itoa(i+1)+".", "")
		c.y += c.page.Form.Paragraph(tableLeft+boxNumber, c.y+0.8, tableWidth-boxNumber, style, pdf.Setting{Leading: leading}, step, "")
	}
	var contact []string
	if c.Profile.PostTo != "" {
		contact = append(contact, "材料寄送至："+c.Profile.PostTo)
	}
	if c.Profile.Phone != "" {
		contact = append(contact, "接入服务单位电话："+c.Profile.Phone)
	}
	for _, words := range contact {
		c.need(2 * leading)
		c.y += c.page.Values.Paragraph(tableLeft+1, c.y+1.6, tableWidth-1, style, pdf.Setting{Leading: leading}, words, "")
	}
}

const boxNumber = 7.0

func (c *checklistPen) footers() {
	style := song(8.5)
	for i, sheet := range c.document.Pages {
		words := pageOf(i+1, len(c.document.Pages))
		sheet.Values.TextCentred(pdf.A4Width/2, pdf.A4Height-10, style, words, "")
	}
}
