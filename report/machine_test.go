package report

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	samples "github.com/icpgen/icpgen/filing/sample"
)

// unknown describes no rule.
func unknown(string) (Rule, bool) { return Rule{}, false }

// machine are the formats for programs.
var machine = map[string]func(b *strings.Builder) Teller{
	"json":   func(b *strings.Builder) Teller { return JSON(b, filing.Chinese) },
	"sarif":  func(b *strings.Builder) Teller { return SARIF(b, filing.Chinese, unknown) },
	"junit":  func(b *strings.Builder) Teller { return JUnit(b, filing.Chinese) },
	"github": func(b *strings.Builder) Teller { return GitHub(b, filing.Chinese) },
}

func TestGitHub(t *testing.T) {
	var b strings.Builder
	run := crowded()
	run.Findings = append(run.Findings, filing.Finding{Rule: "R-03", Level: filing.Error, Place: filing.Place{Workbook: "100%,a:b.xlsx"}, Message: filing.Words{ZH: "50%，坏了"}})
	if err := run.Tell(GitHub(&b, filing.Chinese)); err != nil {
		t.Fatal(err)
	}
	want := `::warning file=applicants.xlsx,line=2,title=D-14 备案信息!BB1::不认识的标题
::error file=100%25%2Ca%3Ab.xlsx,title=R-03::50%25，坏了
::error file=applicants.xlsx,line=2,title=GD-02 备案信息!AN2::个人网站须在备注中说明网站实质内容%0A写明网站放什么内容，例如“个人摄影作品展示”%0A依据：广东通管局要求 2
::notice file=applicants.xlsx,line=2,title=D-17 备案信息!AO2::
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestJUnit(t *testing.T) {
	var b strings.Builder
	run := crowded()
	second := filing.Finding{Rule: "D-01", Level: filing.Error, Place: at("Q2"), Message: filing.Words{ZH: "<不对>"}}
	run.Cases[0].Verdict.Findings = append(run.Cases[0].Verdict.Findings, second)
	clean := Case{Application: &filing.Application{ID: "0003", Place: at("")}, Verdict: &filing.Verdict{}}
	run.Cases = append(run.Cases, clean)
	if err := run.Tell(JUnit(&b, filing.Chinese)); err != nil {
		t.Fatal(err)
	}
	var r junitReport
	if err := xml.Unmarshal([]byte(b.String()), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Suites) != 1 || r.Tests != 3 || r.Failures != 1 || r.Suites[0].Tests != 3 || r.Suites[0].Name != "applicants.xlsx:备案信息" {
		t.Fatalf("%+v", r)
	}
	cases := r.Suites[0].Cases
	if f := cases[1].Failure; cases[1].Name != "0002 张三" || f == nil || f.Type != "GD-02 D-01" || f.Message != "个人网站须在备注中说明网站实质内容（另有 1 处）" || !strings.Contains(f.Text, "applicants.xlsx:备案信息!Q2: 错误 [D-01]\n<不对>\n") {
		t.Errorf("%+v %+v", cases[1], cases[1].Failure)
	}
	if cases[0].Failure != nil || cases[2].Failure != nil || !strings.Contains(cases[0].Out, "D-14") || !strings.Contains(cases[1].Out, "警告（基线已有） [D-17]") || cases[2].Out != "" {
		t.Errorf("%+v %+v", cases[0], cases[2])
	}
}

func TestSARIF(t *testing.T) {
	var b strings.Builder
	run := crowded()
	run.Compared = true
	if err := run.Tell(SARIF(&b, filing.Chinese, func(id string) (Rule, bool) { return remark, id == remark.ID })); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	r := log.Runs[0]
	if len(r.Results) != 3 || len(r.Tool.Driver.Rules) != 3 || len(r.Artifacts) != 1 {
		t.Fatalf("%+v", r)
	}
	for i, want := range []string{"D-14 warning new 备案信息!BB1 cell", "GD-02 error new 备案信息!AN2 cell", "D-17 warning unchanged 备案信息!AO2 cell"} {
		got := r.Results[i]
		where := got.Locations[0].Logical[0]
		if s := fmt.Sprint(got.RuleID, " ", got.Level, " ", got.BaselineState, " ", where.QualifiedName, " ", where.Kind); s != want {
			t.Errorf("%s, want %s", s, want)
		}
	}
	if rule := r.Tool.Driver.Rules[1]; rule.Short.Text != "须说明网站实质内容" || rule.Help.Text != "须说明网站实质内容\n写明网站放什么内容\n核对备注\n再核对{栏}的…一次\n依据：广东通管局要求 2" {
		t.Errorf("%+v", rule)
	}
	if len(r.Results[2].Suppressions) != 1 || len(r.Results[1].Suppressions) != 0 {
		t.Error("what the baseline lists is suppressed, and only that")
	}
}

// TestHostileTexts: no text of a sheet becomes more than text in any format.
func TestHostileTexts(t *testing.T) {
	steers := regexp.MustCompile("[\x00-\x09\x0b-\x1f\x7f\u0085\u200b\u2028\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0041]")
	schema := schemaOf(t, "../docs/check.schema.json")
	for _, text := range samples.Hostile {
		run := crowded()
		a, v := run.Cases[0].Application, run.Cases[0].Verdict
		place := filing.Place{Workbook: text, Sheet: text, Row: 2, Cell: "AN2"}
		a.ID, a.Place = text, place
		for _, f := range filing.Fields() {
			a.Set(f, text)
		}
		words := filing.Words{ZH: "甲 " + text}
		for i := range v.Findings {
			v.Findings[i].Value, v.Findings[i].Place, v.Findings[i].Message, v.Findings[i].Remedy = text, place, words, words
		}
		v.Attach[0].What, v.Do[0].Text, v.Print[0].What = words, words, words
		run.Findings = v.Findings
		for name, format := range machine {
			var b strings.Builder
			if err := run.Tell(format(&b)); err != nil {
				t.Fatal(err)
			}
			told := b.String()
			if at := steers.FindString(told); at != "" {
				t.Errorf("%s: %q steers by %q", name, text, at)
			}
			switch name {
			case "json":
				if err := fits(t, schema, told); err != nil {
					t.Errorf("%s: %q: %v", name, text, err)
				}
			case "sarif":
				if err := fits(t, schemaOf(t, "testdata/sarif.schema.json"), told); err != nil {
					t.Errorf("%s: %q: %v", name, text, err)
				}
			case "junit":
				var r junitReport
				if err := xml.Unmarshal([]byte(told), &r); err != nil || r.Tests != 3 || r.Failures != 2 {
					t.Errorf("%s: %q: %v %+v", name, text, err, r)
				}
				if tags := regexp.MustCompile(`<[^?/!][^ >]*`).FindAllString(told, -1); !onlyTags(tags, "<testsuites", "<testsuite", "<testcase", "<failure", "<system-out") {
					t.Errorf("%s: %q adds an element: %v", name, text, tags)
				}
			case "github":
				lines := strings.Split(strings.TrimSuffix(told, "\n"), "\n")
				for _, line := range lines {
					if !regexp.MustCompile(`^::(error|warning|notice) file=[^,:]*,line=2,title=[^,:]*::[^\n]*$`).MatchString(line) {
						t.Errorf("%s: %q makes the command %s", name, text, line)
					}
				}
				if len(lines) != 4 {
					t.Errorf("%s: %q makes %d commands", name, text, len(lines))
				}
			}
		}
		var b strings.Builder
		if err := run.Tell((Text{}).Teller(&b, false)); err != nil {
			t.Fatal(err)
		}
		if at := steers.FindString(b.String()); at != "" {
			t.Errorf("text: %q steers by %q", text, at)
		}
	}
}

func onlyTags(tags []string, allowed ...string) bool {
	for _, tag := range tags {
		known := false
		for _, a := range allowed {
			known = known || tag == a
		}
		if !known {
			return false
		}
	}
	return true
}
