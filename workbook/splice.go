package workbook

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// splice puts a text in the place of bytes of a part. What it does not name
// stays to the byte.
type splice struct {
	from, to int
	text     string
}

// spliced is the part with the splices made; those at one place in their order.
func spliced(part []byte, list []splice) []byte {
	slices.SortStableFunc(list, func(a, b splice) int { return a.from - b.from })
	var b bytes.Buffer
	at := 0
	for _, s := range list {
		b.Write(part[at:s.from])
		b.WriteString(s.text)
		at = s.to
	}
	b.Write(part[at:])
	return b.Bytes()
}

// node is an element of a part with its place: <tag …> stands from from to
// inside, what is in it ends at end, and its closing tag at to. The bytes of
// an empty <tag/> are all before inside.
type node struct {
	name     string // without the prefix
	prefix   string // "x:", or empty
	attrs    []attribute
	from     int
	inside   int
	end      int
	to       int
	children []*node
}

// mostElements bounds what an outline holds in memory: beyond it is no part that
// a person made.
const mostElements = 500_000

// outline reads a part so many levels down from its root, but not into the
// elements that are to stay shut.
func outline(part []byte, levels int, shut ...string) (*node, error) {
	var legal characters
	if legal.check(part, true); legal.err != nil {
		return nil, legal.err
	}
	t := wholeTokens(part)
	var root *node
	var open []*node
	passed, listed := 0, 0 // depth below an element that is passed over; elements so far
	for {
		kind, err := t.next()
		if err != nil {
			return nil, err
		}
		switch kind {
		case endOfPart:
			return root, nil
		case startTag:
			if passed > 0 {
				passed++
				continue
			}
			if len(open) > levels || len(open) > 0 && slices.Contains(shut, open[len(open)-1].name) {
				passed = 1
				continue
			}
			if listed++; listed > mostElements {
				return nil, fmt.Errorf("more than %d elements", mostElements)
			}
			tag := string(t.open[len(t.open)-1])
			e := &node{name: string(t.name), prefix: tag[:len(tag)-len(t.name)], attrs: slices.Clone(t.attrs), from: t.tag, inside: t.pos}
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, e)
			} else {
				root = e
			}
			open = append(open, e)
		case endTag:
			if passed > 0 {
				passed--
				continue
			}
			e := open[len(open)-1]
			open = open[:len(open)-1]
			e.end, e.to = t.tag, t.pos
			if e.to == e.inside {
				e.end = e.to
			}
		}
	}
}

// child is the first child of the name; nil when there is none.
func (e *node) child(name string) *node {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// attr is an attribute's value; empty when it is missing.
func (e *node) attr(name string) string {
	for _, a := range e.attrs {
		if string(a.name) == name {
			return unescape(a.value)
		}
	}
	return ""
}

func (e *node) number(name string) int {
	n, _ := strconv.Atoi(e.attr(name))
	return n
}

// add puts a text at the end of what is in the element.
func (e *node) add(part []byte, text string) splice {
	if e.inside == e.to { // <tag/>
		open := strings.TrimRight(strings.TrimSuffix(string(part[e.from:e.to]), "/>"), " ")
		return splice{e.from, e.to, open + ">" + text + "</" + e.prefix + e.name + ">"}
	}
	return splice{e.end, e.end, text}
}

// replace puts a text in the place of the element.
func (e *node) replace(text string) splice { return splice{e.from, e.to, text} }

// set gives the element's start tag an attribute, in the place of the one that
// it has.
func (e *node) set(name, value string) splice {
	text := name + `="` + escaped(value) + `"`
	for _, a := range e.attrs {
		if string(a.name) == name {
			return splice{a.from, a.to, text}
		}
	}
	at := e.from + 1 + len(e.prefix) + len(e.name)
	return splice{at, at, " " + text}
}

// place inserts a text among the root's children, which have an order; before
// are the names of all that come after.
func (e *node) place(part []byte, text string, before ...string) splice {
	for _, c := range e.children {
		if slices.Contains(before, c.name) {
			return splice{c.from, c.from, text}
		}
	}
	return e.add(part, text)
}

// xstring is a text as cells and comments hold it: what would read there as an
// escape of a character is itself escaped (ECMA-376 part 1, 22.4.2.4).
func xstring(text string) string {
	if !strings.Contains(text, "_x") {
		return escaped(text)
	}
	var b strings.Builder
	for i := range len(text) {
		if at := escape.FindStringIndex(text[i:min(len(text), i+7)]); at != nil && at[0] == 0 {
			b.WriteString("_x005F")
		}
		b.WriteByte(text[i])
	}
	return escaped(b.String())
}

// escaped makes a text fit to stand in XML, in text and attributes.
func escaped(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text)) // into memory: cannot fail
	return b.String()
}
