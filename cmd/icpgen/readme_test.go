package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the transcripts in the documents")

// transcribed are the documents whose transcripts are run. A transcript is a
// block that begins with ```console; its lines "$ icpgen …" are run, and what
// follows each is what the command says.
var transcribed = []string{"README.md"}

func TestTranscripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range transcribed {
		path := filepath.Join(root, name)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		after, commands := transcribe(t, string(before), root)
		if commands == 0 {
			t.Errorf("%s shows no command", name)
		}
		if after == string(before) {
			continue
		}
		if *update {
			if err := os.WriteFile(path, []byte(after), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		b, a := strings.Split(string(before), "\n"), strings.Split(after, "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Errorf("%s, line %d shows\n%s\nbut the command says\n%s", name, i+1, b[i], a[i])
				break
			}
		}
	}
}

// transcribe runs the commands of a document and puts in what they say.
func transcribe(t *testing.T, document, root string) (string, int) {
	t.Chdir(root)
	out := t.TempDir()
	var b strings.Builder
	inside, commands := false, 0
	for _, line := range strings.SplitAfter(document, "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			inside = strings.TrimSpace(line) == "```console"
			b.WriteString(line)
		case inside && strings.HasPrefix(line, "$ icpgen "):
			commands++
			b.WriteString(line)
			b.WriteString(said(strings.Fields(line)[2:], out))
		case inside: // what the command said when the document was written
		default:
			b.WriteString(line)
		}
	}
	return b.String(), commands
}

// said is what the command prints, on the day of the samples, rendering into a
// folder of the test.
func said(args []string, out string) string {
	var screen bytes.Buffer
	c := Command{
		Stdin: strings.NewReader(""), Stdout: &screen, Stderr: &screen,
		Now: func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) },
		Env: func(name string) string { return map[string]string{"LANG": "zh_CN.UTF-8"}[name] },
	}
	for i := range args {
		if args[i] == "out" {
			args[i] = out
		}
	}
	if args[0] == "render" {
		args = append(args, "--out", out)
	}
	c.Run(context.Background(), args)
	return strings.ReplaceAll(screen.String(), out, "out")
}
