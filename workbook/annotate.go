package workbook

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Marks are what an annotated copy says.
type Marks struct {
	Lang         filing.Lang
	Day          filing.Day // by which was judged
	Applications []Judged
	Findings     []filing.Finding // of the workbook itself
}

// Judged is an application of the workbook, by its place, and what was found.
type Judged struct {
	filing.Place
	ID, Subject string
	Findings    []filing.Finding
}

// Annotate writes a copy of a workbook with marks: faulty cells coloured by
// level, with a comment that says why and what to do; a column 检查结果 behind
// the last one, or in a card a line below the last; and a sheet 检查汇总 with
// totals and every finding. data is the whole file, read with opt, and the marks
// are of what Read found in it. Marks of an earlier copy are replaced.
//
// All else stays: parts that need no mark are handed on as they are packed, and
// in those that do nothing moves but what is inserted. excelize would write each
// part anew and lose what it does not know. The colours are conditional
// formats, so that the cells keep the styles that they have.
//
// The bytes depend on nothing but the arguments. Every error but the writer's
// is a [Refusal].
func Annotate(w io.Writer, data []byte, opt Options, m Marks) error {
	file, size := bytes.NewReader(data), int64(len(data))
	b, err := each("", file, size, opt, func(*filing.Application) error { return nil })
	if err != nil {
		return err
	}
	if b.parts == nil {
		return &NotWorkbook{kindText}
	}
	zipped, err := openContainer(file, size, b.limits)
	if err != nil {
		return err
	}
	a := &annotator{parcel: &parcel{container: zipped, changed: map[string][]byte{}}, book: b, Marks: m}
	if err := a.guarded(); err != nil {
		return err
	}
	return a.write(w)
}

// IsAnnotated reports whether a file is a workbook that Annotate wrote, or one
// made from it.
func IsAnnotated(data []byte) bool {
	limits := Limits{}.orDefaults()
	zipped, err := openContainer(bytes.NewReader(data), int64(len(data)), limits)
	if err != nil {
		return false
	}
	s, err := zipped.structure()
	if err != nil {
		return false
	}
	b := &book{parts: s, limits: limits}
	return b.findSummary(zipped) == nil && b.summary.part != ""
}

// annotator is a copy while it is marked.
type annotator struct {
	*parcel
	Marks
	book   *book
	looks  looks
	silent int // cells that are coloured and have no comment
}

func (a *annotator) say(zh, en string) string { return filing.Words{ZH: zh, EN: en}.In(a.Lang) }

// guarded keeps a workbook that is odd in a way nobody thought of from ending
// the program.
func (a *annotator) guarded() (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = &Damaged{Part: a.book.parts.book, cause: fmt.Errorf("%v", fault), why: filing.Words{ZH: "内部结构异常，无法标注", EN: "its inside cannot be marked"}}
		}
	}()
	return a.annotate()
}

func (a *annotator) annotate() error {
	var err error
	if a.looks, err = a.findLooks(); err != nil {
		return err
	}
	bySheet := a.bySheet()
	for _, part := range a.book.parts.sheets {
		if _, holds := a.book.results[part.name]; !holds {
			continue
		}
		if err := a.book.checkRoom(part.name); err != nil {
			return err
		}
		if err := a.markSheet(part, bySheet[part.name]); err != nil {
			return err
		}
	}
	return a.summarise()
}

// notes are what is said on one sheet.
type notes struct {
	faults  map[string][]filing.Finding // by cell
	results map[int]result              // by row
}

// result is what 检查结果 says of an application, and the level of its colour.
type result struct {
	text  string
	level filing.Level
}

// bySheet sorts the findings to the cells at which they stand. What has no cell
// of its own is said at 检查结果.
func (a *annotator) bySheet() map[string]*notes {
	sheets := map[string]*notes{}
	for name := range a.book.results {
		sheets[name] = &notes{map[string][]filing.Finding{}, map[int]result{}}
	}
	add := func(f filing.Finding) {
		if n := sheets[f.Place.Sheet]; n != nil && f.Place.Cell != "" {
			n.faults[f.Place.Cell] = append(n.faults[f.Place.Cell], f)
		}
	}
	for _, j := range a.Applications {
		home := j.Place
		at, known := a.book.results[home.Sheet]
		if !known {
			continue
		}
		cell := ref(home.Row, at.col)
		if a.book.isCard(home.Sheet) {
			cell = ref(at.row, at.col+1)
			home.Row = at.row
		}
		sheets[home.Sheet].results[home.Row] = a.result(j.Findings)
		for _, f := range j.Findings {
			if f.Place.Cell == "" {
				f.Place.Sheet, f.Place.Cell = home.Sheet, cell
			}
			add(f)
		}
	}
	for _, f := range a.Findings {
		add(f)
	}
	return sheets
}

// result says where an application stands: one of three words, by which a
// column can be filtered, and how many findings there are.
func (a *annotator) result(list []filing.Finding) result {
	errors, warnings := levels(list)
	switch {
	case errors > 0:
		return result{fmt.Sprintf(a.say("须改正（错误 %d 处，警告 %d 处）", "to correct (errors: %d, warnings: %d)"), errors, warnings), filing.Error}
	case warnings > 0:
		return result{fmt.Sprintf(a.say("可提交（有警告 %d 处）", "ready (warnings: %d)"), warnings), filing.Warning}
	}
	return result{a.say("可提交", "ready"), 0}
}

// levels counts findings.
func levels(list []filing.Finding) (errors, warnings int) {
	for _, f := range list {
		if f.Level == filing.Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

func levelOf(list []filing.Finding) filing.Level {
	return slices.MaxFunc(list, func(a, b filing.Finding) int { return cmp.Compare(a.Level, b.Level) }).Level
}

func (a *annotator) level(l filing.Level) string {
	if l == filing.Error {
		return a.say("错误", "error")
	}
	return a.say("警告", "warning")
}

// shown is a text that may quote the sheet as a mark may show it.
func shown(text string) string { return filing.Escape(filing.MaskAll(text)) }

func (b *book) isCard(sheet string) bool {
	return slices.ContainsFunc(b.Sheets, func(s Sheet) bool { return s.Name == sheet && s.Layout == Card })
}

// errFirst ends the reading of a sheet behind its first row.
var errFirst = errors.New("the first row is enough")

// findSummary looks for the sheet 检查汇总, hidden or not.
func (b *book) findSummary(zipped *container) error {
	var shared []string
	for i, s := range b.parts.sheets {
		if !strings.HasPrefix(s.name, summaryTitle) {
			continue
		}
		if shared == nil && b.parts.strings != "" {
			p, err := zipped.part(b.parts.strings, "<si")
			if err != nil {
				return err
			}
			if p != nil {
				if shared, err = sharedStrings(p, b.limits); err != nil {
					return err
				}
			}
		}
		t, err := zipped.tokens(s.part)
		if err != nil || t == nil {
			return err
		}
		err = readCells(s, t, shared, b.limits, func(first []cell) error {
			if isSummary(first) {
				b.summary = b.parts.sheets[i]
			}
			return errFirst
		}, func(area) {})
		if err != nil && err != errFirst {
			return err
		}
		if b.summary.part != "" {
			return nil
		}
	}
	return nil
}
