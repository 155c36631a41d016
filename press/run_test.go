package press

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// company is a made-up applicant; the numbers are the standards' own examples.
func company(n int) *filing.Application {
	a := &filing.Application{}
	for field, value := range map[filing.Field]string{
		filing.FieldApplicationID: fmt.Sprintf("A%03d", n),
		filing.FieldProvince:      "江苏", filing.FieldCity: "南京市", filing.FieldAddress: "南京市某某路 1 号 2 室",
		filing.FieldSubjectKind: filing.KindCompany, filing.FieldSubjectName: fmt.Sprintf("南京某某%d科技有限公司", n),
		filing.FieldSubjectDocType: "营业执照", filing.FieldSubjectDocNo: "91350100M000100Y43",
		filing.FieldLegalName: "张三", filing.FieldLegalDocType: "居民身份证", filing.FieldLegalDocNo: "11010519491231002X",
		filing.FieldPrincipalMobile: "13800000000", filing.FieldPrincipalEmail: "a@example.com",
		filing.FieldSiteName: "某某科技", filing.FieldDomains: fmt.Sprintf("example%d.com", n), filing.FieldContent: "单位门户网站",
		filing.FieldSiteOwnerName: "李四", filing.FieldSiteOwnerDocType: "居民身份证", filing.FieldSiteOwnerDocNo: "440524188001010014",
		filing.FieldSiteOwnerMobile: "13900000000", filing.FieldSiteOwnerEmail: "b@example.com",
	} {
		a.Set(field, value)
	}
	return a
}

func companies(n int) []*filing.Application {
	var all []*filing.Application
	for i := range n {
		all = append(all, company(i+1))
	}
	return all
}

func workbookOf(t testing.TB, apps ...*filing.Application) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := workbook.WriteTable(&b, apps); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var day = filing.Day{Year: 2026, Month: 11, Day: 23}

// read makes a job of applications. The verdicts are the test's own, so that it
// is about the run and not about rules: all papers, and no findings but
// for the refused.
func read(t *testing.T, out string, apps []*filing.Application, refused ...int) *Job {
	t.Helper()
	job, err := Read(Settings{
		Inputs: []string{StandardInput}, Stdin: bytes.NewReader(workbookOf(t, apps...)), Day: day, Out: out, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	job.verdict = func(i int, a *filing.Application) filing.Verdict {
		v := filing.Verdict{FilingType: filing.NewFiling, FiledAs: filing.AsUnit, Forms: slices.Clone(filing.Papers)}
		if slices.Contains(refused, i) {
			v.Findings = []filing.Finding{{Rule: "D-12", Level: filing.Error, Place: a.Place}}
		}
		return v
	}
	return job
}

func render(t *testing.T, job *Job) *report.Gathered {
	t.Helper()
	told := &report.Gathered{}
	if _, err := job.Render(context.Background(), told); err != nil {
		t.Fatal(AsFailure(err).Words.ZH, err)
	}
	return told
}

func TestRefusedAreLeftOutAndTheRunGoesOn(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	run := render(t, read(t, out, companies(4), 1, 2))
	n := run.Totals
	if n.Rows != 4 || n.Rendered != 2 || n.Refused != 2 || n.Documents != 8 || n.Written != 8 {
		t.Errorf("%+v", n)
	}
	files := tree(t, out)
	if len(files) != 10 || files["A001-南京某某1科技有限公司/授权书.pdf"] == "" || files["A004-南京某某4科技有限公司/核验单.pdf"] == "" {
		t.Error(slices.Sorted(maps.Keys(files)))
	}
	list := strings.Split(strings.TrimSpace(files[manifestName]), "\r\n")
	if len(list) != 9 || list[0] != "\ufeffapplication,form,file,pages,job_page_from,job_page_to,copies,sha256" {
		t.Error(list)
	}
	if want := "A001,核验单,A001-南京某某1科技有限公司/核验单.pdf,1,,,2," + digest([]byte(files["A001-南京某某1科技有限公司/核验单.pdf"])); list[1] != want {
		t.Errorf("%s, want %s", list[1], want)
	}
}

func TestDraftsOfTheRefused(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	job := read(t, out, companies(2), 1)
	job.settings.Draft = true
	var drafts []string
	job.verify = func(packet forms.Packet, p paper, _ []filing.Finding, data []byte) []filing.Finding {
		if packet.Draft && p.form == filing.VerificationForm {
			drafts = append(drafts, packet.Application.ID)
		}
		return nil
	}
	job.settings.Workers = 1
	run := render(t, job)
	if run.Totals.Rendered != 2 || run.Totals.Refused != 0 || run.Totals.Errors != 1 || strings.Join(drafts, " ") != "A002" {
		t.Errorf("%+v %v", run.Totals, drafts)
	}
}

func TestDraftsOfWhatCannotBeSet(t *testing.T) {
	apps := companies(3)
	apps[0].Set(filing.FieldSiteName, "某某\U0001F600科技")
	apps[1].Set(filing.FieldDomains, strings.Repeat("a-very-long-domain-name.example.com;", 400))
	job := read(t, filepath.Join(t.TempDir(), "out"), apps)
	job.settings.Draft = true
	if run := render(t, job); run.Totals.Rendered != 3 {
		for _, c := range run.Cases {
			t.Log(c.Verdict.Findings)
		}
		t.Errorf("%+v", run.Totals)
	}
}

func TestOutputDoesNotDependOnWorkers(t *testing.T) {
	var first map[string]string
	for _, workers := range []int{1, 8} {
		out := filepath.Join(t.TempDir(), "out")
		job := read(t, out, companies(12), 3, 7)
		job.settings.Workers = workers
		run := render(t, job)
		for i, c := range run.Cases {
			if c.Application.ID != fmt.Sprintf("A%03d", i+1) {
				t.Errorf("-j %d: %s is at %d", workers, c.Application.ID, i)
			}
		}
		files := tree(t, out)
		if first == nil {
			first = files
		} else if !maps.Equal(first, files) {
			t.Error("-j 1 and -j 8 wrote different files")
		}
	}
}

func TestARunAgainWritesOnlyWhatChanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	render(t, read(t, out, companies(3)))
	if run := render(t, read(t, out, companies(3))); run.Totals.Written != 0 || run.Totals.Documents != 12 {
		t.Errorf("the same again: %+v", run.Totals)
	}
	foreign := filepath.Join(out, "A002-南京某某2科技有限公司", "扫描件.pdf")
	if err := os.WriteFile(foreign, []byte("scan"), 0o600); err != nil {
		t.Fatal(err)
	}
	apps := companies(3)
	apps[0].Set(filing.FieldSiteName, "某某新网站")
	job := read(t, out, apps, 1)
	judged := job.verdict
	job.verdict = func(i int, a *filing.Application) filing.Verdict {
		v := judged(i, a)
		if i == 2 {
			v.Forms = []string{filing.VerificationForm}
		}
		return v
	}
	run := render(t, job)
	if run.Totals.Written == 0 || run.Totals.Written > 4 {
		t.Errorf("one changed: %+v", run.Totals)
	}
	files := tree(t, out)
	if len(files) != 4+1+1+2 || files["A002-南京某某2科技有限公司/扫描件.pdf"] != "scan" {
		t.Error("papers that no longer hold should be gone, others' files not:", slices.Sorted(maps.Keys(files)))
	}
}

func TestAPageThatFailsIsNotWritten(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	job := read(t, out, companies(3))
	job.verify = func(packet forms.Packet, p paper, _ []filing.Finding, data []byte) []filing.Finding {
		if packet.Application.ID == "A002" && p.form == filing.AuthorizationLetter {
			return []filing.Finding{{Rule: "R-02", Level: filing.Error}}
		}
		return nil
	}
	run := render(t, job)
	if run.Totals.Rendered != 2 || run.Totals.Refused != 1 || len(tree(t, out)) != 10 {
		t.Errorf("%+v", run.Totals)
	}
}

func TestAFaultOfOursStopsNoOther(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	job := read(t, out, companies(3))
	job.verify = func(packet forms.Packet, p paper, _ []filing.Finding, data []byte) []filing.Finding {
		if packet.Application.ID == "A002" {
			panic("no such thing as 11010519491231002X")
		}
		return nil
	}
	run := render(t, job)
	if run.Totals.Rendered != 2 || run.Totals.Refused != 1 || len(job.Failures) != 1 {
		t.Fatalf("%+v %v", run.Totals, job.Failures)
	}
	f := job.Failures[0]
	if f.Kind != Internal || !strings.Contains(f.Words.ZH, "A002") || strings.Contains(f.Words.ZH, "11010519491231002X") {
		t.Error(f.Words.ZH)
	}
}

// interruptAfter renders a job and interrupts it after so many applications.
func interruptAfter(t *testing.T, job *Job, applications int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	job.settings.Progress = func(done, of int) {
		if done == applications {
			cancel()
		}
	}
	if _, err := job.Render(ctx, &report.Gathered{}); AsFailure(err).Kind != Output {
		t.Fatal(err)
	}
}

func TestAnInterruptedRunIsCompletedByAnother(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	job := read(t, out, companies(40))
	interruptAfter(t, job, 3)
	run := render(t, read(t, out, companies(40)))
	if run.Totals.Documents != 160 || run.Totals.Written > 148 || len(tree(t, out)) != 162 {
		t.Errorf("%+v", run.Totals)
	}
}

func TestCheckFindsWhatCannotBePrinted(t *testing.T) {
	apps := companies(2)
	apps[1].Set(filing.FieldSiteName, "某某\U0001F600科技")
	out := filepath.Join(t.TempDir(), "out")
	run := &report.Gathered{}
	if _, err := read(t, out, apps).Check(context.Background(), run); err != nil {
		t.Fatal(err)
	}
	found := run.Cases[1].Verdict.Findings
	if len(run.Cases[0].Verdict.Findings) != 0 || len(found) != 1 || found[0].Rule != "D-15" || found[0].Field != filing.FieldSiteName {
		t.Errorf("%+v", found)
	}
	if _, err := os.Stat(out); !os.IsNotExist(err) {
		t.Error("check wrote something")
	}
	if run := render(t, read(t, out, apps)); run.Totals.Rendered != 1 || run.Totals.Refused != 1 {
		t.Errorf("%+v", run.Totals)
	}
}

func TestIDsAreUniqueInARun(t *testing.T) {
	apps := companies(5)
	for i, id := range []string{"7", "7", "", "0004", ""} {
		apps[i].Set(filing.FieldApplicationID, id)
	}
	job, err := Read(Settings{Inputs: []string{StandardInput}, Stdin: bytes.NewReader(workbookOf(t, apps...)), Day: day})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for i := range apps {
		ids = append(ids, job.backlog.application(i).ID)
	}
	if got := strings.Join(ids, " "); got != "7 7-2 0004-2 0004 0006" {
		t.Error(got)
	}
	for i := range apps {
		repeated := slices.ContainsFunc(job.judged(i).verdict.Findings, func(f filing.Finding) bool { return f.Rule == repeatedID })
		if repeated != (i == 1) {
			t.Errorf("application %d: %v", i, repeated)
		}
	}
}
