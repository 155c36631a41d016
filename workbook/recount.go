package workbook

import (
	"bytes"
	"strconv"
)

// recount counts the cells with a value once more, by another way than the
// reading goes: it knows nothing of rows or tokens, and looks for the elements
// by their names. Where the two differ, nothing may be read.
func recount(sheet string, part []byte, shared []string, all []cell) error {
	part = without(part, "<!--", "-->")
	prefix := prefixOf(part)
	from := bytes.Index(part, []byte("<"+prefix+"sheetData"))
	if from < 0 {
		from = len(part)
	}
	part = part[from:]
	if to := bytes.Index(part, []byte("</"+prefix+"sheetData")); to >= 0 {
		part = part[:to]
	}
	e := elements{prefix: prefix}
	open := e.tag("c")
	n, lost := 0, (*Lost)(nil)
	for {
		at := bytes.Index(part, open)
		if at < 0 {
			break
		}
		part = part[at+len(open):]
		if !ends(part) {
			continue // <col…, <cell…
		}
		close := tagEnd(part)
		if close < 0 {
			break
		}
		head := part[:close]
		part = part[close+1:]
		if bytes.HasSuffix(head, []byte("/")) {
			continue
		}
		body := part
		if to := e.end(part, "c"); to >= 0 {
			body, part = part[:to], part[to:]
		}
		if !e.hasValue(head, body, shared) {
			continue
		}
		if lost == nil && (n >= len(all) || !placedAt(head, &all[n])) {
			lost = &Lost{Sheet: sheet, Cell: quoted(head, "r")}
		}
		n++
	}
	switch {
	case n == len(all) && lost == nil:
		return nil
	case lost == nil: // read, and not counted
		lost = &Lost{Sheet: sheet, Cell: ref(all[n].row, all[n].col)}
	}
	lost.Missing = max(n-len(all), len(all)-n, 1)
	return lost
}

// elements finds elements of the sheet's namespace.
type elements struct{ prefix string }

func (e elements) tag(name string) []byte { return []byte("<" + e.prefix + name) }

// end finds where the element's end tag begins, however it is spaced.
func (e elements) end(body []byte, name string) int {
	tag := []byte("</" + e.prefix + name)
	for from := 0; ; {
		at := bytes.Index(body[from:], tag)
		if at < 0 {
			return -1
		}
		if from += at; ends(body[from+len(tag):]) {
			return from
		}
		from += len(tag)
	}
}

// content is what stands within the first element of the name; found also
// when it is empty.
func (e elements) content(body []byte, name string) (content []byte, found bool) {
	open := e.tag(name)
	for {
		at := bytes.Index(body, open)
		if at < 0 {
			return nil, false
		}
		body = body[at+len(open):]
		if !ends(body) {
			continue
		}
		close := tagEnd(body)
		if close < 0 || close > 0 && body[close-1] == '/' {
			return nil, true
		}
		body = body[close+1:]
		if to := e.end(body, name); to >= 0 {
			body = body[:to]
		}
		return body, true
	}
}

// hasValue tells whether a cell says anything: a value, the text of a cell of
// its own, or a formula whose value is missing.
func (e elements) hasValue(head, body []byte, shared []string) bool {
	value, hasValue := e.content(body, "v")
	formula, hasFormula := e.content(body, "f")
	kind := quoted(head, "t")
	has := len(value) > 0
	switch kind {
	case "s":
		if has {
			i, err := strconv.Atoi(string(bytes.TrimSpace(value)))
			has = err == nil && i >= 0 && i < len(shared) && shared[i] != ""
		}
	case "inlineStr":
		has = false
		body = without(body, "<"+e.prefix+"rPh", "</"+e.prefix+"rPh>")
		for !has {
			text, found := e.content(body, "t")
			if !found {
				break
			}
			has = len(text) > 0
			body = body[bytes.Index(body, e.tag("t"))+1:]
		}
	}
	return has || hasFormula && (kind != "str" || !hasValue || bytes.Contains(formula, []byte("DISPIMG(")))
}

// placedAt reports whether a cell's tag names the place of the cell read; a
// tag without a place agrees with any.
func placedAt(head []byte, c *cell) bool {
	r := quoted(head, "r")
	return r == "" || string(bytes.ToUpper([]byte(r))) == ref(c.row, c.col)
}

// quoted is the value of an attribute in a tag's inside.
func quoted(head []byte, name string) string {
	for i := 0; i < len(head); i++ {
		if !isSpace(head[i]) || !bytes.HasPrefix(head[i+1:], []byte(name)) {
			continue
		}
		rest := bytes.TrimLeft(head[i+1+len(name):], " \t\r\n")
		if len(rest) == 0 || rest[0] != '=' {
			continue
		}
		rest = bytes.TrimLeft(rest[1:], " \t\r\n")
		if len(rest) == 0 {
			return ""
		}
		if to := bytes.IndexByte(rest[1:], rest[0]); to >= 0 {
			return string(rest[1 : 1+to])
		}
		return ""
	}
	return ""
}

// prefixOf is the prefix of the root element with its colon, "x:".
func prefixOf(part []byte) string {
	for i := 0; i+1 < len(part); i++ {
		if part[i] != '<' || part[i+1] == '?' {
			continue
		}
		end := i + 1
		for end < len(part) && isName(part[end]) {
			end++
		}
		return string(part[i+1 : i+1+bytes.IndexByte(part[i+1:end], ':')+1])
	}
	return ""
}

// ends reports whether an element's name ends where rest begins.
func ends(rest []byte) bool {
	return len(rest) > 0 && (isSpace(rest[0]) || rest[0] == '>' || rest[0] == '/')
}

// tagEnd finds the > of a tag, past those in quotes.
func tagEnd(rest []byte) int {
	var quote byte
	for i, c := range rest {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"', c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// without cuts out everything from one mark through the next of the other.
func without(part []byte, from, to string) []byte {
	if !bytes.Contains(part, []byte(from)) {
		return part
	}
	kept := make([]byte, 0, len(part))
	for {
		at := bytes.Index(part, []byte(from))
		if at < 0 {
			return append(kept, part...)
		}
		kept = append(kept, part[:at]...)
		end := bytes.Index(part[at:], []byte(to))
		if end < 0 {
			return kept
		}
		part = part[at+end+len(to):]
	}
}
