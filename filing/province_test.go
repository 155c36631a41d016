package filing

import (
	"slices"
	"testing"
)

func TestParseProvince(t *testing.T) {
	for typed, want := range map[string]string{
		"广东": "广东", "广东省": "广东", "广西": "广西", "广西壮族自治区": "广西", "广西省": "广西", "广西自治区": "广西",
		"内蒙": "内蒙古", "内蒙古": "内蒙古", "内蒙古自治区": "内蒙古", "北京": "北京", "北京市": "北京", " 新疆 ": "新疆",
		"新疆维吾尔自治区": "新疆", "吉林市": "", "北京省": "", "香港": "", "澳门": "", "台湾": "", "台湾省": "", "粤": "", "": "",
	} {
		p, ok := ParseProvince(typed)
		if p.Name != want || ok != (want != "") {
			t.Errorf("ParseProvince(%q) = %q, %v; want %q", typed, p.Name, ok, want)
		}
	}
}

func TestProvinces(t *testing.T) {
	if len(Provinces) != 31 {
		t.Fatalf("%d provinces", len(Provinces))
	}
	if !slices.IsSortedFunc(Provinces, func(a, b Province) int { return decimal(a.Code) - decimal(b.Code) }) {
		t.Error("not in the order of GB/T 2260")
	}
	municipalities := 0
	seen := map[string]string{}
	for _, p := range Provinces {
		if p.Municipality() {
			municipalities++
		}
		for _, word := range []string{p.Name, p.Full, p.Code, p.Alpha, p.Short, p.EN, p.File} {
			if word == "" || seen[word] != "" && seen[word] != p.Code {
				t.Errorf("%s: %q is missing or another's", p.Name, word)
			}
			seen[word] = p.Code
		}
		if got, ok := ProvinceOfRegion(p.Code + "0101"); !ok || got != p {
			t.Errorf("region %s is not %s", p.Code, p.Name)
		}
	}
	if municipalities != 4 {
		t.Errorf("%d municipalities", municipalities)
	}
	for _, code := range []string{"710000", "81", "8", "", "99", "东"} {
		if p, ok := ProvinceOfRegion(code); ok {
			t.Errorf("region %q is no province of filing, got %s", code, p.Name)
		}
	}
}

func TestBureau(t *testing.T) {
	for name, want := range map[string]string{
		"广东": "广东省通信管理局", "北京": "北京市通信管理局", "内蒙古": "内蒙古自治区通信管理局",
		"广西": "广西壮族自治区通信管理局", "新疆": "新疆维吾尔自治区通信管理局", "宁夏": "宁夏回族自治区通信管理局",
	} {
		if p, _ := ParseProvince(name); p.Bureau() != want {
			t.Errorf("%s: %q", name, p.Bureau())
		}
	}
	if (Province{}).Bureau() != "" {
		t.Error("no province has no bureau")
	}
}
