package press

import "sync"

// manyApplications is how many make it worth to let the disk make everything
// safe at once, instead of file by file.
const manyApplications = 50

// flushing makes what several goroutines wrote safe, for all who wait at once.
type flushing struct {
	all func() error // everything written so far; nil where the system has no such call

	mu      sync.Mutex
	running bool
	next    *flushed // those who came after the running one began
}

type flushed struct {
	done chan struct{}
	err  error
}

// wait returns when all that its caller has written is safe.
func (f *flushing) wait() error {
	f.mu.Lock()
	if f.next == nil {
		f.next = &flushed{done: make(chan struct{})}
	}
	mine := f.next
	if f.running {
		f.mu.Unlock()
		<-mine.done
		return mine.err
	}
	f.running = true
	for f.next != nil {
		now := f.next
		f.next = nil
		f.mu.Unlock()
		now.err = f.all()
		close(now.done)
		f.mu.Lock()
	}
	f.running = false
	f.mu.Unlock()
	return mine.err
}
