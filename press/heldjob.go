package press

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/verify"
)

// heldJob is a file of a finished print job while it is held against the
// workbook: first it is looked at whose pages stand where, then what these
// applications have to say is laid out anew and each page judged by it. Neither
// the pages nor what they should be are ever in memory together.
type heldJob struct {
	*Job // judged on the day of the print job, with its settings
	*jobSurvey
	ctx     context.Context
	listing *jobListing // nil: there is none
	among   *amongAll
	planned []bool // the applications that the file has to hold
	sum     forms.JobSummary
	told    toldFaults
	notes   []filing.Words
}

// holdJob holds a file of a print job against the workbook.
func (j *Job) holdJob(ctx context.Context, name string, paths []string) verified {
	v := verified{Verified: report.Verified{File: name}}
	unread := func(failure *Failure) verified {
		v.Faults = []report.Fault{{Promise: verify.Readable, Words: failure.Words}}
		return v
	}
	file, err := os.Open(name)
	if err != nil {
		return unread(unreadable(name, err))
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return unread(unreadable(name, err))
	}
	h := &heldJob{ctx: ctx, among: j.amongAll()}
	if h.jobSurvey, err = surveyJob(file, info.Size(), h.among.whose); err != nil {
		faults, _, failure := judgeAlone(name, verify.Want{}) // says what is wrong with it
		if failure != nil {
			return unread(failure)
		}
		for _, f := range faults {
			v.Faults = append(v.Faults, report.Fault{Promise: f.Promise, Page: f.Page, Words: f.Words})
		}
		if len(faults) == 0 { // a fault of ours is none of the file's, and still no page was held
			return unread(unreadable(name, err))
		}
		return v
	}
	listing, failure := listingOf(name, paths)
	if failure != nil {
		return unread(failure)
	}
	if h.listing = listing; listing == nil && h.id == "" && h.summed == nil {
		v.Faults = []report.Fault{{Promise: againstPromise, Words: filing.Words{
			ZH: "文件名不是材料的名称，内容也不是打印作业，不知道与哪份申请比对", EN: "neither is its name a paper's nor is it a print job, so that nothing can be held against it"}}}
		return v
	}
	h.take(j)
	h.holdListing(file)
	h.compare()
	r := readers.Get().(*verify.Reader)
	defer readers.Put(r)
	faults := r.Job(file, info.Size(), h.expected())
	for _, f := range faults {
		h.judged(f)
	}
	v.Faults, v.Notes = h.told.all(), h.notes
	if h.summed != nil && h.summed.Elsewhere > 0 {
		v.some = listing
	}
	return v
}

// take takes the day and the shape of the print job.
func (h *heldJob) take(j *Job) {
	if h.listing != nil {
		h.listing.applies(h.jobSurvey)
	} else {
		h.note("没有找到登记这个文件的 "+manifestName+"：每份几套、单双面、有没有分隔页都按文件里多数申请的样子，整份缺了的申请只能靠汇总页和工作簿发现；"+
			"把做作业时写出的 "+manifestName+" 放在它旁边，或在命令里也写上那个文件夹，就都能核对",
			"no "+manifestName+" that lists this file was found: copies, sides and separators are taken from most of its applications, and an application that is missing as a whole shows only by the summary and the workbook; "+
				"put the "+manifestName+" of the run beside it, or name its folder too, and all can be held")
	}
	if h.id == "" {
		h.note("文件里没有作业编号，看不出是哪一天做的；按 "+j.settings.Day.String()+" 判断", "the file bears no job number that tells its day; it is judged as of "+j.settings.Day.String())
		h.id = j.jobID
	} else if day, ok := j.dayOf(h.id); !ok {
		h.note("作业编号 "+h.id+" 不是由现在这份工作簿、规则和设置得出的：它们在印出以后改动过，或者不是同一份；按 "+j.settings.Day.String()+" 判断，逐页比对照常",
			"the job number "+h.id+" does not come of this workbook, these rules and settings: they were changed since, or are others; the pages are held all the same, as of "+j.settings.Day.String())
	} else if day != j.settings.Day && j.settings.DayNamed {
		h.note("作业是 "+day.String()+" 的，按 --on 所指的 "+j.settings.Day.String()+" 判断", "the job is of "+day.String()+"; it is judged as of "+j.settings.Day.String()+", as --on says")
	} else if day != j.settings.Day {
		h.note("按做作业的那一天 "+day.String()+" 判断", "judged as of "+day.String()+", the day of the job")
		j = j.on(day)
	}
	own := *j
	own.settings.Job = JobSettings{File: h.id, Copies: h.shape.copies, Duplex: h.shape.duplex, Separators: h.shape.separators}
	own.settings.WithNotes, own.settings.NoChecklist = h.shape.notes, !h.shape.checklists
	h.Job, h.planned = &own, make([]bool, j.Applications())
	h.sum = forms.JobSummary{Job: h.id, Applications: j.Applications(), Duplex: h.shape.duplex}
}

func (h *heldJob) note(zh, en string) { h.notes = append(h.notes, filing.Words{ZH: zh, EN: en}) }

// holdListing holds the file as a whole against the manifest, and plans the
// applications that are listed.
func (h *heldJob) holdListing(file io.Reader) {
	l := h.listing
	if l == nil {
		return
	}
	if sum, _, err := sumOf(file); err != nil || sum != l.sum {
		zh, en := "", ""
		if n := len(h.shows); n != l.pages {
			zh, en = fmt.Sprintf("：登记的有 %d 页，这一份有 %d 页", l.pages, n), fmt.Sprintf(": that has %d pages, this one %d", l.pages, n)
		}
		h.tell(manifestPromise, 0, nobody, "", "与 "+manifestName+" 登记的不是同一份文件"+zh, "not the file that "+manifestName+" lists"+en)
	}
	var strange []string
	for id := range l.first {
		if at, ok := h.among.byID[id]; ok {
			h.planned[at] = true
		} else {
			strange = append(strange, id)
		}
	}
	slices.Sort(strange)
	for _, id := range strange {
		shown := filing.Escape(filing.MaskAll(id))
		h.tell(againstPromise, 0, nobody, "", "申请 "+shown+"："+manifestName+" 登记了它，工作簿里没有", "application "+shown+": "+manifestName+" lists it, and the workbook has none of that id")
	}
}

// compare finds out which applications the file has too many, too few, or in
// another order than the workbook.
func (h *heldJob) compare() {
	seen := make([]bool, len(h.planned))
	for _, head := range h.heads {
		if head.at >= 0 {
			seen[head.at] = true
		}
	}
	h.planAll(seen)
	h.nameUnknown(seen)
	for at, planned := range h.planned {
		if planned && !seen[at] {
			h.tell(verify.Order, 0, int32(at), "", "缺少它的全部材料", "all its papers are missing")
		}
	}
	once := make([]bool, len(seen))
	var order []int // heads of applications, each once
	for i, head := range h.heads {
		if head.at < 0 {
			continue
		}
		if once[head.at] {
			h.tellAt(i, "这份申请前面已经有了，又印了一遍", "this application stands in the file already, and here again")
			continue
		}
		once[head.at] = true
		order = append(order, i)
		if l := h.listing; l != nil && !h.planned[head.at] && !l.elsewhere[idKey(harmlessCell(h.backlog.entries[head.at].id))] {
			h.tellAt(i, "多出这份申请："+manifestName+" 没有登记它", "an application too many: "+manifestName+" does not list it")
		}
		h.planned[head.at] = true
	}
	at := func(i int) int32 { return h.heads[i].at }
	kept := rising(order, at)
	sorted := slices.SortedFunc(slices.Values(order), func(a, b int) int { return cmp.Compare(at(a), at(b)) })
	for n, i := range order {
		if kept[n] {
			continue
		}
		before, _ := slices.BinarySearchFunc(sorted, at(i), func(a int, wanted int32) int { return cmp.Compare(at(a), wanted) })
		if before == 0 {
			h.tellAt(i, "次序与工作簿不同：它应排在最前", "not in the order of the workbook: it is the first there")
			continue
		}
		id := h.shownID(at(sorted[before-1]))
		h.tellAt(i, "次序与工作簿不同：它应紧接在 "+id+" 的后面", "not in the order of the workbook: there it comes after "+id)
	}
}

// planAll plans the applications that the job holds because it holds all that
// may be printed: the summary tells whether it does. It stands in the last file
// of several, which holds all from its first application on.
func (h *heldJob) planAll(seen []bool) {
	if h.summed == nil || h.summed.Elsewhere > 0 {
		if h.summed == nil {
			h.note("汇总页不在这个文件里，看不出作业是不是只印了一部分申请（--select、--shard）；工作簿里有而这里没有的，只核对 "+manifestName+" 登记的",
				"the summary is not in this file, so that it cannot be told whether only some applications were asked for (--select, --shard); of those that are not here, only what "+manifestName+" lists is missed")
		} else {
			h.note(fmt.Sprintf("汇总页说这个作业只印一部分申请，另有 %d 份不在此次；没有印的不核对", h.summed.Elsewhere),
				fmt.Sprintf("the summary says that only some applications were asked for and %d were not; those are not held", h.summed.Elsewhere))
		}
		return
	}
	from := 0
	if h.part > 1 {
		if from = slices.Index(seen, true); from < 0 {
			return // the summary alone
		}
	}
	var others []int
	for at := from; at < len(h.planned); at++ {
		if !h.planned[at] && !seen[at] && (h.listing == nil || !h.listing.sisters[idKey(harmlessCell(h.backlog.entries[at].id))]) {
			others = append(others, at)
		}
	}
	inOrder(h.ctx, len(others), h.settings.Workers, func(i int) bool {
		m := h.again(others[i], h.shape.draft)
		return m.done && len(m.papers) > 0
	}, func(i int, printed bool) error {
		h.planned[others[i]] = printed
		return nil
	})
}

// nameUnknown takes what nobody is known to belong to for what is missing just
// there.
func (h *heldJob) nameUnknown(seen []bool) {
	known := func(head beginning) bool { return head.at >= 0 }
	from, to, next := 0, 0, -1 // applications between the known heads around, and the second of these
	for i := range h.heads {
		head := &h.heads[i]
		if known(*head) {
			from = int(head.at) + 1
			continue
		}
		if head.at != nobody {
			continue
		}
		if next < i {
			if next, to = len(h.heads), len(seen); slices.ContainsFunc(h.heads[i:], known) {
				next = i + slices.IndexFunc(h.heads[i:], known)
				to = int(h.heads[next].at)
			}
		}
		for ; from < to && head.at == nobody; from++ {
			if h.planned[from] && !seen[from] {
				head.at, seen[from] = int32(from), true
			}
		}
	}
}

// again makes anew what an application has to say, but for its papers
// themselves, of which only the pages are counted.
func (h *heldJob) again(at int, draft bool) made {
	return h.guarded(at, func(m *made) {
		refused := m.verdict.Refused()
		laid, findings := h.lay(m, draft && refused)
		if !refused && slices.ContainsFunc(findings, isError) {
			if refused = true; draft {
				laid, _ = h.lay(m, draft)
			}
		}
		m.findings, m.draft, m.done = findings, draft && refused, draft || !refused
		for _, p := range laid {
			m.papers = append(m.papers, report.Paper{Form: p.form, Pages: len(p.document.Pages), Copies: h.copies(p.form)})
		}
	})
}

// lastFile reports whether the job ends with this file.
func (h *heldJob) lastFile() bool { return h.part == 0 || h.listing != nil && h.listing.last }
