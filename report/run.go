// Package report tells what a run found: to people as text, to machines as
// JSON. A [Teller] is told a run as it goes, so that a run of any length needs
// no more memory than a short one; each way of telling is one file. Nothing of
// a sheet reaches a report as it stands: steering characters are escaped and
// document numbers masked.
package report

import "github.com/icpgen/icpgen/filing"

// Run is what is told of a run as a whole.
type Run struct {
	Day      filing.Day
	Findings []filing.Finding // of the workbooks themselves
	Totals   Totals
	Rendered bool // papers were asked for, not only judgement
	Jobs     []PrintFile
	Stopped  bool // cut short: the totals are what was done, and do not add up
	Compared bool // with a baseline
}

// Teller is told a run: once that it begins, each case in the order of the
// sheets, and once that it ended, with all its totals. What a case points to is
// not to be kept: a long run would grow with it.
type Teller interface {
	Begin(Run) error
	Case(Case) error
	End(Run) error
}

// Gathered is a Teller that keeps what it is told, for those who want to look
// at a whole run at once.
type Gathered struct {
	Run
	Cases []Case
}

// Begin begins.
func (g *Gathered) Begin(run Run) error { g.Run = run; return nil }

// Case keeps a case.
func (g *Gathered) Case(c Case) error { g.Cases = append(g.Cases, c); return nil }

// End keeps the totals.
func (g *Gathered) End(run Run) error { g.Run = run; return nil }

// Tell tells a gathered run again.
func (g *Gathered) Tell(t Teller) error {
	err := t.Begin(g.Run)
	for _, c := range g.Cases {
		if err == nil {
			err = t.Case(c)
		}
	}
	if err == nil {
		err = t.End(g.Run)
	}
	return err
}

// Tellers are several, told one after the other.
type Tellers []Teller

// Begin begins all.
func (list Tellers) Begin(run Run) error {
	return list.each(func(t Teller) error { return t.Begin(run) })
}

// Case tells all.
func (list Tellers) Case(c Case) error { return list.each(func(t Teller) error { return t.Case(c) }) }

// End ends all.
func (list Tellers) End(run Run) error { return list.each(func(t Teller) error { return t.End(run) }) }

func (list Tellers) each(tell func(Teller) error) error {
	for _, t := range list {
		if err := tell(t); err != nil {
			return err
		}
	}
	return nil
}

// Case is one application and what became of it.
type Case struct {
	Application *filing.Application
	Verdict     *filing.Verdict
	Rendered    bool    // be it into no paper at all
	Folder      string  // its folder's name; empty when it has none
	Papers      []Paper // in the order of the packet
}

// Paper is one document of a case as it stands on the disk.
type Paper struct {
	Form    string // "核验单"
	File    string // "0002-张三/核验单.pdf", below the folder of the run; of a print job its file
	Pages   int
	Copies  int
	SHA256  string // of a file of its own, hexadecimal
	Written bool   // false: the very bytes stood there already
	Job     Range  // where its first copy stands in a print job's file
	JobFile string // that file, as PrintFile calls it
}

// PrintFile is a file of a print job.
type PrintFile struct {
	File          string // below the folder of the run, or beside it
	Pages, Sheets int
	SHA256        string
	Written       bool // false: the very bytes stood there already
}

// Range is a run of pages, from 1; zero for none.
type Range struct{ From, To int }

// Totals are a run's numbers. Rows = Rendered + Refused + Elsewhere + Blank +
// Skipped of a rendering, Applications + Blank + Skipped of a check; CellsSeen =
// CellsRead + CellsIgnored.
type Totals struct {
	Rows, Applications                 int
	Rendered, Refused, Blank, Skipped  int
	Elsewhere                          int // applications that this run was not asked to print
	Errors, Warnings                   int
	AcceptedErrors, AcceptedWarnings   int // of these, listed in the baseline
	Gone                               int // listed in the baseline, and found no more
	Documents, Pages                   int
	Written, Unchanged                 int // documents with files of their own
	CellsSeen, CellsRead, CellsIgnored int
	Ignored                            []Ignored
}

// Ignored is how many cells were left out for one reason.
type Ignored struct {
	Reason filing.Words
	Cells  int
}

// Fails reports whether the run found what the baseline does not accept; strict
// counts warnings too.
func (t Totals) Fails(strict bool) bool {
	return t.Errors > t.AcceptedErrors || t.Refused > 0 && t.AcceptedErrors == 0 || strict && t.Warnings > t.AcceptedWarnings
}

// Ignore adds cells that were left out.
func (t *Totals) Ignore(reason filing.Words, cells int) {
	t.CellsIgnored += cells
	for i := range t.Ignored {
		if t.Ignored[i].Reason == reason {
			t.Ignored[i].Cells += cells
			return
		}
	}
	t.Ignored = append(t.Ignored, Ignored{reason, cells})
}

// Count adds a finding to the totals.
func (t *Totals) Count(level filing.Level) {
	switch level {
	case filing.Error:
		t.Errors++
	case filing.Warning:
		t.Warnings++
	}
}

// safe makes words that may quote a sheet fit to be shown.
func safe(words string) string { return filing.Escape(filing.MaskAll(words)) }

// shown is a field's value as a report may show it.
func shown(field filing.Field, value string) string { return filing.Escape(field.Mask(value)) }
