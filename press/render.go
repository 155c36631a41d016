package press

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"syscall"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/report"
)

// atDisk is how many applications may wait for the disk at once: a disk makes
// several files safe in the time of one.
const atDisk = 8

// Check tells how the applications stand. The papers are laid out, though not
// written, so that what cannot be printed is found here as in a rendering.
func (j *Job) Check(ctx context.Context) (report.Run, error) {
	run := report.Run{Day: j.settings.Day, Findings: j.findings, Totals: j.totals}
	err := inOrder(ctx, len(j.applications), j.settings.Workers, func(i int) made {
		return j.guarded(i, func() made {
			_, findings := j.lay(i, false)
			return made{findings: findings}
		})
	}, func(i int, m made) error {
		run.Cases = append(run.Cases, j.settle(i, m, &run.Totals))
		return nil
	})
	if err != nil {
		return run, interrupted(err)
	}
	return run, conserved(run)
}

// Render makes the papers of each application that is not refused and puts
// them into their folders, then the manifest.
func (j *Job) Render(ctx context.Context) (report.Run, error) {
	run := report.Run{Day: j.settings.Day, Findings: j.findings, Totals: j.totals, Rendered: true}
	if j.Blank() {
		return run, fail(Input, nil, "没有填写任何申请，没有可生成的材料", "nothing is filled in, and there is nothing to render").
			hint("在标题下面逐行填写，一行一个网站；单户表填在标题右边", "fill in one website a row below the headings, or a card to the right of them")
	}
	out, err := openFolder(j.settings.Out)
	if err != nil {
		return run, unwritable(j.settings.Out, err)
	}
	defer out.close()
	overview, err := newOverview(out, j.settings.Lang)
	if err != nil {
		return run, unwritable(j.settings.Out, err)
	}
	defer overview.close()
	earlier := earlierFiles(out)
	list := newManifest()
	// While some wait for the disk, no more than Workers compute.
	computing := make(chan struct{}, max(1, j.settings.Workers))
	err = inOrder(ctx, len(j.applications), cap(computing)+atDisk, func(i int) made {
		m := j.guarded(i, func() made {
			computing <- struct{}{}
			defer func() { <-computing }()
			return j.print(i)
		})
		if len(m.files) > 0 {
			m.written, m.err = out.put(m.files)
			m.files = nil
		}
		return m
	}, func(i int, m made) error {
		if m.err != nil {
			return m.err
		}
		c := j.settle(i, m, &run.Totals)
		for _, p := range c.Papers {
			list.add(c.Application.ID, p)
			delete(earlier[path.Dir(p.File)], p.File)
		}
		run.Cases = append(run.Cases, c)
		if err := overview.add(c, m.packet, m.laid); err != nil || m.failure != nil {
			return err
		}
		for file, sum := range earlier[j.folders[i]] {
			if err := out.drop(file, sum); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = out.settle()
	}
	if err == nil {
		err = overview.put(run, j.Failures)
	}
	if err == nil { // it says that all the others are there, so it comes last
		_, err = out.put([]content{{manifestName, list.bytes()}})
	}
	if err == nil {
		err = out.settle()
	}
	if err != nil {
		if ctx.Err() != nil {
			return run, interrupted(ctx.Err())
		}
		return run, unwritable(j.settings.Out, err)
	}
	return run, conserved(run)
}

// made is what came of one application.
type made struct {
	findings []filing.Finding // beyond its verdict
	done     bool             // rendered, be it into no paper at all
	papers   []report.Paper
	files    []content
	written  []bool
	packet   forms.Packet // what it was laid out of, and the papers, for the overview
	laid     []paper
	err      error    // the disk's
	failure  *Failure // a fault of ours
}

// guarded keeps a fault of ours in one application from the others.
func (j *Job) guarded(i int, work func() made) (m made) {
	defer func() {
		if r := recover(); r != nil {
			m = j.faulty(i, fmt.Errorf("%v", r))
		}
	}()
	return work()
}

// faulty is what comes of an application over which icpgen itself failed.
func (j *Job) faulty(i int, err error) made {
	a := j.applications[i]
	id := filing.Escape(a.ID)
	said := filing.Escape(filing.MaskAll(err.Error()))
	f := fail(Internal, nil, fmt.Sprintf("申请 %s 未生成：icpgen 自身出错（%s）", id, said),
		fmt.Sprintf("application %s was not rendered: icpgen itself failed (%s)", id, said)).
		hint("其他申请不受影响；请把这一行连同版本号反馈给开发者", "the other applications are not touched; please report this line with the version")
	return made{failure: f, findings: []filing.Finding{{
		Rule: ourFault, Level: filing.Error, Place: a.Place, Message: f.Words, Remedy: f.Hint,
	}}}
}

// settle joins what was made to the verdict and the totals.
func (j *Job) settle(i int, m made, totals *report.Totals) report.Case {
	v := &j.verdicts[i]
	v.Findings = append(v.Findings, m.findings...)
	c := report.Case{Application: j.applications[i], Verdict: v, Papers: m.papers}
	for _, f := range v.Findings {
		totals.Count(f.Level)
	}
	if m.failure != nil {
		j.Failures = append(j.Failures, m.failure)
	}
	if m.done {
		c.Folder = j.folders[i]
		totals.Rendered++
	} else if v.Refused() {
		totals.Refused++
	}
	for n := range c.Papers {
		c.Papers[n].Written = m.written[n]
		totals.Documents++
		totals.Pages += c.Papers[n].Pages
		if m.written[n] {
			totals.Written++
		}
	}
	if j.settings.Progress != nil {
		j.settings.Progress(i+1, len(j.applications))
	}
	return c
}

// lay lays the papers of an application out.
func (j *Job) lay(i int, draft bool) (laid []paper, findings []filing.Finding) {
	packet := j.packet(i, draft)
	for _, form := range packet.Verdict.Forms {
		if !j.wanted(form) {
			continue
		}
		document, found := packet.Lay(form)
		laid = append(laid, paper{form, len(document.Pages), document.Bytes, document})
		for _, f := range found {
			if !slices.ContainsFunc(findings, func(g filing.Finding) bool {
				return g.Rule == f.Rule && g.Place == f.Place && g.Message == f.Message
			}) {
				findings = append(findings, f)
			}
		}
	}
	return laid, findings
}

// paper is one paper laid out.
type paper struct {
	form  string
	pages int
	bytes func() ([]byte, error)

	document *pdf.Document
}

func (j *Job) packet(i int, draft bool) forms.Packet {
	a := j.applications[i]
	return forms.Packet{
		Application: a, Verdict: &j.verdicts[i], Profile: j.profile,
		Standing: j.rules.Standing(a.Text(filing.FieldProvince)),
		Draft:    draft, WithNotes: j.settings.WithNotes,
	}
}

func (j *Job) wanted(form string) bool {
	if form == filing.Checklist && j.settings.NoChecklist {
		return false
	}
	return len(j.profile.Forms) == 0 || slices.Contains(j.profile.Forms, form)
}

// print makes the files of an application, each read back and judged. A refused
// application has none, but for drafts.
func (j *Job) print(i int) made {
	draft := j.settings.Draft && j.verdicts[i].Refused()
	laid, findings := j.lay(i, draft)
	m := made{findings: findings}
	if j.verdicts[i].Refused() || slices.ContainsFunc(findings, isError) {
		if !j.settings.Draft {
			return m
		}
		if !draft { // refused only by what was laid out
			draft = true
			laid, _ = j.lay(i, draft)
		}
	}
	packet := j.packet(i, draft)
	m.done, m.packet, m.laid = true, packet, laid
	for _, p := range laid {
		data, err := p.bytes()
		if err != nil {
			return j.faulty(i, err)
		}
		if faults := j.verify(packet, p, findings, data); len(faults) > 0 {
			return made{findings: append(findings, faults...)}
		}
		name := path.Join(j.folders[i], p.form+".pdf")
		m.files = append(m.files, content{name, data})
		copies := j.profile.Copies
		if p.form == filing.Checklist { // stays with the clerk
			copies = 1
		}
		m.papers = append(m.papers, report.Paper{Form: p.form, File: name, Pages: p.pages, Copies: copies, SHA256: digest(data)})
	}
	return m
}

func isError(f filing.Finding) bool { return f.Level == filing.Error }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// earlierFiles are the files of an earlier run's manifest by folder, with
// their sums.
func earlierFiles(out *folder) map[string]map[string]string {
	byFolder := map[string]map[string]string{}
	text, err := out.root.ReadFile(manifestName)
	if err != nil {
		return byFolder
	}
	for file, sum := range readManifest(text) {
		dir := path.Dir(file)
		if byFolder[dir] == nil {
			byFolder[dir] = map[string]string{}
		}
		byFolder[dir][file] = sum
	}
	return byFolder
}

// conserved makes sure that no row went missing.
func conserved(run report.Run) error {
	n := run.Totals
	if n.Rows == n.Applications+n.Blank+n.Skipped && n.Applications == len(run.Cases) &&
		(!run.Rendered || n.Applications == n.Rendered+n.Refused) {
		return nil
	}
	return fail(Internal, nil,
		fmt.Sprintf("行数对不上：共 %d 行，申请 %d（生成 %d，未生成 %d），空白 %d，跳过 %d", n.Rows, n.Applications, n.Rendered, n.Refused, n.Blank, n.Skipped),
		fmt.Sprintf("rows do not add up: %d rows, %d applications (%d rendered, %d refused), %d blank, %d skipped", n.Rows, n.Applications, n.Rendered, n.Refused, n.Blank, n.Skipped))
}

func interrupted(err error) error {
	return fail(Output, err, "运行被中断", "interrupted").
		hint("再运行一次即可补全，已经写好的不会重写", "run it again: it completes what is missing")
}

func unwritable(path string, err error) error {
	shown := filing.Escape(path)
	if held, ok := errors.AsType[*InUse](err); ok {
		return fail(Output, nil,
			fmt.Sprintf("%s: 另一次运行正在使用这个文件夹（主机 %s，进程 %d）", shown, filing.Escape(held.Host), held.PID),
			fmt.Sprintf("%s: another run holds this folder (host %s, process %d)", shown, filing.Escape(held.Host), held.PID)).
			hint("等它结束，或用 -o 指定别的文件夹；若确认它已不在运行，删除其中的 "+lockName,
				"wait for its end, or name another folder with -o; if it surely runs no more, delete "+lockName+" in it")
	}
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	f := fail(Output, nil, shown+": 无法写入", shown+": cannot be written").
		hint("检查磁盘空间和文件夹权限，或用 -o 指定别的文件夹；再运行一次会补全", "check the room on the disk and the folder's permissions, or name another folder with -o; running again completes it")
	for known, words := range map[error]filing.Words{
		syscall.ENOSPC:   {ZH: "磁盘已满", EN: "the disk is full"},
		syscall.EDQUOT:   {ZH: "磁盘配额已满", EN: "the disk quota is used up"},
		syscall.EROFS:    {ZH: "磁盘是只读的", EN: "the disk is read-only"},
		syscall.ENOTDIR:  {ZH: "路径中有一个是文件，不是文件夹", EN: "a file stands where a folder is wanted"},
		fs.ErrPermission: {ZH: "没有写入权限", EN: "no permission to write"},
	} {
		if errors.Is(err, known) {
			f.Words.ZH += "，" + words.ZH
			f.Words.EN += ", " + words.EN
			return f
		}
	}
	f.Err = cause(err)
	return f
}
