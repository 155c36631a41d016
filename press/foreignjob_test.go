package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/report"
)

// TestAPrintJobSparesForeignFiles prints where something stands already: only a
// print job gives way.
func TestAPrintJobSparesForeignFiles(t *testing.T) {
	out := t.TempDir()
	// print says what came of it, and what the refusal says.
	print := func(name string, asked JobSettings) (run report.Run, said string) {
		t.Helper()
		job := inJob(t, out, companies(2), asked)
		job.settings.Job.File = filepath.Join(out, name)
		before := tree(t, out)
		run, err := job.Render(context.Background(), &report.Gathered{})
		if err == nil {
			return run, ""
		}
		f := AsFailure(err)
		if stem := strings.TrimSuffix(name, ".pdf"); f.Kind != Output || !strings.Contains(f.Hint.ZH, stem+"-补印.pdf") || !strings.Contains(f.Hint.EN, stem+"-补印.pdf") {
			t.Errorf("%v %s %s", f.Kind, f.Words.ZH, f.Hint.ZH)
		}
		for file, was := range before {
			if now := tree(t, out)[file]; now != was {
				t.Errorf("%s changed", file)
			}
		}
		return run, f.Words.ZH
	}
	put := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(out, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, said := print("job.pdf", JobSettings{Singles: true}); said != "" {
		t.Fatal(said)
	}
	papers, err := filepath.Glob(filepath.Join(out, "*", "核验单.pdf"))
	if err != nil || len(papers) == 0 {
		t.Fatal(papers, err)
	}
	paper, err := os.ReadFile(papers[0])
	if err != nil {
		t.Fatal(err)
	}
	put("letter.pdf", []byte("%PDF-1.7\n"))
	put("paper.pdf", paper)
	put("part-002.pdf", paper)
	put("year-2024.pdf", paper)
	if err := os.Mkdir(filepath.Join(out, "folder.pdf"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		asked   JobSettings
		foreign bool
	}{
		{"letter.pdf", JobSettings{}, true},
		{"paper.pdf", JobSettings{}, true}, // a paper is no print job
		{"folder.pdf", JobSettings{}, true},
		{"part.pdf", JobSettings{Split: 5}, true},
		{"part.pdf", JobSettings{}, false},
		{"year.pdf", JobSettings{Split: 5}, false}, // two applications make no 2024 files
		{"job.pdf", JobSettings{Singles: true}, false},
		{"job.pdf", JobSettings{Duplex: true, Singles: true}, false}, // asked for otherwise
	} {
		if _, said := print(c.name, c.asked); strings.Contains(said, "不是 icpgen 的打印作业，没有覆盖") != c.foreign || (said != "") != c.foreign {
			t.Errorf("%s %+v: %q", c.name, c.asked, said)
		}
	}
	// Its manifest lost, a job is a job.
	if err := os.Remove(filepath.Join(out, manifestName)); err != nil {
		t.Fatal(err)
	}
	if run, said := print("job.pdf", JobSettings{Duplex: true, Singles: true}); said != "" || run.Jobs[0].Written {
		t.Error(said, run.Jobs)
	}
}
