package rules

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/profile"
)

var book = sync.OnceValue(func() *Book {
	b, err := Load()
	if err != nil {
		panic(err)
	}
	return b
})

func testProfile() profile.Profile {
	p := profile.Default()
	p.Provider, p.Registrar, p.PostTo = "示例接入有限公司", "示例注册商", "示例市示例路1号"
	return p
}

// TestClean requires that clean samples are clean everywhere.
func TestClean(t *testing.T) {
	for _, p := range filing.Provinces {
		for _, kind := range sample.Kinds {
			t.Run(p.Name+" "+kind, func(t *testing.T) {
				v := book().Check([]*filing.Application{sample.Clean(p.Name, kind)}, testProfile(), sample.Day)[0]
				for _, f := range v.Findings {
					t.Errorf("%s %s: %s at %s: %s", f.Rule, f.Level, f.Message.ZH, f.Field, f.Value)
				}
				for _, d := range v.Do {
					if strings.HasPrefix(d.Text.ZH, "确认") {
						t.Errorf("%s is left open: %s", d.Rule, d.Text.ZH)
					}
				}
				if v.FilingType != filing.NewFiling {
					t.Errorf("the filing type is %q", v.FilingType)
				}
			})
		}
	}
}

// TestExamples runs the pass and fail that stand beside each rule.
func TestExamples(t *testing.T) {
	for _, r := range book().Rules() {
		t.Run(r.ID, func(t *testing.T) {
			if len(r.Example.Fail) == 0 && !exampleElsewhere[r.ID] {
				t.Errorf("%s:%d: no fail", r.File, r.Line)
			}
			if len(r.Example.Pass) == 0 && !exampleElsewhere[r.ID] && !always(&r) {
				t.Errorf("%s:%d: no pass", r.File, r.Line)
			}
			for _, pass := range r.Example.Pass {
				v := judgeExample(&r, pass)
				if said := saysOf(&r, v); said.silent(&r) == false {
					t.Errorf("pass %v: it speaks: %s", show(pass), said)
				}
				for _, f := range v.Findings {
					if f.Level == filing.Error {
						t.Errorf("pass %v: %s refuses it: %s", show(pass), f.Rule, f.Message.ZH)
					}
				}
			}
			for _, fail := range r.Example.Fail {
				v := judgeExample(&r, fail)
				said := saysOf(&r, v)
				if said.nothing() {
					t.Errorf("fail %v: it is silent; %v", show(fail), v.Findings)
				}
				if judges(&r) && len(fail) > 0 && len(said.findings) == 0 && said.judged {
					t.Errorf("fail %v: no finding", show(fail))
				}
				for _, f := range said.findings {
					if !changed(fail, f.Field) {
						t.Errorf("fail %v: the finding is at %s", show(fail), f.Field)
					}
					if f.Place.Cell == "" || f.Source.ZH == "" || f.Message.ZH == "" || f.Message.EN == "" || f.Remedy.ZH == "" || f.Remedy.EN == "" {
						t.Errorf("fail %v: the finding is not complete: %+v", show(fail), f)
					}
				}
				for _, f := range v.Findings {
					if f.Level == filing.Error && f.Rule != r.ID && f.Rule != refusedToo[r.ID] {
						t.Errorf("fail %v: %s refuses it too: %s", show(fail), f.Rule, f.Message.ZH)
					}
				}
			}
		})
	}
}

// exampleElsewhere are rules whose examples need more than changed cells; the
// tests below have them.
var exampleElsewhere = map[string]bool{
	"D-06": true, "D-14": true, "D-15": true, "D-16": true, "D-20": true, "D-21": true, "M-22": true, "AH-00": true,
	"R-01": true, "R-02": true, "R-03": true, "R-04": true,
}

// refusedToo are rules that ask again, for their own reason, what another asks of
// everybody: both are told.
var refusedToo = map[string]string{"M-13": "D-11"}

// always reports whether a rule speaks in every application of its province,
// which leaves nothing to pass.
func always(r *Rule) bool {
	for _, s := range r.Says {
		if s.When != "" || s.Must != "" || s.Who[0] != whoAll {
			return false
		}
	}
	return r.National()
}

func judges(r *Rule) bool { return contains(r.Enforced(), Judged) }

type said struct {
	findings []filing.Finding
	others   int
	decided  bool
	judged   bool
}

func (s said) nothing() bool { return len(s.findings) == 0 && s.others == 0 && !s.decided }

// silent: a rule that judges may still hand out papers to who keeps it.
func (s said) silent(r *Rule) bool {
	return len(s.findings) == 0 && !s.decided && (s.others == 0 || judges(r))
}

func (s said) String() string { return fmt.Sprint(s.findings, s.others, s.decided) }

func saysOf(r *Rule, v filing.Verdict) said {
	var s said
	for _, f := range v.Findings {
		if f.Rule == r.ID {
			s.findings = append(s.findings, f)
		}
	}
	for _, a := range v.Attach {
		if a.Rule == r.ID {
			s.others++
		}
	}
	for _, d := range v.Do {
		if d.Rule == r.ID {
			s.others++
		}
	}
	for _, p := range v.Print {
		if p.Rule == r.ID {
			s.others++
		}
	}
	for _, c := range book().clauses {
		if c.rule.ID == r.ID {
			s.decided = s.decided || c.filingType != "" && c.filingType == v.FilingType || c.filedAs != "" && v.FiledAs == c.filedAs
		}
	}
	return s
}

func changed(list []Change, f filing.Field) bool {
	for _, c := range list {
		if c.Field == f {
			return true
		}
	}
	return false
}

func show(list []Change) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, c.Field.Heading()+": "+c.Value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// exampleApplication is the clean sample with the changes; of another province
// or kind where they say so.
func exampleApplication(r *Rule, n int, lists ...[]Change) *filing.Application {
	province, kind := r.Example.Province, r.Example.Kind
	for _, list := range lists {
		for _, c := range list {
			switch c.Field {
			case filing.FieldProvince:
				if p, ok := filing.ParseProvince(c.Value); ok {
					province = p.Name
				}
			case filing.FieldSubjectKind:
				kind = c.Value
			}
		}
	}
	a := sample.Numbered(province, kind, n)
	for _, list := range lists {
		for _, c := range list {
			a.Set(c.Field, c.Value)
		}
	}
	return a
}

func judgeExample(r *Rule, change []Change) filing.Verdict {
	var apps []*filing.Application
	for i, row := range r.Example.Beside {
		apps = append(apps, exampleApplication(r, i+1, r.Example.Given, row))
	}
	apps = append(apps, exampleApplication(r, 0, r.Example.Given, change))
	verdicts := book().Check(apps, testProfile(), sample.Day)
	return verdicts[len(verdicts)-1]
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheck judges 10,000 applications of all provinces and kinds.
func BenchmarkCheck(b *testing.B) {
	apps := manySamples(10_000)
	p := testProfile()
	rulebook := book()
	for b.Loop() {
		rulebook.Check(apps, p, sample.Day)
	}
}

// TestManyClean requires that samples of different numbers get along in one
// workbook.
func TestManyClean(t *testing.T) {
	for i, v := range book().Check(manySamples(2000), testProfile(), sample.Day) {
		for _, f := range v.Findings {
			t.Fatalf("sample %d: %s: %s", i, f.Rule, f.Message.ZH)
		}
	}
}

func manySamples(n int) []*filing.Application {
	apps := make([]*filing.Application, n)
	for i := range apps {
		p := filing.Provinces[i%len(filing.Provinces)]
		apps[i] = sample.Numbered(p.Name, sample.Kinds[i/len(filing.Provinces)%len(sample.Kinds)], i)
	}
	return apps
}
