package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/strictyaml"
)

// clause is a statement compiled.
type clause struct {
	rule  *Rule
	id    strictyaml.Text // where the rule begins
	says  *Statement
	kinds []string // nil: all
	as    filing.FiledAs

	set       func(*facts) []item // nil: once
	when      *condition          // nil: always
	must      *condition
	after     []string
	at        filing.Field
	mustWords []int // at falls to where the first of these was found

	say, fix, ask bilingual
	text          *message
	copies        int
	filingType    filing.FilingType
	filedAs       filing.FiledAs
	overrides     []override
	enforced      Enforcement
	wantsForm     bool
}

type bilingual struct{ zh, en *message }

type override struct {
	id    string
	field filing.Field // NoField: wherever the rule speaks
}

const (
	whoAll    = "全体"
	whoUnit   = "单位"
	whoPerson = "个人"
)

var (
	idShape     = regexp.MustCompile(`^[A-Z]{1,2}-[0-9]{2}[a-z]?$`)
	clauseShape = regexp.MustCompile(`^(\S+)(?: ([0-9]+))?$`)
	callShape   = regexp.MustCompile(`^([A-Z][A-Z-]*)(?:\((.*)\))?$`)
)

// maker compiles the entries of the files.
type maker struct {
	lang   *language
	shapes map[string]*entry
	lists  map[string][]string
}

func (m *maker) rule(e *entry, file string) (*Rule, []*clause, error) {
	r := &Rule{ID: e.ID.Value, Clause: e.Clause.Value, File: file, Line: e.ID.Line}
	r.About = filing.Words{ZH: e.About.ZH.Value, EN: e.About.EN.Value}
	if !idShape.MatchString(r.ID) {
		return nil, nil, e.ID.Fault(fmt.Sprintf("规则编号“%s”应如 GD-02：一两个大写字母、横线、两位数字", r.ID),
			fmt.Sprintf("a rule's id is written as GD-02, not as %q", r.ID))
	}
	if err := m.placeRule(r, e, file); err != nil {
		return nil, nil, err
	}
	statements, err := m.expand(e)
	if err != nil {
		return nil, nil, err
	}
	if len(statements) == 0 {
		return nil, nil, e.ID.Fault("规则没有内容：应有 must、attach、do、print 等其中之一", "the rule says nothing: it needs one of must, attach, do, print and so on")
	}
	var clauses []*clause
	for i := range statements {
		c, err := m.clause(r, e.ID, &statements[i])
		if err != nil {
			return nil, nil, err
		}
		r.Says = append(r.Says, *c.says)
		clauses = append(clauses, c)
	}
	if r.Example, err = examples(r, e); err != nil {
		return nil, nil, err
	}
	return r, clauses, nil
}

// placeRule finds the rule's province, clause and source.
func (m *maker) placeRule(r *Rule, e *entry, file string) error {
	if r.Clause == "" {
		return e.ID.Fault("缺少 clause（依据哪一条，如“广东 2”）", "the rule has no clause, such as 广东 2")
	}
	name := strings.Fields(r.Clause)[0]
	base := strings.TrimSuffix(file[strings.LastIndexAny(file, "/\\")+1:], ".yaml")
	for _, p := range filing.Provinces {
		if p.Name == name {
			r.Province = p
		}
		if p.File == base && p.Name != name {
			return e.Clause.Fault(fmt.Sprintf("%s 里的规则，clause 应以“%s”开头", file, p.Name), fmt.Sprintf("a clause in %s begins with %s", file, p.Name))
		}
	}
	if !r.National() {
		match := clauseShape.FindStringSubmatch(r.Clause)
		if match == nil {
			return e.Clause.Fault("clause 应写成“省份 条号”，如“广东 2”", "a clause is a province and a number, as 广东 2")
		}
		if !strings.HasPrefix(r.ID, r.Province.Alpha+"-") {
			return e.ID.Fault(fmt.Sprintf("%s的规则编号应以 %s- 开头", r.Province.Name, r.Province.Alpha), fmt.Sprintf("ids of %s begin with %s-", r.Province.EN, r.Province.Alpha))
		}
		r.Source = filing.Words{ZH: strings.TrimSpace(r.Province.Name + "通管局要求 " + match[2]), EN: strings.TrimSpace(r.Province.EN + " bureau, item " + match[2])}
	}
	if e.Source.ZH.Value != "" {
		r.Source = filing.Words{ZH: e.Source.ZH.Value, EN: e.Source.EN.Value}
	}
	if r.Source.ZH == "" {
		r.Source = filing.Words{ZH: r.Clause, EN: r.Clause}
	}
	return nil
}

// expand lists the statements of a rule, those of its shapes among them.
func (m *maker) expand(e *entry) ([]statement, error) {
	list := make([]statement, 0, 1+len(e.Also))
	for i := range 1 + len(e.Also) {
		s := e.statement
		if i > 0 {
			if s = e.Also[i-1]; len(s.For) == 0 {
				s.For = e.For
			}
		}
		if s.Shape.Value == "" {
			if i == 0 && s.consequence().Value == "" && len(s.Form) == 0 && len(e.Also) > 0 {
				continue // a rule that stands in its also alone
			}
			list = append(list, s)
			continue
		}
		more, err := m.fill(s)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// fill puts the arguments of OWNER(主办单位名称) into the statements of OWNER.
// What the rule says beside the shape goes before what the shape says.
func (m *maker) fill(s statement) ([]statement, error) {
	if s.consequence().Value != "" {
		return nil, s.Shape.Fault("有 shape 就不能再写 must、attach、do 等；其余写到 also 里", "a shape stands without must, attach, do and so on: put the others under also")
	}
	call := callShape.FindStringSubmatch(s.Shape.Value)
	if call == nil {
		return nil, s.Shape.Fault("shape 应写成 名称 或 名称(参数, …)", "a shape is NAME or NAME(argument, …)")
	}
	shape := m.shapes[call[1]]
	if shape == nil {
		var names []string
		for name := range m.shapes {
			names = append(names, name)
		}
		slices.Sort(names)
		name := s.Shape
		name.Value = call[1]
		return nil, name.Unknown(fmt.Sprintf("没有“%s”这个 shape", call[1]), fmt.Sprintf("there is no shape %q", call[1]), names)
	}
	var args []string
	for _, arg := range strings.Split(call[2], ",") {
		if arg = strings.TrimSpace(arg); arg != "" {
			args = append(args, arg)
		}
	}
	var list []statement
	for i := range 1 + len(shape.Also) {
		part := shape.statement
		if i > 0 {
			if part = shape.Also[i-1]; len(part.For) == 0 {
				part.For = shape.For
			}
		}
		if len(s.For) > 0 {
			part.For = s.For
		}
		// A fault in what the arguments have made of an expression is shown
		// where they were given.
		for _, text := range part.texts() {
			if strings.Contains(text.Value, "$*") {
				value := substitute(text.Value, args, part.isExpression(text), part.EN.has(text))
				*text = s.Shape
				text.Value = value
			}
		}
		for _, own := range [][2]*strictyaml.Text{{&s.At, &part.At}, {&s.Fix, &part.Fix}, {&s.Say, &part.Say}, {&s.EN.Say, &part.EN.Say}, {&s.EN.Fix, &part.EN.Fix}, {&s.Ask, &part.Ask}, {&s.EN.Ask, &part.EN.Ask}} {
			if own[0].Value != "" {
				*own[1] = *own[0]
			}
		}
		for _, own := range [][2]*strictyaml.Text{{&s.When, &part.When}, {&s.Unless, &part.Unless}} {
			switch {
			case own[0].Value == "":
			case own[1].Value == "":
				*own[1] = *own[0]
			default:
				word := " and "
				if own[0] == &s.Unless {
					word = " or "
				}
				value := "(" + own[0].Value + ")" + word + "(" + own[1].Value + ")"
				*own[1] = *own[0]
				own[1].Value = value
			}
		}
		part.Overrides = append(append([]strictyaml.Text(nil), part.Overrides...), s.Overrides...)
		part.Shape = s.Shape
		list = append(list, part)
	}
	return list, nil
}

// substitute puts arguments in place of $*: in expressions as they are, or in
// quotes where $* stands in quotes; in texts as “甲、乙或丙”.
func substitute(text string, args []string, expression, english bool) string {
	switch {
	case english:
		return strings.ReplaceAll(text, "$*", enumerated(args, ", ", " or "))
	case !expression:
		return strings.ReplaceAll(text, "$*", enumerated(args, "、", "或"))
	}
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = strconv.Quote(arg)
	}
	text = strings.ReplaceAll(text, `"$*"`, strings.Join(quoted, ", "))
	return strings.ReplaceAll(text, "$*", strings.Join(args, ", "))
}

// enumerated sets comma between the words, and or before the last.
func enumerated(words []string, comma, or string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, or)
	}
	return strings.Join(words[:last], comma) + or + words[last]
}

func (e *english) has(t *strictyaml.Text) bool { return t == &e.Say || t == &e.Fix || t == &e.Ask }

func (s *statement) texts() []*strictyaml.Text {
	return []*strictyaml.Text{&s.When, &s.Unless, &s.Must, &s.Say, &s.Fix, &s.Ask, &s.Attach, &s.Do, &s.Print, &s.Text, &s.EN.Say, &s.EN.Fix, &s.EN.Ask}
}

func (s *statement) isExpression(t *strictyaml.Text) bool {
	return t == &s.When || t == &s.Unless || t == &s.Must
}

// consequence is the one thing that the statement does.
func (s *statement) consequence() strictyaml.Text {
	for _, t := range s.consequences() {
		if t.Value != "" {
			return t
		}
	}
	return strictyaml.Text{}
}

func (s *statement) consequences() []strictyaml.Text {
	return []strictyaml.Text{s.Must, s.Attach, s.Do, s.Print, s.Type, s.As, s.By, s.Note}
}

func (m *maker) clause(r *Rule, id strictyaml.Text, s *statement) (*clause, error) {
	c := &clause{rule: r, id: id, says: &Statement{Who: values(s.For), Overrides: values(s.Overrides), Shape: s.Shape.Value}, after: values(s.After)}
	place, err := c.enforcement(s)
	if err != nil {
		return nil, err
	}
	if err := c.who(s); err != nil {
		return nil, err
	}
	inEach := len(s.Each) > 0
	if err := c.each(s); err != nil {
		return nil, err
	}
	var blankOK []filing.Field
	for _, t := range s.BlankOK {
		f, err := heading(t)
		if err != nil {
			return nil, err
		}
		blankOK = append(blankOK, f)
	}
	if s.At.Value != "" {
		if c.at, err = heading(s.At); err != nil {
			return nil, err
		}
		c.says.Field = c.at
	}
	if err := m.conditions(c, s, blankOK, inEach); err != nil {
		return nil, err
	}
	if err := m.messages(c, s, place, inEach); err != nil {
		return nil, err
	}
	return c, c.details(s)
}

// enforcement finds what the statement does, and the text that says it.
func (c *clause) enforcement(s *statement) (strictyaml.Text, error) {
	found := 0
	for _, t := range s.consequences() {
		if t.Value != "" {
			found++
		}
	}
	if found > 1 && !(found == 2 && s.By.Value != "") {
		return strictyaml.Text{}, s.consequence().Fault("一条只能有 must、attach、do、print、note 等其中之一，其余写到 also 里",
			"one statement has one of must, attach, do, print, note and so on: put the others under also")
	}
	place := s.consequence()
	switch {
	case s.Must.Value != "":
		c.enforced = Judged
		if s.Say.Value == "" {
			return place, s.Must.Fault("有 must 就要有 say（要求是什么）", "a must needs a say: what is asked for")
		}
		place = s.Say
	case s.By.Value != "":
		c.enforced = Judged
		place = s.Say
		if s.Print.Value != "" {
			c.enforced, place = Printed, s.Print
		}
	case s.Attach.Value != "":
		c.enforced = Attached
	case s.Do.Value != "":
		c.enforced = ToDo
	case s.Print.Value != "":
		c.enforced = Printed
	case s.Type.Value != "", s.As.Value != "":
		c.enforced = Decided
		if s.When.Value == "" && s.Unless.Value == "" {
			return place, place.Fault("有 type 或 filed_as 就要有 when（什么时候算）", "a type or filed_as needs a when")
		}
		place = s.Say
	case s.Note.Value != "":
		c.enforced = Noted
	case len(s.Form) > 0:
		c.enforced, place = Printed, s.Say
	default:
		return place, c.somewhere(s).Fault("这条规则没有内容：应有 must、attach、do、print 等其中之一", "this says nothing: it needs one of must, attach, do, print and so on")
	}
	c.says.Enforced = c.enforced
	return place, nil
}

// somewhere is any text of the statement that has a place.
func (c *clause) somewhere(s *statement) strictyaml.Text {
	for _, t := range s.texts() {
		if t.Line > 0 {
			return *t
		}
	}
	for _, t := range append(append([]strictyaml.Text{s.Shape, s.At, s.Level}, s.For...), s.Each...) {
		if t.Line > 0 {
			return t
		}
	}
	return c.id
}

func (c *clause) who(s *statement) error {
	all := append([]string{whoAll, whoUnit}, filing.SubjectKinds...)
	if len(s.For) == 0 {
		c.says.Who = []string{whoAll}
	}
	for _, t := range s.For {
		switch t.Value {
		case whoAll:
		case whoUnit:
			c.as = filing.AsUnit
		case whoPerson:
			c.as = filing.AsPerson
		default:
			if !contains(filing.SubjectKinds, t.Value) {
				return t.Unknown(fmt.Sprintf("for 里没有“%s”", t.Value), fmt.Sprintf("for does not know %q", t.Value), all)
			}
			c.kinds = append(c.kinds, t.Value)
		}
	}
	if len(s.For) > 1 && len(c.kinds) != len(s.For) {
		return s.For[0].Fault("全体、单位、个人要单独写，不能和别的并列", "全体, 单位 and 个人 stand alone")
	}
	return nil
}

func (c *clause) each(s *statement) error {
	if len(s.Each) == 0 {
		return nil
	}
	if len(s.Each) == 1 {
		for _, set := range sets {
			if set.name == s.Each[0].Value {
				c.set = set.of
				return nil
			}
		}
	}
	var fields []filing.Field
	for _, t := range s.Each {
		f, ok := filing.FieldByHeading(t.Value)
		if !ok {
			return t.Unknown(fmt.Sprintf("没有“%s”这个栏目或组", t.Value), fmt.Sprintf("there is no heading or set %q", t.Value), append(setNames(), headings()...))
		}
		fields = append(fields, f)
	}
	c.set = theFields(fields)
	return nil
}

func headings() []string {
	var list []string
	for _, f := range filing.Fields() {
		list = append(list, f.Heading())
	}
	return list
}

func heading(t strictyaml.Text) (filing.Field, error) {
	f, ok := filing.FieldByHeading(t.Value)
	if !ok {
		return f, t.Unknown(fmt.Sprintf("没有“%s”这个栏目", t.Value), fmt.Sprintf("there is no heading %q", t.Value), headings())
	}
	return f, nil
}

func values(texts []strictyaml.Text) []string {
	var list []string
	for _, t := range texts {
		list = append(list, t.Value)
	}
	return list
}

func (m *maker) conditions(c *clause, s *statement, blankOK []filing.Field, inEach bool) error {
	var err error
	if s.When.Value != "" {
		if c.when, err = m.lang.condition(s.When, blankOK, inEach); err != nil {
			return err
		}
		c.says.When = s.When.Value
	}
	if s.Unless.Value != "" {
		unless, err := m.lang.condition(s.Unless, blankOK, inEach)
		if err != nil {
			return err
		}
		unless = &condition{op: '!', kids: []*condition{unless}}
		if c.when == nil {
			c.when, c.says.When = unless, "not ("+s.Unless.Value+")"
		} else {
			c.when = &condition{op: '&', kids: []*condition{c.when, unless}}
			c.says.When += " and not (" + s.Unless.Value + ")"
		}
	}
	if s.Must.Value != "" {
		if c.must, err = m.lang.condition(s.Must, blankOK, inEach); err != nil {
			return err
		}
		c.says.Must = s.Must.Value
		c.must.words(&c.mustWords)
	}
	for _, cond := range []*condition{c.when, c.must} {
		var all []int
		cond.words(&all)
		for _, w := range all {
			c.says.Workbook = c.says.Workbook || vocabulary[w].book
		}
	}
	return nil
}

// words collects the words of a condition in their order.
func (c *condition) words(list *[]int) {
	if c == nil {
		return
	}
	for _, w := range c.atom.words {
		if !contains(*list, w) {
			*list = append(*list, w)
		}
	}
	for _, kid := range c.kids {
		kid.words(list)
	}
}

func (m *maker) messages(c *clause, s *statement, place strictyaml.Text, inEach bool) error {
	c.says.Words = filing.Words{ZH: place.Value, EN: s.EN.Say.Value}
	c.says.Remedy = filing.Words{ZH: s.Fix.Value, EN: s.EN.Fix.Value}
	for _, part := range []struct {
		source strictyaml.Text
		into   **message
	}{{place, &c.say.zh}, {s.EN.Say, &c.say.en}, {s.Fix, &c.fix.zh}, {s.EN.Fix, &c.fix.en}, {s.Ask, &c.ask.zh}, {s.EN.Ask, &c.ask.en}, {s.Text, &c.text}} {
		if part.source.Value == "" {
			continue
		}
		compiled, err := m.lang.message(part.source, inEach)
		if err != nil {
			return err
		}
		*part.into = compiled
	}
	return nil
}

func (c *clause) details(s *statement) error {
	c.says.Level = 0
	if c.enforced == Judged {
		c.says.Level = filing.Error
	}
	switch s.Level.Value {
	case "", "error":
	case "warn":
		c.says.Level = filing.Warning
	default:
		return s.Level.Unknown(fmt.Sprintf("level 不能是“%s”", s.Level.Value), fmt.Sprintf("level cannot be %q", s.Level.Value), []string{"error", "warn"})
	}
	for _, t := range s.Form {
		if !contains(filing.Papers, t.Value) {
			return t.Unknown(fmt.Sprintf("没有“%s”这种表", t.Value), fmt.Sprintf("there is no form %q", t.Value), filing.Papers)
		}
		c.says.Form = append(c.says.Form, t.Value)
	}
	c.wantsForm = len(s.Form) > 0 && s.Print.Value == ""
	if s.Mark.Value != "" {
		variants := []string{string(filing.VariantPledge), string(filing.VariantFingerprint), string(filing.VariantSeal), string(filing.VariantRemark)}
		if !contains(variants, s.Mark.Value) {
			return s.Mark.Unknown(fmt.Sprintf("没有“%s”这种 variant", s.Mark.Value), fmt.Sprintf("there is no variant %q", s.Mark.Value), variants)
		}
		c.says.Variant = filing.Variant(s.Mark.Value)
	}
	if s.Copies.Value != "" {
		n, err := strconv.Atoi(s.Copies.Value)
		if err != nil || n < 1 || n > 9 {
			return s.Copies.Fault("copies 应为 1 至 9", "copies has to be 1 to 9")
		}
		c.copies = n
	}
	if s.Type.Value != "" {
		var types []string
		for _, t := range filing.FilingTypes {
			types = append(types, string(t))
		}
		if !contains(types, s.Type.Value) {
			return s.Type.Unknown(fmt.Sprintf("没有“%s”这种备案类型", s.Type.Value), fmt.Sprintf("there is no filing type %q", s.Type.Value), types)
		}
		c.filingType = filing.FilingType(s.Type.Value)
	}
	switch s.As.Value {
	case "":
	case string(filing.AsUnit), string(filing.AsPerson):
		c.filedAs = filing.FiledAs(s.As.Value)
	default:
		return s.As.Unknown(fmt.Sprintf("filed_as 不能是“%s”", s.As.Value), fmt.Sprintf("filed_as cannot be %q", s.As.Value), []string{"unit", "person"})
	}
	if s.By.Value != "" {
		var known []string
		for _, finder := range finders {
			if known = append(known, finder.ZH); finder.ZH == s.By.Value {
				c.says.By = finder
			}
		}
		if c.says.By.ZH == "" {
			return s.By.Unknown(fmt.Sprintf("by 不能是“%s”", s.By.Value), fmt.Sprintf("by cannot be %q", s.By.Value), known)
		}
	}
	for _, t := range s.Overrides {
		id, name, _ := strings.Cut(t.Value, " ")
		o := override{id: id}
		if !idShape.MatchString(id) {
			return t.Fault("overrides 应是规则编号，或“编号 栏目”", "overrides takes a rule's id, or id and heading")
		}
		if name != "" {
			at := t
			at.Value = name
			f, err := heading(at)
			if err != nil {
				return err
			}
			o.field = f
		}
		c.overrides = append(c.overrides, o)
	}
	return nil
}

// examples reads pass and fail, and finds the sample that they change.
func examples(r *Rule, e *entry) (x Example, err error) {
	x = Example{Kind: filing.KindCompany, Province: r.Province.Name}
	if x.Province == "" {
		x.Province = "安徽" // the province without rules of its own
	}
	if x.Given, err = cellsOf(&e.Given); err != nil {
		return x, err
	}
	for _, rows := range []struct {
		from []changes
		into *[][]Change
	}{{e.Beside, &x.Beside}, {e.Pass, &x.Pass}, {e.Fail, &x.Fail}} {
		for i := range rows.from {
			row, err := cellsOf(&rows.from[i])
			if err != nil {
				return x, err
			}
			*rows.into = append(*rows.into, row)
		}
	}
	for _, s := range r.Says {
		for _, who := range s.Who {
			if contains(filing.SubjectKinds, who) {
				x.Kind = who
				return x, nil
			}
		}
		if s.Who[0] == whoUnit || s.Who[0] == whoAll {
			break
		}
	}
	return x, nil
}

func cellsOf(c *changes) ([]Change, error) {
	list := []Change{}
	for i, t := range c.headings {
		f, err := heading(t)
		if err != nil {
			return nil, err
		}
		list = append(list, Change{f, c.values[i].Value})
	}
	return list, nil
}
