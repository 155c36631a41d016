package readback

import (
	"bytes"
	"errors"
	"fmt"
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

// entry is where an object stands (7.5.4, 7.5.8).
type entry struct {
	at   int // offset, or the object stream's number
	in   int // index in the object stream
	kind uint8
}

const (
	xUnset = iota
	xFree
	xPlain
	xPacked
)

// store finds the objects of a file.
type store struct {
	data    []byte
	lx      lexer
	xref    []entry
	trailer object
	objects map[int]object
	packed  map[int]*pack
	decoded map[int][]byte // forms and the like, used more than once
	open    map[int]bool   // objects being read, against loops
	inflate *inflater
	left    int // bytes that may still be inflated
	faults  *notes
	memory  *memory // nil: everything is read
}

// pack is an object stream (7.5.7), unpacked.
type pack struct {
	lx    lexer
	pairs []int // number, offset, number, offset …
}

var errLoop = errors.New("objects refer to each other in a circle")

func (s *store) read() error {
	if i := bytes.Index(clip(s.data, 1024), []byte("%PDF-")); i < 0 {
		return &SyntaxError{Offset: 0, What: "no %PDF- header: not a PDF"}
	}
	tail := len(s.data) - 2048
	if tail < 0 {
		tail = 0
	}
	i := bytes.LastIndex(s.data[tail:], []byte("startxref"))
	if i < 0 {
		return &SyntaxError{Offset: len(s.data), What: "no startxref: the file is cut off or not a PDF"}
	}
	s.lx.pos = tail + i + len("startxref")
	o, err := s.lx.next(0)
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
		if at <= 0 || at >= len(s.data) {
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
	if num < 0 || num > 8192+len(s.data) {
		return fmt.Errorf("object number %d is out of reason", num)
	}
	for num >= len(s.xref) {
		s.xref = append(s.xref, entry{})
	}
	if s.xref[num].kind == xUnset { // newer sections are read first
		s.xref[num] = e
	}
	return nil
}

// section reads one table or stream of cross-references and returns its trailer.
func (s *store) section(at int) (object, error) {
	s.lx.pos = at
	o, err := s.lx.next(0)
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
		first, err := s.lx.next(0)
		if err != nil {
			return object{}, err
		}
		if first.kind == kKeyword && string(first.bytes) == "trailer" {
			break
		}
		count, err := s.lx.next(0)
		if err != nil {
			return object{}, err
		}
		if first.kind != kNumber || count.kind != kNumber {
			return object{}, s.lx.errorf(s.lx.pos, "damaged cross-reference table")
		}
		for n := 0; n < int(count.num); n++ {
			off, e1 := s.lx.next(0)
			gen, e2 := s.lx.next(0)
			use, e3 := s.lx.next(0)
			if e1 != nil || e2 != nil || e3 != nil || off.kind != kNumber || gen.kind != kNumber || use.kind != kKeyword {
				return object{}, s.lx.errorf(s.lx.pos, "damaged cross-reference table")
			}
			e := entry{kind: xFree}
			if string(use.bytes) == "n" {
				e = entry{kind: xPlain, at: int(off.num)}
			}
			if err := s.set(int(first.num)+n, e); err != nil {
				return object{}, err
			}
		}
	}
	t, err := s.lx.next(0)
	if err != nil {
		return object{}, err
	}
	if t.kind != kDict {
		return object{}, s.lx.errorf(s.lx.pos, "trailer without a dictionary")
	}
	return t, nil
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
			e := entry{kind: xFree}
			switch f[0] {
			case 1:
				e = entry{kind: xPlain, at: f[1]}
			case 2:
				e = entry{kind: xPacked, at: f[1], in: f[2]}
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
	if at < 0 || at >= len(s.data) {
		return 0, object{}, &SyntaxError{Offset: at, What: "outside the file"}
	}
	saved := s.lx.pos
	defer func() { s.lx.pos = saved }()
	s.lx.pos = at
	n, e1 := s.lx.next(0)
	g, e2 := s.lx.next(0)
	k, e3 := s.lx.next(0)
	if e1 != nil || e2 != nil || e3 != nil || n.kind != kNumber || g.kind != kNumber || string(k.bytes) != "obj" {
		return 0, object{}, s.lx.errorf(at, "no object here")
	}
	num = int(n.num)
	if o, err = s.lx.next(0); err != nil {
		return num, object{}, err
	}
	if o.kind == kKeyword && string(o.bytes) == "endobj" {
		return num, object{}, nil
	}
	if o.kind == kKeyword || o.kind == kEnd {
		return num, object{}, s.lx.errorf(at, "object %d has no value", num)
	}
	if o.kind != kDict {
		return num, o, nil
	}
	k, err = s.lx.next(0)
	if err != nil || k.kind != kKeyword || string(k.bytes) != "stream" {
		return num, o, nil
	}
	p := s.lx.pos
	if p < len(s.data) && s.data[p] == '\r' {
		p++
	}
	if p < len(s.data) && s.data[p] == '\n' {
		p++
	}
	o.kind = kStream
	length, err := s.resolve(o.get("Length"))
	if err != nil {
		return num, object{}, err
	}
	if n := int(length.num); length.kind == kNumber && n >= 0 && n <= len(s.data)-p {
		q := p + n
		for q < len(s.data) && q < p+n+2 && class[s.data[q]] == cSpace {
			q++
		}
		if bytes.HasPrefix(s.data[q:], endstream) {
			o.bytes = s.data[p : p+n]
			return num, o, nil
		}
	}
	n0 := bytes.Index(s.data[p:], endstream)
	if n0 < 0 {
		return num, object{}, s.lx.errorf(p, "stream of object %d has no end", num)
	}
	s.faults.add(fmt.Sprintf("object %d: /Length is wrong", num))
	o.bytes = s.data[p : p+n0]
	return num, o, nil
}

var endstream = []byte("endstream")

// resolve follows a reference. A missing object is null (7.3.10).
func (s *store) resolve(o object) (object, error) {
	if o.kind != kRef {
		return o, nil
	}
	num := int(o.num)
	if found, ok := s.objects[num]; ok {
		return found, nil
	}
	if num >= len(s.xref) || s.xref[num].kind < xPlain {
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
	if e.kind == xPlain {
		got, found, err = s.indirect(e.at)
	} else {
		got, found, err = s.unpack(e)
	}
	if err != nil {
		return object{}, fmt.Errorf("object %d: %w", num, err)
	}
	if got != num {
		return object{}, fmt.Errorf("object %d: object %d stands in its place", num, got)
	}
	if found.kind == kRef {
		if found, err = s.resolve(found); err != nil {
			return object{}, err
		}
	}
	s.objects[num] = found
	return found, nil
}

func (s *store) unpack(e entry) (int, object, error) {
	p := s.packed[e.at]
	if p == nil {
		if e.at < len(s.xref) && s.xref[e.at].kind == xPacked {
			return 0, object{}, errors.New("an object stream inside an object stream")
		}
		o, err := s.resolve(object{kind: kRef, num: float64(e.at)})
		if err != nil {
			return 0, object{}, err
		}
		first, n := int(s.number(o.get("First"))), int(s.number(o.get("N")))
		if o.kind != kStream || !o.get("Type").is("ObjStm") {
			return 0, object{}, fmt.Errorf("object %d is no object stream", e.at)
		}
		body, err := s.decode(o, nil)
		if err != nil {
			return 0, object{}, fmt.Errorf("object stream %d: %w", e.at, err)
		}
		if first < 0 || first > len(body) || n < 0 || n > len(body) {
			return 0, object{}, fmt.Errorf("object stream %d: /First or /N is wrong", e.at)
		}
		p = &pack{lx: lexer{data: body[:first]}}
		for i := 0; i < 2*n; i++ {
			v, err := p.lx.next(0)
			if err != nil || v.kind != kNumber {
				return 0, object{}, fmt.Errorf("object stream %d: damaged head", e.at)
			}
			p.pairs = append(p.pairs, int(v.num))
		}
		p.lx = lexer{data: body[first:], refs: true}
		s.packed[e.at] = p
	}
	if e.in < 0 || 2*e.in+1 >= len(p.pairs) {
		return 0, object{}, fmt.Errorf("object stream %d has no object at index %d", e.at, e.in)
	}
	at := p.pairs[2*e.in+1]
	if at < 0 || at > len(p.lx.data) {
		return 0, object{}, fmt.Errorf("object stream %d: offset %d is outside", e.at, at)
	}
	p.lx.pos = at
	o, err := p.lx.next(0)
	if err != nil {
		return 0, object{}, fmt.Errorf("object stream %d: %w", e.at, err)
	}
	if o.kind == kKeyword || o.kind == kEnd {
		return 0, object{}, fmt.Errorf("object stream %d: no value at index %d", e.at, e.in)
	}
	return p.pairs[2*e.in], o, nil
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
