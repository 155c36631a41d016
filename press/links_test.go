package press

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestNothingFollowsALinkThatComesLater swaps a folder of the run for a link
// to elsewhere, and back, as fast as it can while the run writes: what is
// checked before it is written, and not held, would be led out.
func TestNothingFollowsALinkThatComesLater(t *testing.T) {
	f, at := openTest(t)
	outside := t.TempDir()
	link, folder, aside := filepath.Join(at, "link"), filepath.Join(at, "a"), filepath.Join(t.TempDir(), "a")
	if err := os.Symlink(outside, link); err != nil {
		t.Skip(err)
	}
	if err := os.Mkdir(folder, privateFolder); err != nil {
		t.Fatal(err)
	}
	stop, swapped := make(chan struct{}), make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stop:
				swapped <- n
				return
			default:
			}
			// Errors are those of a folder that the run made anew meanwhile.
			if os.Rename(folder, aside) == nil {
				if os.Rename(link, folder) == nil {
					n++
					time.Sleep(100 * time.Microsecond)
					os.Rename(folder, link)
				}
				os.Rename(aside, folder)
				time.Sleep(100 * time.Microsecond)
			} else {
				os.RemoveAll(aside) // or what was left in it would be in the way for good
			}
		}
	}()
	f.disk = unsynced{f.disk}
	const writes = 600
	through, refused := 0, 0
	for i := range writes {
		name := fmt.Sprintf("a/%d.pdf", i)
		if _, err := f.put([]content{{name, []byte("x")}, {"b.csv", fmt.Append(nil, i)}}); err != nil {
			refused++
			continue
		}
		through++
		f.drop(name, digest([]byte("x")))
	}
	close(stop)
	if n := <-swapped; n == 0 || through+refused != writes {
		t.Fatalf("%d swaps, %d writes of %d", n, through+refused, writes)
	}
	if got := tree(t, outside); len(got) != 0 {
		t.Errorf("written outside: %v", got)
	}
	t.Logf("%d written, %d refused", through, refused)
}

// unsynced is a disk that is not waited for.
type unsynced struct{ disk }

func (d unsynced) OpenFile(name string, flag int, mode fs.FileMode) (file, error) {
	f, err := d.disk.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return unsyncedFile{f}, nil
}

type unsyncedFile struct{ file }

func (unsyncedFile) Sync() error { return nil }
