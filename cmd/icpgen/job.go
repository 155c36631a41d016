package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
)

// jobFlags say what a print job is to be, and what is printed at all.
type jobFlags struct {
	press.JobSettings
	selection string
}

func (c *Command) jobFlags(cmd *cobra.Command) *jobFlags {
	f := &jobFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.File, "job", "", c.say("`文件.pdf` 全部材料印成一个文件，不建文件夹", "`FILE.pdf` all papers in one file to print, and no folders"))
	flags.BoolVar(&f.Singles, "singles", false, c.say("用 --job 时，文件夹也一并生成", "with --job: the folders too"))
	flags.IntVar(&f.Copies, "copies", 0, c.say("`份数` 每份材料印几份；默认按 icpgen.yaml，没有就是 2", "`N` copies of each paper; by default the profile's, which is 2"))
	flags.BoolVar(&f.Duplex, "duplex", false, c.say("双面打印：每份材料从新的一张纸开始，背面留空；填写说明也另起一张", "for both sides: each paper begins on a fresh sheet, with empty backs; so do the notes"))
	flags.BoolVar(&f.Separators, "separators", false, c.say("每份申请前加一张编号的分隔页", "a numbered sheet before each application"))
	flags.IntVar(&f.Split, "split", 0, c.say("`张数` 每满这么多张纸另起一个文件；同一份申请不拆开", "`N` a new file at so many sheets, never inside an application"))
	flags.StringVar(&f.selection, "select", "", c.say("`编号` 只印这些申请，例如 0002,0010-0020", "`IDS` print only these applications, as in 0002,0010-0020"))
	return f
}

func (c *Command) jobSettings(cmd *cobra.Command, f *jobFlags) (press.JobSettings, string, error) {
	if cmd.Flags().Changed("copies") && f.Copies < 1 || f.Copies > 99 {
		return f.JobSettings, "", misuse("选项 --copies 应为 1 到 99", "flag --copies: from 1 to 99", "默认按 icpgen.yaml 的份数", "by default the profile says how many")
	}
	if cmd.Flags().Changed("split") && f.Split < 1 {
		return f.JobSettings, "", misuse("选项 --split 至少为 1 张", "flag --split: at least 1 sheet", "例如 --split 500", "for instance --split 500")
	}
	if cmd.Flags().Changed("select") && strings.TrimSpace(f.selection) == "" {
		return f.JobSettings, "", misuse("选项 --select 没有写编号", "flag --select names no application", "例如 --select 0002,0010-0020", "for instance --select 0002,0010-0020")
	}
	if f.File == "" {
		for _, name := range []string{"job", "singles", "duplex", "separators", "split"} {
			if cmd.Flags().Changed(name) {
				return f.JobSettings, "", misuse("选项 --"+name+" 要和 --job 文件.pdf 一起用", "flag --"+name+" goes with --job FILE.pdf",
					"例如 --job 全部.pdf --duplex --separators", "for instance --job all.pdf --duplex --separators")
			}
		}
		return f.JobSettings, f.selection, nil
	}
	if !strings.EqualFold(filepath.Ext(f.File), ".pdf") || len(filepath.Base(f.File)) <= len(".pdf") {
		return f.JobSettings, "", misuse("选项 --job 的文件名应以 .pdf 结尾："+filing.Escape(f.File), "flag --job: the file's name has to end in .pdf: "+filing.Escape(f.File),
			"例如 --job 全部.pdf", "for instance --job all.pdf")
	}
	return f.JobSettings, f.selection, nil
}
