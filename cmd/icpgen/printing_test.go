package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing/sample"
)

// TestPrintingDocument does what docs/printing.md says, as a print shop would:
// every command of icpgen is run in the document's order, and what it says and the lines of the manifest
// are those shown.
func TestPrintingDocument(t *testing.T) {
	document, err := os.ReadFile("../../docs/printing.md")
	if err != nil {
		t.Fatal(err)
	}
	book, err := os.ReadFile("../../samples/applicants.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("applicants.xlsx", book, 0o600); err != nil {
		t.Fatal(err)
	}
	commands, manifest := 0, ""
	for i, part := range strings.Split(string(document), "\n```") {
		language, block, _ := strings.Cut(part, "\n")
		if i%2 == 0 {
			continue
		}
		for line := range strings.Lines(block) {
			words := strings.Fields(strings.TrimPrefix(line, "$ "))
			if len(words) == 0 || words[0] != "icpgen" {
				continue
			}
			commands++
			code, said := onTheDay(words[1:])
			if code != exitGood {
				t.Fatalf("%s: exit code %d\n%s", line, code, said)
			}
			if language == "console" && strings.TrimSpace(block) != strings.TrimSpace(line+said) {
				t.Errorf("it says\n%s", said)
			}
			if manifest == "" {
				list, err := os.ReadFile("out/manifest.csv")
				if err != nil {
					t.Fatal(err)
				}
				manifest = string(list)
			}
		}
		if language == "csv" {
			for line := range strings.Lines(block) {
				if line = strings.TrimSpace(line); !strings.Contains(manifest, line+"\r\n") {
					t.Errorf("%q is no line of\n%s", line, manifest)
				}
			}
			if strings.Count(block, "\n") < 2 {
				t.Error("no lines of the manifest")
			}
		}
	}
	if commands < 3 {
		t.Errorf("%d commands", commands)
	}
}

// onTheDay runs the command on the day of the samples.
func onTheDay(args []string) (code int, said string) {
	var screen bytes.Buffer
	c := Command{
		Stdin: strings.NewReader(""), Stdout: &screen, Stderr: &screen,
		Now: func() time.Time {
			return time.Date(sample.Day.Year, sample.Day.Month, sample.Day.Day, 12, 0, 0, 0, time.UTC)
		},
		Env: func(name string) string { return map[string]string{"LANG": "zh_CN.UTF-8"}[name] },
	}
	return c.Run(context.Background(), args), screen.String()
}

// TestPrinterLine: what the table asks for, each lp line asks for too.
func TestPrinterLine(t *testing.T) {
	document, err := os.ReadFile("../../docs/printing.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range strings.Lines(string(document)) {
		if !strings.HasPrefix(line, "lp ") {
			continue
		}
		lines++
		for _, option := range []string{"-o media=A4 ", "-o sides=", "-o print-scaling=none ", "-o print-color-mode=monochrome ", "-n 1 "} {
			if !strings.Contains(line, option) {
				t.Errorf("%q lacks %q", line, option)
			}
		}
	}
	if lines != 2 {
		t.Errorf("%d lines", lines)
	}
}
