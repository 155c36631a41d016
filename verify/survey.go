package verify

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf/readback"
)

// Sighting is what a page of a print job shows at first sight, before it is
// known what it has to show.
type Sighting struct {
	Page  int // from 1
	Kind  Kind
	Paper string // by its title; empty for a page that goes on with the paper before it, or is none
	Notes bool   // it is headed as the 填写说明 of a 核验单
	Copy  bool   // painted from the very parts of a page shortly before: no more is known than what that one is
	Draft bool   // 草稿 stands across it
	ID    string // 申请编号 of a separator or a 材料清单, without spaces; empty where none is legible

	Number, Of int     // of a separator: which application of how many
	Job        string  // of a separator or the summary: 作业编号
	Summed     *Summed // of the summary; nil where it is not legible

	sheet *sheet
}

// Summed are the applications that a job's summary counts, but for those printed.
type Summed struct{ Refused, Elsewhere int }

// Bears tells whether each of the texts stands on the page by itself. It may be
// asked while the page is at hand.
func (s *Sighting) Bears(texts ...string) bool {
	j := judgement{sheet: s.sheet}
	for _, words := range texts {
		if s.Copy || !j.bears(words) {
			return false
		}
	}
	return true
}

// Survey looks at each page of a print job and judges none, in the memory that
// one page takes. It returns the file's title. An error of see ends it and is
// returned.
func (r *Reader) Survey(file io.ReaderAt, size int64, see func(*Sighting) error) (title string, err error) {
	var faults []Fault
	defer func() {
		if len(faults) > 0 {
			err = errors.New(faults[0].Words.EN)
		}
	}()
	defer r.recovered(&faults)
	var seen sightings
	j := &judgement{sheet: &r.sheet, pdf: &r.pdf}
	_, err = r.pdf.Pages(file, size, seen.known, func(f *readback.File, p *readback.Page) error {
		title = f.Title
		j.sheet.Page = p
		s := seen.copy
		if s.Page = p.Number; !p.Unread {
			s = j.sight()
			seen.add(p.Source, s)
		}
		s.sheet = j.sheet
		return see(&s)
	})
	j.sheet.Page = nil
	return title, err
}

// sightings are those of the last pages, by which copies are known.
type sightings struct {
	sources [mostCopies]readback.Source
	pages   [mostCopies]Sighting
	n       int
	copy    Sighting // what the page that comes next is a copy of
}

func (s *sightings) known(source readback.Source) bool {
	for i := range min(s.n, mostCopies) {
		if s.sources[i] == source {
			of := &s.pages[i]
			s.copy = Sighting{Kind: of.Kind, Paper: of.Paper, Notes: of.Notes, Draft: of.Draft, Copy: true}
			return true
		}
	}
	return false
}

func (s *sightings) add(source readback.Source, page Sighting) {
	at := s.n % mostCopies
	s.sources[at], s.pages[at] = source, page
	s.n++
}

// sight sights the page at hand.
func (j *judgement) sight() Sighting {
	s := Sighting{Page: j.Number}
	if j.blank() {
		s.Kind = KindBack
		return s
	}
	j.load(j.earnest())
	paper, title, _ := j.title()
	s.Paper, s.Draft = paper, j.marks > 0
	switch title {
	case separatorTitle:
		s.Kind = KindSeparator
		s.Number, s.Of = j.numbered()
		s.ID, s.Job = j.labelled("申请编号"), j.labelled("作业编号")
	case summaryTitle:
		s.Kind = KindSummary
		s.Job = j.labelled("作业编号")
		s.Summed = j.summed()
	case tight(notesTitle):
		s.Notes = true
	case titles[filing.Checklist]:
		s.ID = j.labelled("申请编号")
	}
	return s
}

var (
	countedAs   = regexp.MustCompile(`^(\d{1,9})/(\d{1,9})$`)
	printedIn   = regexp.MustCompile(`\d份＝已印\d`)
	refusedIn   = regexp.MustCompile(`未印（须改正）(\d{1,9})`)
	elsewhereIn = regexp.MustCompile(`不在此次(\d{1,9})`)
)

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// numbered are the numbers of a separator.
func (j *judgement) numbered() (n, of int) {
	for _, line := range j.Lines() {
		if m := countedAs.FindStringSubmatch(tight(line.Text)); m != nil {
			return number(m[1]), number(m[2])
		}
	}
	return 0, 0
}

// summed are the numbers of the summary, on one line or two.
func (j *judgement) summed() *Summed {
	s, legible := Summed{}, false
	for _, line := range j.Lines() {
		text := tight(line.Text)
		legible = legible || printedIn.MatchString(text)
		if m := refusedIn.FindStringSubmatch(text); m != nil {
			s.Refused = number(m[1])
		}
		if m := elsewhereIn.FindStringSubmatch(text); m != nil {
			s.Elsewhere = number(m[1])
		}
	}
	if !legible {
		return nil
	}
	return &s
}

// labelled is what stands behind a label, on its line.
func (j *judgement) labelled(label string) string {
	for _, line := range j.Lines() {
		if _, after, ok := strings.Cut(tight(line.Text), label); ok {
			return after
		}
	}
	return ""
}
