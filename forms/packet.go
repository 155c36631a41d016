// Package forms draws the papers. A [Packet] is one application with its
// verdict; [Packet.Lay] turns it into the [pdf.Document] of one paper. Here law
// and paper meet: what stands on a paper comes from the application, which
// variant of it from the verdict, where it stands from the form's own file.
package forms

import (
	"fmt"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
)

// Packet is what the papers of one application are drawn from.
type Packet struct {
	Application *filing.Application
	Verdict     *filing.Verdict
	Profile     profile.Profile
	Standing    filing.Words // how the application's province stands to the rulebook, for the 材料清单
	Draft       bool         // 草稿 across every page
	WithNotes   bool         // the 填写说明 on a page after the 核验单

	trial bool // see Try
}

// papers is the table of forms: a paper's name and the function that draws it.
var papers = map[string]func(*Packet) *pdf.Document{
	filing.VerificationForm:    (*Packet).verificationForm,
	filing.AcceptanceForm:      (*Packet).acceptanceForm,
	filing.AuthorizationLetter: (*Packet).authorizationLetter,
	filing.Checklist:           (*Packet).checklist,
}

// Lay lays out one of [filing.Papers]. The findings say which values cannot be
// printed: a character that no embedded typeface has (D-15), a text that does
// not fit legibly (M-17); with a finding of level error the document must not
// be handed in.
func (p Packet) Lay(paper string) (*pdf.Document, []filing.Finding) {
	p.trial = false
	return p.lay(paper)
}

// Try tells what [Packet.Lay] would find, in less time: the paper is laid out by
// the same code, but nothing is placed on it.
func (p Packet) Try(paper string) []filing.Finding {
	p.trial = true
	_, findings := p.lay(paper)
	return findings
}

func (p Packet) lay(paper string) (*pdf.Document, []filing.Finding) {
	draw, ok := papers[paper]
	if !ok {
		panic(fmt.Sprintf("forms: no paper is called %q", paper))
	}
	p, long := p.cut()
	document := draw(&p)
	if p.Draft && !p.trial {
		for _, page := range document.Pages {
			markDraft(page)
		}
	}
	return document, p.tooLong(paper, long, p.findings(paper, document))
}

// Simplex reports whether a paper is printed on fronts only, even where others
// have both sides: nothing stands on the back of a 核验单, not even its 填写说明.
func Simplex(paper string) bool { return paper == filing.VerificationForm }

// paper begins a paper of the packet.
func (p *Packet) paper(title string) *pdf.Document {
	return &pdf.Document{Title: title, Trial: p.trial}
}

// page begins a page of the document.
func page(d *pdf.Document) *pdf.Page {
	sheet := &pdf.Page{}
	if d.Trial {
		sheet = pdf.TrialPage()
	}
	d.Pages = append(d.Pages, sheet)
	return sheet
}

// texts is what stands in the entries.
func texts(entries []filing.Entry) []string {
	words := make([]string, len(entries))
	for i, e := range entries {
		words[i] = e.Text
	}
	return words
}
