package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/report"
)

// TestARunSparesForeignFiles lays somebody's files where a run would write its
// list and its report: it writes nothing at all. What has nothing of anybody's
// gives way.
func TestARunSparesForeignFiles(t *testing.T) {
	ours := t.TempDir()
	if _, err := read(t, ours, companies(1)).Render(context.Background(), &report.Gathered{}); err != nil {
		t.Fatal(err)
	}
	list, page := tree(t, ours)[manifestName], tree(t, ours)["report.html"]
	line, _, _ := strings.Cut(list, "\r\n")
	for _, c := range []struct {
		name, text string
		shard      Shard
		sel        string
		foreign    bool
	}{
		{name: manifestName, text: "我的清单\r\n", foreign: true},
		{name: manifestName, text: line + ",备注\r\n", foreign: true}, // a column of somebody's
		{name: manifestName, text: "application,form\r\n", foreign: true},
		{name: manifestName, text: list},
		{name: manifestName, text: strings.TrimPrefix(list, "\ufeff")},
		{name: manifestName, text: `"` + strings.ReplaceAll(strings.TrimPrefix(line, "\ufeff"), ",", `","`) + "\"\n"}, // saved by a spreadsheet
		{name: manifestName, text: line + ",job_sheet_from,job_sheet_to,job_file\r\n"},
		{name: manifestName, text: line[:20]},
		{name: manifestName, text: ""},
		{name: manifestName, text: "\x00\x00\x00"},
		{name: manifestName, text: "我的清单", sel: "A001", foreign: true},
		{name: "report.html", text: "<!doctype html><title>我的</title>", foreign: true},
		{name: "report.html", text: "<!doctype html><title>我的</title>", sel: "A001"}, // which writes none
		{name: "report.html", text: page},
		{name: "report.html", text: `<html><head><meta name="generator" content="icpgen 1.2"></head>`},
		{name: "report.html", text: ""},
		{name: "manifest.1-of-1.csv", text: "mine", shard: Shard{1, 1}, foreign: true},
		{name: "report.1-of-1.html", text: "mine", shard: Shard{1, 1}, foreign: true},
		{name: "report.1-of-1.html", text: "mine"}, // of a part that this run is not
	} {
		out := t.TempDir()
		at := filepath.Join(out, c.name)
		if err := os.WriteFile(at, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		job := read(t, out, companies(1))
		job.settings.Shard, job.settings.Select = c.shard, c.sel
		_, err := job.Render(context.Background(), &report.Gathered{})
		if !c.foreign {
			if err != nil {
				t.Errorf("%s %q: %v", c.name, c.text, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s %q was written over", c.name, c.text)
			continue
		}
		if f := AsFailure(err); f.Kind != Output || !strings.Contains(f.Words.ZH, c.name) || !strings.Contains(f.Hint.ZH, string(filepath.Separator)+"材料；") || !strings.Contains(f.Hint.EN, "-o ") {
			t.Errorf("%s: %v %q %q", c.name, f.Kind, f.Words.ZH, f.Hint.ZH)
		}
		if left, err := os.ReadDir(out); err != nil || len(left) != 1 || tree(t, out)[c.name] != c.text {
			t.Errorf("%s: %v %v", c.name, left, err)
		}
	}
	for _, name := range []string{manifestName, "report.html"} {
		out := t.TempDir()
		if err := os.Mkdir(filepath.Join(out, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if _, err := read(t, out, companies(1)).Render(context.Background(), &report.Gathered{}); err == nil || AsFailure(err).Kind != Output {
			t.Errorf("a folder named %s: %v", name, err)
		}
	}
}

// TestMergedListsSpareForeignFiles joins lists where somebody's stands.
func TestMergedListsSpareForeignFiles(t *testing.T) {
	out := t.TempDir()
	job := read(t, out, companies(1))
	job.settings.Shard = Shard{1, 1}
	if _, err := job.Render(context.Background(), &report.Gathered{}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, manifestName), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := MergeManifests([]string{out}, out); err == nil || AsFailure(err).Kind != Output || !strings.Contains(AsFailure(err).Hint.ZH, "-o ") || tree(t, out)[manifestName] != "mine" {
		t.Error(err, tree(t, out)[manifestName])
	}
}

// TestASignedPaperIsNotWrittenOver runs again where a paper was signed, saved
// anew or replaced by its scan: its application alone is refused, and of it
// nothing is written.
func TestASignedPaperIsNotWrittenOver(t *testing.T) {
	for _, atOnce := range []bool{false, true} {
		out := t.TempDir()
		render := func(asked JobSettings) (run report.Run, told report.Gathered, failures []*Failure) {
			t.Helper()
			job := inJob(t, out, companies(4), asked)
			if !asked.Singles {
				job.settings.Job = asked
			}
			if atOnce {
				job.settings.many = 1
			}
			run, err := job.Render(context.Background(), &told)
			if err != nil {
				t.Fatal(err)
			}
			return run, told, job.Failures
		}
		if run, _, failures := render(JobSettings{}); run.Totals.Rendered != 4 || len(failures) > 0 {
			t.Fatal(run.Totals, failures)
		}
		papers, err := filepath.Glob(filepath.Join(out, "*", "核验单.pdf"))
		if err != nil || len(papers) != 4 {
			t.Fatal(papers, err)
		}
		change := func(at string, change func(was []byte) []byte) {
			t.Helper()
			was, err := os.ReadFile(at)
			if err == nil {
				err = os.WriteFile(at, change(was), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		change(papers[0], func([]byte) []byte { return []byte("%PDF-1.4\n%scan") })
		change(papers[1], func(was []byte) []byte { return append(was, "\n9 0 obj\n<< /Type /Sig >>\nendobj\n%%EOF\n"...) })
		change(papers[2], func(was []byte) []byte { return was[:len(was)/2] }) // cut short: ours
		change(filepath.Join(filepath.Dir(papers[3]), "受理单.pdf"), func(was []byte) []byte { return make([]byte, len(was)) })
		if err := os.Remove(filepath.Join(filepath.Dir(papers[0]), "受理单.pdf")); err != nil {
			t.Fatal(err)
		}
		before := tree(t, out)
		run, told, failures := render(JobSettings{Singles: true})
		if run.Totals.Rendered != 2 || run.Totals.Refused != 2 || run.Totals.Written != 2 || len(failures) != 2 {
			t.Errorf("%+v %v", run.Totals, failures)
		}
		for _, f := range failures {
			if f.Kind != Output || !strings.Contains(f.Words.ZH, "核验单.pdf 已经存在") || !strings.Contains(f.Hint.ZH, "-已签.pdf") {
				t.Errorf("%v %q %q", f.Kind, f.Words.ZH, f.Hint.ZH)
			}
		}
		for i, c := range told.Cases {
			refused := i < 2
			has := len(c.Verdict.Findings) > 0 && c.Verdict.Findings[len(c.Verdict.Findings)-1].Rule == foreignPaper
			if has != refused || c.Rendered == refused {
				t.Errorf("%d: %v %v", i, c.Verdict.Findings, c.Rendered)
			}
		}
		after := tree(t, out)
		for _, paper := range papers[:2] {
			name, _ := filepath.Rel(out, paper)
			if name = filepath.ToSlash(name); after[name] != before[name] {
				t.Errorf("%s was written over", name)
			}
		}
		if name, _ := filepath.Rel(out, filepath.Join(filepath.Dir(papers[0]), "受理单.pdf")); after[filepath.ToSlash(name)] != "" {
			t.Error("a refused application was written in part")
		}
	}
}
