package readback

import (
	"errors"
	"fmt"
	"io"
)

// source is the bytes of a file: whole in memory, or read by windows as they
// are asked for.
type source struct {
	data    []byte // of a file in memory
	file    io.ReaderAt
	size    int
	windows *windows
	left    int   // bytes that may still be asked for
	failed  error // the first error of the file, which is none of the PDF's
}

const (
	windowSize = 256 << 10 // a file is read by so many bytes at once
	firstLook  = 512       // what most objects have room in
	longest    = 64 << 20  // for one object
	baseLook   = 256 << 20 // bytes that may be asked for of any file, plus 64 for each of its own
)

// windows are the stretches of a file read last. Pages, the tree above them
// and what they share each stand in order in places of their own, so a few
// windows serve a file of any size.
type windows struct {
	list [4]window
	turn int
}

type window struct {
	from  int
	bytes []byte
	turn  int
}

// forget empties the windows and keeps their room.
func (w *windows) forget() {
	for i := range w.list {
		w.list[i].bytes, w.list[i].turn = w.list[i].bytes[:0], 0
	}
	w.turn = 0
}

// at returns the file's bytes from an offset on: the rest of its window.
func (s *source) at(offset int) ([]byte, error) {
	w := s.windows
	w.turn++
	oldest := &w.list[0]
	for i := range w.list {
		n := &w.list[i]
		if offset >= n.from && offset < n.from+len(n.bytes) {
			n.turn = w.turn
			return n.bytes[offset-n.from:], nil
		}
		if n.turn < oldest.turn {
			oldest = n
		}
	}
	from := offset - offset%windowSize
	if cap(oldest.bytes) < windowSize {
		oldest.bytes = make([]byte, windowSize)
	}
	oldest.from, oldest.turn, oldest.bytes = from, w.turn, oldest.bytes[:min(windowSize, s.size-from)]
	if err := s.read(oldest.bytes, from); err != nil {
		oldest.bytes = oldest.bytes[:0]
		return nil, err
	}
	return oldest.bytes[offset-from:], nil
}

func (s *source) read(b []byte, at int) error {
	n, err := s.file.ReadAt(b, int64(at))
	if n == len(b) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if s.failed == nil {
		s.failed = fmt.Errorf("offset %d: %w", at, err)
	}
	return s.failed
}

// bytes are those from an offset on, n or up to the file's end. They are the
// caller's to keep and not to change.
func (s *source) bytes(at, n int) ([]byte, error) {
	n = min(n, s.size-at)
	if s.file == nil {
		return s.data[at : at+n : at+n], nil
	}
	if s.left -= n; s.left < 0 {
		return nil, errWork
	}
	own := make([]byte, n)
	if n >= windowSize {
		return own, s.read(own, at)
	}
	for rest := own; len(rest) > 0; {
		b, err := s.at(at + n - len(rest))
		if err != nil {
			return nil, err
		}
		rest = rest[copy(rest, b):]
	}
	return own, nil
}

// stretch is the file from an offset on: all of it that is in memory, or n
// bytes. The last stretch reaches the end of the file.
func (s *source) stretch(at, n int) (b []byte, last bool, err error) {
	if s.file == nil {
		return s.data[at:], true, nil
	}
	b, err = s.bytes(at, n)
	return b, at+len(b) == s.size, err
}

// parse lets read look at the file from an offset on, with s.lx. Of a file
// that is not in memory it first gets a short stretch, and a longer one
// whenever the end of the stretch may have had a say.
func (s *store) parse(at int, read func() error) error {
	data, pos, base := s.lx.data, s.lx.pos, s.lx.base
	defer func() { s.lx.data, s.lx.pos, s.lx.base = data, pos, base }()
	for n := firstLook; ; n *= 16 {
		b, last, err := s.stretch(at, min(n, longest))
		if err != nil {
			return err
		}
		s.lx.data, s.lx.pos, s.lx.base = b, 0, at
		err = read()
		if last || err == nil && s.lx.settled() {
			return err
		}
		if n >= longest {
			return s.lx.errorf(0, "no end within %d MB", longest>>20)
		}
	}
}

// settled tells that whatever follows its bytes would not have changed what
// the lexer read: it never looks further ahead than to "65535 R".
func (lx *lexer) settled() bool {
	n := 0
	for _, c := range lx.data[min(lx.pos, len(lx.data)):] {
		if class[c] != cSpace {
			if n++; n == 8 {
				return true
			}
		}
	}
	return false
}

// token reads one object or keyword at an offset and moves it behind that.
func (s *store) token(at *int) (o object, err error) {
	end := *at
	err = s.parse(*at, func() (err error) {
		o, err = s.lx.next(0)
		end = s.lx.base + s.lx.pos
		return err
	})
	*at = end
	return o, err
}
