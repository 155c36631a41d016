package press

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf/readback"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/verify"
)

// inJob makes a job that prints into out/job.pdf.
func inJob(t *testing.T, out string, apps []*filing.Application, s JobSettings, refused ...int) *Job {
	t.Helper()
	job := read(t, out, apps, refused...)
	s.File = filepath.Join(out, "job.pdf")
	job.settings.Job = s
	return job
}

// listed are the rows of a manifest, by the names of their columns.
func listed(t *testing.T, out string) (rows []map[string]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(out, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func pages(t *testing.T, path string) []readback.Page {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := readback.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Faults)+len(f.Unknown) > 0 {
		t.Errorf("%s: %v %v", path, f.Faults, f.Unknown)
	}
	return f.Pages
}

// text is what a page says, without spaces.
func text(p *readback.Page) string {
	var b strings.Builder
	for _, g := range p.Glyphs {
		b.WriteString(strings.TrimSpace(g.Text))
	}
	return b.String()
}

// TestJobPages holds the file against the manifest: each document stands where
// it says, in as many copies, and nothing else does but what was asked for.
func TestJobPages(t *testing.T) {
	for _, c := range []JobSettings{{}, {Copies: 3}, {Duplex: true}, {Separators: true}, {Duplex: true, Separators: true, Copies: 2}} {
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			job := inJob(t, out, companies(4), c, 1)
			run := render(t, job)
			if n := run.Totals; n.Rendered != 3 || n.Refused != 1 || n.Documents != 12 || n.Written+n.Unchanged != 0 || len(run.Jobs) != 1 {
				t.Fatalf("%+v %v", n, run.Jobs)
			}
			if files := tree(t, out); len(files) != 3 {
				t.Error("no folders were asked for:", len(files))
			}
			file := pages(t, filepath.Join(out, "job.pdf"))
			titles := map[string]string{filing.VerificationForm: "网站备案信息真实性核验单", filing.AcceptanceForm: "ICP备案信息登记", filing.AuthorizationLetter: "授权书", filing.Checklist: "网站备案材料清单"}
			sides := job.settings.Job.sides
			copies, want, rows := max(c.Copies, 2), sides("", 1), listed(t, out) // the summary
			for _, row := range rows[:len(rows)-1] {
				from, _ := strconv.Atoi(row["job_page_from"])
				to, _ := strconv.Atoi(row["job_page_to"])
				n, _ := strconv.Atoi(row["pages"])
				sheet, _ := strconv.Atoi(row["job_sheet_from"])
				if to-from+1 != n || row["file"] != "job.pdf" || sheet != job.settings.Job.sheets(from) {
					t.Errorf("%v", row)
				}
				if words := text(&file[from-1]); !strings.Contains(words, titles[row["form"]]) {
					t.Errorf("%v: page %d says %.40s", row, from, words)
				}
				times := copies
				if row["form"] == filing.Checklist {
					times = 1
				}
				if row["copies"] != strconv.Itoa(times) {
					t.Errorf("%v: want %d copies", row, times)
				}
				want += sides(row["form"], n) * times
			}
			if c.Separators {
				want += 3 * sides("", 1)
			}
			whole := rows[len(rows)-1]
			if whole["application"] != "" || whole["form"] != jobForm || whole["pages"] != strconv.Itoa(len(file)) || whole["sha256"] != run.Jobs[0].SHA256 ||
				whole["job_sheet_to"] != strconv.Itoa(run.Jobs[0].Sheets) {
				t.Errorf("%v, %d pages", whole, len(file))
			}
			if len(file) != want || run.Jobs[0].Sheets != job.settings.Job.sheets(want) {
				t.Errorf("%d pages on %d sheets, want %d", len(file), run.Jobs[0].Sheets, want)
			}
			last := len(file)
			if c.Duplex {
				last--
				for i := 1; i < len(file); i += 2 {
					if text(&file[i]) == "" && len(file[i].Strokes)+len(file[i].Fills) > 0 {
						t.Errorf("page %d is no empty back", i+1)
					}
				}
			}
			if words := text(&file[last-1]); !strings.Contains(words, "打印作业汇总") || !strings.Contains(words, "4份＝已印3＋未印（须改正）1") {
				t.Errorf("the last page says %s", words)
			}
			if c.Separators {
				first := text(&file[0])
				if !strings.Contains(first, "分隔页") || !strings.Contains(first, "1/4") || !strings.Contains(text(&file[sides("", 1)]), titles[filing.Checklist]) {
					t.Errorf("the first page says %s", first)
				}
			}
		})
	}
}

// TestJobDoesNotDependOnWorkers also covers a second run, which writes nothing.
func TestJobDoesNotDependOnWorkers(t *testing.T) {
	asked := JobSettings{Duplex: true, Separators: true, Split: 30, Singles: true}
	var first map[string]string
	for _, workers := range []int{1, 8} {
		out := filepath.Join(t.TempDir(), "out")
		for again := range 2 {
			job := inJob(t, out, companies(7), asked, 2)
			job.settings.Workers = workers
			run := render(t, job)
			if written := run.Totals.Written > 0; written == (again == 1) || len(run.Jobs) < 2 || run.Jobs[0].Written == (again == 1) {
				t.Errorf("run %d: %d papers written, %+v", again+1, run.Totals.Written, run.Jobs)
			}
		}
		files := tree(t, out)
		for name := range files {
			if strings.HasPrefix(name, ".icpgen") {
				t.Errorf("%s stayed", name)
			}
		}
		if first == nil {
			first = files
			continue
		}
		for name, data := range files {
			if first[name] != data {
				t.Errorf("%s differs between -j 1 and -j %d", name, workers)
			}
		}
	}
}

// TestSplit keeps applications whole and files within their sheets.
func TestSplit(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	run := render(t, inJob(t, out, companies(5), JobSettings{Copies: 2, Split: 15})) // 7 sheets each
	var sheets []int
	for i, f := range run.Jobs {
		if want := fmt.Sprintf("job-%03d.pdf", i+1); f.File != want || f.Pages != f.Sheets || len(pages(t, filepath.Join(out, f.File))) != f.Pages {
			t.Errorf("%+v, want %s", f, want)
		}
		sheets = append(sheets, f.Sheets)
	}
	if !slices.Equal(sheets, []int{14, 14, 8}) {
		t.Error(sheets)
	}
	// Divided otherwise, the files of before are gone; what is not ours stays.
	foreign := filepath.Join(out, "job-009.pdf")
	if err := os.WriteFile(foreign, []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	render(t, inJob(t, out, companies(5), JobSettings{Copies: 2, Split: 40}))
	var left []string
	for name := range tree(t, out) {
		if strings.HasSuffix(name, ".pdf") {
			left = append(left, name)
		}
	}
	if slices.Sort(left); !slices.Equal(left, []string{"job-001.pdf", "job-009.pdf"}) {
		t.Error(left)
	}
	// One that needs more than a file may have still has one of its own.
	run = render(t, inJob(t, filepath.Join(t.TempDir(), "out"), companies(2), JobSettings{Copies: 2, Split: 3}))
	if len(run.Jobs) != 3 || run.Jobs[0].Sheets != 7 || run.Jobs[2].Sheets != 1 {
		t.Errorf("%+v", run.Jobs)
	}
}

// TestSelect prints again just what was asked for, with the very pages of the
// whole job.
func TestSelect(t *testing.T) {
	apps := companies(12)
	for i, id := range []string{"0001", "0002", "0003", "0010", "0011", "0020", "0021", "ZJ-1", "ZJ-2", "ZJ-3", "", "X"} {
		apps[i].Set(filing.FieldApplicationID, id)
	}
	for words, want := range map[string]string{
		"0002,0010-0020": "0002 0010 0011 0020", "10-20": "0010 0011 0012 0020", "ZJ-1": "ZJ-1", "ZJ-1-ZJ-3": "ZJ-1 ZJ-2 ZJ-3",
		"0012": "0012", "X, 0001": "0001 X", "0021-ZJ-2": "0021 ZJ-1 ZJ-2", "0003，0003": "0003",
		"9": "!", "ZJ-3-ZJ-1": "!", "30-40": "!", ",": "!", "0001,nobody": "!",
	} {
		job := read(t, t.TempDir(), apps)
		job.settings.Select = words
		mine, err := job.mine()
		var ids []string
		for _, i := range mine {
			ids = append(ids, job.backlog.entries[i].id)
		}
		slices.Sort(ids)
		got := strings.Join(ids, " ")
		if err != nil {
			if got = "!"; AsFailure(err).Kind != Usage || AsFailure(err).Hint.ZH == "" {
				t.Errorf("%s: %v", words, err)
			}
		}
		if got != want {
			t.Errorf("%s selects %s, want %s", words, got, want)
		}
	}

	whole, some := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	render(t, inJob(t, whole, apps, JobSettings{Separators: true}))
	job := inJob(t, some, apps, JobSettings{Separators: true})
	job.settings.Select = "0003"
	run := render(t, job)
	if run.Totals.Rendered != 1 || run.Totals.Elsewhere != 11 || len(run.Cases) != 1 {
		t.Errorf("%+v", run.Totals)
	}
	all, _ := os.ReadFile(filepath.Join(whole, "job.pdf"))
	one, _ := os.ReadFile(filepath.Join(some, "job.pdf"))
	same := 0
	for _, stream := range bytes.Split(one, []byte(" >>\nstream\n"))[1:] {
		if content, _, ok := bytes.Cut(stream, []byte("\nendstream")); ok && bytes.Contains(all, content) {
			same++
		}
	}
	if same < 5 { // a separator and four papers; typefaces and the summary differ
		t.Errorf("%d streams of the reprint stand in the whole job", same)
	}
	if rows := listed(t, some); len(rows) != 5 || rows[0]["application"] != "0003" {
		t.Errorf("%v", rows)
	}
}

// TestReprintKeepsTheList: what is printed again does not take the rows of
// the others out of the manifest.
func TestReprintKeepsTheList(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	render(t, read(t, out, companies(3)))
	before := listed(t, out)
	job := inJob(t, out, companies(3), JobSettings{Singles: true})
	job.settings.Select = "A002"
	render(t, job)
	after := listed(t, out)
	if len(after) != len(before)+1 {
		t.Fatalf("%d rows, want %d", len(after), len(before)+1)
	}
	for i, row := range before {
		if row["file"] != after[i]["file"] || row["sha256"] != after[i]["sha256"] {
			t.Errorf("%v became %v", row, after[i])
		}
	}
	if files := tree(t, out); len(files) != 15 {
		t.Errorf("%d files", len(files))
	}
}

// TestAJobIsReadBack breaks what was expected of a file in turn, read back by one
// and by several.
func TestAJobIsReadBack(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for name, change := range map[string]func(f *jobFile){
		"nothing":             func(f *jobFile) {},
		"another application": func(f *jobFile) { f.shown[1].at = 2 },
		"a copy too many":     func(f *jobFile) { f.shown[1].papers[1].copies++ },
		"a page too many":     func(f *jobFile) { f.shown[1].papers[1].pages++ },
		"filed otherwise":     func(f *jobFile) { f.shown[3].as = filing.AsPerson },
		"no separator":        func(f *jobFile) { f.shown = slices.Delete(f.shown, 2, 3) },
		"no summary":          func(f *jobFile) { f.shown = f.shown[:len(f.shown)-1] },
		"not the beginning":   func(f *jobFile) { f.shown = f.shown[1:] },
	} {
		for _, workers := range []int{1, 3} {
			t.Run(fmt.Sprint(name, " by ", workers), func(t *testing.T) {
				job := inJob(t, out, companies(3), JobSettings{Separators: true, Duplex: true})
				told := &report.Gathered{}
				var faults []verify.Fault
				job.settings.Workers, job.settings.part = workers, 1
				job.settings.jobRead = func(p *printJob, f *jobFile) {
					change(f)
					if n := len(f.parts(workers, 1)); (n > 1) != (workers > 1) {
						t.Errorf("%d parts for %d", n, workers)
					}
					faults = p.judgeJob(f)
				}
				_, err := job.Render(context.Background(), told)
				if sound := name == "nothing"; sound != (err == nil) || sound != (len(faults) == 0) {
					t.Fatalf("%v %v", err, faults)
				}
				if err != nil && (AsFailure(err).Kind != Internal || !strings.Contains(AsFailure(err).Words.ZH, "job.pdf 核对不符")) {
					t.Error(err)
				}
			})
		}
	}
	for name := range tree(t, out) {
		if strings.HasPrefix(name, ".icpgen") {
			t.Errorf("%s stayed", name)
		}
	}
}
