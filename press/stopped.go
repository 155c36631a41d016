package press

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/icpgen/icpgen/filing"
)

// headway is how far a rendering has come on the disk.
type headway struct {
	of       int          // the applications that are the run's
	complete atomic.Int64 // those of which nothing is missing in the folder
	singles  bool         // there are folders to be complete
	job      string       // the print job's name while it is being written
}

// made counts an application whose files were put into the folder, if they
// were.
func (h *headway) made(err error) {
	if err == nil {
		h.complete.Add(1)
	}
}

// unwritten is the application that was in hand when the disk failed.
type unwritten struct {
	id  string
	err error
}

func (e *unwritten) Error() string { return e.id + ": " + e.err.Error() }
func (e *unwritten) Unwrap() error { return e.err }

// stopped says of a run that was cut short what is complete and what is not,
// and that running again completes it. What is complete is made to stay so.
func (h *headway) stopped(out *folder, err error) error {
	out.settle()           // if the disk still can
	f := out.whereabouts() // then that is why
	if f == nil {
		f = unwritable(out.path, err)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		f = Interrupted().
			hint("再运行同一条命令会接着补全，写好的不会重写", "run the same command again: it completes what is missing and writes nothing twice")
	}
	state := h.state(out, err)
	if f.Err != nil { // the system's words belong before the state
		f.Words.ZH, f.Words.EN = f.Words.ZH+"："+f.Err.Error(), f.Words.EN+": "+f.Err.Error()
	}
	return &Failure{Kind: f.Kind, Words: filing.Words{ZH: f.Words.ZH + "\n" + state.ZH, EN: f.Words.EN + "\n" + state.EN}, Hint: f.Hint}
}

// state is what is complete and what is not.
func (h *headway) state(out *folder, err error) filing.Words {
	complete := int(h.complete.Load())
	switch {
	case !h.singles && h.job != "":
		return filing.Words{
			ZH: fmt.Sprintf("%d 份申请的打印文件 %s 还没有写完", h.of, h.job),
			EN: fmt.Sprintf("%s, the print job of %d applications, is not complete", h.job, h.of),
		}
	case complete == h.of && h.job == "":
		return filing.Words{
			ZH: fmt.Sprintf("%d 份申请都已完成，只差最后的报告和清单 %s", h.of, out.shard.manifestName()),
			EN: fmt.Sprintf("all %d applications are complete; only the report and %s are left", h.of, out.shard.manifestName()),
		}
	}
	var in, job filing.Words
	if hand, ok := errors.AsType[*unwritten](err); ok {
		id := filing.Escape(hand.id)
		in = filing.Words{ZH: "停在 " + id + "，", EN: id + " was in hand, "}
	}
	if h.job != "" {
		job = filing.Words{ZH: "，打印文件 " + h.job + " 还没有写完", EN: ", and the print job " + h.job + " is not complete"}
	}
	return filing.Words{
		ZH: fmt.Sprintf("%d 份申请完成了 %d 份，%s还差 %d 份%s", h.of, complete, in.ZH, h.of-complete, job.ZH),
		EN: fmt.Sprintf("%d of %d applications are complete, %s%d are left%s", complete, h.of, in.EN, h.of-complete, job.EN),
	}
}

// Interrupted is the failure of a run that was asked to end.
func Interrupted() *Failure {
	return fail(Output, nil, "运行被中断", "interrupted").
		hint("再运行一次", "run it again")
}
