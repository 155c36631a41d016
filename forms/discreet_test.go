package forms

import (
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// What a report shows of a paper holds no number of the sheet, be it broken in
// two, and all else stands as it is printed.
func TestDiscreet(t *testing.T) {
	broken := company()
	broken["网站备注"] = strings.Repeat("详情请拨打客服 ", 9) + " 13800571000 13800571001 或写信给 shenzhixing@example.cn 和 linwanqing@example.cn，" + strings.Repeat("证件号码11010519491231002X", 5)
	broken["网站负责人证件号码"] = "军字第0012号"
	broken["原主体证件号码"] = "91350100M000100Y43"
	all := cases()
	all["broken"] = packet(broken, filing.AsUnit)
	secrets := []string{
		"91350100M000100Y43", "11010519491231002X", "440524188001010014", "军字第0012号", "13800571000", "13800571001", "13800200001",
		"linwanqing@example.cn", "shenzhixing@example.cn",
	}
	masked := 0
	for name, p := range all {
		for _, paper := range filing.Papers {
			document, _ := p.Lay(paper)
			before := document.Layout()
			discreet := p.Discreet(document)
			if document.Layout() != before {
				t.Errorf("%s, %s: the paper itself was changed", name, paper)
			}
			for _, secret := range secrets {
				if strings.Contains(words(discreet), secret) {
					t.Errorf("%s, %s shows %s", name, paper, secret)
				}
			}
			for n, sheet := range document.Pages {
				was, is := items(sheet), items(discreet.Pages[n])
				if len(was) != len(is) {
					t.Fatalf("%s, %s: %d items became %d", name, paper, len(was), len(is))
				}
				for i := range was {
					if was[i] == is[i] {
						continue
					}
					a, b := was[i].(pdf.Text), is[i].(pdf.Text)
					masked++
					if !strings.Contains(words(discreet), "*") || a.X != b.X || a.Y != b.Y || a.Style != b.Style || a.From != b.From {
						t.Errorf("%s, %s: %+v became %+v", name, paper, a, b)
					}
				}
			}
		}
	}
	if masked < 80 {
		t.Errorf("only %d texts masked", masked)
	}
}

func TestHide(t *testing.T) {
	p := packet(map[string]string{
		"网站负责人证件号码": "军123", "主办单位证件号码": "91350100M000100Y43", "主体负责人办公电话": "0571-8888999",
	}, filing.AsUnit)
	for _, c := range []struct{ from, words, want string }{
		{"", "杭州青禾纸品有限公司", "杭州青禾纸品有限公司"},
		{"site_owner_doc_no", "军123", "军***"},
		{"site_owner_doc_no", "证件 军123 号", "证件 军*** 号"},
		{"subject_doc_no", "91350100M000100Y43", "913501********0Y43"},
		{"subject_doc_no", "9135 0100 M000 100Y 43", "9135 0************Y 43"},
		{"principal_phone", "0571-8888999", "0571-*****99"},
		{"domains", "123456.com；a.cn", "123456.com；a.cn"},
		{"subject_record", "粤ICP备12345678号-1", "粤ICP备12345678号-1"},
		{"remark", "电话13800571000", "电话13********0"},
		{"address", "文三路 90 号 71 幢 302 室", "文三路 90 号 71 幢 302 室"},
	} {
		if got := p.hide(c.from, c.words); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.from, c.words, got, c.want)
		}
	}
}
