package press

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/verify"
)

func TestSides(t *testing.T) {
	one, both := JobSettings{}, JobSettings{Duplex: true}
	for _, c := range []struct {
		job                  JobSettings
		form                 string
		pages, sides, sheets int
	}{
		{one, filing.Checklist, 3, 3, 3}, {one, filing.VerificationForm, 2, 2, 2}, {one, "", 1, 1, 1},
		{both, filing.Checklist, 1, 2, 1}, {both, filing.Checklist, 2, 2, 1}, {both, filing.Checklist, 3, 4, 2},
		{both, filing.VerificationForm, 1, 2, 1}, {both, filing.VerificationForm, 2, 4, 2}, {both, "", 1, 2, 1},
	} {
		sides := c.job.sides(c.form, c.pages)
		if sheets := c.job.sheets(sides); sides != c.sides || sheets != c.sheets {
			t.Errorf("%+v %s of %d pages: %d sides on %d sheets, want %d on %d", c.job, c.form, c.pages, sides, sheets, c.sides, c.sheets)
		}
	}
}

// noted makes a job for both sides with the 填写说明, two copies and separators:
// an application takes 20 pages, 2 + 2 + 2·(4+2+2).
func noted(t *testing.T, out string, apps []*filing.Application, split int) *Job {
	t.Helper()
	job := inJob(t, out, apps, JobSettings{Duplex: true, Separators: true, Copies: 2, Split: split})
	job.settings.WithNotes = true
	return job
}

// TestNotesHaveASheet: in every copy nothing stands on the back of a 核验单, and
// its 填写说明 begin the next sheet. Files, manifest, separators and the summary
// count those backs.
func TestNotesHaveASheet(t *testing.T) {
	for _, split := range []int{0, 29} { // sheets: room for two applications of ten
		t.Run(fmt.Sprint("split ", split), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			run := render(t, noted(t, out, companies(3), split))
			sheets := []int{31}
			if split > 0 {
				sheets = []int{20, 11}
			}
			if len(run.Jobs) != len(sheets) {
				t.Fatalf("%+v", run.Jobs)
			}
			var last string
			nth := 0 // application
			for i, file := range run.Jobs {
				all := pages(t, filepath.Join(out, file.File))
				if file.Sheets != sheets[i] || len(all) != 2*sheets[i] {
					t.Errorf("%s: %d pages on %d sheets, want %d sheets", file.File, len(all), file.Sheets, sheets[i])
				}
				for p := range all {
					words := text(&all[p])
					if p%2 == 1 && len(words)+len(all[p].Strokes)+len(all[p].Fills)+len(all[p].Images) > 0 {
						t.Errorf("%s: page %d is no empty back: %.40s", file.File, p+1, words)
					}
					if words != "" {
						last = words
					}
					if p/20 >= len(all)/20 {
						continue // the summary
					}
					want := map[int]string{0: "9张", 2: "网站备案材料清单", 4: "网站主办者基本信息", 6: "填写说明", 8: "ICP备案信息登记", 10: "授权书",
						12: "网站主办者基本信息", 14: "填写说明", 16: "ICP备案信息登记", 18: "授权书"}[p%20]
					if !strings.Contains(words, want) {
						t.Errorf("%s: page %d lacks %s: %.60s", file.File, p+1, want, words)
					}
				}
				for _, row := range listed(t, out) {
					if row["form"] != filing.VerificationForm || row["job_file"] != file.File {
						continue
					}
					first := 20*(nth%2) + 5
					if split == 0 {
						first = 20*nth + 5
					}
					nth++
					want := fmt.Sprint("2 ", first, " ", first+2, " ", (first+1)/2, " ", (first+1)/2+1)
					if got := strings.Join([]string{row["pages"], row["job_page_from"], row["job_page_to"], row["job_sheet_from"], row["job_sheet_to"]}, " "); got != want {
						t.Errorf("%s: listed at %s, want %s", row["application"], got, want)
					}
				}
			}
			if nth != 3 {
				t.Errorf("%d 核验单 listed", nth)
			}
			for _, want := range []string{"62面＝材料27＋空白背面31＋分隔页3＋汇总1", "A431张（双面"} {
				if !strings.Contains(last, want) {
					t.Errorf("the summary lacks %s: %s", want, last)
				}
			}
			for _, file := range run.Jobs {
				v := held(t, read(t, out, companies(3)), filepath.Join(out, file.File))
				if told := inShort(v); len(told) > 0 {
					t.Errorf("%s: %q", file.File, told)
				}
			}
		})
	}
}

// TestNotesAreReadBack breaks in turn what was expected of a file with 填写说明.
func TestNotesAreReadBack(t *testing.T) {
	for name, change := range map[string]func(p *printJob, f *jobFile){
		"nothing":           func(*printJob, *jobFile) {},
		"no notes":          func(_ *printJob, f *jobFile) { f.shown[1].papers[1].pages-- },
		"another page":      func(_ *printJob, f *jobFile) { f.shown[3].papers[1].pages++ },
		"no backs":          func(p *printJob, _ *jobFile) { p.settings.Job.Duplex = false },
		"a copy too many":   func(_ *printJob, f *jobFile) { f.shown[3].papers[1].copies++ },
		"notes on the back": func(_ *printJob, f *jobFile) { f.shown[3].papers[1].form = formNumber(filing.AcceptanceForm) },
	} {
		for _, workers := range []int{1, 3} {
			t.Run(fmt.Sprint(name, " by ", workers), func(t *testing.T) {
				job := noted(t, filepath.Join(t.TempDir(), "out"), companies(3), 0)
				var faults []verify.Fault
				job.settings.Workers, job.settings.part = workers, 1
				job.settings.jobRead = func(p *printJob, f *jobFile) {
					change(p, f)
					faults = p.judgeJob(f)
				}
				_, err := job.Render(context.Background(), &report.Gathered{})
				if sound := name == "nothing"; sound != (err == nil) || sound != (len(faults) == 0) {
					t.Fatalf("%v %v", err, faults)
				}
			})
		}
	}
}
