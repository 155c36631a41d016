package press

import (
	"errors"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

func TestOverview(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	overviewName := Shard{}.overviewName()
	name := filepath.Join(out, overviewName)
	apps := companies(3)
	apps[2].Set(filing.FieldSiteName, "某某\U0001F600科技")
	job := read(t, out, apps, 1)
	job.Failures = append(job.Failures, fail(Input, nil, "旧表.xls: 这是 97-2003 格式", "旧表.xls: the format of 97-2003"))
	render(t, job)
	files := tree(t, out)
	page := files[overviewName]
	for _, want := range []string{
		"旧表.xls: 这是 97-2003 格式", "A001-%E5%8D%97%E4%BA%AC", "D-12", "D-15", "<dt>已生成</dt><dd>1</dd>", "<dt>未生成</dt><dd>2</dd>",
		`aria-label="核验单 1/1"`, "913501********0Y43", "@font-face", `<use href="#form0"/>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if n := strings.Count(page, `<svg class="paper"`); n != 4 {
		t.Errorf("%d pictures of 4 pages", n)
	}
	for _, secret := range []string{"91350100M000100Y43", "11010519491231002X", "440524188001010014", "13800000000", "a@example.com"} {
		if strings.Contains(page, secret) {
			t.Errorf("%s is shown", secret)
		}
	}
	if strings.Contains(files[manifestName], overviewName) {
		t.Error("the manifest lists the overview")
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode() != privateFile {
		t.Fatal(info.Mode(), err)
	}
	render(t, read(t, out, apps, 1)) // another: nothing failed to be read
	second, err := os.Stat(name)
	if err != nil || os.SameFile(info, second) {
		t.Error("the report is still the first run's", err)
	}
	render(t, read(t, out, apps, 1))
	if third, err := os.Stat(name); err != nil || !os.SameFile(second, third) || third.ModTime() != second.ModTime() {
		t.Error("the same report was written again", err)
	}
	for file := range tree(t, out) {
		if strings.HasPrefix(file, tempPrefix) {
			t.Errorf("%s is left", file)
		}
	}
}

// Pictures are drawn for a bounded number of applications, the first that have
// pages.
func TestPicturesAreBounded(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	job := read(t, out, companies(103), 0)
	judged := job.verdict
	job.verdict = func(i int, a *filing.Application) filing.Verdict {
		v := judged(i, a)
		v.Forms = []string{filing.AuthorizationLetter}
		return v
	}
	render(t, job)
	page := tree(t, out)[Shard{}.overviewName()]
	if n := strings.Count(page, `<svg class="paper"`); n != 100 || !strings.Contains(page, "页面图只画前 100 份") {
		t.Errorf("%d pictures", n)
	}
	if n := strings.Count(page, "<tbody "); n != 103 {
		t.Errorf("%d applications", n)
	}
}

// A disk that fails leaves the earlier report, whole, and nothing half written.
func TestOverviewOnAFullDisk(t *testing.T) {
	f, at := openTest(t)
	write := func(text string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		}
	}
	if err := f.putStream("a.html", write("one")); err != nil {
		t.Fatal(err)
	}
	disk := f.disk
	for _, step := range []string{"create", "write", "sync", "rename"} {
		f.disk = failing{disk, &fault{step: step, at: 1, how: syscall.ENOSPC}}
		if err := f.putStream("a.html", write("two")); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: %v", step, err)
		}
		if files := tree(t, at); len(files) != 1 || files["a.html"] != "one" {
			t.Errorf("%s leaves %v", step, files)
		}
	}
}

func TestAnInterruptedRunKeepsTheEarlierOverview(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	render(t, read(t, out, companies(2)))
	before := tree(t, out)[Shard{}.overviewName()]
	job := read(t, out, companies(30))
	interruptAfter(t, job, 3)
	files := tree(t, out)
	if files[Shard{}.overviewName()] != before {
		t.Error("half a run is reported")
	}
	for file := range files {
		if strings.HasPrefix(file, tempPrefix) {
			t.Errorf("%s is left", file)
		}
	}
}

// Parts of a run tell of themselves; a reprint leaves the report as it is; of a
// print job the links lead to the page.
func TestOverviewOfPartsAndJobs(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	job := read(t, out, companies(3))
	job.settings.Shard = Shard{2, 2}
	render(t, job)
	page := tree(t, out)["report.2-of-2.html"]
	if strings.Count(page, "<tbody ") != 1 || !strings.Contains(page, `id="a-A002"`) || !strings.Contains(html.UnescapeString(page), "+ 不在此次 2") {
		t.Error("the second part tells of others, or not of itself")
	}
	out = filepath.Join(t.TempDir(), "out")
	job = read(t, out, companies(2))
	job.settings.Job.File = filepath.Join(out, "all.pdf")
	render(t, job)
	page = tree(t, out)[Shard{}.overviewName()]
	for _, link := range []string{`<a href="all.pdf#page=1">材料清单</a>`, `<a href="all.pdf#page=2">核验单</a>`, "<dt>已生成</dt><dd>2</dd>"} {
		if !strings.Contains(page, link) {
			t.Errorf("no %s", link)
		}
	}
	job = read(t, out, companies(2))
	job.settings.Select = "A001"
	render(t, job)
	if tree(t, out)[Shard{}.overviewName()] != page {
		t.Error("a reprint changed the report of the run")
	}
}
