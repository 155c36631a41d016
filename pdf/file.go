package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// a4 is the page's box.
var a4 = fmt.Sprintf("[ 0 0 %.3f %.3f ]", pageWidth, pageHeight)

// ref is an object's number where another refers to it.
type ref int

// file is a PDF on its way, object by object (ISO 32000-1, 7.5).
type file struct {
	out    []byte // not yet handed on
	at     []int  // offsets, by object number
	fontAt map[fontKey]int

	to     io.Writer // nil: all of it is kept in out
	gone   int       // bytes handed on
	sum    hash.Hash // of what the file's identity is made from
	failed error     // the writer's first; what comes after is dropped
}

func newFile(room []byte) *file {
	return &file{
		out:    append(room, beginning...),
		at:     []int{0},
		fontAt: map[fontKey]int{},
		sum:    sha256.New(),
	}
}

// number is the next object's.
func (f *file) number() int {
	f.at = append(f.at, 0)
	return len(f.at) - 1
}

func (f *file) begin(number int) {
	f.at[number] = f.gone + len(f.out)
	f.out = strconv.AppendInt(f.out, int64(number), 10)
	f.out = append(f.out, " 0 obj\n"...)
}

const held = 256 << 10 // bytes, at most, before they are handed on

func (f *file) end() {
	f.out = append(f.out, "endobj\n"...)
	if f.to != nil && len(f.out) >= held {
		f.handOn()
	}
}

func (f *file) handOn() {
	f.sum.Write(f.out)
	if f.failed == nil {
		n, err := f.to.Write(f.out)
		if err == nil && n < len(f.out) {
			err = io.ErrShortWrite
		}
		f.failed = err
	}
	f.gone += len(f.out)
	f.out = f.out[:0]
}

// print writes strings, numbers and references.
func (f *file) print(parts ...any) {
	for _, part := range parts {
		switch p := part.(type) {
		case string:
			f.out = append(f.out, p...)
		case int:
			f.out = strconv.AppendInt(f.out, int64(p), 10)
		case ref:
			f.out = strconv.AppendInt(f.out, int64(p), 10)
			f.out = append(f.out, " 0 R"...)
		}
	}
}

// stream writes compressed data and ends the dictionary that is open before it.
func (f *file) stream(packed []byte) {
	f.print(" /Filter /FlateDecode /Length ", len(packed), " >>\nstream\n")
	f.out = append(f.out, packed...)
	f.print("\nendstream\n")
}

// close writes what a reader begins with. The file's identity is a hash of what
// is in it: of a file that is written as it comes all bytes, of one that is kept
// in memory what its maker gave to identify it by.
func (f *file) close(root, info int) {
	if f.to != nil {
		f.sum.Write(f.out)
	}
	name := strings.ToUpper(hex.EncodeToString(f.sum.Sum(nil)[:16]))
	start := f.gone + len(f.out)
	f.print("xref\n0 ", len(f.at), "\n0000000000 65535 f \n")
	for _, offset := range f.at[1:] {
		f.out = append(f.out, "0000000000 00000 n \n"...)
		digits := f.out[len(f.out)-20 : len(f.out)-10]
		for i := len(digits) - 1; offset > 0; i-- {
			digits[i] = '0' + byte(offset%10)
			offset /= 10
		}
		if f.to != nil && len(f.out) >= held {
			f.handOn()
		}
	}
	f.print("trailer\n<< /Size ", len(f.at), " /Root ", ref(root), " /Info ", ref(info), " /ID [<", name, "> <", name, ">] >>\nstartxref\n", start, "\n%%EOF\n")
}

// utf16Hex is a text in UTF-16BE, as hexadecimal digits.
func utf16Hex(s string) string {
	var digits []byte
	for _, r := range s {
		digits = appendUTF16(digits, r)
	}
	return string(digits)
}

func appendUTF16(b []byte, r rune) []byte {
	if r < 0x10000 {
		return appendHex(b, uint16(r))
	}
	high, low := utf16.EncodeRune(r)
	return appendHex(appendHex(b, uint16(high)), uint16(low))
}

func appendHex(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}

// deflate packs streams. The bytes are the same from one Go release to the
// next, which those of the standard library are not.
type deflate struct {
	writers sync.Pool
	level   int
}

var (
	quick    = &deflate{level: zlib.BestSpeed}       // for what is new in each document
	thorough = &deflate{level: zlib.BestCompression} // for what is kept
)

func (d *deflate) pack(data []byte) []byte {
	packed := bytes.NewBuffer(make([]byte, 0, len(data)/2+64))
	w, ok := d.writers.Get().(*zlib.Writer)
	if ok {
		w.Reset(packed)
	} else {
		w, _ = zlib.NewWriterLevel(packed, d.level) // the level is a valid one
	}
	w.Write(data) // a Buffer does not fail
	w.Close()
	d.writers.Put(w)
	return packed.Bytes()
}
