package press

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/icpgen/icpgen/filing"
)

// NewFile writes a file that must not be there yet. It appears whole or not at
// all. The error is a [Failure].
func NewFile(path string, data []byte) error {
	shown := filing.Escape(path)
	exists := fail(Output, nil, shown+": 已经存在，没有覆盖", shown+": is there already and was not overwritten").
		hint("换一个文件名，或先把它移走", "choose another name, or move it away first")
	if _, err := os.Lstat(path); err == nil {
		return exists
	}
	switch err := writeTemp(path, data, appear); {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return exists
	case errors.Is(err, fs.ErrNotExist):
		return fail(Output, nil, shown+": 没有这个文件夹", shown+": no such folder").hint("先建好文件夹，或检查路径", "make the folder first, or check the path")
	default:
		return unwritable(path, err).
			hint("检查磁盘空间和文件夹权限，或写到别处", "check the room on the disk and the folder's permissions, or write elsewhere")
	}
}

// ReplaceFile writes a file in the place of the one that is there. It changes
// as a whole or not at all. The error is a [Failure].
func ReplaceFile(path string, data []byte) error {
	err := writeTemp(path, data, func(_ *os.Root, temp *tempFile, name string) error { return temp.rename(name) })
	if err != nil {
		return unwritable(path, err).
			hint("若它正在 Excel 或 WPS 中打开，关闭后再试；或写到别处", "if it is open in Excel or WPS, close it and try again, or write elsewhere")
	}
	return nil
}

// writeTemp writes a file beside where it is to stand, safely, and has it given
// its name.
func writeTemp(path string, data []byte, give func(root *os.Root, temp *tempFile, name string) error) error {
	dir, name := filepath.Split(path)
	root, err := os.OpenRoot(cmp.Or(dir, "."))
	if err != nil {
		return err
	}
	defer root.Close()
	letGo, sure := holdStrays(root)
	defer letGo()
	temp, err := createTemp(rootDisk{root}, strayPrefix)
	if err != nil {
		return err
	}
	defer temp.discard()
	if !sure {
		sweepLongDead(root, temp)
	}
	if err := temp.fill(data, true); err != nil {
		return err
	}
	return give(root, temp, name)
}

// appear gives a file its name by a link, which never takes the place of
// another; where the file system has no links, by a rename.
func appear(root *os.Root, temp *tempFile, name string) error {
	err := root.Link(temp.temp, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return temp.rename(name)
}
