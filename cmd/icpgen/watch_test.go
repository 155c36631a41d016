package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
)

// TestHotFolderDocument drops into a hot folder what docs/hot-folder.md is about.
// The transcript has to be what the command says, and the list what lies there
// afterwards.
func TestHotFolderDocument(t *testing.T) {
	path, err := filepath.Abs("../../docs/hot-folder.md")
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	drop := map[string][]byte{"~$applicant.xlsx": nil, "photo.jpg": nil}
	for _, name := range []string{"applicant.xlsx", "mistakes.xlsx"} {
		if drop[name], err = os.ReadFile(filepath.Join("../../samples", name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("in", 0o700); err != nil {
		t.Fatal(err)
	}
	for name, data := range drop {
		if err := os.WriteFile(filepath.Join("in", name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	after, commands := transcribe(t, string(before), ".")
	if commands != 1 {
		t.Fatalf("%d commands", commands)
	}
	list := ""
	for _, name := range slices.Sorted(maps.Keys(papers(t, "in"))) {
		list += "in/" + filepath.ToSlash(name) + "\n"
	}
	shown := blocks(string(before), "text")[0]
	if after = strings.Replace(after, shown, list, 1); after == string(before) {
		return
	}
	if !*update {
		t.Errorf("docs/hot-folder.md is not what happens; make update rewrites it:\n%s", after)
	} else if err := os.WriteFile(path, []byte(after), 0o644); err != nil {
		t.Error(err)
	}
}

// TestAKilledWatchIsCompletedByAnother kills a watch at moments that grow later
// and starts it again. No workbook is lost or done half, and all ends as if
// nobody had been killed.
func TestAKilledWatchIsCompletedByAnother(t *testing.T) {
	t.Chdir(t.TempDir())
	const workbooks = 4
	drop := func(at string) {
		t.Helper()
		if err := os.Mkdir(at, 0o700); err != nil {
			t.Fatal(err)
		}
		for n := range workbooks {
			var apps []*filing.Application
			for i := range 12 {
				apps = append(apps, sample.Numbered("广东", filing.KindPerson, 100*n+i))
			}
			apps[0].Set(filing.FieldRemark, []string{"个人摄影作品展示", ""}[n%2])
			writeTable(t, fmt.Sprintf("%s/%d.xlsx", at, n), apps...)
		}
	}
	watch := []string{"watch", "--once", "--settle", "10ms", "-j", "2"}
	drop("whole-in")
	program(append(watch, "whole-in", "whole")...).Run()
	wholeIn, whole := papers(t, "whole-in"), papers(t, "whole")
	if len(wholeIn) != 2*workbooks+workbooks/2 || len(whole) < 3*12*workbooks-8 {
		t.Fatal(len(wholeIn), len(whole))
	}
	drop("in")
	killed := 0
	for wait := 100 * time.Millisecond; ; wait += wait / 3 {
		run := program(append(watch, "in", "out")...)
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		alarm := time.AfterFunc(wait, func() { run.Process.Kill() })
		run.Wait()
		alarm.Stop()
		for n := range workbooks {
			there := 0
			for _, at := range []string{"in", "in/done", "in/failed"} {
				if _, err := os.Stat(filepath.Join(at, fmt.Sprintf("%d.xlsx", n))); err == nil {
					there++
				} else if !errors.Is(err, os.ErrNotExist) {
					t.Fatal(err)
				}
			}
			if there != 1 {
				t.Fatalf("after %v workbook %d lies in %d places", wait, n, there)
			}
		}
		for name, text := range papers(t, "out") {
			if whole[name] != text {
				t.Fatalf("after %v %s is not whole", wait, name)
			}
		}
		if run.ProcessState.Exited() {
			break
		}
		if killed++; wait > time.Minute {
			t.Fatal("it does not end")
		}
	}
	if got := papers(t, "in"); !maps.Equal(got, wholeIn) {
		t.Errorf("%d files of results, want %d", len(got), len(wholeIn))
	}
	if got := papers(t, "out"); !maps.Equal(got, whole) {
		t.Errorf("%d papers, want %d", len(got), len(whole))
	}
	if left, _ := filepath.Glob("in/.icpgen*"); left != nil {
		t.Errorf("left over: %v", left)
	}
	if killed == 0 {
		t.Error("nothing was killed")
	}
	t.Logf("killed %d times", killed)
}
