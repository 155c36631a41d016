package verify

import (
	"fmt"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/pdf/readback"
	"github.com/icpgen/icpgen/profile"
)

// packet is a made-up application under its headings, with a verdict.
func packet(values map[string]string, as filing.FiledAs, variants ...filing.Variant) forms.Packet {
	a := &filing.Application{ID: "0001"}
	for heading, text := range values {
		field, ok := filing.FieldByHeading(heading)
		if !ok {
			panic("no heading " + heading)
		}
		a.Set(field, text)
	}
	v := &filing.Verdict{FiledAs: as, FilingType: filing.NewFiling, Forms: filing.Papers}
	for _, variant := range variants {
		v.Print = append(v.Print, filing.Printing{Rule: "T-01", Form: filing.VerificationForm, Variant: variant})
	}
	return forms.Packet{Application: a, Verdict: v, Profile: profile.Profile{Pledge: profile.PledgeGuide, Copies: 2}}
}

func company() map[string]string {
	return map[string]string{
		"省份": "四川", "城市": "成都市", "区县": "武侯区", "主办单位性质": "企业", "主办单位名称": "成都晴窗木作有限公司",
		"主办单位证件类型": "营业执照", "主办单位证件号码": "91110000600037341L", "主办单位证件有效期至": "2040-06-30",
		"证件住所": "四川省成都市武侯区科华北路 8 号 3 幢", "通信地址": "四川省成都市武侯区科华北路 8 号 3 幢 1201 室",
		"法定代表人姓名": "邵云舟", "法定代表人证件类型": "居民身份证", "法定代表人证件号码": "11010519491231002X",
		"网站负责人姓名": "顾南乔", "网站负责人证件类型": "居民身份证", "网站负责人证件号码": "440524188001010014",
		"网站负责人手机": "13900280002", "网站负责人邮箱": "gunanqiao@example.com", "网站负责人办公电话": "028-85000002",
		"主体负责人手机": "13900280001", "主体负责人邮箱": "shaoyunzhou@example.com", "应急联系人": "顾南乔", "应急联系电话": "13900280002",
		"网站名称": "晴窗木作", "首页网址": "https://www.example.com", "网站域名": "www.example.com;example.net", "网站服务内容": "单位门户网站;家具定制",
		"网站备注": "展示木作样品", "接入方式": "云接入", "服务器放置地": "四川", "网站IP地址": "198.51.100.7",
	}
}

func individual() map[string]string {
	return map[string]string{
		"省份": "广东", "城市": "深圳市", "主办单位性质": "个人", "主办单位名称": "吴𬭎", "主办单位证件类型": "居民身份证",
		"主办单位证件号码": "34052419800101001X", "网站域名": "example.org", "网站名称": "雨后山行笔记",
		"通信地址": "广东省深圳市南山区科苑路 6 号 2 栋 901 室", "网站备注": "徒步路线与照片", "网站服务内容": "博客/个人空间",
		"主体负责人手机": "13900755001", "网站负责人手机": "13900755001",
	}
}

func with(values map[string]string, heading, text string) map[string]string {
	values[heading] = text
	return values
}

const twelveDomains = "qinghe.com;qinghe.cn;qinghe.net;qinghe.com.cn;qingheyun.com;qingheyun.cn;qingheyun.net;" +
	"qinghe-cloud.com;qinghe-cloud.cn;qinghe-docs.com;qinghe-status.net;晴窗木作.中国"

func cases() map[string]forms.Packet {
	blank := packet(individual(), filing.AsPerson, filing.VariantPledge)
	blank.Profile.Pledge = profile.PledgeBlank
	draft := packet(company(), filing.AsUnit)
	draft.Draft, draft.WithNotes = true, true
	notes := packet(individual(), filing.AsPerson)
	notes.WithNotes = true
	crowded := with(with(company(), "主办单位名称", "成都市武侯区晴窗木作国际文化艺术交流与数字内容创意设计服务中心（有限合伙）分公司"), "网站域名", twelveDomains)
	changed := packet(with(with(company(), "原主体名称", "成都旧窗木作有限公司"), "主体备案号", "蜀ICP备11018762号"), filing.AsUnit)
	changed.Verdict.FilingType = filing.ChangeFiling
	remark := packet(individual(), filing.AsPerson)
	remark.Verdict.Print = append(remark.Verdict.Print, filing.Printing{Form: filing.AcceptanceForm, Variant: filing.VariantRemark, Text: "个人网站，非经营性"})
	provided := packet(company(), filing.AsUnit)
	provided.Profile.Provider = "某某云计算有限公司"
	english := with(with(company(), "主办单位名称", "O'Hara & Söhne (Chengdu) Joinery Co., Ltd."), "网站负责人姓名", "买买提江·阿卜杜热西提·吐尔逊艾力")
	english = with(with(english, "网站IP地址", "2001:db8::7;198.51.100.7"), "网站备注", "展示 □ 木作样品，2026年5月6日起；A/B")
	capital := with(with(with(company(), "省份", "北京"), "城市", "北京市"), "区县", "海淀区")
	return map[string]forms.Packet{
		"english":               packet(english, filing.AsUnit),
		"municipality":          packet(capital, filing.AsUnit),
		"company":               packet(company(), filing.AsUnit),
		"crowded company":       packet(crowded, filing.AsUnit),
		"sole trader with seal": packet(with(company(), "主办单位性质", "个体工商户"), filing.AsUnit, filing.VariantSeal),
		"sealed person":         packet(with(individual(), "主办单位性质", "个体工商户"), filing.AsPerson, filing.VariantSeal),
		"person":                packet(individual(), filing.AsPerson),
		"pledge":                packet(individual(), filing.AsPerson, filing.VariantPledge),
		"blank pledge":          blank,
		"crowded pledge":        packet(with(individual(), "网站域名", twelveDomains), filing.AsPerson, filing.VariantPledge),
		"fingerprint":           packet(individual(), filing.AsPerson, filing.VariantFingerprint),
		"draft":                 draft,
		"notes":                 notes,
		"change":                changed,
		"remark":                remark,
		"provider named":        provided,
	}
}

func wantOf(p forms.Packet, paper string) Want {
	return WantOf(paper, p.Application, p.Verdict, p.Draft, p.WithNotes, p.Profile.Pledge == profile.PledgeGuide)
}

func lay(t testing.TB, p forms.Packet, paper string) *pdf.Document {
	t.Helper()
	d, findings := p.Lay(paper)
	for _, f := range findings {
		t.Fatalf("%s: %s %s", paper, f.Rule, f.Message.ZH)
	}
	return d
}

func written(t testing.TB, d *pdf.Document) []byte {
	t.Helper()
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCorrectPapersHaveNoFault(t *testing.T) {
	var r Reader
	for name, p := range cases() {
		for _, paper := range filing.Papers {
			data := written(t, lay(t, p, paper))
			for _, f := range r.Paper(data, wantOf(p, paper)) {
				t.Errorf("%s, %s: %s %s", name, paper, f.Promise, f.Words.ZH)
			}
			for _, f := range r.Paper(data, Want{Draft: p.Draft}) {
				t.Errorf("%s, %s, nothing known: %s %s", name, paper, f.Promise, f.Words.ZH)
			}
		}
	}
}

// A paper of two pages loses nothing, and is not judged one page at a time.
func TestAcceptanceFormOfTwoPages(t *testing.T) {
	var domains []string
	for i := range 60 {
		domains = append(domains, fmt.Sprintf("a-domain-of-some-length-%c%c.com.cn", 'a'+i%26, 'a'+i/26))
	}
	p := packet(with(company(), "网站域名", strings.Join(domains, ";")), filing.AsUnit)
	d := lay(t, p, filing.AcceptanceForm)
	if len(d.Pages) < 2 {
		t.Fatal("one page")
	}
	for _, f := range Paper(written(t, d), wantOf(p, filing.AcceptanceForm)) {
		t.Errorf("%s %s", f.Promise, f.Words.ZH)
	}
	d.Pages = d.Pages[:1]
	named(t, Paper(written(t, d), wantOf(p, filing.AcceptanceForm)), Signature)
}

// A paper that is another than was asked for is told.
func TestWrongPaper(t *testing.T) {
	p := cases()["company"]
	named(t, Paper(written(t, lay(t, p, filing.Checklist)), wantOf(p, filing.VerificationForm)), Form)
}

func BenchmarkPaper(b *testing.B) {
	for _, c := range []struct{ name, paper string }{{"company", filing.VerificationForm}, {"pledge", filing.VerificationForm}, {"company", filing.AcceptanceForm}} {
		p := cases()[c.name]
		data, want := written(b, lay(b, p, c.paper)), wantOf(p, c.paper)
		b.Run(c.name+" "+c.paper, func(b *testing.B) {
			var r Reader
			b.ReportAllocs()
			for b.Loop() {
				r.Paper(data, want)
			}
		})
		b.Run(c.name+" "+c.paper+" read only", func(b *testing.B) {
			var r readback.Reader
			for b.Loop() {
				r.Each(data, func(*readback.File, *readback.Page) error { return nil })
			}
		})
	}
}
