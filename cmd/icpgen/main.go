// Command icpgen reads website filings from a workbook, judges them by the
// rules of their province, and prints the papers.
package main

import (
	"os"
	"time"
)

func main() {
	c := Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now, Env: os.Getenv}
	os.Exit(c.interruptible(os.Args[1:]))
}
