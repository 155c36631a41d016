package press

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestALockThatIsNone puts something else where the lock belongs: the folder is
// refused at once, and nobody's file is written over.
func TestALockThatIsNone(t *testing.T) {
	for _, c := range []struct {
		name    string
		put     func(lock, inside, outside string) error
		refused bool
	}{
		{"a link inside", func(lock, inside, _ string) error { return os.Symlink(filepath.Base(inside), lock) }, true},
		{"a link outside", func(lock, _, outside string) error { return os.Symlink(outside, lock) }, true},
		{"a link to nothing", func(lock, _, _ string) error { return os.Symlink("nothing", lock) }, true},
		{"a hard link", func(lock, _, outside string) error { return os.Link(outside, lock) }, true},
		{"a folder", func(lock, _, _ string) error { return os.Mkdir(lock, 0o700) }, true},
		{"zeros of a power cut", func(lock, _, _ string) error { return os.WriteFile(lock, make([]byte, 12), 0o600) }, false},
		{"empty", func(lock, _, _ string) error { return os.WriteFile(lock, nil, 0o600) }, false},
	} {
		at := t.TempDir()
		inside, outside := filepath.Join(at, "inside.txt"), filepath.Join(t.TempDir(), "outside.txt")
		for _, name := range []string{inside, outside} {
			if err := os.WriteFile(name, []byte("precious"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.put(filepath.Join(at, lockName), inside, outside); err != nil {
			t.Log(c.name, err) // no such links here
			continue
		}
		done := make(chan error, 1)
		go func() {
			f, err := openFolder(at, Shard{}, nil)
			if err == nil {
				err = f.close()
			}
			done <- err
		}()
		select {
		case err := <-done:
			if (err != nil) != c.refused {
				t.Errorf("%s: %v", c.name, err)
			}
		case <-time.After(time.Minute):
			t.Fatalf("%s: it waits", c.name)
		}
		for _, name := range []string{inside, outside} {
			if text, err := os.ReadFile(name); err != nil || string(text) != "precious" {
				t.Errorf("%s: %s holds %q, %v", c.name, name, text, err)
			}
		}
	}
}
