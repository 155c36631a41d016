package press

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/report"
)

// jobForm is what the manifest calls the file of a print job.
const jobForm = "打印作业"

// printJob is a run's print job while it is made: applications in the order of
// the sheets, each with its papers, copy after copy, in one file or in several
// of so many sheets. Pages go to the disk as they come. A file is read back as
// a whole before it gets its name.
type printJob struct {
	*work
	at    *folder // where the files stand
	named string  // the files' name without its ending
	file  *jobFile
	done  []forms.JobFile
	sum   forms.JobSummary
}

// jobFile is a file on its way.
type jobFile struct {
	name   string
	out    *tempFile
	sum    hash.Hash
	pdf    *pdf.Job
	sheets int
	first  int // application, by number
	last   int
	shown  []shown
}

// newPrintJob begins the job of a run.
func (w *work) newPrintJob() *printJob {
	p := &printJob{work: w, at: w.jobAt, named: w.settings.jobStem()}
	p.sum = forms.JobSummary{Job: p.jobID, Applications: w.Applications(), Elsewhere: w.run.Totals.Elsewhere, Duplex: w.settings.Job.Duplex}
	return p
}

// openJobFolder takes hold of the folder of the print job, which may be that of
// the run, as it is where there is no print job.
func (j *Job) openJobFolder(out *folder) (*folder, error) {
	dir := filepath.Dir(j.settings.Job.File)
	if j.settings.Job.File == "" || samePath(dir, j.settings.Out) {
		return out, nil
	}
	at, err := openFolder(dir, j.settings.Shard, j.settings.disk)
	if err != nil {
		return nil, unwritableBut(dir, err, otherPlace)
	}
	return at, nil
}

// begin opens the next file.
func (p *printJob) begin() error {
	name := p.named + ".pdf"
	title := "打印作业 " + p.jobID
	if p.settings.Job.Split > 0 {
		name = fmt.Sprintf("%s-%03d.pdf", p.named, len(p.done)+1)
		title = fmt.Sprintf("%s（%d）", title, len(p.done)+1)
	}
	out, err := p.at.create()
	if err != nil {
		return err
	}
	f := &jobFile{name: name, out: out, sum: sha256.New()}
	f.pdf = pdf.NewJob(io.MultiWriter(f.sum, out), title, p.settings.Job.Duplex)
	p.file = f
	return nil
}

// jobHead is what goes before an application's papers in a print job.
type jobHead struct {
	title     string      // in the outline
	separator *pdf.Plates // where it is asked for
	sheets    int         // that it takes together with all copies of the papers
}

// separator is the sheet that goes before an application's papers, of which it
// tells how many sheets they take.
func (j *Job) separator(m *made) (s forms.Separator, sides int) {
	order, _ := setOrder(m)
	for _, i := range order {
		paper := &m.papers[i]
		sides += j.settings.Job.sides(paper.Form, paper.Pages) * paper.Copies
		s.Papers = append(s.Papers, forms.Heap{Form: paper.Form, Pages: paper.Pages, Copies: paper.Copies})
	}
	s.Job, s.Number, s.Of = j.jobID, m.at+1, j.Applications()
	s.ID, s.Name, s.Sheets = filing.Escape(m.application.ID), maskedName(m), j.settings.Job.sheets(sides)
	return s, sides
}

func (j *Job) headOf(m *made) (jobHead, error) {
	job := j.settings.Job
	s, sides := j.separator(m)
	h := jobHead{title: s.ID + " " + s.Name, sheets: s.Sheets}
	if !job.Separators {
		return h, nil
	}
	var err error
	h.separator, err = s.Lay().Plates()
	h.sheets = job.sheets(sides + job.ownSides())
	return h, err
}

// add prints an application. Of its papers it tells in which file and on which
// pages and sheets the first copy stands.
func (p *printJob) add(m *made) (err error) {
	if len(m.papers) == 0 {
		return nil
	}
	defer func() { err = p.blamed(err) }()
	job := p.settings.Job
	order, most := setOrder(m)
	if err := p.room(m.head.sheets); err != nil {
		return err
	}
	f := p.file
	f.sheets += m.head.sheets
	f.pdf.Mark(m.head.title)
	if m.head.separator != nil {
		if err := p.extra(m.head.separator, shown{kind: shownSeparator, at: int32(m.at)}); err != nil {
			return err
		}
		p.sum.Separators++
	}
	f.show(shownOf(m, order))
	m.inJob = make([]report.Range, len(m.papers))
	printed := make([][]pdf.Printed, len(m.papers)) // page by page
	for copy := range most {
		for _, i := range order {
			paper := &m.papers[i]
			if copy >= paper.Copies {
				continue
			}
			at := report.Range{From: f.pdf.Pages() + 1}
			for n := range paper.Pages {
				if copy == 0 {
					page, err := f.pdf.Add(m.plates[i].Page(n))
					if err != nil {
						return err
					}
					printed[i] = append(printed[i], page)
				} else if err := f.pdf.Again(printed[i][n]); err != nil {
					return err
				}
				at.To = f.pdf.Pages()
				if err := p.back(paper.Form, n+1, paper.Pages); err != nil {
					return err
				}
			}
			if copy == 0 {
				paper.Job = at
				m.inJob[i] = report.Range{From: job.sheets(at.From), To: job.sheets(at.To)}
				if paper.JobFile = p.listed(f.name); paper.File == "" {
					paper.File = paper.JobFile
				}
			}
			p.sum.Pages += paper.Pages
		}
	}
	if f.first == 0 {
		f.first = m.at + 1
	}
	f.last = m.at + 1
	m.plates = nil
	return nil
}

// setOrder is that of an application's papers in a set: the 材料清单 heads it. The
// most copies of any is how many sets there are.
func setOrder(m *made) (order []int, most int) {
	for i, paper := range m.papers {
		most = max(most, paper.Copies)
		if paper.Form == filing.Checklist {
			order = append([]int{i}, order...)
		} else {
			order = append(order, i)
		}
	}
	return order, most
}

// maskedName is the subject's name as an outline and a separator may show it: of
// a person no more than the family name.
func maskedName(m *made) string {
	name := filing.Escape(filing.MaskAll(m.application.Text(filing.FieldSubjectName)))
	if m.verdict.FiledAs != filing.AsPerson {
		return name
	}
	runes := []rune(name)
	for i := range runes {
		if i > 0 {
			runes[i] = '＊'
		}
	}
	return string(runes)
}

// back gives the n-th page of a paper, just printed, its empty back where it has one.
func (p *printJob) back(form string, n, pages int) error {
	if !p.settings.Job.backed(form, n, pages) {
		return nil
	}
	p.sum.Backs++
	return p.file.pdf.Back()
}

// extra prints a sheet that is no paper.
func (p *printJob) extra(plates *pdf.Plates, put shown) error {
	p.file.show(put)
	_, err := p.file.pdf.Add(plates)
	if err == nil {
		err = p.back("", 1, 1)
	}
	return err
}

// show notes what is put into the file next.
func (f *jobFile) show(put shown) {
	put.page = int32(f.pdf.Pages() + 1)
	f.shown = append(f.shown, put)
}

// room makes sure that a file is open and has room for so many sheets. A file
// is never divided within an application, so one that needs more than the
// limit has a file for itself.
func (p *printJob) room(sheets int) error {
	if most := p.settings.Job.Split; most > 0 && p.file != nil && p.file.sheets > 0 && p.file.sheets+sheets > most {
		if err := p.close(); err != nil {
			return err
		}
	}
	if p.file == nil {
		return p.begin()
	}
	return nil
}

// blamed says of an error that it befell the job.
func (p *printJob) blamed(err error) error {
	if err == nil {
		return nil
	}
	return &jobFault{p.at.path, err}
}

// finish prints the summary and ends the last file.
func (p *printJob) finish() (err error) {
	defer func() { err = p.blamed(err) }()
	sheets := p.settings.Job.sheets(p.settings.Job.ownSides())
	if err := p.room(sheets); err != nil {
		return err
	}
	p.file.sheets += sheets
	s := &p.sum
	s.Rendered, s.Refused = p.run.Totals.Rendered, p.run.Totals.Refused
	if s.Own = 1; p.settings.Job.Duplex {
		s.Backs++
	}
	for _, f := range p.done {
		s.Sheets += f.Sheets
	}
	s.Sheets += p.file.sheets
	s.Files = append(p.done, p.file.told())
	plates, err := s.Lay().Plates()
	if err == nil {
		p.file.pdf.Mark("汇总")
		err = p.extra(plates, shown{kind: shownSummary})
	}
	if err == nil {
		err = p.close()
	}
	return err
}

// dropEarlier removes files that an earlier run wrote for the same job and this
// one, divided otherwise, did not: in the folder or, as the list has it, beside.
func (p *printJob) dropEarlier() error {
	if p.settings.Select != "" {
		return nil
	}
	for listed, sum := range p.earlier[path.Dir(p.listed(p.named+".pdf"))] {
		name := path.Base(listed)
		number, ours := strings.CutPrefix(strings.TrimSuffix(name, ".pdf"), p.named)
		if number = strings.TrimPrefix(number, "-"); !ours || strings.Trim(number, "0123456789") != "" ||
			slices.ContainsFunc(p.run.Jobs, func(f report.PrintFile) bool { return f.File == listed }) {
			continue
		}
		if err := p.at.drop(name, sum); err != nil {
			return p.blamed(err)
		}
	}
	return nil
}

// close ends the open file: it is made safe, read back, and only then given its
// name, unless the very same stands there already.
func (p *printJob) close() error {
	f := p.file
	if err := f.pdf.Close(); err != nil {
		return err
	}
	if err := f.out.Sync(); err != nil {
		return err
	}
	if err := p.readBack(f); err != nil {
		return err
	}
	written, err := p.at.take(f.out, f.name)
	if err != nil {
		return err
	}
	sum := hex.EncodeToString(f.sum.Sum(nil))
	p.run.Jobs = append(p.run.Jobs, report.PrintFile{File: p.listed(f.name), Pages: f.pdf.Pages(), Sheets: f.sheets, SHA256: sum, Written: written})
	p.done = append(p.done, f.told())
	p.way.files = append(p.way.files, f.told().Name)
	p.file = nil
	return nil
}

// told is the file as the summary tells of it. A name is what somebody typed, who
// may have named a file after a telephone number.
func (f *jobFile) told() forms.JobFile {
	return forms.JobFile{Name: filing.Escape(filing.MaskAll(f.name)), First: f.first, Last: f.last, Sheets: f.sheets}
}

// listed is how the manifest, which stands in the run's folder, calls the file.
func (p *printJob) listed(name string) string {
	if p.at == p.out {
		return name
	}
	whole := filepath.Join(p.at.path, name)
	from, err1 := filepath.Abs(p.out.path)
	to, err2 := filepath.Abs(whole)
	if rel, err := filepath.Rel(from, to); errors.Join(err1, err2, err) == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(whole)
}

// abandon takes away what is not finished.
func (p *printJob) abandon() {
	if p.file != nil {
		p.file.out.discard()
	}
	if p.at != p.out {
		p.at.settle()
	}
}
