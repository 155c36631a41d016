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
	files    []string     // of the print job that are whole
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

// jobFault is what the disk did to the print job, which may stand on another disk
// than the folders.
type jobFault struct {
	at  string // the folder of the print job
	err error
}

func (e *jobFault) Error() string { return e.err.Error() }
func (e *jobFault) Unwrap() error { return e.err }

// stopped says of a run that was cut short what is complete and what is not,
// and that running again completes it. What is complete is made to stay so.
func (h *headway) stopped(out *folder, err error) error {
	out.settle() // if the disk still can
	at, elsewhere := out.path, otherFolder
	if fault, ok := errors.AsType[*jobFault](err); ok && fault.at != at {
		at, elsewhere = fault.at, otherPlace
	}
	again := filing.Words{ZH: "再运行同一条命令会接着补全，写好的不会重写", EN: "the same command again completes what is missing and writes nothing twice"}
	if h.job != "" {
		again = filing.Words{ZH: "再运行同一条命令会补全：没写完的打印文件从头写，写好的不会重写",
			EN: "the same command again completes what is missing: a print file that is not whole is written from its beginning, what is whole not again"}
	}
	f := out.whereabouts()
	_, said := errors.AsType[*Failure](err)
	_, foreign := errors.AsType[*foreignFile](err)
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		f = Interrupted().hint(again.ZH, again.EN)
	case f != nil: // the folder is gone, and that is why
	case said || foreign: // with a hint of its own
		f = unwritable(at, err)
	default:
		look := remedy(err)
		f = unwritable(at, err).hint(look.ZH+"，"+again.ZH+"；或"+elsewhere.ZH, look.EN+"; "+again.EN+"; or "+elsewhere.EN)
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
	var in filing.Words
	if hand, ok := errors.AsType[*unwritten](err); ok {
		id := filing.Escape(hand.id)
		in = filing.Words{ZH: "停在 " + id + "，", EN: id + " was in hand, "}
	}
	switch whole := h.whole(); {
	case !h.singles && h.job != "":
		return filing.Words{
			ZH: fmt.Sprintf("%d 份申请的打印文件 %s 还没有写完%s", h.of, h.job, whole.ZH),
			EN: fmt.Sprintf("%s, the print job of %d applications, is not complete%s", h.job, h.of, whole.EN),
		}
	case complete == h.of && h.job != "": // the folders are, whatever the job has in hand
		return filing.Words{
			ZH: fmt.Sprintf("%d 份申请完成了 %d 份，打印文件 %s 还没有写完%s", h.of, complete, h.job, whole.ZH),
			EN: fmt.Sprintf("%d of %d applications are complete, and the print job %s is not%s", complete, h.of, h.job, whole.EN),
		}
	case complete == h.of && h.job == "":
		return filing.Words{
			ZH: fmt.Sprintf("%d 份申请都已完成，只差最后的报告和清单 %s", h.of, out.shard.manifestName()),
			EN: fmt.Sprintf("all %d applications are complete; only the report and %s are left", h.of, out.shard.manifestName()),
		}
	}
	var job filing.Words
	if h.job != "" {
		whole := h.whole()
		job = filing.Words{ZH: "，打印文件 " + h.job + " 还没有写完" + whole.ZH, EN: ", and the print job " + h.job + " is not complete" + whole.EN}
	}
	return filing.Words{
		ZH: fmt.Sprintf("%d 份申请完成了 %d 份，%s还差 %d 份%s", h.of, complete, in.ZH, h.of-complete, job.ZH),
		EN: fmt.Sprintf("%d of %d applications are complete, %s%d are left%s", complete, h.of, in.EN, h.of-complete, job.EN),
	}
}

// whole names the files of a print job that may be printed already.
func (h *headway) whole() filing.Words {
	switch n := len(h.files); n {
	case 0:
		return filing.Words{}
	case 1:
		return filing.Words{ZH: "，写好的是 " + h.files[0], EN: "; of its files " + h.files[0] + " is whole"}
	default:
		return filing.Words{
			ZH: fmt.Sprintf("，写好的是 %s 到 %s，%d 个文件", h.files[0], h.files[n-1], n),
			EN: fmt.Sprintf("; of its files %d are whole, %s to %s", n, h.files[0], h.files[n-1]),
		}
	}
}

// Interrupted is the failure of a run that was asked to end.
func Interrupted() *Failure {
	return fail(Output, nil, "运行被中断", "interrupted").
		hint("再运行一次", "run it again")
}
