//go:build unix && !solaris && !aix

package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/icpgen/icpgen/report"
)

// TestNobodyWaitsForAPipe lays pipes to which nobody ever writes, and devices
// that never end, where icpgen looks for files.
func TestNobodyWaitsForAPipe(t *testing.T) {
	t.Chdir(t.TempDir())
	pipe := func(path string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"in/a.xlsx", "rules/guangdong.yaml", "out/manifest.csv", "out/manifest.1-of-2.csv", "locked/.icpgen.lock", "papers/核验单.pdf", "goldens/A001-南京某某1科技有限公司/核验单.txt", "goldens/0002-x/核验单.txt", "listed/manifest.csv", "listed/manifest.2-of-2.csv", "sums/pdf.sums", "photos/a.jpg", "jobs/again.pdf", "baseline.json", "shards/manifest.1-of-1.csv", "job.pdf"} {
		pipe(path)
	}
	if err := os.WriteFile("good.xlsx", workbookOf(t, company(1)), 0o600); err != nil {
		t.Fatal(err)
	}
	good := Settings{Inputs: []string{"good.xlsx"}, Day: day, Workers: 1, Out: "out"}
	read := func(s Settings) error {
		job, err := Read(s)
		if err == nil && len(job.Failures) > 0 {
			err = job.Failures[0]
		}
		return err
	}
	render := func(out string) error {
		s := good
		s.Out = out
		job, err := Read(s)
		if err == nil {
			_, err = job.Render(context.Background(), &report.Gathered{})
		}
		return err
	}
	for _, test := range []struct {
		name, want string
		do         func() error
	}{
		{"a folder of workbooks", "不是普通文件", func() error { return read(Settings{Inputs: []string{"in"}, Day: day}) }},
		{"a folder of rules", "不是普通文件", func() error { s := good; s.Rules = "rules"; return read(s) }},
		{"a profile without an end", "超过 1024 KB", func() error { s := good; s.Profile = "/dev/zero"; return read(s) }},
		{"an earlier manifest", "", func() error { return render("out") }},
		{"an earlier print job", "不是 icpgen 的打印作业", func() error {
			s := good
			s.Out, s.Job.File, s.Select = "jobs", "jobs/again.pdf", "A001"
			job, err := Read(s)
			if err == nil {
				_, err = job.Render(context.Background(), &report.Gathered{})
			}
			return err
		}},
		{"a lock", "不是 icpgen 的锁文件", func() error { return render("locked") }},
		{"papers in a folder", "没有找到 PDF", func() error { _, err := Verify(context.Background(), []string{"papers"}, nil, 1); return err }},
		{"a paper", "不是普通文件", func() error {
			_, err := Verify(context.Background(), []string{"papers/核验单.pdf"}, nil, 1)
			return err
		}},
		{"a photo", "不是照片文件", func() error { return &Failure{Words: inspectPhoto("photos", "a.jpg").Fault} }},
		{"the day of goldens", "", func() error { GoldenDay("sums"); return nil }},
		{"goldens", "", func() error {
			job, err := Read(good)
			for _, at := range []string{"goldens", "sums"} {
				if err == nil {
					_, err = job.Golden(context.Background(), at, false)
				}
			}
			return err
		}},
		{"a folder's manifest", "不是普通文件", func() error { _, err := Verify(context.Background(), []string{"listed"}, nil, 1); return err }},
		{"the manifests of shards", "", func() error { return render("listed") }},
		{"a shard's manifest", "不是普通文件", func() error { _, err := MergeManifests([]string{"shards"}, "merged"); return err }},
		{"a baseline without an end", "不是 icpgen 的基线文件", func() error { _, err := ReadBaseline("/dev/zero"); return err }},
		{"a baseline to write", "不是基线文件", func() error { return WriteBaseline("baseline.json", &report.Baseline{}) }},
		{"a print job", "不是 icpgen 的打印作业", func() error {
			s := good
			s.Job.File = "job.pdf"
			job, err := Read(s)
			if err == nil {
				_, err = job.Render(context.Background(), &report.Gathered{})
			}
			return err
		}},
	} {
		done := make(chan error, 1)
		go func() { done <- test.do() }()
		select {
		case err := <-done:
			said := ""
			if err != nil {
				said = AsFailure(err).Words.ZH
			}
			if (test.want == "") != (err == nil) || !strings.Contains(said, test.want) {
				t.Errorf("%s: %v %q, want %q", test.name, err, said, test.want)
			}
		case <-time.After(time.Minute):
			t.Errorf("%s: it waits", test.name)
		}
	}
	if _, err := os.ReadFile("out/manifest.csv"); err != nil {
		t.Error(err)
	}
}
