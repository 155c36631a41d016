package press

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/report"
)

// held holds print jobs against applications and returns what came of the first.
func held(t *testing.T, job *Job, paths ...string) (v report.Verified) {
	t.Helper()
	all, err := Verify(context.Background(), paths, job, 2)
	if err != nil {
		t.Fatal(AsFailure(err).Words.ZH, err)
	}
	v = all.Papers[0]
	for _, f := range v.Faults {
		t.Log(f.Words.ZH, "|", f.Words.EN)
	}
	for _, n := range v.Notes {
		t.Log("说明", n.ZH, "|", n.EN)
	}
	return v
}

// inShort tells faults as "application form promise field cell".
func inShort(v report.Verified) (told []string) {
	for _, f := range v.Faults {
		words := []string{f.Application, f.Form, f.Promise}
		if f.Field != filing.NoField {
			words = append(words, f.Field.Key(), f.Cell)
		}
		told = append(told, strings.Join(strings.Fields(strings.Join(words, " ")), " "))
	}
	return told
}

var (
	nodeOf = regexp.MustCompile(`(\d+) 0 obj\n<< /Type /Pages (/Parent|/MediaBox \[[^\]]+\]).* /Kids \[(.*) \]`)
	refIn  = regexp.MustCompile(`\d+ 0 R`)
	lastOf = regexp.MustCompile(`(?s)trailer\n<<(.*)>>\s+startxref\n(\d+)`)
)

// rebound is a print job with its pages in another order, or some taken away: a
// new tree of pages is appended to it (ISO 32000-2, 7.5.6).
func rebound(t *testing.T, data []byte, change func(pages []string) []string) []byte {
	t.Helper()
	var pages []string
	var root, box string
	for _, m := range nodeOf.FindAllSubmatch(data, -1) {
		if string(m[2]) == "/Parent" {
			pages = append(pages, refIn.FindAllString(string(m[3]), -1)...)
		} else {
			root, box = string(m[1]), string(m[2])
		}
	}
	end := lastOf.FindSubmatch(data)
	if root == "" || end == nil {
		t.Fatal("no tree of pages, or no trailer")
	}
	pages = change(pages)
	at := len(data)
	b := bytes.NewBuffer(slices.Clone(data))
	fmt.Fprintf(b, "%s 0 obj\n<< /Type /Pages %s /Count %d /Kids [ %s ] >>\nendobj\n", root, box, len(pages), strings.Join(pages, " "))
	table := b.Len()
	fmt.Fprintf(b, "xref\n%s 1\n%010d 00000 n \ntrailer\n<<%s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n", root, at, end[1], end[2], table)
	return b.Bytes()
}

// misprinted is what a run prints, but for what becomes of some documents on the
// way; got hold of before it is read back.
func misprinted(t *testing.T, job *Job, spoil func(m *made, form string, d *pdf.Document)) (data []byte) {
	t.Helper()
	job.settings.jobRead = func(_ *printJob, f *jobFile) {
		var err error
		if data, err = io.ReadAll(f.out.written()); err != nil {
			t.Fatal(err)
		}
	}
	out, err := openFolder(job.settings.Out, Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer out.close()
	w := &work{Job: job, out: out, jobAt: out, run: &report.Run{}, list: job.newList()}
	p := w.newPrintJob()
	for i := range job.Applications() {
		m := job.guarded(i, func(m *made) {
			job.make(m)
			for n, p := range m.laid {
				spoil(m, p.form, p.document)
				var err error
				if m.plates[n], err = p.document.Plates(); err != nil {
					t.Error(err)
				}
			}
		})
		if err := p.add(&m); err != nil {
			t.Fatal(err)
		}
		w.run.Totals.Rendered++
	}
	p.finish() // which refuses it
	p.abandon()
	if data == nil {
		t.Fatal("nothing was printed")
	}
	return data
}

// TestAFinishedJobIsHeld spoils real print jobs of four applications in turn. On
// both sides with a separator one takes 16 pages: 2 + 2 + 2·3·2, and with 填写说明
// 20; on one side without, 7.
func TestAFinishedJobIsHeld(t *testing.T) {
	duplex, plain := JobSettings{Duplex: true, Separators: true}, JobSettings{}
	swap := func(size int) func([]string) []string {
		return func(p []string) []string {
			return slices.Concat(p[:size], p[2*size:3*size], p[size:2*size], p[3*size:])
		}
	}
	without := func(from, to int) func([]string) []string {
		return func(p []string) []string { return slices.Concat(p[:from-1], p[to:]) }
	}
	move := func(from, to int) func([]string) []string {
		return func(p []string) []string {
			page := p[from-1]
			return slices.Insert(slices.Delete(slices.Clone(p), from-1, from), to-1, page)
		}
	}
	// inBlank prints into the first blank of that name.
	inBlank := func(form, name, words string) func(*made, string, *pdf.Document) {
		return func(m *made, of string, d *pdf.Document) {
			if m.at != 1 || of != form {
				return
			}
			page := d.Pages[0]
			for _, item := range slices.Concat(page.Form.Items, page.Values.Items) {
				if b, ok := item.(pdf.Blank); ok && strings.Contains(b.Name, name) {
					page.Values.Text(b.X+b.W/2-3, b.Y+b.H/2+1, pdf.Style{Face: fonts.Song, Size: 9}, words, "")
					return
				}
			}
			t.Errorf("%s has no blank %s", form, name)
		}
	}
	counted := func(change func(*forms.Separator)) func(*made, string, *pdf.Document) {
		return func(m *made, form string, _ *pdf.Document) {
			if m.at != 1 {
				return
			}
			job := inJob(t, t.TempDir(), companies(4), duplex)
			s, _ := job.separator(m)
			change(&s)
			var err error
			if m.head.separator, err = s.Lay().Plates(); err != nil {
				t.Error(err)
			}
		}
	}
	unreadable := func(m *made, form string, _ *pdf.Document) {
		if m.at != 1 {
			return
		}
		s, _ := inJob(t, t.TempDir(), companies(4), duplex).separator(m)
		d := s.Lay()
		items := d.Pages[0].Values.Items
		for i, item := range items {
			if module, ok := item.(pdf.Rect); ok && module.W < 1.5 {
				d.Pages[0].Values.Items = slices.Delete(items, i, i+1)
				break
			}
		}
		var err error
		if m.head.separator, err = d.Plates(); err != nil {
			t.Error(err)
		}
	}
	tests := []struct {
		name   string
		asked  JobSettings
		rebind func([]string) []string
		spoil  func(*made, string, *pdf.Document)
		apps   func([]*filing.Application)
		notes  bool     // 填写说明
		alone  bool     // no manifest
		want   []string // faults but for the manifest's, in their order
		says   []string // what some of them say
	}{
		{name: "sound", asked: duplex},
		{name: "sound, plain", asked: plain},
		{name: "sound, no manifest", asked: duplex, alone: true},
		{name: "sound, plain, no manifest", asked: plain, alone: true},
		{name: "a page missing", asked: plain, rebind: without(9, 9), want: []string{"A002 核验单 order"},
			says: []string{"第 9 页（第 9 张，申请 A002，核验单）：前面缺少核验单（第 1 套）"}},
		{name: "a page missing, no manifest", asked: plain, alone: true, rebind: without(9, 9), want: []string{"A002 核验单 order"}},
		{name: "a back missing", asked: duplex, rebind: without(22, 22), want: []string{"A002 order"}, says: []string{"前面缺少空白背面"}},
		{name: "a separator missing", asked: duplex, rebind: without(17, 18), want: []string{"A002 order", "A002 order"}, says: []string{"前面缺少分隔页"}},
		{name: "the summary missing", asked: plain, rebind: without(29, 29), want: []string{"order"}, says: []string{"后面缺少汇总页"}},
		{name: "an application missing", asked: duplex, rebind: without(17, 32), want: []string{"A002 order"}, says: []string{"申请 A002：缺少它的全部材料"}},
		{name: "an application missing, no manifest", asked: plain, alone: true, rebind: without(8, 14), want: []string{"A002 order"}, says: []string{"申请 A002：缺少它的全部材料"}},
		{name: "the first application missing", asked: plain, alone: true, rebind: without(1, 7), want: []string{"A001 order"}},
		{name: "a checklist missing", asked: duplex, rebind: without(19, 20), want: []string{"A002 材料清单 order", "A002 order"}},
		{name: "swapped", asked: duplex, rebind: swap(16), want: []string{"A003 order"}, says: []string{"次序与工作簿不同：它应紧接在 A002 的后面"}},
		{name: "swapped, plain, no manifest", asked: plain, alone: true, rebind: swap(7), want: []string{"A003 order"}},
		{name: "a page among another's", asked: plain, rebind: move(17, 12), want: []string{"A002 受理单 order", "A003 受理单 order"}, says: []string{"多出一页受理单"}},
		{name: "two papers swapped", asked: plain, rebind: move(10, 9), want: []string{"A002 受理单 order", "A002 受理单 order"}},
		{name: "a date printed", asked: duplex, spoil: inBlank(filing.VerificationForm, "日期", "3"), want: []string{"A002 核验单 date"}},
		{name: "a signature printed", asked: plain, spoil: inBlank(filing.VerificationForm, "签字", "吴"), want: []string{"A002 核验单 signature"}},
		{name: "a signature printed in a letter", asked: plain, spoil: inBlank(filing.AuthorizationLetter, "签字", "吴"), want: []string{"A002 授权书 signature"}},
		{name: "a separator that counts other sheets", asked: duplex, spoil: counted(func(s *forms.Separator) { s.Sheets++ }), want: []string{"A002 text"}, says: []string{"没有印出“7 张”"}},
		{name: "a separator that counts other copies", asked: duplex, spoil: counted(func(s *forms.Separator) { s.Papers[1].Copies++ }), want: []string{"A002 text"}, says: []string{"没有印出“× 2 份”"}},
		{name: "a separator whose code lacks a module", asked: duplex, spoil: unreadable, want: []string{"A002 text"}, says: []string{"二维码读不出来"}},
		{name: "a separator that has another number", asked: duplex, spoil: counted(func(s *forms.Separator) { s.Number = 4 }), want: []string{"A002 text"}, says: []string{"没有印出“2 / 4”"}},
		{name: "a value that the workbook has otherwise", asked: plain, apps: func(a []*filing.Application) { a[1].Set(filing.FieldSiteName, "别的名称") },
			want: []string{"A002 受理单 text site_name AM3", "A002 授权书 text site_name AM3"}, says: []string{"第 10 页（第 10 张，申请 A002，受理单）起的受理单：没有完整印出网站名称“别的名称”，或有错字；工作簿里是 stdin:备案信息!AM3"}},
		{name: "a number that the workbook has otherwise", asked: plain, apps: func(a []*filing.Application) { a[1].Set(filing.FieldSiteOwnerDocNo, "110105199912310010") },
			want: []string{"A002 受理单 text site_owner_doc_no BC3", "A002 授权书 text site_owner_doc_no BC3"}, says: []string{"“110105********0010”"}},
		{name: "a name that the workbook has otherwise", asked: duplex, apps: func(a []*filing.Application) { a[2].Set(filing.FieldSubjectName, "南京别的公司") },
			want: []string{"A003 text", "A003 材料清单 text subject_name O4", "A003 核验单 text subject_name O4", "A003 受理单 text subject_name O4", "A003 授权书 text subject_name O4"}},
		{name: "sound, notes", asked: duplex, notes: true},
		{name: "sound, notes, no manifest", asked: duplex, notes: true, alone: true},
		{name: "the back of a 核验单 missing", asked: duplex, notes: true, rebind: without(26, 26), want: []string{"A002 核验单 order"},
			says: []string{"第 26 页（第 13 张，申请 A002，核验单）：前面缺少空白背面"}},
		{name: "the back of a copy missing", asked: duplex, notes: true, rebind: without(34, 34), want: []string{"A002 核验单 order"}, says: []string{"前面缺少空白背面"}},
		{name: "the back of the notes missing", asked: duplex, notes: true, rebind: without(28, 28), want: []string{"A002 order"}, says: []string{"前面缺少空白背面"}},
		{name: "the notes missing", asked: duplex, notes: true, rebind: without(27, 28), want: []string{"A002 核验单 order", "A002 order"}, says: []string{"前面缺少核验单（第 1 套）的第 2 页"}},
		{name: "the notes missing, on one side", asked: plain, notes: true, rebind: without(12, 12), want: []string{"A002 核验单 order"}, says: []string{"前面缺少核验单（第 1 套）的第 2 页"}},
		{name: "the notes on the back", asked: duplex, notes: true, rebind: move(27, 26), want: []string{"A002 order", "A002 核验单 order"},
			says: []string{"第 26 页（第 13 张，申请 A002）：多出一页没有材料标题的页", "第 28 页（第 14 张，申请 A002，核验单）：前面缺少核验单（第 1 套）的第 2 页"}},
		{name: "a 核验单 missing before its notes", asked: duplex, notes: true, rebind: without(25, 25), want: []string{"A002 核验单 order"}, says: []string{"前面缺少核验单（第 1 套）的第 1 页"}},
		{name: "a date printed, notes", asked: duplex, notes: true, spoil: inBlank(filing.VerificationForm, "日期", "3"), want: []string{"A002 核验单 date"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			apps := companies(4)
			asked := func(out string) *Job {
				job := inJob(t, out, apps, test.asked)
				job.settings.WithNotes = test.notes
				return job
			}
			render(t, asked(out))
			name := filepath.Join(out, "job.pdf")
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			first := data
			if test.spoil != nil {
				data = misprinted(t, asked(filepath.Join(t.TempDir(), "out")), test.spoil)
			}
			if test.rebind != nil {
				data = rebound(t, data, test.rebind)
			}
			if err := os.WriteFile(name, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if test.alone {
				os.Remove(filepath.Join(out, manifestName))
			}
			if test.apps != nil {
				test.apps(apps)
			}
			v := held(t, read(t, out, apps), name)
			told := inShort(v)
			if changed := !bytes.Equal(data, first); changed && !test.alone && !slices.Contains(told, manifestPromise) {
				t.Error("nothing says that the manifest lists another file")
			}
			told = slices.DeleteFunc(told, func(words string) bool { return words == manifestPromise })
			if !slices.Equal(told, test.want) {
				t.Errorf("%q, want %q", told, test.want)
			}
			for _, says := range test.says {
				if !slices.ContainsFunc(v.Faults, func(f report.Fault) bool { return strings.Contains(f.Words.ZH, says) }) {
					t.Errorf("nothing says %q", says)
				}
			}
			if noted := len(v.Notes) > 0; noted != (test.alone || test.apps != nil || test.name == "the summary missing") {
				t.Errorf("notes: %v", v.Notes)
			}
		})
	}
}

// TestAJobIsHeldAfterAReprint: what was printed again since is listed in the
// other file, and still has to stand in the first.
func TestAJobIsHeldAfterAReprint(t *testing.T) {
	for _, split := range []int{0, 15} { // two applications a file
		out := filepath.Join(t.TempDir(), "out")
		render(t, inJob(t, out, companies(4), JobSettings{Split: split}))
		again := inJob(t, out, companies(4), JobSettings{})
		again.settings.Job.File, again.settings.Select = filepath.Join(out, "again.pdf"), "A002,A004"
		render(t, again)
		files, err := filepath.Glob(filepath.Join(out, "*.pdf"))
		if err != nil || len(files) < 2 {
			t.Fatal(files, err)
		}
		for _, name := range files {
			if told := inShort(held(t, read(t, out, companies(4)), name)); len(told) > 0 {
				t.Errorf("%s: %q", name, told)
			}
		}
		name, at := filepath.Join(out, "job.pdf"), 22 // the fourth
		if split > 0 {
			name, at = filepath.Join(out, "job-002.pdf"), 8
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data = rebound(t, data, func(p []string) []string { return slices.Concat(p[:at-1], p[at+6:]) })
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if told := inShort(held(t, read(t, out, companies(4)), name)); !slices.Equal(told, []string{"manifest", "A004 order"}) {
			t.Errorf("split %d: %q", split, told)
		}
	}
}

// TestASelectionIsHeld: beside a print job whose summary says that it is of some
// applications, the folders of the others are not missed; those of its own are.
func TestASelectionIsHeld(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	job := inJob(t, out, companies(4), JobSettings{Singles: true})
	job.settings.Select = "A002,A004"
	render(t, job)
	against := func() (told []string) {
		t.Helper()
		v, err := Verify(context.Background(), []string{out}, read(t, out, companies(4)), 2)
		if err != nil {
			t.Fatal(err)
		}
		noted := false
		for _, p := range v.Papers {
			for _, f := range p.Faults {
				told = append(told, filepath.Base(filepath.Dir(p.File))+" "+p.Form+" "+f.Promise)
			}
			noted = noted || slices.ContainsFunc(p.Notes, func(n filing.Words) bool { return strings.Contains(n.ZH, "另有 2 份不在此次") })
		}
		if !noted {
			t.Error("no note says that it is a selection")
		}
		return told
	}
	if told := against(); len(told) > 0 {
		t.Errorf("sound: %q", told)
	}
	folder, err := filepath.Glob(filepath.Join(out, "A004*"))
	if err != nil || len(folder) != 1 {
		t.Fatal(folder, err)
	}
	if err := os.Remove(filepath.Join(folder[0], filing.AcceptanceForm+".pdf")); err != nil {
		t.Fatal(err)
	}
	if told, want := against(), filepath.Base(folder[0])+" 受理单 manifest"; !slices.Equal(told, []string{want}) {
		t.Errorf("%q, want %s", told, want)
	}
}

// TestASummaryIsHeldAlone: without the manifest, a last file that holds the
// summary alone tells of no application that is missing.
func TestASummaryIsHeldAlone(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	render(t, inJob(t, out, companies(4), JobSettings{Split: 14})) // two applications a file
	if err := os.Remove(filepath.Join(out, manifestName)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"job-001.pdf", "job-002.pdf", "job-003.pdf"} {
		if told := inShort(held(t, read(t, out, companies(4)), filepath.Join(out, name))); len(told) > 0 {
			t.Errorf("%s: %q", name, told)
		}
	}
}

// TestAnInterruptedVerificationTellsNothing: a print job of which some pages were
// not held has no faults to tell of.
func TestAnInterruptedVerificationTellsNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	render(t, inJob(t, out, companies(4), JobSettings{}))
	job := read(t, out, companies(4))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	judge := job.verdict
	job.verdict = func(i int, a *filing.Application) filing.Verdict {
		cancel() // it is being held
		return judge(i, a)
	}
	if v, err := Verify(ctx, []string{filepath.Join(out, "job.pdf")}, job, 1); err == nil {
		t.Errorf("%+v", v.Papers)
	}
}
