package rules

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr/vm"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/profile"
)

// Check judges applications, all together because some rules look at the whole
// of them, and returns a verdict for each in the same order. Nothing of what it
// is given is changed, and nothing is known of photos.
func (b *Book) Check(apps []*filing.Application, p profile.Profile, day filing.Day) []filing.Verdict {
	ix := NewIndex()
	for _, app := range apps {
		ix.Add(app)
	}
	j := b.Judge(ix, p, day)
	verdicts := make([]filing.Verdict, len(apps))
	for i, app := range apps {
		verdicts[i] = j.Verdict(i, app, nil)
	}
	return verdicts
}

// Judge judges applications one after the other. It serves one goroutine;
// several may share a book and an index.
type Judge struct{ judge }

// Judge is a judge by the rules of the book. The index holds every application
// of the run.
func (b *Book) Judge(ix *Index, p profile.Profile, day filing.Day) *Judge {
	j := &Judge{judge{book: b, facts: newFacts(b.lists, ix, p, day)}}
	j.vm.MemoryBudget = memoryBudget
	return j
}

// Verdict judges the application that was added to the index as the at-th,
// from 0. Without a photo none is judged.
func (j *Judge) Verdict(at int, app *filing.Application, photo *filing.Photo) filing.Verdict {
	j.turn(at, app, photo)
	return j.verdict()
}

// judge is a judge at work.
type judge struct {
	book *Book
	*facts
	vm vm.VM

	gaps     []*gap // met in the present condition
	fault    error  // of the present condition
	outcomes []outcome
	spoke    map[string]bool // rules that apply, for after
	silenced []override
}

// outcome is what a clause gives, before overrides have been looked at.
type outcome struct {
	*clause
	field   filing.Field
	finding *filing.Finding
	task    *filing.Task
	attach  *filing.Attachment
	print   []filing.Printing
	forms   []string
}

func (j *judge) verdict() filing.Verdict {
	j.outcomes, j.silenced, j.spoke = j.outcomes[:0], j.silenced[:0], map[string]bool{}
	clauses := j.book.inProvince[j.province.Name]
	// How the application is filed decides which rules and fields are its own;
	// its filing type is what others ask for.
	for _, c := range clauses {
		if c.filedAs != "" && j.concerns(c) && j.eval(c.when) == yes {
			j.as = c.filedAs
			j.forget()
		}
	}
	j.possible = nil
	for _, c := range clauses {
		if c.filingType == "" || !j.concerns(c) {
			continue
		}
		is := j.eval(c.when)
		if is != no {
			j.possible = append(j.possible, string(c.filingType))
		}
		if is == yes {
			j.filingType = c.filingType
			break
		}
	}
	// What the query leaves open is as the clerk says.
	if typed := j.text[filing.FieldFilingType]; j.filingType == "" && contains(j.possible, typed) {
		j.filingType = filing.FilingType(typed)
	}
	j.forget()
	for _, c := range clauses {
		if c.filedAs == "" && c.filingType == "" && c.says.By == (filing.Words{}) && j.concerns(c) {
			j.apply(c)
		}
	}
	return j.collect()
}

// concerns reports whether the clause is about subjects of this kind.
func (j *judge) concerns(c *clause) bool {
	if c.as != "" && c.as != j.as || c.kinds != nil && !contains(c.kinds, j.text[filing.FieldSubjectKind]) {
		return false
	}
	if c.after == nil {
		return true
	}
	for _, id := range c.after {
		if j.spoke[id] {
			return true
		}
	}
	return false
}

func (j *judge) apply(c *clause) {
	if c.set == nil {
		j.item = item{}
		j.once(c)
		return
	}
	for _, it := range c.set(j.facts) {
		j.next(it)
		j.once(c)
	}
}

// once applies the clause to the application, or to one item of its each.
func (j *judge) once(c *clause) {
	j.gaps, j.fault = j.gaps[:0], nil
	applies := yes
	if c.when != nil {
		applies = j.eval(c.when)
	}
	if j.fault != nil {
		j.broken(c)
		return
	}
	if applies == no || applies == unknown && j.quiet() {
		return
	}
	field := c.at
	if field == filing.NoField {
		field = j.item.field
	}
	if applies == yes {
		j.spoke[c.rule.ID] = true
		for _, o := range c.overrides {
			if o.field == filing.NoField && c.set != nil {
				o.field = j.item.field
			}
			j.silenced = append(j.silenced, o)
		}
	}
	if c.must != nil {
		held := j.eval(c.must)
		switch {
		case j.fault != nil:
			j.broken(c)
		case held == yes:
		case held == unknown || applies == unknown:
			j.open(c, field)
		default:
			j.refuse(c, field)
		}
		return
	}
	if applies == unknown {
		j.open(c, field)
		return
	}
	j.give(c, field)
}

// quiet reports whether the gaps met so far are all faults of their own.
func (j *judge) quiet() bool {
	for _, g := range j.gaps {
		if !g.quiet {
			return false
		}
	}
	return true
}

// refuse makes the finding.
func (j *judge) refuse(c *clause, field filing.Field) {
	if field == filing.NoField {
		for _, w := range c.mustWords {
			if field = j.word(w).from; field != filing.NoField {
				break
			}
		}
	}
	f := &filing.Finding{
		Rule: c.rule.ID, Level: c.says.Level, Field: field, Place: j.app.At(field),
		Message: j.say(c.say), Remedy: j.say(c.fix), Source: c.rule.Source,
	}
	f.Value = j.shown(field)
	j.outcomes = append(j.outcomes, outcome{clause: c, field: field, finding: f})
}

// shown is what stands in a cell, numbers masked.
func (j *judge) shown(field filing.Field) string {
	v := &j.app.Values[field]
	text := v.Text
	if v.Typed != "" {
		text = v.Typed
	}
	if field.IsNumber() {
		return filing.Mask(text)
	}
	return text
}

// open tells a person to make sure of what a blank leaves open.
func (j *judge) open(c *clause, field filing.Field) {
	var zh, en []string
	if j.quiet() {
		return
	}
	for _, g := range j.gaps {
		if g.quiet {
			continue
		}
		why := g.why
		if why == (filing.Words{}) && g.field != filing.NoField {
			why = filing.Words{ZH: "“" + g.field.Heading() + "”未填", EN: g.field.Key() + " is blank"}
		}
		if why.ZH != "" && !contains(zh, why.ZH) {
			zh, en = append(zh, why.ZH), append(en, why.EN)
		}
	}
	lead := filing.Words{ZH: "确认：", EN: "To be checked: "}
	words := j.say(c.ask)
	if words == (filing.Words{}) {
		words = j.say(c.say)
		if c.must == nil {
			lead = filing.Words{ZH: "确认是否适用：", EN: "Where it applies: "}
		}
	}
	text := filing.Words{
		ZH: lead.ZH + words.ZH + "（" + strings.Join(zh, "，") + "，无法代为判断）",
		EN: lead.EN + words.EN + " (" + strings.Join(en, ", ") + ")",
	}
	j.outcomes = append(j.outcomes, outcome{clause: c, field: field, task: &filing.Task{Rule: c.rule.ID, Text: text}})
}

// give makes what the clause gives: a document, a task, a printing.
func (j *judge) give(c *clause, field filing.Field) {
	o := outcome{clause: c, field: field}
	if c.wantsForm {
		o.forms = c.says.Form
	}
	switch c.enforced {
	case Attached:
		copies := c.copies
		if copies == 0 {
			copies = j.profile.Copies
		}
		o.attach = &filing.Attachment{Rule: c.rule.ID, What: j.say(c.say), Copies: copies}
	case ToDo:
		o.task = &filing.Task{Rule: c.rule.ID, Text: j.say(c.say)}
	case Printed:
		text := ""
		if c.text != nil {
			text = j.fill(c.text, filing.Chinese)
		}
		papers := c.says.Form
		if papers == nil {
			papers = []string{""}
		}
		for _, paper := range papers {
			o.print = append(o.print, filing.Printing{Rule: c.rule.ID, Form: paper, Variant: c.says.Variant, What: j.say(c.say), Text: text})
		}
	}
	j.outcomes = append(j.outcomes, o)
}

// broken reports a rule that could not be worked out. The application is
// refused: what a rule cannot judge has not passed it.
func (j *judge) broken(c *clause) {
	f := &filing.Finding{
		Rule: c.rule.ID, Level: filing.Error, Place: j.app.Place, Source: c.rule.Source,
		Message: filing.Words{ZH: "规则 " + c.rule.ID + " 算不出结果，这一条没有判断", EN: "rule " + c.rule.ID + " could not be worked out and was not judged"},
		Remedy:  filing.Words{ZH: fmt.Sprintf("请修改规则文件 %s 第 %d 行起的规则", c.rule.File, c.rule.Line), EN: fmt.Sprintf("correct the rule in %s, line %d", c.rule.File, c.rule.Line)},
	}
	j.outcomes = append(j.outcomes, outcome{clause: c, finding: f})
}

func (j *judge) collect() filing.Verdict {
	v := filing.Verdict{FilingType: j.filingType, FiledAs: j.as}
	wanted := map[string]bool{filing.Checklist: true}
	for i := range j.outcomes {
		o := &j.outcomes[i]
		if j.isSilenced(o) {
			continue
		}
		if o.finding != nil {
			v.Findings = append(v.Findings, *o.finding)
		}
		if o.task != nil && !contains(v.Do, *o.task) {
			v.Do = append(v.Do, *o.task)
		}
		if o.attach != nil && !contains(v.Attach, *o.attach) {
			v.Attach = append(v.Attach, *o.attach)
		}
		for _, paper := range o.forms {
			wanted[paper] = true
		}
		v.Print = append(v.Print, o.print...)
	}
	for _, paper := range filing.Papers {
		if wanted[paper] && (len(j.profile.Forms) == 0 || contains(j.profile.Forms, paper)) {
			v.Forms = append(v.Forms, paper)
		}
	}
	kept := v.Print[:0]
	for _, p := range v.Print {
		if p.Form == "" || wanted[p.Form] {
			kept = append(kept, p)
		}
	}
	v.Print = kept
	return v
}

func (j *judge) isSilenced(o *outcome) bool {
	for _, s := range j.silenced {
		if s.id == o.rule.ID && (s.field == filing.NoField || s.field == o.field) {
			return true
		}
	}
	return false
}

// eval works out a condition. Gaps that leave it open are noted.
func (j *judge) eval(c *condition) truth {
	switch c.op {
	case '&':
		result := yes
		for _, kid := range c.kids {
			if result = min(result, j.eval(kid)); result == no {
				return no
			}
		}
		return result
	case '|':
		result := no
		for _, kid := range c.kids {
			if result = max(result, j.eval(kid)); result == yes {
				return yes
			}
		}
		return result
	case '!':
		return yes - j.eval(c.kids[0])
	}
	open := false
	for _, w := range c.needs {
		if g := j.word(w).open; g != nil {
			j.gaps = append(j.gaps, g)
			open = true
		}
	}
	if open {
		return unknown
	}
	value, err := j.run(c.atom)
	if b, ok := value.(bool); ok && err == nil {
		if b {
			return yes
		}
		return no
	}
	j.fault = err
	if err == nil {
		j.fault = fmt.Errorf("no boolean but %T", value)
	}
	return unknown
}

func (j *judge) run(p program) (any, error) {
	for _, w := range p.words {
		j.word(w)
	}
	return j.vm.Run(p.code, j.env)
}

func (j *judge) say(m bilingual) filing.Words {
	var w filing.Words
	if m.zh != nil {
		w.ZH = j.fill(m.zh, filing.Chinese)
	}
	if m.en != nil {
		w.EN = j.fill(m.en, filing.English)
	}
	return w
}

// fill puts values into a message.
func (j *judge) fill(m *message, lang filing.Lang) string {
	if len(m.parts) == 0 {
		return m.literal[0]
	}
	var b strings.Builder
	for i, part := range m.parts {
		b.WriteString(m.literal[i])
		value, err := j.run(part)
		switch v := value.(type) {
		case filing.Words:
			b.WriteString(v.In(lang))
		case []string:
			b.WriteString(strings.Join(v, "、"))
		default:
			if err != nil {
				v = "…"
			}
			fmt.Fprint(&b, v)
		}
	}
	b.WriteString(m.literal[len(m.parts)])
	// A blank value leaves two spaces between English words.
	return strings.ReplaceAll(b.String(), "  ", " ")
}
