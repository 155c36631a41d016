package press

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/icpgen/icpgen/filing"
)

// NewFile writes a file that must not be there yet. It appears whole or not at
// all. The error is a [Failure].
func NewFile(path string, data []byte) error {
	dir, name := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	shown := filing.Escape(path)
	exists := fail(Output, nil, shown+": 已经存在，没有覆盖", shown+": is there already and was not overwritten").
		hint("换一个文件名，或先把它移走", "choose another name, or move it away first")
	if _, err := os.Lstat(path); err == nil {
		return exists
	}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return fail(Output, nil, shown+": 没有这个文件夹", shown+": no such folder").hint("先建好文件夹，或检查路径", "make the folder first, or check the path")
	}
	if err == nil {
		err = appear(root, name, data)
		err = errors.Join(err, root.Close())
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return exists
	}
	f := AsFailure(unwritable(path, err))
	f.Hint = filing.Words{ZH: "检查磁盘空间和文件夹权限，或写到别处", EN: "check the room on the disk and the folder's permissions, or write elsewhere"}
	return f
}

// appear writes under another name first. A link gives the file its own without
// ever taking the place of another; where the file system has no links, a
// rename does.
func appear(root *os.Root, name string, data []byte) error {
	temp, err := stage(root, data)
	if err != nil {
		return err
	}
	defer root.Remove(temp)
	err = root.Link(temp, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return root.Rename(temp, name)
}

// stage writes the data safely under a name of its own. On an error nothing is
// left of it.
func stage(root *os.Root, data []byte) (temp string, err error) {
	temp = tempPrefix + rand.Text() + tempSuffix
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, privateFile)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		root.Remove(temp)
	}
	return temp, err
}

// ReplaceFile writes a file in the place of the one that is there. It changes
// as a whole or not at all. The error is a [Failure].
func ReplaceFile(path string, data []byte) error {
	dir, name := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	root, err := os.OpenRoot(dir)
	if err == nil {
		err = errors.Join(replace(root, name, data), root.Close())
	}
	if err == nil {
		return nil
	}
	f := AsFailure(unwritable(path, err))
	f.Hint = filing.Words{ZH: "若它正在 Excel 或 WPS 中打开，关闭后再试；或写到别处", EN: "if it is open in Excel or WPS, close it and try again, or write elsewhere"}
	return f
}

func replace(root *os.Root, name string, data []byte) error {
	temp, err := stage(root, data)
	if err != nil {
		return err
	}
	defer root.Remove(temp)
	return root.Rename(temp, name)
}
