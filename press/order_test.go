package press

import (
	"context"
	"errors"
	"math/rand/v2"
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
