package filing

import "testing"

func TestVerdict(t *testing.T) {
	v := Verdict{
		Findings: []Finding{{Rule: "M-19", Level: Warning}},
		Print:    []Printing{{Rule: "M-16", Form: VerificationForm}, {Rule: "GD-03", Form: VerificationForm, Variant: VariantPledge}},
	}
	if v.Refused() {
		t.Error("a warning refuses")
	}
	v.Findings = append(v.Findings, Finding{Rule: "D-12", Level: Error})
	if !v.Refused() {
		t.Error("an error does not refuse")
	}
	if p, ok := v.Prints(VerificationForm, VariantPledge); !ok || p.Rule != "GD-03" {
		t.Errorf("%+v, %v", p, ok)
	}
	if _, ok := v.Prints(AcceptanceForm, VariantPledge); ok {
		t.Error("the pledge is on the wrong form")
	}
}

func TestWords(t *testing.T) {
	both, one := Words{"错误", "error"}, Words{ZH: "错误"}
	if both.In(Chinese) != "错误" || both.In(English) != "error" || one.In(English) != "错误" || both.In("") != "错误" {
		t.Error("words in the wrong language")
	}
	if Error.String() != "error" || Warning.String() != "warning" || Level(0).String() != "none" {
		t.Error("the words of levels are fixed")
	}
}
