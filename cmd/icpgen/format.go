package main

import (
	"io"
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

// machineTeller tells programs of a run; nil for the format for people.
func (c *Command) machineTeller(format string, w io.Writer, job *press.Job) report.Teller {
	switch format {
	case "json":
		return report.JSON(w, c.lang)
	case "sarif":
		return report.SARIF(w, c.lang, func(id string) (report.Rule, bool) {
			r, known := job.Rule(id)
			if !known {
				return report.Rule{}, false
			}
			return c.told(r), true
		})
	case "junit":
		return report.JUnit(w, c.lang)
	case "github":
		return report.GitHub(w, c.lang)
	}
	return nil
}
