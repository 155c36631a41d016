package readback

import (
	"fmt"
	"math"
)

type kind uint8

const (
	kNull kind = iota
	kBool
	kNumber
	kString
	kName
	kArray
	kDict // list is key, value, key, value …
	kStream
	kRef     // num is the object number
	kKeyword // an operator, or obj, endobj, stream, xref …
	kEnd     // end of the bytes
)

// object is any PDF object (ISO 32000-1, 7.3). Bytes mostly point into the file.
type object struct {
	kind  kind
	num   float64
	bytes []byte
	list  []object
}

func (o object) is(name string) bool { return o.kind == kName && string(o.bytes) == name }

func (o object) name() string {
	if o.kind != kName {
		return ""
	}
	return string(o.bytes)
}

// get is the value of a key of a dictionary or stream, not resolved.
func (o object) get(key string) object {
	if o.kind == kDict || o.kind == kStream {
		for i := 0; i+1 < len(o.list); i += 2 {
			if string(o.list[i].bytes) == key {
				return o.list[i+1]
			}
		}
	}
	return object{}
}

const maxDepth = 64 // of nested arrays and dictionaries

// lexer reads objects from bytes. What it returns stays valid until reset.
type lexer struct {
	data   []byte
	pos    int
	base   int  // offset of data in the file
	refs   bool // whether "1 0 R" is a reference: in a file, not in contents
	stack  []object
	arena  []object
	text   []byte
	memory *memory // nil: each array is read
}

func (lx *lexer) reset() {
	lx.arena = lx.arena[:0]
	lx.text = lx.text[:0]
}

func (lx *lexer) errorf(at int, format string, args ...any) error {
	return &SyntaxError{Offset: lx.base + at, What: fmt.Sprintf(format, args...)}
}

const (
	cRegular = iota
	cSpace
	cDelimiter
)

var class = func() (t [256]uint8) {
	for _, c := range "\x00\t\n\f\r " {
		t[c] = cSpace
	}
	for _, c := range "()<>[]{}/%" {
		t[c] = cDelimiter
	}
	return t
}()

func (lx *lexer) space() {
	for lx.pos < len(lx.data) {
		c := lx.data[lx.pos]
		if c == '%' {
			for lx.pos < len(lx.data) && lx.data[lx.pos] != '\n' && lx.data[lx.pos] != '\r' {
				lx.pos++
			}
		} else if class[c] != cSpace {
			return
		} else {
			lx.pos++
		}
	}
}

// next reads one object or keyword.
func (lx *lexer) next(depth int) (object, error) {
	lx.space()
	at := lx.pos
	if at >= len(lx.data) {
		return object{kind: kEnd}, nil
	}
	switch c := lx.data[at]; c {
	case '/':
		lx.pos++
		return object{kind: kName, bytes: lx.nameBytes()}, nil
	case '(':
		return lx.literal()
	case '<':
		if at+1 < len(lx.data) && lx.data[at+1] == '<' {
			lx.pos += 2
			return lx.sequence(kDict, depth, at)
		}
		return lx.hex()
	case '[':
		lx.pos++
		if lx.memory != nil && depth <= 1 {
			if o, ok := lx.array(); ok {
				return o, nil
			}
		}
		return lx.sequence(kArray, depth, at)
	case ']', '{', '}', ')':
		lx.pos++
		return object{kind: kKeyword, bytes: lx.data[at : at+1]}, nil
	case '>':
		lx.pos++
		if lx.pos < len(lx.data) && lx.data[lx.pos] == '>' {
			lx.pos++
		}
		return object{kind: kKeyword, bytes: lx.data[at:lx.pos]}, nil
	case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		v, whole, err := lx.number()
		if err != nil {
			return object{}, err
		}
		if lx.refs && whole && v > 0 && lx.reference() {
			return object{kind: kRef, num: v}, nil
		}
		return object{kind: kNumber, num: v}, nil
	}
	for lx.pos < len(lx.data) && class[lx.data[lx.pos]] == cRegular {
		lx.pos++
	}
	word := lx.data[at:lx.pos]
	switch string(word) {
	case "true":
		return object{kind: kBool, num: 1}, nil
	case "false":
		return object{kind: kBool}, nil
	case "null":
		return object{}, nil
	}
	return object{kind: kKeyword, bytes: word}, nil
}

// number reads an integer or real. PDF has no exponents.
func (lx *lexer) number() (v float64, whole bool, err error) {
	at, d := lx.pos, lx.data
	i := at
	neg := false
	if d[i] == '+' || d[i] == '-' {
		neg = d[i] == '-'
		i++
	}
	digits := 0
	var n uint64
	scale := 0
	whole = true
	for ; i < len(d); i++ {
		c := d[i]
		if c >= '0' && c <= '9' {
			digits++
			if n < 1e15 && scale < 18 {
				n = n*10 + uint64(c-'0')
				if !whole {
					scale++
				}
			} else if whole {
				return 0, false, lx.errorf(at, "number too large")
			}
		} else if c == '.' && whole {
			whole = false
		} else {
			break
		}
	}
	if digits == 0 || i < len(d) && class[d[i]] == cRegular {
		return 0, false, lx.errorf(at, "not a number: %q", clip(d[at:], 12))
	}
	lx.pos = i
	v = float64(n)
	if scale > 0 {
		v /= tens[scale]
	}
	if neg {
		v = -v
	}
	return v, whole, nil
}

var tens = func() (t [20]float64) {
	for i := range t {
		t[i] = math.Pow10(i)
	}
	return t
}()

// reference consumes "0 R" after an integer, if it stands there.
func (lx *lexer) reference() bool {
	i, d := lx.pos, lx.data
	for i < len(d) && class[d[i]] == cSpace {
		i++
	}
	start := i
	for i < len(d) && d[i] >= '0' && d[i] <= '9' {
		i++
	}
	if i == start || i-start > 5 {
		return false
	}
	mid := i
	for i < len(d) && class[d[i]] == cSpace {
		i++
	}
	if i == mid || i >= len(d) || d[i] != 'R' || i+1 < len(d) && class[d[i+1]] == cRegular {
		return false
	}
	lx.pos = i + 1
	return true
}

func (lx *lexer) nameBytes() []byte {
	at := lx.pos
	escaped := false
	for lx.pos < len(lx.data) && class[lx.data[lx.pos]] == cRegular {
		escaped = escaped || lx.data[lx.pos] == '#'
		lx.pos++
	}
	raw := lx.data[at:lx.pos]
	if !escaped {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && unhex[raw[i+1]] < 16 && unhex[raw[i+2]] < 16 {
			out = append(out, unhex[raw[i+1]]<<4|unhex[raw[i+2]])
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return out
}

var unhex = func() (t [256]uint8) {
	for i := range t {
		t[i] = 255
	}
	for i, c := range "0123456789abcdef" {
		t[c] = uint8(i)
	}
	for i, c := range "ABCDEF" {
		t[c] = uint8(10 + i)
	}
	return t
}()

// hex reads <…>; an odd number of digits is filled up with a zero.
func (lx *lexer) hex() (object, error) {
	at := lx.pos
	n := len(lx.text)
	high := uint8(255)
	digits := 0
	for i := at + 1; i < len(lx.data); i++ {
		c := lx.data[i]
		if v := unhex[c]; v < 16 {
			digits++
			if high == 255 {
				high = v
			} else {
				lx.text = append(lx.text, high<<4|v)
				high = 255
			}
			continue
		}
		if c == '>' {
			if high != 255 {
				lx.text = append(lx.text, high<<4)
			}
			lx.pos = i + 1
			return object{kind: kString, num: float64(digits), bytes: lx.text[n:len(lx.text):len(lx.text)]}, nil
		}
		if class[c] != cSpace {
			return object{}, lx.errorf(i, "not a hexadecimal digit: %q", c)
		}
	}
	return object{}, lx.errorf(at, "hexadecimal string without end")
}

// literal reads (…) with its escapes (7.3.4.2).
func (lx *lexer) literal() (object, error) {
	at, d := lx.pos, lx.data
	depth := 1
	plain := true
	i := at + 1
scan:
	for ; i < len(d); i++ {
		switch d[i] {
		case '\\':
			plain = false
			i++
		case '\r':
			plain = false
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				break scan
			}
		}
	}
	if i >= len(d) {
		return object{}, lx.errorf(at, "string without end")
	}
	raw := d[at+1 : i]
	lx.pos = i + 1
	if plain {
		return object{kind: kString, bytes: raw}, nil
	}
	n := len(lx.text)
	out := lx.text
	for j := 0; j < len(raw); j++ {
		c := raw[j]
		if c == '\r' {
			out = append(out, '\n')
			if j+1 < len(raw) && raw[j+1] == '\n' {
				j++
			}
			continue
		}
		if c != '\\' || j+1 >= len(raw) {
			out = append(out, c)
			continue
		}
		j++
		switch c = raw[j]; c {
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case '\n':
		case '\r':
			if j+1 < len(raw) && raw[j+1] == '\n' {
				j++
			}
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v := int(c - '0')
			for k := 0; k < 2 && j+1 < len(raw) && raw[j+1] >= '0' && raw[j+1] <= '7'; k++ {
				j++
				v = v*8 + int(raw[j]-'0')
			}
			out = append(out, byte(v))
		default:
			out = append(out, c)
		}
	}
	lx.text = out
	return object{kind: kString, bytes: out[n:len(out):len(out)]}, nil
}

// sequence reads what is left of an array or dictionary.
func (lx *lexer) sequence(k kind, depth, at int) (object, error) {
	if depth >= maxDepth {
		return object{}, lx.errorf(at, "nested more than %d deep", maxDepth)
	}
	end := "]"
	if k == kDict {
		end = ">>"
	}
	mark := len(lx.stack)
	for {
		o, err := lx.next(depth + 1)
		if err != nil {
			lx.stack = lx.stack[:mark]
			return object{}, err
		}
		if o.kind == kEnd || o.kind == kKeyword {
			items := lx.stack[mark:]
			lx.stack = lx.stack[:mark]
			if o.kind == kEnd || string(o.bytes) != end {
				return object{}, lx.errorf(at, "array or dictionary without end")
			}
			if k == kDict {
				if len(items)%2 != 0 {
					return object{}, lx.errorf(at, "dictionary with a key and no value")
				}
				for i := 0; i < len(items); i += 2 {
					if items[i].kind != kName {
						return object{}, lx.errorf(at, "dictionary key is not a name")
					}
				}
			}
			return object{kind: k, list: lx.keep(items)}, nil
		}
		lx.stack = append(lx.stack, o)
	}
}

func (lx *lexer) keep(items []object) []object {
	if cap(lx.arena)-len(lx.arena) < len(items) {
		lx.arena = make([]object, 0, max(128, 2*len(items)))
	}
	n := len(lx.arena)
	lx.arena = append(lx.arena, items...)
	return lx.arena[n:len(lx.arena):len(lx.arena)]
}

func clip(b []byte, n int) []byte {
	if len(b) > n {
		return b[:n]
	}
	return b
}
