package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Chapter is the rules of one province, or of the whole country.
type Chapter struct {
	Title filing.Words
	Note  filing.Words // how the province stands to the rulebook; may be empty
	Rules []Rule
}

// Rule is one rule of the rulebook as people are told of it.
type Rule struct {
	ID      string
	Clause  string       // item of the source page
	Source  filing.Words // who says so
	About   filing.Words // the rule in a line; empty where its first statement tells it
	Says    []Statement
	Example Example
	File    string
	Line    int
}

// Statement is one thing that a rule asks for.
type Statement struct {
	How       filing.Words // judged, attached, printed, …
	Level     filing.Level // of what is judged
	Who       []string
	Field     filing.Field
	When      string // condition, in the words of the rule file
	Must      string
	Words     filing.Words
	Remedy    filing.Words
	Forms     []string
	Overrides []string
}

// Example is what a rule says of a changed sample: with each of Pass it is
// silent, with each of Fail it speaks. A change is written as 栏目 = 值.
type Example struct {
	Sample     string
	Given      []string
	Pass, Fail [][]string
}

// Ledger tells every rule in a line: its id, the clause it stands to, how, and
// what it asks for.
func (t Text) Ledger(w io.Writer, chapters []Chapter) error {
	var b strings.Builder
	for i, c := range chapters {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(t.paint(bold, c.Title.In(t.Lang)))
		if note := c.Note.In(t.Lang); note != "" {
			b.WriteString("  " + note)
		}
		b.WriteString("\n")
		var rows [][]string
		for _, r := range c.Rules {
			row := []string{r.ID, t.clause(r), strings.Join(t.hows(r), t.say("、", ", ")), ""}
			switch about := r.About.In(t.Lang); {
			case about != "":
				row[3] = cut(about, widest)
			case len(r.Says) > 0:
				row[3] = cut(t.plain(r.Says[0].Words), widest)
			}
			rows = append(rows, row)
		}
		table(&b, "  ", rows)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// formula is a place in a rule's words for a value that has to be worked out.
var formula = regexp.MustCompile(`\{[^{}]*[^\pL\pN{}][^{}]*\}`)

// place is any place for a value.
var place = regexp.MustCompile(`\{[^{}]*\}`)

// plain leaves the formulas out of a rule's words; the names of values, {栏}, say
// something in Chinese only.
func (t Text) plain(words filing.Words) string {
	if t.Lang == filing.English && words.EN != "" {
		return place.ReplaceAllString(words.EN, "…")
	}
	return formula.ReplaceAllString(words.ZH, "…")
}

// clause is where the rule stands in the source: there the items have Chinese
// names.
func (t Text) clause(r Rule) string {
	if t.Lang == filing.English && r.Source.EN != "" {
		return cut(r.Source.EN, 36)
	}
	return r.Clause
}

// hows lists how a rule is stood to, each way once.
func (t Text) hows(r Rule) (list []string) {
	seen := map[string]bool{}
	for _, s := range r.Says {
		if how := s.How.In(t.Lang); !seen[how] {
			seen[how] = true
			list = append(list, how)
		}
	}
	return list
}

// Rule explains one rule with its examples.
func (t Text) Rule(w io.Writer, r Rule) error {
	var b strings.Builder
	b.WriteString(t.paint(bold, r.ID))
	source := r.Source.In(t.Lang)
	if t.Lang != filing.English && source != r.Clause {
		b.WriteString("  " + r.Clause)
	}
	b.WriteString("  " + source)
	b.WriteString("\n")
	if about := r.About.In(t.Lang); about != "" {
		b.WriteString("\n  " + about + "\n")
	}
	for _, s := range r.Says {
		t.statement(&b, s)
	}
	t.example(&b, r.Example)
	if r.File != "" {
		fmt.Fprintf(&b, "\n  %s\n", t.paint(dim, fmt.Sprintf("%s:%d", r.File, r.Line)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Text) statement(b *strings.Builder, s Statement) {
	how := s.How.In(t.Lang)
	switch s.Level {
	case filing.Error:
		how += t.paint(red, t.say("（错误）", " (error)"))
	case filing.Warning:
		how += t.paint(yellow, t.say("（警告）", " (warning)"))
	}
	fmt.Fprintf(b, "\n  %s\n", how)
	line := func(zh, en, words string) {
		if words != "" {
			fmt.Fprintf(b, "    %s%s%s\n", t.say(zh, en), t.say("：", ": "), words)
		}
	}
	list := t.say("、", ", ")
	if words := t.plain(s.Words); words != "" {
		fmt.Fprintf(b, "    %s\n", words)
	}
	line("办法", "remedy", t.plain(s.Remedy))
	line("对象", "who", strings.Join(s.Who, list))
	line("栏目", "field", s.Field.Heading())
	line("材料", "papers", strings.Join(s.Forms, list))
	line("条件", "when", s.When)
	line("要求", "must", s.Must)
	line("优先于", "overrides", strings.Join(s.Overrides, list))
}

func (t Text) example(b *strings.Builder, e Example) {
	if len(e.Pass)+len(e.Fail) == 0 {
		return
	}
	fmt.Fprintf(b, t.say("\n  例（%s）\n", "\n  Example (%s)\n"), e.Sample)
	line := func(zh, en string, changes []string) {
		words := strings.Join(changes, t.say("；", "; "))
		if words == "" {
			words = t.say("照原样", "as it is")
		}
		fmt.Fprintf(b, "    %s%s\n", t.say(zh, en), words)
	}
	if len(e.Given) > 0 {
		line("前提：", "given: ", e.Given)
	}
	for _, changes := range e.Pass {
		line("符合：", "pass: ", changes)
	}
	for _, changes := range e.Fail {
		line("不符：", "fail: ", changes)
	}
}
