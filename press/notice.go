package press

import (
	"context"

	"github.com/fsnotify/fsnotify"
)

// Notices tells when something comes into a folder, until the context is over.
// It says when to look, not what there is: a network drive may notice nothing of
// what other machines do, so that the folder has to be looked through from time
// to time all the same. The error says that the system offers no notices here.
func Notices(ctx context.Context, folder string) (<-chan struct{}, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	if err := watcher.Add(folder); err != nil {
		watcher.Close()
		return nil, err
	}
	noticed := make(chan struct{}, 1)
	go func() {
		defer watcher.Close()
		defer close(noticed)
		for {
			select {
			case <-ctx.Done():
				return
			case event, open := <-watcher.Events:
				if !open {
					return
				}
				if !event.Has(fsnotify.Create) { // writing goes on until it has settled
					continue
				}
			case _, open := <-watcher.Errors: // some notices may be lost
				if !open {
					return
				}
			}
			select {
			case noticed <- struct{}{}:
			default: // there is one to be heard already
			}
		}
	}()
	return noticed, nil
}
