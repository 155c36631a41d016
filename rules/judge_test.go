package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/profile"
)

// judged judges a clean sample with changes, written as heading, value, ….
func judged(t *testing.T, province, kind string, changes ...string) filing.Verdict {
	t.Helper()
	return book().Check([]*filing.Application{changedSample(t, province, kind, 0, changes...)}, testProfile(), sample.Day)[0]
}

func changedSample(t *testing.T, province, kind string, n int, changes ...string) *filing.Application {
	t.Helper()
	a := sample.Numbered(province, kind, n)
	for i := 0; i < len(changes); i += 2 {
		f, ok := filing.FieldByHeading(changes[i])
		if !ok {
			t.Fatalf("no heading %s", changes[i])
		}
		a.Set(f, changes[i+1])
	}
	return a
}

// told is what a rule says in a verdict, in one line for each.
func told(v filing.Verdict, rule string) string {
	var lines []string
	for _, f := range v.Findings {
		if f.Rule == rule {
			lines = append(lines, f.Level.String()+" at "+f.Field.Heading())
		}
	}
	for _, a := range v.Attach {
		if a.Rule == rule {
			lines = append(lines, "attach "+a.What.ZH)
		}
	}
	for _, d := range v.Do {
		if d.Rule == rule {
			lines = append(lines, "do "+d.Text.ZH)
		}
	}
	for _, p := range v.Print {
		if p.Rule == rule {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("print %s %s %s", p.Form, p.Variant, p.Text)))
		}
	}
	return strings.Join(lines, "; ")
}

const (
	company = filing.KindCompany
	sole    = filing.KindSoleTrader
	person  = filing.KindPerson
	other   = "11010519491231002X" // a resident ID of 北京
)

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name, province, kind string
		changes              []string
		rule, want           string // want is a part of what is told; "" for nothing
	}{
		{"a blank is no pass: owner", "广东", company, []string{"域名所有人", ""}, "GD-08", "do 确认：域名所有人须与主办单位名称一致（“域名所有人”未填，无法代为判断）"},
		{"a blank is no pass: privacy", "福建", company, []string{"域名隐私保护", ""}, "FJ-01", "do 确认：域名的 WHOIS"},
		{"a blank is no pass: photo date", "重庆", company, []string{"照片拍摄日期", ""}, "M-12", "do 确认：重庆的核验照片须在 10 天内拍摄"},
		{"a blank is no pass: registrar", "湖南", company, []string{"境外注册商", ""}, "HN-01", "do 确认"},
		{"a blank is no pass: permit", "上海", person, []string{"主办单位证件号码", other, "居住证明", ""}, "SH-03", "do 确认：外省身份证在本省备案须有有效的暂住证或居住证"},
		{"a blank is no pass: former kind", "北京", company, []string{"备案类型", "变更备案", "主体备案号", "", "域名备案号", ""}, "BJ-02", "do 确认"},
		{"a blank is no pass: record", "广东", company, []string{"域名备案号", ""}, "GD-06", "do 确认是否适用：备案期间保持网站关闭"},
		{"a blank is no pass: document in 上海", "上海", company, []string{"主办单位证件有效期至", ""}, "SH-05", "do 确认：上海要求证件的有效期"},
		{"a licence that has expired, in 北京", "北京", company, []string{"主办单位证件有效期至", "2026-11-22"}, "D-11", "error at 主办单位证件有效期至"},
		{"a licence that has expired, in 北京", "北京", company, []string{"主办单位证件有效期至", "2026-11-22"}, "M-13", "error at 主办单位证件有效期至"},
		{"a document that has expired, in 上海", "上海", company, []string{"法定代表人证件有效期至", "2026-11-22"}, "D-11", "error at 法定代表人证件有效期至"},
		{"a document that has expired, in 上海", "上海", company, []string{"法定代表人证件有效期至", "2026-11-22"}, "SH-05", "error at 法定代表人证件有效期至"},
		{"a document that expires soon, in 上海", "上海", company, []string{"法定代表人证件有效期至", "2026-12-31"}, "D-11", ""},
		{"a domain that has expired, in 河南", "河南", company, []string{"域名到期日", "2026-11-22"}, "D-11", "error at 域名到期日"},
		{"a domain that has expired, in 河南", "河南", company, []string{"域名到期日", "2026-11-22"}, "HA-03", "error at 域名到期日"},
		{"an age that no document tells", "广东", company, []string{"网站负责人证件类型", "护照", "网站负责人证件号码", "E12345678"}, "GD-12", "do 确认：办理备案的人须年满 18 周岁（网站负责人证件号码看不出出生日期"},
		{"a required blank is told once", "上海", person, []string{"主办单位证件号码", ""}, "SH-03", ""},
		{"a field that another rule refuses is not asked about", "福建", company, []string{"域名隐私保护", "关了"}, "FJ-01", ""},
		{"what cannot apply is not asked about", "北京", company, []string{"原主体性质", ""}, "BJ-02", ""},
		{"a denied document", "广东", person, []string{"主办单位证件类型", "香港身份证", "主办单位证件号码", "A123456(7)"}, "D-07", "error at 主办单位证件类型"},
		{"a denied document in 上海", "上海", company, []string{"法定代表人证件类型", "香港身份证"}, "D-07", ""},
		{"a denied document in 上海", "上海", company, []string{"法定代表人证件类型", "香港身份证"}, "SH-07", "error at 法定代表人证件类型"},

		{"one ID copy for one person", "安徽", company, nil, "M-04", "attach 法定代表人"},
		{"two ID copies for two", "安徽", company, []string{"网站负责人姓名", "李四维", "网站负责人证件号码", other}, "M-04", "attach 网站负责人李四维的居民身份证复印件"},
		{"names alone do not decide", "安徽", company, []string{"网站负责人姓名", "李四维"}, "M-06", ""},
		{"the same name, another number", "安徽", company, []string{"网站负责人证件号码", other}, "M-06", "attach 授权书"},
		{"a certificate for each domain", "安徽", company, []string{"网站域名", "icpgen-a.cn\n例子.中国"}, "M-07", "attach 域名证书：icpgen-a.cn; attach 域名证书：例子.中国"},
		{"江苏 at the provider", "江苏", company, []string{"域名注册商", "示例注册商"}, "M-07", ""},
		{"江苏 elsewhere", "江苏", company, nil, "JS-05a", "attach 域名证书"},
		{"江苏 unknown", "江苏", company, []string{"域名注册商", ""}, "JS-05a", "do 确认：域名是不是在本服务商注册"},
		{"a photo in 重庆 of today", "重庆", person, []string{"照片拍摄日期", "2026-11-23"}, "M-12", ""},
		{"a photo elsewhere", "云南", person, []string{"照片拍摄日期", "2026-01-01"}, "M-12", ""},
		{"no photo, no date to judge", "江西", person, []string{"照片拍摄日期", ""}, "M-11", ""},

		{"广东 sole trader without a trade name", "广东", sole, []string{"字号", "*", "网站备注", "个体工商户，介绍茶叶"}, "GD-03", "print 核验单 pledge"},
		{"广东 sole trader with one", "广东", sole, nil, "GD-03", ""},
		{"a sole trader as a person gives the ID", "四川", sole, []string{"字号", "", "主办单位证件类型", "居民身份证", "主办单位证件号码", "510102198005060014", "网站名称", "青禾（个体工商户）"}, "D-07", ""},
		{"a sole trader as a unit does not", "四川", sole, []string{"主办单位证件类型", "居民身份证"}, "D-07", "error at 主办单位证件类型"},
		{"a sole trader of another province as a person", "四川", sole, []string{"字号", "", "法定代表人证件号码", other}, "SC-01", "error at 法定代表人证件号码"},
		{"重庆 seal", "重庆", sole, []string{"字号", "*"}, "CQ-05", "print 核验单 seal"},
		{"重庆 site name of a star", "重庆", sole, []string{"字号", "*", "网站名称", "四维茶叶"}, "CQ-01", ""},
		{"重庆 legal representative of a star", "重庆", sole, []string{"字号", "*", "主体负责人证件号码", other}, "CQ-01", "error at 主体负责人证件号码"},
		{"甘肃 seal", "甘肃", sole, []string{"字号", "***"}, "GS-05", "print 核验单 seal"},
		{"河南 star without a seal", "河南", company, []string{"字号", "***", "主办单位名称", "个体工商户***", "有无公章", "无"}, "M-14", ""},
		{"河南 star of a sole trader", "河南", sole, []string{"字号", "***", "主办单位名称", "个体工商户***"}, "HA-06", "error at 主办单位性质"},

		{"江西 fingerprint", "江西", person, nil, "JX-02", "print 核验单 fingerprint"},
		{"新疆 fingerprint", "新疆", person, nil, "XJ-03", "print 核验单 fingerprint"},
		{"no fingerprint of a company", "新疆", company, nil, "XJ-03", ""},
		{"辽宁 emergency contact", "辽宁", person, []string{"主体负责人办公电话", "", "网站负责人办公电话", "", "应急联系人", "王五", "应急联系电话", "13912345678"}, "LN-01", "print 受理单 remark 应急联系人：王五 电话：13912345678"},
		{"辽宁 office phone", "辽宁", person, nil, "LN-01", ""},
		{"重庆 born when it was 四川", "重庆", person, []string{"主办单位证件号码", filing.NewResidentID("510202", filing.Day{Year: 1980, Month: 5, Day: 6}, 1)}, "CQ-06", ""},
		{"a passport is of no province", "河南", person, []string{"主办单位证件类型", "护照", "主办单位证件号码", "E12345678"}, "HA-04", ""},
		{"上海 two domains are two", "上海", company, []string{"网站域名", "icpgen-a.cn；icpgen-b.cn"}, "SH-04", ""},
		{"广东 legal representative of Taiwan", "广东", company, []string{"法定代表人国籍地区", "中国台湾", "法定代表人证件类型", "护照", "法定代表人证件号码", "30012345"}, "GD-09", "error at 法定代表人证件类型"},
		{"广东 region by the document", "广东", company, []string{"法定代表人国籍地区", "", "法定代表人证件类型", "护照", "法定代表人证件号码", "E12345678"}, "GD-09", "do 确认"},
		{"四川 another principal", "四川", company, []string{"主体负责人证件号码", other}, "SC-03", "attach 法定代表人授权主体负责人"},
		{"广西 former person", "广西", company, []string{"备案类型", "变更备案", "主体备案号", "桂ICP备12345678号", "域名备案号", "桂ICP备12345678号-1", "在本服务商备案", "是", "原主体性质", "个人"}, "GX-02", "do 确认"},
		{"河南 name changed", "河南", company, []string{"备案类型", "变更备案", "主体备案号", "豫ICP备12345678号", "域名备案号", "豫ICP备12345678号-1", "在本服务商备案", "是", "原主体性质", "企业", "原主体名称", "旧名有限公司"}, "HA-05", "attach 相关机构出具的名称变更证明"},
		{"新疆 new filing", "新疆", company, nil, "XJ-05", "attach"},
		{"云南 finance company", "云南", company, []string{"主办单位名称", "昆明青禾资本管理有限公司"}, "YN-03", "attach 企业所在地金融办开具的开业函"},
		{"山东 Chinese site owner", "山东", company, []string{"法定代表人国籍地区", "", "法定代表人证件类型", "护照", "法定代表人证件号码", "18AB12345"}, "SD-02", "do 确认：法定代表人若是中国国籍，主体负责人须由其本人担任"},
		{"devices are no care", "广东", company, []string{"网站服务内容", "医疗器械展示"}, "GD-11", ""},
		{"devices in a clinic", "广东", company, []string{"网站服务内容", "口腔门诊和医疗器械"}, "GD-11", "warning at 网站服务内容"},
		{"a Chinese suffix of two characters is no country's", "北京", company, []string{"网站域名", "例子.公司", "首页网址", ""}, "BJ-01", "warning at 网站域名"},
		{"a principal in part", "安徽", company, []string{"主体负责人姓名", "李四维", "主体负责人证件类型", "", "主体负责人证件号码", ""}, "D-12", "error at 主体负责人证件号码"},
		{"a number that its document does not have", "安徽", company, []string{"网站负责人证件类型", "营业执照"}, "D-03", ""},
		{"brackets of either width", "广东", company, []string{"主办单位名称", "青禾（广州）有限公司", "域名所有人", "青禾(广州)有限公司"}, "GD-08", ""},
		{"a name that begins as a denial does", "山东", person, []string{"网站备注", "未来科技公司的产品"}, "SD-03", "error at 网站备注"},
		{"no profit is no denial", "山东", person, []string{"网站备注", "不以营利为目的的公司宣传"}, "SD-03", "error at 网站备注"},
		{"not in its name", "山东", person, []string{"网站备注", "不以公司名义发布，不在线销售"}, "SD-03", "do 核对网站名称"},
		{"nothing to do with it", "山东", person, []string{"网站备注", "个人日记，与任何企业无关"}, "SD-03", "do 核对网站名称"},
		{"a denial is no mention", "山东", person, []string{"网站备注", "个人日记，不涉及企业和医疗"}, "SD-03", "do 核对网站名称"},
		{"already filed: footer", "河南", company, []string{"主体备案号", "豫ICP备12345678号", "域名备案号", "豫ICP备12345678号-1", "在本服务商备案", "否", "备案类型", "新增接入", "网站可访问", "是"}, "HA-02", "do 在网站底部"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := told(judged(t, c.province, c.kind, c.changes...), c.rule)
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("%s says %q, want %q", c.rule, got, c.want)
			}
		})
	}
}

func TestFiling(t *testing.T) {
	for _, c := range []struct {
		subject, domain, here, typed string
		want                         filing.FilingType
		rule                         string // that refuses it
	}{
		{"无", "无", "", "", filing.NewFiling, ""},
		{"皖ICP备12345678号", "无", "", "", filing.NewSite, ""},
		{"无", "皖ICP备12345678号-1", "", "", "", "F-03"},
		{"皖ICP备12345678号", "皖ICP备12345678号-2", "否", "", filing.NewAccess, ""},
		{"皖ICP备12345678号", "皖ICP备12345678号-2", "是", "", filing.ChangeFiling, ""},
		{"皖ICP备12345678号", "皖ICP备12345678号-2", "", "变更备案", filing.ChangeFiling, ""},
		{"皖ICP备12345678号", "皖ICP备12345678号-2", "", "", "", ""},
		{"皖ICP备12345678号", "皖ICP备12345678号-2", "", "新增备案", "", "F-07"},
		{"皖ICP备12345678号", "", "", "新增备案", "", "F-07"},
		{"皖ICP备12345678号", "", "", "新增网站", filing.NewSite, ""},
		{"皖ICP备12345678号", "粤ICP备12345678号-2", "是", "", "", "F-06"},
		{"", "", "", "新增网站", filing.NewSite, ""},
		{"", "", "", "", "", ""},
		{"无", "无", "", "新增网站", filing.NewFiling, "F-07"},
	} {
		v := judged(t, "安徽", company, "主体备案号", c.subject, "域名备案号", c.domain, "在本服务商备案", c.here, "备案类型", c.typed)
		if v.FilingType != c.want {
			t.Errorf("%+v: %q", c, v.FilingType)
		}
		for _, f := range v.Findings {
			if f.Level == filing.Error && f.Rule != c.rule {
				t.Errorf("%+v: %s", c, f.Rule)
			}
		}
		if c.rule != "" && told(v, c.rule) == "" {
			t.Errorf("%+v: %s does not refuse it", c, c.rule)
		}
	}
}

func TestPapers(t *testing.T) {
	all := []string{filing.VerificationForm, filing.AcceptanceForm, filing.Checklist}
	v := judged(t, "广东", company)
	if !slices.Equal(v.Forms, all) || v.FiledAs != filing.AsUnit {
		t.Errorf("forms %v, filed as %s", v.Forms, v.FiledAs)
	}
	for _, p := range v.Print {
		if p.Form == filing.AuthorizationLetter {
			t.Errorf("%s prints on a letter that there is not", p.Rule)
		}
	}
	v = judged(t, "广东", company, "网站负责人证件号码", other)
	if !slices.Equal(v.Forms, filing.Papers) {
		t.Errorf("forms %v", v.Forms)
	}
	p := testProfile()
	p.Forms, p.Copies = []string{filing.VerificationForm}, 3
	v = book().Check([]*filing.Application{sample.Clean("广东", person)}, p, sample.Day)[0]
	if !slices.Equal(v.Forms, []string{filing.VerificationForm}) || v.FiledAs != filing.AsPerson || v.Attach[0].Copies != 3 {
		t.Errorf("forms %v, filed as %s, %d copies", v.Forms, v.FiledAs, v.Attach[0].Copies)
	}
}

func TestCells(t *testing.T) {
	set := func(f filing.Field, v filing.Value) *filing.Application {
		a := sample.Clean("安徽", company)
		v.Cell = a.Values[f].Cell
		a.Values[f] = v
		return a
	}
	twice := sample.Clean("安徽", company)
	twice.Twice = []filing.Field{filing.FieldRemark, filing.FieldAddress}
	twice.Set(filing.FieldAddress, "")
	for _, c := range []struct {
		name  string
		app   *filing.Application
		rules string
	}{
		{"digits lost", set(filing.FieldSiteOwnerDocNo, filing.Value{Text: "110105194912310000", Number: true}), "D-06"},
		{"digits lost in any field", set(filing.FieldRemark, filing.Value{Text: "1234567890123456", Number: true}), "D-06"},
		{"a short number is fine", set(filing.FieldSiteOwnerMobile, filing.Value{Text: "13812345678", Number: true}), ""},
		{"an error value", set(filing.FieldAddress, filing.Value{Fault: filing.FaultError}), "D-20"},
		{"a formula", set(filing.FieldAddress, filing.Value{Fault: filing.FaultFormula}), "D-20"},
		{"a picture", set(filing.FieldPhoto, filing.Value{Fault: filing.FaultPicture}), "D-20"},
		{"full-width", set(filing.FieldSiteOwnerMobile, filing.Value{Text: "13812345678", Typed: "１３８１２３４５６７８"}), "D-16"},
		{"a space at the end is not worth a word", set(filing.FieldSiteOwnerMobile, filing.Value{Text: "13812345678", Typed: "13812345678 "}), ""},
		{"two columns", twice, "D-21 D-21"},
	} {
		v := book().Check([]*filing.Application{c.app}, testProfile(), sample.Day)[0]
		var got []string
		for _, f := range v.Findings {
			got = append(got, f.Rule)
			if f.Message.ZH == "" || f.Message.EN == "" || f.Place.Cell == "" {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
		if strings.Join(got, " ") != c.rules {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestMasked requires that no number is told in full.
func TestMasked(t *testing.T) {
	const wrong = "110105194912310020"
	v := judged(t, "广东", person, "主办单位证件号码", wrong, "主体负责人手机", "1381234567", "主办单位证件类型", "身份正"+wrong)
	v2 := judged(t, "广东", person, "主办单位证件号码", wrong)
	if told(v2, "D-01") == "" {
		t.Error("the wrong number is not found")
	}
	for _, f := range append(v.Findings, v2.Findings...) {
		if f.Field.IsNumber() && f.Value != filing.Mask(wrong) {
			t.Errorf("%s shows %s", f.Rule, f.Value)
		}
		if strings.Contains(f.Message.ZH+f.Remedy.ZH+f.Message.EN+f.Remedy.EN, wrong) {
			t.Errorf("%s tells the number: %s", f.Rule, f.Message.ZH)
		}
	}
}

func TestWorkbook(t *testing.T) {
	// A unit in 广东 with 30 domains over 30 rows.
	var apps []*filing.Application
	for i := range 30 {
		apps = append(apps, changedSample(t, "广东", company, i, "主办单位证件号码", "91350100M000100Y43"))
	}
	for i, v := range book().Check(apps, testProfile(), sample.Day) {
		if got := told(v, "GD-07"); strings.Count(got, "attach") != 5 || !strings.Contains(got, "do 把上述补充材料邮寄到接入服务单位：示例市示例路1号") {
			t.Fatalf("row %d: %s", i, got)
		}
	}
	for i, v := range book().Check(apps[:29], testProfile(), sample.Day) {
		if got := told(v, "GD-07"); got != "" {
			t.Fatalf("row %d of 29: %s", i, got)
		}
	}
	// The same domain twice in a cell, and again below.
	a := changedSample(t, "安徽", company, 0, "网站域名", "icpgen-a.cn;ICPGEN-A.cn", "首页网址", "")
	b := changedSample(t, "安徽", company, 1, "网站域名", "icpgen-a.cn", "首页网址", "")
	vs := book().Check([]*filing.Application{a, b}, testProfile(), sample.Day)
	if told(vs[0], "D-10") != "error at 网站域名" || told(vs[1], "D-10") != "error at 网站域名" {
		t.Errorf("%q, %q", told(vs[0], "D-10"), told(vs[1], "D-10"))
	}
	// One site owner on several rows is no finding.
	b = changedSample(t, "安徽", company, 1, "网站负责人姓名", a.Text(filing.FieldSiteOwnerName), "网站负责人证件号码", a.Text(filing.FieldSiteOwnerDocNo),
		"网站负责人手机", a.Text(filing.FieldSiteOwnerMobile), "网站负责人邮箱", a.Text(filing.FieldSiteOwnerEmail))
	if vs = book().Check([]*filing.Application{a, b}, testProfile(), sample.Day); told(vs[1], "D-19") != "" {
		t.Errorf("D-19: %s", told(vs[1], "D-19"))
	}
	// Nor is it where a slip of the pen makes the number another.
	slip, _ := filing.FieldByHeading("网站负责人证件号码")
	a.Set(slip, "110105194912310020")
	for i, v := range book().Check([]*filing.Application{a, b}, testProfile(), sample.Day) {
		if told(v, "D-19") != "" || (i == 0) != strings.Contains(told(v, "D-01"), "网站负责人证件号码") {
			t.Errorf("row %d: D-19 %q, D-01 %q", i, told(v, "D-19"), told(v, "D-01"))
		}
	}
}

func TestPhotos(t *testing.T) {
	day := filing.Day{Year: 2026, Month: 11, Day: 20}
	for _, c := range []struct {
		name  string
		photo filing.Photo
		want  string
	}{
		{"good", filing.Photo{Format: "JPEG", Width: 600, Height: 800, Taken: day}, ""},
		{"unreadable", filing.Photo{Fault: filing.Words{ZH: "文件损坏", EN: "damaged"}}, "error at 照片"},
		{"GIF", filing.Photo{Format: "GIF", Width: 600, Height: 800, Taken: day}, "warning at 照片"},
		{"a format that is only named", filing.Photo{Format: "HEIC"}, "warning at 照片; do 确认：照片是在所填的日期拍的（照片文件里没有记录拍摄日期，无法代为判断）"},
		{"lying", filing.Photo{Format: "PNG", Width: 800, Height: 600, Taken: day}, "warning at 照片"},
		{"small", filing.Photo{Format: "PNG", Width: 300, Height: 400, Taken: day}, "warning at 照片"},
		{"another day", filing.Photo{Format: "PNG", Width: 600, Height: 800, Taken: day.AddDays(-1)}, "warning at 照片拍摄日期"},
		{"no day", filing.Photo{Format: "PNG", Width: 600, Height: 800}, "do 确认：照片是在所填的日期拍的（照片文件里没有记录拍摄日期，无法代为判断）"},
	} {
		a := changedSample(t, "重庆", company, 0, "照片", "照片/张三.jpg")
		ix := NewIndex()
		ix.Add(a)
		v := book().Judge(ix, testProfile(), sample.Day).Verdict(0, a, &c.photo)
		if got := told(v, "M-22"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	a := changedSample(t, "重庆", company, 0, "照片", "照片/张三.jpg", "照片拍摄日期", "")
	if got := told(book().Check([]*filing.Application{a}, testProfile(), sample.Day)[0], "M-22"); got != "" {
		t.Errorf("nothing known of the photo: %q", got)
	}
}

// TestCheckIsPure requires that judging changes nothing, gives the same every
// time, and may be done side by side.
func TestCheckIsPure(t *testing.T) {
	apps := manySamples(120)
	for i, a := range apps {
		if i%3 == 0 {
			a.Set(filing.FieldDomainOwner, "")
		}
		if i%5 == 0 {
			a.Set(filing.FieldAddress, "")
		}
	}
	before := make([]filing.Application, len(apps))
	for i, a := range apps {
		before[i] = *a
	}
	want := book().Check(apps, testProfile(), sample.Day)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if got := book().Check(apps, testProfile(), sample.Day); !reflect.DeepEqual(got, want) {
				t.Error("a second judgement differs")
			}
		})
	}
	wait.Wait()
	for i, a := range apps {
		if !reflect.DeepEqual(before[i], *a) {
			t.Fatalf("application %d was changed", i)
		}
	}
}

// TestNonsense requires that no text in the cells is a crash or a broken rule.
func TestNonsense(t *testing.T) {
	texts := []string{"", " ", "；；；", "长期", "0000-00-00", "-1", "\x00", "\u202e", strings.Repeat("号", 5000), "a.b.c.d.e", "www.", "xn--", "💥", "110105", "*", "{栏}", "9999999999999999999999"}
	var apps []*filing.Application
	for _, p := range []string{"广东", "北京", "上海", "河南", "江苏", "火星", ""} {
		for _, kind := range []string{company, person, sole, "", "大使馆"} {
			for _, text := range texts {
				a := &filing.Application{ID: text}
				for _, f := range filing.Fields() {
					a.Set(f, text)
				}
				a.Set(filing.FieldProvince, p)
				a.Set(filing.FieldSubjectKind, kind)
				apps = append(apps, a)
			}
		}
	}
	for i, v := range book().Check(apps, profile.Profile{}, filing.Day{}) {
		for _, f := range v.Findings {
			if strings.Contains(f.Message.ZH, "算不出结果") {
				t.Fatalf("%q: %s is broken", apps[i].ID, f.Rule)
			}
		}
		if !v.Refused() {
			t.Errorf("nonsense passes: %q", apps[i].ID)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("广东", "个人", "张三", "11010519491231002X", "example.com")
	f.Fuzz(func(t *testing.T, province, kind, name, number, domain string) {
		a := sample.Clean("广东", person)
		a.Set(filing.FieldProvince, province)
		a.Set(filing.FieldSubjectKind, kind)
		a.Set(filing.FieldSubjectName, name)
		a.Set(filing.FieldSubjectDocNo, number)
		a.Set(filing.FieldDomains, domain)
		for _, finding := range book().Check([]*filing.Application{a}, testProfile(), sample.Day)[0].Findings {
			if strings.Contains(finding.Message.ZH, "算不出结果") {
				t.Errorf("%s is broken", finding.Rule)
			}
		}
	})
}
