package forms

import (
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// TestBlankIsNotTooLong requires that what is missing takes no more room than
// what is there: a draft of an application without name and domains has no
// word about length.
func TestBlankIsNotTooLong(t *testing.T) {
	for name, p := range cases() {
		for _, blank := range [][]filing.Field{{filing.FieldSubjectName}, {filing.FieldDomains}, {filing.FieldSubjectName, filing.FieldDomains}} {
			for _, f := range blank {
				p.Application.Set(f, "")
			}
			for _, paper := range filing.Papers {
				if _, findings := p.Lay(paper); len(findings) > 0 {
					t.Errorf("%s without %v: %s: %s", name, blank, paper, findings[0].Message.ZH)
				}
			}
		}
	}
}
