package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

// checkFlags say what becomes of a check beside its report.
type checkFlags struct{ annotate, baseline, writeBaseline string }

func (c *Command) checkFlags(cmd *cobra.Command) *checkFlags {
	f := &checkFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.annotate, "annotate", "", c.say("`文件` 另写一份标注好的工作簿：问题所在的单元格标色、加批注", "`FILE` write a copy of the workbook with the findings marked in it"))
	flags.StringVar(&f.baseline, "baseline", "", c.say("`文件` 其中已有的问题照样列出，但不算不通过", "`FILE` findings listed there are told, but nothing fails for them"))
	flags.StringVar(&f.writeBaseline, "write-baseline", "", c.say("`文件` 把现有的问题记为基线", "`FILE` list the findings of now as the baseline"))
	return f
}

// known reads the baseline before anything is judged; one to be written is
// empty, and nil where none is asked for.
func (c *Command) known(f *checkFlags) (*report.Baseline, error) {
	switch {
	case f.baseline != "" && f.writeBaseline != "":
		return nil, misuse("--baseline 和 --write-baseline 不能一起用", "--baseline and --write-baseline do not go together",
			"先用 --write-baseline 写一次，以后用 --baseline 对照", "write it once with --write-baseline and compare with --baseline from then on")
	case f.baseline != "":
		defer c.whileReading()()
		return press.ReadBaseline(f.baseline)
	case f.writeBaseline != "":
		return &report.Baseline{}, nil
	}
	return nil, nil
}

// compare has a run told on with what is known marked.
func (f *checkFlags) compare(known *report.Baseline, tell report.Teller) *report.Comparison {
	if f.writeBaseline != "" {
		return known.Record(tell)
	}
	return known.Compare(tell)
}

// besides does at the end of a check what is asked for beside its report.
func (c *Command) besides(f *checkFlags, flags *runFlags, known *report.Baseline, job *press.Job, err error) error {
	if err == nil && f.writeBaseline != "" {
		err = press.WriteBaseline(f.writeBaseline, known)
	}
	if err != nil || !job.Copies() || flags.format != "text" || c.quiet {
		return err
	}
	_, err = fmt.Fprintf(screen{c}, c.say("标注好的工作簿：%s\n", "annotated workbook: %s\n"), filing.Escape(f.annotate))
	return err
}
