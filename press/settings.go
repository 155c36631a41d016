package press

import (
	"io"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

// Settings are what a run is asked to do.
type Settings struct {
	Inputs   []string  // files, folders, "-" for standard input
	Stdin    io.Reader // read for "-"
	Read     workbook.Options
	Profile  string     // file; empty: icpgen.yaml beside the workbooks, in the working folder, or the embedded one
	Rules    string     // folder of more rules; empty for none
	Day      filing.Day // the day to judge by
	DayNamed bool       // the day was named: [Verify] does not take the one on which a print job was printed

	Annotate string // file for a copy of the workbook with the findings in it; empty for none

	Out         string // folder to render into
	Draft       bool   // render what is refused too, with 草稿 across every page
	WithNotes   bool   // a page of 填写说明 after the 核验单
	NoChecklist bool   // leave the 材料清单 out
	Job         JobSettings
	Select      string      // print only these: ids, and ranges of ids
	Shard       Shard       // the part of the run that this machine takes; everything is judged all the same
	Lang        filing.Lang // of report.html
	Workers     int         // at most that many applications at once; the output does not depend on it

	Progress func(done, of int) // told after each application; may be nil

	// In tests; may be nil.
	many    int                           // instead of manyApplications
	part    int                           // instead of worthReadBack
	disk    func(disk) disk               // stands between the run and its disk
	jobRead func(p *printJob, f *jobFile) // before a file is held against what it should be
}

// JobSettings are what a print job is asked to be.
type JobSettings struct {
	File       string // the job's file; empty for no job
	Singles    bool   // the folders beside it
	Copies     int    // of each paper that is handed in; 0 for the profile's
	Duplex     bool   // each paper begins on a fresh sheet, for printing on both sides
	Separators bool   // a numbered sheet before each application
	Split      int    // sheets, at most, before a new file begins; 0 for one file
}

// singles reports whether each application gets its folder.
func (s Settings) singles() bool { return s.Job.File == "" || s.Job.Singles }
