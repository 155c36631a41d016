package press

import "context"

// inOrder does the work for 0 … n-1 on several goroutines and hands on the
// results in order. However long one takes, no more than twice the workers are
// ahead of it, so memory does not grow with n. It ends early when done returns
// an error or the context is over; what was begun is finished.
func inOrder[T any](ctx context.Context, n, workers int, work func(i int) T, done func(i int, result T) error) error {
	return inOrderWaiting(ctx, n, workers, work, 0, func(result T) T { return result }, done)
}

// inOrderWaiting is inOrder where something has to be waited for behind the
// work. So many more may be at that.
func inOrderWaiting[T any](ctx context.Context, n, workers int, work func(i int) T, waiting int, wait func(worked T) T, done func(i int, result T) error) error {
	workers = max(1, workers)
	ctx, cancel := context.WithCancel(ctx)
	results := make(chan chan T, workers+waiting)
	go func() {
		defer close(results)
		working, inHand := make(chan struct{}, workers), make(chan struct{}, workers+waiting)
		defer func() { // wait for those at work
			for range cap(inHand) {
				inHand <- struct{}{}
			}
		}()
		for i := range n {
			select {
			case inHand <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case working <- struct{}{}:
			case <-ctx.Done():
				<-inHand
				return
			}
			result := make(chan T, 1)
			go func() {
				defer func() { <-inHand }()
				worked := work(i)
				<-working
				result <- wait(worked)
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
