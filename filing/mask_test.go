package filing

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	for number, want := range map[string]string{
		"11010519491231002X": "110105********002X",
		"91350100M000100Y43": "913501********0Y43",
		"110108000000016":    "110**********16",
		"H12345678":          "H1******8",
		"12345678":           "1******8",
		"军字第2001988号":        "军字********号",
		"12":                 "**",
		"123":                "1**",
		"":                   "",
	} {
		if got := Mask(number); got != want {
			t.Errorf("Mask(%q) = %q, want %q", number, got, want)
		}
		if Mask(Mask(number)) != Mask(number) {
			t.Errorf("masking %q twice is not masking it once", number)
		}
	}
	for n := 1; n < 17; n++ {
		kept := n - strings.Count(Mask(strings.Repeat("7", n)), "*")
		if kept*3 > n {
			t.Errorf("%d of %d characters are shown", kept, n)
		}
	}
}

func TestMaskContacts(t *testing.T) {
	for phone, want := range map[string]string{
		"13812345678": "138****5678", "0755-12345678": "0755-******78", "010-88886666-801": "010-**********01",
		"1234": "1***", "": "",
	} {
		if got := MaskPhone(phone); got != want {
			t.Errorf("MaskPhone(%q) = %q, want %q", phone, got, want)
		}
	}
	for email, want := range map[string]string{
		"zhang@example.com": "z***@example.com", "张三@例子.中国": "张***@例子.中国", "@": "*", "zhang": "z****",
	} {
		if got := MaskEmail(email); got != want {
			t.Errorf("MaskEmail(%q) = %q, want %q", email, got, want)
		}
	}
}

func TestMaskAll(t *testing.T) {
	for text, want := range map[string]string{
		"证件11010519491231002X不符":           "证件110105********002X不符",
		"证件１１０１０５１９４９１２３１００２Ｘ不符":           "证件１１０１０５********００２Ｘ不符",
		"110105 19491231 002X":             "110105**********002X",
		"11010519491231002X.jpg":           "110105********002X.jpg",
		"电话13812345678，邮箱zhang@example.cn": "电话13********8，邮箱z***@example.cn",
		"组织机构代码D2143569-X":                 "组织机构代码D2*******X",
		"2026-11-23 粤ICP备12345678号-1":      "2026-11-23 粤ICP备12345678号-1",
		"GD-02 AN2 12345678.com 192.0.2.1": "GD-02 AN2 12345678.com 192.0.2.1",
		"张三，广东省深圳市1号":                      "张三，广东省深圳市1号",
		"":                                 "",
	} {
		if got := MaskAll(text); got != want {
			t.Errorf("MaskAll(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestMaskAllHidesEveryExample(t *testing.T) {
	for _, kind := range NumberKinds {
		for _, number := range kind.Valid {
			if digitCount(number) >= 7 && strings.Contains(MaskAll("号码"+number+"。"), number) {
				t.Errorf("%s is shown", number)
			}
		}
	}
}

func TestDiscreet(t *testing.T) {
	a := &Application{}
	a.Set(FieldSubjectDocNo, "11010519491231002X")
	a.Set(FieldPrincipalMobile, "13800138000")
	a.Set(FieldSiteOwnerPhone, "010-12345678")
	a.Set(FieldSiteOwnerEmail, "zhang@example.com")
	a.Set(FieldLegalDocNo, "1")
	for text, want := range map[string]string{
		"11010519491231002X":            "110105********002X",
		"13800138000-2":                 "138****8000-2",
		"张三 010-12345678":               "张三 010-******78",
		"zhang@example.com,13800138000": "z***@example.com,138****8000",
		"20261123001":                   "20261123001", // an order's number
		"1":                             "1",
		"":                              "",
	} {
		if got := a.Discreet(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
