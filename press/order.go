package press

import "context"

// inOrder does the work for 0 … n-1 on several goroutines and hands on the
// results in order. However long one takes, no more than twice the workers are
// ahead of it, so memory does not grow with n. It ends early when done returns
// an error or the context is over.
func inOrder[T any](ctx context.Context, n, workers int, work func(i int) T, done func(i int, result T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	results := make(chan chan T, max(1, workers))
	go func() {
		defer close(results)
		tokens := make(chan struct{}, max(1, workers))
		defer func() { // wait for those at work
			for range cap(tokens) {
				tokens <- struct{}{}
			}
		}()
		for i := range n {
			select {
			case tokens <- struct{}{}:
			case <-ctx.Done():
				return
			}
			result := make(chan T, 1)
			go func() {
				defer func() { <-tokens }()
				result <- work(i)
			}()
			select {
			case results <- result:
			case <-ctx.Done():
				return
			}
		}
	}()
	var failed error
	i := 0
	for result := range results {
		if r := <-result; failed == nil {
			if failed = done(i, r); failed != nil {
				cancel()
			}
		}
		i++
	}
	cancel()
	if failed == nil && i < n {
		failed = ctx.Err()
	}
	return failed
}
