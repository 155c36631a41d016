package press

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"slices"
	"sync/atomic"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/report"
)

// How many applications may wait for the disk at once: a disk makes several
// files safe in the time of one, and all of a flush in that of some more.
const (
	atDisk  = 8
	atFlush = 4 * enoughToFlush
)

// Check judges the applications and tells how they stand. The papers are laid
// out for a trial, so that what cannot be printed is found here as in a
// rendering.
func (j *Job) Check(ctx context.Context, tell report.Teller) (report.Run, error) {
	run := report.Run{Day: j.settings.Day, Findings: j.findings, Totals: j.totals}
	if err := tell.Begin(run); err != nil {
		return run, err
	}
	n := j.Applications()
	err := inOrder(ctx, n, j.settings.Workers, func(i int) made {
		return j.guarded(i, func(m *made) {
			m.findings = j.try(m)
		})
	}, func(i int, m made) error {
		err := tell.Case(j.settle(&m, &run.Totals))
		j.told(i+1, n)
		return err
	})
	return j.end(run, tell, n, err)
}

// end ends a run's telling and makes sure that no row went missing.
func (j *Job) end(run report.Run, tell report.Teller, cases int, err error) (report.Run, error) {
	if run.Stopped = err != nil; run.Stopped {
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			err = Interrupted()
		}
		tell.End(run) // what was told is closed; the error counts
		return run, err
	}
	if err := conserved(run, cases); err != nil {
		return run, err
	}
	return run, tell.End(run)
}

// Render judges the applications and makes the papers of each that is not
// refused: into folders, into a print job, or both; then the manifest.
func (j *Job) Render(ctx context.Context, tell report.Teller) (report.Run, error) {
	run := report.Run{Day: j.settings.Day, Findings: j.findings, Totals: j.totals, Rendered: true}
	if j.Blank() {
		return run, fail(Input, nil, "没有填写任何申请，没有可生成的材料", "nothing is filled in, and there is nothing to render").
			hint("在标题下面逐行填写，一行一个网站；单户表填在标题右边", "fill in one website a row below the headings, or a card to the right of them")
	}
	mine, err := j.mine()
	if err != nil {
		return run, err
	}
	run.Totals.Elsewhere = j.Applications() - len(mine)
	out, err := openFolder(j.settings.Out, j.settings.Shard, j.settings.disk)
	if err != nil {
		return run, unwritable(j.settings.Out, err)
	}
	defer out.leave()
	jobAt, err := j.openJobFolder(out)
	if err != nil {
		return run, err
	}
	if jobAt != out {
		defer jobAt.leave()
	}
	if err := j.spare(mine, out); err != nil {
		return run, err
	}
	if len(mine) >= cmp.Or(j.settings.many, manyApplications) {
		out.flushAtOnce()
	}
	if err := tell.Begin(run); err != nil {
		return run, err
	}
	w := &work{Job: j, out: out, jobAt: jobAt, tell: tell, mine: mine, run: &run, list: j.newList(), earlier: earlierFiles(out), way: headway{of: len(mine)}}
	if j.settings.Select != "" && j.settings.Shard.whole() {
		w.others = earlierRows(out)
	}
	if j.settings.Select == "" { // a reprint leaves the report of the run as it is
		if w.page, err = newOverview(out, j.settings.Lang); err != nil {
			return j.end(run, tell, len(mine), unwritable(j.settings.Out, err))
		}
		defer w.page.close()
	}
	if err := w.print(ctx); err != nil {
		return j.end(run, tell, len(mine), w.way.stopped(out, err))
	}
	for _, f := range slices.Compact([]*folder{out, jobAt}) {
		if failure := f.whereabouts(); failure != nil {
			j.Failures = append(j.Failures, failure)
		}
	}
	return j.end(run, tell, len(mine), nil)
}

// work is a rendering at work.
type work struct {
	*Job
	out     *folder
	tell    report.Teller
	mine    []int // the run's applications, by their place
	run     *report.Run
	list    *manifest
	earlier map[string]map[string]string // files of earlier runs by folder, with their sums
	way     headway
	job     *printJob // nil where none is asked for
	jobAt   *folder   // where it is to stand
	page    *overview // nil where none is asked for

	pictured atomic.Bool // the overview needs no more of what was laid out

	// Of a run that prints only some applications: the rows that the others have
	// in the list already, and how many applications are in the new one.
	others map[string][][]string
	passed int
}

func (w *work) print(ctx context.Context) (err error) {
	if w.settings.Job.File != "" {
		w.job = w.newPrintJob()
		defer w.job.abandon()
		w.way.job = filing.Escape(filing.MaskAll(w.job.named + ".pdf"))
	}
	singles := w.settings.singles()
	w.way.singles = singles
	waiting := 0
	switch {
	case singles && w.out.atOnce():
		waiting = atFlush
	case singles:
		waiting = atDisk
	}
	err = inOrderWaiting(ctx, len(w.mine), w.settings.Workers, func(k int) made {
		m := w.guarded(w.mine[k], w.make)
		if w.pictured.Load() {
			m.laid = nil
		}
		return m
	}, waiting, func(m made) made {
		if singles && len(m.files) > 0 {
			m.written, m.err = w.out.putFrom(m.files, w.rooms)
			m.files = nil
		}
		w.way.made(m.err)
		return m
	}, func(k int, m made) error { return w.take(k, &m) })
	w.out.flushing.last()
	if err == nil && w.job != nil {
		if err = w.job.finish(); err == nil {
			w.way.job = ""
			err = w.job.dropEarlier()
		}
	}
	if err == nil {
		err = w.out.settle()
	}
	if err == nil {
		err = w.page.put(*w.run, w.Failures)
	}
	w.passRest()
	if err == nil { // it says that all the others are there, so it comes last
		_, err = w.out.put([]content{{w.settings.Shard.manifestName(), w.list.bytes()}})
	}
	if err == nil {
		err = w.out.settle()
	}
	return err
}

// take takes what was made of the next application: into the job, the list and
// the report.
func (w *work) take(k int, m *made) error {
	if foreign, is := errors.AsType[*foreignFile](m.err); is {
		m.refuse(foreign)
	}
	if m.err != nil {
		return &unwritten{m.application.ID, m.err}
	}
	if w.job != nil && m.done {
		if err := w.job.add(m); err != nil {
			return &unwritten{m.application.ID, err}
		}
	}
	c := w.settle(m, &w.run.Totals)
	w.told(k+1, len(w.mine))
	w.pass(m.at)
	w.list.begin(m.at+1, m.application.ID)
	for i, p := range c.Papers {
		w.list.add(m.application.ID, p, m.sheets(i))
		delete(w.earlier[path.Dir(p.File)], p.File)
	}
	if err := w.page.add(c, m.laid); err != nil {
		return err
	}
	w.pictured.Store(!w.page.wantsPictures())
	if err := w.tell.Case(c); err != nil {
		return err
	}
	if m.failure != nil || !w.settings.singles() {
		return nil
	}
	for file, sum := range w.earlier[w.backlog.entries[m.at].folder] {
		if err := w.out.drop(file, sum); err != nil {
			return err
		}
	}
	return nil
}

// pass takes the rows of applications that this run leaves alone into its list,
// up to the next that it does not.
func (w *work) pass(next int) {
	for ; w.others != nil && w.passed < next; w.passed++ {
		for _, row := range w.others[harmlessCell(w.backlog.entries[w.passed].id)] {
			w.list.keep(row)
		}
	}
	w.passed = next + 1
}

// passRest is pass for the applications behind the last. The files of print jobs
// end the list: those of earlier runs that are there still, and the run's own.
func (w *work) passRest() {
	w.pass(w.Applications())
	for _, row := range w.others[""] {
		if !slices.ContainsFunc(w.run.Jobs, func(f report.PrintFile) bool { return f.File == row[columnFile] }) {
			w.list.keep(row)
		}
	}
	for _, f := range w.run.Jobs {
		w.list.add("", report.Paper{Form: jobForm, File: f.File, Pages: f.Pages, Copies: 1, SHA256: f.SHA256, Job: report.Range{From: 1, To: f.Pages}, JobFile: f.File},
			report.Range{From: 1, To: f.Sheets})
	}
}

// made is what came of one application.
type made struct {
	at          int // in the run
	draft       bool
	application *filing.Application
	verdict     filing.Verdict
	findings    []filing.Finding // beyond the verdict
	done        bool             // rendered, be it into no paper at all
	papers      []report.Paper
	files       []content
	laid        []paper        // beside papers, for the overview
	plates      []*pdf.Plates  // beside papers, for a print job
	head        jobHead        // before them
	inJob       []report.Range // sheets of a print job, beside papers
	written     []bool
	err         error    // the disk's
	failure     *Failure // a fault of ours
}

// sheets are those of a paper's first copy in a print job.
func (m *made) sheets(paper int) report.Range {
	if paper < len(m.inJob) {
		return m.inJob[paper]
	}
	return report.Range{}
}

// guarded judges an application and does the work on it. It keeps a fault of
// ours in one application from the others.
func (j *Job) guarded(i int, work func(m *made)) (m made) {
	m = made{at: i, application: j.backlog.application(i)}
	defer func() {
		if r := recover(); r != nil {
			m.fault(fmt.Errorf("%v", r))
		}
	}()
	m.verdict = j.verdict(i, m.application)
	work(&m)
	return m
}

// fault makes it what comes of an application over which icpgen itself failed.
func (m *made) fault(err error) {
	id := filing.Escape(m.application.ID)
	said := filing.Escape(filing.MaskAll(err.Error()))
	f := fail(Internal, nil, fmt.Sprintf("申请 %s 未生成：icpgen 自身出错（%s）", id, said),
		fmt.Sprintf("application %s was not rendered: icpgen itself failed (%s)", id, said)).
		hint("其他申请不受影响；请把这一行连同版本号反馈给开发者", "the other applications are not touched; please report this line with the version")
	*m = made{at: m.at, application: m.application, verdict: m.verdict, failure: f, findings: []filing.Finding{{
		Rule: ourFault, Level: filing.Error, Place: m.application.Place, Message: f.Words, Remedy: f.Hint,
	}}}
}

// settle joins what was made to the verdict and the totals.
func (j *Job) settle(m *made, totals *report.Totals) report.Case {
	v := &m.verdict
	v.Findings = append(v.Findings, m.findings...)
	c := report.Case{Application: m.application, Verdict: v, Papers: m.papers, Rendered: m.done}
	for _, f := range v.Findings {
		totals.Count(f.Level)
	}
	if m.failure != nil {
		j.Failures = append(j.Failures, m.failure)
	}
	if m.done {
		totals.Rendered++
	} else if v.Refused() {
		totals.Refused++
	}
	if m.done && j.settings.singles() {
		c.Folder = j.backlog.entries[m.at].folder
	}
	for n := range c.Papers {
		totals.Documents++
		totals.Pages += c.Papers[n].Pages
		if m.written == nil { // in a print job only
			continue
		}
		if c.Papers[n].Written = m.written[n]; c.Papers[n].Written {
			totals.Written++
		} else {
			totals.Unchanged++
		}
	}
	return c
}

// told passes on how far the run is.
func (j *Job) told(done, of int) {
	if j.settings.Progress != nil {
		j.settings.Progress(done, of)
	}
}

// lay lays the papers of an application out.
func (j *Job) lay(m *made, draft bool) (laid []paper, findings []filing.Finding) {
	packet := j.packet(m.application, &m.verdict, draft)
	for _, form := range packet.Verdict.Forms {
		if !j.wanted(form) {
			continue
		}
		document, found := packet.Lay(form)
		laid = append(laid, paper{form, document})
		findings = withoutRepeats(findings, found)
	}
	return laid, findings
}

// try tells what lay would find.
func (j *Job) try(m *made) (findings []filing.Finding) {
	packet := j.packet(m.application, &m.verdict, false)
	for _, form := range packet.Verdict.Forms {
		if j.wanted(form) {
			findings = withoutRepeats(findings, packet.Try(form))
		}
	}
	return findings
}

// withoutRepeats adds findings of one more paper: what several papers cannot
// print is told once.
func withoutRepeats(findings, more []filing.Finding) []filing.Finding {
	for _, f := range more {
		if !slices.ContainsFunc(findings, func(g filing.Finding) bool {
			return g.Rule == f.Rule && g.Place == f.Place && g.Message == f.Message
		}) {
			findings = append(findings, f)
		}
	}
	return findings
}

// paper is one paper laid out.
type paper struct {
	form     string
	document *pdf.Document
}

func (j *Job) packet(a *filing.Application, v *filing.Verdict, draft bool) forms.Packet {
	return forms.Packet{
		Application: a, Verdict: v, Profile: j.profile,
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

// copies is how often a paper is printed.
func (j *Job) copies(form string) int {
	if form == filing.Checklist { // stays with the clerk
		return 1
	}
	return cmp.Or(j.settings.Job.Copies, j.profile.Copies)
}

// make makes the papers of an application: files, each read back and judged,
// and plates for a print job, which is read back as a whole. A refused
// application has none, but for drafts.
func (j *Job) make(m *made) {
	draft := j.settings.Draft && m.verdict.Refused()
	laid, findings := j.lay(m, draft)
	m.findings = findings
	if m.verdict.Refused() || slices.ContainsFunc(findings, isError) {
		if !j.settings.Draft {
			return
		}
		if !draft { // refused only by what was laid out
			draft = true
			laid, _ = j.lay(m, draft)
		}
	}
	packet := j.packet(m.application, &m.verdict, draft)
	var files []content
	var papers []report.Paper
	var plates []*pdf.Plates
	for _, p := range laid {
		made := report.Paper{Form: p.form, Pages: len(p.document.Pages), Copies: j.copies(p.form)}
		if j.settings.singles() {
			data, err := p.document.BytesIn(j.rooms.get())
			if err != nil {
				m.fault(err)
				return
			}
			if faults := j.verify(packet, p, findings, data); len(faults) > 0 {
				m.findings = append(m.findings, faults...)
				return
			}
			made.File, made.SHA256 = path.Join(j.backlog.entries[m.at].folder, p.form+".pdf"), digest(data)
			files = append(files, content{made.File, data})
		}
		if j.settings.Job.File != "" {
			plate, err := p.document.Plates()
			if err != nil {
				m.fault(err)
				return
			}
			plates = append(plates, plate)
		}
		papers = append(papers, made)
	}
	m.draft, m.done, m.papers, m.files, m.laid, m.plates = draft, true, papers, files, laid, plates
	if j.settings.Job.File != "" && len(papers) > 0 {
		var err error
		if m.head, err = j.headOf(m); err != nil {
			m.fault(err)
		}
	}
}

func isError(f filing.Finding) bool { return f.Level == filing.Error }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// conserved makes sure that no row went missing.
func conserved(run report.Run, cases int) error {
	n := run.Totals
	if n.Rows == n.Applications+n.Blank+n.Skipped && n.Applications == cases+n.Elsewhere &&
		(!run.Rendered || n.Applications == n.Rendered+n.Refused+n.Elsewhere) {
		return nil
	}
	return fail(Internal, nil,
		fmt.Sprintf("行数对不上：共 %d 行，申请 %d（生成 %d，未生成 %d，不在此次 %d），空白 %d，跳过 %d", n.Rows, n.Applications, n.Rendered, n.Refused, n.Elsewhere, n.Blank, n.Skipped),
		fmt.Sprintf("rows do not add up: %d rows, %d applications (%d rendered, %d refused, %d not in this run), %d blank, %d skipped", n.Rows, n.Applications, n.Rendered, n.Refused, n.Elsewhere, n.Blank, n.Skipped))
}
