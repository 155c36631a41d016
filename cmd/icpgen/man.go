package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/rules"
)

// manCommand writes the manual page, from what the help says. Packages bring it
// along, so that people see no command for it.
func (c *Command) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "man",
		Hidden:            true,
		Short:             c.say("输出手册页（man 格式）", "write the manual page"),
		Example:           c.examples(example{"阅读手册", "read it", "icpgen man | man -l -"}),
		Args:              c.atMost(0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := c.Stdout.Write([]byte(c.manual(cmd.Root())))
			return c.write(err)
		},
	}
}

// manual is the page icpgen(1), in the man macros of roff.
func (c *Command) manual(root *cobra.Command) string {
	page := &manPage{}
	fmt.Fprintf(page, ".TH ICPGEN 1 %s \"icpgen %s\" \"%s\"\n", rules.Day, roff(version), c.say("icpgen 手册", "icpgen manual"))
	page.WriteString(".ad l\n") // Chinese has no spaces to stretch
	page.macro("SH", c.say("名称", "NAME"))
	page.line("icpgen - " + root.Short)
	page.macro("SH", c.say("概要", "SYNOPSIS"))
	for i, cmd := range available(root) {
		if i > 0 {
			page.macro("br")
		}
		page.line(c.usageLine(cmd))
	}
	page.macro("SH", c.say("描述", "DESCRIPTION"))
	page.line(c.say(
		"icpgen 读取填好的备案信息表（.xlsx），按全国和各省的规则逐条检查，把合格的申请打印成 PDF 材料，并在写出之前逐页核对。"+
			"文件可以写几个，也可以写文件夹（取其中的 *.xlsx），或用 - 表示标准输入。程序不联网，也不在输出文件夹之外写东西。",
		"icpgen reads website filings from workbooks (.xlsx), judges them by the national and the provincial rules, renders the papers of "+
			"those in order as PDF, and reads every page back before it is written. A file may be several, a folder (its *.xlsx), "+
			"or - for standard input. No network is asked, and nothing is written outside the output folder."))
	page.flags(root.LocalNonPersistentFlags())
	page.example(root.Example)
	page.macro("SH", c.say("命令", "COMMANDS"))
	for _, cmd := range available(root) {
		page.macro("SS", c.usageLine(cmd))
		page.line(cmd.Short)
		if cmd.Long != "" {
			page.macro("PP")
			page.line(cmd.Long)
		}
		page.flags(cmd.LocalNonPersistentFlags())
		page.example(cmd.Example)
	}
	page.macro("SH", c.say("通用选项", "FLAGS OF EVERY COMMAND"))
	page.flags(root.PersistentFlags())
	page.macro("SH", c.say("退出状态", "EXIT STATUS"))
	for code, words := range exitCodes {
		page.tagged(fmt.Sprint(code), words.In(c.lang))
	}
	page.macro("SH", c.say("环境变量", "ENVIRONMENT"))
	page.tagged("LC_ALL, LC_MESSAGES, LANG", c.say("消息的语言；--lang 优先", "the language of messages; --lang goes before"))
	page.tagged("NO_COLOR", c.say("设置后不用颜色；--color 优先", "if set, no colours; --color goes before"))
	page.tagged("ICPGEN_DEBUG", c.say("设置后，程序自身出错时显示调用栈", "if set, a fault of icpgen itself is told with its stack"))
	page.macro("SH", c.say("文件", "FILES"))
	page.tagged("icpgen.yaml", c.say("接入服务单位的设置，在工作簿旁边或当前文件夹里找", "the provider's settings, looked for beside the workbook and in the working folder"))
	page.tagged("out/manifest.csv", c.say("每份材料一行：申请、文件、页数、份数、校验和", "one line a paper: application, file, pages, copies, checksum"))
	return page.String()
}

// available are the commands below a command that people see, at any depth.
func available(cmd *cobra.Command) (list []*cobra.Command) {
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			list = append(append(list, sub), available(sub)...)
		}
	}
	return list
}

// manPage is a page in the man macros.
type manPage struct{ strings.Builder }

var roffEscapes = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n.", "\n\\&.", "\n'", "\n\\&'")

func roff(text string) string {
	return strings.TrimPrefix(roffEscapes.Replace("\n"+text), "\n")
}

func (p *manPage) macro(name string, words ...string) {
	p.WriteString("." + name)
	for _, word := range words {
		p.WriteString(` "` + strings.ReplaceAll(roff(word), `"`, `\(dq`) + `"`)
	}
	p.WriteString("\n")
}

func (p *manPage) line(text string) { p.WriteString(roff(text) + "\n") }

func (p *manPage) tagged(tag, text string) {
	p.macro("TP")
	p.macro("B", tag)
	p.line(text)
}

func (p *manPage) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := described(f)
		tag := "--" + f.Name
		if f.Shorthand != "" {
			tag = "-" + f.Shorthand + ", " + tag
		}
		p.macro("TP")
		p.macro("BR", tag, " "+value)
		p.line(usage)
	})
}

func (p *manPage) example(lines string) {
	if lines == "" {
		return
	}
	p.macro("PP")
	p.macro("EX")
	p.line(lines)
	p.macro("EE")
}
