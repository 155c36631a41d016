package press

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/icpgen/icpgen/filing"
)

// unreadable says why a file or folder could not be read.
func unreadable(path string, err error) *Failure {
	shown := filing.Escape(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(Input, nil, shown+": 没有这个文件", shown+": no such file").
			hint("检查文件名和所在的文件夹；名称里有空格时加引号", "check the name and the folder; put a name with spaces in quotes")
	case errors.Is(err, fs.ErrPermission):
		return fail(Input, nil, shown+": 没有读取权限", shown+": no permission to read it").
			hint("换一个有权限的账户，或把文件复制到自己的文件夹", "use an account that may read it, or copy it to a folder of yours")
	}
	return fail(Input, cause(err), shown+": 无法读取", shown+": cannot be read").
		hint("文件可能正被其他程序占用或已损坏，关闭后再试", "it may be in use by another program or damaged; close it and try again")
}

// Where else something may be put.
var (
	otherFolder = filing.Words{ZH: "用 -o 指定别的文件夹", EN: "name another folder with -o"}
	otherPlace  = filing.Words{ZH: "用 --job 写到别处", EN: "name another place with --job"}
)

// unwritable says why a file or folder could not be written.
func unwritable(path string, err error) *Failure { return unwritableBut(path, err, otherFolder) }

// unwritableBut says so too, and where else it may be put.
func unwritableBut(path string, err error, elsewhere filing.Words) *Failure {
	shown := filing.Escape(path)
	if held, ok := errors.AsType[*InUse](err); ok {
		return fail(Output, nil,
			fmt.Sprintf("%s: 另一次运行正在使用这个文件夹（主机 %s，进程 %d）", shown, filing.Escape(held.Host), held.PID),
			fmt.Sprintf("%s: another run holds this folder (host %s, process %d)", shown, filing.Escape(held.Host), held.PID)).
			hint("等它结束，或"+elsewhere.ZH+"；若确认它已不在运行，删除其中的 "+held.Lock,
				"wait for its end, or "+elsewhere.EN+"; if it surely runs no more, delete "+held.Lock+" in it")
	}
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	if foreign, ok := errors.AsType[*foreignFile](err); ok {
		return foreign.failure(path)
	}
	look := remedy(err)
	f := fail(Output, nil, shown+": 无法写入", shown+": cannot be written").
		hint(look.ZH+"，再运行同一条命令会接着补全，写好的不会重写；或"+elsewhere.ZH,
			look.EN+"; the same command again completes what is missing and writes nothing twice; or "+elsewhere.EN)
	for known, words := range map[error]filing.Words{
		syscall.ENOSPC:   {ZH: "磁盘已满", EN: "the disk is full"},
		syscall.EDQUOT:   {ZH: "磁盘配额已满", EN: "the disk quota is used up"},
		syscall.EROFS:    {ZH: "磁盘是只读的", EN: "the disk is read-only"},
		syscall.ENOTDIR:  {ZH: "路径中有一个是文件，不是文件夹", EN: "a file stands where a folder is wanted"},
		syscall.EMFILE:   {ZH: "同时打开的文件太多", EN: "too many files are open"},
		syscall.ENFILE:   {ZH: "同时打开的文件太多", EN: "too many files are open"},
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

// remedy is where to look first when something could not be written.
func remedy(err error) filing.Words {
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return filing.Words{ZH: "放宽打开文件数的上限（例如 ulimit -n 1024）", EN: "raise the limit of open files (ulimit -n 1024)"}
	}
	return filing.Words{ZH: "检查磁盘空间和文件夹权限", EN: "check the room on the disk and the folder's permissions"}
}

// cause strips the path, which the message has already said.
func cause(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	if linkError, ok := errors.AsType[*os.LinkError](err); ok {
		return linkError.Err
	}
	return err
}
