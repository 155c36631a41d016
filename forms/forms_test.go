package forms

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
)

// packet is a made-up application under its headings, with a verdict.
func packet(values map[string]string, as filing.FiledAs, variants ...filing.Variant) Packet {
	a := &filing.Application{ID: "0001", Place: filing.Place{Workbook: "a.xlsx", Sheet: "备案信息", Row: 2}}
	for heading, text := range values {
		field, ok := filing.FieldByHeading(heading)
		if !ok {
			panic("no heading " + heading)
		}
		a.Set(field, text)
		a.Values[field].Cell = "B" + field.Key()
	}
	v := &filing.Verdict{FiledAs: as, FilingType: filing.NewFiling, Forms: filing.Papers}
	for _, variant := range variants {
		v.Print = append(v.Print, filing.Printing{Rule: "T-01", Form: filing.VerificationForm, Variant: variant})
	}
	return Packet{Application: a, Verdict: v, Profile: profile.Profile{Pledge: profile.PledgeGuide, Copies: 2}}
}

func company() map[string]string {
	return map[string]string{
		"省份": "浙江", "城市": "杭州市", "区县": "西湖区", "主办单位性质": "企业", "主办单位名称": "杭州青禾纸品有限公司",
		"主办单位证件类型": "营业执照", "主办单位证件号码": "91350100M000100Y43", "主办单位证件有效期至": "长期",
		"证件住所": "浙江省杭州市西湖区文三路 90 号 71 幢 302 室", "通信地址": "浙江省杭州市西湖区文三路 90 号 71 幢 302 室",
		"法定代表人姓名": "沈知行", "法定代表人证件类型": "居民身份证", "法定代表人证件号码": "11010519491231002X",
		"网站负责人姓名": "林晚晴", "网站负责人证件类型": "居民身份证", "网站负责人证件号码": "440524188001010014",
		"网站负责人手机": "13800571001", "网站负责人邮箱": "linwanqing@example.cn",
		"主体负责人手机": "13800571000", "主体负责人邮箱": "shenzhixing@example.cn",
		"网站名称": "青禾纸品", "首页网址": "http://www.example.cn", "网站域名": "www.example.cn", "网站服务内容": "单位门户网站;图样定制",
		"网站备注": "介绍手工纸样品", "接入方式": "云接入", "服务器放置地": "浙江", "网站IP地址": "203.0.113.18",
	}
}

func individual() map[string]string {
	return map[string]string{
		"省份": "广东", "城市": "广州市", "主办单位性质": "个人", "主办单位名称": "陈𬭎", "主办单位证件类型": "居民身份证",
		"主办单位证件号码": "11010519491231002X", "网站域名": "example.cn", "网站名称": "岭南光影手记",
		"通信地址": "广东省广州市天河区林和街 18 号 5 栋 1203 室", "网站备注": "个人摄影作品展示", "网站服务内容": "博客/个人空间",
		"主体负责人手机": "13800200001", "网站负责人手机": "13800200001",
	}
}

func with(values map[string]string, heading, text string) map[string]string {
	values[heading] = text
	return values
}

const longName = "上海市浦东新区云栖梧桐国际文化艺术交流与数字内容创意设计服务中心（有限合伙）分公司"

const twelveDomains = "shufeng.com;shufeng.cn;shufeng.net;shufeng.com.cn;shufengyun.com;shufengyun.cn;shufengyun.net;" +
	"shufeng-cloud.com;shufeng-cloud.cn;shufeng-docs.com;shufeng-status.net;数峰云联.中国"

func cases() map[string]Packet {
	blank := packet(individual(), filing.AsPerson, filing.VariantPledge)
	blank.Profile.Pledge = profile.PledgeBlank
	crowded := with(with(company(), "主办单位名称", longName), "网站域名", twelveDomains)
	pledged := with(with(individual(), "主办单位名称", "买买提江·阿卜杜热西提·吐尔逊艾力"), "网站域名", twelveDomains)
	return map[string]Packet{
		"company":               packet(company(), filing.AsUnit),
		"crowded company":       packet(crowded, filing.AsUnit),
		"sole trader with seal": packet(with(crowded, "主办单位性质", "个体工商户"), filing.AsUnit, filing.VariantSeal),
		"person":                packet(individual(), filing.AsPerson),
		"pledge":                packet(individual(), filing.AsPerson, filing.VariantPledge),
		"blank pledge":          blank,
		"crowded pledge":        packet(pledged, filing.AsPerson, filing.VariantPledge),
		"fingerprint and seal":  packet(company(), filing.AsUnit, filing.VariantFingerprint, filing.VariantSeal),
		"fingerprint":           packet(individual(), filing.AsPerson, filing.VariantFingerprint),
	}
}

func items(p *pdf.Page) []pdf.Item {
	return append(append([]pdf.Item{}, p.Form.Items...), p.Values.Items...)
}

func words(d *pdf.Document) string {
	var b strings.Builder
	for _, p := range d.Pages {
		for _, i := range items(p) {
			if text, ok := i.(pdf.Text); ok {
				b.WriteString(text.Words)
			}
		}
	}
	return b.String()
}

// box is the room that a text's ink takes.
func box(t pdf.Text) pdf.Box {
	em := t.Style.Em()
	return pdf.Box{X: t.X, Y: t.Y - 0.8*em, W: t.Style.Width(t.Words), H: 0.9 * em}
}

func overlap(a, b pdf.Box) bool {
	const slack = 0.05
	return a.X+slack < b.X+b.W && b.X+slack < a.X+a.W && a.Y+slack < b.Y+b.H && b.Y+slack < a.Y+a.H
}

func TestEveryPaperIsLegibleAndInsideTheSheet(t *testing.T) {
	for name, p := range cases() {
		for _, paper := range filing.Papers {
			d, findings := p.Lay(paper)
			for _, f := range findings {
				t.Errorf("%s, %s: %s %s", name, paper, f.Rule, f.Message.ZH)
			}
			for n, sheet := range d.Pages {
				for _, i := range items(sheet) {
					text, ok := i.(pdf.Text)
					if !ok {
						continue
					}
					if text.Style.Size < pdf.MinSize-0.001 {
						t.Errorf("%s, %s: %q is set in %.2f pt", name, paper, text.Words, text.Style.Size)
					}
					if b := box(text); b.X < 8 || b.Y < 8 || b.X+b.W > pdf.A4Width-8 || b.Y+b.H > pdf.A4Height-6 {
						t.Errorf("%s, %s, page %d: %q leaves the sheet: %+v", name, paper, n+1, text.Words, b)
					}
				}
			}
		}
	}
}

func TestBlanksStayBlank(t *testing.T) {
	for name, p := range cases() {
		for _, paper := range filing.Papers {
			d, _ := p.Lay(paper)
			for _, sheet := range d.Pages {
				for _, i := range items(sheet) {
					blank, ok := i.(pdf.Blank)
					if !ok {
						continue
					}
					place := pdf.Box{X: blank.X, Y: blank.Y, W: blank.W, H: blank.H}
					for _, j := range items(sheet) {
						text, ok := j.(pdf.Text)
						if !ok || !overlap(box(text), place) {
							continue
						}
						// A seal may touch the pledge that it seals, nothing else.
						if strings.Contains(blank.Name, "盖章") && len(text.Words) > 40 && paper == filing.VerificationForm {
							continue
						}
						t.Errorf("%s, %s: %q stands in the place of %s", name, paper, text.Words, blank.Name)
					}
				}
			}
		}
	}
}

func blanks(d *pdf.Document, name string) []pdf.Blank {
	var found []pdf.Blank
	for _, sheet := range d.Pages {
		for _, i := range items(sheet) {
			if b, ok := i.(pdf.Blank); ok && b.Name == name {
				found = append(found, b)
			}
		}
	}
	return found
}

func TestRoomForHands(t *testing.T) {
	for name, p := range cases() {
		d, _ := p.Lay(filing.VerificationForm)
		if len(d.Pages) != 1 {
			t.Errorf("%s: the 核验单 has %d pages", name, len(d.Pages))
		}
		least := func(place string, count int, w, h float64) {
			t.Helper()
			found := blanks(d, place)
			if len(found) != count {
				t.Errorf("%s: %d places for %s, want %d", name, len(found), place, count)
			}
			for _, b := range found {
				if b.W < w-1e-9 || b.H < h-1e-9 {
					t.Errorf("%s: %s has %.1f × %.1f mm, wants %.1f × %.1f", name, place, b.W, b.H, w, h)
				}
			}
		}
		least("签字", 2, 60, 12)
		least("接入服务单位盖章", 1, 42, 42)
		least("日期", 6, 8, 6)
		years := blanks(d, "日期")
		if years[0].W < 12 || years[3].W < 12 {
			t.Errorf("%s: the year has %.1f and %.1f mm", name, years[0].W, years[3].W)
		}
		seals, fingers, pledges := 0, 0, 0
		if p.Verdict.FiledAs == filing.AsUnit {
			seals = 1
		}
		if _, ok := p.Verdict.Prints(filing.VerificationForm, filing.VariantFingerprint); ok {
			fingers = 1
		}
		if _, ok := p.Verdict.Prints(filing.VerificationForm, filing.VariantPledge); ok {
			pledges = 1
		}
		least("网站主办者盖章", seals, 42, 42)
		least("按手印", fingers, 22, 28)
		least("手抄承诺书", pledges, 26*6.5, 6*8)
	}
}

// The pledge of 广东 stands word for word as the model, with a square for each
// of its characters, as the last thing on the page.
func TestHandwrittenPledge(t *testing.T) {
	if n := utf8.RuneCountInString(HandwrittenPledge); n != 142 {
		t.Fatalf("the pledge has %d characters, the notice's has 142", n)
	}
	if squaresPerLine*copyingLines() < 142 {
		t.Errorf("%d squares", squaresPerLine*copyingLines())
	}
	for name, p := range cases() {
		printing, wanted := p.Verdict.Prints(filing.VerificationForm, filing.VariantPledge)
		d, _ := p.Lay(filing.VerificationForm)
		list, _ := p.Lay(filing.Checklist)
		model := wanted && p.Profile.Pledge != profile.PledgeBlank
		if got := strings.Contains(words(d), HandwrittenPledge); got != model {
			t.Errorf("%s: model on the form: %v, want %v (%+v)", name, got, model, printing)
		}
		if got := strings.Contains(words(list), HandwrittenPledge); got != wanted {
			t.Errorf("%s: text on the checklist: %v, want %v", name, got, wanted)
		}
		if !wanted {
			continue
		}
		squares := blanks(d, "手抄承诺书")[0]
		for _, i := range items(d.Pages[0]) {
			if text, ok := i.(pdf.Text); ok && text.Y > squares.Y {
				t.Errorf("%s: %q stands below the squares", name, text.Words)
			}
		}
	}
}

func TestFixedWording(t *testing.T) {
	d, _ := packet(company(), filing.AsUnit).Lay(filing.VerificationForm)
	for _, want := range []string{verificationTitle, providerPledge, ownerPledge, "网站主办者基本信息：（网站主办者填写）", "单位盖章（接入服务单位）："} {
		if !strings.Contains(words(d), want) {
			t.Errorf("the 核验单 lacks %q", want)
		}
	}
}

func checks(d *pdf.Document) (ticked, empty int) {
	for _, sheet := range d.Pages {
		for _, i := range items(sheet) {
			if c, ok := i.(pdf.Check); ok && c.Ticked {
				ticked++
			} else if ok {
				empty++
			}
		}
	}
	return ticked, empty
}

// The verifier ticks the form; we tick only what the applicant is.
func TestVerifierBoxesAreEmpty(t *testing.T) {
	for name, p := range cases() {
		d, _ := p.Lay(filing.VerificationForm)
		// 6 + 6 documents, 9 approvals, 13 questions of two boxes, 单位 and 个人.
		if ticked, empty := checks(d); ticked != 1 || empty != 6+6+9+2*13+1 {
			t.Errorf("%s: %d boxes ticked and %d empty", name, ticked, empty)
		}
	}
}

func TestNoValueIsLost(t *testing.T) {
	p := packet(with(company(), "应急联系人", "林晚晴"), filing.AsUnit)
	d, _ := p.Lay(filing.AcceptanceForm)
	all := words(d)
	for heading, value := range company() {
		if heading == "网站域名" {
			value = "example.cn" // registrable, without www
		}
		for _, part := range filing.Split(value) {
			if !strings.Contains(all, part) {
				t.Errorf("the 受理单 lacks %s %q", heading, part)
			}
		}
	}
	if !strings.Contains(all, "图样定制") {
		t.Error("what the list of contents does not hold is lost")
	}
}

func TestAcceptanceFormTakesASecondPageBeforeItLosesAField(t *testing.T) {
	var domains []string
	for i := range 150 {
		domains = append(domains, "a-domain-of-some-length-"+string(rune('a'+i%26))+string(rune('a'+i/26))+".com.cn")
	}
	p := packet(with(company(), "网站域名", strings.Join(domains, ";")), filing.AsUnit)
	d, findings := p.Lay(filing.AcceptanceForm)
	if len(d.Pages) < 2 || len(findings) != 0 {
		t.Fatalf("%d pages, findings %v", len(d.Pages), findings)
	}
	for n, sheet := range d.Pages {
		for _, i := range items(sheet) {
			if text, ok := i.(pdf.Text); ok && text.Y > pdf.A4Height-6 {
				t.Fatalf("page %d: %q runs off the sheet", n+1, text.Words)
			}
		}
	}
	all := strings.ReplaceAll(words(d), " ", "")
	for _, domain := range domains {
		if !strings.Contains(all, domain) {
			t.Fatalf("%s is lost", domain)
		}
	}
}

// No choice runs into the box of the next.
func TestChoicesKeepApart(t *testing.T) {
	p := packet(company(), filing.AsUnit)
	d, _ := p.Lay(filing.AcceptanceForm)
	var boxes []pdf.Check
	for _, i := range items(d.Pages[0]) {
		if box, ok := i.(pdf.Check); ok {
			boxes = append(boxes, box)
		}
	}
	if len(boxes) < len(filing.Contents)+len(filing.Languages) {
		t.Fatalf("%d boxes", len(boxes))
	}
	for _, i := range items(d.Pages[0]) {
		text, ok := i.(pdf.Text)
		if !ok {
			continue
		}
		end := text.X + text.Style.Width(text.Words)
		for _, box := range boxes {
			if box.Y < text.Y && text.Y < box.Y+2*box.Size && text.X < box.X && box.X < end+1 {
				t.Errorf("%q ends at %.1f mm, a box begins at %.1f", text.Words, end, box.X)
			}
		}
	}
}

// Who has no seal is not asked to set it.
func TestChecklistAsksForASealOnlyWhereTheRulesDo(t *testing.T) {
	p := packet(company(), filing.AsUnit)
	for _, sealed := range []bool{false, true} {
		if sealed {
			p.Verdict.Do = append(p.Verdict.Do, filing.Task{Rule: "M-14", Text: filing.Words{ZH: "所有材料盖章"}})
		}
		d, _ := p.Lay(filing.Checklist)
		if said := strings.Contains(words(d), "加盖单位公章"); said != sealed {
			t.Errorf("sealed %t: %s", sealed, words(d))
		}
	}
}

func TestFindings(t *testing.T) {
	tests := []struct {
		name, paper, heading, text, rule, field, says string
	}{
		{"a character that nobody has", filing.VerificationForm, "主办单位名称", "张\U000F1234三", "D-15", "subject_name", "U+F1234"},
		{"an emoji in the remark", filing.AcceptanceForm, "网站备注", "摄影🎉", "D-15", "remark", "U+1F389"},
		{"a character inside the letter", filing.AuthorizationLetter, "网站负责人姓名", "林\U000F1234", "D-15", "site_owner_name", "U+F1234"},
		{"a name without end", filing.VerificationForm, "主办单位名称", strings.Repeat("云栖梧桐国际文化", 400), "M-17", "subject_name", "主办单位名称"},
		{"a remark as long as a book", filing.AcceptanceForm, "投资者或主管单位", strings.Repeat("云栖梧桐国际文化", 400), "M-17", "investor", "投资者"},
		{"a thousand domains", filing.VerificationForm, "网站域名", strings.Repeat("some-longer-domain.com.cn;", 1000), "M-17", "domains", "网站域名"},
		{"a thousand domains in the letter", filing.AuthorizationLetter, "网站域名", strings.Repeat("some-longer-domain.com.cn;", 1000), "M-17", "domains", "网站域名"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := packet(with(company(), test.heading, test.text), filing.AsUnit)
			_, findings := p.Lay(test.paper)
			if len(findings) != 1 {
				t.Fatalf("findings: %+v", findings)
			}
			f := findings[0]
			if f.Rule != test.rule || f.Field.Key() != test.field || f.Level != filing.Error || f.Place.Cell != "B"+test.field ||
				!strings.Contains(f.Message.ZH, test.says) || f.Message.EN == "" || f.Remedy.ZH == "" {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestDraftMarksEveryPage(t *testing.T) {
	p := packet(company(), filing.AsUnit)
	p.Draft, p.WithNotes = true, true
	d, _ := p.Lay(filing.VerificationForm)
	if len(d.Pages) != 2 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	for i, sheet := range d.Pages {
		if text, ok := sheet.Form.Items[0].(pdf.Text); !ok || text.Words != "草稿" {
			t.Errorf("page %d is not marked", i+1)
		}
	}
}

func TestLetterNamesBothParties(t *testing.T) {
	p := packet(company(), filing.AsUnit)
	d, _ := p.Lay(filing.AuthorizationLetter)
	for _, want := range []string{"浙江省通信管理局", "杭州青禾纸品有限公司", "沈知行", "11010519491231002X", "林晚晴", "440524188001010014", "13800571001", "青禾纸品", "example.cn"} {
		if !strings.Contains(words(d), want) {
			t.Errorf("the letter lacks %s", want)
		}
	}
	p.Profile.Bureau = "某某局"
	d, _ = p.Lay(filing.AuthorizationLetter)
	if !strings.Contains(words(d), "致：某某局") {
		t.Error("the profile's bureau is not addressed")
	}
}

func TestCheckLetter(t *testing.T) {
	tests := []struct{ name, letter, says string }{
		{"the embedded wording", "", ""},
		{"the embedded wording, given", defaultLetter, ""},
		{"a template that does not parse", "致：{{.主管部门", "语法错误"},
		{"a word that does not exist", strings.Replace(defaultLetter, "{{.网站名称}}", "{{.站名}}", 1), `没有的字段 "站名"；可用：主管部门`},
		{"a field left out", strings.Replace(defaultLetter, "{{.被授权人证件号码}}", "", 1), "{{.被授权人证件号码}}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := CheckLetter(profile.Profile{Letter: test.letter})
			switch {
			case test.says == "" && err != nil:
				t.Error(err)
			case test.says != "" && (err == nil || !strings.Contains(err.Error(), test.says)):
				t.Errorf("%v", err)
			}
		})
	}
}

func BenchmarkLay(b *testing.B) {
	p := packet(company(), filing.AsUnit)
	for b.Loop() {
		for _, paper := range filing.Papers {
			p.Lay(paper)
		}
	}
}
