package main

import (
	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/press"
)

// paperFlags say which papers are made, and how.
type paperFlags struct{ draft, notes, bare bool }

func (c *Command) paperFlags(cmd *cobra.Command) *paperFlags {
	f := &paperFlags{}
	cmd.Flags().BoolVar(&f.notes, "with-notes", false, c.say("核验单后附填写说明", "a page of notes after the 核验单"))
	cmd.Flags().BoolVar(&f.bare, "no-checklist", false, c.say("不要材料清单", "without the 材料清单"))
	return f
}

func (c *Command) draftFlag(cmd *cobra.Command, f *paperFlags) {
	cmd.Flags().BoolVar(&f.draft, "draft", false, c.say("有错误的申请也生成，每页印“草稿”", "render refused applications too, 草稿 across every page"))
}

func (f *paperFlags) set(s *press.Settings) {
	s.Draft, s.WithNotes, s.NoChecklist = f.draft, f.notes, f.bare
}
