package press

import (
	"cmp"
	"math"
	"sync"

	"github.com/icpgen/icpgen/verify"
)

// A print job is read back by several at once, each of whom takes pages in a
// row. More than mostReadBack would take more memory than they save time.
const (
	mostReadBack  = 4
	worthReadBack = 512 // pages: fewer are not worth another
)

// filePart is what one reads back of a file: pages in a row, counted from 1.
type filePart struct {
	first, last int
	shown       []shown
}

// judgeJob holds a finished file against what was put into it.
func (p *printJob) judgeJob(f *jobFile) []verify.Fault {
	parts := f.parts(max(1, min(p.settings.Workers, mostReadBack)), cmp.Or(p.settings.part, worthReadBack))
	faults := make([][]verify.Fault, len(parts))
	var all sync.WaitGroup
	for n, part := range parts {
		all.Go(func() {
			r := readers.Get().(*verify.Reader)
			defer readers.Put(r)
			faults[n] = r.JobPart(part.first, part.last, f.out, f.out.size, p.expected(part.shown))
		})
	}
	all.Wait()
	for _, found := range faults {
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// parts divides a file into at most so many, each of at least so many pages. The
// last has no last page, so that one too many is found.
func (f *jobFile) parts(most, pages int) (parts []filePart) {
	whole := f.pdf.Pages()
	pages = max(pages, (whole+most-1)/most)
	from, first := 0, 1
	for i := range f.shown {
		begin := int(f.shown[i].page)
		if begin-first >= pages && whole-begin >= pages/2 {
			parts = append(parts, filePart{first, begin - 1, f.shown[from:i]})
			from, first = i, begin
		}
	}
	return append(parts, filePart{first, math.MaxInt, f.shown[from:]})
}
