package press

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/workbook"
)

// Job is what was read, ready to be judged and rendered.
type Job struct {
	// Failures are the inputs that could not be read; the others go on.
	Failures []*Failure

	settings Settings
	profile  profile.Profile
	rules    *rules.Book
	index    *rules.Index
	stale    bool // the index knows more than the backlog
	backlog  backlog
	titles   []title // beside the backlog, until folders are named
	findings []filing.Finding
	totals   report.Totals
	identity *identity // of all that decides what is printed
	jobID    string    // of its print job
	judges   *sync.Pool
	rooms    rooms
	verdict  func(i int, a *filing.Application) filing.Verdict
	verify   verifier
	copy     copying
}

// Read reads the workbooks, all of a run together since some rules look at the
// whole of it. An input that cannot be read is noted in Failures and the others
// go on; the error is a [Failure] that leaves nothing to go on with.
func Read(s Settings) (*Job, error) {
	inputs, failures := findInputs(s.Inputs)
	job := &Job{settings: s, Failures: failures, verify: verifyPaper, index: rules.NewIndex(), identity: new(identity)}
	job.verdict = job.judgement
	if failure := job.expectCopy(inputs); failure != nil {
		return nil, failure
	}
	var err error
	if job.profile, err = findProfile(s.Profile, inputs); err != nil {
		return nil, err
	}
	if !job.wanted(filing.Checklist) { // to which the blank pledge sends its reader
		job.profile.Pledge = profile.PledgeGuide
	}
	if job.rules, err = loadRules(s.Rules, job.identity); err != nil {
		return nil, err
	}
	job.judges = judgesOf(job)
	job.rooms = make(rooms, len(filing.Papers)*max(1, s.Workers))
	job.identity.leaveDay()
	fmt.Fprintf(job.identity, " %+v\n", job.profile)
	for _, in := range inputs {
		file, failure := in.open(s.Stdin, s.Read.Limits)
		if failure == nil {
			failure = job.read(in, file)
			file.close()
		}
		if failure == nil {
			continue
		}
		if failure.Kind == Usage { // a question to the clerk: nothing is done before it is answered
			return nil, failure
		}
		job.Failures = append(job.Failures, failure)
	}
	job.jobID = job.jobIDOn(s.Day)
	job.backlog.close()
	job.indexAnew()
	job.tellApart()
	return job, nil
}

// Applications is how many there are.
func (j *Job) Applications() int { return len(j.backlog.entries) }

// Rule is the rule of that id by which the applications are judged.
func (j *Job) Rule(id string) (rules.Rule, bool) { return j.rules.Rule(id) }

// Blank reports whether the workbooks could be read and nobody has filled them
// in.
func (j *Job) Blank() bool { return j.Applications() == 0 && len(j.Failures) == 0 }

// read adds a workbook to the job.
func (j *Job) read(in input, file *opened) *Failure {
	mark := j.backlog.mark()
	taken := j.takeIn(in.home())
	book, err := workbook.Each(in.name, file, file.size, j.settings.Read, taken.add)
	taken.close()
	if err != nil {
		j.takeBack(mark)
		return workbookFailure(in, err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(file, 0, file.size)); err != nil {
		j.takeBack(mark)
		return unreadable(in.name, err)
	}
	fmt.Fprintf(j.identity, "%q %x\n", in.name, sum.Sum(nil))
	if failure := j.keepSource(in, file); failure != nil {
		j.takeBack(mark)
		return failure
	}
	j.findings = append(j.findings, book.Findings...)
	for _, f := range book.Findings {
		j.totals.Count(f.Level)
	}
	j.count(j.backlog.mark()-mark, book.Census)
	return nil
}

// count adds a workbook's account of its rows and cells. Headings repeated
// further down and remarks across the sheet are rows skipped.
func (j *Job) count(applications int, census workbook.Census) {
	t, rows := &j.totals, census.Rows
	t.Applications += applications
	t.Blank += rows.Blank
	t.Skipped += rows.Skipped + rows.Notes
	t.Rows += rows.Applications + rows.Blank + rows.Skipped + rows.Notes
	t.CellsSeen += census.Cells
	t.CellsRead += census.Read
	for _, left := range census.Left {
		t.Ignore(left.Reason.Words(), left.Cells)
	}
}

// tellApart makes the ids unique in the run and names the folders. A 申请编号
// that was typed twice is a fault of the second; an id that only comes from the
// row gives way.
func (j *Job) tellApart() {
	entries := j.backlog.entries
	first := map[string]int{} // by id
	for i, t := range j.titles {
		if !t.typed {
			continue
		}
		if other, again := first[entries[i].id]; again {
			entries[i].twin = int32(other)
		} else {
			first[entries[i].id] = i
		}
	}
	given := newNames()
	last := map[string]int{} // the number that the last of the same id got
	for i, t := range j.titles {
		e := &entries[i]
		// A number typed as the id must not become a folder's name.
		if at, typed := first[e.id]; e.twin >= 0 || !typed || at != i || t.id != e.id {
			id, n := t.id, max(last[t.id], 1)
			for _, taken := first[id]; taken; _, taken = first[id] {
				n++
				id = t.id + "-" + strconv.Itoa(n)
			}
			first[id], last[t.id], e.id = i, n, id
		}
		e.folder = given.folder(e.id, t.subject)
	}
	j.titles = nil
}

// repeated is the fault of an application whose 申请编号 another had before.
func (j *Job) repeated(i int, a *filing.Application) filing.Finding {
	other := j.backlog.application(int(j.backlog.entries[i].twin))
	at := filing.Escape(other.At(filing.FieldApplicationID).String())
	return filing.Finding{
		Rule: repeatedID, Level: filing.Error, Field: filing.FieldApplicationID,
		Place: a.At(filing.FieldApplicationID), Value: a.Text(filing.FieldApplicationID),
		Message: filing.Words{ZH: "申请编号与 " + at + " 重复", EN: "the application id is the same as at " + at},
		Remedy:  filing.Words{ZH: "每个网站用一个不同的编号，或把编号留空，由程序按行号编", EN: "give each website its own, or leave it blank: the row is used then"},
		Source:  filing.Words{ZH: "申请编号在一次运行中不得重复", EN: "an application id is unique in a run"},
	}
}

// judgesOf are judges by the job's rules, on its day.
func judgesOf(j *Job) *sync.Pool {
	return &sync.Pool{New: func() any { return j.rules.Judge(j.index, j.profile, j.settings.Day) }}
}

// judgement judges an application by the rules.
func (j *Job) judgement(i int, a *filing.Application) filing.Verdict {
	judge := j.judges.Get().(*rules.Judge)
	defer j.judges.Put(judge)
	var seen *filing.Photo
	if path := a.Text(filing.FieldPhoto); path != "" {
		p := inspectPhoto(j.backlog.entries[i].home, path)
		seen = &p
	}
	v := judge.Verdict(i, a, seen)
	if j.backlog.entries[i].twin >= 0 {
		v.Findings = append(v.Findings, j.repeated(i, a))
	}
	return v
}

// findProfile reads the profile asked for, or the one that lies beside the
// workbooks, or in the working folder; failing these, the embedded one.
func findProfile(asked string, inputs []input) (profile.Profile, error) {
	if asked == "" {
		found, err := nearProfile(inputs)
		if err != nil {
			return profile.Profile{}, err
		}
		if asked = found; asked == "" {
			return profile.Default(), nil
		}
	}
	data, failure := readSettings(asked)
	if failure != nil {
		return profile.Profile{}, failure
	}
	p, err := profile.Read(filing.Escape(asked), data)
	if err == nil {
		err = forms.CheckLetter(p)
	}
	if err != nil {
		return profile.Profile{}, wording(Input, err, filing.Escape(asked), "配置文件有误", "the profile is not right").
			hint("改正后再运行；没有把握时先删去这一项，会使用内置的默认值", "correct it and run again; a key that is left out takes its default")
	}
	return p, nil
}

const profileName = "icpgen.yaml"

// nearProfile refuses to choose between two.
func nearProfile(inputs []input) (string, error) {
	var found string
	var info fs.FileInfo
	for i, in := range inputs {
		near, nearInfo := filepath.Join(in.home(), profileName), fs.FileInfo(nil)
		for _, candidate := range []string{near, profileName} {
			if stat, err := os.Stat(candidate); err == nil && stat.Mode().IsRegular() {
				near, nearInfo = candidate, stat
				break
			}
		}
		switch same := info == nil && nearInfo == nil || info != nil && nearInfo != nil && os.SameFile(info, nearInfo); {
		case i > 0 && !same:
			return "", fail(Usage, nil, "这些工作簿旁边的 "+profileName+" 不是同一个", "these workbooks do not share one "+profileName).
				hint("用 --profile 指明用哪一个，或分开运行", "say which with --profile, or run them apart")
		case i == 0 && nearInfo != nil:
			found, info = near, nearInfo
		}
	}
	return found, nil
}

// LoadRules loads the embedded rulebook and, from a folder, the *.yaml that add
// to it or override by id; no folder is named by "".
func LoadRules(folder string) (*rules.Book, error) { return loadRules(folder, io.Discard) }

// loadRules also tells what it read beyond the embedded rules.
func loadRules(folder string, tell io.Writer) (*rules.Book, error) {
	// Nearly all that is made here stays: collecting in between only takes time.
	if percent := debug.SetGCPercent(400); percent < 0 {
		debug.SetGCPercent(percent)
	} else {
		defer debug.SetGCPercent(percent)
	}
	var extra []rules.File
	if folder != "" {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, unreadable(folder, err)
		}
		for _, entry := range entries {
			if ext := filepath.Ext(entry.Name()); entry.IsDir() || ext != ".yaml" && ext != ".yml" {
				continue
			}
			whole := filepath.Join(folder, entry.Name())
			if info, err := os.Stat(whole); err == nil && !info.Mode().IsRegular() {
				return nil, noFile(whole)
			}
			data, failure := readSettings(whole)
			if failure != nil {
				return nil, failure
			}
			fmt.Fprintf(tell, "%q %x\n", entry.Name(), sha256.Sum256(data))
			extra = append(extra, rules.File{Name: entry.Name(), Data: data})
		}
		if len(extra) == 0 {
			shown := filing.Escape(folder)
			return nil, fail(Input, nil, shown+": 文件夹里没有 .yaml 规则文件", shown+": no .yaml rule file in this folder").
				hint("检查 --rules 所指的文件夹", "check the folder named by --rules")
		}
	}
	book, err := rules.Load(extra...)
	if err != nil {
		return nil, wording(Input, err, "", "规则文件有误", "a rule file is not right").
			hint("按所指的行、列改正规则文件", "correct the rule file at the line and column named")
	}
	return book, nil
}

// workbookFailure sorts what the reader says into kinds.
func workbookFailure(in input, err error) *Failure {
	kind := Input
	if _, ok := errors.AsType[*workbook.HiddenRows](err); ok {
		kind = Usage
	} else if _, ok := errors.AsType[*workbook.UnknownSheet](err); ok {
		kind = Usage
	}
	return wording(kind, err, filing.Escape(in.name), "无法读取工作簿", "the workbook cannot be read")
}

// worded is an error that says itself in both languages.
type worded interface {
	error
	Words() filing.Words
}

// told is an error that says itself in the language asked for.
type told interface {
	error
	In(filing.Lang) string
}

// wording makes a failure of another room's error, in that room's words where
// it has them.
func wording(kind Kind, err error, name, zh, en string) *Failure {
	f := &Failure{Kind: kind, Words: filing.Words{ZH: zh, EN: en}}
	if w, ok := errors.AsType[worded](err); ok {
		f.Words = w.Words()
	} else if t, ok := errors.AsType[told](err); ok {
		f.Words = filing.Words{ZH: t.In(filing.Chinese), EN: t.In(filing.English)}
	} else {
		f.Err = err
	}
	f.Words = filing.Words{ZH: filing.Discreet(f.Words.ZH), EN: filing.Discreet(f.Words.EN)} // they name sheets
	if name != "" && !strings.HasPrefix(f.Words.ZH, name) {
		f.Words = filing.Words{ZH: name + ": " + f.Words.ZH, EN: name + ": " + cmp.Or(f.Words.EN, f.Words.ZH)}
	}
	return f
}
