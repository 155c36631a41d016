package forms

import (
	"reflect"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/profile"
)

// tried requires that a trial of the papers finds what laying them out finds,
// and that nothing is found on what every application prints alike: there a
// trial does not look. It tells how much was found.
func tried(t *testing.T, name string, p Packet) (found int) {
	t.Helper()
	for _, paper := range filing.Papers {
		document, laid := p.Lay(paper)
		if found += len(laid); !reflect.DeepEqual(p.Try(paper), laid) {
			t.Errorf("%s, %s: a trial finds %+v, laying out %+v", name, paper, p.Try(paper), laid)
		}
		for n, page := range document.Pages {
			if len(page.Form.Problems) > 0 {
				t.Errorf("%s, %s: problems on the form of page %d: %+v", name, paper, n+1, page.Form.Problems)
			}
			if page.Trial() || document.Trial {
				t.Errorf("%s, %s: laid out for a trial only", name, paper)
			}
		}
	}
	return found
}

// TestATrialFindsWhatLayingOutFinds does so for every field with whatever a
// sheet may bring: missing characters, nothing, too much, mischief.
func TestATrialFindsWhatLayingOutFinds(t *testing.T) {
	texts := []string{"", "林", "甲\ue000乙\U0001F600丙\ue000", "甲\ufe0f\u200b乙", strings.Repeat("长", 60), strings.Repeat("长", 700),
		strings.Repeat("w", 400), strings.Repeat("a-b.cn；", 120), strings.Repeat("﷽", 40), strings.Repeat("鏖战\ue001", hopeless)}
	found := 0
	for name, p := range cases() {
		p.WithNotes = true
		p.Draft = strings.Contains(name, "crowded")
		found += tried(t, name, p)
		few := texts[1:2]
		if name == "company" || name == "pledge" {
			few = texts
		}
		for _, f := range filing.Fields() {
			for _, text := range few {
				whole := *p.Application
				q := p
				q.Application = &whole
				q.Application.Set(f, text)
				found += tried(t, name+" with "+f.Heading()+" "+beginning(text, 9), q)
			}
		}
	}
	if found < 900 {
		t.Errorf("only %d findings: the texts are too kind", found)
	}
	for _, text := range sample.Hostile {
		a := company()
		for _, f := range filing.Fields() {
			a[f.Heading()] = text
		}
		p := packet(a, filing.AsUnit, filing.VariantFingerprint, filing.VariantSeal, filing.VariantPledge)
		tried(t, text, p)
	}
}

// TestATrialReadsTheProfile does so for what the provider brings.
func TestATrialReadsTheProfile(t *testing.T) {
	for _, text := range []string{"某某云\ue000", strings.Repeat("云", 500)} {
		p := packet(company(), filing.AsUnit)
		p.Profile = profile.Profile{Provider: text, PostTo: text, Phone: text, Bureau: text, Letter: text + "{{.单位名称}}", Pledge: profile.PledgeBlank}
		p.Standing = filing.Words{ZH: text, EN: text}
		p.Verdict.Do = []filing.Task{{Rule: text, Text: filing.Words{ZH: text}}, {Rule: "M-18"}}
		p.Verdict.Attach = []filing.Attachment{{Rule: "M-09", What: filing.Words{ZH: text}, Copies: 2}}
		p.Verdict.Print = append(p.Verdict.Print, filing.Printing{Rule: "T-02", Form: filing.AcceptanceForm, Variant: filing.VariantRemark, Text: text})
		if tried(t, beginning(text, 9), p) == 0 {
			t.Errorf("%s: nothing found", beginning(text, 9))
		}
	}
}
