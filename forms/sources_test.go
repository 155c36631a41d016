package forms

import (
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// A character that is missing in a sentence of ours, which quotes a cell, is told
// at that cell, and not laid at the provider's door.
func TestAMissingCharacterIsToldAtItsCell(t *testing.T) {
	for _, c := range []struct{ heading, text string }{
		{"网站负责人姓名", "林\ue000晴"}, {"法定代表人姓名", "沈\ue000行"}, {"主办单位名称", "杭州\ue000有限公司"},
	} {
		p := packet(with(company(), c.heading, c.text), filing.AsUnit)
		p.Verdict.Do = []filing.Task{{Rule: "T-01", Text: filing.Words{ZH: "确认：" + c.text + "本人到场"}}}
		p.Verdict.Print = append(p.Verdict.Print, filing.Printing{Rule: "T-02", Form: filing.AcceptanceForm, Variant: filing.VariantRemark, Text: "须由" + c.text + "办理"})
		var papers []string
		for _, paper := range filing.Papers {
			_, findings := p.Lay(paper)
			for _, f := range findings {
				// What is added to the remark stands in its cell.
				if f.Rule != "D-15" || f.Field.Heading() != c.heading && f.Field != filing.FieldRemark || f.Place == p.Application.Place {
					t.Errorf("%s, %s: %s %s at %v", c.heading, paper, f.Rule, f.Message.ZH, f.Place)
				}
			}
			if len(findings) > 0 {
				papers = append(papers, paper)
			}
		}
		if !slices.Contains(papers, filing.Checklist) {
			t.Errorf("%s: found on %v", c.heading, papers)
		}
	}
	p := packet(company(), filing.AsUnit)
	p.Profile.Phone = "\ue000"
	_, findings := p.Lay(filing.Checklist)
	if len(findings) != 1 || findings[0].Field != filing.NoField || !strings.Contains(findings[0].Message.ZH+findings[0].Remedy.ZH, "icpgen.yaml") {
		t.Errorf("%+v", findings)
	}
}
