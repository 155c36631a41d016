package press

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/verify"
)

// expecting tells what to expect.
type expecting struct {
	*heldJob
	yield  func(verify.Expect) bool
	papers int // so far
}

// piece is what follows without a break: a paper's copy, a sheet of ours, a back.
type piece struct {
	verify.Expect
	signs  []sign // of its pages, and the backs between them
	copy   int    // from 1
	copies int
	came   bool // some of it was seen
}

func (p *piece) named() (words filing.Words) {
	words = p.signs[0].words()
	if p.copies > 1 {
		words.ZH += fmt.Sprintf("（第 %d 套）", p.copy)
		words.EN += fmt.Sprintf(" (set %d)", p.copy)
	}
	return words
}

// sideNamed names the one of its sides that is expected.
func (p *piece) sideNamed(is sign) filing.Words {
	if is == signBack {
		return is.words()
	}
	return p.named()
}

// pagesIn is how many sides are no empty backs.
func pagesIn(signs []sign) (n int) {
	for _, is := range signs {
		if is != signBack {
			n++
		}
	}
	return n
}

var errEnough = errors.New("no more is asked for")

// expected is what each page has to show, in the order of the pages. What is
// missing or too many is told on the way.
func (h *heldJob) expected() iter.Seq[verify.Expect] {
	return func(yield func(verify.Expect) bool) {
		e := &expecting{heldJob: h, yield: yield}
		err := inOrder(h.ctx, len(h.heads), h.settings.Workers, func(i int) made {
			if head := h.heads[i]; head.at >= 0 {
				return h.again(int(head.at), head.draft)
			}
			return made{}
		}, func(i int, m made) error {
			if !e.head(i, &m) {
				return errEnough
			}
			return nil
		})
		if err == nil && h.lastFile() && !slices.ContainsFunc(h.heads, func(head beginning) bool { return head.at == summary }) {
			h.tell(verify.Order, len(h.shows), nobody, "", "后面缺少汇总页", "the summary is missing after it")
		}
	}
}

// head expects what belongs to a head, and reports whether more is asked for.
func (e *expecting) head(i int, m *made) bool {
	head := e.heads[i]
	from, to := e.pages(i)
	switch {
	case m.failure != nil:
		e.tellAt(i, m.failure.Words.ZH, m.failure.Words.EN)
		return e.spare(to - from + 1)
	case head.at == nobody:
		e.tellAt(i, fmt.Sprintf("从这一页起的 %d 页不是工作簿里应印在这里的申请", to-from+1), fmt.Sprintf("the %d pages from here on are of no application of the workbook that belongs here", to-from+1))
		return e.spare(to - from + 1)
	case head.at == summary:
		return e.lay(i, e.summary())
	}
	if !m.done {
		e.tellAt(i, "按这份工作簿它须改正，不该印出（"+rulesOf(m)+"）；改正后重印，或用 icpgen check 看是哪里", "by this workbook it is refused and must not be printed ("+rulesOf(m)+"); correct and print it again, or see icpgen check")
	}
	return e.lay(i, e.set(m))
}

// rulesOf are the rules that refuse an application.
func rulesOf(m *made) string {
	list := ""
	for _, f := range slices.Concat(m.verdict.Findings, m.findings) {
		if isError(f) && len(list) < 60 {
			if list != "" {
				list += " "
			}
			list += f.Rule
		}
	}
	return list
}

// spare passes over so many pages, of which it is told already.
func (e *expecting) spare(pages int) bool {
	for range pages {
		if !e.yield(verify.Expect{Kind: verify.KindSpare}) {
			return false
		}
	}
	return true
}

var backPiece = piece{Expect: verify.Expect{Kind: verify.KindBack}, signs: []sign{signBack}}

// backed adds a piece with its empty backs: those between its pages belong to
// it, the one behind its last page is a piece by itself.
func (e *expecting) backed(pieces []piece, p piece) []piece {
	var signs []sign
	for n, is := range p.signs {
		signs = append(signs, is)
		if e.settings.Job.backed(p.signs[0].form(), n+1, len(p.signs)) {
			signs = append(signs, signBack)
		}
	}
	last := len(signs) - 1
	if signs[last] != signBack {
		p.signs = signs
		return append(pieces, p)
	}
	p.signs = signs[:last]
	return append(pieces, p, backPiece)
}

// set is the pieces of an application: its separator, its papers set by set.
func (e *expecting) set(m *made) (pieces []piece) {
	order, most := setOrder(m)
	if e.shape.separators {
		s, _ := e.separator(m)
		s.Job = e.id
		pieces = e.backed(pieces, piece{Expect: verify.Expect{Kind: verify.KindSeparator, Texts: wordsOf(s.Lay())}, signs: []sign{signSeparator}})
		e.sum.Separators++
	}
	packet := e.packet(m.application, &m.verdict, m.draft)
	wants := make([]verify.Want, len(m.papers))
	for i, paper := range m.papers {
		wants[i] = wantSet(packet, paper.Form, m.unset())
	}
	for copy := 1; copy <= most; copy++ {
		for _, i := range order {
			paper := &m.papers[i]
			if copy > paper.Copies {
				continue
			}
			signs := []sign{signPaper + sign(formNumber(paper.Form))}
			signs = append(signs, slices.Repeat([]sign{signMore}, paper.Pages-1)...)
			pieces = e.backed(pieces, piece{Expect: verify.Expect{Kind: verify.KindPaper, Want: wants[i], Simplex: e.settings.Job.simplex(paper.Form)}, signs: signs, copy: copy, copies: paper.Copies})
			e.sum.Pages += paper.Pages
		}
	}
	for _, p := range pieces {
		e.sum.Backs += len(p.signs) - pagesIn(p.signs)
	}
	e.sum.Rendered++
	return pieces
}

// unset is what of a draft could not be set.
func (m *made) unset() []filing.Finding {
	if m.draft {
		return m.findings
	}
	return nil
}

// summary is the last sheet. What it counts can be told again where it is of
// this file alone and the file has what it should.
func (e *expecting) summary() []piece {
	texts := []string{e.id}
	planned := 0
	for _, is := range e.planned {
		if is {
			planned++
		}
	}
	if s := e.sum; e.part == 0 && s.Rendered == planned && e.summed != nil {
		s.Refused = e.summed.Refused
		s.Elsewhere = s.Applications - s.Rendered - s.Refused
		s.Own = 1
		if e.shape.duplex {
			s.Backs++
		}
		s.Sheets = e.settings.Job.sheets(s.Pages + s.Backs + s.Separators + s.Own)
		texts = wordsOf(s.Lay())
	}
	return e.backed(nil, piece{Expect: verify.Expect{Kind: verify.KindSummary, Texts: texts}, signs: []sign{signSummary}})
}

// wordsOf are the words that differ from sheet to sheet, line by line.
func wordsOf(document *pdf.Document) (words []string) {
	for _, page := range document.Pages {
		for _, item := range page.Values.Items {
			if text, ok := item.(pdf.Text); ok {
				words = append(words, text.Words)
			}
		}
	}
	return words
}

// due is a side that is expected.
type due struct {
	of     *piece
	before int // pages of it, without backs
}

// lay lays what is expected beside the pages of a head: each page gets what it
// is judged by, and what is missing or too many is told.
func (e *expecting) lay(head int, pieces []piece) bool {
	var pages []due
	var signs []sign
	for i := range pieces {
		p := &pieces[i]
		for n := range p.signs {
			pages = append(pages, due{p, pagesIn(p.signs[:n])})
		}
		signs = append(signs, p.signs...)
	}
	from, to := e.pages(head)
	seen := e.shows[from-1 : to]
	at := align(seen, signs)
	first := map[string]int{} // papers before the first copy of a form
	for k := 0; k < len(seen); {
		e.missing(head, pages, signs, at, k)
		if at[k] < 0 {
			words := seen[k].words()
			e.tell(verify.Order, from+k, e.heads[head].at, seen[k].form(), "多出一页"+words.ZH, "a page too many, "+words.EN)
			if k++; !e.spare(1) {
				return false
			}
			continue
		}
		p := pages[at[k]].of
		if is, want := seen[k], signs[at[k]]; is != want && instead(is, want) == another {
			e.tell(verify.Order, from+k, e.heads[head].at, "", "这一页是"+is.words().ZH+"，应为"+p.sideNamed(want).ZH, "this page is "+is.words().EN+"; "+p.sideNamed(want).EN+" is expected")
			if k++; !e.spare(1) {
				return false
			}
			continue
		}
		n := 1
		for k+n < len(seen) && at[k+n] == at[k]+n && pages[at[k+n]].of == p && seen[k+n] == signs[at[k+n]] {
			n++
		}
		if signs[at[k]] == signBack {
			n = 1
		}
		for n > 1 && signs[at[k]+n-1] == signBack {
			n--
		}
		begun := p.came
		p.came = true
		expect, whole := p.Expect, n == len(p.signs)
		expect.Pages = pagesIn(signs[at[k] : at[k]+n])
		switch {
		case expect.Pages == 0:
			expect = backPiece.Expect
		case expect.Kind != verify.KindPaper:
		case begun: // its pages do not stand together: told already
			if k += n; !e.spare(n) {
				return false
			}
			continue
		default:
			expect.Want.Notes = expect.Want.Notes && whole // what is missing is told already
			if before, copied := first[expect.Want.Paper]; copied && whole {
				expect.CopyOf = e.papers - before
			} else if whole {
				first[expect.Want.Paper] = e.papers
			}
			e.papers++
		}
		if k += n; !e.yield(expect) {
			return false
		}
	}
	e.missing(head, pages, signs, at, len(seen))
	return true
}

// missing tells what is expected before the k-th page and is not there.
func (e *expecting) missing(head int, pages []due, signs []sign, at []int, k int) {
	next := len(pages)
	if k < len(at) {
		if at[k] < 0 {
			return // told before the next page that is expected
		}
		next = at[k]
	}
	last := -1
	for i := k - 1; i >= 0 && last < 0; i-- {
		last = at[i]
	}
	from, _ := e.pages(head)
	page, beforeZH, beforeEN := from+k, "前面", "before it"
	if k == len(at) {
		page, beforeZH, beforeEN = from+k-1, "后面", "after it"
	}
	for i, n := last+1, 0; i < next; i += n {
		p, before := pages[i].of, pages[i].before
		for n = 1; i+n < next && pages[i+n].of == p; n++ {
		}
		words := p.named()
		if pagesIn(signs[i:i+n]) == 0 {
			words = signBack.words()
		} else if n < len(p.signs) {
			words.ZH += fmt.Sprintf("的第 %d 页", before+1)
			words.EN = fmt.Sprintf("page %d of ", before+1) + words.EN
		}
		e.tell(verify.Order, page, e.heads[head].at, p.signs[0].form(), beforeZH+"缺少"+words.ZH, words.EN+" is missing "+beforeEN)
	}
}
