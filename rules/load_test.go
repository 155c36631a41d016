package rules

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/strictyaml"
)

// goodRule is the rule of the manual, as it stands there.
const goodRule = `- id: GD-02
  clause: 广东 2
  for: 个人
  must: 网站备注 != ""
  at: 网站备注
  say: 个人网站须在备注中说明网站实质内容
  fix: 写明网站放什么内容，例如“个人摄影作品展示”
  en: A personal site has to state its real content in the remark
  pass: {网站备注: 个人摄影作品展示}
  fail: {网站备注: ""}
`

func TestLoadManualRule(t *testing.T) {
	b, err := Load(File{"guangdong.yaml", []byte(goodRule)})
	if err != nil {
		t.Fatal(err)
	}
	r, ok := b.Rule("gd-02")
	if !ok || r.Says[0].Shape != "" || r.Source.ZH != "广东通管局要求 2" || r.Source.EN != "Guangdong bureau, item 2" {
		t.Errorf("the rulebook's own rule still stands: %+v", r)
	}
	a := sample.Clean("广东", filing.KindPerson)
	a.Set(filing.FieldRemark, "")
	v := b.Check([]*filing.Application{a}, testProfile(), sample.Day)[0]
	if len(v.Findings) != 1 || v.Findings[0].Rule != "GD-02" || v.Findings[0].Field != filing.FieldRemark || v.Findings[0].Level != filing.Error ||
		v.Findings[0].Place.Cell != a.Values[filing.FieldRemark].Cell {
		t.Errorf("findings: %+v", v.Findings)
	}
	if !v.Refused() {
		t.Error("the application is not refused")
	}
}

// TestLoadRecipe is the recipe of CONTRIBUTING: a province that had no rule
// gets one.
func TestLoadRecipe(t *testing.T) {
	data, err := os.ReadFile("testdata/shanxi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := Load(File{"shanxi.yaml", data})
	if err != nil {
		t.Fatal(err)
	}
	a := sample.Clean("山西", filing.KindPerson)
	v := b.Check([]*filing.Application{a}, testProfile(), sample.Day)[0]
	if len(v.Findings) != 1 || v.Findings[0].Rule != "SX-01" || v.Findings[0].Field != filing.FieldResidencePermit {
		t.Errorf("findings: %+v", v.Findings)
	}
	a.Set(filing.FieldResidencePermit, "居住证")
	if v = b.Check([]*filing.Application{a}, testProfile(), sample.Day)[0]; len(v.Findings) != 0 {
		t.Errorf("findings: %+v", v.Findings)
	}
	a.Set(filing.FieldResidencePermit, "")
	v = b.Check([]*filing.Application{a}, testProfile(), sample.Day)[0]
	if len(v.Findings) != 0 || !hasTask(v, "SX-01", "确认：") {
		t.Errorf("left blank: %+v %+v", v.Findings, v.Do)
	}
	if !strings.Contains(b.Standing("山西").ZH, "1 条") {
		t.Errorf("the standing is %s", b.Standing("山西").ZH)
	}
}

func hasTask(v filing.Verdict, rule, text string) bool {
	for _, d := range v.Do {
		if d.Rule == rule && strings.Contains(d.Text.ZH, text) {
			return true
		}
	}
	return false
}

func TestLoadRefuses(t *testing.T) {
	swap := func(old, new string) string { return strings.Replace(goodRule, old, new, 1) }
	for _, c := range []struct{ name, yaml, place, zh, en string }{
		{"unknown key", swap("must:", "muts:"), "guangdong.yaml:4:3: ", "是不是“must”", `did you mean "must"`},
		{"misspelled field", swap("must: 网站备注", "must: 网站备住"), "guangdong.yaml:4:9: ", "没有“网站备住”这个栏目或词，是不是“网站备注”", `did you mean "网站备注"`},
		{"misspelled field further on", swap(`网站备注 != ""`, `网站备注 != "" and 网站域 != ""`), "guangdong.yaml:4:24: ", "是不是“网站域名”", "网站域名"},
		{"misspelled field in quotes", swap(`must: 网站备注 != ""`, `must: '网站名称 != 网站备住'`), "guangdong.yaml:4:18: ", "是不是“网站备注”", "网站备注"},
		{"misspelled at", swap("at: 网站备注", "at: 备注网站"), "guangdong.yaml:5:7: ", "是不是“网站备注”", "网站备注"},
		{"not boolean", swap(`网站备注 != ""`, "网站备注"), "guangdong.yaml:4:9: ", "判断真假", "true or false"},
		{"wrong types", swap(`!= ""`, "> 3"), "guangdong.yaml:4:14: ", "式子写法有误", "mismatched types"},
		{"no expression", swap(`!= ""`, "!="), "guangdong.yaml:4:", "式子写法有误", "wrong"},
		{"unknown function", swap(`网站备注 != ""`, "有含(网站备注)"), "guangdong.yaml:4:9: ", "是不是“含有”", "含有"},
		{"a builtin that is left out", swap(`网站备注 != ""`, `repeat(网站备注, 1000000) != ""`), "guangdong.yaml:4:9: ", "没有“repeat”", "repeat"},
		{"a loop in a loop", swap(`网站备注 != ""`, `'all(域名列表, all(域名列表, # != ""))'`), "guangdong.yaml:4:", "不能在一个循环里再用循环", "loop"},
		{"the environment", swap(`网站备注 != ""`, `$env["网站备注"] != ""`), "guangdong.yaml:4:9: ", "$env", "$env"},
		{"too long", swap(`网站备注 != ""`, strings.Repeat(`网站备注 != "" and `, 300)+"true"), "guangdong.yaml:4:9: ", "式子太长", "too long"},
		{"too many parts", swap(`网站备注 != ""`, strings.Repeat(`1 < 2 and `, 300)+"true"), "guangdong.yaml:4:", "式子写法有误", "nodes"},
		{"too deep", swap(`网站备注 != ""`, strings.Repeat("(", 100_000)), "guangdong.yaml:4:9: ", "式子太长", "too long"},
		{"a word of each outside", swap(`网站备注 != ""`, `值 != ""`), "guangdong.yaml:4:9: ", "each", "each"},
		{"two of one id", goodRule + goodRule, "guangdong.yaml:11:7: ", "用了两次", "twice"},
		{"no id", swap("id: GD-02", "id: 规则二"), "guangdong.yaml:1:7: ", "应如 GD-02", "GD-02"},
		{"blank id", swap("- id: GD-02\n  clause", "- clause"), "guangdong.yaml:1:3: ", "没有 id", "no id"},
		{"id of another province", swap("GD-02", "GX-02"), "guangdong.yaml:1:7: ", "应以 GD- 开头", "begin with GD-"},
		{"clause of another province", swap("广东 2", "广西 2"), "guangdong.yaml:2:11: ", "应以“广东”开头", "广东"},
		{"no clause", swap("  clause: 广东 2\n", ""), "guangdong.yaml:1:7: ", "缺少 clause", "no clause"},
		{"unknown who", swap("for: 个人", "for: 个体户"), "guangdong.yaml:3:8: ", "是不是“个体工商户”", "个体工商户"},
		{"no say", swap("  say: 个人网站须在备注中说明网站实质内容\n", ""), "guangdong.yaml:4:9: ", "say", "say"},
		{"nothing said", swap("  must: 网站备注 != \"\"\n", ""), "guangdong.yaml:", "没有内容", "says nothing"},
		{"two consequences", swap("  at:", "  do: 写备注\n  at:"), "guangdong.yaml:4:9: ", "其中之一", "one of"},
		{"unknown shape", swap(`must: 网站备注 != ""`, "shape: REMRAK"), "guangdong.yaml:4:10: ", "是不是“REMARK”", "REMARK"},
		{"wrong argument of a shape", "- id: GD-90\n  clause: 广东 2\n  shape: OWNER(主办单位名)\n", "guangdong.yaml:3:", "是不是“主办单位名称”", "主办单位名称"},
		{"unknown form", swap(`must: 网站备注 != ""`, "print: x\n  form: 核验表"), "guangdong.yaml:5:9: ", "是不是“核验单”", "核验单"},
		{"unknown variant", swap(`must: 网站备注 != ""`, "print: x\n  variant: plege"), "guangdong.yaml:5:12: ", "是不是“pledge”", "pledge"},
		{"unknown level", swap("at: 网站备注", "level: warm"), "guangdong.yaml:5:10: ", "是不是“warn”", "warn"},
		{"overrides nothing", swap("at: 网站备注", "overrides: M-99"), "guangdong.yaml:5:14: ", "没有编号为 M-99 的规则", "M-99"},
		{"open brace", swap("say: 个人网站", "say: 个人{网站名称"), "guangdong.yaml:6:10: ", "没有对应的", "no }"},
		{"wrong word in braces", swap("say: 个人网站", "say: 个人{网站名城}"), "guangdong.yaml:6:11: ", "是不是“网站名称”", "网站名称"},
		{"wrong heading in an example", swap("pass: {网站备注", "pass: {网站备住"), "guangdong.yaml:9:10: ", "是不是“网站备注”", "网站备注"},
		{"no list of rules", "id: GD-02\n", "guangdong.yaml:1:1: ", "一列规则", "list of rules"},
		{"a list named as a heading", "- list: 网站备注\n  words: [a]\n", "guangdong.yaml:1:9: ", "换个名称", "another name"},
		{"tab", "-\tid: GD-02\n\t clause: x\n", "guangdong.yaml", "YAML", "YAML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(File{"guangdong.yaml", []byte(c.yaml)})
			var fault *strictyaml.Fault
			if !errors.As(err, &fault) {
				t.Fatalf("it is taken, or fails as %v", err)
			}
			if zh := fault.Error(); !strings.HasPrefix(zh, c.place) || !strings.Contains(zh, c.zh) {
				t.Errorf("%s\nwant %s…%s", zh, c.place, c.zh)
			}
			if en := fault.In(filing.English); !strings.Contains(en, c.en) {
				t.Errorf("%s\nwant %s", en, c.en)
			}
		})
	}
}

// TestBroken requires that a rule that cannot be worked out refuses the
// application, by its id, and is no crash.
func TestBroken(t *testing.T) {
	for name, must := range map[string]string{
		"out of range": `域名列表[7] == "a"`,
		"runs away":    `'count(1..99999999, # > 0) > 0'`,
	} {
		yaml := strings.Replace(goodRule, `网站备注 != ""`, must, 1)
		b, err := Load(File{"guangdong.yaml", []byte(yaml)})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		v := b.Check([]*filing.Application{sample.Clean("广东", filing.KindPerson)}, testProfile(), sample.Day)[0]
		if len(v.Findings) != 1 || v.Findings[0].Rule != "GD-02" || !strings.Contains(v.Findings[0].Message.ZH, "GD-02") || !v.Refused() {
			t.Errorf("%s: %+v", name, v.Findings)
		}
	}
}
