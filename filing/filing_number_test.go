package filing

import "testing"

func TestParseFilingNumber(t *testing.T) {
	for typed, want := range map[string]string{
		"粤ICP备12345678号-1":    "粤ICP备12345678号-1",
		"粤ICP备12345678号":      "粤ICP备12345678号",
		"京ICP备2021000001号-12": "京ICP备2021000001号-12",
		" 粤icp备12345678 号-1 ": "粤ICP备12345678号-1",
		"粤ICP备12345678-2":     "粤ICP备12345678号-2",
		"川ICP备12345678号":      "蜀ICP备12345678号",
		"京ICP证030173号-1":      "京ICP证030173号-1",
		"粤B2-20090059-5":      "粤B2-20090059-5",
		"无":                   "", "": "", "ICP备12345678号": "", "港ICP备12345678号": "", "粤ICP备1234号": "",
		"粤ICP备12345678号-": "", "粤ICP备1234567A号": "",
	} {
		n, ok := ParseFilingNumber(typed)
		got := ""
		if ok {
			got = n.String()
		}
		if got != want || ok != (want != "") {
			t.Errorf("ParseFilingNumber(%q) = %q, %v; want %q", typed, got, ok, want)
		}
	}
	n, _ := ParseFilingNumber("粤ICP备12345678号-1")
	if n.Province.Name != "广东" || n.Kind != "ICP备" || n.Number != "12345678" || n.Site != 1 {
		t.Errorf("%+v", n)
	}
	for _, p := range Provinces {
		if n, ok := ParseFilingNumber(p.Short + "ICP备12345678号"); !ok || n.Province != p {
			t.Errorf("%s is not %s", p.Short, p.Name)
		}
	}
}

func TestSameFiling(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"粤ICP备12345678号", "粤ICP备12345678号-1", true},
		{"粤ICP备12345678号-2", "粤icp备12345678号-1", true},
		{"粤ICP备12345678号", "粤ICP备12345679号", false},
		{"粤ICP备12345678号", "京ICP备12345678号", false},
		{"粤ICP备12345678号", "粤ICP证12345678号", false},
		{"无", "无", false},
		{"", "", false},
		{"粤ICP备12345678号", "无", false},
	} {
		if SameFiling(c.a, c.b) != c.want || SameFiling(c.b, c.a) != c.want {
			t.Errorf("SameFiling(%q, %q) is not %v", c.a, c.b, c.want)
		}
	}
}

func TestIsNoRecord(t *testing.T) {
	for s, want := range map[string]bool{"无": true, " 无 ": true, "未备案": true, "": false, "粤ICP备12345678号": false} {
		if IsNoRecord(s) != want {
			t.Errorf("IsNoRecord(%q) is not %v", s, want)
		}
	}
}
