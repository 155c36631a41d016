package workbook

import (
	"path"
	"strings"
)

// structure is what the workbook part says of its sheets.
type structure struct {
	sheets   []sheetPart
	date1904 bool
	styles   string // part names; empty when there is none
	strings  string
}

type sheetPart struct {
	name   string
	part   string
	hidden bool
	index  int // among the workbook's sheets
}

// relation is one line of a .rels part.
type relation struct{ kind, target string }

const workbookName = "xl/workbook.xml"

// structure reads the parts that say where everything else is.
func (c *container) structure() (*structure, error) {
	book := workbookName
	roots, err := c.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	for _, r := range roots {
		if r.kind == "officeDocument" && c.has(r.target) {
			book = r.target
		}
	}
	folder := path.Dir(book)
	related, err := c.relations(path.Join(folder, "_rels", path.Base(book)+".rels"), folder)
	if err != nil {
		return nil, err
	}
	t, _, err := c.tokens(book)
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, &NotWorkbook{kindArchive}
	}
	s := &structure{}
	for _, r := range related {
		switch r.kind {
		case "styles":
			s.styles = r.target
		case "sharedStrings":
			s.strings = r.target
		}
	}
	for {
		kind, err := t.next()
		if err != nil {
			return nil, badXML(book, "", err)
		}
		if kind == endOfPart {
			return s, nil
		}
		if kind != startTag {
			continue
		}
		if t.depth() == 1 && string(t.name) != "workbook" {
			return nil, &NotWorkbook{kindUnknown}
		}
		switch string(t.name) {
		case "workbookPr":
			v := string(t.attr("date1904"))
			s.date1904 = v == "1" || v == "true"
		case "sheet":
			id := ""
			for _, a := range t.attrs {
				if string(local(a.name)) == "id" && len(a.name) > len("id") {
					id = unescape(a.value)
				}
			}
			rel, ok := related[id]
			if !ok || rel.kind != "worksheet" {
				continue // a chart, a macro or a dialog sheet
			}
			state := string(t.attr("state"))
			s.sheets = append(s.sheets, sheetPart{name: unescape(t.attr("name")), part: rel.target, hidden: state == "hidden" || state == "veryHidden"})
		}
	}
}

// relations reads a .rels part; targets are resolved against folder.
func (c *container) relations(name, folder string) (map[string]relation, error) {
	t, _, err := c.tokens(name)
	if err != nil || t == nil {
		return nil, err
	}
	related := map[string]relation{}
	for {
		kind, err := t.next()
		if err != nil {
			return nil, badXML(name, "", err)
		}
		if kind == endOfPart {
			return related, nil
		}
		if kind != startTag || string(t.name) != "Relationship" || string(t.attr("TargetMode")) == "External" {
			continue
		}
		target := strings.ReplaceAll(unescape(t.attr("Target")), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		related[unescape(t.attr("Id"))] = relation{path.Base(unescape(t.attr("Type"))), strings.TrimPrefix(path.Clean(target), "/")}
	}
}
