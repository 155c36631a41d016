package forms

import (
	"fmt"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// flow goes down the pages of a paper that may need several, and begins a new
// one where the next piece would not fit.
type flow struct {
	document *pdf.Document
	page     *pdf.Page
	y        float64
	top      float64 // where a following page begins
	bottom   float64
	head     func(*flow) // draws the head of a following page
}

func (f *flow) begin() {
	f.page = page(f.document)
	f.y = f.top
}

// need makes room for a piece of the given height.
func (f *flow) need(height float64) {
	if f.y+height <= f.bottom {
		return
	}
	f.begin()
	if f.head != nil {
		f.head(f)
	}
}

// continued is the head of a following page: which paper goes on there, and
// whose it is, for pages come apart.
func continued(title string, a *filing.Application) func(*flow) {
	return func(f *flow) {
		style, small := hei(10), song(9)
		title := title + "（续）"
		f.page.Form.Text(tableLeft, style.Baseline(f.y, 6), style, title, "")
		name := a.Subject().Name
		whose := shortened(small, name.Text, tableWidth-style.Width(title)-10)
		f.page.Values.TextRight(tableRight, small.Baseline(f.y, 6), small, whose, name.Field.Key())
		f.y += 9
	}
}

func pageOf(number, of int) string {
	return fmt.Sprintf("第 %d 页，共 %d 页", number, of)
}
