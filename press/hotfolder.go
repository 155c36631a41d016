package press

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// The folders below a hot folder that finished workbooks are moved to.
const (
	doneFolder   = "done"
	failedFolder = "failed"
)

// HotFolder is a folder that people drop workbooks into. Each that is finished
// is rendered into a folder of its own below Out, and then moved to done/ or
// failed/ with its result beside it; nothing there is ever overwritten. The move
// comes last: a workbook that a crash left behind is simply done again.
type HotFolder struct {
	In, Out string
	Settle  time.Duration // a workbook that has stayed the same for so long is finished
	Every   time.Duration // how often In is looked through, and what failed for the disk is tried again
	Once    bool          // end when nothing is left to wait for
	Strict  bool          // a warning, too, makes a workbook fail

	Settings Settings          // of each run; Inputs, Out and Day are its own, and the file of a print job lies in Out
	Today    func() filing.Day // the day to judge by
	Now      func() time.Time
	After    func(time.Duration) <-chan time.Time
	Notices  func(ctx context.Context, folder string) (<-chan struct{}, error) // such as [Notices]; nil when In is only looked through

	Lang   filing.Lang                                       // of the annotated copies
	Teller func(w io.Writer) report.Teller                   // tells a run, for the result
	Result func(report.Handled) (suffix string, text []byte) // what is put beside a workbook, such as ".txt"
	Tell   func(Event)

	in   *folder
	seen map[string]*sighting
	lost *Failure // why In cannot be read at present
}

// Event is something that happened to a workbook, or to the hot folder itself.
type Event struct {
	Kind     EventKind
	Workbook string         // its name; empty when the event is about the folder
	Handled  report.Handled // of Delivered
	To       string         // of Delivered: where the workbook is now, "failed/a-2.xlsx"
	Result   string         // of Delivered: its result, "failed/a-2.txt"
	Failure  *Failure       // of Postponed and Lost: why
	Err      error          // of Unnoticed: why
}

// EventKind is what happened.
type EventKind uint8

// The kinds of event.
const (
	Begun      EventKind = iota + 1 // the folder is held and looked after
	Unnoticed                       // the system gives no notices; the folder is looked through
	Delivered                       // rendered, or refused, and moved
	Postponed                       // cannot be done now, through no fault of its own; it is tried again
	Replaced                        // another came in its place meanwhile; that one is done next
	Gone                            // somebody took it away
	PassedOver                      // it has a workbook's name and is no file
	Lost                            // the folder cannot be read; it is tried again
	Back                            // the folder can be read again
)

// Run watches until the context is over, and finishes what it has begun. The
// error is a [Failure] that keeps it from watching at all, or, of a run that is
// to end by itself, from ending well.
func (h *HotFolder) Run(ctx context.Context) error {
	if err := h.begin(); err != nil {
		return err
	}
	defer func() {
		if h.in != nil {
			h.in.close()
		}
	}()
	h.Tell(Event{Kind: Begun})
	var noticed <-chan struct{}
	var heard *folder // whose notices these are
	deaf := func() {}
	defer func() { deaf() }()
	for {
		next := h.round(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if h.Notices != nil && h.in != nil && h.in != heard {
			deaf()
			noticed, deaf = h.listen(ctx)
			heard = h.in
			continue // something may have come in between
		}
		if h.Once {
			if over, err := h.over(); over {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case _, open := <-noticed:
			if !open {
				noticed = nil
			}
		case <-h.After(next):
		}
	}
}

// listen asks for notices; deaf ends them.
func (h *HotFolder) listen(ctx context.Context) (noticed <-chan struct{}, deaf func()) {
	ctx, deaf = context.WithCancel(ctx)
	noticed, err := h.Notices(ctx, h.In)
	if err != nil {
		h.Tell(Event{Kind: Unnoticed, Err: err})
	}
	return noticed, deaf
}

// begin refuses what would only come out with the first workbook.
func (h *HotFolder) begin() error {
	h.seen = map[string]*sighting{}
	shown := filing.Escape(h.In)
	info, err := os.Stat(h.In)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(Input, nil, shown+": 没有这个文件夹", shown+": no such folder").
			hint("先建好文件夹，或检查路径", "make the folder first, or check the path")
	case err != nil:
		return unreadable(h.In, err)
	case !info.IsDir():
		return fail(Input, nil, shown+": 不是文件夹", shown+": is not a folder").
			hint("指明放工作簿的文件夹", "name the folder that workbooks are put into")
	}
	if out, err := os.Stat(h.Out); err == nil && os.SameFile(info, out) {
		return fail(Usage, nil, shown+": 放工作簿和放材料的不能是同一个文件夹", shown+": workbooks and papers cannot share one folder").
			hint("给材料另指一个文件夹", "name another folder for the papers")
	}
	if _, err := findProfile(h.Settings.Profile, []input{{filepath.Join(h.In, profileName), profileName}}); err != nil {
		return err
	}
	if _, err := LoadRules(h.Settings.Rules); err != nil {
		return err
	}
	if err := os.MkdirAll(h.Out, privateFolder); err != nil {
		return unwritable(h.Out, err)
	}
	if h.in, err = openFolder(h.In, Shard{}, nil); err != nil {
		return unwatchable(h.In, err)
	}
	return nil
}

func unwatchable(at string, err error) *Failure {
	f := unwritable(at, err)
	if _, held := errors.AsType[*InUse](err); held {
		return f.hint("一个文件夹只由一个 icpgen watch 看管；若确认它已不在运行，删除其中的 "+lockName,
			"one icpgen watch looks after a folder; if it surely runs no more, delete "+lockName+" in it")
	}
	return f.hint("放工作簿的文件夹要能写：工作簿做完要移走；检查权限和磁盘空间", "it has to be writable, since workbooks are moved when they are done: check its permissions and the room on the disk")
}

// round does every workbook that is finished and tells how long to wait.
func (h *HotFolder) round(ctx context.Context) time.Duration {
	for {
		ready, next := h.look()
		if len(ready) == 0 {
			return next
		}
		for _, s := range ready {
			if ctx.Err() != nil {
				return 0
			}
			h.handle(ctx, s)
		}
	}
}

// over reports whether nothing is left to wait for; the error is of what cannot
// be done now.
func (h *HotFolder) over() (over bool, err error) {
	if h.lost != nil {
		return true, h.lost
	}
	for _, s := range h.sightings() {
		switch {
		case s.passed:
		case s.postponed == nil:
			return false, nil
		case err == nil:
			err = s.postponed
		}
	}
	return true, err
}

// sightings are in the order of their names.
func (h *HotFolder) sightings() []*sighting {
	return slices.SortedFunc(maps.Values(h.seen), func(a, b *sighting) int { return strings.Compare(a.name, b.name) })
}

// handle renders a workbook and moves it.
func (h *HotFolder) handle(ctx context.Context, s *sighting) {
	if s.handled == nil {
		handled, postponed := h.render(ctx, s)
		if postponed != nil {
			h.postpone(s, postponed)
		}
		if handled == nil {
			return
		}
		s.handled = handled
	}
	if !h.unchanged(s) {
		return
	}
	to, result, err := h.deliver(s)
	if errors.Is(err, fs.ErrNotExist) {
		h.forget(s)
		return
	} else if err != nil {
		h.postpone(s, unwatchable(h.In, err))
		return
	}
	delete(h.seen, s.name)
	h.Tell(Event{Kind: Delivered, Workbook: s.name, Handled: *s.handled, To: to, Result: result})
}

// unchanged reports whether the workbook still lies there as it was seen, and
// tells where it does not.
func (h *HotFolder) unchanged(s *sighting) bool {
	now, err := h.in.root.Lstat(s.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		h.forget(s)
	case err == nil && !sameState(now, s.info):
		h.Tell(Event{Kind: Replaced, Workbook: s.name})
		s.change(now, h.Now())
	default:
		return true
	}
	return false
}

func (h *HotFolder) forget(s *sighting) {
	delete(h.seen, s.name)
	if !s.passed {
		h.Tell(Event{Kind: Gone, Workbook: s.name})
	}
}

// postpone tries a workbook again later. The same reason is told once.
func (h *HotFolder) postpone(s *sighting, why *Failure) {
	s.notBefore = h.Now().Add(h.Every)
	if s.postponed == nil || s.postponed.Words != why.Words {
		h.Tell(Event{Kind: Postponed, Workbook: s.name, Failure: why})
	}
	s.postponed = why
}

// render makes the papers of a workbook. Postponed is a failure that is none of
// the workbook's: the disk's, or that of the settings. Both are nil where the
// workbook is no longer there as it was seen. A fault of ours over one workbook
// must not come again at every start: that workbook fails.
func (h *HotFolder) render(ctx context.Context, seen *sighting) (handled *report.Handled, postponed *Failure) {
	handled = &report.Handled{Workbook: seen.name}
	defer func() {
		if r := recover(); r != nil {
			fault := AsFailure(errors.New(filing.Escape(filing.MaskAll(fmt.Sprint(r))))).
				hint("其他工作簿不受影响；请把这一行连同版本号反馈给开发者", "the other workbooks are not touched; please report this line with the version")
			handled, postponed = &report.Handled{Workbook: seen.name, Failures: stopped(fault)}, nil
		}
	}()
	at := filepath.Join(h.In, seen.name)
	sum, err := sumOfFile(at)
	if err != nil {
		handled.Failures = stopped(unreadable(at, err))
		return handled, nil
	}
	s := h.Settings
	s.Inputs, s.Day = []string{at}, h.Today()
	folder := folderOfWorkbook(seen.name, sum)
	s.Out = filepath.Join(h.Out, folder)
	if s.Job.File != "" {
		s.Job.File = filepath.Join(s.Out, filepath.Base(s.Job.File))
	}
	job, err := Read(s)
	switch {
	case !h.unchanged(seen): // the folder was named after another content, maybe
		return nil, nil
	case err == nil && len(job.Failures) > 0:
		handled.Failures = stopped(job.Failures...)
		return handled, nil
	case err != nil && AsFailure(err).Kind == Input: // the profile or the rules
		return nil, AsFailure(err)
	case err != nil:
		handled.Failures = stopped(AsFailure(err))
		return handled, nil
	}
	var told bytes.Buffer
	marks := &marking{workbook.Marks{Lang: h.Lang}}
	tell := report.Tellers{report.Afresh(h.Teller(&told)), marks}
	run, err := job.Render(context.WithoutCancel(ctx), tell) // what is begun is finished
	if err != nil {
		failure := AsFailure(err)
		if failure.Kind == Output {
			return nil, failure
		}
		handled.Failures = stopped(failure)
		return handled, nil
	}
	handled.Run, handled.Told, handled.Folder, handled.Failures = &run, told.Bytes(), folder, stopped(job.Failures...)
	n := run.Totals
	handled.Good = n.Refused+n.Errors == 0 && len(job.Failures) == 0 && !(h.Strict && n.Warnings > 0)
	if seen.copy = nil; n.Errors+n.Warnings > 0 {
		if data, failure := readFile(at); failure == nil {
			seen.copy, _ = marks.copy(data, s.Read) // without one, its result says it all
		}
	}
	return handled, nil
}

func stopped(failures ...*Failure) (list []report.Stopped) {
	for _, f := range failures {
		s := report.Stopped{Words: f.Words, Hint: f.Hint}
		if f.Err != nil {
			s.Words.ZH += "：" + f.Err.Error()
			s.Words.EN += ": " + f.Err.Error()
		}
		list = append(list, s)
	}
	return list
}

func sumOfFile(at string) (string, error) {
	file, err := os.Open(at)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum, _, err := sumOf(file)
	return sum, err
}

// folderOfWorkbook names the folder of a workbook's papers after its name and
// the sum of its content: the same workbook has the same folder, another of that
// name has another.
func folderOfWorkbook(name, sum string) string {
	const signs = 8
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	return safeName(stem, longestName-1-signs) + "-" + reverseHex(sum[:signs])
}

// reverseHex writes 0 … f as z … k, as Jujutsu does for its change ids: nobody,
// our own mask included, takes it for somebody's number.
func reverseHex(hex string) string {
	return strings.Map(func(r rune) rune {
		return 'z' - rune(strings.IndexRune("0123456789abcdef", r))
	}, hex)
}

// deliver puts the result, and the annotated copy, beside where the workbook is
// going, and moves it. Of
// a name that is taken there, a number makes another; the files that a crash
// left of this very result are no such name.
func (h *HotFolder) deliver(s *sighting) (to, result string, err error) {
	name, handled := s.name, *s.handled
	side := doneFolder
	if !handled.Good {
		side = failedFolder
	}
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	suffix, text := h.Result(handled)
	for n := 1; ; n++ {
		numbered := path.Join(side, stem)
		if n > 1 {
			numbered += "-" + strconv.Itoa(n)
		}
		files := []content{{numbered + suffix, text}}
		if s.copy != nil {
			files = append(files, content{numbered + filing.Words{ZH: "-检查", EN: "-checked"}.In(h.Lang) + ext, s.copy})
		}
		if h.taken(numbered+ext, files) {
			continue
		}
		if _, err := h.in.put(files); err != nil {
			return "", "", err
		}
		if err := h.in.root.Rename(name, numbered+ext); err != nil {
			return "", "", err
		}
		h.in.touched(".")
		h.in.settle() // what a power cut undoes of this is done again
		return numbered + ext, files[0].name, nil
	}
}

func (h *HotFolder) taken(workbook string, files []content) bool {
	if _, err := h.in.root.Lstat(workbook); err == nil {
		return true
	}
	return slices.ContainsFunc(files, func(f content) bool {
		_, err := h.in.root.Lstat(f.name)
		return err == nil && !h.in.holds(f.name, f.reader())
	})
}

// look goes through the folder: what is ready, in the order in which it came,
// and how long until something may be.
func (h *HotFolder) look() (ready []*sighting, next time.Duration) {
	now := h.Now()
	entries, failure := h.list()
	if failure != nil {
		if h.lost == nil {
			h.Tell(Event{Kind: Lost, Failure: failure})
		}
		h.lost = failure
		return nil, h.Every
	}
	if h.lost != nil {
		h.lost = nil
		h.Tell(Event{Kind: Back})
	}
	there := map[string]bool{}
	for _, info := range entries {
		there[info.Name()] = true
		s := h.seen[info.Name()]
		if s == nil {
			s = &sighting{name: info.Name()}
			h.seen[s.name] = s
			s.change(info, now)
		} else if !sameState(info, s.info) {
			s.change(info, now)
		}
		if !info.Mode().IsRegular() && !s.passed {
			s.passed = true
			h.Tell(Event{Kind: PassedOver, Workbook: s.name})
		}
	}
	next = h.Every
	for _, s := range h.sightings() {
		switch wait := s.wait(h.Settle, now); {
		case !there[s.name]:
			h.forget(s)
		case s.passed:
		case wait > 0:
			next = min(next, wait)
		default:
			if busy := h.busy(s.name); busy != nil {
				h.postpone(s, busy)
			} else {
				ready = append(ready, s)
			}
		}
	}
	slices.SortFunc(ready, func(a, b *sighting) int {
		return cmp.Or(a.since.Compare(b.since), strings.Compare(a.name, b.name))
	})
	return ready, next
}

// list lists the workbooks. A folder that went away and came back, as a network
// drive does, is opened again.
func (h *HotFolder) list() ([]fs.FileInfo, *Failure) {
	if h.in != nil {
		held, err := h.in.root.Stat(".")
		there, errThere := os.Stat(h.In)
		if err != nil || errThere != nil || !os.SameFile(held, there) {
			h.in.close()
			h.in = nil
		}
	}
	if h.in == nil {
		if _, err := os.Stat(h.In); err != nil { // opening would make it
			return nil, unreadable(h.In, err)
		}
		in, err := openFolder(h.In, Shard{}, nil)
		if err != nil {
			return nil, unwatchable(h.In, err)
		}
		h.in = in
	}
	entries, err := fs.ReadDir(h.in.root.FS(), ".")
	if err != nil {
		return nil, unreadable(h.In, err)
	}
	var list []fs.FileInfo
	for _, entry := range entries {
		if !droppedWorkbook(entry.Name()) {
			continue
		}
		if info, err := entry.Info(); err == nil && !hidden(info) { // else it is gone already
			list = append(list, info)
		}
	}
	return list, nil
}

// busy is why a workbook cannot be opened yet: another program writes it. One
// that nobody may read is let through, to be told as such.
func (h *HotFolder) busy(name string) *Failure {
	file, err := h.in.root.Open(name)
	if err == nil {
		file.Close()
		return nil
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return unreadable(name, err)
}
