package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/report"
)

// TestAReprintSparesOthers prints some applications again under the name of an
// earlier job: only one that holds nothing else may give way.
func TestAReprintSparesOthers(t *testing.T) {
	for _, c := range []struct {
		name  string
		asked JobSettings
		bare  bool // no 材料清单, by which pages are known
	}{
		{name: "plain"}, {name: "separators", asked: JobSettings{Separators: true, Duplex: true}}, {name: "bare", bare: true}, {name: "split", asked: JobSettings{Split: 15}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := t.TempDir()
			// print prints again, and returns what the refusal says.
			print := func(name, ids string) string {
				t.Helper()
				job := inJob(t, out, companies(4), c.asked)
				job.settings.Job.File, job.settings.Select, job.settings.NoChecklist = filepath.Join(out, name), ids, c.bare
				before := tree(t, out)
				_, err := job.Render(context.Background(), &report.Gathered{})
				if err == nil {
					return ""
				}
				f := AsFailure(err)
				if f.Kind != Usage && name != "torn.pdf" || !strings.Contains(f.Hint.ZH, "-补印.pdf") || !strings.Contains(f.Hint.EN, "-补印.pdf") {
					t.Errorf("%v %s %s", f.Kind, f.Words.ZH, f.Hint.ZH)
				}
				if after := tree(t, out); len(after) != len(before) || after["job.pdf"] != before["job.pdf"] {
					t.Error("something changed")
				}
				return f.Words.ZH
			}
			if said := print("job.pdf", ""); said != "" {
				t.Fatal(said)
			}
			for range 2 { // with the manifest, and without
				if said := print("job.pdf", "A002"); !strings.Contains(said, "里有别的申请（例如 A001）") {
					t.Error(said)
				}
				os.Remove(filepath.Join(out, manifestName))
			}
			for _, again := range []struct{ ids, other string }{{"A002", ""}, {"A002", ""}, {"A002-A003", ""}, {"A001", "A002"}, {"A003", "A002"}, {"A001-A003", ""}} {
				said := print("again.pdf", again.ids)
				if (said == "") != (again.other == "") || again.other != "" && !strings.Contains(said, again.other) {
					t.Errorf("%s: %q", again.ids, said)
				}
			}
			for name, data := range map[string]string{"torn.pdf": "%PDF-1.7\n", "torn-001.pdf": "%PDF-1.7\n"} {
				if err := os.WriteFile(filepath.Join(out, name), []byte(data), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if said := print("torn.pdf", "A001"); !strings.Contains(said, "不是 icpgen 的打印作业") {
				t.Error(said)
			}
			if said := print("job.pdf", ""); said != "" { // a plain run again
				t.Error(said)
			}
			if files := tree(t, out); files["job.pdf"] == "" && files["job-001.pdf"] == "" || files["torn.pdf"] == "" {
				t.Error("the job or what is not ours is gone")
			}
		})
	}
}
