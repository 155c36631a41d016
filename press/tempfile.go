package press

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
)

const (
	tempPrefix = ".icpgen-"
	tempSuffix = ".tmp" // between them rand.Text
)

// tempFile is a file on its way: it is written under a temporary name and given
// its own once it is whole. What a killed run leaves of it the next sweeps away.
type tempFile struct {
	file // nil once it is closed
	disk disk
	temp string // its name; empty once it has its own or is gone
	size int64
}

func createTemp(disk disk, prefix string) (*tempFile, error) {
	t := &tempFile{disk: disk, temp: prefix + rand.Text() + tempSuffix}
	var err error
	if t.file, err = disk.OpenFile(t.temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, privateFile); err != nil {
		return nil, err
	}
	return t, nil
}

func (t *tempFile) Write(b []byte) (int, error) {
	n, err := t.file.Write(b)
	t.size += int64(n)
	return n, err
}

// written reads what was written so far.
func (t *tempFile) written() *io.SectionReader { return io.NewSectionReader(t.file, 0, t.size) }

// fill writes all of the file and closes it, synced or not.
func (t *tempFile) fill(data []byte, sync bool) error {
	_, err := t.Write(data)
	if err == nil && sync {
		err = t.Sync()
	}
	return errors.Join(err, t.Close())
}

func (t *tempFile) Close() error {
	err := t.file.Close()
	t.file = nil
	return err
}

// rename gives the closed file its name.
func (t *tempFile) rename(name string) error {
	err := t.disk.Rename(t.temp, name)
	if err == nil {
		t.temp = ""
	}
	return err
}

// discard takes away what has not got its name. There may be nothing.
func (t *tempFile) discard() {
	if t == nil {
		return
	}
	if t.file != nil {
		t.Close()
	}
	if t.temp != "" {
		t.disk.Remove(t.temp)
		t.temp = ""
	}
}
