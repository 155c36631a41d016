package workbook

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// What a mark says in a comment stands between these, so that it is found again
// also in a comment of somebody else's, and whoever saved the file since.
const (
	commentFrom = "【icpgen】"
	commentTo   = "【／icpgen】"
	author      = "icpgen"
)

// mostComments bounds those of a sheet: Excel keeps each in sight of its cell.
// Colours and 检查汇总 say the rest.
const mostComments = 10_000

// comment says on a sheet's cells what is wrong with them. It returns the id of
// a relation to drawings that the sheet has to name from now on, or nothing.
func (a *annotator) comment(sheet string, root *node, faults map[string][]filing.Finding) (drawing string, err error) {
	cells := make([]string, 0, len(faults))
	for cell := range faults {
		cells = append(cells, cell)
	}
	slices.SortFunc(cells, byPlace)
	if more := len(cells) - mostComments; more > 0 {
		a.silent += more
		cells = cells[:mostComments]
	}
	related, err := a.relationsIn(sheet)
	if err != nil {
		return "", err
	}
	name, drawings := "", ""
	for _, r := range related {
		if r.kind == "comments" {
			name = r.target
		}
	}
	for _, e := range root.children {
		for _, at := range e.attrs {
			if e.name == "legacyDrawing" && string(local(at.name)) == "id" && drawings == "" {
				drawings = related[unescape(at.value)].target
			}
		}
	}
	if name == "" && len(cells) == 0 {
		return "", nil
	}
	if name == "" || !a.is(name) {
		name = a.free("xl/comments%d.xml")
		a.put(name, []byte(xmlHead+`<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors><commentList></commentList></comments>`))
		if _, err := a.relate(sheet, "comments", name); err != nil {
			return "", err
		}
		if err := a.declare(name, spreadsheetML+"comments+xml"); err != nil {
			return "", err
		}
	}
	gone, fresh, err := a.writeComments(name, cells, faults)
	if err != nil || len(gone)+len(fresh) == 0 {
		return "", err
	}
	if drawings == "" || !a.is(drawings) {
		drawings = a.free("xl/drawings/vmlDrawing%d.vml")
		a.put(drawings, []byte(`<xml `+strings.Join(boxSpaces[:], " ")+`><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>`))
		if drawing, err = a.relate(sheet, "vmlDrawing", drawings); err != nil {
			return "", err
		}
		if err := a.declare(drawings, "application/vnd.openxmlformats-officedocument.vmlDrawing"); err != nil {
			return "", err
		}
	}
	return drawing, a.drawBoxes(drawings, gone, fresh, faults)
}

// relationsIn reads a part's relations as they stand now, by id.
func (a *annotator) relationsIn(name string) (map[string]relation, error) {
	if !a.is(relationsOf(name)) {
		return nil, nil
	}
	return a.relations(relationsOf(name), path.Dir(name))
}

// writeComments takes our marks out of the comments of a sheet and puts in
// those of the given cells, behind what somebody else says there. It returns
// the cells that no longer have a comment and those that have one now.
func (a *annotator) writeComments(name string, cells []string, faults map[string][]filing.Finding) (gone, fresh []string, err error) {
	part, root, err := a.xml(name, 5)
	if err != nil {
		return nil, nil, err
	}
	authors, list := root.child("authors"), root.child("commentList")
	if authors == nil || list == nil {
		return nil, nil, &Damaged{Part: name, why: filing.Words{ZH: "批注的内容不完整", EN: "the comments are not complete"}}
	}
	var edits []splice
	us := slices.IndexFunc(authors.children, func(e *node) bool { return unescape(part[e.inside:e.end]) == author })
	if us < 0 {
		us = len(authors.children)
		if len(cells) > 0 {
			edits = append(edits, authors.add(part, fmt.Sprintf("<%[1]sauthor>%[2]s</%[1]sauthor>", root.prefix, author)))
		}
	}
	due := map[string]bool{}
	for _, cell := range cells {
		due[cell] = true
	}
	var before []string // cells whose comment was ours alone
	for _, c := range list.children {
		text := c.child("text")
		if text == nil {
			continue
		}
		cell := c.attr("ref")
		left, ours := withoutMark(part, text)
		switch {
		case left == "" && (ours || due[cell]):
			before = append(before, cell)
			edits = append(edits, c.replace(""))
		case due[cell]:
			delete(due, cell)
			edits = append(edits, text.replace(fmt.Sprintf("<%[1]stext>%[2]s%[3]s</%[1]stext>", text.prefix, left, a.mark(text.prefix, faults[cell], true))))
		case ours:
			edits = append(edits, text.replace(fmt.Sprintf("<%[1]stext>%[2]s</%[1]stext>", text.prefix, left)))
		}
	}
	var added strings.Builder
	for _, cell := range cells {
		if !due[cell] {
			continue
		}
		fresh = append(fresh, cell)
		fmt.Fprintf(&added, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext>%[4]s</%[1]stext></%[1]scomment>`, root.prefix, cell, us, a.mark(root.prefix, faults[cell], false))
	}
	if added.Len() > 0 {
		edits = append(edits, list.add(part, added.String()))
	}
	a.edit(name, part, edits...)
	return before, fresh, nil
}

// withoutMark is what a comment says beside our mark, nothing where that is
// blank, and whether it has one.
func withoutMark(part []byte, text *node) (left string, ours bool) {
	type run struct {
		e    *node
		said string
	}
	var runs []run
	whole := ""
	for _, e := range text.children {
		t := e
		if e.name == "r" {
			t = e.child("t")
		}
		if t == nil || t.name != "t" {
			continue
		}
		said := ""
		if t.end > t.inside {
			said = decode(unescape(part[t.inside:t.end]))
		}
		runs = append(runs, run{e, said})
		whole += said
	}
	from := strings.Index(whole, commentFrom)
	if from < 0 {
		if strings.TrimSpace(whole) == "" {
			return "", false
		}
		return string(part[text.inside:text.end]), false
	}
	to := len(whole)
	if end := strings.LastIndex(whole, commentTo); end > from {
		to = end + len(commentTo)
	}
	if strings.TrimSpace(whole[:from]+whole[to:]) == "" {
		return "", true
	}
	if from > 0 && whole[from-1] == '\n' {
		from--
	}
	var b strings.Builder
	at := 0
	for _, r := range runs {
		n := len(r.said)
		head, tail := min(max(from-at, 0), n), min(max(to-at, 0), n)
		switch {
		case head == n || tail == 0: // outside the mark
			b.Write(part[r.e.from:r.e.to])
		case head > 0 || tail < n:
			look := ""
			if style := r.e.child("rPr"); style != nil {
				look = string(part[style.from:style.to])
			}
			fmt.Fprintf(&b, `<%[1]sr>%[2]s<%[1]st xml:space="preserve">%[3]s</%[1]st></%[1]sr>`, text.prefix, look, xstring(r.said[:head]+r.said[tail:]))
		}
		at += n
	}
	return b.String(), true
}

// mark is what a comment says of the faults of a cell, as runs of text.
func (a *annotator) mark(prefix string, list []filing.Finding, below bool) string {
	var b strings.Builder
	run := func(bold, text string) {
		fmt.Fprintf(&b, `<%[1]sr><%[1]srPr>%[2]s<%[1]ssz val="9"/><%[1]srFont val="宋体"/><%[1]sfamily val="3"/></%[1]srPr><%[1]st xml:space="preserve">%[3]s</%[1]st></%[1]sr>`, prefix, bold, xstring(text))
	}
	bold := "<" + prefix + "b/>"
	head := commentFrom
	if below {
		head = "\n" + head
	}
	for _, f := range list {
		run(bold, head+"\n"+a.level(f.Level)+" "+f.Rule)
		run("", "\n"+a.words(f))
		head = ""
	}
	run("", "\n"+commentTo)
	return b.String()
}

// words are why a finding is one and what to do.
func (a *annotator) words(f filing.Finding) string {
	text := shown(f.Message.In(a.Lang))
	if remedy := f.Remedy.In(a.Lang); remedy != "" {
		text += "\n" + a.say("怎么改：", "What to do: ") + shown(remedy)
	}
	if source := f.Source.In(a.Lang); source != "" {
		text += "\n" + a.say("依据：", "Source: ") + filing.Escape(source)
	}
	return text
}

var (
	boxOfComment = regexp.MustCompile(`(?s)<v:shape\b.*?</v:shape>`)
	boxRow       = regexp.MustCompile(`<x:Row>\s*(\d+)\s*</x:Row>`)
	boxColumn    = regexp.MustCompile(`<x:Column>\s*(\d+)\s*</x:Column>`)
	boxNumber    = regexp.MustCompile(`_x0000_s(\d{1,9})\b`)
)

// boxSpaces are the namespaces of a box.
var boxSpaces = [...]string{`xmlns:v="urn:schemas-microsoft-com:vml"`, `xmlns:o="urn:schemas-microsoft-com:office:office"`, `xmlns:x="urn:schemas-microsoft-com:office:excel"`}

const boxType = `<v:shapetype%s id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
	`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

// drawBoxes removes the boxes of comments that are gone and draws those of new
// ones. VML is older than its XML, and is taken as text.
func (a *annotator) drawBoxes(name string, gone, fresh []string, faults map[string][]filing.Finding) error {
	part, err := a.get(name)
	if err != nil {
		return err
	}
	slices.SortFunc(gone, byPlace)
	var edits []splice
	for _, at := range boxOfComment.FindAllIndex(part, -1) {
		box := part[at[0]:at[1]]
		row, col := boxRow.FindSubmatch(box), boxColumn.FindSubmatch(box)
		if row == nil || col == nil {
			continue
		}
		r, _ := number(row[1])
		c, _ := number(col[1])
		if _, isGone := slices.BinarySearchFunc(gone, ref(r+1, c+1), byPlace); isGone {
			edits = append(edits, splice{at[0], at[1], ""})
		}
	}
	part = spliced(part, edits)
	end := bytes.LastIndex(part, []byte("</xml>"))
	if end < 0 {
		return &Damaged{Part: name, why: filing.Words{ZH: "批注的外框有误", EN: "the boxes of comments are broken"}}
	}
	last := 1024
	for _, n := range boxNumber.FindAllSubmatch(part, -1) {
		if id, ok := number(n[1]); ok {
			last = max(last, id)
		}
	}
	spaces, root := "", part[:bytes.IndexByte(part, '>')]
	for _, space := range boxSpaces {
		if !bytes.Contains(root, []byte(space[:len("xmlns:v=")])) {
			spaces += " " + space
		}
	}
	var b strings.Builder
	if len(fresh) > 0 && !bytes.Contains(part, []byte(`"_x0000_t202"`)) {
		fmt.Fprintf(&b, boxType, spaces)
	}
	for i, cell := range fresh {
		row, col, _ := parseRef([]byte(cell))
		tall := 2
		for _, f := range faults[cell] {
			tall += 1 + lines(a.words(f), 40)
		}
		fmt.Fprintf(&b, `<v:shape%s id="_x0000_s%d" type="#_x0000_t202" style='position:absolute;visibility:hidden' fillcolor="#ffffe1" o:insetmode="auto">`+
			`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>`+
			`<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>`+
			`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 12, %d, 4, %d, 48, %d, 8</x:Anchor>`+
			`<x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			spaces, last+1+i, min(col, maxCol-4), max(row-2, 0), min(col, maxCol-4)+2, max(row-2, 0)+tall*4/5+1, row-1, col-1)
	}
	a.put(name, spliced(part, []splice{{end, end, b.String()}}))
	return nil
}
