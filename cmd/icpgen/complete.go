package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
)

// complete has the shell complete the values of every flag below a command:
// what stands in backquotes in a flag's description says of which kind they are.
func (c *Command) complete(cmd *cobra.Command) {
	flagSets := []*pflag.FlagSet{cmd.LocalNonPersistentFlags(), cmd.PersistentFlags()}
	for _, flags := range flagSets {
		flags.VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() == "bool" {
				return
			}
			if complete := c.completionOf(f); complete != nil {
				_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
			}
		})
	}
	for _, sub := range cmd.Commands() {
		c.complete(sub)
	}
}

// completionOf is nil for a flag that takes any file: the shell knows how.
func (c *Command) completionOf(f *pflag.Flag) cobra.CompletionFunc {
	if list := listed(f); list != nil {
		return cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)
	}
	switch place, _ := pflag.UnquoteUsage(f); place {
	case "文件", "FILE":
		return nil
	case "工作簿", "WORKBOOK":
		return filesOf("xlsx", "csv")
	case "文件夹", "DIR":
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	case "省份", "PROVINCE":
		return c.completeProvince
	case "日期", "DATE":
		return cobra.FixedCompletions([]string{c.today().String()}, cobra.ShellCompDirectiveNoFileComp)
	default:
		if _, ext, ok := strings.Cut(place, "."); ok {
			return filesOf(strings.ToLower(ext))
		}
		return cobra.NoFileCompletions
	}
}

// filesOf completes files of some kinds, and the folders that they may lie in.
func filesOf(extensions ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(extensions, cobra.ShellCompDirectiveFilterFileExt)
}

// onlyFirst completes the first argument of a command that takes no more.
func onlyFirst(complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, args, typed)
	}
}

// completeProvince completes the names of provinces; Latin letters begin their
// English names.
func (c *Command) completeProvince(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, p := range filing.Provinces {
		switch {
		case typed == "":
			names = append(names, cobra.CompletionWithDesc(p.Name, p.EN))
		case beginsWith(p.Full, typed):
			names = append(names, cobra.CompletionWithDesc(p.Name, p.EN))
		case beginsWith(p.EN, typed):
			names = append(names, cobra.CompletionWithDesc(p.EN, p.Name))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeRule completes what the command rules takes.
func (c *Command) completeRule(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	words, directive := c.completeProvince(cmd, args, typed)
	folder, _ := cmd.Flags().GetString("rules")
	book, err := press.LoadRules(folder)
	if err != nil {
		return words, directive
	}
	for _, r := range book.Rules() {
		if beginsWith(r.ID, typed) {
			words = append(words, cobra.CompletionWithDesc(r.ID, r.Source.In(c.lang)))
		}
	}
	return words, directive
}

// completeCommand completes the name of a command.
func (c *Command) completeCommand(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, sub := range cmd.Root().Commands() {
		if sub.IsAvailableCommand() && beginsWith(sub.Name(), typed) {
			names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func beginsWith(word, typed string) bool {
	return len(typed) <= len(word) && strings.EqualFold(word[:len(typed)], typed)
}

var listOfValues = regexp.MustCompile(`^[a-z]+(\|[a-z]+)+$`)

// listed are the values of a flag whose description names them all, `zh|en`:
// these and no others are taken.
func listed(f *pflag.Flag) []string {
	place, _ := pflag.UnquoteUsage(f)
	if !listOfValues.MatchString(place) {
		return nil
	}
	return strings.Split(place, "|")
}

// namesPlace reports whether a flag takes a file or a folder.
func namesPlace(f *pflag.Flag) bool {
	place, _ := pflag.UnquoteUsage(f)
	for _, known := range []string{"文件", "FILE", "DIR", "工作簿", "WORKBOOK"} {
		if strings.HasPrefix(place, known) {
			return true
		}
	}
	return false
}

// checkListed refuses values that are not on the list of their flag, and a file or
// a folder without a name, which comes of a variable that is not set.
func (c *Command) checkListed(flags *pflag.FlagSet) (wrong error) {
	flags.Visit(func(f *pflag.Flag) {
		if list := listed(f); list != nil && !slices.Contains(list, f.Value.String()) && wrong == nil {
			wrong = c.badValue(f.Name, f.Value.String(), list...)
		}
		if namesPlace(f) && f.Value.String() == "" && wrong == nil {
			wrong = misuse("选项 --"+f.Name+" 的值是空的", "flag --"+f.Name+": the value is empty", "写出名称，或去掉这个选项", "name it, or leave the flag out")
		}
	})
	return wrong
}
