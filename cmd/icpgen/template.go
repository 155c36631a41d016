package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/workbook"
)

const templateName = "备案信息表.xlsx"

func (c *Command) templateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   c.say("template [文件]", "template [FILE]"),
		Short: c.say("生成空白的备案信息表，带下拉列表和填写说明", "write an empty workbook to fill in, with dropdowns and hints"),
		Example: c.examples(
			example{"空表，一行一个网站，文件名用 " + templateName, "an empty table, one website a row, under its usual name", "icpgen template"},
			example{"标出一个省的要求，带一行示例", "mark what a province asks for, with a sample", c.say("icpgen template --province 广东 --sample ", "icpgen template --province Guangdong --sample ") + "blank.xlsx"},
			example{"单户表", "a card for one applicant", "icpgen template --card card.xlsx"},
			example{"写到标准输出", "to standard output", "icpgen template --sample - > sample.xlsx"},
		),
		Args:              c.atMost(1),
		ValidArgsFunction: onlyFirst(filesOf("xlsx")),
	}
	var card, filled bool
	var province string
	flags := cmd.Flags()
	flags.BoolVar(&card, "card", false, c.say("单户表：标题在左、内容在右；默认一行一个网站", "a card for one applicant; by default one website a row"))
	flags.BoolVar(&filled, "sample", false, c.say("带一份编造的示例", "with a made-up sample"))
	flags.StringVar(&province, "province", "", c.say("`省份` 标出该省的要求", "`PROVINCE` mark what the province asks for"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		path := templateName
		if len(args) > 0 {
			path = args[0]
		}
		if err := c.checkTemplatePath(path); err != nil {
			return err
		}
		t := workbook.Template{Card: card}
		if cmd.Flags().Changed("province") {
			if err := c.markProvince(&t, province); err != nil {
				return err
			}
		}
		if filled {
			t.Sample = c.templateSample(t.Province)
		}
		var b bytes.Buffer
		if err := workbook.WriteTemplate(&b, t); err != nil {
			return err
		}
		if path == "-" {
			_, err := c.Stdout.Write(b.Bytes())
			return c.write(err)
		}
		if err := press.NewFile(path, b.Bytes()); err != nil || c.quiet {
			return err
		}
		shown := filing.Escape(path)
		_, err := fmt.Fprintf(c.Stdout, c.say("已写好 %s\n填好后检查：icpgen check %s\n", "written: %s\nwhen it is filled in: icpgen check %s\n"), shown, shown)
		return c.write(err)
	}
	return cmd
}

// checkTemplatePath refuses names under which nobody could open a workbook.
func (c *Command) checkTemplatePath(path string) error {
	if path == "-" {
		if isTerminal(c.Stdout) {
			return misuse("工作簿不能显示在终端上", "a workbook cannot be shown on a terminal",
				"写到文件，例如 icpgen template "+templateName, "write it to a file, such as icpgen template "+templateName)
		}
		return nil
	}
	if ext := filepath.Ext(path); !strings.EqualFold(ext, ".xlsx") {
		shown := filing.Escape(path)
		return misuse("模板是 .xlsx 工作簿："+shown, "a template is an .xlsx workbook: "+shown,
			"例如 icpgen template "+templateName, "for instance: icpgen template "+templateName)
	}
	return nil
}

// markProvince adds the province's rules as notes.
func (c *Command) markProvince(t *workbook.Template, name string) error {
	p, ok := parseProvince(name)
	if !ok {
		return c.unknownProvince(name)
	}
	book, err := press.LoadRules("")
	if err != nil {
		return err
	}
	t.Province, t.Standing = p, book.Standing(p.Name).ZH
	for _, r := range book.Rules() {
		if r.Province.Name == p.Name {
			t.Notes = append(t.Notes, notesOf(r)...)
		}
	}
	return nil
}

func (c *Command) unknownProvince(name string) error {
	var english []string
	for _, p := range filing.Provinces {
		english = append(english, p.EN)
	}
	hint := filing.Words{ZH: "可填：" + strings.Join(filing.FieldProvince.List(), " "), EN: "one of " + strings.Join(english, ", ")}
	if near, ok := nearestProvince(name); ok {
		hint = filing.Words{ZH: "是不是 " + near.ZH + "？", EN: "did you mean " + near.EN + "?"}
	}
	shown := filing.Escape(name)
	return misuse("没有这个省份："+shown, "no such province: "+shown, hint.ZH, hint.EN)
}

// notesOf is a rule in the terms of a template: what it asks of the same people
// at the same heading, on the same condition, is one note.
func notesOf(r rules.Rule) []workbook.Note {
	var list []workbook.Note
	some := false // whether the last note is not for all
	for _, s := range r.Says {
		if s.Enforced == rules.Noted || s.Words.ZH == "" {
			continue
		}
		n := workbook.Note{Field: s.Field, Rule: r.ID, Text: unfilled(s.Words.ZH), Remedy: unfilled(s.Remedy.ZH)}
		if who := strings.Join(s.Who, "、"); who != "全体" {
			n.Who = who
		}
		if s.Enforced == rules.Attached {
			n.Text = "附：" + n.Text
		}
		depends := s.Enforced != rules.Judged && s.When != ""
		if len(list) > 0 && depends == some {
			if last := &list[len(list)-1]; last.Field == n.Field && last.Who == n.Who && last.Remedy+n.Remedy == "" {
				last.Text += "；" + n.Text
				continue
			}
		}
		if some = depends; depends {
			n.Text = "（视情况）" + n.Text
		}
		list = append(list, n)
	}
	return list
}

var blank = regexp.MustCompile(`\{[^{}]*\}`)

// unfilled shows the blanks of a message that is about no application.
func unfilled(words string) string {
	return blank.ReplaceAllStringFunc(words, func(place string) string {
		switch word := place[1 : len(place)-1]; {
		case word == "栏" || word == "所填":
			return "所填内容"
		case strings.ContainsAny(word, ` ("`):
			return ""
		default:
			return "〔" + word + "〕"
		}
	})
}

// templateSample is a made-up unit of the province, without fault on the day.
func (c *Command) templateSample(p filing.Province) *filing.Application {
	name := p.Name
	if name == "" {
		name = filing.Provinces[0].Name
	}
	a := sample.Clean(name, filing.KindCompany)
	a.Set(filing.FieldApplicationID, workbook.SampleID)
	a.Set(filing.FieldPhotoDate, c.today().AddDays(-3).String())
	a.Set(filing.FieldDomainExpiry, c.today().AddDays(600).String())
	return a
}
