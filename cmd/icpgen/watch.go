package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/report"
)

func (c *Command) watchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   c.say("watch 收件夹 材料夹", "watch IN OUT"),
		Short: c.say("看管收件夹：放进来的工作簿自动检查、打印，再分到 done 和 failed", "a hot folder: workbooks dropped into IN are rendered and moved to done or failed"),
		Long: c.say(`放进收件夹的工作簿，大小和时间一段时间不变（--settle）就算放好，打印到材料夹里它自己的文件夹：
工作簿名加内容的指纹，同一份工作簿总是同一个文件夹；--job 打印.pdf 让每个工作簿印成一个文件。
随后工作簿移到收件夹的 done（全部通过）或 failed（有申请未通过，或读不了），旁边是结果，有问题的
还有一份标注好的工作簿（-检查）。那里的文件从不覆盖，重名的加编号。~$ 文件、隐藏文件、没下载完的文件不管；照片放在收件夹里，不会移走。
材料夹写不了时工作簿留在原处，过一会儿再试。移动是最后一步：中途停电，下次启动再做一遍就是。
不带 --once 就一直看管下去，Ctrl-C 或 SIGTERM 做完手里的一份再停。`,
			`A workbook dropped into IN counts as finished once its size and time have not changed for a while
(--settle). It is rendered into a folder of its own in OUT, named after the workbook and its content, so
that the same workbook always has the same folder; --job print.pdf makes one file to print of each. Then
it is moved to done (all went well) or failed (an application was refused, or it cannot be read) below IN,
with its result and, where something was found, an annotated copy (-checked). Nothing is overwritten; names that are taken get a number. ~$ files,
hidden files and unfinished downloads are left alone; photos lie in IN and stay there. When OUT cannot be
written the workbook stays and is tried again. The move comes last: after a power cut the next start does
it again. Without --once it goes on, until Ctrl-C or SIGTERM, and then finishes the workbook in hand.`),
		Example: c.examples(
			example{"做完现有的就结束，给定时任务用", "do what is there and end, for scheduled tasks", "icpgen watch --once --settle 1s inbox out"},
			example{"每个工作簿印成一个双面打印的文件", "one file of each workbook, to print on both sides", "icpgen watch --once --settle 1s --job print.pdf --duplex inbox out"},
			example{"一直看管网络盘上的收件夹", "look after a folder on a network drive", "icpgen watch --poll --every 5s inbox out"},
		),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return c.some("收件夹和材料夹", "the folders IN and OUT")(cmd, nil)
			}
			return c.atMost(2)(cmd, args)
		},
	}
	reading := c.readFlags(cmd)
	var h press.HotFolder
	var poll bool
	var format string
	var workers int
	flags := cmd.Flags()
	flags.DurationVar(&h.Settle, "settle", 3*time.Second, c.say("`时长` 多久不变算放好；默认 3s", "`TIME` how long unchanged is finished; 3s by default"))
	flags.DurationVar(&h.Every, "every", 30*time.Second, c.say("`时长` 没有通知时隔多久看一遍，写不了时隔多久再试；默认 30s", "`TIME` how often to look without a notice, and to try again; 30s by default"))
	flags.BoolVar(&poll, "poll", false, c.say("只定时看，不等系统通知；网络盘用（建议 --every 5s）", "only look, do not wait for notices: for network drives (with --every 5s, say)"))
	flags.BoolVar(&h.Once, "once", false, c.say("做完现有的就结束；给定时任务用", "end when all that is there is done: for scheduled tasks"))
	flags.BoolVar(&h.Strict, "strict", false, c.say("有警告也算不过", "warnings too make a workbook fail"))
	papers, print := c.paperFlags(cmd), c.jobFlags(cmd)
	c.draftFlag(cmd, papers)
	flags.Lookup("select").Hidden = true // ids are of one workbook
	c.formatFlag(cmd, &format)
	c.jobsFlag(cmd, &workers)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		h.In, h.Out = args[0], args[1]
		settings, err := c.settings(reading, nil)
		if err = errors.Join(err, c.checkFormat(format), c.checkJobs(workers), checkDuration("every", h.Every, 1), checkDuration("settle", h.Settle, 0)); err != nil {
			return err
		}
		if settings.Job, _, err = c.jobSettings(cmd, print); err != nil {
			return err
		}
		if file := settings.Job.File; file != filepath.Base(file) && file != "" {
			return misuse("选项 --job 这里只写文件名，不写文件夹："+filing.Escape(file), "flag --job takes a name without a folder here: "+filing.Escape(file),
				"每个工作簿的打印文件都放在它自己的文件夹里", "each workbook's file to print lies in its own folder")
		}
		settings.Workers = workers
		papers.set(&settings)
		h.Settings = settings
		h.Today = c.today
		if reading.on != "" {
			h.Today = func() filing.Day { return settings.Day }
		}
		h.Now, h.After = time.Now, time.After // c.Now tells the day; what stays the same is timed by a clock that goes on
		h.Lang = c.lang
		h.Teller = func(w io.Writer) report.Teller {
			if format == "json" {
				return report.JSON(w, c.lang)
			}
			return report.Text{Lang: c.lang}.Teller(w, false)
		}
		h.Result = func(r report.Handled) (string, []byte) { return c.result(r, format) }
		if !poll && !h.Once {
			h.Notices = press.Notices
		}
		return c.watch(cmd.Context(), &h)
	}
	return cmd
}

// watch looks after the folder until it is told to end. One that ends by itself
// tells by its exit code whether a workbook failed.
func (c *Command) watch(ctx context.Context, h *press.HotFolder) error {
	c.progress = c.newProgress() // of which only the answer to Ctrl-C is heard
	defer c.answerInterrupt(ctx)()
	log := journal{Command: c, folder: h}
	h.Tell = log.tell
	if err := h.Run(ctx); err != nil {
		return err
	}
	if h.Once && log.failed {
		c.code = exitRefused
	} else if !h.Once {
		log.line(c.say("结束", "ended"), shownName(h.In), "")
	}
	return c.write(log.fault)
}

func checkDuration(flag string, d, least time.Duration) error {
	if d >= least {
		return nil
	}
	return misuse(fmt.Sprintf("选项 --%s 太短：%s", flag, d), fmt.Sprintf("flag --%s is too short: %s", flag, d), "例如 5s、1m30s", "for instance 5s or 1m30s")
}

// result is the file beside a workbook.
func (c *Command) result(h report.Handled, format string) (suffix string, text []byte) {
	var b bytes.Buffer
	if format == "json" {
		if err := report.HandledJSON(&b, h, c.lang); err != nil {
			panic(err) // into memory: cannot fail
		}
		return ".json", b.Bytes()
	}
	if err := (report.Text{Lang: c.lang}).Handled(&b, h); err != nil {
		panic(err)
	}
	return ".txt", b.Bytes()
}

// journal tells what happens in a hot folder, one line an event. What cannot be
// written is told at the end: the workbooks go on.
type journal struct {
	*Command
	folder *press.HotFolder
	failed bool  // a workbook has
	fault  error // of writing
}

func (j *journal) tell(e press.Event) {
	name := shownName(e.Workbook)
	switch e.Kind {
	case press.Begun:
		if !j.folder.Once {
			j.line(j.say("开始", "begun"), shownName(j.folder.In), fmt.Sprintf(j.say("材料放到 %s；%s 不变算放好，每 %s 看一遍；Ctrl-C 结束",
				"papers go to %s; finished when unchanged for %s, looked through every %s; Ctrl-C ends"), shownName(j.folder.Out), j.folder.Settle, j.folder.Every))
		}
	case press.Unnoticed:
		j.line(j.say("注意", "note"), shownName(j.folder.In), fmt.Sprintf(j.say("系统不给通知（%v），只每 %s 看一遍",
			"the system gives no notices (%v): only looked through every %s"), e.Err, j.folder.Every))
	case press.Delivered:
		j.failed = j.failed || !e.Handled.Good
		j.delivered(name, e)
	case press.Postponed:
		again := j.say("；过一会儿再试", "; tried again later")
		if j.folder.Once {
			again = ""
		}
		j.line(j.say("暂缓", "waits"), name, j.reason(e.Failure)+again)
	case press.Replaced:
		j.line(j.say("换了", "replaced"), name, j.say("做的时候被换成了另一份；接着做新的", "another came in its place meanwhile; that one is next"))
	case press.Gone:
		j.line(j.say("没了", "gone"), name, j.say("还没做就被拿走了", "taken away before it was done"))
	case press.PassedOver:
		j.line(j.say("不管", "left"), name, j.say("名字像工作簿，却不是文件", "named like a workbook, but no file"))
	case press.Lost:
		j.line(j.say("断开", "lost"), shownName(j.folder.In), j.reason(e.Failure)+j.say("；过一会儿再试", "; tried again later"))
	case press.Back:
		j.line(j.say("恢复", "back"), shownName(j.folder.In), j.say("收件夹又能读了", "the folder can be read again"))
	}
}

func (j *journal) delivered(name string, e press.Event) {
	moved := fmt.Sprintf(j.say("移到 %s，结果见 %s", "moved to %s, result in %s"), shownName(e.To), shownName(e.Result))
	if e.Handled.Run == nil {
		why := ""
		if len(e.Handled.Failures) > 0 {
			why = oneLine(e.Handled.Failures[0].Words.In(j.lang)) + j.say("；", "; ")
		}
		j.line(j.say("不行", "failed"), name, why+moved)
		return
	}
	n := e.Handled.Run.Totals
	said := fmt.Sprintf(j.say("申请 %d 份，未通过 %d；材料 %d 份，%d 页，在 %s", "applications: %d, refused: %d; papers: %d with %d pages in %s"),
		n.Applications, n.Refused, n.Documents, n.Pages, shownName(e.Handled.Folder))
	if n.Errors+n.Warnings > 0 {
		said += fmt.Sprintf(j.say("；错误 %d，警告 %d", "; errors: %d, warnings: %d"), n.Errors, n.Warnings)
	}
	how := j.say("通过", "done")
	if !e.Handled.Good {
		how = j.say("不行", "failed")
	} else if j.quiet {
		return
	}
	j.line(how, name, said+j.say("；", "; ")+moved)
}

// reason is a failure in one line.
func (j *journal) reason(f *press.Failure) string {
	words := f.Words.In(j.lang)
	if f.Err != nil {
		words += j.say("：", ": ") + f.Err.Error()
	}
	return oneLine(words)
}

func (j *journal) line(what, name, said string) {
	line := strings.TrimRight(strings.Join([]string{j.Now().Format(time.DateTime), report.Pad(what, 8), name, said}, "  "), " ")
	if _, err := fmt.Fprintln(j.Stdout, line); err != nil && j.fault == nil {
		j.fault = err
	}
}

// shownName is a name as a log may show it.
func shownName(name string) string { return filing.Escape(filing.MaskAll(name)) }

// oneLine is the first sentence of a message as a log may show it.
func oneLine(words string) string {
	for _, end := range []string{"\n", "。", ". "} {
		words, _, _ = strings.Cut(words, end)
	}
	return shownName(words)
}
