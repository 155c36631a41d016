package rules

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/strictyaml"
)

//go:embed *.yaml
var files embed.FS

// File is a rule file that comes beside the rulebook (--rules).
type File struct {
	Name string
	Data []byte
}

// Book is the rulebook, ready to judge. It does not change, and may be used by
// several goroutines at once.
type Book struct {
	rules   []*Rule
	byID    map[string]*Rule
	clauses []*clause
	lists   map[string][]string // named lists of words that rules use
	// What holds in a province: the national clauses, then its own. The empty
	// name stands for an application whose province is not known.
	inProvince map[string][]*clause
}

// Load compiles the rulebook together with further files in the same format. A
// rule there takes the place of the rulebook's rule of the same id. What is
// wrong with a file comes back as a [*strictyaml.Fault].
func Load(extra ...File) (*Book, error) {
	m := &maker{shapes: map[string]*entry{}, lists: map[string][]string{}}
	own, err := embedded()
	if err != nil {
		return nil, err
	}
	entries, err := m.read(own)
	if err != nil {
		return nil, err
	}
	more, err := m.read(extra)
	if err != nil {
		return nil, err
	}
	for _, e := range more {
		at := slices.IndexFunc(entries, func(old fileEntry) bool { return old.ID.Value == e.ID.Value })
		if at < 0 {
			entries = append(entries, e)
		} else {
			entries[at] = e
		}
	}
	return m.book(entries)
}

func embedded() ([]File, error) {
	names, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var list []File
	for _, name := range names {
		data, err := files.ReadFile(name.Name())
		if err != nil {
			return nil, err
		}
		list = append(list, File{name.Name(), data})
	}
	return list, nil
}

// fileEntry is an entry with the file that it stands in.
type fileEntry struct {
	*entry
	file string
}

// read takes the rules out of files, and keeps their shapes. An id stands once
// in all of them.
func (m *maker) read(list []File) ([]fileEntry, error) {
	var entries []fileEntry
	seen := map[string]fileEntry{}
	parsed := make([]parsedFile, len(list))
	var wait sync.WaitGroup
	for i, f := range list {
		wait.Go(func() { parsed[i] = parseFile(f) })
	}
	wait.Wait()
	for n, f := range list {
		if parsed[n].err != nil {
			return nil, parsed[n].err
		}
		for i := range parsed[n].entries {
			e := &parsed[n].entries[i]
			if e.Define.Value != "" {
				m.shapes[e.Define.Value] = e
				continue
			}
			if e.List.Value != "" {
				if err := m.list(e); err != nil {
					return nil, err
				}
				continue
			}
			if e.ID.Value == "" {
				return nil, parsed[n].root.Items[i].Fault("规则没有 id", "the rule has no id")
			}
			if first, twice := seen[e.ID.Value]; twice {
				return nil, e.ID.Fault(fmt.Sprintf("规则编号 %s 用了两次（另一次在 %s 第 %d 行）", e.ID.Value, first.file, first.ID.Line),
					fmt.Sprintf("the id %s is used twice (the other stands in %s, line %d)", e.ID.Value, first.file, first.ID.Line))
			}
			seen[e.ID.Value] = fileEntry{e, f.Name}
			entries = append(entries, fileEntry{e, f.Name})
		}
	}
	return entries, nil
}

type parsedFile struct {
	root    *strictyaml.Node
	entries []entry
	err     error
}

// parseFile reads one file; files are read side by side, since that is half of
// the work at start.
func parseFile(f File) (p parsedFile) {
	if p.root, p.err = strictyaml.Parse(f.Name, f.Data); p.err != nil {
		return p
	}
	if p.root.Kind != strictyaml.List && p.root.Kind != strictyaml.Null {
		p.err = p.root.Fault("规则文件应是一列规则，每条以“- id:”开头", "a rule file is a list of rules, each beginning with - id:")
		return p
	}
	p.err = p.root.Into(&p.entries)
	return p
}

// list keeps a named list, which must not hide a word of the language.
func (m *maker) list(e *entry) error {
	name := e.List.Value
	if contains(allWords(), name) {
		return e.List.Fault(fmt.Sprintf("“%s”已经是栏目或词，列表请换个名称", name), fmt.Sprintf("%q is a heading or word already: choose another name", name))
	}
	if len(e.Words) == 0 {
		return e.List.Fault(fmt.Sprintf("列表“%s”没有 words", name), fmt.Sprintf("the list %q has no words", name))
	}
	m.lists[name] = e.Words
	return nil
}

func (m *maker) book(entries []fileEntry) (*Book, error) {
	m.lang = newLanguage(m.lists)
	b := &Book{byID: map[string]*Rule{}, inProvince: map[string][]*clause{}, lists: m.lists}
	of := map[*Rule][]*clause{}
	for _, e := range entries {
		r, clauses, err := m.rule(e.entry, e.file)
		if err != nil {
			return nil, err
		}
		b.rules = append(b.rules, r)
		b.byID[r.ID] = r
		of[r] = clauses
	}
	for _, e := range entries {
		for _, s := range append([]statement{e.statement}, e.Also...) {
			for _, t := range append(append([]strictyaml.Text(nil), s.After...), s.Overrides...) {
				if id := firstWord(t.Value); b.byID[id] == nil {
					return nil, t.Unknown(fmt.Sprintf("没有编号为 %s 的规则", id), fmt.Sprintf("there is no rule %s", id), b.ids())
				}
			}
		}
	}
	slices.SortStableFunc(b.rules, func(x, y *Rule) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.ID, y.ID))
	})
	for _, r := range b.rules {
		b.clauses = append(b.clauses, of[r]...)
	}
	for _, c := range b.clauses {
		if c.rule.National() {
			b.inProvince[""] = append(b.inProvince[""], c)
		}
	}
	for _, p := range filing.Provinces {
		list := slices.Clip(b.inProvince[""])
		for _, c := range b.clauses {
			if c.rule.Province.Name == p.Name {
				list = append(list, c)
			}
		}
		b.inProvince[p.Name] = list
	}
	return b, nil
}

func firstWord(s string) string {
	for i, r := range s {
		if r == ' ' {
			return s[:i]
		}
	}
	return s
}

// rank puts the national rules first (F, M, D, others), then the provinces in
// the order of GB/T 2260.
func rank(r *Rule) int {
	if r.National() {
		switch r.ID[0] {
		case 'F':
			return 0
		case 'M':
			return 1
		case 'D':
			return 2
		}
		return 3
	}
	for i, p := range filing.Provinces {
		if p.Name == r.Province.Name {
			return 10 + i
		}
	}
	return 4
}

func (b *Book) ids() []string {
	var list []string
	for _, r := range b.rules {
		list = append(list, r.ID)
	}
	return list
}

// Rules lists the rulebook in the order of its ledger: the whole country, then
// the provinces in the order of GB/T 2260.
func (b *Book) Rules() []Rule {
	list := make([]Rule, len(b.rules))
	for i, r := range b.rules {
		list[i] = *r
	}
	return list
}

// Rule finds a rule by its id, written in any case.
func (b *Book) Rule(id string) (Rule, bool) {
	for _, r := range b.rules {
		if strings.EqualFold(r.ID, id) {
			return *r, true
		}
	}
	return Rule{}, false
}
