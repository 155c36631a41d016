package press

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/s2"

	"github.com/icpgen/icpgen/filing"
)

// backlog is the applications of a run, in the order of the sheets, packed: a
// print shop's workbook has tens of thousands, and only a few are at hand at any
// time. What comes out is what went in.
type backlog struct {
	entries []entry
	chunks  [][]byte // packed applications, many a chunk, compressed
	open    []byte   // the last chunk, while it grows
	near    *nearChunks
	places  []source
	layouts []layout
}

// entry is what the run itself has to know of an application.
type entry struct {
	id     string // unique in the run
	folder string // its folder's name
	home   string // the folder of its workbook
	chunk  int32
	at     int32 // in the chunk
	size   int32
	twin   int32 // of a repeated 申请编号, the application that had it first; else -1
}

// source is a sheet that applications come from.
type source struct{ workbook, sheet string }

// layout is where the fields of an application stand: letters of columns, or a
// whole cell behind "=", where it is not in the application's row. All rows of a
// table have one.
type layout [len(filing.Application{}.Values)]string

const chunkSize = 256 << 10

// nearChunks are the chunks that were last looked into: applications are asked
// for nearly in their order.
type nearChunks struct {
	lock   sync.Mutex
	chunks [3]struct {
		number int
		text   string
	}
	next int
}

// chunk is a chunk as it was packed.
func (b *backlog) chunk(number int) string {
	near := b.near
	near.lock.Lock()
	defer near.lock.Unlock()
	for _, c := range near.chunks {
		if c.number == number && c.text != "" {
			return c.text
		}
	}
	text, err := s2.Decode(nil, b.chunks[number])
	if err != nil {
		panic("press: the backlog cannot be read back: " + err.Error()) // its memory was written to
	}
	at := &near.chunks[near.next%len(near.chunks)]
	near.next++
	at.number, at.text = number, string(text)
	return at.text
}

// add puts an application at the end.
func (b *backlog) add(a *filing.Application, home string) {
	packed := b.open
	from := len(packed)
	packed = binary.AppendUvarint(packed, uint64(b.place(a.Place)))
	packed = binary.AppendUvarint(packed, uint64(a.Place.Row))
	packed = appendText(packed, a.Place.Cell)
	packed = binary.AppendUvarint(packed, uint64(b.layout(a)))
	packed = binary.AppendUvarint(packed, uint64(len(a.Twice)))
	for _, f := range a.Twice {
		packed = append(packed, byte(f))
	}
	for f := range a.Values {
		v := &a.Values[f]
		if v.Text == "" && v.Typed == "" && !v.Number && v.Fault == filing.NoFault {
			continue
		}
		how := byte(v.Fault) << 2
		if v.Number {
			how |= 1
		}
		if v.Typed != "" {
			how |= 2
		}
		packed = appendText(append(packed, byte(f), how), v.Text)
		if v.Typed != "" {
			packed = appendText(packed, v.Typed)
		}
	}
	b.entries = append(b.entries, entry{id: a.ID, home: home, chunk: int32(len(b.chunks)), at: int32(from), size: int32(len(packed) - from), twin: -1})
	if b.open = packed; len(packed) > chunkSize-chunkSize/8 {
		b.closeChunk()
	}
}

// closeChunk makes the open chunk one to be read.
func (b *backlog) closeChunk() {
	if len(b.open) > 0 {
		if b.near == nil {
			b.near = &nearChunks{}
		}
		b.chunks = append(b.chunks, slices.Clone(s2.Encode(nil, b.open))) // which makes room for the worst case
		b.open = b.open[:0]
	}
}

// close ends adding.
func (b *backlog) close() {
	b.closeChunk()
	b.open = nil
}

// mark is a state to go back to.
func (b *backlog) mark() int { return len(b.entries) }

// cut forgets what was added since a mark.
func (b *backlog) cut(mark int) {
	if mark == len(b.entries) {
		return
	}
	first := b.entries[mark]
	if int(first.chunk) < len(b.chunks) {
		b.open = append(b.open[:0], b.chunk(int(first.chunk))...)
		b.chunks = b.chunks[:first.chunk]
		b.near = &nearChunks{}
	}
	b.open = b.open[:first.at]
	b.entries = b.entries[:mark]
}

// application unpacks the i-th.
func (b *backlog) application(i int) *filing.Application {
	e := &b.entries[i]
	r := unpacker{b.chunk(int(e.chunk))[e.at : e.at+e.size]}
	from := b.places[r.number()]
	a := &filing.Application{ID: e.id, Place: filing.Place{Workbook: from.workbook, Sheet: from.sheet, Row: r.number()}}
	a.Place.Cell = r.text()
	cells := &b.layouts[r.number()]
	row := strconv.Itoa(a.Place.Row)
	for f, cell := range cells {
		if whole, ok := strings.CutPrefix(cell, "="); ok {
			a.Values[f].Cell = whole
		} else if cell != "" {
			a.Values[f].Cell = cell + row
		}
	}
	for range r.number() {
		a.Twice = append(a.Twice, filing.Field(r.byte()))
	}
	for r.rest != "" {
		v := &a.Values[r.byte()]
		how := r.byte()
		v.Number, v.Fault = how&1 != 0, filing.Fault(how>>2)
		v.Text = r.text()
		if how&2 != 0 {
			v.Typed = r.text()
		}
	}
	return a
}

// place numbers a sheet.
func (b *backlog) place(p filing.Place) int {
	from := source{p.Workbook, p.Sheet}
	for i := len(b.places) - 1; i >= 0; i-- {
		if b.places[i] == from {
			return i
		}
	}
	b.places = append(b.places, from)
	return len(b.places) - 1
}

// layout numbers where the fields stand. Nearly always it is that of the row
// above.
func (b *backlog) layout(a *filing.Application) int {
	var l layout
	row := strconv.Itoa(a.Place.Row)
	for f := range a.Values {
		cell := a.Values[f].Cell
		if letters, ok := strings.CutSuffix(cell, row); ok && !endsInDigit(letters) {
			l[f] = letters
		} else if cell != "" {
			l[f] = "=" + cell
		}
	}
	for i := len(b.layouts) - 1; i >= max(0, len(b.layouts)-4); i-- {
		if b.layouts[i] == l {
			return i
		}
	}
	for f := range l {
		l[f] = strings.Clone(l[f])
	}
	b.layouts = append(b.layouts, l)
	return len(b.layouts) - 1
}

func endsInDigit(s string) bool { return s == "" || s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// unpacker reads what add wrote.
type unpacker struct{ rest string }

func (r *unpacker) byte() byte {
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *unpacker) number() int {
	n, shift := 0, 0
	for {
		b := r.byte()
		n |= int(b&0x7F) << shift
		if b < 0x80 {
			return n
		}
		shift += 7
	}
}

func (r *unpacker) text() string {
	n := r.number()
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}
