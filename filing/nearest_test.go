package filing

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	headings := make([]string, 0, fieldCount)
	keys := make([]string, 0, fieldCount)
	for _, f := range Fields() {
		headings = append(headings, f.Heading())
		keys = append(keys, f.Key())
	}
	for _, c := range []struct {
		word string
		list []string
		want string
	}{
		{"广冬", provinceNames, "广东"},
		{"内蒙古自治", provinceNames, "内蒙古"},
		{"香港", provinceNames, ""},
		{"企业法人", SubjectKinds, "企业"},
		{"个体户", SubjectKinds, "个体工商户"},
		{"网上购物", Contents, "网络购物"},
		{"wap", Contents, "WAP"},
		{"网站负责人手机号", headings, "网站负责人手机"},
		{"负责人网站姓名", headings, "网站负责人姓名"},
		{"subject_nmae", keys, "subject_name"},
		{"subjectname", keys, "subject_name"},
		{"xyz", keys, ""},
		{"abcd", []string{"abxy"}, ""},
		{"", keys, ""},
		{"是", nil, ""},
	} {
		got, ok := Nearest(c.word, c.list)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Nearest(%q) = %q, %v; want %q", c.word, got, ok, c.want)
		}
	}
	for _, heading := range headings {
		if got, _ := Nearest(heading, headings); got != heading {
			t.Errorf("nearest to %q is %q", heading, got)
		}
	}
	if got, _ := Nearest("河被", []string{"河南", "河北"}); got != "河南" {
		t.Errorf("of equals not the first: %q", got)
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "网站", 2}, {"网站", "网站", 0}, {"网站", "站网", 1}, {"网站名", "网站", 1},
		{"kitten", "sitting", 3}, {"ca", "abc", 3}, {"abcd", "badc", 2},
	} {
		a, b := []rune(c.a), []rune(c.b)
		if got, back := slips(a, b), slips(b, a); got != c.want || back != c.want {
			t.Errorf("slips(%q, %q) = %d, %d; want %d", c.a, c.b, got, back, c.want)
		}
	}
	if likeness(nil, nil) != 0 || likeness([]rune("网站"), []rune("站网")) != 1 {
		t.Error("likeness is wrong")
	}
	if slices.Contains(provinceNames, "") {
		t.Error("a province without a name")
	}
}
