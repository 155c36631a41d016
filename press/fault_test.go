package press

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/report"
)

// fault lets one operation of a disk fail.
type fault struct {
	step string // operations that are counted; empty for all
	at   int    // which of them fails, from 1; 0 for none
	how  error

	mu     sync.Mutex
	done   int
	struck string          // the step that failed
	name   string          // of what
	seen   map[string]bool // the steps that were taken
	given  bool            // what failed was given its final name all the same
}

// strikes counts an operation and says whether it fails.
func (f *fault) strikes(step, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen != nil {
		f.seen[step] = true
	}
	if f.step != "" && f.step != step {
		return nil
	}
	if f.done++; f.done != f.at {
		return nil
	}
	f.struck, f.name = step, name
	return f.how
}

// failing is a disk with a fault.
type failing struct {
	disk
	*fault
}

func (d failing) OpenFile(name string, flag int, mode fs.FileMode) (file, error) {
	step := "open"
	if flag&os.O_CREATE != 0 {
		step = "create"
	}
	if err := d.strikes(step, name); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	f, err := d.disk.OpenFile(name, flag, mode)
	return failingFile{f, d.fault, name}, err
}

func (d failing) Mkdir(name string, mode fs.FileMode) error {
	if err := d.strikes("mkdir", name); err != nil {
		return &fs.PathError{Op: "mkdir", Path: name, Err: err}
	}
	return d.disk.Mkdir(name, mode)
}

func (d failing) Rename(from, to string) error {
	if err := d.strikes("rename", to); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	d.mu.Lock()
	d.given = d.given || d.struck != "" && from == d.name
	d.mu.Unlock()
	return d.disk.Rename(from, to)
}

func (d failing) Remove(name string) error {
	if err := d.strikes("remove", name); err != nil {
		return &fs.PathError{Op: "remove", Path: name, Err: err}
	}
	return d.disk.Remove(name)
}

func (d failing) Flusher(folder *os.File) func() error {
	flush := d.disk.Flusher(folder)
	if flush == nil {
		flush = func() error { return nil }
	}
	return func() error {
		if err := d.strikes("sync", "."); err != nil {
			return err
		}
		return flush()
	}
}

// failingFile takes half of what it is given before it fails.
type failingFile struct {
	file
	*fault
	opened string
}

func (f failingFile) Write(p []byte) (int, error) {
	if err := f.strikes("write", f.opened); err != nil {
		n, _ := f.file.Write(p[:len(p)/2])
		return n, err
	}
	return f.file.Write(p)
}

func (f failingFile) WriteAt(p []byte, at int64) (int, error) {
	if err := f.strikes("write", f.opened); err != nil {
		n, _ := f.file.WriteAt(p[:len(p)/2], at)
		return n, err
	}
	return f.file.WriteAt(p, at)
}

func (f failingFile) Truncate(size int64) error {
	if err := f.strikes("truncate", f.opened); err != nil {
		return err
	}
	return f.file.Truncate(size)
}

func (f failingFile) Sync() error {
	if err := f.strikes("sync", f.opened); err != nil {
		return err
	}
	return f.file.Sync()
}

func (f failingFile) Close() error {
	err := f.file.Close()
	if failed := f.strikes("close", f.opened); failed != nil {
		return failed
	}
	return err
}

// TestEachFaultOfTheDisk counts the operations of an undisturbed run and lets
// each of them fail in turn, in every way. Whole files alone remain under final
// names, what is said of them is true, and running again completes the run to
// the same bytes.
func TestEachFaultOfTheDisk(t *testing.T) {
	changed := companies(3)
	changed[0].Set(filing.FieldSiteName, "某某新网站")
	for name, c := range map[string]struct {
		earlier, run func(out string) *Job
	}{
		"into an empty folder": {nil, func(out string) *Job { return twoPapers(read(t, out, companies(3), 1)) }},
		"over an earlier run": {func(out string) *Job { return twoPapers(read(t, out, companies(3))) },
			func(out string) *Job { return twoPapers(read(t, out, changed, 1)) }},
		"made safe at once": {func(out string) *Job { return twoPapers(read(t, out, companies(3))) },
			func(out string) *Job {
				job := twoPapers(read(t, out, changed, 1))
				job.settings.many = 1
				return job
			}},
		"a shard": {nil, func(out string) *Job {
			job := twoPapers(read(t, out, companies(3)))
			job.settings.Shard = Shard{1, 2}
			return job
		}},
		"a print job": {nil, func(out string) *Job { return printed(twoPapers(read(t, out, companies(2))), false) }},
		"a print job beside folders": {func(out string) *Job { return twoPapers(read(t, out, companies(2))) },
			func(out string) *Job { return printed(twoPapers(read(t, out, changed[:2])), true) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := t.TempDir()
			if c.earlier != nil {
				render(t, c.earlier(before))
			}
			standing := tree(t, before)
			job := c.run("")
			into := func(out string, f *fault) *Job {
				again := *job
				again.settings.Out = out
				if job.settings.Job.File != "" {
					again.settings.Job.File = filepath.Join(out, job.settings.Job.File)
				}
				again.settings.disk = func(d disk) disk { return failing{d, f} }
				return &again
			}
			copyOf := func(from string) string {
				to := t.TempDir()
				if err := os.CopyFS(to, os.DirFS(from)); err != nil {
					t.Fatal(err)
				}
				return to
			}
			count := &fault{seen: map[string]bool{}}
			whole := copyOf(before)
			run := render(t, into(whole, count))
			want := tree(t, whole)

			struck := map[string]int{}
			for way, how := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, io.ErrShortWrite} {
				for k := 1; k <= count.done; k++ {
					if raceDetector && k%3 != way%3 { // each operation in one way: it is slow
						continue
					}
					f := &fault{at: k, how: how}
					if how == io.ErrShortWrite {
						f.step = "write"
					}
					out := copyOf(before)
					_, err := into(out, f).Render(context.Background(), &report.Gathered{})
					if f.struck == "" { // fewer writes than operations
						break
					}
					struck[f.struck]++
					at := fmt.Sprintf("%v at operation %d, %s", how, k, f.struck)
					there := papersOf(t, out)
					complete, missing := run.Totals.Refused, 0
					for _, done := range run.Cases {
						lacking := 0
						for _, p := range done.Papers {
							if there[p.File] != want[p.File] {
								lacking++
							}
						}
						if missing += lacking; lacking == 0 && done.Folder != "" {
							complete++
						}
					}
					for name, text := range there {
						if text != want[name] && text != standing[name] {
							t.Errorf("%s: %s is damaged", at, name)
						}
					}
					// What only tidies up may fail without a word.
					if tidying := f.struck == "remove" || f.struck == "close" && !f.given; err == nil && !(tidying && maps.Equal(there, want)) {
						t.Errorf("%s of %s: unnoticed", at, f.name)
					}
					if err != nil {
						judgeWords(t, at, AsFailure(err), how, job.settings, complete, run.Totals.Applications-run.Totals.Elsewhere)
					}
					again := render(t, into(out, &fault{}))
					if got := tree(t, out); !maps.Equal(got, want) {
						t.Errorf("%s: running again did not complete it", at)
					}
					if _, err := os.Stat(filepath.Join(out, job.settings.Shard.lockName())); err == nil {
						t.Errorf("%s: the lock stayed", at)
					}
					if job.settings.Job.File == "" && again.Totals.Written != missing {
						t.Errorf("%s: running again wrote %d papers, %d were missing", at, again.Totals.Written, missing)
					}
				}
			}
			for step := range count.seen {
				if struck[step] == 0 {
					t.Errorf("no %s was hit", step)
				}
			}
			t.Logf("%d operations, hits: %v", count.done, struck)
		})
	}
}

// printed makes it a print job in several files.
func printed(job *Job, singles bool) *Job {
	job.settings.Job = JobSettings{File: "job.pdf", Singles: singles, Copies: 1, Split: 3}
	return job
}

// twoPapers leaves a job with two papers for each application, unverified: it
// is about the disk.
func twoPapers(job *Job) *Job {
	judged := job.verdict
	job.verdict = func(i int, a *filing.Application) filing.Verdict {
		v := judged(i, a)
		v.Forms = []string{filing.VerificationForm, filing.AcceptanceForm}
		return v
	}
	job.verify = func(forms.Packet, paper, []filing.Finding, []byte) []filing.Finding { return nil }
	return job
}

// papersOf are the files that have their final names.
func papersOf(t *testing.T, at string) map[string]string {
	files := tree(t, at)
	maps.DeleteFunc(files, func(name, _ string) bool { return strings.HasPrefix(name, ".icpgen") })
	return files
}

// judgeWords holds what a run says of a fault against what it left.
func judgeWords(t *testing.T, at string, f *Failure, how error, s Settings, complete, of int) {
	t.Helper()
	why := map[error]string{syscall.ENOSPC: "磁盘已满", syscall.EIO: "磁盘读写出错", syscall.EACCES: "没有写入权限", io.ErrShortWrite: "磁盘只写下了一部分"}[how]
	if f.Kind != Output || f.Err != nil || !strings.Contains(f.Words.ZH, why) || !strings.Contains(f.Hint.ZH, "再运行同一条命令") {
		t.Errorf("%s: said %q, hint %q, %v", at, f.Words.ZH, f.Hint.ZH, f.Err)
	}
	want := fmt.Sprintf("%d 份申请完成了 %d 份", of, complete)
	_, state, told := strings.Cut(f.Words.ZH, "\n")
	switch unprinted := strings.Contains(state, "还没有写完"); {
	case !s.singles() && unprinted:
		want = fmt.Sprintf("%d 份申请的打印文件 job.pdf 还没有写完", of)
	case !s.singles(), complete == of && !unprinted:
		want = fmt.Sprintf("%d 份申请都已完成", of)
	}
	if told && !strings.Contains(state, want) { // not before the folder was open
		t.Errorf("%s: it says %q, want %q", at, state, want)
	}
}
