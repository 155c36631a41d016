package workbook

import (
	"bytes"
	"strconv"
)

// recount counts the cells with a value once more, by another way than the
// reading goes: it knows nothing of rows or tokens, and looks for the elements
// by their names in the bytes as they come. Both counts go side by side, cell
// by cell. Where they differ, nothing may be read.
type recount struct {
	sheet  string
	shared []string

	held    []byte // bytes that may begin or end a comment
	comment bool
	begun   bool   // the root element has been seen, and so its prefix
	inData  bool   // sheetData has been seen
	ended   bool   // nothing comes that counts
	rest    []byte // not counted yet
	tried   int    // how much of rest is known to be no whole cell

	sheetData, cell, value, formula, text, phonetic element

	counted, read waiting
	n, m          int // cells counted, cells read
	lost          *Lost
}

// waiting are the places of cells that one count has met and the other has not.
type waiting struct {
	names []byte
	ends  []int
	next  int
}

func (w *waiting) add(name []byte) {
	if w.next > 0 && w.next >= len(w.ends)/2 { // those taken make room
		gone := w.ends[w.next-1]
		w.names = w.names[:copy(w.names, w.names[gone:])]
		w.ends = w.ends[:copy(w.ends, w.ends[w.next:])]
		for i := range w.ends {
			w.ends[i] -= gone
		}
		w.next = 0
	}
	w.names = append(w.names, name...)
	w.ends = append(w.ends, len(w.names))
}

func (w *waiting) empty() bool { return w.next == len(w.ends) }

// take is the first place that waits.
func (w *waiting) take() []byte {
	from := 0
	if w.next > 0 {
		from = w.ends[w.next-1]
	}
	name := w.names[from:w.ends[w.next]]
	if w.next++; w.empty() {
		w.names, w.ends, w.next = w.names[:0], w.ends[:0], 0
	}
	return name
}

// watch takes the next bytes of the sheet's part.
func (r *recount) watch(part []byte) {
	if r.ended {
		return
	}
	if len(r.held) > 0 {
		part = append(r.held, part...)
	}
	for {
		if r.comment {
			to := bytes.Index(part, []byte("-->"))
			if to < 0 {
				r.held = bytes.Clone(part[max(0, len(part)-2):])
				return
			}
			part, r.comment = part[to+3:], false
		}
		at := bytes.Index(part, []byte("<!--"))
		if at < 0 {
			break
		}
		r.rest = append(r.rest, part[:at]...)
		part, r.comment = part[at:], true
	}
	whole := len(part)
	for n := min(3, len(part)); n > 0; n-- {
		if bytes.HasPrefix([]byte("<!--"), part[len(part)-n:]) {
			whole = len(part) - n
			break
		}
	}
	r.rest = append(r.rest, part[:whole]...)
	r.held = bytes.Clone(part[whole:])
	if len(r.rest) >= 2*r.tried { // lest what never ends be searched ever again
		r.count(false)
	}
}

// met takes the place of the next cell that was read.
func (r *recount) met(place []byte) {
	r.m++
	r.read.add(place)
	r.compare()
}

func (r *recount) compare() {
	for !r.counted.empty() && !r.read.empty() {
		counted, read := r.counted.take(), r.read.take()
		if r.lost == nil && !samePlace(counted, read) {
			r.lost = &Lost{Sheet: r.sheet, Cell: string(counted)}
		}
	}
}

// samePlace reports whether a cell's tag names the place of the cell read; a
// tag without a place agrees with any.
func samePlace(counted, read []byte) bool {
	return len(counted) == 0 || bytes.Equal(counted, read) || bytes.Equal(bytes.ToUpper(counted), read)
}

// close ends the count, and says whether the reading has met the same cells.
func (r *recount) close() error {
	if !r.comment {
		r.rest = append(r.rest, r.held...)
	}
	r.count(true)
	r.compare()
	switch {
	case r.n == r.m && r.lost == nil:
		return nil
	case r.lost == nil && r.n > r.m:
		r.lost = &Lost{Sheet: r.sheet, Cell: string(r.counted.take())}
	case r.lost == nil: // read, and not counted
		r.lost = &Lost{Sheet: r.sheet, Cell: string(r.read.take())}
	}
	r.lost.Missing = max(r.n-r.m, r.m-r.n, 1)
	return r.lost
}

// count counts the cells in what has come; nothing comes after the last.
func (r *recount) count(last bool) {
	if r.ended || !r.begin(last) {
		return
	}
	part := r.rest
	if to := bytes.Index(part, r.sheetData.end); to >= 0 {
		part, last = part[:to], true
	}
	for {
		at := bytes.Index(part, r.cell.tag)
		if at < 0 {
			part = part[max(0, len(part)-len(r.sheetData.end)):] // one may begin there
			break
		}
		body := part[at+len(r.cell.tag):]
		if len(body) == 0 && !last {
			part = part[at:]
			break
		}
		if !ends(body) {
			part = body // <col…, <cell…
			continue
		}
		close := tagEnd(body)
		if close < 0 {
			part = part[at:]
			break
		}
		head := body[:close]
		body = body[close+1:]
		if bytes.HasSuffix(head, []byte("/")) {
			part = body
			continue
		}
		to := r.cell.until(body)
		if to < 0 && !last {
			part = part[at:]
			break
		}
		if part = body; to >= 0 {
			body, part = body[:to], body[to:]
		}
		if r.hasValue(head, body) {
			r.n++
			r.counted.add(quoted(head, "r"))
			r.compare()
		}
	}
	r.ended = last
	r.rest = r.rest[:copy(r.rest, part)]
	r.tried = len(r.rest)
}

// begin finds where the rows begin.
func (r *recount) begin(last bool) bool {
	if !r.begun {
		prefix, known := prefixOf(r.rest, last)
		if !known {
			r.tried = len(r.rest)
			return false
		}
		r.begun = true
		named := func(name string) element { return element{[]byte("<" + prefix + name), []byte("</" + prefix + name)} }
		r.sheetData, r.cell, r.value = named("sheetData"), named("c"), named("v")
		r.formula, r.text, r.phonetic = named("f"), named("t"), named("rPh")
	}
	if !r.inData {
		at := bytes.Index(r.rest, r.sheetData.tag)
		if r.inData = at >= 0; !r.inData {
			at = max(0, len(r.rest)-len(r.sheetData.tag))
		}
		r.rest = r.rest[:copy(r.rest, r.rest[at:])]
	}
	return r.inData
}

// hasValue tells whether a cell says anything: a value, the text of a cell of
// its own, or a formula whose value is missing.
func (r *recount) hasValue(head, body []byte) bool {
	value, hasValue := r.value.content(body)
	formula, hasFormula := r.formula.content(body)
	kind := string(quoted(head, "t"))
	has := len(value) > 0
	switch kind {
	case "s":
		if has {
			i, err := strconv.Atoi(string(bytes.TrimSpace(value)))
			has = err == nil && i >= 0 && i < len(r.shared) && r.shared[i] != ""
		}
	case "inlineStr":
		has = false
		body = without(body, r.phonetic.tag, append(bytes.Clone(r.phonetic.end), '>'))
		for !has {
			text, found := r.text.content(body)
			if !found {
				break
			}
			has = len(text) > 0
			body = body[bytes.Index(body, r.text.tag)+1:]
		}
	}
	return has || hasFormula && (kind != "str" || !hasValue || bytes.Contains(formula, []byte("DISPIMG(")))
}

// element is what an element of the sheet's namespace begins and ends with.
type element struct{ tag, end []byte }

// until finds where the element's end tag begins, however it is spaced.
func (e *element) until(body []byte) int {
	for from := 0; ; {
		at := bytes.Index(body[from:], e.end)
		if at < 0 {
			return -1
		}
		if from += at; ends(body[from+len(e.end):]) {
			return from
		}
		from += len(e.end)
	}
}

// content is what stands within the first such element; found also when it is
// empty.
func (e *element) content(body []byte) (content []byte, found bool) {
	for {
		at := bytes.Index(body, e.tag)
		if at < 0 {
			return nil, false
		}
		body = body[at+len(e.tag):]
		if !ends(body) {
			continue
		}
		close := tagEnd(body)
		if close < 0 || close > 0 && body[close-1] == '/' {
			return nil, true
		}
		body = body[close+1:]
		if to := e.until(body); to >= 0 {
			body = body[:to]
		}
		return body, true
	}
}

// quoted is the value of an attribute in a tag's inside.
func quoted(head []byte, name string) []byte {
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
			return nil
		}
		if to := bytes.IndexByte(rest[1:], rest[0]); to >= 0 {
			return rest[1 : 1+to]
		}
		return nil
	}
	return nil
}

// prefixOf is the prefix of the root element with its colon, "x:"; it is
// known once the element's name has come.
func prefixOf(part []byte, last bool) (prefix string, known bool) {
	for i := 0; i+1 < len(part); i++ {
		if part[i] != '<' || part[i+1] == '?' {
			continue
		}
		end := i + 1
		for end < len(part) && isName(part[end]) {
			end++
		}
		return string(part[i+1 : i+1+bytes.IndexByte(part[i+1:end], ':')+1]), end < len(part) || last
	}
	return "", last
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
func without(part, from, to []byte) []byte {
	if !bytes.Contains(part, from) {
		return part
	}
	kept := make([]byte, 0, len(part))
	for {
		at := bytes.Index(part, from)
		if at < 0 {
			return append(kept, part...)
		}
		kept = append(kept, part[:at]...)
		end := bytes.Index(part[at:], to)
		if end < 0 {
			return kept
		}
		part = part[at+end+len(to):]
	}
}
