package press

import (
	"fmt"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/verify"
)

// verifier reads a paper back before it gets its name and tells what of its
// promises it breaks.
type verifier func(packet forms.Packet, p paper, data []byte) []filing.Finding

// verifyPaper judges a paper by what its packet says must stand on it.
func verifyPaper(packet forms.Packet, p paper, data []byte) []filing.Finding {
	var findings []filing.Finding
	for _, fault := range verify.Paper(data, wanted(packet, p.form)) {
		findings = append(findings, filing.Finding{
			Rule: "R-02", Level: filing.Error, Place: packet.Application.Place,
			Message: filing.Words{
				ZH: fmt.Sprintf("%s第 %d 页核对不符（%s）：%s", p.form, fault.Page, fault.Promise, fault.Words.ZH),
				EN: fmt.Sprintf("%s, page %d failed verification (%s): %s", p.form, fault.Page, fault.Promise, fault.Words.EN),
			},
			Remedy: filing.Words{
				ZH: "材料没有写出；请把这一行连同版本号反馈给开发者",
				EN: "nothing was written; please report this line with the version",
			},
		})
	}
	return findings
}

// wanted is what must stand on a paper of the packet.
func wanted(packet forms.Packet, form string) verify.Want {
	want := verify.Want{Paper: form, Draft: packet.Draft}
	for _, p := range packet.Verdict.Print {
		if p.Form == form && p.Variant != "" {
			want.Variants = append(want.Variants, p.Variant)
		}
	}
	return want
}
