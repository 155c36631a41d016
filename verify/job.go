package verify

import (
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf/readback"
)

// Kind is what stands next in a print job.
type Kind uint8

// The kinds. All but KindPaper are ours and no official papers.
const (
	KindPaper     Kind = iota // one of filing.Papers
	KindBack                  // an empty back
	KindSeparator             // the page before an application's papers
	KindSummary               // the last page
	KindSpare                 // a page too many, whatever it is, of which somebody else has told
)

// Expect is the next thing in a print job.
type Expect struct {
	Kind  Kind
	Want  Want // of a paper
	Pages int  // of a paper; 0 is 1. An empty back after them is another Expect.
	// Simplex tells that the paper's pages stand on fronts only, so that there
	// is an empty back between one and the next.
	Simplex bool
	// CopyOf makes it a copy of the paper that stands so many papers before it,
	// up to 256; 0: it is none. A copy that shares all its parts with that
	// paper is known as one and not judged again. One that does not is judged
	// by Want if that is Known, and otherwise refused.
	CopyOf int
	// Texts are what a separator or the summary bears, its number first: each
	// stands on the page by itself, not as a part of a longer word, as often as
	// it is listed.
	Texts []string
}

// mostFaults is how many faults are listed; the others are counted.
const mostFaults = 100

// Job judges a print job page by page against what is expected, which is asked
// for as the pages come, so that neither need ever be in memory. It returns no
// fault when every page is as expected and nothing is missing or too much.
// Fault.Page counts the pages of the job, Fault.Nth the Expects.
func (r *Reader) Job(file io.ReaderAt, size int64, expected iter.Seq[Expect]) (faults []Fault) {
	return r.JobPart(1, math.MaxInt, file, size, expected)
}

// JobPart is Job for the pages from first to last, so that several Readers can
// judge a job together. A paper, and what it is a copy of, has to be in one part.
func (r *Reader) JobPart(first, last int, file io.ReaderAt, size int64, expected iter.Seq[Expect]) (faults []Fault) {
	defer r.recovered(&faults)
	next, stop := iter.Pull(expected)
	defer stop()
	j := &job{judgement: judgement{sheet: &r.sheet, pdf: &r.pdf}, pull: next, last: first - 1}
	f, err := r.pdf.PagesFrom(first, last, file, size, j.known, func(_ *readback.File, p *readback.Page) error {
		j.sheet.Page = p
		j.judgeNext()
		return nil
	})
	j.sheet.Page = nil
	if j.judgeRead(err) {
		j.judgeEnd()
		j.nth = 0
		j.judgeFile(f)
	}
	return j.listed()
}

// job is a print job being judged.
type job struct {
	judgement
	pull  func() (Expect, bool)
	ahead []Expect // asked for already
	now   Expect
	came  int // pages of now, with the empty backs between them
	over  bool
	last  int // page of the job

	papers     [mostCopies][]readback.Source // the last papers, by their number
	papersSeen int
	copied     bool // the pages of now that came are those of what it is a copy of
	refused    bool // now is no copy though it should be
}

const (
	mostCopies = 256
	lookAhead  = 16 // Expects among which one is sought that fits a page
)

// advance takes what is expected next.
func (j *job) advance() {
	if j.over || j.came < j.now.Pages {
		return
	}
	if len(j.ahead) > 0 {
		j.now, j.ahead = j.ahead[0], j.ahead[1:]
	} else {
		e, ok := j.pull()
		if !ok {
			j.over = true
			return
		}
		j.now = e
	}
	j.nth++
	j.came, j.copied, j.refused = 0, false, false
	if j.now.Pages = max(1, j.now.Pages); j.now.Simplex {
		j.now.Pages = 2*j.now.Pages - 1
	}
	if j.want = j.now.Want; j.now.Kind == KindPaper {
		j.papers[j.papersSeen%mostCopies] = j.papers[j.papersSeen%mostCopies][:0]
		j.papersSeen++
	}
}

// known tells whether the page that comes next is the one that it has to be a
// copy of.
func (j *job) known(s readback.Source) bool {
	j.last++
	j.advance()
	if j.over || j.now.Kind != KindPaper {
		return false
	}
	mine := &j.papers[(j.papersSeen-1)%mostCopies]
	*mine = append(*mine, s)
	of := j.original()
	if j.came >= len(of) || of[j.came] != s || j.came > 0 && !j.copied {
		return false
	}
	j.copied = true
	return true
}

// original is the pages of what the paper is a copy of.
func (j *job) original() []readback.Source {
	n := j.now.CopyOf
	if n <= 0 || n >= mostCopies || n >= j.papersSeen {
		return nil
	}
	return j.papers[(j.papersSeen-1-n)%mostCopies]
}

// judgeNext judges a page as the next of the job. A page that is empty, or ours
// and not expected, is one too many; any other stands for what is expected.
func (j *job) judgeNext() {
	if j.Unread {
		if j.came++; j.came == j.now.Pages && len(j.original()) > j.came {
			j.fault(Order, rect{}, "这份副本的页数比原件少", "this copy has fewer pages than what it is a copy of")
		}
		return
	}
	if !j.over && j.now.Kind == KindSpare {
		j.came, j.any = j.now.Pages, true
		return
	}
	empty := j.blank()
	j.load(j.earnest())
	paper, title, at := j.title()
	shows := Expect{Kind: KindPaper, Want: Want{Paper: paper}}
	switch {
	case empty:
		shows.Kind = KindBack
	case title == separatorTitle:
		shows.Kind = KindSeparator
	case title == summaryTitle:
		shows.Kind = KindSummary
	}
	if j.came > 0 && j.came < j.now.Pages && !j.goesOn(shows) {
		j.shortOf(at, shows)
		j.came = j.now.Pages
		j.advance()
	}
	if j.backBetween() {
		j.came++
		if empty {
			return
		}
		mine := &j.papers[(j.papersSeen-1)%mostCopies]
		*mine = slices.Insert(*mine, len(*mine)-1, readback.Source{}) // where the back should be, so that a sound copy is still one
		j.fault(Order, at, "前面缺少空白背面；"+j.now.named()+"的每一页都单独占一张纸", "an empty back is missing before this page; each page of "+j.now.english()+" has a sheet to itself")
	}
	if !j.over && j.came == 0 && !j.now.like(shows) {
		j.seek(shows, at)
	}
	switch {
	case j.over:
		j.fault(Order, at, "多出一页"+shows.named()+"；作业到前一页应已结束", "a page too many, "+shows.english()+"; the job ends before it")
	case shows.Kind == KindBack && j.now.Kind != KindBack:
		j.fault(Order, rect{}, "这一页是空白页；应为"+j.now.named(), "this page is empty; "+j.now.english()+" is expected")
	case shows.Kind != j.now.Kind && (shows.Kind == KindSeparator || shows.Kind == KindSummary):
		j.fault(Order, at, "这一页是"+shows.named()+"；应为"+j.now.named(), "this page is "+shows.english()+"; "+j.now.english()+" is expected")
	case j.now.Kind == KindBack:
		j.came = j.now.Pages
		if !empty {
			j.fault(Back, at, "应为空白的背面上印有内容", "a back that has to be empty is not")
		}
	case j.now.Kind == KindPaper:
		j.judgePart(shows, paper, title, at)
	default:
		j.came = j.now.Pages
		if !j.now.like(shows) {
			j.fault(Order, at, "这一页是"+shows.named()+"；应为"+j.now.named(), "this page is "+shows.english()+"; "+j.now.english()+" is expected")
			return
		}
		j.judgeOurs(title, j.now.Texts)
	}
}

// backBetween tells that an empty back has to come before the paper goes on.
func (j *job) backBetween() bool {
	return !j.over && j.now.Simplex && j.came < j.now.Pages && j.came%2 == 1
}

// blank tells that nothing at all is painted on the page.
func (j *judgement) blank() bool {
	return max(len(j.Glyphs), len(j.Strokes), len(j.Fills), len(j.Images)) == 0
}

// judgePart judges a page of a paper.
func (j *job) judgePart(shows Expect, paper, title string, at rect) {
	if j.now.CopyOf > 0 && (j.copied || !j.want.Known) {
		if j.came++; !j.refused {
			j.fault(Order, at, "这份副本与原件不是同样的内容", "this copy does not have the parts of what it is a copy of")
		}
		j.refused = true
		return
	}
	if j.came == 0 {
		j.begin(paper, title, at)
	}
	j.judgeLoaded()
	if j.came++; j.came == j.now.Pages {
		j.judgeWhole()
	}
}

// goesOn tells whether what a page shows can be the next page of the paper.
func (j *job) goesOn(shows Expect) bool {
	return shows.Kind == KindBack || shows.Kind == KindPaper && (shows.Want.Paper == "" || shows.Want.Paper == j.want.Paper || j.want.Paper == "")
}

// shortOf tells that a paper ends too early.
func (j *job) shortOf(at rect, shows Expect) {
	next := j.came + 1
	if j.now.Simplex {
		next = (j.came+1)/2 + 1
	}
	j.fault(Order, at, fmt.Sprintf("这一页是%s；应为%s的第 %d 页", shows.named(), j.now.named(), next),
		fmt.Sprintf("this page is %s; page %d of %s is expected", shows.english(), next, j.now.english()))
	if !j.copied && !j.refused {
		j.judgeWhole()
	}
}

// seek goes on to what a page shows when that is expected a little later, so
// that one page missing is told once.
func (j *job) seek(shows Expect, at rect) {
	if shows.Kind == KindBack || shows.Kind == KindPaper && shows.Want.Paper == "" {
		return
	}
	for n := 0; n < lookAhead; n++ {
		if n == len(j.ahead) {
			e, ok := j.pull()
			if !ok {
				return
			}
			j.ahead = append(j.ahead, e)
		}
		if e := &j.ahead[n]; !e.like(shows) || !j.bearsFirst(e) {
			continue
		}
		missing := j.now
		for ; n >= 0; n-- {
			j.came = j.now.Pages
			j.advance()
		}
		if j.now.Kind == KindPaper {
			j.papers[(j.papersSeen-1)%mostCopies] = []readback.Source{j.Source}
		}
		j.fault(Order, at, "前面缺少"+missing.named()+"；这一页是"+shows.named(), missing.english()+" is missing before this page, which is "+shows.english())
		return
	}
}

// bearsFirst tells whether the page bears the first text that is expected.
func (j *job) bearsFirst(e *Expect) bool {
	words := ""
	switch {
	case e.Kind == KindPaper && len(e.Want.Values) > 0:
		words = e.Want.Values[0].Text
	case len(e.Texts) > 0:
		words = e.Texts[0]
	}
	_, ok := j.find(tight(words))
	return ok || words == ""
}

// like tells whether a page that begins what is expected may show that.
func (e *Expect) like(shows Expect) bool {
	return e.Kind == shows.Kind && (e.Kind != KindPaper || e.Want.Paper == "" || e.Want.Paper == shows.Want.Paper)
}

// judgeEnd judges that the job ends where it has to.
func (j *job) judgeEnd() {
	if j.came == j.now.Pages {
		j.advance()
	}
	if j.over {
		return
	}
	if j.came > 0 && !j.copied && !j.refused {
		j.judgeWhole()
	}
	j.note(Fault{Promise: Order, Page: j.last, Words: filing.Words{
		ZH: fmt.Sprintf("作业只有 %d 页；后面还应有%s", j.last, j.now.named()),
		EN: fmt.Sprintf("the job ends with page %d; %s is expected after it", j.last, j.now.english()),
	}})
}

func (e Expect) named() string {
	switch e.Kind {
	case KindBack:
		return "空白背面"
	case KindSeparator:
		return "分隔页" + e.number()
	case KindSummary:
		return "汇总页"
	}
	if e.Want.Paper == "" {
		return "认不出标题的材料"
	}
	return e.Want.Paper
}

func (e Expect) english() string {
	switch e.Kind {
	case KindBack:
		return "an empty back"
	case KindSeparator:
		return "a separator" + e.number()
	case KindSummary:
		return "the summary"
	}
	if e.Want.Paper == "" {
		return "a paper of no known title"
	}
	return "the paper " + e.Want.Paper
}

func (e Expect) number() string {
	if len(e.Texts) == 0 {
		return ""
	}
	return " " + strconv.Quote(shortened(e.Texts[0]))
}
