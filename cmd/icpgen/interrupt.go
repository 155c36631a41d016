package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interruptible is Run for a process: the first Ctrl-C or SIGTERM lets it
// finish what is in hand, the second ends it at once.
func (c *Command) interruptible(args []string) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-asked
		signal.Stop(asked) // the next one takes the system's way
		cancel()
	}()
	return c.Run(ctx, args)
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
