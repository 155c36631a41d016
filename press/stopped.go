package press

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync/atomic"
	"syscall"

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
	out.settle() // if the disk still can
	f := AsFailure(unwritable(out.path, err))
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

func unwritable(path string, err error) error {
	shown := filing.Escape(path)
	if held, ok := errors.AsType[*InUse](err); ok {
		return fail(Output, nil,
			fmt.Sprintf("%s: 另一次运行正在使用这个文件夹（主机 %s，进程 %d）", shown, filing.Escape(held.Host), held.PID),
			fmt.Sprintf("%s: another run holds this folder (host %s, process %d)", shown, filing.Escape(held.Host), held.PID)).
			hint("等它结束，或用 -o 指定别的文件夹；若确认它已不在运行，删除其中的 "+held.Lock,
				"wait for its end, or name another folder with -o; if it surely runs no more, delete "+held.Lock+" in it")
	}
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	f := fail(Output, nil, shown+": 无法写入", shown+": cannot be written").
		hint("检查磁盘空间和文件夹权限，再运行同一条命令会接着补全，写好的不会重写；或用 -o 指定别的文件夹",
			"check the room on the disk and the folder's permissions; the same command again completes what is missing and writes nothing twice; or name another folder with -o")
	for known, words := range map[error]filing.Words{
		syscall.ENOSPC:   {ZH: "磁盘已满", EN: "the disk is full"},
		syscall.EDQUOT:   {ZH: "磁盘配额已满", EN: "the disk quota is used up"},
		syscall.EROFS:    {ZH: "磁盘是只读的", EN: "the disk is read-only"},
		syscall.ENOTDIR:  {ZH: "路径中有一个是文件，不是文件夹", EN: "a file stands where a folder is wanted"},
		syscall.EIO:      {ZH: "磁盘读写出错", EN: "the disk reports a fault"},
		io.ErrShortWrite: {ZH: "磁盘只写下了一部分", EN: "the disk took only a part"},
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
