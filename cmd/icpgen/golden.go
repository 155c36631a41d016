package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

func (c *Command) goldenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   c.say("golden 基准文件夹 文件…", "golden DIR FILE..."),
		Short: c.say("与留存的基准比较，看每份材料变了什么；给 CI 用", "compare the papers with goldens and tell what moved; for a CI"),
		Long: c.say(`基准是材料内容本身：版面逐项写成文字（含证件号码、手机，不打码），另有每个 PDF 的 sha256。
文件权限 0600；要放进代码库的，只用编造的申请人。
先用 --update 写出基准，以后不带它就是比较，什么也不写。缺少基准、基准多余、材料有变，都以代码 1 结束。
没有给 --on 时按基准的日子判断，还没有基准时按今天。`,
			`Goldens are what stands on the papers: each page item by item as text (document numbers and telephones
in clear), and the sha256 of each PDF. Files are 0600; keep made-up applicants only in a repository.
Goldens are first written with --update; without it papers are compared, and nothing is written. A golden that is missing or that no paper claims, and a paper that
moved, end in exit code 1. Without --on the goldens' own day is judged by, today where there are none.`),
		Example: c.examples(
			example{"写出基准，看过以后留存", "write goldens, and read them before they are kept", "icpgen golden --update --on 2026-11-23 goldens applicants.xlsx"},
			example{"与基准比较", "compare with the goldens", "icpgen golden kept applicant.xlsx"},
			example{"变了什么，交给别的程序", "what moved, for another program", "icpgen golden --on 2026-11-23 --format json kept applicant.xlsx > moved.json"},
		),
		ValidArgsFunction: filesOf("xlsx"),
		Args: func(cmd *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				return c.some("基准文件夹和工作簿", "the goldens' folder and the workbook")(cmd, nil)
			case 1:
				return c.some("工作簿", "the workbook")(cmd, nil)
			}
			return nil
		},
	}
	reading, papers := c.readFlags(cmd), c.paperFlags(cmd)
	var update bool
	var format string
	var workers int
	flags := cmd.Flags()
	flags.BoolVar(&update, "update", false, c.say("把基准改写成现在的材料；在 CI 里不许", "rewrite the goldens to what the papers are now; refused in a CI"))
	c.formatFlag(cmd, &format)
	c.jobsFlag(cmd, &workers)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		at, inputs := args[0], args[1:]
		if err := errors.Join(c.checkFormat(format), c.checkJobs(workers), c.checkUpdate(update)); err != nil {
			return err
		}
		settings, err := c.settings(reading, inputs)
		if err != nil {
			return err
		}
		kept, some := press.GoldenDay(at)
		if reading.on == "" && some {
			settings.Day = kept
		}
		settings.Workers = workers
		papers.set(&settings)
		job, err := c.read(settings)
		if err != nil {
			return err
		}
		for _, f := range job.Failures { // its goldens would seem unclaimed
			return f
		}
		defer c.collectLess()()
		g, err := job.Golden(cmd.Context(), at, update)
		if err != nil {
			return err
		}
		if !g.Same() && !update || g.Faulty > 0 {
			c.code = exitRefused
		}
		if format == "json" {
			err = c.write(report.GoldensJSON(c.Stdout, g))
		} else {
			err = c.write(c.text(c.Stdout).Goldens(c.Stdout, g, c.quiet))
		}
		if reading.on == "" {
			c.hint(c.say("没有给 --on，按 "+settings.Day.String()+" 判断；基准与日子有关，在 CI 里写明 --on "+settings.Day.String(),
				"no --on was given, so "+settings.Day.String()+" was judged by; goldens depend on the day: say --on "+settings.Day.String()+" in a CI"))
		} else if some && settings.Day != kept && !update {
			c.hint(c.say("基准是按 "+kept.String()+" 判断的，这次按 "+settings.Day.String(), "the goldens were judged by "+kept.String()+", now it was "+settings.Day.String()))
		}
		if g.Count(report.GoldenMissing) > 0 && !update {
			c.hint(c.say("同样的命令加上 --update 写出基准；看过以后再留存", "the same command with --update writes goldens; read them before they are kept"))
		}
		return err
	}
	return cmd
}

// checkUpdate refuses to bless papers where nobody looks at them. CI=true is
// set by every usual CI.
func (c *Command) checkUpdate(update bool) error {
	if ci := c.Env("CI"); !update || ci == "" || ci == "false" || ci == "0" {
		return nil
	}
	return misuse("CI 里不能用 --update（环境变量 CI 已设置）：没有人看过的页面不能成为基准", "--update is refused in a CI (CI is set): a page that nobody looked at is no golden",
		"在自己的机器上运行 --update，看过改动再提交", "run --update on your own machine, and read what changed before you commit it")
}

// hint says on standard error what a good run should still be told.
func (c *Command) hint(words string) {
	if !c.quiet {
		c.text(c.Stderr).Hint(c.Stderr, words)
	}
}
