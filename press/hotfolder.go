package press

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
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
