package press

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/icpgen/icpgen/workbook"
)

// endless begins like something and goes on with the same for ever. It counts
// what was taken of it.
type endless struct {
	begins, goesOn string
	taken          int64
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		if at := e.taken; at < int64(len(e.begins)) {
			p[i] = e.begins[at]
		} else {
			p[i] = e.goesOn[int(at)%len(e.goesOn)]
		}
		e.taken++
	}
	return len(p), nil
}

// TestAStreamWithoutAnEnd gives what never ends to be read: no more of it is
// taken than tells what it is, or the limit.
func TestAStreamWithoutAnEnd(t *testing.T) {
	limits := workbook.Limits{File: 8 << 20, Part: 2 << 20}
	for _, c := range []struct {
		name, begins, goesOn, want string
		most                       int64
	}{
		{"zeros", "", "\x00", "全是零", workbook.HeadSize},
		{"noise", "\x01", "\x01\xFF\x00", "无法识别", workbook.HeadSize},
		{"a picture", "\x89PNG\r\n\x1A\n", "\x00", "图片", workbook.HeadSize},
		{"a web page", "<html><table>", "<tr>", "网页", workbook.HeadSize},
		{"text", "", "y\n", "--limit-part", 2<<20 + 1},
		{"an old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "\x00", "旧版 Office", 2<<20 + 1},
		{"a zip", "PK\x03\x04", "\x00", "--limit-file", 8<<20 + 1},
	} {
		from := &endless{begins: c.begins, goesOn: c.goesOn}
		job, err := Read(Settings{Inputs: []string{StandardInput}, Stdin: from, Day: day, Read: workbook.Options{Limits: limits}})
		if err != nil || len(job.Failures) != 1 {
			t.Fatal(c.name, err, job)
		}
		if said := job.Failures[0].Words.ZH; !strings.Contains(said, c.want) || from.taken > c.most {
			t.Errorf("%s: %d bytes taken, want %d; %s", c.name, from.taken, c.most, said)
		}
	}
}

func TestAStreamIsAReaderAt(t *testing.T) {
	data := make([]byte, 2*pieceSize+12345)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	s := &stream{}
	for _, part := range [][]byte{data[:100], data[100 : pieceSize+3], data[pieceSize+3:]} {
		if err := s.take(iotest.HalfReader(bytes.NewReader(part))); err != nil {
			t.Fatal(err)
		}
	}
	if s.size != int64(len(data)) {
		t.Fatal(s.size)
	}
	for _, at := range [][2]int{{0, len(data)}, {pieceSize - 1, 2}, {pieceSize, pieceSize}, {len(data) - 1, 1}, {5, 0}} {
		p := make([]byte, at[1])
		if n, err := s.ReadAt(p, int64(at[0])); err != nil || n != at[1] || !bytes.Equal(p, data[at[0]:at[0]+at[1]]) {
			t.Error(at, n, err)
		}
	}
	if n, err := s.ReadAt(make([]byte, 10), int64(len(data)-4)); n != 4 || err != io.EOF {
		t.Error(n, err)
	}
	if n, err := s.ReadAt(make([]byte, 10), int64(len(data)+4)); n != 0 || err != io.EOF {
		t.Error(n, err)
	}
}
