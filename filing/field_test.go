package filing

import (
	"regexp"
	"slices"
	"testing"
)

func TestFieldTable(t *testing.T) {
	fields := Fields()
	if len(fields) != 64 {
		t.Errorf("%d fields", len(fields))
	}
	if fields[0] != FieldApplicationID || fields[len(fields)-1] != FieldIP {
		t.Error("not in the order of the contract")
	}
	key := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	heads := map[string]Field{}
	for _, f := range fields {
		if !key.MatchString(f.Key()) {
			t.Errorf("%d: key %q", f, f.Key())
		}
		if got, ok := FieldByKey(f.Key()); !ok || got != f {
			t.Errorf("%s is not found by its key", f)
		}
		if got, ok := FieldByHeading(f.Heading()); !ok || got != f {
			t.Errorf("%s is not found by its heading", f)
		}
		for _, head := range append([]string{f.Heading(), f.Key()}, f.Synonyms()...) {
			if other, taken := heads[head]; taken || head == "" {
				t.Errorf("%q heads both %s and %s", head, other, f)
			}
			heads[head] = f
		}
		if list := f.Form() == FormList || f.Form() == FormLists; list != (len(f.List()) > 0) {
			t.Errorf("%s: a list has words, and only a list", f)
		}
		if slices.Contains(f.List(), "") {
			t.Errorf("%s: a blank word", f)
		}
	}
	for _, none := range []string{"", "没有", "subject"} {
		if f, ok := FieldByKey(none); ok {
			t.Errorf("key %q is %s", none, f)
		}
		if f, ok := FieldByHeading(none); ok {
			t.Errorf("heading %q is %s", none, f)
		}
	}
}

func TestRequiredFor(t *testing.T) {
	for _, c := range []struct {
		field        Field
		unit, person bool
	}{
		{FieldSiteName, true, true},
		{FieldLegalName, true, false},
		{FieldRemark, false, false},
		{NoField, false, false},
	} {
		if c.field.RequiredFor(AsUnit) != c.unit || c.field.RequiredFor(AsPerson) != c.person {
			t.Errorf("%s: required of units %v, of persons %v", c.field, !c.unit, !c.person)
		}
	}
}

func TestLists(t *testing.T) {
	if len(Contents) != 24 || len(Languages) != 17 || len(SubjectKinds) != 19 || len(AccessModes) != 5 || len(ApprovalKinds) != 10 {
		t.Error("a list of the national system has lost or gained a word")
	}
	for _, list := range [][]string{Contents, Languages, SubjectKinds, AccessModes, ApprovalKinds, ResidencePermits, Papers} {
		seen := map[string]bool{}
		for _, word := range list {
			if seen[word] {
				t.Errorf("%s stands twice", word)
			}
			seen[word] = true
		}
	}
}
