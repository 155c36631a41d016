package rules

import (
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
)

// TestNearMisses holds changes that a rule must refuse beside changes that look
// much like them and that nothing may refuse. want is all that refuses.
func TestNearMisses(t *testing.T) {
	born := func(region string, year int, month time.Month, day int) string {
		return filing.NewResidentID(region, filing.Day{Year: year, Month: month, Day: day}, 1)
	}
	licence := []string{"前置审批类别", "医疗保健", "网站备注"}
	for _, c := range []struct {
		province, kind string
		changes        []string
		want           string
	}{
		// The filing type that follows once the domain is free.
		{"安徽", company, []string{"备案类型", "新增备案", "域名备案号", "皖ICP备12345678号-1"}, "F-03 domain_record"},
		{"安徽", company, []string{"备案类型", "新增网站", "域名备案号", "皖ICP备12345678号-1"}, "F-03 domain_record, F-07 filing_type"},
		{"安徽", company, []string{"备案类型", "新增网站", "主体备案号", "皖ICP备12345678号", "域名备案号", "皖ICP备87654321号-1"}, "F-06 domain_record"},
		{"安徽", company, []string{"备案类型", "新增接入", "主体备案号", "皖ICP备12345678号", "域名备案号", "皖ICP备87654321号-1"}, "F-06 domain_record, F-07 filing_type"},
		{"安徽", company, []string{"备案类型", "新增接入", "主体备案号", "", "域名备案号", "皖ICP备87654321号-1"}, ""},

		// A day of birth is past or today.
		{"安徽", person, []string{"主办单位证件号码", born("340104", 2026, 11, 23)}, ""},
		{"安徽", person, []string{"主办单位证件号码", born("340104", 2026, 11, 24)}, "D-01 subject_doc_no"},
		{"广东", person, []string{"主办单位证件号码", born("440104", 2026, 11, 24)}, "D-01 subject_doc_no, GD-12 subject_doc_no"},
		{"安徽", company, []string{"网站负责人证件类型", "港澳居民居住证", "网站负责人证件号码", born("810000", 2026, 11, 24)}, "D-05 site_owner_doc_no"},
		{"广东", person, []string{"主办单位证件号码", born("440104", 2008, 11, 23)}, ""},
		{"广东", person, []string{"主办单位证件号码", born("440104", 2008, 11, 24)}, "GD-12 subject_doc_no"},

		// What only a unit fills is not asked of a subject without a kind.
		{"安徽", person, []string{"主办单位性质", ""}, "D-12 subject_kind"},

		// 无 says nothing of the content.
		{"广东", person, []string{"网站备注", "无"}, "GD-02 remark"},
		{"内蒙古", person, []string{"网站备注", "/"}, "NM-02 remark"},
		{"江苏", person, []string{"网站备注", "暂无"}, "JS-04a remark"},
		{"广东", person, []string{"网站备注", "无广告的读书笔记"}, ""},
		{"安徽", person, []string{"网站备注", "无"}, ""},

		// Somebody's name, with a space in it or not.
		{"安徽", person, []string{"网站名称", "张 三丰", "主办单位名称", "张三丰", "域名所有人", "张三丰"}, "M-20 site_name"},
		{"安徽", person, []string{"网站名称", "张三丰的摄影", "主办单位名称", "张三丰", "域名所有人", "张三丰"}, ""},

		{"河南", company, []string{"字号", "***", "主办单位名称", "个体工商户***", "域名所有人", "个体工商户***", "有无公章", "无", "网站备注", ""}, "HA-06 remark"},
		{"河南", company, []string{"字号", "***", "主办单位名称", "个体工商户***", "域名所有人", "个体工商户***", "有无公章", "无", "网站备注", "无公章"}, ""},
		{"四川", sole, []string{"字号", "*", "网站服务内容", "其他", "网站名称", "青禾(个体工商户)"}, ""},
		{"四川", sole, []string{"字号", "*", "网站服务内容", "其他", "网站名称", "(个体工商户)"}, "SC-02 site_name"},
		{"广东", sole, []string{"字号", "*", "网站服务内容", "其他", "网站备注", "不是个体工商户"}, "GD-04 remark"},

		// When a licence was given is not until when it is valid.
		{"广东", company, append(licence, "2024年5月广州市卫生健康委员会颁发的医疗机构执业许可证，编号PDY123456，有效期至2029年5月"), ""},
		{"广东", company, append(licence, "广州市卫生健康委员会颁发的医疗机构执业许可证，编号PDY123456，有效期至2029年5月"), "GD-11 remark"},
		{"广东", company, append(licence, "广州市卫生健康委员会颁发的医疗机构执业许可证，编号PDY123456，有效期2029-05-31"), "GD-11 remark"},
		{"广东", company, append(licence, "广州市卫生健康委员会颁发的医疗机构执业许可证，编号PDY123456，有效期2024-06-01至2029-05-31"), ""},

		// Every day that is filled has to be far enough off.
		{"上海", company, []string{"网站负责人证件有效期至", "2027-02-23"}, "SH-05 site_owner_doc_expiry"},
		{"上海", company, []string{"网站负责人证件有效期至", "2027-02-24"}, ""},

		// 三门 is a place, 丁楼 a village, A座 a building; 3 门 is a door.
		{"浙江", company, []string{"通信地址", "浙江省台州市三门县健跳镇"}, "M-21 address"},
		{"河南", company, []string{"通信地址", "河南省三门峡市湖滨区黄河中路"}, "M-21 address"},
		{"河南", company, []string{"通信地址", "河南省商丘市梁园区丁楼村"}, "M-21 address"},
		{"安徽", company, []string{"通信地址", "合肥市望江西路科技园B区C楼"}, "M-21 address"},
		{"安徽", company, []string{"通信地址", "合肥市望江西路数码大厦A座"}, "M-21 address"},
		{"安徽", company, []string{"通信地址", "合肥市望江西路数码大厦A座1203"}, ""},
		{"安徽", company, []string{"通信地址", "合肥市望江西路数码大厦A座十二层"}, ""},
		{"安徽", company, []string{"通信地址", "合肥市望江新村3门501"}, ""},
		{"安徽", company, []string{"通信地址", "合肥市望江西路十八号"}, ""},
		{"安徽", company, []string{"通信地址", "合肥市望江西路二号楼"}, ""},
		{"河南", company, []string{"通信地址", "河南省商丘市梁园区丁楼村18号"}, ""},
	} {
		t.Run(c.province+" "+strings.Join(c.changes, " "), func(t *testing.T) {
			var got []string
			for _, f := range judged(t, c.province, c.kind, c.changes...).Findings {
				if f.Level == filing.Error {
					got = append(got, f.Rule+" "+f.Field.Key())
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("refused by %q, want %q", got, c.want)
			}
		})
	}
}

// TestLetterTold requires that who asks for the 授权书 stands in the verdict.
func TestLetterTold(t *testing.T) {
	for rule, province := range map[string]string{"M-06": "安徽", "SH-01": "上海", "GZ-01": "贵州", "HB-02": "湖北", "HN-02": "湖南"} {
		if got := told(judged(t, province, company, "网站负责人证件号码", other), rule); !strings.Contains(got, "print 授权书") {
			t.Errorf("%s: %q", rule, got)
		}
		if got := told(judged(t, province, company), rule); strings.Contains(got, "print") {
			t.Errorf("%s without a letter: %q", rule, got)
		}
	}
}

// TestNearestTold requires the message itself to name the value that is nearest,
// since not every format of a run tells remedies.
func TestNearestTold(t *testing.T) {
	for _, c := range []struct{ heading, value, zh, en string }{
		{"省份", "北平", "省份：没有“北平”这个选项，最接近的是“北京”", "province: “北平” is none of the allowed values; the nearest is 北京"},
		{"省份", "香港", "省份：没有“香港”这个选项", "province: “香港” is none of the allowed values"},
		{"网站语言", "中文简体;英文", "网站语言：没有“英文”这个选项，最接近的是“英语”", "language: “英文” is none of the allowed values; the nearest is 英语"},
		{"域名隐私保护", "关闭", "域名隐私保护：没有“关闭”这个选项，最接近的是“关”", "whois_privacy: “关闭” is none of the allowed values; the nearest is 关"},
	} {
		var got []filing.Words
		for _, f := range judged(t, "安徽", company, c.heading, c.value).Findings {
			if f.Rule == "D-13" {
				got = append(got, f.Message)
			}
		}
		if len(got) != 1 || got[0] != (filing.Words{ZH: c.zh, EN: c.en}) {
			t.Errorf("%s %s: %v", c.heading, c.value, got)
		}
	}
}
