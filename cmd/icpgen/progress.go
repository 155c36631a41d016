package main

import (
	"fmt"
	"strings"
	"time"
)

// quietRun is the longest run that shows no progress: it is over before one
// could read it.
const quietRun = 50

// progress tells how far a run is: a bar where somebody looks, else a line for
// each tenth. Nil when nothing is to be told.
func (c *Command) progress() func(done, of int) {
	if c.quiet {
		return nil
	}
	start := c.Now()
	if !isTerminal(c.Stderr) || c.Env("TERM") == "dumb" {
		tenth := 0
		return func(done, of int) {
			if t := done * 10 / of; of > quietRun && t > tenth {
				tenth = t
				fmt.Fprintf(c.Stderr, c.say("%3d%%  %d/%d 份\n", "%3d%%  %d/%d applications\n"), t*10, done, of)
			}
		}
	}
	var shown time.Time
	return func(done, of int) {
		now := c.Now()
		if of <= quietRun || done < of && now.Sub(shown) < 100*time.Millisecond {
			return
		}
		shown = now
		if done == of {
			fmt.Fprint(c.Stderr, "\r\x1b[K")
			return
		}
		const wide = 30
		full := done * wide / of
		passed := now.Sub(start)
		rate := float64(done) / max(passed.Seconds(), 1e-3)
		left := time.Duration(float64(of-done) / rate * float64(time.Second)).Round(time.Second)
		fmt.Fprintf(c.Stderr, c.say("\r\x1b[K[%s%s] %d/%d 份  每秒 %.0f 份  还需 %s", "\r\x1b[K[%s%s] %d/%d  %.0f a second  %s left"),
			strings.Repeat("#", full), strings.Repeat("-", wide-full), done, of, rate, left)
	}
}
