package press

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestFlushing: nobody goes on before a flush that began after he came, and few
// flushes serve many.
func TestFlushing(t *testing.T) {
	var begun, ended, flushes atomic.Int64
	f := &flushing{patience: time.Hour, all: func() error {
		flushes.Add(1)
		covers := begun.Load()
		time.Sleep(time.Millisecond)
		ended.Store(covers)
		return nil
	}}
	const n = 10 * enoughToFlush
	var all sync.WaitGroup
	places := make(chan struct{}, 2*enoughToFlush)
	for range n {
		places <- struct{}{}
		all.Go(func() {
			mine := begun.Add(1)
			if err := f.wait(); err != nil || ended.Load() < mine {
				t.Errorf("%d went on when %d were safe: %v", mine, ended.Load(), err)
			}
			<-places
		})
	}
	f.last() // the rest do not wait an hour for others
	all.Wait()
	if flushes.Load() > n/enoughToFlush+2*enoughToFlush {
		t.Errorf("%d flushes for %d", flushes.Load(), n)
	}
	if err := f.wait(); err != nil {
		t.Error(err)
	}
	f = &flushing{patience: time.Millisecond, all: f.all}
	if err := f.wait(); err != nil { // nor is it last
		t.Error(err)
	}
	fault := errors.New("no")
	f.all = func() error { return fault }
	if err := f.wait(); !errors.Is(err, fault) {
		t.Error(err)
	}
}
