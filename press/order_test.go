package press

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestResultsComeInOrder(t *testing.T) {
	var ahead, most atomic.Int64
	next := 0
	err := inOrder(context.Background(), 200, 4, func(i int) int {
		if n := ahead.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(time.Duration(rand.IntN(300)) * time.Microsecond)
		return i * i
	}, func(i, result int) error {
		ahead.Add(-1)
		if i != next || result != i*i {
			t.Errorf("%d came as %d: %d", next, i, result)
		}
		next++
		return nil
	})
	if err != nil || next != 200 {
		t.Fatalf("%d results, %v", next, err)
	}
	if most.Load() > 2*4+2 {
		t.Errorf("%d results were waiting at once", most.Load())
	}
}

func TestAnEndComesEarly(t *testing.T) {
	stop := errors.New("stop")
	var worked atomic.Int64
	err := inOrder(context.Background(), 10000, 4, func(i int) int { worked.Add(1); return i },
		func(i, _ int) error {
			if i == 10 {
				return stop
			}
			return nil
		})
	if !errors.Is(err, stop) || worked.Load() > 100 {
		t.Errorf("%v after %d", err, worked.Load())
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = inOrder(ctx, 10000, 2, func(i int) int { return i }, func(i, _ int) error {
		if i == 5 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestWaitingKeepsNobodyFromWork: while some wait, as many work as may, and they
// begin in order.
func TestWaitingKeepsNobodyFromWork(t *testing.T) {
	const workers, waiting = 3, 10
	var working, waits atomic.Int64
	var begun []int
	var mu sync.Mutex
	release := make(chan struct{})
	err := inOrderWaiting(context.Background(), 100, workers, func(i int) int {
		if working.Add(1) > workers {
			t.Error("too many work")
		}
		mu.Lock()
		begun = append(begun, i)
		mu.Unlock()
		time.Sleep(100 * time.Microsecond)
		working.Add(-1)
		return i
	}, waiting, func(i int) int {
		if n := waits.Add(1); n == waiting {
			close(release) // so many were let wait
		} else if n < waiting {
			<-release
		}
		return i
	}, func(i, result int) error {
		if i != result {
			t.Errorf("%d came as %d", result, i)
		}
		return nil
	})
	if err != nil || len(begun) != 100 {
		t.Fatal(err, begun)
	}
	for at, i := range begun {
		if i < at-workers-waiting || i > at+workers+waiting {
			t.Errorf("%d began as the %dth", i, at)
		}
	}
}
