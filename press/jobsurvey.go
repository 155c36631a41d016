package press

import (
	"cmp"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/verify"
)

// jobSurvey is what a finished print job shows at first sight: where each
// application begins, and what kind of page each is. It keeps a byte a page and
// some an application.
type jobSurvey struct {
	id     string // the job's number; empty where none is legible
	part   int    // which file of the job it is, where that is divided; else 0
	shows  []sign
	heads  []beginning
	summed *verify.Summed // of the summary; nil where there is none
	shape  jobShape
}

// jobShape is how a job was asked for.
type jobShape struct {
	duplex, separators, checklists, notes, draft bool
	copies                                       int // of what is handed in
}

// beginning is where the papers of an application begin.
type beginning struct {
	page  int32 // from 1
	at    int32 // the application, by its place in the run; or one of those below
	draft bool
}

const (
	nobody  = -1 // it is not known whose
	summary = -2 // of nobody
)

// sign is a kind of page: one of these, or a paper's first page by its place in
// filing.Papers from signPaper on.
type sign uint8

const (
	signBack sign = iota
	signSeparator
	signSummary
	signMore // a page without the title of a paper: one that goes on with it
	signPaper
)

func signOf(s *verify.Sighting) sign {
	switch s.Kind {
	case verify.KindBack:
		return signBack
	case verify.KindSeparator:
		return signSeparator
	case verify.KindSummary:
		return signSummary
	}
	if s.Paper == "" {
		return signMore
	}
	return signPaper + sign(formNumber(s.Paper))
}

// form is the paper that begins; "" for none.
func (s sign) form() string {
	if s < signPaper {
		return ""
	}
	return filing.Papers[s-signPaper]
}

func (s sign) words() filing.Words {
	switch s {
	case signBack:
		return filing.Words{ZH: "空白背面", EN: "an empty back"}
	case signSeparator:
		return filing.Words{ZH: "分隔页", EN: "a separator"}
	case signSummary:
		return filing.Words{ZH: "汇总页", EN: "the summary"}
	case signMore:
		return filing.Words{ZH: "没有材料标题的页", EN: "a page without the title of a paper"}
	}
	return filing.Words{ZH: s.form(), EN: "the paper " + s.form()}
}

var jobTitle = regexp.MustCompile(`^打印作业 ([B-DF-HJ-NP-T]{4}-[B-DF-HJ-NP-T]{4})(?:（(\d{1,9})）)?$`)

// surveyJob looks through a print job. Whose tells which application a page is
// of, by its place in the run, or nobody where that is not known; its error ends
// the survey.
func surveyJob(file io.ReaderAt, size int64, whose func(*verify.Sighting) (int32, error)) (*jobSurvey, error) {
	s := &jobSurvey{}
	var first sign // the paper that heads each application, while no 材料清单 has come
	var marks []beginning
	jobIDs := ""
	r := readers.Get().(*verify.Reader)
	defer readers.Put(r)
	title, err := r.Survey(file, size, func(page *verify.Sighting) error {
		is := signOf(page)
		s.shows = append(s.shows, is)
		s.shape.notes = s.shape.notes || page.Notes
		if page.Job != "" && jobIDs == "" {
			jobIDs = page.Job
		}
		list := signPaper + sign(formNumber(filing.Checklist))
		if first < signPaper || is == list {
			first = is
		}
		mark := beginning{page: int32(page.Page), at: nobody, draft: page.Draft}
		switch {
		case page.Copy:
			return nil
		case is == signSummary:
			s.summed, mark.at = cmp.Or(page.Summed, s.summed), summary
		case is == signSeparator || is >= signPaper && is == first:
			s.shape.draft = s.shape.draft || page.Draft
			var err error
			if mark.at, err = whose(page); err != nil {
				return err
			}
		default:
			return nil
		}
		marks = append(marks, mark)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if m := jobTitle.FindStringSubmatch(title); m != nil {
		s.id = m[1]
		s.part, _ = strconv.Atoi(m[2]) // 0 where there is none
	} else {
		s.id = jobIDs
	}
	s.findHeads(marks, first)
	s.measure()
	return s, nil
}

// findHeads makes the heads of the pages at which an application may begin: a
// separator, or the paper that heads a set, unless it follows its separator or
// is of the same application.
func (s *jobSurvey) findHeads(marks []beginning, first sign) {
	open := false // a separator's application has not begun
	for _, m := range marks {
		switch is := s.shows[m.page-1]; {
		case is == signSeparator || is == signSummary:
			open = is == signSeparator
			s.heads = append(s.heads, m)
		case is != first:
		default:
			if n := len(s.heads); n > 0 {
				last := &s.heads[n-1]
				if open && (m.at == last.at || m.at == nobody || last.at == nobody) {
					last.at, last.draft, open = max(m.at, last.at), m.draft, false
					continue
				}
				if m.at == last.at && m.at != nobody {
					continue
				}
			}
			open = false
			s.heads = append(s.heads, m)
		}
	}
	if len(s.shows) > 0 && (len(s.heads) == 0 || s.heads[0].page > 1) {
		s.heads = append([]beginning{{page: 1, at: nobody}}, s.heads...)
	}
}

// measure takes the job's shape from most of its applications, so that one
// which is spoiled has no say.
func (s *jobSurvey) measure() {
	copies := map[int]int{}
	applications, backs, separators := 0, 0, 0
	for i := range s.heads {
		from, to := s.pages(i)
		if s.heads[i].at == summary {
			continue
		}
		applications++
		var of [signPaper + 8]int
		most := 0
		for _, is := range s.shows[from-1 : to] {
			if of[is]++; is >= signPaper && is.form() != filing.Checklist {
				most = max(most, of[is])
			}
		}
		copies[most]++
		backs += of[signBack]
		separators += min(of[signSeparator], 1)
		s.shape.checklists = s.shape.checklists || of[signPaper+sign(formNumber(filing.Checklist))] > 0
	}
	for n, often := range copies {
		if best := copies[s.shape.copies]; often > best || often == best && n > s.shape.copies {
			s.shape.copies = n
		}
	}
	s.shape.duplex = backs > 0 && 2*backs >= applications
	s.shape.separators = separators > 0 && 2*separators >= applications
}

// pages are the first and the last of what belongs to a head.
func (s *jobSurvey) pages(head int) (from, to int) {
	from, to = int(s.heads[head].page), len(s.shows)
	if head+1 < len(s.heads) {
		to = int(s.heads[head+1].page) - 1
	}
	return from, to
}

// sheet is the sheet of paper on which a page is printed.
func (s *jobSurvey) sheet(page int) int {
	return JobSettings{Duplex: s.shape.duplex}.sheets(page)
}

// amongAll looks for whose a page is among all applications of a run: by the
// 申请编号 or the number that stands on it, else by what its paper has to say.
type amongAll struct {
	*Job
	byID map[string]int32
	next int32 // the one after the last that was found
	far  int   // how many may still be looked at where it is not near
}

// mostLooks is how many applications are looked at for pages that do not stand
// where they belong: so many take some seconds.
const mostLooks = 2_000_000

func (j *Job) amongAll() *amongAll {
	byID := make(map[string]int32, len(j.backlog.entries))
	for i := range j.backlog.entries {
		id := j.backlog.entries[i].id // as a 材料清单, a separator and the manifest have it
		for _, shown := range []string{id, filing.Escape(id), harmlessCell(id)} {
			byID[idKey(shown)] = int32(i)
		}
	}
	return &amongAll{Job: j, byID: byID, far: mostLooks}
}

// idKey is an application's id as it compares with what is read from a page.
func idKey(id string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector) {
			return -1
		}
		return r
	}, id)
}

// whose tells whose a page is; it never fails.
func (a *amongAll) whose(page *verify.Sighting) (int32, error) {
	at := a.find(page)
	if at != nobody {
		a.next = at + 1
	}
	return at, nil
}

func (a *amongAll) find(page *verify.Sighting) int32 {
	if page.ID != "" {
		if at, ok := a.byID[page.ID]; ok {
			return at
		}
	}
	n := int32(len(a.backlog.entries))
	if page.Kind == verify.KindSeparator {
		if at := int32(page.Number) - 1; page.Of == int(n) && at >= 0 && at < n {
			return at
		}
		return nobody
	}
	const near = 32
	first := max(a.next-1, 0)
	for at := first; at < min(first+near, n); at++ {
		if a.bears(page, at) {
			return at
		}
	}
	if a.far -= int(n); a.far < 0 {
		return nobody
	}
	for at := range n {
		if a.bears(page, at) {
			return at
		}
	}
	return nobody
}

// bears reports whether a paper's page tells of an application: whose it is, and
// which website.
func (j *Job) bears(page *verify.Sighting, at int32) bool {
	a := j.backlog.application(int(at))
	texts := []string{a.Text(filing.FieldSubjectName)}
	if texts[0] == "" {
		return false
	}
	if domains := a.Site().Domains; len(domains) > 0 {
		texts = append(texts, domains[0].Text)
	}
	return page.Bears(texts...)
}
