package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/press"
)

// interruptible is Run for a process: the first Ctrl-C or SIGTERM lets it
// finish what is in hand, the second ends it at once; so does the first where
// it only reads yet.
func (c *Command) interruptible(args []string, exit func(code int)) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		signal.Notify(asked, syscall.SIGHUP) // the terminal was closed
	}
	go func() {
		<-asked
		signal.Stop(asked) // the next one takes the system's way
		cancel()
		if c.reading.Load() { // nothing is in hand, and a pipe may never end
			c.failed(press.Interrupted())
			exit(exitOutput)
		}
	}()
	// What a double click shows on Windows, where nobody sees the help. Cobra
	// keeps it for the whole process.
	c.lang = c.language(args)
	cobra.MousetrapHelpText = c.say("icpgen 是命令行程序：请打开“命令提示符”或 PowerShell，进入它所在的文件夹，再输入 icpgen\n",
		"icpgen is a command line program: open a command prompt or PowerShell in its folder and type icpgen\n")
	return c.Run(ctx, args)
}

// whileReading says that something is read, which cannot be stopped but by the end
// of the process, until the function returned is called.
func (c *Command) whileReading() (done func()) {
	c.reading.Store(true)
	return func() { c.reading.Store(false) }
}

func (c *Command) read(s press.Settings) (*press.Job, error) {
	defer c.whileReading()()
	return press.Read(s)
}

// answerInterrupt says, when a rendering is asked to end, that it was heard. The function
// returned ends the listening.
func (c *Command) answerInterrupt(ctx context.Context) func() {
	said := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		c.progress.note(c.say("正在停下：写完手头的几份就结束；再按一次 Ctrl-C 立即结束",
			"stopping after what is in hand; Ctrl-C again ends at once"))
		close(said)
	})
	return func() {
		if !stop() {
			<-said
		}
	}
}
