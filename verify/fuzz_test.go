package verify

import (
	"slices"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// FuzzPaper judges papers of which pieces were changed, and whatever else it is
// given. Not by Paper, which would catch a panic.
func FuzzPaper(f *testing.F) {
	p := cases()["pledge"]
	whole := written(f, lay(f, p, filing.VerificationForm))
	want := wantOf(p, filing.VerificationForm)
	f.Add(uint32(0), []byte("%PDF-1.7\nstartxref\n9\n%%EOF"))
	f.Add(uint32(len(whole)/2), []byte("endobj"))
	f.Add(uint32(len(whole)-40), []byte("0000000000"))
	f.Fuzz(func(t *testing.T, at uint32, change []byte) {
		var r Reader
		changed := slices.Clone(whole)
		copy(changed[int(at)%len(whole):], change)
		r.judge(changed, want)
		r.judge(change, Want{})
	})
}
