package press

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/report"
)

// hot is a hot folder with a clock of its own. Whenever it waits, the clock goes
// on by that time and the next of the steps is done; after the last it is told
// to end.
type hot struct {
	*HotFolder
	t      *testing.T
	clock  time.Time
	events []string
	steps  []func()
	cancel context.CancelFunc
}

func newHot(t *testing.T) *hot {
	t.Helper()
	base := t.TempDir()
	h := &hot{t: t, clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	h.HotFolder = &HotFolder{
		In: filepath.Join(base, "in"), Out: filepath.Join(base, "out"), Settle: 3 * time.Second, Every: 30 * time.Second,
		Settings: Settings{Workers: 2}, Today: func() filing.Day { return day }, Now: func() time.Time { return h.clock },
		After: func(d time.Duration) <-chan time.Time {
			h.clock = h.clock.Add(max(d, 0))
			if len(h.steps) == 0 {
				h.cancel()
				return nil
			}
			step := h.steps[0]
			h.steps = h.steps[1:]
			step()
			fired := make(chan time.Time, 1)
			fired <- h.clock
			return fired
		},
		Teller: func(w io.Writer) report.Teller { return report.Text{Lang: filing.Chinese}.Teller(w, false) },
		Result: func(r report.Handled) (string, []byte) {
			var b bytes.Buffer
			if err := (report.Text{Lang: filing.Chinese}).Handled(&b, r); err != nil {
				t.Error(err)
			}
			return ".txt", b.Bytes()
		},
		Tell: func(e Event) {
			said := map[EventKind]string{Begun: "begun", Unnoticed: "unnoticed", Delivered: "delivered", Postponed: "postponed", Replaced: "replaced", Gone: "gone", PassedOver: "passed over", Lost: "lost", Back: "back"}[e.Kind]
			h.events = append(h.events, strings.TrimSpace(strings.Join([]string{h.clock.Format("04:05"), said, e.Workbook, e.To}, " ")))
		},
	}
	if err := os.Mkdir(h.In, 0o700); err != nil {
		t.Fatal(err)
	}
	return h
}

// run watches, doing a step at each wait, and wants these events after the
// beginning.
func (h *hot) run(want ...string) {
	h.t.Helper()
	if err := h.watch(); err != nil {
		h.t.Fatal(AsFailure(err).Words.ZH, err)
	}
	if len(h.events) == 0 || !strings.HasSuffix(h.events[0], " begun") {
		h.t.Fatal(h.events)
	}
	if got := h.events[1:]; !slices.Equal(got, want) {
		h.t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := os.Stat(filepath.Join(h.In, lockName)); !errors.Is(err, fs.ErrNotExist) {
		h.t.Error("the lock is left behind")
	}
}

func (h *hot) watch() error {
	ctx, cancel := context.WithCancel(h.t.Context())
	defer cancel()
	h.cancel, h.events = cancel, nil
	return h.Run(ctx)
}

// put writes a file into the hot folder.
func (h *hot) put(name string, data []byte) {
	h.t.Helper()
	if err := os.WriteFile(filepath.Join(h.In, name), data, 0o600); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hot) remove(name string) {
	h.t.Helper()
	if err := os.Remove(filepath.Join(h.In, name)); err != nil {
		h.t.Fatal(err)
	}
}

// lies are the names below the hot folder.
func (h *hot) lies() string {
	h.t.Helper()
	return strings.Join(slices.Sorted(maps.Keys(tree(h.t, h.In))), " ")
}

// clean is a workbook without fault, one for each number.
func clean(t *testing.T, n int) []byte {
	t.Helper()
	return workbookOf(t, sample.Numbered("浙江", filing.KindCompany, n))
}

// faulty is one with an application that is refused and one that is not.
func faulty(t *testing.T) []byte {
	t.Helper()
	a := sample.Numbered("广东", filing.KindPerson, 1)
	a.Set(filing.FieldRemark, "")
	return workbookOf(t, a, sample.Numbered("浙江", filing.KindCompany, 2))
}

func nothing() {}

func TestWorkbooksAreDeliveredWhenTheyHaveSettled(t *testing.T) {
	h := newHot(t)
	whole := clean(t, 1)
	h.put("~$a.xlsx", whole)
	h.put(".b.xlsx", whole)
	h.put("c.xlsx.part", whole)
	h.put("photo.jpg", whole)
	h.put("icpgen.yaml", []byte("copies: 3\n"))
	h.steps = []func(){
		func() { h.put("a.xlsx", whole[:1000]) }, // 00:30, and first seen
		func() { h.put("a.xlsx", whole[:5000]) }, // 00:33, had not grown for 3 s before that
		func() { h.put("a.xlsx", whole) },        // 00:36
		nothing,                                  // 00:39, settled
	}
	h.run("00:39 delivered a.xlsx done/a.xlsx")
	if got := h.lies(); got != ".b.xlsx c.xlsx.part done/a.txt done/a.xlsx icpgen.yaml photo.jpg ~$a.xlsx" {
		t.Error(got)
	}
	files := tree(t, h.Out)
	if len(files) != 5 { // three papers, the manifest, the report
		t.Error(slices.Sorted(maps.Keys(files)))
	}
	name := folderOfWorkbook("a.xlsx", digest(whole))
	if list := files[name+"/"+manifestName]; !strings.Contains(list, ",核验单,") || !strings.Contains(list, ",3,") {
		t.Errorf("%s: the profile beside the workbook is not used:\n%s", name, list)
	}
	if text := tree(t, h.In)["done/a.txt"]; !strings.Contains(text, name) || !strings.Contains(text, "共 1 行 = 生成 1") {
		t.Error(text)
	}
	for _, file := range []string{"done", "done/a.txt"} {
		if info, err := os.Stat(filepath.Join(h.In, file)); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Error(file, info.Mode(), err)
		}
	}
}

func TestWhatIsNoGoodFails(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", faulty(t))
	h.put("b.xlsx", clean(t, 1)[:3000])
	h.put("c.XLSX", nil)
	h.put("d.csv", []byte("省份\n广东\n"))
	h.put("e.xlsx", workbookOf(t))
	os.Mkdir(filepath.Join(h.In, "f.xlsx"), 0o700)
	os.Symlink("a.xlsx", filepath.Join(h.In, "g.xlsx"))
	h.steps = []func(){nothing, nothing, nothing}
	h.run("00:00 passed over f.xlsx", "00:00 passed over g.xlsx", "00:03 delivered a.xlsx failed/a.xlsx", "00:03 delivered b.xlsx failed/b.xlsx",
		"00:03 delivered c.XLSX failed/c.XLSX", "00:03 delivered d.csv failed/d.csv", "00:03 delivered e.xlsx failed/e.xlsx")
	files := tree(t, h.In)
	for name, want := range map[string]string{
		"a": "[GD-02]", "b": "不是 .xlsx 工作簿", "c": "空", "d": "没有找到备案信息", "e": "没有填写任何申请",
	} {
		if text := files["failed/"+name+".txt"]; !strings.Contains(text, want) {
			t.Errorf("%s: %s", name, text)
		}
	}
	// What can be printed of a workbook is printed.
	if papers := tree(t, h.Out); len(papers) != 5 {
		t.Error(slices.Sorted(maps.Keys(papers)))
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", clean(t, 1))
	h.steps = []func(){
		nothing,
		func() { h.put("a.xlsx", clean(t, 2)) }, nothing,
		func() { h.put("a.xlsx", clean(t, 1)) }, nothing,
		func() { os.Remove(filepath.Join(h.In, "done/a.xlsx")); h.put("a.xlsx", clean(t, 3)) }, nothing,
	}
	h.run("00:03 delivered a.xlsx done/a.xlsx", "00:36 delivered a.xlsx done/a-2.xlsx", "01:09 delivered a.xlsx done/a-3.xlsx",
		"01:42 delivered a.xlsx done/a-4.xlsx") // a.txt is still there, of another a.xlsx
	if got := h.lies(); got != "done/a-2.txt done/a-2.xlsx done/a-3.txt done/a-3.xlsx done/a-4.txt done/a-4.xlsx done/a.txt" {
		t.Error(got)
	}
	folders, _ := os.ReadDir(h.Out)
	if len(folders) != 3 {
		t.Error("a folder for each content is wanted", folders)
	}
}

// The steps that happen while a workbook is read are done when its day is asked
// for: it has been read once then, and will be again.
func TestWorkbooksThatChangeUnderTheHand(t *testing.T) {
	for _, c := range []struct {
		name  string
		while func(h *hot)
		want  []string
		lies  string
	}{
		{"vanishes", func(h *hot) { h.remove("a.xlsx") }, []string{"00:03 gone a.xlsx"}, ""},
		{"is replaced", func(h *hot) { h.put("a.xlsx", clean(t, 2)) },
			[]string{"00:03 replaced a.xlsx", "00:06 delivered a.xlsx done/a.xlsx"}, "done/a.txt done/a.xlsx"},
		{"becomes a folder", func(h *hot) { h.remove("a.xlsx"); os.Mkdir(filepath.Join(h.In, "a.xlsx"), 0o700) },
			[]string{"00:03 replaced a.xlsx", "00:03 passed over a.xlsx"}, ""},
		{"is told to end", func(h *hot) { h.cancel() }, []string{"00:03 delivered a.xlsx done/a.xlsx"}, "b.xlsx done/a.txt done/a.xlsx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHot(t)
			h.t = t
			h.put("a.xlsx", clean(t, 1))
			if c.name == "is told to end" {
				h.put("b.xlsx", clean(t, 2))
			}
			asked := false
			h.Today = func() filing.Day {
				if !asked {
					asked = true
					c.while(h)
				}
				return day
			}
			h.steps = []func(){nothing, nothing, nothing}
			h.run(c.want...)
			if got := h.lies(); got != c.lies {
				t.Error(got)
			}
			// No folder is left that holds another content than it is named after.
			folders, _ := os.ReadDir(h.Out)
			for _, f := range folders {
				if f.Name() == folderOfWorkbook("a.xlsx", digest(clean(t, 1))) != (c.name == "is told to end") {
					t.Error(f.Name())
				}
			}
		})
	}
}

func TestGoneBeforeItSettled(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", clean(t, 1))
	h.steps = []func(){func() { h.remove("a.xlsx") }}
	h.run("00:03 gone a.xlsx")
}

// What the disk or the settings are to blame for is none of the workbook's
// faults: it stays, and is done when it can be.
func TestWhatCannotBeDoneNowWaits(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", clean(t, 1))
	block := filepath.Join(h.Out, folderOfWorkbook("a.xlsx", digest(clean(t, 1))))
	profile := filepath.Join(h.In, profileName)
	h.steps = []func(){
		func() { os.WriteFile(block, nil, 0o600) }, // 00:03
		nothing, // 00:33: told once
		func() { os.Remove(block); os.WriteFile(profile, []byte("x: 1"), 0o600) }, // 01:03
		func() { os.Remove(profile) }, // 01:33
	}
	h.run("00:03 postponed a.xlsx", "01:03 postponed a.xlsx", "01:33 delivered a.xlsx done/a.xlsx")
}

// A workbook that is rendered and cannot be moved is moved later, and not
// rendered again.
func TestWhatCannotBeMovedIsMovedLater(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", clean(t, 1))
	h.put("done", nil)
	days := 0
	h.Today = func() filing.Day { days++; return day }
	h.steps = []func(){nothing, func() { h.remove("done") }}
	h.run("00:03 postponed a.xlsx", "00:33 delivered a.xlsx done/a.xlsx")
	if days != 1 {
		t.Errorf("rendered %d times", days)
	}
}

// A crash leaves the workbook where it was, with more or less done of it. Done
// again it comes to the same end.
func TestACrashedRunIsDoneAgain(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", faulty(t))
	h.steps = []func(){nothing}
	h.run("00:03 delivered a.xlsx failed/a.xlsx")
	in, out := tree(t, h.In), tree(t, h.Out)
	if len(in) != 3 || in["failed/a-检查.xlsx"] == "" {
		t.Error(h.lies())
	}
	// The result was written, the workbook not yet moved; a paper is lost.
	if err := os.Rename(filepath.Join(h.In, "failed/a.xlsx"), filepath.Join(h.In, "a.xlsx")); err != nil {
		t.Fatal(err)
	}
	h.put(tempPrefix+"X"+tempSuffix, []byte("half"))
	papers, _ := filepath.Glob(filepath.Join(h.Out, "*/*/核验单.pdf"))
	os.Remove(papers[0])
	h.steps = []func(){nothing}
	h.run("00:36 delivered a.xlsx failed/a.xlsx")
	if again := tree(t, h.In); !maps.Equal(in, again) {
		t.Error(h.lies())
	}
	if again := tree(t, h.Out); !maps.Equal(out, again) {
		t.Error("other papers")
	}
}

// The annotated copy counts the applications without a finding too.
func TestTheCopyTellsOfAllApplications(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", faulty(t))
	h.steps = []func(){nothing}
	h.run("00:03 delivered a.xlsx failed/a.xlsx")
	book, err := zip.OpenReader(filepath.Join(h.In, "failed/a-检查.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var told strings.Builder
	for _, part := range book.File {
		text, err := fs.ReadFile(book, part.Name)
		if err != nil {
			t.Fatal(err)
		}
		told.Write(text)
	}
	if !strings.Contains(told.String(), "申请 2 份，可提交 1 份，须改正 1 份") {
		t.Error("one of two is told of")
	}
}

// A fault of ours over one workbook stops no other, nor the next start.
func TestAFaultOfOursOverAWorkbook(t *testing.T) {
	h := newHot(t)
	h.put("a.xlsx", clean(t, 1))
	h.put("b.xlsx", clean(t, 2))
	days := 0
	h.Today = func() filing.Day {
		if days++; days == 1 {
			panic("of 440524188001010014")
		}
		return day
	}
	h.steps = []func(){nothing}
	h.run("00:03 delivered a.xlsx failed/a.xlsx", "00:03 delivered b.xlsx done/b.xlsx")
	if text := tree(t, h.In)["failed/a.txt"]; !strings.Contains(text, "icpgen 自身出错") || strings.Contains(text, "440524188001010014") {
		t.Error(text)
	}
}

// A print job of each workbook lies in its folder.
func TestPrintJobsOfAHotFolder(t *testing.T) {
	h := newHot(t)
	h.Settings.Job = JobSettings{File: "print.pdf"}
	h.put("a.xlsx", clean(t, 1))
	h.put("b.xlsx", clean(t, 2))
	h.steps = []func(){nothing}
	h.run("00:03 delivered a.xlsx done/a.xlsx", "00:03 delivered b.xlsx done/b.xlsx")
	files := tree(t, h.Out)
	for name, n := range map[string]int{"a.xlsx": 1, "b.xlsx": 2} {
		if folder := folderOfWorkbook(name, digest(clean(t, n))); files[folder+"/print.pdf"] == "" || files[folder+"/"+manifestName] == "" {
			t.Error(slices.Sorted(maps.Keys(files)))
		}
	}
	if len(files) != 6 {
		t.Error(slices.Sorted(maps.Keys(files)))
	}
}

func TestOneWatcherAFolder(t *testing.T) {
	h := newHot(t)
	h.steps = []func(){func() {
		second := *h.HotFolder
		err := second.Run(t.Context())
		if held := AsFailure(err); held.Kind != Output || !strings.Contains(held.Words.ZH, "正在使用") {
			t.Error(err)
		}
	}}
	h.run()
}

// A network drive goes away and comes back, as another folder maybe.
func TestALostFolderIsFoundAgain(t *testing.T) {
	h := newHot(t)
	away := h.In + ".away"
	h.steps = []func(){
		func() { os.Rename(h.In, away) },
		nothing,
		func() { os.Mkdir(h.In, 0o700); h.put("a.xlsx", clean(t, 1)) },
		nothing,
	}
	asked := 0
	h.Notices = func(context.Context, string) (<-chan struct{}, error) {
		asked++
		return nil, errors.New("none here")
	}
	h.run("00:00 unnoticed", "00:30 lost", "01:30 back", "01:30 unnoticed", "01:33 delivered a.xlsx done/a.xlsx")
	if asked != 2 {
		t.Errorf("notices were asked for %d times", asked)
	}
}

func TestWhatKeepsItFromWatching(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(h *hot)
		kind  Kind
		words string
	}{
		"no folder":     {func(h *hot) { h.In += "put" }, Input, "没有这个文件夹"},
		"a file":        {func(h *hot) { h.put("a", nil); h.In += "/a" }, Input, "不是文件夹"},
		"one folder":    {func(h *hot) { h.Out = h.In + "/." }, Usage, "不能是同一个文件夹"},
		"out is a file": {func(h *hot) { h.put("a", nil); h.Out = h.In + "/a" }, Output, "文件夹"},
		"profile":       {func(h *hot) { h.put(profileName, []byte("x: 1")) }, Input, profileName},
		"rules":         {func(h *hot) { h.Settings.Rules = h.In }, Input, ".yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHot(t)
			c.spoil(h)
			err := h.watch()
			if f := AsFailure(err); err == nil || f.Kind != c.kind || !strings.Contains(f.Words.ZH, c.words) || f.Hint.ZH == "" || f.Hint.EN == "" {
				t.Errorf("%v %+v", err, f)
			}
		})
	}
}

func TestOnceEndsByItself(t *testing.T) {
	h := newHot(t)
	h.Once = true
	if h.run(); h.clock.Minute() != 0 {
		t.Error("an empty folder is waited for")
	}
	h.put("a.xlsx", clean(t, 1))
	h.put("b.xlsx", faulty(t))
	os.Mkdir(filepath.Join(h.In, "c.xlsx"), 0o700)
	h.steps = []func(){nothing, func() { t.Error("it goes on") }}
	h.run("00:00 passed over c.xlsx", "00:03 delivered a.xlsx done/a.xlsx", "00:03 delivered b.xlsx failed/b.xlsx")
	h.put("a.xlsx", clean(t, 2))
	os.WriteFile(filepath.Join(h.Out, folderOfWorkbook("a.xlsx", digest(clean(t, 2)))), nil, 0o600)
	h.steps = []func(){nothing}
	if err := h.watch(); AsFailure(err).Kind != Output {
		t.Errorf("%v", err)
	}
}

// Notices come for what is written and for what is moved into the folder, and
// end with the context.
func TestNotices(t *testing.T) {
	at, elsewhere := t.TempDir(), t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	noticed, err := Notices(ctx, at)
	if err != nil {
		t.Skipf("no notices on this system: %v", err)
	}
	heard := func(what string) {
		t.Helper()
		select {
		case <-noticed:
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: nothing was noticed", what)
		}
	}
	if err := os.WriteFile(filepath.Join(at, "a.xlsx"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	heard("written")
	from := filepath.Join(elsewhere, "b.xlsx")
	if err := errors.Join(os.WriteFile(from, nil, 0o600), os.Rename(from, filepath.Join(at, "b.xlsx"))); err != nil {
		t.Fatal(err)
	}
	heard("moved")
	cancel()
	for range noticed {
	}
	if _, err := Notices(t.Context(), filepath.Join(at, "nowhere")); err == nil {
		t.Error("a folder that is not there is watched")
	}
}

func TestFoldersOfWorkbooks(t *testing.T) {
	for name, want := range map[string]string{
		"a.xlsx": "a-", "../b.xlsx": "_b-", "CON.xlsx": "CON_-", ".xlsx": "申请-", strings.Repeat("长", 100) + ".xlsx": strings.Repeat("长", 57) + "-",
	} {
		got := folderOfWorkbook(name, digest([]byte("x")))
		if got != want+"xmsyytvx" || len(got) > longestName {
			t.Errorf("%q: %s", name, got)
		}
		if shown := filing.MaskAll("a-" + got[len(got)-8:]); strings.Contains(shown, "*") {
			t.Error(fmt.Sprint("masked: ", shown))
		}
	}
}
