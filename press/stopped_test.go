package press

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
)

// TestAPrintJobElsewhereIsToBlame lets the disk of a print job fail that stands in
// another folder than the run's: that folder is named, with the files of the job
// that are whole.
func TestAPrintJobElsewhereIsToBlame(t *testing.T) {
	for _, singles := range []bool{false, true} {
		out, at := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "big")
		job := read(t, out, companies(5))
		job.settings.Job = JobSettings{File: filepath.Join(at, "job.pdf"), Copies: 2, Split: 7, Singles: singles} // one in each file
		folders := 0
		job.settings.disk = func(d disk) disk {
			if folders++; folders == 2 { // the job's
				return failing{d, &fault{step: "rename", at: 3, how: syscall.ENOSPC}}
			}
			return d
		}
		_, err := job.Render(context.Background(), &report.Gathered{})
		if err == nil {
			t.Fatal("unnoticed")
		}
		f := AsFailure(err)
		for _, c := range []struct{ text, want string }{
			{f.Words.ZH, at + ": 无法写入，磁盘已满\n"}, {f.Words.EN, at + ": cannot be written, the disk is full\n"},
			{f.Words.ZH, "打印文件 job.pdf 还没有写完，写好的是 job-001.pdf 到 job-002.pdf，2 个文件"},
			{f.Words.EN, "of its files 2 are whole, job-001.pdf to job-002.pdf"},
			{f.Hint.ZH, "用 --job 写到别处"}, {f.Hint.EN, "--job"},
		} {
			if !strings.Contains(c.text, c.want) {
				t.Errorf("singles %v: %q, want %q", singles, c.text, c.want)
			}
		}
		if f.Kind != Output || strings.Contains(f.Words.ZH, "还差 0 份") || strings.Contains(f.Words.ZH, out) {
			t.Errorf("singles %v: %v, %q", singles, f.Kind, f.Words.ZH)
		}
		names := filesIn(t, at)
		if !slices.Equal(names, []string{"job-001.pdf", "job-002.pdf"}) {
			t.Errorf("singles %v: %q", singles, names)
		}
	}
}

func filesIn(t *testing.T, at string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(at)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestFoldersThatAreCompleteBesideAJobThatIsNot: what the job had in hand is no
// folder's lack.
func TestFoldersThatAreCompleteBesideAJobThatIsNot(t *testing.T) {
	at := t.TempDir()
	out, err := openFolder(at, Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer out.close()
	way := headway{of: 300, singles: true, job: "job.pdf"}
	way.complete.Store(300)
	f := AsFailure(way.stopped(out, &unwritten{"00280", &jobFault{at, syscall.ENOSPC}}))
	if want := "\n300 份申请完成了 300 份，打印文件 job.pdf 还没有写完"; !strings.HasSuffix(f.Words.ZH, want) {
		t.Errorf("%q", f.Words.ZH)
	}
	if want := "\n300 of 300 applications are complete, and the print job job.pdf is not"; !strings.HasSuffix(f.Words.EN, want) {
		t.Errorf("%q", f.Words.EN)
	}
	if !strings.Contains(f.Hint.ZH, "打印文件从头写") || !strings.Contains(f.Hint.ZH, "-o") {
		t.Errorf("%q", f.Hint.ZH)
	}
	way.complete.Store(288)
	f = AsFailure(way.stopped(out, context.Canceled))
	if f.Words.ZH != "运行被中断\n300 份申请完成了 288 份，还差 12 份，打印文件 job.pdf 还没有写完" || !strings.Contains(f.Hint.ZH, "打印文件从头写") {
		t.Errorf("%q, %q", f.Words.ZH, f.Hint.ZH)
	}
}

// TestTooManyOpenFiles is not told as a full disk.
func TestTooManyOpenFiles(t *testing.T) {
	for _, errno := range []syscall.Errno{syscall.EMFILE, syscall.ENFILE} {
		f := unwritable("out", &fs.PathError{Op: "openat", Path: "x", Err: errno})
		if f.Words.ZH != "out: 无法写入，同时打开的文件太多" || f.Words.EN != "out: cannot be written, too many files are open" || f.Err != nil ||
			!strings.HasPrefix(f.Hint.ZH, "放宽打开文件数的上限") || !strings.Contains(f.Hint.EN, "ulimit -n") || strings.Contains(f.Hint.ZH, "磁盘空间") {
			t.Errorf("%v: %q, %q", errno, f.Words, f.Hint)
		}
	}
}

// TestAPrintJobElsewhereDividedOtherwise: a shop that prints all files of a folder
// must not find those of the last division there.
func TestAPrintJobElsewhereDividedOtherwise(t *testing.T) {
	top := t.TempDir()
	out, at := filepath.Join(top, "out"), filepath.Join(top, "tray")
	divided := func(split int) {
		job := read(t, out, companies(5))
		job.settings.Job = JobSettings{File: filepath.Join(at, "job.pdf"), Copies: 2, Split: split}
		render(t, job)
	}
	divided(7)
	if got := filesIn(t, at); len(got) != 6 {
		t.Fatalf("%q", got)
	}
	divided(16)
	if got := filesIn(t, at); !slices.Equal(got, []string{"job-001.pdf", "job-002.pdf", "job-003.pdf"}) {
		t.Errorf("%q", got)
	}
	divided(0)
	if got := filesIn(t, at); !slices.Equal(got, []string{"job.pdf"}) {
		t.Errorf("%q", got)
	}
}

// TestShardsInTwoLanguages: machines whose locales differ do the same run.
func TestShardsInTwoLanguages(t *testing.T) {
	out := t.TempDir()
	for i, lang := range []filing.Lang{filing.Chinese, filing.English} {
		job := read(t, out, companies(4))
		job.settings.Shard, job.settings.Lang = Shard{i + 1, 2}, lang
		render(t, job)
	}
	if _, err := MergeManifests([]string{out}, out); err != nil {
		t.Error(AsFailure(err).Words.ZH)
	}
}

// TestAPrintJobInAFolderThatIsHeld: another -o would not help.
func TestAPrintJobInAFolderThatIsHeld(t *testing.T) {
	out, at := filepath.Join(t.TempDir(), "out"), t.TempDir()
	held, err := openFolder(at, Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer held.close()
	job := read(t, out, companies(2))
	job.settings.Job = JobSettings{File: filepath.Join(at, "job.pdf"), Copies: 1}
	_, err = job.Render(context.Background(), &report.Gathered{})
	if err == nil {
		t.Fatal("two in one folder")
	}
	f := AsFailure(err)
	if f.Kind != Output || !strings.HasPrefix(f.Words.ZH, at+": 另一次运行") || !strings.Contains(f.Hint.ZH, "或用 --job 写到别处") || !strings.Contains(f.Hint.EN, "--job") || strings.Contains(f.Hint.ZH, "-o") {
		t.Errorf("%q, %q", f.Words.ZH, f.Hint)
	}
}
