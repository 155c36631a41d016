package press

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
)

// sized is a stream that tells how long it is.
type sized interface {
	io.Reader
	Size() int64
}

// holds reports whether a regular file with just these bytes stands there.
func (f *folder) holds(name string, these sized) bool {
	there := f.regular(name)
	if there == nil {
		return false
	}
	defer there.Close()
	info, err := there.Stat()
	return err == nil && info.Size() == these.Size() && sameBytes(there, these)
}

// regular opens a regular file; nil if there is none.
func (f *folder) regular(name string) *os.File {
	if info, err := f.root.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil
	}
	return file
}

// readRegular reads a regular file of a folder. What is none is not there: who
// reads a pipe waits.
func readRegular(root *os.Root, name string) ([]byte, error) {
	if info, err := root.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return root.ReadFile(name)
}

// sameBytes reports whether two streams could be read and say the same.
func sameBytes(a, b io.Reader) bool {
	const most = 32 << 10
	x, y := make([]byte, most), make([]byte, most)
	for {
		m, errA := io.ReadFull(a, x)
		n, errB := io.ReadFull(b, y)
		switch {
		case !bytes.Equal(x[:m], y[:n]):
			return false
		case errA != nil || errB != nil:
			return isEnd(errA) && isEnd(errB)
		}
	}
}

func isEnd(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

// sumOf is the sha256 of a stream, in hexadecimal.
func sumOf(r io.Reader) (sum string, size int64, err error) {
	hash := sha256.New()
	if size, err = io.Copy(hash, r); err != nil {
		return "", size, err
	}
	return hex.EncodeToString(hash.Sum(nil)), size, nil
}
