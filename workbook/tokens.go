package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// The kinds of XML tokens.
type tokenKind uint8

const (
	endOfPart tokenKind = iota
	startTag
	endTag
	charData
)

var (
	errDoctype = errors.New("DOCTYPE")
	errDepth   = errors.New("depth")
)

// maxAttributes bounds the search for attributes that stand twice.
const maxAttributes = 64

// maxDepth is far below what any writer nests.
const maxDepth = 256

type attribute struct {
	name, value []byte
	from, to    int // where it stands in the part
}

// tokens reads XML strictly, without copying: what it lets through is
// well-formed UTF-8, with every tag closed and every reference known.
// Names come without their prefix, values and text as they are written.
type tokens struct {
	data    []byte
	pos     int
	from    int // where the tag at hand begins
	name    []byte
	attrs   []attribute
	text    []byte
	verb    bool     // text is CDATA: references mean nothing in it
	open    [][]byte // qualified names of the open elements
	closing bool     // a self-closing tag owes its end
	root    bool     // the root element has been seen
}

func newTokens(part []byte) (*tokens, error) {
	part = bytes.TrimPrefix(part, []byte("\xEF\xBB\xBF"))
	if err := checkCharacters(part); err != nil {
		return nil, err
	}
	return &tokens{data: part}, nil
}

// checkCharacters refuses what XML 1.0, 2.2 does not allow in a document.
func checkCharacters(part []byte) error {
	for i := 0; i < len(part); {
		c := part[i]
		if c >= 0x20 && c < utf8.RuneSelf || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(part[i:])
		if c < utf8.RuneSelf || r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			return fmt.Errorf("byte %d: not UTF-8 text", i)
		}
		i += size
	}
	return nil
}

func (t *tokens) fail(what string) error { return fmt.Errorf("byte %d: %s", t.pos, what) }

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
	for t.pos < len(t.data) {
		if t.data[t.pos] != '<' {
			if t.depth() > 0 {
				return t.chars()
			}
			if err := t.blank(); err != nil {
				return 0, err
			}
			continue
		}
		rest := t.data[t.pos:]
		t.from = t.pos
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if err := t.skip("<!--", "-->"); err != nil {
				return 0, err
			}
		case bytes.HasPrefix(rest, []byte("<?")):
			if err := t.skip("<?", "?>"); err != nil {
				return 0, err
			}
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
		case bytes.HasPrefix(rest, []byte("</")):
			return t.end()
		default:
			return t.start()
		}
	}
	if t.depth() > 0 {
		return 0, t.fail("<" + short(t.open[len(t.open)-1]) + "> is not closed")
	}
	if !t.root {
		return 0, t.fail("no element")
	}
	return endOfPart, nil
}

func (t *tokens) skip(from, to string) error {
	at := bytes.Index(t.data[t.pos+len(from):], []byte(to))
	if at < 0 {
		return t.fail(from + " is not closed")
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
		end = len(t.data) - t.pos
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
		return 0, t.fail("tag is not closed")
	}
	name := bytes.TrimRight(t.data[t.pos+2:t.pos+close], " \t\r\n")
	if t.depth() == 0 || !bytes.Equal(name, t.open[len(t.open)-1]) {
		return 0, t.fail("</" + short(name) + "> closes nothing")
	}
	t.open = t.open[:len(t.open)-1]
	t.name = local(name)
	t.pos += close + 1
	return endTag, nil
}

func (t *tokens) start() (tokenKind, error) {
	if t.depth() == 0 && t.root {
		return 0, t.fail("a second root element")
	}
	d, i := t.data, t.pos+1
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
			return 0, t.fail("tag is not closed")
		case d[i] == '>':
			t.pos = i + 1
		case d[i] == '/' && i+1 < len(d) && d[i+1] == '>':
			t.pos, t.closing = i+2, true
		default:
			if gap == i {
				return 0, t.fail("no space before an attribute")
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
				return 0, t.fail("attribute without a value")
			}
			for i++; i < len(d) && isSpace(d[i]); i++ {
			}
			if i >= len(d) || d[i] != '"' && d[i] != '\'' {
				return 0, t.fail("attribute without quotes")
			}
			quoted := bytes.IndexByte(d[i+1:], d[i])
			if quoted < 0 {
				return 0, t.fail("attribute is not closed")
			}
			value := d[i+1 : i+1+quoted]
			if bytes.IndexByte(value, '<') >= 0 {
				return 0, t.fail("< in an attribute")
			}
			if err := t.references(value); err != nil {
				return 0, err
			}
			for _, a := range t.attrs {
				if bytes.Equal(a.name, attrName) {
					return 0, t.fail("an attribute twice")
				}
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
	t.open = append(t.open, name)
	t.name = local(name)
	return startTag, nil
}

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
