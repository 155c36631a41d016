package main

import (
	"os"
	"testing"

	"golang.org/x/term"
)

// TestColumnsOfATerminalThatDoesNotSay opens a terminal that nobody has given a
// size to.
func TestColumnsOfATerminalThatDoesNotSay(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	defer terminal.Close()
	if !term.IsTerminal(int(terminal.Fd())) {
		t.Skip("not a terminal here")
	}
	for said, want := range map[string]int{"40": 40, "": 80, "0": 80, "-3": 80, "wide": 80} {
		env := func(name string) string { return map[string]string{"COLUMNS": said}[name] }
		if got := columnsOf(terminal, env); got != want {
			t.Errorf("COLUMNS=%s: %d, want %d", said, got, want)
		}
	}
	if got := columnsOf(os.Stdin, func(string) string { return "40" }); !term.IsTerminal(int(os.Stdin.Fd())) && got != 0 {
		t.Errorf("no terminal: %d", got)
	}
}
