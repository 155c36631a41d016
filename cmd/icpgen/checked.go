package main

import (
	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

// checkFlags say what becomes of a check beside its report.
type checkFlags struct{ annotate string }

func (c *Command) checkFlags(cmd *cobra.Command) *checkFlags {
	f := &checkFlags{}
	cmd.Flags().StringVar(&f.annotate, "annotate", "", c.say("`文件` 另写一份标注好的工作簿：有问题的单元格标色、加批注，末列为检查结果", "`FILE` write a copy of the workbook with the findings marked in it"))
	return f
}

// checked does with a run what the flags ask for.
func (c *Command) checked(f *checkFlags, job *press.Job, run *report.Run) error {
	if f.annotate != "" {
		return job.Annotate(*run, c.lang)
	}
	return nil
}
