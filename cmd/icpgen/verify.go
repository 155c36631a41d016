package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

func (c *Command) verifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   c.say("verify 文件或文件夹…", "verify PATH..."),
		Short: c.say("重新核对已生成的材料：该有的有，不该有的没有", "read rendered papers again: what must and must not stand on them"),
		Example: c.examples(
			example{"核对一个文件夹里的全部材料", "all papers of a folder", "icpgen verify out"},
			example{"和工作簿逐项比对", "hold them against the workbook", "icpgen verify --against applicant.xlsx out"},
			example{"把打印店的作业和工作簿逐页比对", "hold a print job against the workbook, page by page", "icpgen verify --against applicant.xlsx papers.pdf"},
			example{"结果交给别的程序", "for another program", "icpgen verify --format json out > verified.json"},
		),
		Args:              c.some("要核对的文件或文件夹", "the files or folders to verify"),
		ValidArgsFunction: filesOf("pdf"),
	}
	reading := c.readFlags(cmd)
	var against, format string
	var workers int
	cmd.Flags().StringVar(&against, "against", "", c.say("`工作簿` 与它逐项核对，打印作业逐页核对；默认只看材料本身", "`WORKBOOK` hold the papers, or the pages of a print job, against this workbook; by default they speak for themselves"))
	c.formatFlag(cmd, &format)
	c.jobsFlag(cmd, &workers)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := errors.Join(c.checkFormat(format), c.checkJobs(workers)); err != nil {
			return err
		}
		var job *press.Job
		if against != "" {
			settings, err := c.settings(reading, []string{against})
			if err != nil {
				return err
			}
			settings.DayNamed, settings.Workers = reading.on != "", workers
			if job, err = c.read(settings); err != nil {
				return err
			}
			for _, f := range job.Failures {
				return f
			}
			if job.Blank() {
				return &press.Failure{Kind: press.Input, Words: filing.Words{ZH: filing.Escape(against) + ": 没有填写任何申请，无从核对",
					EN: filing.Escape(against) + ": nothing is filled in to hold the papers against"},
					Hint: filing.Words{ZH: "换成生成这些材料的工作簿，或不写 --against", EN: "name the workbook that they were rendered from, or leave --against out"}}
			}
		}
		v, err := press.Verify(cmd.Context(), args, job, workers)
		if err != nil {
			return err
		}
		if failed, _ := v.Failed(); failed > 0 {
			c.code = exitRefused
		}
		if format == "json" {
			return c.write(report.VerificationJSON(c.Stdout, v, c.lang))
		}
		return c.write(c.text(c.Stdout).Verification(c.Stdout, v, c.quiet))
	}
	return cmd
}
