package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/workbook"
)

// program is this test's binary as icpgen.
func program(args ...string) *exec.Cmd {
	return &exec.Cmd{Path: os.Args[0], Args: append([]string{"icpgen"}, args...)}
}

// TestAKilledRunIsCompletedByAnother kills runs at moments that grow later. What
// then stands in the folder is whole, and running again completes it.
func TestAKilledRunIsCompletedByAnother(t *testing.T) {
	t.Chdir(t.TempDir())
	var apps []*filing.Application
	for i := range 60 {
		apps = append(apps, sample.Numbered("广东", filing.KindPerson, i))
	}
	var book bytes.Buffer
	if err := workbook.WriteTable(&book, apps); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("a.xlsx", book.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := program("render", "-q", "-o", "whole", "a.xlsx").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole := papers(t, "whole")
	for wait := 60 * time.Millisecond; ; wait += wait / 2 {
		run := program("render", "-q", "-o", "killed", "a.xlsx")
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		alarm := time.AfterFunc(wait, func() { run.Process.Kill() })
		err := run.Wait()
		alarm.Stop()
		there := papers(t, "killed")
		for name, text := range there {
			if whole[name] != text {
				t.Fatalf("after %v %s is not whole: %d bytes of %d", wait, name, len(text), len(whole[name]))
			}
		}
		if err == nil {
			if len(there) != len(whole) {
				t.Errorf("%d papers, want %d", len(there), len(whole))
			}
			if left, _ := filepath.Glob("killed/.icpgen*"); left != nil {
				t.Errorf("left over: %v", left)
			}
			return
		}
		if wait > time.Minute {
			t.Fatalf("the run does not end: %v", err)
		}
	}
}

// papers are the files that have their final names.
func papers(t *testing.T, at string) map[string]string {
	t.Helper()
	files := map[string]string{}
	filepath.WalkDir(at, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name()[0] == '.' {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(at, path)
		files[name] = string(data)
		return nil
	})
	return files
}
