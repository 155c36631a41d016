package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/rules"
)

func (c *Command) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   c.say("rules [编号或省份]", "rules [ID|PROVINCE]"),
		Short: c.say("查看规则：每条要求的出处和落实办法，或解释其中一条", "the rulebook: every clause, how it is stood to; explain one"),
		Example: c.examples(
			example{"全部规则", "all of it", "icpgen rules"},
			example{"一个省的要求", "what a province asks for", c.say("icpgen rules 广东", "icpgen rules Guangdong")},
			example{"解释一条规则", "explain a rule", "icpgen rules GD-02"},
			example{"连同自己追加的规则", "with rules of your own", "icpgen rules --rules myrules SX-01"},
		),
		Args:              c.atMost(1),
		ValidArgsFunction: onlyFirst(c.completeRule),
	}
	var folder string
	cmd.Flags().StringVar(&folder, "rules", "", c.say("`文件夹` 追加的规则；编号相同的以它为准", "`DIR` more rules; those of the same id override"))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		book, err := press.LoadRules(folder)
		if err != nil {
			return err
		}
		text := c.text(c.Stdout)
		chapters := c.chapters(book)
		if len(args) == 0 {
			return c.write(text.Ledger(c.Stdout, chapters))
		}
		if r, ok := book.Rule(args[0]); ok {
			return c.write(text.Rule(c.Stdout, c.told(r)))
		}
		title := args[0]
		if p, ok := parseProvince(title); ok {
			title = p.Name
		}
		ids := []string{}
		for _, chapter := range chapters {
			if chapter.Title.ZH == title || strings.EqualFold(chapter.Title.EN, title) {
				return c.write(text.Ledger(c.Stdout, []report.Chapter{chapter}))
			}
			for _, r := range chapter.Rules {
				ids = append(ids, r.ID)
			}
		}
		shown := filing.Escape(args[0])
		hint := filing.Words{ZH: "icpgen rules 列出全部规则", EN: "icpgen rules lists them all"}
		if near, ok := nearestProvince(args[0]); ok {
			hint = filing.Words{ZH: "是不是 " + near.ZH + "？" + hint.ZH, EN: "did you mean " + near.EN + "? " + hint.EN}
		} else if near, ok := filing.Nearest(args[0], ids); ok {
			hint = filing.Words{ZH: "是不是 " + near + "？" + hint.ZH, EN: "did you mean " + near + "? " + hint.EN}
		}
		return misuse("没有这条规则，也没有这个省份："+shown, "neither a rule nor a province: "+shown, hint.ZH, hint.EN)
	}
	return cmd
}

// chapters is the ledger in the terms of a report.
func (c *Command) chapters(book *rules.Book) []report.Chapter {
	var chapters []report.Chapter
	for _, section := range book.Ledger() {
		chapter := report.Chapter{Title: section.Title, Note: section.Standing}
		for _, r := range section.Rules {
			chapter.Rules = append(chapter.Rules, c.told(r))
		}
		chapters = append(chapters, chapter)
	}
	return chapters
}

// told is a rule in the terms of a report.
func (c *Command) told(r rules.Rule) report.Rule {
	t := report.Rule{ID: r.ID, Clause: r.Clause, Source: r.Source, About: r.About, File: r.File, Line: r.Line}
	for _, s := range r.Says {
		t.Says = append(t.Says, report.Statement{
			How: s.Enforced.Words(), Level: s.Level, Who: c.who(s.Who), Field: s.Field, When: s.When, Must: s.Must,
			Words: s.Words, Remedy: s.Remedy, Forms: s.Form, Overrides: s.Overrides,
		})
	}
	e := r.Example
	t.Example = report.Example{Sample: e.Kind, Given: c.changes(e.Given)}
	if e.Province != "" {
		t.Example.Sample += c.say("，", ", ") + e.Province
	}
	for _, changes := range e.Pass {
		t.Example.Pass = append(t.Example.Pass, c.changes(changes))
	}
	for _, changes := range e.Fail {
		t.Example.Fail = append(t.Example.Fail, c.changes(changes))
	}
	return t
}

// who names whom a statement concerns; kinds of subject are called as in the
// workbook.
func (c *Command) who(list []string) (names []string) {
	for _, name := range list {
		switch name {
		case "全体":
			name = c.say(name, "everybody")
		case "单位":
			name = c.say(name, "units")
		case "个人":
			name = c.say(name, "persons")
		}
		names = append(names, name)
	}
	return names
}

func (c *Command) changes(changes []rules.Change) (list []string) {
	for _, change := range changes {
		value := change.Value
		if value == "" {
			value = c.say("（空）", "(blank)")
		}
		list = append(list, change.Field.Heading()+" = "+value)
	}
	return list
}
