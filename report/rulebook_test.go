package report

import (
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

var remark = Rule{
	ID: "GD-02", Clause: "广东 2", Source: filing.Words{ZH: "广东通管局要求 2"}, File: "guangdong.yaml", Line: 7,
	Says: []Statement{
		{How: filing.Words{ZH: "自动判断", EN: "judged"}, Level: filing.Error, Who: []string{"个人"}, Field: filing.FieldRemark,
			Must: `网站备注 != ""`, Words: filing.Words{ZH: "须说明网站实质内容"}, Remedy: filing.Words{ZH: "写明网站放什么内容"}},
		{How: filing.Words{ZH: "人工办理", EN: "by hand"}, Words: filing.Words{ZH: "核对备注"}},
		{How: filing.Words{ZH: "人工办理", EN: "by hand"}, Words: filing.Words{ZH: `再核对{栏}的{值 != "" ? 值 : "空"}一次`}},
	},
	Example: Example{Sample: "个人，广东", Given: []string{"省份 = 广东"}, Pass: [][]string{{"网站备注 = 摄影"}, {}}, Fail: [][]string{{"网站备注 = （空）", "字号 = *"}}},
}

func TestLedgerAndRule(t *testing.T) {
	var b strings.Builder
	short := remark
	short.ID, short.Says = "GD-10", remark.Says[1:2]
	chapters := []Chapter{{Title: filing.Words{ZH: "广东"}, Rules: []Rule{remark, short}}, {Title: filing.Words{ZH: "山西"}, Note: filing.Words{ZH: "没有登记要求"}}}
	if err := (Text{}).Ledger(&b, chapters); err != nil {
		t.Fatal(err)
	}
	want := `广东
  GD-02  广东 2  自动判断、人工办理  须说明网站实质内容
  GD-10  广东 2  人工办理            核对备注

山西  没有登记要求
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	b.Reset()
	if err := (Text{}).Rule(&b, remark); err != nil {
		t.Fatal(err)
	}
	want = `GD-02  广东 2  广东通管局要求 2

  自动判断（错误）
    须说明网站实质内容
    办法：写明网站放什么内容
    对象：个人
    栏目：网站备注
    要求：网站备注 != ""

  人工办理
    核对备注

  人工办理
    再核对{栏}的…一次

  例（个人，广东）
    前提：省份 = 广东
    符合：网站备注 = 摄影
    符合：照原样
    不符：网站备注 = （空）；字号 = *

  guangdong.yaml:7
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestVerificationIsTold(t *testing.T) {
	v := Verification{Papers: []Verified{
		{File: "out/a/核验单.pdf", Form: "核验单", Faults: []Fault{{Promise: "date", Page: 1, Words: filing.Words{ZH: "日期处印有内容", EN: "a date is printed"}}}},
		{File: "out/a/受理单.pdf", Form: "受理单"},
	}}
	var b strings.Builder
	if err := (Text{}).Verification(&b, v, false); err != nil {
		t.Fatal(err)
	}
	if want := "out/a/核验单.pdf: 不符: 日期处印有内容 [date]\n\n核对 2 份：1 份相符，1 份不符，共 1 处\n"; b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	b.Reset()
	if err := VerificationJSON(&b, v, filing.English); err != nil {
		t.Fatal(err)
	}
	want := `{"schema": 1, "papers": [
		{"file": "out/a/核验单.pdf", "form": "核验单", "faults": [{"promise": "date", "page": 1, "message": "a date is printed"}]},
		{"file": "out/a/受理单.pdf", "form": "受理单", "faults": []}],
		"summary": {"papers": 2, "failed": 1, "faults": 1}}`
	if got, want := tokens(t, b.String()), tokens(t, want); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
