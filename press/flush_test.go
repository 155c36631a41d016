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
	f := &flushing{all: func() error {
		flushes.Add(1)
		covers := begun.Load()
		time.Sleep(time.Millisecond)
		ended.Store(covers)
		return nil
	}}
	const n = 400
	var all sync.WaitGroup
	places := make(chan struct{}, 8)
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
	all.Wait()
	if flushes.Load() >= n {
		t.Errorf("%d flushes for %d", flushes.Load(), n)
	}
	fault := errors.New("no")
	f.all = func() error { return fault }
	if err := f.wait(); !errors.Is(err, fault) {
		t.Error(err)
	}
}
