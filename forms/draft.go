package forms

import (
	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf"
)

// markDraft puts 草稿 across the page, behind everything else.
func markDraft(p *pdf.Page) {
	mark := pdf.Text{
		X: 62, Y: 205, Angle: 45, Words: "草稿",
		Style: pdf.Style{Face: fonts.Hei, Size: 150, Gray: 0.86},
	}
	p.Form.Items = append([]pdf.Item{mark}, p.Form.Items...)
}
