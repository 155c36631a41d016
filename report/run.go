// Package report tells what a run found: to people as text, to machines as
// JSON. [Run] is what is told; each way of telling is one file. Nothing of a
// sheet reaches a report as it stands: steering characters are escaped and
// document numbers masked.
package report

import "github.com/icpgen/icpgen/filing"

// Run is what is told of a run.
type Run struct {
	Day      filing.Day
	Cases    []Case           // in the order of the sheets
	Findings []filing.Finding // of the workbooks themselves
	Totals   Totals
	Rendered bool // papers were asked for, not only judgement
	Compared bool // with a baseline
}

// Case is one application and what became of it.
type Case struct {
	Application *filing.Application
	Verdict     *filing.Verdict
	Folder      string  // its folder's name; empty when none was rendered
	Papers      []Paper // in the order of the packet
}

// Paper is one document of a case as it stands on the disk.
type Paper struct {
	Form    string // "核验单"
	File    string // "0002-张三/核验单.pdf", below the folder of the run
	Pages   int
	Copies  int
	SHA256  string // hexadecimal
	Written bool   // false: the very bytes stood there already
}

// Totals are a run's numbers. Rows = Rendered + Refused + Blank + Skipped of a
// rendering, Applications + Blank + Skipped of a check; CellsSeen = CellsRead +
// CellsIgnored.
type Totals struct {
	Rows, Applications                 int
	Rendered, Refused, Blank, Skipped  int
	Errors, Warnings                   int
	AcceptedErrors, AcceptedWarnings   int // of these, listed in the baseline
	Gone                               int // listed in the baseline, and found no more
	Documents, Pages, Written          int
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
func shown(field filing.Field, value string) string {
	if field.IsNumber() {
		return filing.Escape(filing.Mask(value))
	}
	return safe(value)
}
