package press

import (
	"io"

	"github.com/icpgen/icpgen/workbook"
)

// hold takes in a workbook that comes by standard input or a pipe: no more of it
// than is read, or than it takes to refuse it.
func hold(name string, r io.Reader, limits workbook.Limits) (*opened, *Failure) {
	s := &stream{}
	err := s.take(io.LimitReader(r, workbook.HeadSize))
	if err == nil && s.size == workbook.HeadSize {
		err = s.take(io.LimitReader(r, limits.Enough(name, s.pieces[0])-s.size))
	}
	if err != nil {
		return nil, unreadable(name, err)
	}
	return &opened{s, s.size, func() error { return nil }}, nil
}

// stream is what has come of a stream, in pieces that are full but for the last:
// nothing is copied while it grows.
type stream struct {
	pieces [][]byte
	size   int64
}

const pieceSize = 1 << 20

// take takes in what a reader has, to its end.
func (s *stream) take(r io.Reader) error {
	for {
		last := len(s.pieces) - 1
		if last < 0 || len(s.pieces[last]) == pieceSize {
			s.pieces = append(s.pieces, make([]byte, 0, pieceSize))
			last++
		}
		piece := s.pieces[last]
		n, err := r.Read(piece[len(piece):pieceSize])
		s.pieces[last] = piece[:len(piece)+n]
		if s.size += int64(n); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (s *stream) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) && off < s.size {
		part := copy(p[n:], s.pieces[off/pieceSize][off%pieceSize:])
		n, off = n+part, off+int64(part)
	}
	if n < len(p) {
		err = io.EOF
	}
	return n, err
}
