package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/rules"
)

// told is what icpgen check --format json says of a workbook.
type told struct {
	Applications []struct {
		ID       string `json:"id"`
		Refused  bool   `json:"refused"`
		Findings []struct {
			Rule, Level, Field, Cell, Message, Source string
		} `json:"findings"`
		Attach, Do, Print []struct {
			Rule string `json:"rule"`
		}
	} `json:"applications"`
	Findings []struct{ Rule, Level string } `json:"findings"`
}

// TestEachRuleThroughTheCommand writes each rule's fail into a workbook, has
// the command check it, and wants that rule at the changed cell and no other
// error: what the engine's tests show of values, shown of cells and JSON.
func TestEachRuleThroughTheCommand(t *testing.T) {
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	judged := 0
	for _, rule := range book.Rules() {
		for _, fail := range rule.Example.Fail {
			apps := []*filing.Application{}
			for i, beside := range rule.Example.Beside {
				apps = append(apps, changedSample(rule, i+1, beside))
			}
			apps = append(apps, changedSample(rule, 0, fail))
			answer := checkJSON(t, apps)
			last := answer.Applications[len(answer.Applications)-1]
			seen := slices.ContainsFunc(slices.Concat(last.Attach, last.Do, last.Print), func(c struct {
				Rule string `json:"rule"`
			}) bool {
				return c.Rule == rule.ID
			})
			for _, f := range last.Findings {
				if f.Rule == rule.ID {
					seen = true
					judged++
					field, _ := filing.FieldByKey(f.Field)
					if f.Cell == "" || f.Message == "" || f.Source == "" || !slices.ContainsFunc(fail, func(c rules.Change) bool { return c.Field == field }) {
						t.Errorf("%s %v: the finding is at %s (%s)", rule.ID, fail, f.Cell, f.Field)
					}
				} else if f.Level == "error" && !(rule.ID == "M-13" && f.Rule == "D-11") { // a licence that has ended is both
					t.Errorf("%s %v: %s refuses it too: %s", rule.ID, fail, f.Rule, f.Message)
				}
			}
			if !seen && !decides(rule) {
				t.Errorf("%s %v: nothing is said of it", rule.ID, fail)
			}
			if len(answer.Findings) > 0 {
				t.Errorf("%s: the workbook itself is found at fault: %v", rule.ID, answer.Findings)
			}
		}
	}
	if judged < 150 {
		t.Errorf("only %d findings", judged)
	}
}

// decides reports whether a rule settles how to file, and so shows in no list.
func decides(rule rules.Rule) bool { return slices.Contains(rule.Enforced(), rules.Decided) }

// changedSample is the rule's clean sample with the example's changes.
func changedSample(rule rules.Rule, n int, changes []rules.Change) *filing.Application {
	all := slices.Concat(rule.Example.Given, changes)
	province, kind := rule.Example.Province, rule.Example.Kind
	for _, c := range all {
		if p, ok := filing.ParseProvince(c.Value); ok && c.Field == filing.FieldProvince {
			province = p.Name
		}
		if c.Field == filing.FieldSubjectKind {
			kind = c.Value
		}
	}
	a := sample.Numbered(province, kind, n)
	for _, c := range all {
		a.Set(c.Field, c.Value)
	}
	return a
}

func checkJSON(t *testing.T, apps []*filing.Application) told {
	t.Helper()
	var screen, complaints bytes.Buffer
	onSamples(bytes.NewReader(workbookOf(t, apps...)), &screen, &complaints, "check", "--format", "json", "-")
	var answer told
	if err := json.Unmarshal(screen.Bytes(), &answer); err != nil || len(answer.Applications) != len(apps) {
		t.Fatalf("%v\n%s%s", err, &screen, &complaints)
	}
	return answer
}

// onSamples runs the command on the day for which the samples are clean and
// returns the exit code.
func onSamples(book io.Reader, screen, complaints io.Writer, args ...string) int {
	c := Command{Stdin: book, Stdout: screen, Stderr: complaints, Env: func(string) string { return "" }, Now: func() time.Time {
		return time.Date(sample.Day.Year, sample.Day.Month, sample.Day.Day, 12, 0, 0, 0, time.UTC)
	}}
	return c.Run(context.Background(), args)
}
