package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// readFlags say what is read and by what it is judged.
type readFlags struct{ sheet, hidden, profile, rules, on string }

func (c *Command) readFlags(cmd *cobra.Command) *readFlags {
	f := &readFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.sheet, "sheet", "", c.say("`名称` 只读这个工作表；默认读每个可见的工作表", "`NAME` read only this sheet; by default every visible one"))
	flags.StringVar(&f.hidden, "hidden", "", c.say("`skip|include` 隐藏或筛选掉的行：跳过，或一并办理", "`skip|include` hidden or filtered rows: leave out, or take too"))
	flags.StringVar(&f.profile, "profile", "", c.say("`文件` 接入服务单位的设置；默认找 icpgen.yaml", "`FILE` the provider's settings; by default icpgen.yaml is looked for"))
	flags.StringVar(&f.rules, "rules", "", c.say("`文件夹` 追加的规则；编号相同的以它为准", "`DIR` more rules; those of the same id override"))
	flags.StringVar(&f.on, "on", "", c.say("`日期` 按这一天判断；默认今天", "`DATE` the day to judge by; by default today"))
	return f
}

// runFlags are what check and render have in common.
type runFlags struct {
	*readFlags
	format string
	strict bool
	jobs   int
}

func (c *Command) runFlags(cmd *cobra.Command) *runFlags {
	f := &runFlags{readFlags: c.readFlags(cmd)}
	c.runFormatFlag(cmd, &f.format)
	c.jobsFlag(cmd, &f.jobs)
	cmd.Flags().BoolVar(&f.strict, "strict", false, c.say("有警告也以代码 1 结束", "warnings too end in exit code 1"))
	return f
}

func (c *Command) formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", c.say("`text|json` 结果的格式", "`text|json` how results are told"))
}

func (c *Command) checkFormat(format string) error {
	if format != "text" && format != "json" {
		return c.badValue("format", format, "text", "json")
	}
	return nil
}

func (c *Command) jobsFlag(cmd *cobra.Command, jobs *int) {
	cmd.Flags().IntVarP(jobs, "jobs", "j", runtime.GOMAXPROCS(0), c.say("`个数` 同时处理几份；结果与它无关", "`N` how many are worked on at once; the output does not depend on it"))
}

func (c *Command) checkJobs(jobs int) error {
	if jobs < 1 {
		return misuse("选项 --jobs 至少为 1", "flag --jobs: at least 1", "默认用全部处理器", "by default all cores are used")
	}
	return nil
}

// settings makes settings of flags that say what to read.
func (c *Command) settings(f *readFlags, inputs []string) (press.Settings, error) {
	s := press.Settings{
		Inputs: inputs, Stdin: c.Stdin, Profile: f.profile, Rules: f.rules,
		Read: workbook.Options{Sheet: f.sheet}, Day: c.today(),
	}
	switch f.hidden {
	case "":
	case "skip":
		s.Read.Hidden = workbook.HiddenSkip
	case "include":
		s.Read.Hidden = workbook.HiddenInclude
	default:
		return s, c.badValue("hidden", f.hidden, "skip", "include")
	}
	if f.on != "" {
		day, ok := filing.ParseDay(f.on)
		if !ok {
			return s, c.badValue("on", f.on, "2026-11-23")
		}
		s.Day = day
	}
	return s, nil
}

// runSettings makes settings of a run's flags.
func (c *Command) runSettings(f *runFlags, inputs []string) (press.Settings, error) {
	s, err := c.settings(f.readFlags, inputs)
	s.Workers, s.Progress = f.jobs, c.progress()
	return s, errors.Join(err, c.checkRunFormat(f.format), c.checkJobs(f.jobs))
}

func (c *Command) today() filing.Day {
	year, month, day := c.Now().Date()
	return filing.Day{Year: year, Month: month, Day: day}
}

func (c *Command) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     c.say("check 文件…", "check FILE..."),
		Short:   c.say("检查申请，不生成材料", "judge the applications; nothing is rendered"),
		Example: "icpgen check applicants.xlsx",
		Args:    c.some("工作簿", "the workbook"),
	}
	flags, after := c.runFlags(cmd), c.checkFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := c.runSettings(flags, args)
		if err != nil {
			return err
		}
		known, err := after.known()
		if err != nil {
			return err
		}
		settings.Annotate = after.annotate
		job, err := press.Read(settings)
		if err != nil {
			return err
		}
		c.collectLess(job)
		run, err := job.Check(cmd.Context())
		if err != nil {
			return c.finish(flags, job, run, err)
		}
		unwritten := c.checked(after, known, job, &run)
		return c.annotated(after, flags, job, errors.Join(c.finish(flags, job, run, nil), unwritten))
	}
	return cmd
}

func (c *Command) renderCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     c.say("render 文件…", "render FILE..."),
		Short:   c.say("检查申请，生成材料，逐页核对", "judge, render, verify"),
		Example: "icpgen render applicant.xlsx",
		Args:    c.some("工作簿", "the workbook"),
	}
	var out string
	var draft, notes, bare bool
	flags := c.runFlags(cmd)
	cmd.Flags().StringVarP(&out, "out", "o", "out", c.say("`文件夹` 材料放在哪里；默认 out", "`DIR` where the papers go; out by default"))
	cmd.Flags().BoolVar(&draft, "draft", false, c.say("有错误的申请也生成，每页印“草稿”", "render refused applications too, 草稿 across every page"))
	cmd.Flags().BoolVar(&notes, "with-notes", false, c.say("核验单后附填写说明", "a page of notes after the 核验单"))
	cmd.Flags().BoolVar(&bare, "no-checklist", false, c.say("不要材料清单", "without the 材料清单"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := c.runSettings(flags, args)
		if err != nil {
			return err
		}
		settings.Out, settings.Draft, settings.WithNotes, settings.NoChecklist = out, draft, notes, bare
		job, err := press.Read(settings)
		if err != nil {
			return err
		}
		c.collectLess(job)
		run, err := job.Render(cmd.Context())
		return c.finish(flags, job, run, err)
	}
	return cmd
}

// collectLess trades some 100 MB for a fifth of the time where a run is small:
// little of what it makes outlives a paper. In a large one the applications
// themselves would be multiplied. GOGC has the last word.
func (c *Command) collectLess(job *press.Job) {
	if c.Env("GOGC") == "" && job.Applications() <= 5000 {
		debug.SetGCPercent(400)
	}
}

// finish tells the run and settles the exit code: the gravest of what happened.
// A run that was stopped tells what it had done.
func (c *Command) finish(flags *runFlags, job *press.Job, run report.Run, stopped error) error {
	var telling error
	if stopped == nil && (len(run.Cases) > 0 || job.Blank() || flags.format != "text") {
		telling = c.tellRun(flags.format, job, run)
	}
	if run.Totals.Fails(flags.strict) {
		c.code = exitRefused
	}
	for _, f := range job.Failures {
		c.code = max(c.code, c.failed(f))
	}
	return errors.Join(stopped, c.write(telling))
}

// blank says that nobody has filled in the workbook yet.
func (c *Command) blank(job *press.Job) error {
	if !job.Blank() || c.quiet {
		return nil
	}
	_, err := fmt.Fprintln(c.Stdout, c.say("没有填写任何申请", "nothing is filled in yet"))
	return err
}
