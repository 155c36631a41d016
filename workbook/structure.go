package workbook

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// structure is what the workbook part says of its sheets.
type structure struct {
	book     string // the workbook part itself
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

// maxSheetName is generous: Excel allows 31 characters, of ten bytes each when
// they are written as references.
const maxSheetName = 31 * 10 * 4

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
	t, err := c.tokens(book)
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, &NotWorkbook{kindArchive}
	}
	s := &structure{book: book}
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
			written := t.attr("name")
			if len(written) > maxSheetName {
				return nil, &Damaged{Part: book, why: filing.Words{ZH: "工作表的名称太长", EN: "a sheet's name is too long"}}
			}
			name := unescape(written)
			if slices.ContainsFunc(s.sheets, func(other sheetPart) bool { return other.part == rel.target }) {
				return nil, &Damaged{Part: book, why: filing.Words{ZH: "同一个工作表列了两次：" + name, EN: "a sheet is listed twice: " + name}}
			}
			state := string(t.attr("state"))
			s.sheets = append(s.sheets, sheetPart{name: name, part: rel.target, hidden: state == "hidden" || state == "veryHidden"})
		}
	}
}

// relations reads a .rels part; targets are resolved against folder.
func (c *container) relations(name, folder string) (map[string]relation, error) {
	t, err := c.tokens(name)
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
		id := unescape(t.attr("Id"))
		if _, twice := related[id]; twice {
			return nil, &Damaged{Part: name, why: filing.Words{ZH: "同一个关系编号出现两次", EN: "a relation's id is there twice"}}
		}
		if len(related) == c.limits.Parts {
			return nil, &OverLimit{Limit: fmt.Sprint(c.limits.Parts), flag: "parts", what: filing.Words{ZH: "部件之间的关系数", EN: "relations between parts"}, at: name}
		}
		related[id] = relation{path.Base(unescape(t.attr("Type"))), strings.TrimPrefix(path.Clean(target), "/")}
	}
}
