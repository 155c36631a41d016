package press

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/report"
)

// TestAFolderThatIsMovedIsTold renames the folder of a run, or that of its print
// job, in the middle.
func TestAFolderThatIsMovedIsTold(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no folder that is open is renamed there")
	}
	for _, moved := range []string{"", "out", "job"} {
		in := t.TempDir()
		job := read(t, filepath.Join(in, "out"), companies(3))
		job.settings.Job = JobSettings{File: filepath.Join(in, "job", "all.pdf"), Singles: true}
		job.settings.Progress = func(done, _ int) {
			if done != 2 || moved == "" {
				return
			}
			if err := os.Rename(filepath.Join(in, moved), filepath.Join(in, "elsewhere")); err != nil {
				t.Error(err)
			}
		}
		run, err := job.Render(context.Background(), &report.Gathered{})
		if err != nil || run.Totals.Rendered != 3 {
			t.Fatal(run.Totals, err)
		}
		if moved == "" {
			if len(job.Failures) != 0 {
				t.Error(job.Failures)
			}
			continue
		}
		if len(job.Failures) != 1 {
			t.Fatalf("%s: %v", moved, job.Failures)
		}
		if f := job.Failures[0]; f.Kind != Output || !strings.Contains(f.Words.ZH, moved+": 运行期间这个文件夹被移走") || f.Hint.EN == "" {
			t.Error(f.Kind, f.Words.ZH)
		}
	}
	// Deleted, it can hold nothing more, and the failure says why.
	at := filepath.Join(t.TempDir(), "out")
	job := read(t, at, companies(3))
	job.settings.Progress = func(done, _ int) {
		if done == 1 {
			for os.RemoveAll(at) != nil { // while others write there
			}
		}
	}
	_, err := job.Render(context.Background(), &report.Gathered{})
	if err == nil || AsFailure(err).Kind != Output || !strings.Contains(AsFailure(err).Words.ZH, "运行期间这个文件夹被移走、改名或删除") {
		t.Error(err)
	}
	if taken(at) {
		t.Error("it is there again")
	}
}

// TestFilesAreLookedAtUnderTheLock: a print job is spared only by who holds its
// folder, and a run that is refused leaves no folder behind.
func TestFilesAreLookedAtUnderTheLock(t *testing.T) {
	in := t.TempDir()
	jobs := filepath.Join(in, "jobs")
	other, err := openFolder(jobs, Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(jobs, "all.pdf"), []byte("half of what the other run writes"), 0o600); err != nil {
		t.Fatal(err)
	}
	render := func() *Failure {
		t.Helper()
		job := read(t, filepath.Join(in, "out"), companies(1))
		job.settings.Job.File = filepath.Join(jobs, "all.pdf")
		_, err := job.Render(context.Background(), &report.Gathered{})
		if err == nil {
			t.Fatal("printed over what is no print job")
		}
		return AsFailure(err)
	}
	if f := render(); !strings.Contains(f.Words.ZH, "另一次运行正在使用") {
		t.Errorf("looked at before it was held: %s", f.Words.ZH)
	}
	if err := other.close(); err != nil {
		t.Fatal(err)
	}
	if f := render(); !strings.Contains(f.Words.ZH, "不是 icpgen 的打印作业") {
		t.Error(f.Words.ZH)
	}
	if taken(filepath.Join(in, "out")) {
		t.Error("a folder was made for nothing")
	}
}
