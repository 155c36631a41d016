package press

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
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

// sightings are in the order of their names.
func (h *HotFolder) sightings() []*sighting {
	return slices.SortedFunc(maps.Values(h.seen), func(a, b *sighting) int { return strings.Compare(a.name, b.name) })
}

// look goes through the folder: what is ready, in the order in which it came,
// and how long until something may be.
func (h *HotFolder) look() (ready []*sighting, next time.Duration) {
	now := h.Now()
	entries, failure := h.list()
	if failure != nil {
		if h.lost == nil {
			h.Tell(Event{Kind: Lost, Failure: failure})
		}
		h.lost = failure
		return nil, h.Every
	}
	if h.lost != nil {
		h.lost = nil
		h.Tell(Event{Kind: Back})
	}
	there := map[string]bool{}
	for _, info := range entries {
		there[info.Name()] = true
		s := h.seen[info.Name()]
		if s == nil {
			s = &sighting{name: info.Name()}
			h.seen[s.name] = s
			s.change(info, now)
		} else if !sameState(info, s.info) {
			s.change(info, now)
		}
		if !info.Mode().IsRegular() && !s.passed {
			s.passed = true
			h.Tell(Event{Kind: PassedOver, Workbook: s.name})
		}
	}
	next = h.Every
	for _, s := range h.sightings() {
		switch wait := s.wait(h.Settle, now); {
		case !there[s.name]:
			h.forget(s)
		case s.passed:
		case wait > 0:
			next = min(next, wait)
		default:
			if busy := h.busy(s.name); busy != nil {
				h.postpone(s, busy)
			} else {
				ready = append(ready, s)
			}
		}
	}
	slices.SortFunc(ready, func(a, b *sighting) int {
		return cmp.Or(a.since.Compare(b.since), strings.Compare(a.name, b.name))
	})
	return ready, next
}

// list lists the workbooks. A folder that went away and came back, as a network
// drive does, is opened again.
func (h *HotFolder) list() ([]fs.FileInfo, *Failure) {
	if h.in != nil {
		held, err := h.in.root.Stat(".")
		there, errThere := os.Stat(h.In)
		if err != nil || errThere != nil || !os.SameFile(held, there) {
			h.in.close()
			h.in = nil
		}
	}
	if h.in == nil {
		if _, err := os.Stat(h.In); err != nil { // opening would make it
			return nil, unreadable(h.In, err)
		}
		in, err := openFolder(h.In, Shard{}, nil)
		if err != nil {
			return nil, unwatchable(h.In, err)
		}
		h.in = in
	}
	entries, err := fs.ReadDir(h.in.root.FS(), ".")
	if err != nil {
		return nil, unreadable(h.In, err)
	}
	var list []fs.FileInfo
	for _, entry := range entries {
		if !droppedWorkbook(entry.Name()) {
			continue
		}
		if info, err := entry.Info(); err == nil && !hidden(info) { // else it is gone already
			list = append(list, info)
		}
	}
	return list, nil
}

// busy is why a workbook cannot be opened yet: another program writes it. One
// that nobody may read is let through, to be told as such.
func (h *HotFolder) busy(name string) *Failure {
	file, err := h.in.root.Open(name)
	if err == nil {
		file.Close()
		return nil
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return unreadable(name, err)
}
