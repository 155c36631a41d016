package press

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// TestStraysOfAKilledProcessAreSwept writes a file where an earlier process died
// over another, beside what is somebody else's.
func TestStraysOfAKilledProcessAreSwept(t *testing.T) {
	dir := t.TempDir()
	stray := filepath.Join(dir, strayPrefix+rand.Text()+tempSuffix)
	others := []string{strayPrefix + "notes" + tempSuffix, tempPrefix + rand.Text() + tempSuffix, rand.Text() + tempSuffix, "a.xlsx"}
	for _, name := range append([]string{filepath.Base(stray)}, others...) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-2 * longDead) // for where the lock is not sure
	if err := os.Chtimes(stray, long, long); err != nil {
		t.Fatal(err)
	}
	if err := NewFile(filepath.Join(dir, "new.xlsx"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(stray); !os.IsNotExist(err) {
		t.Error("it is there still:", err)
	}
	for _, name := range append(others, "new.xlsx") {
		if _, err := os.Lstat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestStraysWithoutALockAreSweptByTheirAge is for systems that have none.
func TestStraysWithoutALockAreSweptByTheirAge(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	just, err := createTemp(rootDisk{root}, strayPrefix)
	if err != nil {
		t.Fatal(err)
	}
	defer just.discard()
	old, fresh := strayPrefix+rand.Text()+tempSuffix, strayPrefix+rand.Text()+tempSuffix
	for name, age := range map[string]time.Duration{old: longDead + time.Minute, fresh: longDead - time.Minute} {
		at := filepath.Join(dir, name)
		when := time.Now().Add(-age)
		if err := os.WriteFile(at, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(at, when, when); err != nil {
			t.Fatal(err)
		}
	}
	sweepLongDead(root, just)
	for name, there := range map[string]bool{old: false, fresh: true, just.temp: true} {
		if _, err := os.Lstat(filepath.Join(dir, name)); (err == nil) != there {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWritersBesideEachOtherAreNotSwept writes many files into one folder at once.
func TestWritersBesideEachOtherAreNotSwept(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 25 {
				if err := ReplaceFile(filepath.Join(dir, fmt.Sprintf("%d.xlsx", n)), fmt.Append(nil, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 8 {
		t.Error(entries, err)
	}
}
