package forms

import (
	"slices"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// hopeless is more characters than an A4 page has room for at 7 points; no
// field of a filing comes near. Setting a text that long takes time and memory to find out
// that it does not fit.
const hopeless = 8_000

// cut makes a packet whose texts are no longer than hopeless, and tells which
// were. Lists go on from page to page and stay.
func (p Packet) cut() (Packet, []filing.Field) {
	var long []filing.Field
	for _, f := range filing.Fields() {
		text := p.Application.Text(f)
		head := beginning(text, hopeless)
		if f == filing.FieldDomains || head == text {
			continue
		}
		if long == nil {
			copied := *p.Application
			p.Application = &copied
		}
		v := p.Application.Values[f]
		v.Text = head
		p.Application.Values[f] = v
		long = append(long, f)
	}
	return p, long
}

// beginning is a text's first n characters.
func beginning(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// tooLong adds that the fields do not fit, where setting them has not told.
func (p Packet) tooLong(paper string, long []filing.Field, findings []filing.Finding) []filing.Finding {
	for _, field := range long {
		if !slices.ContainsFunc(findings, func(f filing.Finding) bool { return f.Field == field && f.Rule == "M-17" }) {
			findings = append(findings, p.finding(paper, pdf.Problem{From: field.Key(), Words: p.Application.Text(field)}))
		}
	}
	return findings
}
