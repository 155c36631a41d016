package workbook

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// TestReadAhead reads what the reader behind it has, to the byte and the error,
// whatever it is read by.
func TestReadAhead(t *testing.T) {
	whole := make([]byte, 5*aheadSize/2)
	for i := range whole {
		whole[i] = byte(i * i >> 7)
	}
	torn := errors.New("torn")
	for _, size := range []int{0, 1, aheadSize - 1, aheadSize, aheadSize + 1, len(whole)} {
		for name, from := range map[string]io.Reader{
			"whole":        bytes.NewReader(whole[:size]),
			"halves":       iotest.HalfReader(bytes.NewReader(whole[:size])),
			"with the end": iotest.DataErrReader(bytes.NewReader(whole[:size])),
			"torn":         io.MultiReader(bytes.NewReader(whole[:size]), iotest.ErrReader(torn)),
		} {
			got, err := io.ReadAll(iotest.OneByteReader(readAhead(from)))
			if want := map[bool]error{true: torn}[name == "torn"]; err != want {
				t.Errorf("%d bytes, %s: %v, want %v", size, name, err, want)
			}
			if !bytes.Equal(got, whole[:size]) {
				t.Errorf("%d bytes, %s: other bytes", size, name)
			}
		}
	}
}

type faulty struct{}

func (faulty) Read([]byte) (int, error) { panic("a fault") }

// A panic comes up where the reading is, which knows what to say of it.
func TestReadAheadFault(t *testing.T) {
	defer func() {
		if got := recover(); got != "a fault" {
			t.Errorf("recovered %v", got)
		}
	}()
	io.ReadAll(readAhead(faulty{}))
}
