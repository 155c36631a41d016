package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
)

// watched is a progress on a terminal of that width, none for 0, and its clock.
func watched(columns int, lang filing.Lang) (p *progress, screen *bytes.Buffer, clock *time.Time) {
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	screen = &bytes.Buffer{}
	return &progress{
		w: screen, start: at, columns: func() int { return columns }, now: func() time.Time { return at },
		say: func(zh, en string) string { return filing.Words{ZH: zh, EN: en}.In(lang) },
	}, screen, &at
}

func TestProgressInLines(t *testing.T) {
	for _, of := range []int{51, 99, 1000, 100000} {
		p, screen, clock := watched(0, filing.Chinese)
		for done := 1; done <= of; done++ {
			*clock = clock.Add(10 * time.Millisecond)
			p.made(done, of)
		}
		lines := strings.Split(strings.TrimSpace(screen.String()), "\n")
		if len(lines) != 10 || strings.Contains(screen.String(), "\x1b") || strings.Contains(screen.String(), "\r") {
			t.Errorf("of %d: %q", of, lines)
		}
	}
	p, screen, clock := watched(0, filing.Chinese)
	for done := range 200 {
		*clock = clock.Add(500 * time.Millisecond)
		p.made(done+1, 200)
	}
	if text := screen.String(); !strings.HasPrefix(text, " 10%  20/200 份\n 20%  40/200 份\n") || !strings.HasSuffix(text, "\n100%  200/200 份  用时 1 分 40 秒  每秒 2.0 份\n") {
		t.Errorf("%q", text)
	}
	p, screen, _ = watched(0, filing.Chinese)
	for done := range quietRun {
		p.made(done+1, quietRun)
	}
	if screen.Len() != 0 {
		t.Errorf("a short run: %q", screen)
	}
}

func TestProgressBar(t *testing.T) {
	for _, c := range []struct {
		columns int
		lang    filing.Lang
		want    string // at a quarter
	}{
		{100, filing.Chinese, "[#######-----------------------] 251/1000 份  每秒 25 份  还需 30 秒"},
		{69, filing.Chinese, "[#######-----------------------] 251/1000 份  每秒 25 份  还需 30 秒"},
		{68, filing.Chinese, "[#######----------------------] 251/1000 份  每秒 25 份  还需 30 秒"},
		{49, filing.Chinese, "[##--------] 251/1000 份  每秒 25 份  还需 30 秒"},
		{48, filing.Chinese, "[#####----------------] 251/1000 份  还需 30 秒"},
		{30, filing.Chinese, "[###------------] 251/1000 份"},
		{22, filing.Chinese, "[###------------] 25%"},
		{12, filing.Chinese, "251/1000 份"},
		{11, filing.Chinese, "25%"},
		{3, filing.Chinese, ""},
		{80, filing.English, "[#######-----------------------] 251/1000  25 a second  30 s left"},
		{20, filing.English, "[###----------] 25%"},
	} {
		p, screen, clock := watched(c.columns, c.lang)
		p.made(1, 1000)
		*clock = clock.Add(10 * time.Second)
		p.made(251, 1000)
		if got := screen.String()[strings.LastIndex(screen.String(), "\x1b[K")+3:]; got != c.want {
			t.Errorf("%d columns: %q, want %q", c.columns, got, c.want)
		}
	}
	// Never wider than the terminal, whatever is done of however many.
	for columns := 1; columns < 120; columns++ {
		for _, of := range []int{51, 1000, 100000} {
			p, screen, clock := watched(columns, filing.Chinese)
			for done := 1; done < of; done += 1 + of/17 {
				*clock = clock.Add(700 * time.Second)
				p.made(done, of)
			}
			for _, line := range strings.Split(screen.String(), "\r\x1b[K") {
				if report.Columns(line) >= columns {
					t.Fatalf("%q has %d columns of %d", line, report.Columns(line), columns)
				}
			}
		}
	}
}

func TestProgressIsClearedAndNotDrawnTooOften(t *testing.T) {
	p, screen, clock := watched(80, filing.Chinese)
	for done := 1; done <= 100; done++ {
		*clock = clock.Add(10 * time.Millisecond)
		p.made(done, 100)
	}
	if drawn := strings.Count(screen.String(), "["); drawn > 2*12 { // the bar's, and the one that clears
		t.Errorf("drawn %d times in a second", drawn)
	}
	if !strings.HasSuffix(screen.String(), "\r\x1b[K100%  100/100 份  用时 1 秒  每秒 100 份\n") {
		t.Errorf("%q", screen)
	}
	before := screen.Len()
	p.clear()
	if screen.Len() != before {
		t.Error("nothing stood there to be cleared")
	}
	p, screen, _ = watched(80, filing.Chinese)
	p.made(1, 100)
	p.clear()
	p.note("停")
	if !strings.HasSuffix(screen.String(), "] 1/100 份\r\x1b[K停\n") {
		t.Errorf("%q", screen)
	}
	var quiet *progress
	quiet.clear()
	quiet.note("停")
}

func TestDurations(t *testing.T) {
	p, _, _ := watched(0, filing.Chinese)
	for d, want := range map[time.Duration]string{
		0: "0 秒", 59400 * time.Millisecond: "59 秒", 59600 * time.Millisecond: "1 分 0 秒", 3599 * time.Second: "59 分 59 秒", 7500 * time.Second: "2 小时 5 分",
	} {
		if got := p.duration(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
