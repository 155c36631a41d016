package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

// Command is icpgen with the world handed in.
type Command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Env            func(name string) string

	lang     filing.Lang
	color    string
	quiet    bool
	code     int       // of a run that ended without an error
	progress *progress // of the run; nil when nothing is to be told
	reading  atomic.Bool
}

// Run does what the arguments say and returns the exit code.
func (c *Command) Run(ctx context.Context, args []string) (code int) {
	defer func() {
		if r := recover(); r != nil {
			said := filing.Escape(filing.MaskAll(fmt.Sprint(r)))
			if c.Env("ICPGEN_DEBUG") != "" {
				said += "\n" + string(debug.Stack())
			}
			c.tell(c.say("icpgen 自身出错："+said, "icpgen itself failed: "+said),
				c.say("请把上面这一行连同 icpgen version 的输出反馈给开发者", "please report the line above with what icpgen version says"))
			code = exitInternal
		}
	}()
	c.lang, c.color, c.code = c.language(args), "auto", exitGood
	root := c.root()
	root.SetArgs(args)
	if err := root.ExecuteContext(ctx); err != nil {
		return c.failed(err)
	}
	return c.code
}

func (c *Command) root() *cobra.Command {
	root := &cobra.Command{
		Use: "icpgen",
		Short: c.say("从 Excel 工作簿生成网站备案材料：核验单、受理单、授权书、材料清单",
			"website filing papers from an Excel workbook"),
		Example: c.examples(
			example{"先写一份空表，填好", "write an empty workbook, fill it in", "icpgen template"},
			example{"检查填得对不对", "see whether it is filled in right", "icpgen check applicants.xlsx"},
			example{"打印材料", "print the papers", "icpgen render applicants.xlsx"},
		),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return c.unknownCommand(cmd, args[0])
			}
			if asked, _ := cmd.Flags().GetBool("version"); asked {
				return c.tellVersion()
			}
			return cmd.Help()
		},
	}
	root.SetIn(c.Stdin)
	root.SetOut(c.Stdout)
	root.SetErr(c.Stderr)
	root.CompletionOptions.DisableDefaultCmd = true
	root.DisableSuggestions = true
	root.SetFlagErrorFunc(c.flagError)
	root.SetHelpFunc(c.help)
	root.Flags().Bool("version", false, c.say("显示版本，同 icpgen version", "show the version, as icpgen version does"))
	flags := root.PersistentFlags()
	flags.String("lang", "", c.say("`zh|en` 消息的语言；默认看系统的语言环境", "`zh|en` language of messages; by default the locale's"))
	flags.StringVar(&c.color, "color", "auto", c.say("`auto|always|never` 是否用颜色", "`auto|always|never` colours"))
	flags.BoolVarP(&c.quiet, "quiet", "q", false, c.say("只显示错误和警告", "tell only errors and warnings"))
	flags.BoolP("help", "h", false, c.say("显示用法", "show the usage"))
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		return c.checkListed(cmd.Flags())
	}
	root.AddCommand(c.templateCommand(), c.checkCommand(), c.renderCommand(), c.goldenCommand(), c.watchCommand(), c.verifyCommand(), c.rulesCommand(), c.versionCommand(), c.completionCommand(), c.manCommand())
	root.SetHelpCommand(c.helpCommand())
	root.InitDefaultHelpCmd()
	c.complete(root)
	return root
}

// say chooses the words of the language asked for.
func (c *Command) say(zh, en string) string { return filing.Words{ZH: zh, EN: en}.In(c.lang) }

// language is what --lang says, else the locale (POSIX: LC_ALL, LC_MESSAGES,
// LANG), else Chinese. The C locale is no language. It is needed before the
// flags are read, since their descriptions are in it.
func (c *Command) language(args []string) filing.Lang {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		value, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && value == "en" {
			return filing.English
		}
		if ok {
			return filing.Chinese
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := c.Env(name); locale != "" {
			locale, _, _ = strings.Cut(locale, ".")
			if locale == "C" || locale == "POSIX" || strings.HasPrefix(strings.ToLower(locale), "zh") {
				return filing.Chinese
			}
			return filing.English
		}
	}
	return filing.Chinese
}

// text is how text is told on a writer: --color, NO_COLOR, and whether anybody
// looks.
func (c *Command) text(w io.Writer) report.Text {
	return report.Text{Lang: c.lang, Color: c.color == "always" || c.color == "auto" && c.colorful(isTerminal(w))}
}

// colorful reports whether colours are welcome where nobody has chosen
// (no-color.org).
func (c *Command) colorful(terminal bool) bool {
	return terminal && c.Env("NO_COLOR") == "" && c.Env("TERM") != "dumb"
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// failed tells what stopped the run and returns the exit code.
func (c *Command) failed(err error) int {
	f := press.AsFailure(err)
	words := f.Words.In(c.lang)
	if f.Err != nil {
		words += c.say("：", ": ") + filing.MaskAll(f.Err.Error())
	}
	c.tell(words, f.Hint.In(c.lang))
	return exitOf(f.Kind)
}

func exitOf(kind press.Kind) int {
	switch kind {
	case press.Usage:
		return exitUsage
	case press.Input:
		return exitInput
	case press.Output:
		return exitOutput
	}
	return exitInternal
}

// tell says on standard error what went wrong and what to do.
func (c *Command) tell(words, hint string) {
	c.progress.clear()
	c.text(c.Stderr).Refusal(c.Stderr, words, hint)
}

// write hands a report to standard output.
func (c *Command) write(err error) error {
	if err == nil {
		return nil
	}
	return &press.Failure{Kind: press.Output, Err: errors.Unwrap(err),
		Words: filing.Words{ZH: "无法写到标准输出", EN: "standard output cannot be written"},
		Hint:  filing.Words{ZH: "检查磁盘空间，或接收输出的程序是否提前结束了", EN: "see whether the disk is full, or the program that takes the output has ended early"}}
}
