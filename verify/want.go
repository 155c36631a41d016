package verify

import (
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// WantOf is what the paper of an application must say. Whether the pledge's
// model stands on the form follows from the profile and is judged only when
// pledgeOnForm is given.
func WantOf(paper string, a *filing.Application, v *filing.Verdict, draft, notes bool, pledgeOnForm ...bool) Want {
	w := Want{Paper: paper, Known: true, As: v.FiledAs, Draft: draft, Notes: notes && paper == filing.VerificationForm}
	for _, p := range v.Print {
		// The 材料清单 tells of what the 核验单 bears.
		if p.Variant != "" && (p.Form == paper || paper == filing.Checklist && p.Variant == filing.VariantPledge) {
			w.Variants = append(w.Variants, p.Variant)
		}
	}
	if len(pledgeOnForm) > 0 {
		w.Pledge = PledgeElsewhere
		if pledgeOnForm[0] {
			w.Pledge = PledgeOnForm
		}
	}
	switch paper {
	case filing.VerificationForm:
		w.add(a.Subject().Name)
		w.add(a.Site().Domains...)
	case filing.AcceptanceForm:
		w.acceptance(a, v)
	case filing.AuthorizationLetter:
		subject, legal, owner, site := a.Subject(), a.Legal(), a.SiteOwner(), a.Site()
		w.add(subject.Name, legal.Name, legal.DocType, legal.DocNo,
			owner.Name, owner.DocType, owner.DocNo, owner.Mobile, site.Name)
		w.add(site.Domains...)
	case filing.Checklist:
		w.add(a.Subject().Name)
	}
	return w
}

func (w *Want) wants(variant filing.Variant) bool { return slices.Contains(w.Variants, variant) }

func (w *Want) add(entries ...filing.Entry) {
	for _, e := range entries {
		if e.Text != "" {
			w.Values = append(w.Values, Value{e.Field, e.Text})
		}
	}
}

// acceptance asks for every field of forms' §2.
func (w *Want) acceptance(a *filing.Application, v *filing.Verdict) {
	subject, site := a.Subject(), a.Site()
	for _, f := range []filing.Field{filing.FieldSubjectRecord, filing.FieldDomainRecord} {
		if e := a.Entry(f); e.Text != "无" {
			w.add(e)
		}
	}
	for _, was := range [][2]filing.Field{
		{filing.FieldPreviousName, filing.FieldSubjectName},
		{filing.FieldPreviousKind, filing.FieldSubjectKind},
		{filing.FieldPreviousDocNo, filing.FieldSubjectDocNo},
	} {
		if a.Text(was[0]) != a.Text(was[1]) {
			w.add(a.Entry(was[0]))
		}
	}
	w.add(a.Entry(filing.FieldChangeNote),
		subject.Name, subject.DocType, subject.DocNo, subject.DocExpiry, subject.DocAddress,
		subject.Address, subject.Investor)
	w.location(subject)
	for _, p := range []filing.Person{a.Principal(), a.SiteOwner()} {
		w.add(p.Name, p.DocType, p.DocNo, p.Mobile, p.Phone, p.Email)
	}
	w.add(a.Entry(filing.FieldEmergencyName), a.Entry(filing.FieldEmergencyMobile))
	w.add(site.Name, site.HomeURL, site.ApprovalKind, site.ApprovalNo, site.Remark, site.AccessProvince, site.IP)
	w.add(site.Domains...)
	if p, ok := v.Prints(filing.AcceptanceForm, filing.VariantRemark); ok && !strings.Contains(site.Remark.Text, p.Text) {
		w.add(filing.Entry{Text: p.Text, Field: filing.FieldRemark})
	}

	contents, languages := filing.Split(site.Content.Text), filing.Split(site.Language.Text)
	for _, content := range contents {
		if !slices.Contains(filing.Contents, content) {
			w.add(filing.Entry{Text: content, Field: site.Content.Field})
		}
	}
	if len(languages) == 0 {
		languages = []string{filing.Languages[0]}
	}
	w.Choices = choices([]string{string(v.FilingType)}, []string{subject.Kind.Text}, contents, languages, filing.Split(site.AccessMode.Text))
}

// choices are the boxes of the 受理单 from top to bottom, with those ticked
// that are chosen.
func choices(types, kinds, contents, languages, modes []string) (all []Choice) {
	business := make([]string, len(filing.FilingTypes))
	for i, kind := range filing.FilingTypes {
		business[i] = string(kind)
	}
	for _, list := range []struct{ words, chosen []string }{
		{business, types}, {filing.SubjectKinds, kinds}, {filing.Contents, contents}, {filing.Languages, languages}, {filing.AccessModes, modes},
	} {
		for _, words := range list.words {
			all = append(all, Choice{words, slices.Contains(list.chosen, words)})
		}
	}
	return all
}

// location asks for 省, 市 and 县; a municipality stands once.
func (w *Want) location(s filing.Subject) {
	typed := s.Province.Text
	if province, ok := filing.ParseProvince(typed); ok {
		s.Province.Text = province.Full
	}
	w.add(s.Province)
	for _, part := range []filing.Entry{s.City, s.County} {
		if part.Text != typed && part.Text != s.Province.Text {
			w.add(part)
		}
	}
}
