package strictyaml

import (
	"runtime"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

type entry struct {
	ID     Text     `yaml:"id"`
	Must   Text     `yaml:"must"`
	Copies int      `yaml:"copies"`
	For    []string `yaml:"for"`
	Deep   []entry  `yaml:"also"`
	Yes    bool     `yaml:"yes"`
}

func TestInto(t *testing.T) {
	root, err := Parse("规则.yaml", []byte("# 说明\n- id: GD-02\n  must: 网站备注 != \"\"\n  copies: 2\n  for: 个人\n  also:\n    - {id: x, for: [企业, 个人], yes: true}\n"))
	if err != nil {
		t.Fatal(err)
	}
	var list []entry
	if err := root.Into(&list); err != nil {
		t.Fatal(err)
	}
	e := list[0]
	if e.ID.Value != "GD-02" || e.Must.Value != `网站备注 != ""` || e.Copies != 2 || e.For[0] != "个人" || len(e.Deep[0].For) != 2 || !e.Deep[0].Yes {
		t.Errorf("read %+v", e)
	}
	if e.Must.Line != 3 || e.Must.Column != 9 {
		t.Errorf("must stands at %d:%d", e.Must.Line, e.Must.Column)
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		yaml         string
		index        int
		line, column int
	}{
		{"must: 网站备注 != 甲", 8, 1, 15},
		{"must: \"网站备注 != 甲\"", 8, 1, 16},
		{"must: '网站备注 != 甲'", 8, 1, 16},
		{"must: |\n  网站备注\n  != 甲\n", 8, 3, 6},
		{"must: >-\n  网站备注\n  != 甲\n", 8, 3, 6},
		{"must: 网站备注\n  != 甲\n", 8, 2, 6},
	} {
		root, err := Parse("x.yaml", []byte(c.yaml))
		if err != nil {
			t.Fatalf("%q: %v", c.yaml, err)
		}
		text := root.Get("must").Text
		if r := []rune(text.Value); r[c.index] != '甲' {
			t.Fatalf("%q: value %q", c.yaml, text.Value)
		}
		if line, column := text.Place(c.index); line != c.line || column != c.column {
			t.Errorf("%q: %d:%d, want %d:%d", c.yaml, line, column, c.line, c.column)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		yaml, place string
		zh, en      string
	}{
		{"- id: a\n  muts: x\n", "x.yaml:2:3: ", "是不是“must”", `did you mean "must"`},
		{"- id: a\n  id: b\n", "x.yaml:2:3: ", "写了两次", "twice"},
		{"- copies: 两\n", "x.yaml:1:11: ", "整数", "whole number"},
		{"- id: [a]\n", "x.yaml:1:7: ", "应是一个值", "single value"},
		{"id: a\n", "", "", ""},
		{"- a\n", "x.yaml:1:3: ", "应是一组", "mapping"},
		{"- yes: 是\n", "x.yaml:1:8: ", "true 或 false", "true or false"},
		{"- id: &a b\n", "x.yaml:1:7: ", "不能用", "not read here"},
		{"- id: !!str b\n", "x.yaml:1:7: ", "不能用", "not read here"},
		{"- <<: {id: a}\n", "x.yaml:1:3: ", "不能用", "not read here"},
		{"- id: a\n---\n- id: b\n", "x.yaml:3:1: ", "只能有一份", "one document"},
		{"- id: \"a\n", "x.yaml:1:7: ", "YAML 写法有误", "no YAML"},
		{"- id: a\n for: b\n", "x.yaml:", "YAML 写法有误", "no YAML"},
		{"\xff\xfe", "x.yaml: ", "UTF-8", "UTF-8"},
	} {
		var list []entry
		root, err := Parse("x.yaml", []byte(c.yaml))
		if err == nil {
			err = root.Into(&list)
		}
		if c.zh == "" {
			if err != nil {
				t.Errorf("%q: %v", c.yaml, err)
			}
			continue
		}
		fault, ok := err.(*Fault)
		if !ok {
			t.Errorf("%q: no fault but %v (%+v)", c.yaml, err, list)
			continue
		}
		if zh := fault.Error(); !strings.HasPrefix(zh, c.place) || !strings.Contains(zh, c.zh) {
			t.Errorf("%q: %s, want %s…%s", c.yaml, zh, c.place, c.zh)
		}
		if en := fault.In(filing.English); !strings.Contains(en, c.en) {
			t.Errorf("%q: %s, want %s", c.yaml, en, c.en)
		}
	}
}

func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"flow lists": strings.Repeat("[", 300_000),
		"flow maps":  strings.Repeat("{a: ", 100_000),
		"dashes":     strings.Repeat("- ", 300_000),
		"indents":    indents(1000),
		"aliases":    "a: &a [x,x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
		"too large":  strings.Repeat("a", maxBytes+1),
		"questions":  strings.Repeat("? ", 100_000),
		"tags":       strings.Repeat("!!x ", 100_000),
		"colons":     strings.Repeat("a: ", 10_000),
		"lone quote": "'",
		"lone pipe":  "a: |",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		root, err := Parse("x.yaml", []byte(text))
		if err == nil && name != "lone pipe" {
			t.Errorf("%s: taken as %+v", name, root)
		}
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 128 {
			t.Errorf("%s: %d MB allocated", name, used)
		}
	}
}

func indents(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	f.Add("- id: a\n  for: [x, y]\n")
	f.Add("a: |\n  b\n c: \"d\"")
	f.Fuzz(func(t *testing.T, text string) {
		root, err := Parse("x.yaml", []byte(text))
		if err != nil {
			return
		}
		var list []entry
		_ = root.Into(&list)
	})
}
