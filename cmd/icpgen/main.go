// Command icpgen reads website filings from a workbook, judges them by the
// rules of their province, and prints the papers.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	restore := openConsole()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	c := Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now, Env: environment}
	code := c.Run(ctx, os.Args[1:])
	stop()
	restore()
	os.Exit(code)
}
