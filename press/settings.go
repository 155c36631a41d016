package press

import (
	"io"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

// Settings are what a run is asked to do.
type Settings struct {
	Inputs  []string  // files, folders, "-" for standard input
	Stdin   io.Reader // read for "-"
	Read    workbook.Options
	Profile string     // file; empty: icpgen.yaml beside the workbooks, in the working folder, or the embedded one
	Rules   string     // folder of more rules; empty for none
	Day     filing.Day // the day to judge by

	Annotate string // file for a copy of the workbook with the findings in it; empty for none

	Out         string // folder to render into
	Draft       bool   // render what is refused too, with 草稿 across every page
	WithNotes   bool   // a page of 填写说明 after the 核验单
	NoChecklist bool   // leave the 材料清单 out
	Workers     int    // at most that many applications at once; the output does not depend on it

	Progress func(done, of int) // told after each application; may be nil
}
