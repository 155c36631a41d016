package press

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// openTest opens a folder for a test and gives its path.
func openTest(t *testing.T) (*folder, string) {
	t.Helper()
	at := filepath.Join(t.TempDir(), "out")
	f, err := openFolder(at, Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.close() })
	return f, at
}

// tree lists the files below a folder, but for the lock.
func tree(t *testing.T, at string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(at, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || entry.Name() == lockName {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(at, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPutIsPrivateAndWritesOnlyWhatChanged(t *testing.T) {
	f, at := openTest(t)
	files := []content{{"a/1.pdf", []byte("one")}, {"a/2.pdf", []byte("two")}, {"list.csv", []byte("list")}}
	written, err := f.put(slices.Clone(files))
	if err != nil || !written[0] || !written[1] || !written[2] {
		t.Fatal(written, err)
	}
	for name, want := range map[string]fs.FileMode{"a": fs.ModeDir | 0o700, "a/1.pdf": 0o600, "list.csv": 0o600, ".": fs.ModeDir | 0o700} {
		if info, err := os.Stat(filepath.Join(at, name)); err != nil || info.Mode() != want {
			t.Errorf("%s: %v %v, want %v", name, info.Mode(), err, want)
		}
	}
	before, _ := os.Stat(filepath.Join(at, "a/1.pdf"))
	files[1].data = []byte("TWO")
	written, err = f.put(files)
	if err != nil || written[0] || !written[1] || written[2] {
		t.Fatal(written, err)
	}
	if after, _ := os.Stat(filepath.Join(at, "a/1.pdf")); !os.SameFile(before, after) {
		t.Error("a file with the same bytes was written again")
	}
	if got := tree(t, at); len(got) != 3 || got["a/2.pdf"] != "TWO" {
		t.Error(got)
	}
}

func TestFilesAppearWholeOrNotAtAll(t *testing.T) {
	for _, step := range []string{"create", "write", "sync", "close", "rename"} {
		t.Run(step, func(t *testing.T) {
			f, at := openTest(t)
			if _, err := f.put([]content{{"a/1.pdf", []byte("earlier")}}); err != nil {
				t.Fatal(err)
			}
			sound := f.disk
			f.disk = failing{f.disk, &fault{step: step, at: 2, how: syscall.EIO}}
			if _, err := f.put([]content{{"a/1.pdf", []byte("now")}, {"a/2.pdf", []byte("two")}, {"a/3.pdf", []byte("three")}}); !errors.Is(err, syscall.EIO) {
				t.Fatal("the fault went unnoticed:", err)
			}
			for name, text := range tree(t, at) {
				if name != "a/1.pdf" || text != "earlier" && (text != "now" || step != "rename") {
					t.Errorf("%s: %q", name, text)
				}
			}
			f.disk = sound
			if _, err := f.put([]content{{"a/1.pdf", []byte("now")}, {"a/2.pdf", []byte("two")}}); err != nil {
				t.Fatal(err)
			}
			if got := tree(t, at); len(got) != 2 || got["a/1.pdf"] != "now" || got["a/2.pdf"] != "two" {
				t.Error("running again did not complete it:", got)
			}
		})
	}
}

func TestNothingLeavesTheFolder(t *testing.T) {
	f, at := openTest(t)
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(at, "a")); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"a/1.pdf", "../1.pdf", "/1.pdf"} {
		if _, err := f.put([]content{{name, []byte("x")}}); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if got := tree(t, outside); len(got) != 0 {
		t.Error(got)
	}
	if got := tree(t, at); len(got) != 0 {
		t.Error("left over:", got)
	}
}

func TestLeftoversOfAKilledRunAreSwept(t *testing.T) {
	at := t.TempDir()
	for _, name := range []string{tempPrefix + "ABC" + tempSuffix, "notes.tmp", "张三.pdf"} {
		if err := os.WriteFile(filepath.Join(at, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := openFolder(at, Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if got := tree(t, at); len(got) != 2 || got["notes.tmp"] == "" || got["张三.pdf"] == "" {
		t.Error(got)
	}
}

func TestDropTakesOnlyWhatWasWritten(t *testing.T) {
	f, at := openTest(t)
	if _, err := f.put([]content{{"a/1.pdf", []byte("ours")}, {"a/2.pdf", []byte("ours")}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(at, "a/2.pdf"), []byte("signed"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a/1.pdf", "a/2.pdf", "a/3.pdf", "../x"} {
		if err := f.drop(name, digest([]byte("ours"))); err != nil {
			t.Error(err)
		}
	}
	if got := tree(t, at); len(got) != 1 || got["a/2.pdf"] != "signed" {
		t.Error(got)
	}
}

func TestOneRunAtATime(t *testing.T) {
	f, at := openTest(t)
	_, err := openFolder(at, Shard{}, nil)
	held, ok := errors.AsType[*InUse](err)
	if !ok || held.PID != os.Getpid() {
		t.Fatalf("the second run got %v", err)
	}
	if failure := unwritable(at, err); failure.Kind != Output || !strings.Contains(failure.Words.ZH, "另一次运行") {
		t.Error(failure)
	}
	if err := f.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(at, lockName)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the lock stayed:", err)
	}
	again, err := openFolder(at, Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	again.close()
}

func TestLocksOfTheDead(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Skip(err)
	}
	for holder, free := range map[string]bool{
		"999999999 " + host: true,  // a process that cannot be
		"":                  true,  // killed before it said who it was
		"17 elsewhere":      false, // nobody here can know
	} {
		at := t.TempDir()
		if err := os.WriteFile(filepath.Join(at, lockName), []byte(holder+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := openFolder(at, Shard{}, nil)
		if (err == nil) != free {
			t.Errorf("%q: %v", holder, err)
		}
		if err == nil {
			f.close()
		}
	}
}
