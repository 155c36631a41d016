package press

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/icpgen/icpgen/report"
)

// sighting is what is known of a file in a hot folder.
type sighting struct {
	name      string
	info      fs.FileInfo
	since     time.Time       // it has been like this since
	notBefore time.Time       // it is tried again
	postponed *Failure        // why it was not done yet
	handled   *report.Handled // rendered, and only to be moved
	copy      []byte          // annotated; nil where nothing was found
	passed    bool            // no file, and passed over
}

// change begins to wait anew.
func (s *sighting) change(info fs.FileInfo, now time.Time) {
	*s = sighting{name: s.name, info: info, since: now, passed: s.passed && !info.Mode().IsRegular()}
}

// wait is how long until the file counts as finished.
func (s *sighting) wait(settle time.Duration, now time.Time) time.Duration {
	return max(s.since.Add(settle).Sub(now), s.notBefore.Sub(now), 0)
}

// sameState reports whether a file has not been written to since. Only our own
// clock says since when: the other end of a network drive has one of its own.
func sameState(a, b fs.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && a.Mode() == b.Mode()
}

// spreadsheets are the endings of what people take for a workbook: what is none
// that can be read is told so, instead of lying there for ever.
var spreadsheets = []string{".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".et", ".ods", ".csv"}

// droppedWorkbook tells a workbook by its name, from the ~$ files that Excel and WPS
// keep beside an open one, hidden files, and what a download or a copy is called
// before it is whole (a.xlsx.part).
func droppedWorkbook(name string) bool {
	return !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "~") &&
		slices.Contains(spreadsheets, strings.ToLower(filepath.Ext(name)))
}
