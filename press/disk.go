package press

import (
	"io"
	"io/fs"
	"os"
)

// disk is what a run does to its folder, every step one that a disk may
// refuse: an [os.Root], but for tests that let it fail.
type disk interface {
	OpenFile(name string, flag int, mode fs.FileMode) (file, error)
	Mkdir(name string, mode fs.FileMode) error
	Rename(from, to string) error
	Remove(name string) error
	// Flusher is what makes all that was written safe at once; nil where there
	// is no such thing. It is good as long as the folder is open.
	Flusher(folder *os.File) func() error
}

// file is an open file or folder of a disk: an [os.File].
type file interface {
	io.ReadWriteCloser
	io.WriterAt
	io.ReaderAt
	Truncate(size int64) error
	Sync() error
	Stat() (fs.FileInfo, error)
	Fd() uintptr
}

// rootDisk is the disk itself.
type rootDisk struct{ *os.Root }

func (d rootDisk) OpenFile(name string, flag int, mode fs.FileMode) (file, error) {
	f, err := d.Root.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (d rootDisk) Flusher(folder *os.File) func() error { return wholeDisk(folder) }
