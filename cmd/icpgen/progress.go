package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/icpgen/icpgen/report"
)

const (
	quietRun  = 50 // the longest run that shows no progress: it is over before one could read it
	widestBar = 30 // in a terminal's columns
	leastBar  = 10
	redraw    = 100 * time.Millisecond
)

// progress tells how far a run is: a bar where somebody looks, else a line for
// each tenth; at the end one line that stays.
type progress struct {
	w       io.Writer
	say     func(zh, en string) string
	now     func() time.Time
	columns func() int // how wide the terminal is; 0 where there is none

	mu     sync.Mutex
	start  time.Time // of the run, reading and judging included
	first  time.Time // when the first application was made: from here on the rate counts
	from   int       // how many there were then
	tenth  int       // the last that was told
	drawn  time.Time // when the bar was last drawn
	stands bool      // a bar stands on the terminal's line
}

// newProgress begins to count the time. Nil tells nothing.
func (c *Command) newProgress() *progress {
	if c.quiet {
		return nil
	}
	return &progress{w: c.Stderr, say: c.say, now: c.Now, start: c.Now(), columns: func() int {
		if c.Env("TERM") == "dumb" {
			return 0
		}
		return columnsOf(c.Stderr, c.Env)
	}}
}

// columnsOf is the width of a terminal now, 0 for what is none. One that does not
// say has as many as COLUMNS says, or 80.
func columnsOf(w io.Writer, env variables) int {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 0 {
		return columns
	}
	if columns, err := env.number("COLUMNS"); err == nil && columns > 0 {
		return columns
	}
	return 80
}

// made is told after each application.
func (p *progress) made(done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if of <= quietRun {
		return
	}
	now := p.now()
	if p.first.IsZero() {
		p.first, p.from = now, done
	}
	columns := p.columns()
	switch tenth := done * 10 / of; {
	case done == of:
		p.erase()
		passed := now.Sub(p.start)
		fmt.Fprintf(p.w, p.say("100%%  %d/%d 份  用时 %s  每秒 %s 份\n", "100%%  %d/%d  in %s  %s a second\n"),
			done, of, p.duration(passed), perSecond(done, passed))
	case columns > 0:
		if now.Sub(p.drawn) >= redraw {
			p.drawn, p.stands = now, true
			fmt.Fprint(p.w, "\r\x1b[K"+p.bar(done, of, now.Sub(p.first), columns-1)) // in its last column some terminals break the line
		}
	case tenth > p.tenth:
		p.tenth = tenth
		fmt.Fprintf(p.w, p.say("%3d%%  %d/%d 份\n", "%3d%%  %d/%d\n"), tenth*10, done, of)
	}
}

// bar is as much as goes into so many columns: the bar, how many are done, the
// rate, and the time that is left.
func (p *progress) bar(done, of int, passed time.Duration, columns int) string {
	count := fmt.Sprintf(p.say("%d/%d 份", "%d/%d"), done, of)
	texts := []string{count, fmt.Sprintf("%d%%", done*100/of)}
	if counted := done - p.from; counted > 0 && passed > 0 {
		left := fmt.Sprintf(p.say("还需 %s", "%s left"), p.duration(passed/time.Duration(counted)*time.Duration(of-done)))
		rate := fmt.Sprintf(p.say("每秒 %s 份", "%s a second"), perSecond(counted, passed))
		texts = append([]string{count + "  " + rate + "  " + left, count + "  " + left}, texts...)
	}
	for _, text := range texts {
		room := columns - report.Columns(text)
		if wide := min(room-len("[] "), widestBar); wide >= leastBar {
			full := wide * done / of
			return "[" + strings.Repeat("#", full) + strings.Repeat("-", wide-full) + "] " + text
		}
	}
	for _, text := range texts {
		if report.Columns(text) <= columns {
			return text
		}
	}
	return ""
}

// duration rounds to what one wants to know.
func (p *progress) duration(d time.Duration) string {
	seconds := int(d.Round(time.Second) / time.Second)
	switch {
	case seconds < 60:
		return fmt.Sprintf(p.say("%d 秒", "%d s"), seconds)
	case seconds < 3600:
		return fmt.Sprintf(p.say("%d 分 %d 秒", "%d min %d s"), seconds/60, seconds%60)
	}
	return fmt.Sprintf(p.say("%d 小时 %d 分", "%d h %d min"), seconds/3600, seconds%3600/60)
}

func perSecond(n int, passed time.Duration) string {
	rate := float64(n) / max(passed.Seconds(), 1e-3)
	if rate < 10 {
		return fmt.Sprintf("%.1f", rate)
	}
	return fmt.Sprintf("%.0f", rate)
}

// note says something above the bar.
func (p *progress) note(words string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	fmt.Fprintln(p.w, words)
}

// clear makes room for what is told at the end.
func (p *progress) clear() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
}

func (p *progress) erase() {
	if p.stands {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.stands = false
	}
}
