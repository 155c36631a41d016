// Command icpgen reads website filings from a workbook, judges them by the
// rules of their province, and prints the papers.
package main

import (
	"os"
	"time"
)

func main() {
	restore := openConsole()
	c := Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now, Env: getenv}
	exit := func(code int) {
		restore()
		os.Exit(code)
	}
	exit(c.interruptible(os.Args[1:], exit))
}
