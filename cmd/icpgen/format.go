package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

// runFormats are the ways in which a run is told.
var runFormats = []string{"text", "json", "sarif", "junit", "github"}

func (c *Command) runFormatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", c.say("`格式` 结果的格式：text json sarif junit github", "`FORMAT` how results are told: text json sarif junit github"))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(runFormats, cobra.ShellCompDirectiveNoFileComp))
}

func (c *Command) checkRunFormat(format string) error {
	if !slices.Contains(runFormats, format) {
		return c.badValue("format", format, runFormats...)
	}
	return nil
}

// tellRun tells a run on standard output.
func (c *Command) tellRun(format string, job *press.Job, run report.Run) error {
	switch format {
	case "json":
		return report.JSON(c.Stdout, run, c.lang)
	case "sarif":
		return report.SARIF(c.Stdout, run, c.lang, func(id string) (report.Rule, bool) {
			r, known := job.Rule(id)
			if !known {
				return report.Rule{}, false
			}
			return c.told(r), true
		})
	case "junit":
		return report.JUnit(c.Stdout, run, c.lang)
	case "github":
		return report.GitHub(c.Stdout, run, c.lang)
	}
	return errors.Join(c.blank(job), c.text(c.Stdout).Run(c.Stdout, run, c.quiet))
}
