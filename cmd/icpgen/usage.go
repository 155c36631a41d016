package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

// misuse is a wrong use of the command line.
func misuse(zh, en, hintZH, hintEN string) error {
	return &press.Failure{Kind: press.Usage, Words: filing.Words{ZH: zh, EN: en}, Hint: filing.Words{ZH: hintZH, EN: hintEN}}
}

// example is a line to copy, and what it does.
type example struct{ zh, en, line string }

// examples lists lines to copy as a command's help shows them, each below what
// it does.
func (c *Command) examples(list ...example) string {
	var lines []string
	for _, e := range list {
		lines = append(lines, "# "+c.say(e.zh, e.en), e.line)
	}
	return strings.Join(lines, "\n")
}

// firstExample is the plainest line to copy.
func firstExample(cmd *cobra.Command) string {
	for line := range strings.Lines(cmd.Example) {
		if !strings.HasPrefix(line, "#") {
			return strings.TrimSpace(line)
		}
	}
	return cmd.CommandPath() + " --help"
}

func (c *Command) unknownCommand(cmd *cobra.Command, typed string) error {
	var known []string
	for _, sub := range cmd.Root().Commands() {
		if sub.IsAvailableCommand() {
			known = append(known, sub.Name())
		}
	}
	shown := filing.Escape(typed)
	hint := filing.Words{ZH: "可用的命令：" + strings.Join(known, " "), EN: "the commands are: " + strings.Join(known, " ")}
	if near, ok := filing.Nearest(typed, known); ok {
		hint = filing.Words{ZH: "是不是 icpgen " + near + "？", EN: "did you mean icpgen " + near + "?"}
	} else if strings.ContainsAny(typed, "./\\") {
		hint = filing.Words{ZH: "生成材料用 icpgen render " + shown, EN: "to render the papers: icpgen render " + shown}
	}
	return misuse("没有这个命令："+shown, "unknown command: "+shown, hint.ZH, hint.EN)
}

// flagError puts what pflag says of a flag into words.
func (c *Command) flagError(cmd *cobra.Command, err error) error {
	see := filing.Words{ZH: "用法见 " + cmd.CommandPath() + " --help", EN: "see " + cmd.CommandPath() + " --help"}
	switch e := err.(type) {
	case *pflag.NotExistError:
		flag := dashed(e.GetSpecifiedName(), e.GetSpecifiedShortnames() != "")
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				known = append(known, "--"+f.Name)
			}
		})
		if near, ok := filing.Nearest(flag, known); ok && strings.HasPrefix(flag, "--") {
			see = filing.Words{ZH: "是不是 " + near + "？" + see.ZH, EN: "did you mean " + near + "? " + see.EN}
		}
		shown := filing.Escape(flag)
		return misuse("没有这个选项："+shown, "unknown flag: "+shown, see.ZH, see.EN)
	case *pflag.ValueRequiredError:
		flag := dashed(e.GetSpecifiedName(), e.GetSpecifiedShortnames() != "")
		return misuse("选项 "+flag+" 后面缺少值", "flag "+flag+" needs a value", see.ZH, see.EN)
	case *pflag.InvalidValueError:
		flag, value := "--"+e.GetFlag().Name, filing.Escape(e.GetValue())
		switch kind := e.GetFlag().Value.Type(); {
		case kind == "bool":
			see = filing.Words{ZH: "写 " + flag + " 或 " + flag + "=false", EN: "write " + flag + " or " + flag + "=false"}
		case strings.Contains(kind, "int"):
			see = filing.Words{ZH: "填一个整数，例如 4", EN: "a whole number, such as 4"}
		}
		return misuse(fmt.Sprintf("选项 %s 的值“%s”不对", flag, value), fmt.Sprintf("flag %s: bad value %q", flag, value), see.ZH, see.EN)
	}
	shown := filing.Escape(err.Error())
	return misuse("选项写法不对："+shown, "bad flag: "+shown, see.ZH, see.EN)
}

func dashed(name string, short bool) string {
	if short {
		return "-" + name
	}
	return "--" + name
}

// badValue refuses a value of a flag that has a list of them.
func (c *Command) badValue(flag, value string, list ...string) error {
	hint := strings.Join(list, " | ")
	if near, ok := filing.Nearest(value, list); ok {
		hint += c.say("；是不是 "+near+"？", "; did you mean "+near+"?")
	}
	shown := filing.Escape(value)
	return misuse(fmt.Sprintf("选项 --%s 的值“%s”不对", flag, shown), fmt.Sprintf("flag --%s: bad value %q", flag, shown), hint, hint)
}

// some requires one argument or more.
func (c *Command) some(zh, en string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return misuse("缺少"+zh, "missing: "+en, "例如 "+firstExample(cmd), "for instance: "+firstExample(cmd))
	}
}

// atMost allows no more than n arguments.
func (c *Command) atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		shown := filing.Escape(args[n])
		return misuse("多余的参数："+shown, "one argument too many: "+shown,
			"用法见 "+cmd.CommandPath()+" --help", "see "+cmd.CommandPath()+" --help")
	}
}

// help prints the usage of a command.
func (c *Command) help(cmd *cobra.Command, _ []string) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", cmd.Short)
	if cmd.Long != "" {
		fmt.Fprintf(&b, "%s\n\n", cmd.Long)
	}
	fmt.Fprintf(&b, "%s\n  %s\n", c.say("用法：", "Usage:"), c.usageLine(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\n%s\n  %s\n", c.say("例如：", "For instance:"), strings.ReplaceAll(cmd.Example, "\n", "\n  "))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", c.say("命令：", "Commands:"))
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-12s%s\n", sub.Name(), sub.Short)
			}
		}
	}
	c.helpFlags(&b, c.say("选项：", "Flags:"), cmd.LocalNonPersistentFlags())
	c.helpFlags(&b, c.say("通用选项：", "Flags of every command:"), cmd.Root().PersistentFlags())
	if !cmd.HasParent() {
		fmt.Fprintf(&b, "\n%s\n", c.say("退出码：", "Exit codes:"))
		for code, words := range exitCodes {
			fmt.Fprintf(&b, "  %d  %s\n", code, words.In(c.lang))
		}
	}
	if _, err := fmt.Fprint(c.Stdout, b.String()); err != nil {
		c.code = c.failed(c.write(err))
	}
}

func (c *Command) helpFlags(b *strings.Builder, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	var limits []string
	defer func() {
		if limits != nil {
			fmt.Fprintf(b, "      %s %s\n", report.Pad("--"+limitPrefix+c.say("… 值", "… VALUE"), 26), c.say("读入上限，超出时会指明是哪一个：", "limits of input, named when one is exceeded: ")+strings.Join(limits, " "))
		}
	}()
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if name, ok := strings.CutPrefix(f.Name, limitPrefix); ok {
			limits = append(limits, name+"="+f.DefValue)
			return
		}
		short := "    "
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ", "
		}
		value, usage := described(f)
		fmt.Fprintf(b, "  %s%s %s\n", short, report.Pad(strings.TrimSpace("--"+f.Name+" "+value), 26), usage)
	})
}

// described are the parts of a flag's description: what stands for its value,
// which leads it in backquotes, and the rest.
func described(f *pflag.Flag) (value, usage string) {
	value, usage = pflag.UnquoteUsage(f)
	if strings.Contains(f.Usage, "`") {
		usage = strings.TrimSpace(strings.Replace(usage, value, "", 1))
	}
	if f.Value.Type() == "bool" {
		value = ""
	}
	return value, usage
}

// usageLine is how a command is called.
func (c *Command) usageLine(cmd *cobra.Command) string {
	switch use := strings.TrimSuffix(cmd.UseLine(), " [flags]"); {
	case cmd.HasAvailableSubCommands():
		return cmd.CommandPath() + c.say(" 命令 …", " COMMAND ...")
	case cmd.HasAvailableLocalFlags():
		return use + c.say(" [选项]", " [FLAGS]")
	default:
		return use
	}
}

func (c *Command) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:               c.say("help [命令]", "help [COMMAND]"),
		Short:             c.say("显示一个命令的用法", "show the usage of a command"),
		Example:           c.examples(example{"render 的选项和例子", "flags and examples of render", "icpgen help render"}),
		ValidArgsFunction: onlyFirst(c.completeCommand),
		RunE: func(cmd *cobra.Command, args []string) error {
			of := cmd.Root()
			for _, name := range args {
				at := slices.IndexFunc(of.Commands(), func(sub *cobra.Command) bool { return sub.Name() == name })
				if at < 0 {
					return c.unknownCommand(cmd, name)
				}
				of = of.Commands()[at]
			}
			return of.Help()
		},
	}
}

func (c *Command) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: c.say("输出命令行补全脚本", "write a completion script for a shell"),
		Example: c.examples(
			example{"bash", "bash", "icpgen completion bash > ~/.local/share/bash-completion/completions/icpgen"},
			example{"zsh（文件夹须在 fpath 里）", "zsh (the folder has to be in fpath)", "icpgen completion zsh > ~/.zfunc/_icpgen"},
			example{"fish", "fish", "icpgen completion fish > ~/.config/fish/completions/icpgen.fish"},
			example{"PowerShell：把这一行写进 $PROFILE", "PowerShell: put this line into $PROFILE", "icpgen completion powershell | Out-String | Invoke-Expression"},
		),
		ValidArgsFunction: onlyFirst(cobra.FixedCompletions(shells, cobra.ShellCompDirectiveNoFileComp)),
		Args:              cobra.MatchAll(c.some(" Shell 的名称", "the shell's name"), c.atMost(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch root := cmd.Root(); args[0] {
			case "bash":
				return c.write(root.GenBashCompletionV2(c.Stdout, true))
			case "zsh":
				return c.write(root.GenZshCompletion(c.Stdout))
			case "fish":
				return c.write(root.GenFishCompletion(c.Stdout, true))
			case "powershell":
				return c.write(root.GenPowerShellCompletionWithDesc(c.Stdout))
			}
			shown := filing.Escape(args[0])
			hint := strings.Join(shells, " | ")
			if near, ok := filing.Nearest(args[0], shells); ok {
				hint += c.say("；是不是 "+near+"？", "; did you mean "+near+"?")
			}
			return misuse("没有为这个 Shell 准备补全："+shown, "no completion for this shell: "+shown, hint, hint)
		},
	}
}
