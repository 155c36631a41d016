package verify

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
)

// Correct papers of applications thrown together at random, with the forms' own
// words among the values, raise no fault.
func TestRandomPapersHaveNoFault(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	letters := []rune("成都晴窗木作有限公司云栖梧桐文化艺术𬭎𫖯年月日单位个人是否盖章签字（）·网站负责人")
	word := func(most int) string {
		runes := make([]rune, 1+rnd.IntN(most))
		for i := range runes {
			runes[i] = letters[rnd.IntN(len(letters))]
		}
		return string(runes)
	}
	value := func(f filing.Field) string {
		switch f {
		case filing.FieldProvince:
			return filing.Provinces[rnd.IntN(len(filing.Provinces))].Name
		case filing.FieldDomains:
			var domains []string
			for i := range 1 + rnd.IntN(12) {
				domains = append(domains, pick("www.", "", "")+fmt.Sprintf("site%d-%d%s", i, rnd.IntN(1e6), pick(".com", ".cn", ".com.cn", ".中国")))
			}
			return strings.Join(domains, pick(";", "；", "\n"))
		case filing.FieldContent:
			return pick(filing.Contents...) + ";" + pick(filing.Contents...) + pick("", ";"+word(6))
		case filing.FieldLanguage:
			return pick(filing.Languages...) + ";" + pick(filing.Languages...)
		case filing.FieldAccessMode:
			return pick(filing.AccessModes...)
		}
		if f.IsNumber() {
			return pick("11010519491231002X", "H12345678", "军字第2001988号", "91350100M000100Y43")
		}
		return pick(word(8), word(30), "", "无", "Ab C-"+word(4), "x.y@example.cn", "010-12345678", "2030-12-31", "长期")
	}
	variants := []filing.Variant{filing.VariantSeal, filing.VariantFingerprint, filing.VariantPledge, ""}
	var r Reader
	for n := range 40 {
		values, as := company(), filing.AsUnit
		variant := pick(string(filing.VariantSeal), "")
		if n%2 == 0 {
			values, as = individual(), filing.AsPerson
			variant = string(variants[rnd.IntN(len(variants))])
		}
		for _, f := range filing.Fields() {
			if f != filing.FieldSubjectKind && rnd.IntN(3) == 0 {
				values[f.Heading()] = value(f)
			}
		}
		p := packet(values, as, filing.Variant(variant))
		p.Draft, p.WithNotes = rnd.IntN(4) == 0, rnd.IntN(4) == 0
		p.Verdict.FilingType = filing.FilingTypes[rnd.IntN(len(filing.FilingTypes))]
		p.Profile.Provider = pick("", word(10))
		p.Profile.Pledge = profile.Pledge(pick(string(profile.PledgeGuide), string(profile.PledgeBlank)))
		if rnd.IntN(3) == 0 {
			p.Verdict.Print = append(p.Verdict.Print, filing.Printing{Form: filing.AcceptanceForm, Variant: filing.VariantRemark, Text: word(10)})
		}
		for _, paper := range filing.Papers {
			d, findings := p.Lay(paper)
			if len(findings) > 0 {
				continue
			}
			data := written(t, d)
			for _, f := range append(r.Paper(data, wantOf(p, paper)), r.Paper(data, Want{Draft: p.Draft})...) {
				t.Errorf("%d %s %s: %s %s", n, paper, variant, f.Promise, f.Words.ZH)
			}
		}
	}
}

// A print job is judged paper by paper.
func TestPrintJob(t *testing.T) {
	job := func(spoil func(*pdf.Document)) []byte {
		whole := &pdf.Document{Title: "打印任务"}
		for _, of := range []string{"company", "pledge"} {
			for _, paper := range filing.Papers {
				d := lay(t, cases()[of], paper)
				if of == "pledge" && paper == filing.VerificationForm {
					spoil(d)
				}
				whole.Pages = append(append(whole.Pages, d.Pages...), &pdf.Page{}) // an empty back
			}
		}
		return written(t, whole)
	}
	for _, f := range Paper(job(func(*pdf.Document) {}), Want{}) {
		t.Errorf("%s %s", f.Promise, f.Words.ZH)
	}
	faults := Paper(job(inBlank("日期", 0, "2026")), Want{})
	if len(faults) != 1 || faults[0].Promise != Date || faults[0].Page < 8 {
		t.Errorf("%v", faults)
	}
	empty := written(t, &pdf.Document{Pages: []*pdf.Page{{}}})
	named(t, Paper(empty, Want{}), Readable)
	named(t, Paper(empty, Want{Paper: filing.Checklist}), Form)
}

func TestCrowdedPage(t *testing.T) {
	d := lay(t, cases()["company"], filing.AuthorizationLetter)
	for i := range mostItems + 1 {
		d.Pages[0].Form.Line(20, 20+float64(i)*0.01, 21, 20, 0.1, pdf.Solid)
	}
	named(t, Paper(written(t, d), Want{}), Readable)
}
