package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"unicode/utf8"
)

// The kinds of XML tokens.
type tokenKind uint8

const (
	nothing tokenKind = iota
	endOfPart
	startTag
	endTag
	charData
)

var (
	errDoctype = errors.New("DOCTYPE")
	errDepth   = errors.New("depth")
	errCut     = errors.New("the window ends within the token")
	errLong    = errors.New("length")
)

// maxAttributes is what one tag may have; no writer comes near.
const maxAttributes = 64

// maxDepth is far below what any writer nests.
const maxDepth = 256

type attribute struct {
	name, value []byte
	from, to    int // where it stands in the window
}

// tokens reads XML strictly, without copying: what it lets through is
// well-formed UTF-8, with every tag closed and every reference known.
// Names come without their prefix, values and text as they are written. All
// are good until the next token: they lie in a window that moves over the
// part, and grows only for a token that is larger than it.
type tokens struct {
	from    io.Reader
	watch   func([]byte) // sees what has been read, piece by piece
	data    []byte       // the window
	base    int64        // of the window in the part
	pos     int
	tag     int   // where the tag at hand begins in the window
	last    bool  // the part ends where the window ends
	fault   error // why it could not be read to its end
	name    []byte
	attrs   []attribute
	hashes  [16]uint64 // of the attributes' names, one bit each
	text    []byte
	verb    bool     // text is CDATA: references mean nothing in it
	open    [][]byte // qualified names of the open elements
	closing bool     // a self-closing tag owes its end
	root    bool     // the root element has been seen
}

// windowSize is how much of a part is held at a time, in bytes; an ordinary
// token fits into ahead.
const (
	windowSize = 128 << 10
	ahead      = 4 << 10
)

// maxToken is the most bytes of one token, far above a cell's longest text.
const maxToken = 4 << 20

// newTokens reads a part that comes to at most so many bytes.
func newTokens(from io.Reader, size uint64) *tokens {
	if size > windowSize {
		from = readAhead(from)
	}
	t := &tokens{from: from, data: make([]byte, 0, min(size+1, windowSize))}
	t.fill()
	t.skipMark()
	return t
}

// wholeTokens reads a part that is at hand.
func wholeTokens(part []byte) *tokens {
	t := &tokens{data: part, last: true}
	t.skipMark()
	return t
}

// skipMark leaves the byte order mark out, and out of the counting of bytes.
func (t *tokens) skipMark() {
	if bytes.HasPrefix(t.data, []byte(utf8BOM)) {
		t.pos, t.base = len(utf8BOM), -int64(len(utf8BOM))
	}
}

// fill moves the window on to where the next token begins, and fills it.
func (t *tokens) fill() {
	switch {
	case t.last:
		return
	case t.pos > 0:
		if t.watch != nil {
			t.watch(t.data[:t.pos])
		}
		t.base += int64(t.pos)
		t.data = t.data[:copy(t.data, t.data[t.pos:])]
		t.pos = 0
	case len(t.data) == cap(t.data):
		t.data = append(make([]byte, 0, 2*cap(t.data)), t.data...)
	}
	for !t.last && len(t.data) < cap(t.data) {
		n, err := t.from.Read(t.data[len(t.data):cap(t.data)])
		t.data = t.data[:len(t.data)+n]
		if err != nil {
			t.last = true
			if err != io.EOF {
				t.fault = err
			}
		}
	}
}

// characters finds what XML 1.0, 2.2 does not allow in a document.
type characters struct {
	at  int64 // bytes behind
	err error // of the first that is not allowed
}

// check looks at the next bytes, and returns how many of them it is done with:
// all but the beginning of a character whose rest has not come yet.
func (c *characters) check(text []byte, last bool) int {
	i := 0
	for c.err == nil && i < len(text) {
		b := text[i]
		if b >= 0x20 && b < utf8.RuneSelf || b == '\n' || b == '\t' || b == '\r' {
			i++
			continue
		}
		if !last && !utf8.FullRune(text[i:]) {
			c.at += int64(i)
			return i
		}
		r, size := utf8.DecodeRune(text[i:])
		if b < utf8.RuneSelf || r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			c.err = fmt.Errorf("byte %d: not UTF-8 text", c.at+int64(i))
		}
		i += size
	}
	c.at += int64(len(text))
	return len(text)
}

func (t *tokens) fail(what string) error {
	return fmt.Errorf("byte %d: %s", t.base+int64(t.pos), what)
}

// cut is the failure of a token that ends at i, or the reason to read on when
// no more than that has been read.
func (t *tokens) cut(i int, what string) error {
	if i+1 >= len(t.data) && !t.last {
		return errCut
	}
	return t.fail(what)
}

// attr is the value of an attribute as written; empty when it is missing.
func (t *tokens) attr(name string) []byte {
	for i := range t.attrs {
		if string(t.attrs[i].name) == name {
			return t.attrs[i].value
		}
	}
	return nil
}

func (t *tokens) depth() int { return len(t.open) }

func (t *tokens) next() (tokenKind, error) {
	if t.closing {
		t.closing = false
		t.open = t.open[:len(t.open)-1]
		return endTag, nil
	}
	for {
		if len(t.data)-t.pos < ahead && !t.last {
			t.fill()
		}
		kind, err := t.token()
		switch {
		case err == errCut && len(t.data)-t.pos >= maxToken:
			return 0, errLong
		case err == errCut:
			t.fill()
		case err != nil || kind != nothing:
			return kind, err
		}
	}
}

// token reads the token at hand.
func (t *tokens) token() (tokenKind, error) {
	if t.pos == len(t.data) {
		switch {
		case t.fault != nil:
			return 0, t.fault
		case t.depth() > 0:
			return 0, t.fail("<" + short(t.open[len(t.open)-1]) + "> is not closed")
		case !t.root:
			return 0, t.fail("no element")
		}
		if t.watch != nil {
			t.watch(t.data)
			t.watch = nil
		}
		return endOfPart, nil
	}
	rest := t.data[t.pos:]
	switch {
	case rest[0] != '<':
		if t.depth() > 0 {
			return t.chars()
		}
		return nothing, t.blank()
	case bytes.HasPrefix(rest, []byte("</")):
		return t.end()
	case bytes.HasPrefix(rest, []byte("<!--")):
		return nothing, t.skip("<!--", "-->")
	case bytes.HasPrefix(rest, []byte("<?")):
		return nothing, t.skip("<?", "?>")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		if t.depth() == 0 {
			return 0, t.fail("text outside the root element")
		}
		from := t.pos + len("<![CDATA[")
		if err := t.skip("<![CDATA[", "]]>"); err != nil {
			return 0, err
		}
		t.text, t.verb = t.data[from:t.pos-len("]]>")], true
		return charData, nil
	case bytes.HasPrefix(rest, []byte("<!")):
		return 0, errDoctype
	}
	return t.start()
}

func (t *tokens) skip(from, to string) error {
	at := bytes.Index(t.data[t.pos+len(from):], []byte(to))
	if at < 0 {
		return t.cut(len(t.data), from+" is not closed")
	}
	body := t.data[t.pos+len(from) : t.pos+len(from)+at]
	if from == "<?" && bytes.HasPrefix(body, []byte("xml ")) {
		if i := bytes.Index(body, []byte("encoding")); i >= 0 {
			value := bytes.Trim(body[i+len("encoding"):], " \t\r\n=")
			if len(value) < 7 || !bytes.EqualFold(value[1:6], []byte("utf-8")) {
				return t.fail("encoding is not UTF-8")
			}
		}
	}
	if from == "<!--" && bytes.Contains(body, []byte("--")) {
		return t.fail("-- in a comment")
	}
	t.pos += len(from) + at + len(to)
	return nil
}

func (t *tokens) chars() (tokenKind, error) {
	end := bytes.IndexByte(t.data[t.pos:], '<')
	if end < 0 {
		if end = len(t.data) - t.pos; !t.last {
			return 0, errCut
		}
	}
	text := t.data[t.pos : t.pos+end]
	if err := t.references(text); err != nil {
		return 0, err
	}
	if bytes.Contains(text, []byte("]]>")) {
		return 0, t.fail("]]> in text")
	}
	t.pos += end
	t.text, t.verb = text, false
	return charData, nil
}

// blank skips what stands outside the root element.
func (t *tokens) blank() error {
	for ; t.pos < len(t.data) && t.data[t.pos] != '<'; t.pos++ {
		if !isSpace(t.data[t.pos]) {
			return t.fail("text outside the root element")
		}
	}
	return nil
}

func (t *tokens) end() (tokenKind, error) {
	close := bytes.IndexByte(t.data[t.pos:], '>')
	if close < 0 {
		return 0, t.cut(len(t.data), "tag is not closed")
	}
	name := t.data[t.pos+2 : t.pos+close]
	for len(name) > 0 && isSpace(name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	if t.depth() == 0 || !bytes.Equal(name, t.open[len(t.open)-1]) {
		return 0, t.fail("</" + short(name) + "> closes nothing")
	}
	t.open = t.open[:len(t.open)-1]
	t.name, t.tag = local(name), t.pos
	t.pos += close + 1
	return endTag, nil
}

func (t *tokens) start() (tokenKind, error) {
	if t.depth() == 0 && t.root {
		return 0, t.fail("a second root element")
	}
	d, i, tag := t.data, t.pos+1, t.pos
	nameEnd := i
	for nameEnd < len(d) && isName(d[nameEnd]) {
		nameEnd++
	}
	if nameEnd == i || d[i] >= '0' && d[i] <= '9' || d[i] == '-' || d[i] == '.' {
		return 0, t.fail("not a tag")
	}
	name := d[i:nameEnd]
	t.attrs = t.attrs[:0]
	for i = nameEnd; ; {
		gap := i
		for i < len(d) && isSpace(d[i]) {
			i++
		}
		switch {
		case i >= len(d):
			return 0, t.cut(i, "tag is not closed")
		case d[i] == '>':
			t.pos = i + 1
		case d[i] == '/' && i+1 < len(d) && d[i+1] == '>':
			t.pos, t.closing = i+2, true
		default:
			if gap == i {
				return 0, t.cut(i, "no space before an attribute")
			}
			from := i
			for i < len(d) && isName(d[i]) {
				i++
			}
			attrName := d[from:i]
			for i < len(d) && isSpace(d[i]) {
				i++
			}
			if len(attrName) == 0 || i >= len(d) || d[i] != '=' {
				return 0, t.cut(i, "attribute without a value")
			}
			for i++; i < len(d) && isSpace(d[i]); i++ {
			}
			if i >= len(d) || d[i] != '"' && d[i] != '\'' {
				return 0, t.cut(i, "attribute without quotes")
			}
			quoted := bytes.IndexByte(d[i+1:], d[i])
			if quoted < 0 {
				return 0, t.cut(len(d), "attribute is not closed")
			}
			value := d[i+1 : i+1+quoted]
			if bytes.IndexByte(value, '<') >= 0 {
				return 0, t.fail("< in an attribute")
			}
			if err := t.references(value); err != nil {
				return 0, err
			}
			if t.twice(attrName) {
				return 0, t.fail("an attribute twice")
			}
			if len(t.attrs) == maxAttributes {
				return 0, t.fail("too many attributes")
			}
			i += quoted + 2
			t.attrs = append(t.attrs, attribute{attrName, value, from, i})
			continue
		}
		break
	}
	// Prefixed attributes (r:id) keep their prefix, so that r is never r:id.
	if t.depth() == maxDepth {
		return 0, errDepth
	}
	t.root = true
	t.push(name)
	t.name, t.tag = local(name), tag
	return startTag, nil
}

// push opens an element. Its name is copied, into the place of one that was
// closed: the window moves on before its end tag comes.
func (t *tokens) push(name []byte) {
	n := len(t.open)
	if n == cap(t.open) {
		t.open = append(t.open, nil)
	}
	t.open = t.open[:n+1]
	t.open[n] = append(t.open[n][:0], name...)
}

// twice reports whether the tag has the attribute already. Most names are
// told to be new by their hash alone, so that a tag full of attributes costs
// no more for each than one with a few.
func (t *tokens) twice(name []byte) bool {
	if len(t.attrs) == 0 {
		clear(t.hashes[:])
	}
	h := maphash.Bytes(hashSeed, name) % uint64(64*len(t.hashes))
	word, bit := &t.hashes[h/64], uint64(1)<<(h%64)
	if *word&bit == 0 {
		*word |= bit
		return false
	}
	for _, a := range t.attrs {
		if bytes.Equal(a.name, name) {
			return true
		}
	}
	return false
}

var hashSeed = maphash.MakeSeed()

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func isName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == ':' || c == '_' || c == '-' || c == '.' || c >= utf8.RuneSelf
}

func local(name []byte) []byte {
	if at := bytes.IndexByte(name, ':'); at >= 0 {
		return name[at+1:]
	}
	return name
}

// references refuses an & that begins no reference known without a DTD.
func (t *tokens) references(text []byte) error {
	for {
		at := bytes.IndexByte(text, '&')
		if at < 0 {
			return nil
		}
		text = text[at+1:]
		end := bytes.IndexByte(text, ';')
		if end < 0 {
			return t.fail("& without ;")
		}
		if _, ok := reference(text[:end]); !ok {
			return t.fail("unknown reference &" + short(text[:end]) + ";")
		}
		text = text[end+1:]
	}
}

func reference(name []byte) (rune, bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || len(name) > 9 || name[0] != '#' {
		return 0, false
	}
	base, digits := rune(10), name[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	r := rune(0)
	for _, c := range digits {
		var d rune
		switch {
		case c >= '0' && c <= '9':
			d = rune(c - '0')
		case base == 16 && c >= 'a' && c <= 'f':
			d = rune(c-'a') + 10
		case base == 16 && c >= 'A' && c <= 'F':
			d = rune(c-'A') + 10
		default:
			return 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			return 0, false
		}
	}
	legal := r >= 0x20 && utf8.ValidRune(r) && r != 0xFFFE && r != 0xFFFF || r == '\n' || r == '\t' || r == '\r'
	return r, legal && len(digits) > 0
}

// appendText adds the text at hand to b, its references resolved.
func (t *tokens) appendText(b []byte) []byte {
	if t.verb {
		return append(b, t.text...)
	}
	return appendUnescaped(b, t.text)
}

// unescape resolves the references of an attribute.
func unescape(value []byte) string { return string(appendUnescaped(nil, value)) }

// appendUnescaped resolves references, and makes line ends \n (XML 1.0, 2.11).
func appendUnescaped(b, text []byte) []byte {
	for len(text) > 0 {
		at := bytes.IndexAny(text, "&\r")
		if at < 0 {
			break
		}
		b = append(b, text[:at]...)
		if text[at] == '\r' {
			b = append(b, '\n')
			text = bytes.TrimPrefix(text[at+1:], []byte("\n"))
			continue
		}
		end := at + bytes.IndexByte(text[at:], ';')
		r, _ := reference(text[at+1 : end])
		b = utf8.AppendRune(b, r)
		text = text[end+1:]
	}
	return append(b, text...)
}
