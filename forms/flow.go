package forms

import (
	"fmt"

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

func pageOf(number, of int) string {
	return fmt.Sprintf("第 %d 页，共 %d 页", number, of)
}
