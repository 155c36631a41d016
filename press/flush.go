package press

import (
	"cmp"
	"sync"
	"time"
)

// manyApplications is how many make it worth to let the disk make everything
// safe at once, instead of file by file.
const manyApplications = 50

// A flush begins when enough applications wait for it, or the first has waited
// long enough: each costs the disk the same, however little there is to do.
const (
	enoughToFlush = 64
	longEnough    = 200 * time.Millisecond
)

// flushing makes what several goroutines wrote safe, for all who wait at once.
type flushing struct {
	all      func() error  // everything written so far; nil where the system has no such call
	patience time.Duration // in tests; instead of longEnough

	running sync.Mutex // one flush at a time

	mu    sync.Mutex
	next  *flush // for those who came after the last one began
	hurry bool   // no more are to come who could share it
}

// flush is one flush for all who wait for it.
type flush struct {
	waiting int
	enough  chan struct{} // closed when it may begin
	begun   bool
	done    chan struct{}
	err     error
}

// wait returns when all that its caller has written is safe. Whoever comes first
// after a flush began sees to the next.
func (f *flushing) wait() error {
	f.mu.Lock()
	now := f.next
	first := now == nil
	if first {
		now = &flush{enough: make(chan struct{}), done: make(chan struct{})}
		f.next = now
	}
	if now.waiting++; now.waiting == enoughToFlush || first && f.hurry {
		now.begin()
	}
	f.mu.Unlock()
	if !first {
		<-now.done
		return now.err
	}
	select {
	case <-now.enough:
	case <-time.After(cmp.Or(f.patience, longEnough)):
	}
	f.running.Lock()
	f.mu.Lock()
	f.next = nil // who comes from here on may have written too late for this one
	f.mu.Unlock()
	now.err = f.all()
	f.running.Unlock()
	close(now.done)
	return now.err
}

func (f *flush) begin() {
	if !f.begun {
		f.begun = true
		close(f.enough)
	}
}

// last says that no more are to come who could share a flush.
func (f *flushing) last() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hurry = true
	if f.next != nil {
		f.next.begin()
	}
}
