package report

import (
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// TestFingerprints: what they follow and what they do not.
func TestFingerprints(t *testing.T) {
	typed := func() Case {
		a := &filing.Application{ID: "A1", Place: at("")}
		a.Set(filing.FieldApplicationID, "A1")
		return Case{Application: a}
	}
	blank := func() Case {
		a := &filing.Application{ID: "0002", Place: at("")}
		a.Set(filing.FieldSubjectName, "张三")
		a.Set(filing.FieldDomains, "b.cn;a.cn")
		return Case{Application: a}
	}
	finding := filing.Finding{Rule: "GD-02", Field: filing.FieldRemark, Place: at("AN2"), Value: "旧"}
	of := func(c Case, list ...filing.Finding) []string {
		c.Verdict = &filing.Verdict{Findings: list}
		return fingerprints(c)
	}
	for _, base := range []func() Case{typed, blank} {
		first := of(base(), finding)[0]
		if len(first) != 32 {
			t.Errorf("%q", first)
		}
		moved, later := base(), finding
		moved.Application.ID, moved.Application.Place.Row = "0009", 9
		later.Place, later.Value, later.Level = at("AN9"), "新", filing.Warning
		if of(moved, later)[0] != first {
			t.Error("a row moved, another fingerprint")
		}
		other := finding
		other.Rule = "GD-03"
		if of(base(), other)[0] == first {
			t.Error("another rule, the same fingerprint")
		}
		other = finding
		other.Field = filing.FieldSiteName
		if of(base(), other)[0] == first {
			t.Error("another field, the same fingerprint")
		}
		if two := of(base(), finding, finding); two[0] != first || two[1] == first {
			t.Error("a second fault is taken for the first")
		}
	}
	renamed, reordered := blank(), blank()
	renamed.Application.Set(filing.FieldSubjectName, "李四")
	reordered.Application.Set(filing.FieldDomains, "a.cn；b.cn")
	if of(renamed, finding)[0] == of(blank(), finding)[0] || of(reordered, finding)[0] != of(blank(), finding)[0] {
		t.Error("who is meant is not told by subject and domains")
	}
}

func TestBaseline(t *testing.T) {
	run := crowded()
	run.Cases[0].Verdict.Findings[1].Accepted = false
	run.Totals.Errors, run.Totals.Warnings, run.Totals.Refused = 1, 2, 1
	if !run.Totals.Fails(false) {
		t.Error("an error is no failure")
	}
	known := &Baseline{}
	recorded := known.Record(&Gathered{})
	if err := run.Tell(recorded); err != nil || recorded.Run.Totals.Fails(true) {
		t.Fatal(err, recorded.Run.Totals)
	}
	var first, second strings.Builder
	if err := known.Write(&first); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(first.String(), "张三") || strings.Count(first.String(), "\n") != 4 {
		t.Errorf("a baseline of\n%s", first.String())
	}
	known, err := ReadBaseline(strings.NewReader(first.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := known.Write(&second); err != nil || second.String() != first.String() {
		t.Errorf("read and written it is\n%s", second.String())
	}
	run = crowded()
	run.Cases[0].Verdict.Findings[1].Accepted = false
	run.Totals.Errors, run.Totals.Warnings, run.Totals.Refused = 1, 2, 1
	var b strings.Builder
	compared := known.Compare((Text{}).Teller(&b, false))
	if err := run.Tell(compared); err != nil {
		t.Fatal(err)
	}
	n := compared.Run.Totals
	if n.AcceptedErrors != 1 || n.AcceptedWarnings != 2 || n.Gone != 0 || n.Fails(true) || !run.Findings[0].Accepted {
		t.Errorf("%+v", n)
	}
	if !strings.Contains(b.String(), "其中基线已有：错误 1 处，警告 2 处；基线里有 0 处已不再出现") || !strings.Contains(b.String(), "错误（基线已有）") {
		t.Errorf("told is\n%s", b.String())
	}

	// One is mended, another is new.
	later := crowded()
	later.Totals.Errors, later.Totals.Warnings, later.Totals.Refused = 2, 0, 1
	later.Findings = nil
	later.Cases[0].Verdict.Findings[1] = filing.Finding{Rule: "D-01", Level: filing.Error}
	compared = known.Compare(&Gathered{})
	if err := later.Tell(compared); err != nil {
		t.Fatal(err)
	}
	if n := compared.Run.Totals; n.AcceptedErrors != 1 || n.Gone != 2 || !n.Fails(false) {
		t.Errorf("%+v", n)
	}
	if list := later.Cases[0].Verdict.Findings; !list[0].Accepted || list[1].Accepted {
		t.Errorf("accepted are %+v", list)
	}
	for _, bad := range []string{"", "[]", "{}", `{"schema": 1}`, `{"schema": 2, "baseline": []}`, `{"schema": 1, "baseline": [], "x": 1}`, `{"schema": 1, "baseline": []}{}`} {
		if _, err := ReadBaseline(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is a baseline", bad)
		}
	}
	if _, err := ReadBaseline(strings.NewReader(`{"schema": 1, "baseline": []}`)); err != nil {
		t.Error(err)
	}
}
