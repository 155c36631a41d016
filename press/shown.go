package press

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/verify"
)

// shown is what was put into a file, to be held against what is read back. A
// job keeps it of each application until then, and so keeps it small.
type shown struct {
	at       int32 // application, by its place in the run
	page     int32 // of the file, where it begins
	kind     shownKind
	draft    bool
	papers   [4]shownPaper // in the order of a set, as many as there are
	filing   filing.FilingType
	as       filing.FiledAs
	variants []shownVariant
	unset    []filing.Finding // of a draft
}

type shownKind uint8

const (
	shownPapers shownKind = iota
	shownSeparator
	shownSummary
)

// shownPaper is a paper, by its place in filing.Papers, with the pages and the
// number of its copies.
type shownPaper struct {
	form   uint8
	copies uint8
	pages  uint16
}

// shownVariant is what a province adds to a paper.
type shownVariant struct {
	form    uint8
	variant filing.Variant
	text    string
}

// shownOf is what of an application shows on its papers.
func shownOf(m *made, order []int) shown {
	v := &m.verdict
	s := shown{at: int32(m.at), kind: shownPapers, draft: m.draft, as: v.FiledAs}
	if i := slices.Index(filing.FilingTypes, v.FilingType); i >= 0 {
		s.filing = filing.FilingTypes[i] // not what was typed, with all that stands beside it
	}
	for n, i := range order {
		paper := &m.papers[i]
		s.papers[n] = shownPaper{formNumber(paper.Form), uint8(paper.Copies), uint16(paper.Pages)}
	}
	for _, p := range v.Print {
		if p.Variant != "" {
			s.variants = append(s.variants, shownVariant{formNumber(p.Form), p.Variant, strings.Clone(p.Text)})
		}
	}
	if m.draft {
		s.unset = m.findings
	}
	return s
}

func formNumber(form string) uint8 { return uint8(slices.Index(filing.Papers, form)) }

// verdict is as much of the verdict as shows on papers.
func (s *shown) verdict() *filing.Verdict {
	v := &filing.Verdict{FilingType: s.filing, FiledAs: s.as}
	for _, p := range s.variants {
		v.Print = append(v.Print, filing.Printing{Form: filing.Papers[p.form], Variant: p.variant, Text: p.text})
	}
	return v
}

// readBack reads a finished file and holds it against what was put into it.
// A page that is not as it should be is a fault of ours.
func (p *printJob) readBack(f *jobFile) error {
	if p.settings.jobRead != nil {
		p.settings.jobRead(p, f)
	}
	faults := p.judgeJob(f)
	if len(faults) == 0 {
		return nil
	}
	first := faults[0]
	name := filing.Escape(filing.MaskAll(f.name))
	return fail(Internal, nil,
		fmt.Sprintf("%s 核对不符，没有写出（%d 处）：%s：%s", name, len(faults), first.Promise, first.Words.ZH),
		fmt.Sprintf("%s failed verification and was not written (%d faults): %s: %s", name, len(faults), first.Promise, first.Words.EN)).
		hint("请把这一行连同版本号反馈给开发者；不用 --job 可以照常逐份生成", "please report this line with the version; without --job the papers are rendered one by one")
}

// expected is what has to stand in a file, or in a part of it, page after page.
func (p *printJob) expected(part []shown) iter.Seq[verify.Expect] {
	job := p.settings.Job
	back := func(form string, pages int) bool { return job.backed(form, pages, pages) }
	return func(yield func(verify.Expect) bool) {
		for i := range part {
			s := &part[i]
			if s.kind != shownPapers {
				e := verify.Expect{Kind: verify.KindSummary, Texts: []string{p.jobID}}
				if s.kind == shownSeparator {
					e = verify.Expect{Kind: verify.KindSeparator, Texts: []string{fmt.Sprintf("%d / %d", s.at+1, p.Applications()), p.jobID}}
				}
				if !yield(e) || back("", 1) && !yield(verify.Expect{Kind: verify.KindBack}) {
					return
				}
				continue
			}
			packet := p.packet(p.backlog.application(int(s.at)), s.verdict(), s.draft)
			before := map[uint8]int{} // papers, up to the one before of this form
			for copy, n, more := uint8(0), 0, true; more; copy++ {
				more = false
				for _, paper := range s.papers {
					if copy >= paper.copies {
						continue
					}
					form, pages := filing.Papers[paper.form], int(paper.pages)
					e := verify.Expect{Kind: verify.KindPaper, Pages: pages, Simplex: job.simplex(form)}
					if copy > 0 {
						e.CopyOf = n - before[paper.form]
					} else {
						before[paper.form] = n
						e.Want = wantSet(packet, form, s.unset)
					}
					if n++; !yield(e) || back(form, pages) && !yield(verify.Expect{Kind: verify.KindBack}) {
						return
					}
					more = more || copy+1 < paper.copies
				}
			}
		}
	}
}
