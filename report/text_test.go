package report

import (
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// at is a place in the sample workbook.
func at(cell string) filing.Place {
	return filing.Place{Workbook: "applicants.xlsx", Sheet: "备案信息", Cell: cell, Row: 2}
}

// sample is the run that cli.md shows.
func sample() *Gathered {
	a := &filing.Application{ID: "0002", Place: filing.Place{Workbook: "applicants.xlsx", Sheet: "备案信息", Row: 2}}
	a.Set(filing.FieldProvince, "广东")
	a.Set(filing.FieldSubjectName, "张三")
	return &Gathered{
		Cases: []Case{{Application: a, Verdict: &filing.Verdict{
			FilingType: filing.NewFiling, FiledAs: filing.AsPerson,
			Forms: []string{filing.VerificationForm, filing.AcceptanceForm, filing.Checklist},
			Findings: []filing.Finding{{
				Rule: "GD-02", Level: filing.Error, Field: filing.FieldRemark, Place: at("AN2"),
				Message: filing.Words{ZH: "个人网站须在备注中说明网站实质内容", EN: "A personal site has to state its real content in the remark"},
				Remedy:  filing.Words{ZH: "写明网站放什么内容，例如“个人摄影作品展示”", EN: "say what the site shows"},
				Source:  filing.Words{ZH: "广东通管局要求 2", EN: "Guangdong bureau 2"},
			}},
			Attach: []filing.Attachment{{Rule: "M-07", What: filing.Words{ZH: "域名证书"}, Copies: 2}},
			Do:     []filing.Task{{Rule: "GD-06", Text: filing.Words{ZH: "备案期间关闭网站"}}},
			Print:  []filing.Printing{{Rule: "GD-03", Form: filing.VerificationForm, What: filing.Words{ZH: "手抄承诺书"}}},
		}}},
		Run: Run{Day: filing.Day{Year: 2026, Month: 11, Day: 23}, Totals: Totals{Rows: 1, Applications: 1, Refused: 1, Errors: 1}},
	}
}

func TestFindingReadsAsSpecified(t *testing.T) {
	tests := []struct {
		text  Text
		quiet bool
		want  string
	}{
		{Text{Lang: filing.Chinese}, true, `applicants.xlsx:备案信息!AN2: 错误: 个人网站须在备注中说明网站实质内容 [GD-02]
    网站备注 │ （空）
    依据：广东通管局要求 2；写明网站放什么内容，例如“个人摄影作品展示”
`},
		{Text{Lang: filing.English}, false, `applicants.xlsx:备案信息!AN2: error: A personal site has to state its real content in the remark [GD-02]
    网站备注 │ (blank)
    Source: Guangdong bureau 2; say what the site shows

0002  张三  广东  新增备案  to correct

rows: 1 = 0 ready + 1 to correct + 0 blank + 0 skipped
errors: 1, warnings: 0
`},
		{Text{Lang: filing.Chinese, Color: true}, true, "\x1b[1mapplicants.xlsx:备案信息!AN2\x1b[0m: \x1b[1;31m错误\x1b[0m: 个人网站须在备注中说明网站实质内容 \x1b[2m[GD-02]\x1b[0m\n" +
			"    网站备注 │ （空）\n    依据：广东通管局要求 2；写明网站放什么内容，例如“个人摄影作品展示”\n"},
	}
	for _, test := range tests {
		var b strings.Builder
		if err := sample().Tell(test.text.Teller(&b, test.quiet)); err != nil || b.String() != test.want {
			t.Errorf("%v\ngot:\n%s\nwant:\n%s", err, b.String(), test.want)
		}
	}
}

// TestNothingOfASheetReachesAReport hides secrets and steering characters in
// every text that may quote a sheet.
func TestNothingOfASheetReachesAReport(t *testing.T) {
	const number, evil = "11010519491231002X", "\x1b[2J\u202e"
	run := sample()
	a, v := run.Cases[0].Application, run.Cases[0].Verdict
	bad := evil + number
	a.ID, a.Place.Workbook, a.Place.Sheet = "7"+evil, "a"+evil+".xlsx", "b"+evil
	for _, f := range filing.Fields() {
		a.Set(f, bad)
	}
	v.Findings = append(v.Findings, filing.Finding{Rule: "D-01", Level: filing.Error, Field: filing.FieldSubjectDocNo, Value: bad, Place: a.Place,
		Message: filing.Words{ZH: bad}, Remedy: filing.Words{ZH: bad}, Source: filing.Words{ZH: evil + "GB 11643-1999"}})
	v.Findings = append(v.Findings, filing.Finding{Rule: "D-13", Level: filing.Warning, Field: filing.FieldSiteName, Value: bad, Place: a.Place})
	v.Attach[0].What.ZH, v.Do[0].Text.ZH, v.Print[0].What.ZH = bad, bad, bad
	run.Findings = v.Findings
	for _, rendered := range []bool{false, true} {
		run.Rendered = rendered
		var text, json strings.Builder
		if err := run.Tell(Text{}.Teller(&text, false)); err != nil {
			t.Fatal(err)
		}
		if err := run.Tell(JSON(&json, filing.Chinese)); err != nil {
			t.Fatal(err)
		}
		for _, told := range []string{text.String(), json.String()} {
			if strings.Contains(told, number) || strings.ContainsAny(told, "\x1b\u202e") || strings.Contains(told, `\u001b`) {
				t.Errorf("told as it stands:\n%s", told)
			}
			if !strings.Contains(told, "110105********002X") || !strings.Contains(told, "GB 11643-1999") {
				t.Errorf("not masked but missing:\n%s", told)
			}
		}
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "备案": 4, "ａ": 2, "（空）": 6, "e\u0301": 1, "𬭎": 2, "│": 1} {
		if got := Columns(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for _, test := range []struct {
		text string
		to   int
		want string
	}{{"备案信息", 8, "备案信息"}, {"备案信息", 7, "备案信…"}, {"备案信息", 6, "备案…"}, {"abc", 2, "a…"}} {
		got := cut(test.text, test.to)
		if got != test.want || Columns(got) > test.to {
			t.Errorf("%q to %d: %q", test.text, test.to, got)
		}
	}
	var b strings.Builder
	table(&b, " ", [][]string{{"1", "某某公司", "x"}, {"22", "ab", "y"}, {"3", "", ""}})
	if want := " 1   某某公司  x\n 22  ab        y\n 3\n"; b.String() != want {
		t.Errorf("table:\n%s", b.String())
	}
}
