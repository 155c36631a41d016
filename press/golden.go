package press

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/report"
)

// sumsName lists the sha256 of every paper, as sha256sum -c reads it; its first
// line is the day that the papers were judged by.
const sumsName = "pdf.sums"

// laidOut is what a golden keeps of a paper.
type laidOut struct{ paper, layout, sha256 string }

// layouts makes the papers of an application in memory, verified as for the
// disk, and tells them.
func (j *Job) layouts(i int) (all []laidOut, m made) {
	m = j.guarded(i, j.make)
	m.files = nil
	packet := j.packet(m.application, &m.verdict, false)
	for _, p := range m.papers {
		document, _ := packet.Lay(p.Form)
		all = append(all, laidOut{strings.TrimSuffix(p.File, ".pdf"), document.Layout(), p.SHA256})
	}
	return all, m
}

// Golden compares the papers of the job with the goldens in a folder: the
// laid-out page as text in <folder>/<paper>.txt, and the sums of the PDFs. Nothing
// is written unless they are to be updated; then they are the papers' after it.
func (j *Job) Golden(ctx context.Context, at string, update bool) (report.Goldens, error) {
	g := report.Goldens{Day: j.settings.Day, Updated: update}
	if j.Blank() {
		return g, fail(Input, nil, "没有填写任何申请，没有材料可比", "nothing is filled in, and there are no papers to compare").
			hint("先填好工作簿，例如用 icpgen template --sample 写一份带示例的", "fill the workbook in first, or have icpgen template --sample write one with a sample")
	}
	kept, err := openGoldens(at, update)
	if err != nil {
		return g, err
	}
	defer kept.close()
	sums := &strings.Builder{}
	fmt.Fprintf(sums, "# %s\n", j.settings.Day)
	type told struct {
		papers []laidOut
		made
	}
	err = inOrder(ctx, j.Applications(), j.settings.Workers, func(i int) told {
		papers, m := j.layouts(i)
		return told{papers, m}
	}, func(i int, t told) error {
		if t.failure != nil {
			return t.failure
		}
		if len(t.papers) == 0 {
			rules := refusing(t.verdict.Findings, t.findings)
			g.Unprinted = append(g.Unprinted, report.Unprinted{Application: t.application.ID, Rules: rules})
			if slices.Contains(rules, failedPage) {
				g.Faulty++
			}
		}
		for _, p := range t.papers {
			golden, err := kept.compare(p)
			if err != nil {
				return err
			}
			g.Papers = append(g.Papers, golden)
			fmt.Fprintf(sums, "%s  %s.pdf\n", p.sha256, p.paper)
		}
		return kept.keep(t.papers)
	})
	if err == nil {
		var unclaimed []report.Golden
		unclaimed, err = kept.unclaimed()
		g.Papers = append(g.Papers, unclaimed...)
	}
	if err == nil {
		err = kept.settle(sums.String())
	}
	if err != nil && ctx.Err() != nil {
		return g, Interrupted()
	} else if err != nil {
		return g, goldensUnwritable(at, err)
	}
	return g, nil
}

func goldensUnwritable(at string, err error) *Failure {
	f := unwritable(at, err)
	if f.Kind == Output {
		f.hint("检查磁盘空间和文件夹权限；再运行一次会补全", "check the room on the disk and the folder's permissions; running again completes it")
	}
	return f
}

// refusing lists the rules of the errors, each once.
func refusing(lists ...[]filing.Finding) (rules []string) {
	for _, f := range slices.Concat(lists...) {
		if f.Level == filing.Error && !slices.Contains(rules, f.Rule) {
			rules = append(rules, f.Rule)
		}
	}
	return rules
}

// goldens is a folder of them.
type goldens struct {
	root    *os.Root // nil where there is none yet
	folder  *folder  // held to be written to; nil when the goldens are only read
	sums    map[string]string
	claimed map[string]bool
}

func openGoldens(at string, update bool) (*goldens, error) {
	k := &goldens{claimed: map[string]bool{}}
	var err error
	if update {
		if k.folder, err = openFolder(at, Shard{}, nil); err != nil {
			return nil, goldensUnwritable(at, err)
		}
		k.root = k.folder.root
	} else if k.root, err = os.OpenRoot(at); errors.Is(err, fs.ErrNotExist) {
		return k, nil
	} else if err != nil {
		return nil, unreadable(at, err)
	}
	text, err := readRegular(k.root, sumsName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		k.close()
		return nil, unreadable(path.Join(at, sumsName), err)
	}
	_, k.sums = readSums(text)
	return k, nil
}

func (k *goldens) close() {
	if k.folder != nil {
		k.folder.close()
	} else if k.root != nil {
		k.root.Close()
	}
}

// compare tells how a paper stands to its golden. Lines may end as git on
// Windows lets them.
func (k *goldens) compare(p laidOut) (report.Golden, error) {
	k.claimed[p.paper] = true
	g := report.Golden{Paper: p.paper, After: pdf.LayoutPages(p.layout)}
	sum, known := k.sums[p.paper+".pdf"]
	var text []byte
	if k.root != nil {
		var err error
		if text, err = readRegular(k.root, p.paper+".txt"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return g, unreadable(p.paper+".txt", err)
		}
	}
	layout := strings.ReplaceAll(string(text), "\r\n", "\n")
	switch {
	case layout == "" || !known:
		g.State = report.GoldenMissing
		return g, nil
	case layout != p.layout:
		g.State = report.GoldenMoved
		for _, d := range pdf.Differences(layout, p.layout) {
			g.Differences = append(g.Differences, differenceOf(d))
		}
		if len(g.Differences) == 0 { // but for the order of drawing
			g.State = report.GoldenRedrawn
		}
	case sum != p.sha256:
		g.State = report.GoldenRedrawn
	default:
		g.State = report.GoldenSame
	}
	g.Before = pdf.LayoutPages(layout)
	return g, nil
}

// keep makes the papers their goldens, where these are updated.
func (k *goldens) keep(papers []laidOut) error {
	if k.folder == nil {
		return nil
	}
	var files []content
	for _, p := range papers {
		files = append(files, content{p.paper + ".txt", []byte(p.layout)})
	}
	_, err := k.folder.put(files)
	return err
}

// unclaimed are the goldens that no paper has claimed, on the disk or in the
// sums. Only what is named as a golden and begins like one counts: the folder
// may hold other things.
func (k *goldens) unclaimed() (list []report.Golden, err error) {
	if k.root == nil {
		return nil, nil
	}
	folders, err := fs.ReadDir(k.root.FS(), ".")
	if err != nil {
		return nil, err
	}
	var found []string
	for _, folder := range folders {
		if !folder.IsDir() { // fs.Glob would open a pipe to see what is in it
			continue
		}
		files, _ := fs.ReadDir(k.root.FS(), folder.Name())
		for _, file := range files {
			if path.Ext(file.Name()) == ".txt" {
				found = append(found, path.Join(folder.Name(), file.Name()))
			}
		}
	}
	left := map[string]int{} // pages
	for _, name := range found {
		paper := strings.TrimSuffix(name, ".txt")
		if k.claimed[paper] || !slices.Contains(filing.Papers, path.Base(paper)) {
			continue
		}
		text, err := readRegular(k.root, name)
		if err != nil || !bytes.HasPrefix(text, []byte("title ")) {
			continue
		}
		left[paper] = pdf.LayoutPages(string(text))
		if k.folder == nil {
			continue
		}
		if err := k.folder.disk.Remove(name); err != nil {
			return nil, err
		}
		k.folder.disk.Remove(path.Dir(name)) // only when empty
	}
	for file := range k.sums {
		if paper := strings.TrimSuffix(file, ".pdf"); !k.claimed[paper] {
			left[paper] += 0
		}
	}
	for paper, pages := range left {
		list = append(list, report.Golden{Paper: paper, State: report.GoldenUnclaimed, Before: pages})
	}
	slices.SortFunc(list, func(a, b report.Golden) int { return strings.Compare(a.Paper, b.Paper) })
	return list, nil
}

// settle writes the sums and makes all of it safe, where goldens are updated.
func (k *goldens) settle(sums string) error {
	if k.folder == nil {
		return nil
	}
	if _, err := k.folder.put([]content{{sumsName, []byte(sums)}}); err != nil {
		return err
	}
	return k.folder.settle()
}

func differenceOf(d pdf.Difference) report.Difference {
	placed := func(e *pdf.Entry) *report.Placed {
		if e == nil {
			return nil
		}
		p := &report.Placed{Page: e.Page, Look: e.Look, Words: e.Words}
		p.Field, _ = filing.FieldByKey(e.From)
		if len(e.Place) >= 2 {
			p.X, p.Y = e.Place[0], e.Place[1]
			p.Width, p.Height = e.Size()
		}
		return p
	}
	r := report.Difference{Before: placed(d.Before), After: placed(d.After)}
	if d.After != nil {
		r.Kind = d.After.Kind
	} else {
		r.Kind = d.Before.Kind
	}
	return r
}

// GoldenDay is the day that the goldens of a folder were judged by, and whether
// there are any.
func GoldenDay(at string) (filing.Day, bool) {
	root, err := os.OpenRoot(at)
	if err != nil {
		return filing.Day{}, false
	}
	defer root.Close()
	text, err := readRegular(root, sumsName)
	if err != nil {
		return filing.Day{}, false
	}
	day, _ := readSums(text)
	return day, day != filing.Day{}
}

// readSums reads what settle wrote. What is no such line counts for nothing, and
// its paper is without a golden.
func readSums(text []byte) (day filing.Day, sums map[string]string) {
	sums = map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		if comment, is := strings.CutPrefix(lines.Text(), "# "); is {
			if d, ok := filing.ParseDay(comment); ok {
				day = d
			}
		} else if sum, file, is := strings.Cut(lines.Text(), "  "); is {
			sums[file] = sum
		}
	}
	return day, sums
}
