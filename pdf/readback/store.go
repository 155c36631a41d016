package readback

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// SyntaxError is a place in the file, or in a decoded stream, that is not PDF.
type SyntaxError struct {
	In     string // "" for the file itself, otherwise the stream, as "page 1"
	Offset int    // in bytes
	What   string
}

func (e *SyntaxError) Error() string {
	if e.In == "" {
		return fmt.Sprintf("offset %d: %s", e.Offset, e.What)
	}
	return fmt.Sprintf("%s, offset %d: %s", e.In, e.Offset, e.What)
}

// ErrNotPDF is the fault of a file that does not begin as a PDF does.
var ErrNotPDF error = &SyntaxError{What: "no %PDF- header: not a PDF"}

// entry is where an object stands (7.5.4, 7.5.8): its kind in the upper two
// bits, then an offset, or an index in an object stream and that one's number.
type entry uint64

const (
	xUnset = iota
	xFree
	xPlain
	xPacked

	nowhereInFile = 1<<62 - 1
)

func (e entry) kind() int   { return int(e >> 62) }
func (e entry) offset() int { return int(e & nowhereInFile) }
func (e entry) stream() int { return int(e & (1<<32 - 1)) }
func (e entry) index() int  { return int(e & nowhereInFile >> 32) }

func plainAt(offset int) entry {
	if offset < 0 || offset > nowhereInFile {
		offset = nowhereInFile
	}
	return xPlain<<62 | entry(offset)
}

func packedIn(stream, index int) entry {
	if stream < 0 || stream >= 1<<32 || index < 0 || index >= 1<<30 {
		stream, index = 0, 0 // object 0 is none
	}
	return xPacked<<62 | entry(index)<<32 | entry(stream)
}

// store finds the objects of a file.
type store struct {
	source
	lx         lexer
	xref       []entry
	trailer    object
	version    string // of the header
	objects    map[int]object
	packed     map[int]*pack
	decoded    map[int][]byte // forms and the like, used more than once
	open       map[int]bool   // objects being read, against loops
	inflate    *inflater
	inflatable int // bytes that may still be unpacked
	faults     *notes
	memory     *memory // nil: everything is read

	// Of a file that is read by windows.
	recent []int   // objects that this page asked for
	asked  numbers // objects that any page asked for
	kept   int     // bytes of those kept
	stay   bool    // this page's are all kept
}

// pack is an object stream (7.5.7), unpacked.
type pack struct {
	lx    lexer
	pairs []int // number, offset, number, offset …
}

var errLoop = errors.New("objects refer to each other in a circle")

func (s *store) read() error {
	head, err := s.bytes(0, 1024)
	if err != nil {
		return err
	}
	if i := bytes.Index(head, []byte("%PDF-")); i < 0 {
		return ErrNotPDF
	} else if i+8 < len(head) {
		s.version = string(head[i+5 : i+8])
	}
	tail := max(0, s.size-2048)
	end, err := s.bytes(tail, 2048)
	if err != nil {
		return err
	}
	i := bytes.LastIndex(end, []byte("startxref"))
	if i < 0 {
		return &SyntaxError{Offset: s.size, What: "no startxref: the file is cut off or not a PDF"}
	}
	at := tail + i + len("startxref")
	o, err := s.token(&at)
	if err != nil {
		return err
	}
	if o.kind != kNumber {
		return s.lx.errorf(tail+i, "startxref without a number")
	}
	seen := map[int]bool{}
	queue := []int{int(o.num)}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if at <= 0 || at >= s.size {
			return s.lx.errorf(tail+i, "cross-reference table at %d is outside the file", at)
		}
		if seen[at] {
			continue
		}
		seen[at] = true
		t, err := s.section(at)
		if err != nil {
			return err
		}
		if s.trailer.kind == kNull {
			s.trailer = t
		}
		if x := t.get("XRefStm"); x.kind == kNumber {
			queue = append(queue, int(x.num))
		}
		if p := t.get("Prev"); p.kind == kNumber {
			queue = append(queue, int(p.num))
		}
	}
	return nil
}

func (s *store) set(num int, e entry) error {
	if num < 0 || num > 1<<16+s.size/4 {
		return fmt.Errorf("object number %d is out of reason", num)
	}
	for num >= len(s.xref) {
		s.xref = append(s.xref, 0)
	}
	if s.xref[num].kind() == xUnset { // newer sections are read first
		s.xref[num] = e
	}
	return nil
}

// section reads one table or stream of cross-references and returns its trailer.
func (s *store) section(at int) (object, error) {
	pos := at
	o, err := s.token(&pos)
	if err != nil {
		return object{}, err
	}
	if o.kind == kNumber {
		return s.xrefStream(at)
	}
	if o.kind != kKeyword || string(o.bytes) != "xref" {
		return object{}, s.lx.errorf(at, "no cross-reference table here")
	}
	for {
		first, err := s.token(&pos)
		if err != nil {
			return object{}, err
		}
		if first.kind == kKeyword && string(first.bytes) == "trailer" {
			break
		}
		count, err := s.token(&pos)
		if err != nil {
			return object{}, err
		}
		if first.kind != kNumber || count.kind != kNumber {
			return object{}, s.lx.errorf(pos, "damaged cross-reference table")
		}
		if err := s.subsection(int(first.num), int(count.num), &pos); err != nil {
			return object{}, err
		}
	}
	t, err := s.token(&pos)
	if err != nil {
		return object{}, err
	}
	if t.kind != kDict {
		return object{}, s.lx.errorf(pos, "trailer without a dictionary")
	}
	return t, nil
}

// subsection reads count entries of a table, for the objects from first on.
func (s *store) subsection(first, count int, pos *int) error {
	const usual = 20 // bytes of an entry that is written as it should be
	if more := min(count, (s.size-*pos)/usual+1); first == len(s.xref) && more > 0 {
		s.xref = slices.Grow(s.xref, more)
	}
	n := 0
	for b := []byte(nil); n < count; n++ {
		if len(b) < 2*usual {
			stretch, _, err := s.stretch(*pos, windowSize/4)
			if err != nil {
				return err
			}
			b = bytes.TrimLeft(stretch, " \r\n")
			*pos += len(stretch) - len(b)
		}
		e, ok := usualEntry(b)
		if !ok {
			break
		}
		if err := s.set(first+n, e); err != nil {
			return err
		}
		b, *pos = b[usual:], *pos+usual
	}
	for ; n < count; n++ {
		off, e1 := s.token(pos)
		gen, e2 := s.token(pos)
		use, e3 := s.token(pos)
		if e1 != nil || e2 != nil || e3 != nil || off.kind != kNumber || gen.kind != kNumber || use.kind != kKeyword {
			return s.lx.errorf(*pos, "damaged cross-reference table")
		}
		e := entry(xFree << 62)
		if string(use.bytes) == "n" {
			e = plainAt(int(off.num))
		}
		if err := s.set(first+n, e); err != nil {
			return err
		}
	}
	return nil
}

// usualEntry reads "0000000016 00000 n" and two bytes of line end.
func usualEntry(b []byte) (e entry, ok bool) {
	if len(b) < 20 || b[10] != ' ' || b[16] != ' ' || class[b[18]] != cSpace || class[b[19]] != cSpace {
		return 0, false
	}
	offset := 0
	for i, c := range b[:16] {
		switch {
		case i == 10:
		case c < '0' || c > '9':
			return 0, false
		case i < 10:
			offset = 10*offset + int(c-'0')
		}
	}
	switch b[17] {
	case 'n':
		return plainAt(offset), true
	case 'f':
		return xFree << 62, true
	}
	return 0, false
}

func (s *store) xrefStream(at int) (object, error) {
	_, o, err := s.indirect(at)
	if err != nil {
		return object{}, err
	}
	if o.kind != kStream || !o.get("Type").is("XRef") {
		return object{}, s.lx.errorf(at, "no cross-reference table here")
	}
	body, err := s.decode(o, nil)
	if err != nil {
		return object{}, fmt.Errorf("cross-reference stream at offset %d: %w", at, err)
	}
	w := o.get("W")
	if w.kind != kArray || len(w.list) < 3 {
		return object{}, s.lx.errorf(at, "cross-reference stream without /W")
	}
	var width [3]int
	total := 0
	for i := range width {
		width[i] = int(w.list[i].num)
		if w.list[i].kind != kNumber || width[i] < 0 || width[i] > 7 {
			return object{}, s.lx.errorf(at, "cross-reference stream with a damaged /W")
		}
		total += width[i]
	}
	if total == 0 {
		return object{}, s.lx.errorf(at, "cross-reference stream with a damaged /W")
	}
	index := o.get("Index").list
	if len(index) == 0 {
		index = []object{{kind: kNumber}, o.get("Size")}
	}
	for i := 0; i+1 < len(index); i += 2 {
		for n := 0; n < int(index[i+1].num); n++ {
			if len(body) < total {
				return object{}, s.lx.errorf(at, "cross-reference stream is too short")
			}
			f := [3]int{1, 0, 0}
			p := body
			for k, n := range width {
				if n > 0 {
					f[k] = 0
				}
				for ; n > 0; n-- {
					f[k] = f[k]<<8 | int(p[0])
					p = p[1:]
				}
			}
			body = p
			e := entry(xFree << 62)
			switch f[0] {
			case 1:
				e = plainAt(f[1])
			case 2:
				e = packedIn(f[1], f[2])
			}
			if err := s.set(int(index[i].num)+n, e); err != nil {
				return object{}, err
			}
		}
	}
	return o, nil
}

// indirect reads "1 0 obj …" at an offset.
func (s *store) indirect(at int) (num int, o object, err error) {
	if at < 0 || at >= s.size {
		return 0, object{}, &SyntaxError{Offset: at, What: "outside the file"}
	}
	begin := -1 // of a stream's bytes
	err = s.parse(at, func() error {
		num, o, begin, err = s.value()
		return err
	})
	if err != nil || begin < 0 {
		return num, o, err
	}
	o.kind = kStream
	length, err := s.resolve(o.get("Length"))
	if err != nil {
		return num, object{}, err
	}
	if n := int(length.num); length.kind == kNumber && n >= 0 && n <= s.size-begin {
		b, err := s.bytes(begin, n+2+len(endstream))
		if err != nil {
			return num, object{}, err
		}
		end := b[n:]
		for i := 0; i < 2 && len(end) > 0 && class[end[0]] == cSpace; i++ {
			end = end[1:]
		}
		if bytes.HasPrefix(end, endstream) {
			o.bytes = b[:n:n]
			return num, o, nil
		}
	}
	for n := windowSize; ; n *= 16 {
		b, last, err := s.stretch(begin, min(n, longest))
		if err != nil {
			return num, object{}, err
		}
		if end := bytes.Index(b, endstream); end >= 0 {
			s.faults.add(fmt.Sprintf("object %d: /Length is wrong", num))
			o.bytes = b[:end:end]
			return num, o, nil
		}
		if last || n >= longest {
			return num, object{}, s.lx.errorf(begin, "stream of object %d has no end", num)
		}
	}
}

var endstream = []byte("endstream")

// value reads an object with its number, and of a stream the dictionary and
// the offset at which its bytes begin; -1 for what is none.
func (s *store) value() (num int, o object, begin int, err error) {
	lx := &s.lx
	n, e1 := lx.next(0)
	g, e2 := lx.next(0)
	k, e3 := lx.next(0)
	if e1 != nil || e2 != nil || e3 != nil || n.kind != kNumber || g.kind != kNumber || string(k.bytes) != "obj" {
		return 0, object{}, -1, lx.errorf(0, "no object here")
	}
	num = int(n.num)
	if o, err = lx.next(0); err != nil {
		return num, object{}, -1, err
	}
	if o.kind == kKeyword && string(o.bytes) == "endobj" {
		return num, object{}, -1, nil
	}
	if o.kind == kKeyword || o.kind == kEnd {
		return num, object{}, -1, lx.errorf(0, "object %d has no value", num)
	}
	if o.kind != kDict {
		return num, o, -1, nil
	}
	k, err = lx.next(0)
	if err != nil || k.kind != kKeyword || string(k.bytes) != "stream" {
		return num, o, -1, nil
	}
	p := lx.pos
	if p < len(lx.data) && lx.data[p] == '\r' {
		p++
	}
	if p < len(lx.data) && lx.data[p] == '\n' {
		p++
	}
	return num, o, lx.base + p, nil
}

// resolve follows a reference. A missing object is null (7.3.10).
func (s *store) resolve(o object) (object, error) {
	if o.kind != kRef {
		return o, nil
	}
	num := int(o.num)
	if found, ok := s.objects[num]; ok {
		return found, nil
	}
	found, err := s.load(num)
	if err != nil || num >= len(s.xref) {
		return found, err
	}
	s.objects[num] = found
	if s.file != nil {
		s.recent = append(s.recent, num)
	}
	return found, nil
}

// once is resolve for what is asked for once.
func (s *store) once(o object) (object, error) {
	if o.kind != kRef {
		return o, nil
	}
	return s.load(int(o.num))
}

// load reads an object from the file.
func (s *store) load(num int) (object, error) {
	if num >= len(s.xref) || s.xref[num].kind() < xPlain {
		return object{}, nil
	}
	if s.open[num] || len(s.open) >= maxDepth {
		return object{}, fmt.Errorf("object %d: %w", num, errLoop)
	}
	s.open[num] = true
	defer delete(s.open, num)
	e := s.xref[num]
	var got int
	var found object
	var err error
	if e.kind() == xPlain {
		got, found, err = s.indirect(e.offset())
	} else {
		got, found, err = s.unpack(e.stream(), e.index())
	}
	if err != nil {
		return object{}, fmt.Errorf("object %d: %w", num, err)
	}
	if got != num {
		return object{}, fmt.Errorf("object %d: object %d stands in its place", num, got)
	}
	return s.resolve(found)
}

// unpack reads the object at an index of an object stream.
func (s *store) unpack(stream, index int) (int, object, error) {
	p := s.packed[stream]
	if p == nil {
		if stream < len(s.xref) && s.xref[stream].kind() == xPacked {
			return 0, object{}, errors.New("an object stream inside an object stream")
		}
		o, err := s.once(object{kind: kRef, num: float64(stream)})
		if err != nil {
			return 0, object{}, err
		}
		first, n := int(s.number(o.get("First"))), int(s.number(o.get("N")))
		if o.kind != kStream || !o.get("Type").is("ObjStm") {
			return 0, object{}, fmt.Errorf("object %d is no object stream", stream)
		}
		body, err := s.decode(o, nil)
		if err != nil {
			return 0, object{}, fmt.Errorf("object stream %d: %w", stream, err)
		}
		if first < 0 || first > len(body) || n < 0 || n > len(body) {
			return 0, object{}, fmt.Errorf("object stream %d: /First or /N is wrong", stream)
		}
		p = &pack{lx: lexer{data: body[:first]}}
		for i := 0; i < 2*n; i++ {
			v, err := p.lx.next(0)
			if err != nil || v.kind != kNumber {
				return 0, object{}, fmt.Errorf("object stream %d: damaged head", stream)
			}
			p.pairs = append(p.pairs, int(v.num))
		}
		p.lx = lexer{data: body[first:], refs: true}
		s.packed[stream] = p
	}
	if index < 0 || 2*index+1 >= len(p.pairs) {
		return 0, object{}, fmt.Errorf("object stream %d has no object at index %d", stream, index)
	}
	at := p.pairs[2*index+1]
	if at < 0 || at > len(p.lx.data) {
		return 0, object{}, fmt.Errorf("object stream %d: offset %d is outside", stream, at)
	}
	p.lx.pos = at
	o, err := p.lx.next(0)
	if err != nil {
		return 0, object{}, fmt.Errorf("object stream %d: %w", stream, err)
	}
	if o.kind == kKeyword || o.kind == kEnd {
		return 0, object{}, fmt.Errorf("object stream %d: no value at index %d", stream, index)
	}
	return p.pairs[2*index], o, nil
}

// look resolves a key, and takes what cannot be read for absent, with a note.
func (s *store) look(o object, key string) object {
	return s.see(o.get(key))
}

func (s *store) see(o object) object {
	if o.kind != kRef {
		return o
	}
	v, err := s.resolve(o)
	if err != nil {
		s.faults.add(err.Error())
		return object{}
	}
	return v
}

func (s *store) number(o object) float64 {
	if o = s.see(o); o.kind == kNumber {
		return o.num
	}
	return 0
}

// numbers fills out from an array and says whether all were there.
func (s *store) numbers(o object, out []float64) bool {
	o = s.see(o)
	if o.kind != kArray || len(o.list) < len(out) {
		return false
	}
	for i := range out {
		v := s.see(o.list[i])
		if v.kind != kNumber {
			return false
		}
		out[i] = v.num
	}
	return true
}

// stream is the decoded bytes of a stream that is wanted more than once, and
// its part if it is known.
func (s *store) stream(ref object) ([]byte, *part, error) {
	o, err := s.resolve(ref)
	if err != nil {
		return nil, nil, err
	}
	p := s.part(o)
	if ref.kind == kRef {
		if b, ok := s.decoded[int(ref.num)]; ok {
			return b, p, nil
		}
	}
	b, err := s.unpacked(o, p)
	if err == nil && ref.kind == kRef {
		s.decoded[int(ref.num)] = b
	}
	return b, p, err
}
