package main

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// readFlags say what is read and by what it is judged.
type readFlags struct {
	sheet, hidden, profile, rules, on string
	limits                            workbook.Limits
}

func (c *Command) readFlags(cmd *cobra.Command) *readFlags {
	f := &readFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.sheet, "sheet", "", c.say("`名称` 只读这个工作表；默认读每个可见的工作表", "`NAME` read only this sheet; by default every visible one"))
	flags.StringVar(&f.hidden, "hidden", "", c.say("`skip|include` 隐藏或筛选掉的行：跳过，或一并办理", "`skip|include` hidden or filtered rows: leave out, or take too"))
	flags.StringVar(&f.profile, "profile", "", c.say("`文件` 接入服务单位的设置；默认找 icpgen.yaml", "`FILE` the provider's settings; by default icpgen.yaml is looked for"))
	flags.StringVar(&f.rules, "rules", "", c.say("`文件夹` 追加的规则；编号相同的以它为准", "`DIR` more rules; those of the same id override"))
	flags.StringVar(&f.on, "on", "", c.say("`日期` 按这一天判断；默认今天", "`DATE` the day to judge by; by default today"))
	c.limitFlags(flags, &f.limits)
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
		Read: workbook.Options{Sheet: f.sheet, Limits: f.limits}, Day: c.today(),
	}
	switch f.hidden {
	case "skip":
		s.Read.Hidden = workbook.HiddenSkip
	case "include":
		s.Read.Hidden = workbook.HiddenInclude
	}
	if f.on != "" {
		day, ok := filing.ParseDay(f.on)
		if !ok {
			shown := filing.Escape(f.on)
			return s, misuse("选项 --on 的值“"+shown+"”不是日期", fmt.Sprintf("flag --on: %q is no date", shown), "写作 2026-11-23 这样", "write it like 2026-11-23")
		}
		s.Day = day
	}
	return s, nil
}

// runSettings makes settings of a run's flags.
func (c *Command) runSettings(f *runFlags, inputs []string) (press.Settings, error) {
	s, err := c.settings(f.readFlags, inputs)
	s.Workers, s.Lang = f.jobs, c.lang
	if c.progress = c.newProgress(); c.progress != nil {
		s.Progress = c.progress.made
	}
	return s, errors.Join(err, c.checkRunFormat(f.format), c.checkJobs(f.jobs))
}

func (c *Command) today() filing.Day {
	year, month, day := c.Now().Date()
	return filing.Day{Year: year, Month: month, Day: day}
}

func (c *Command) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   c.say("check 文件…", "check FILE..."),
		Short: c.say("检查申请，不生成材料", "judge the applications; nothing is rendered"),
		Example: c.examples(
			example{"检查一份工作簿", "one workbook", "icpgen check applicants.xlsx"},
			example{"几份工作簿和整个文件夹一起检查，有警告也算不过", "several workbooks and a folder together; warnings count too", "icpgen check --strict applicant.xlsx november"},
			example{"隐藏的行不管，按指定的一天判断", "leave hidden rows out, judge as of a day", "icpgen check --hidden skip --on 2026-11-25 applicants.xlsx"},
			example{"用自己的设置和追加的规则", "with your own settings and more rules", "icpgen check --profile provider.yaml --rules myrules applicants.xlsx"},
			example{"从标准输入读，结果交给别的程序", "from standard input, for another program", "icpgen check --format json - < applicants.xlsx > findings.json"},
		),
		Args:              c.some("工作簿", "the workbook"),
		ValidArgsFunction: filesOf("xlsx", "csv"),
	}
	flags, beside := c.runFlags(cmd), c.checkFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := c.runSettings(flags, args)
		if err != nil {
			return err
		}
		settings.Annotate = beside.annotate
		known, err := c.known(beside)
		if err != nil {
			return err
		}
		defer c.collectLess()()
		job, tell, err := c.begin(flags, settings)
		if err != nil {
			return err
		}
		compared := beside.compare(known, report.Tellers{tell, job.Annotate(c.lang)})
		_, err = job.Check(cmd.Context(), compared)
		return c.finish(flags, job, compared.Run, c.besides(beside, flags, known, job, err))
	}
	return cmd
}

func (c *Command) renderCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   c.say("render 文件…", "render FILE..."),
		Short: c.say("检查申请，生成材料，逐页核对", "judge, render, verify"),
		Example: c.examples(
			example{"打印到文件夹 out", "into the folder out", "icpgen render applicant.xlsx"},
			example{"整个文件夹的工作簿，材料放到别处", "all workbooks of a folder, the papers elsewhere", "icpgen render --out papers november"},
			example{"有错误的也先印一份草稿，附填写说明", "drafts of what is refused too, with a page of notes", "icpgen render --draft --with-notes applicants.xlsx"},
			example{"全部材料印成一个文件，双面，每份申请前加分隔页", "all papers in one file, for both sides, a sheet before each application", "icpgen render --job papers.pdf --duplex --separators applicants.xlsx"},
			example{"只重印其中几份", "print some of them again", "icpgen render --select 0002,0004-0006 applicants.xlsx"},
			example{"只要结果的 JSON", "tell the results as JSON", "icpgen render --quiet --format json applicants.xlsx > run.json"},
		),
		Args:              c.some("工作簿", "the workbook"),
		ValidArgsFunction: filesOf("xlsx", "csv"),
	}
	var out string
	var merge bool
	var shard string
	flags, papers, print := c.runFlags(cmd), c.paperFlags(cmd), c.jobFlags(cmd)
	c.draftFlag(cmd, papers)
	cmd.Flags().StringVarP(&out, "out", "o", "out", c.say("`文件夹` 材料放在哪里；默认 out", "`DIR` where the papers go; out by default"))
	cmd.Flags().StringVar(&shard, "shard", "", c.say("`I/N` 分给 N 台机器，这台做第 I 片；只写 N 或 auto 时看环境变量", "`I/N` this machine's part of N; with N or auto the environment says which"))
	cmd.Flags().BoolVar(&merge, "merge-manifests", false, c.say("把各片的清单合并成 manifest.csv；后面写文件夹", "join the shards' manifests into manifest.csv; takes folders"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if merge {
			return c.merge(cmd, args, out)
		}
		settings, err := c.runSettings(flags, args)
		if err == nil && cmd.Flags().Changed("shard") {
			settings.Shard, err = c.shard(shard)
		}
		if err != nil {
			return err
		}
		defer c.answerInterrupt(cmd.Context())()
		settings.Out = out
		papers.set(&settings)
		if settings.Job, settings.Select, err = c.jobSettings(cmd, print); err != nil {
			return err
		}
		defer c.collectLess()()
		job, tell, err := c.begin(flags, settings)
		if err != nil {
			return err
		}
		run, err := job.Render(cmd.Context(), tell)
		return c.finish(flags, job, run, err)
	}
	return cmd
}

// begin reads what a run is about, and says how the run is told.
func (c *Command) begin(flags *runFlags, settings press.Settings) (*press.Job, report.Teller, error) {
	job, err := c.read(settings)
	if err != nil {
		return nil, nil, err
	}
	tell, err := c.teller(flags, job)
	return job, tell, err
}

// teller is how a run is told as it goes. Where there is nothing to tell of, but
// for inputs that could not be read, none of its words are wanted.
func (c *Command) teller(flags *runFlags, job *press.Job) (report.Teller, error) {
	out := screen{c}
	if t := c.machineTeller(flags.format, out, job); t != nil {
		return t, nil
	}
	if job.Applications() == 0 && !job.Blank() {
		return &report.Gathered{}, nil
	}
	return c.text(c.Stdout).Teller(out, c.quiet), c.blank(job)
}

// screen is standard output, whose failure is put into words where it happens.
type screen struct{ *Command }

func (t screen) Write(b []byte) (int, error) {
	n, err := t.Stdout.Write(b)
	return n, t.write(err)
}

// finish settles the exit code: the gravest of what happened.
func (c *Command) finish(flags *runFlags, job *press.Job, run report.Run, stopped error) error {
	if run.Totals.Fails(flags.strict) {
		c.code = exitRefused
	}
	for _, f := range job.Failures {
		c.code = max(c.code, c.failed(f))
	}
	return stopped
}

// blank says that nobody has filled in the workbook yet.
func (c *Command) blank(job *press.Job) error {
	if !job.Blank() || c.quiet {
		return nil
	}
	_, err := fmt.Fprintln(screen{c}, c.say("没有填写任何申请", "nothing is filled in yet"))
	return err
}
