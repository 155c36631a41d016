package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/icpgen/icpgen/filing/sample"
)

// TestCIDocument does what docs/ci.md says, as its reader would: goldens are
// made by the shell's block, then every command of icpgen in the YAML of each CI
// is run. Then the profile is changed as it says, and the transcript has to be
// what the command says.
func TestCIDocument(t *testing.T) {
	path, err := filepath.Abs("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	book, err := os.ReadFile("../../samples/applicant.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	os.Mkdir("workbooks", 0o700)
	if err := os.WriteFile("workbooks/applicant.xlsx", book, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, script := range blocks(string(document), "sh") {
		for line := range strings.Lines(script) {
			if code, said := inCI("", strings.Fields(line)); code != exitGood {
				t.Fatalf("%s: exit code %d\n%s", line, code, said)
			}
		}
	}
	var profile string
	for _, block := range blocks(string(document), "yaml") {
		name, _, _ := strings.Cut(strings.TrimPrefix(block, "# "), "\n")
		if name == "icpgen.yaml" {
			profile = block
			continue
		}
		var pipeline any
		if err := yaml.Unmarshal([]byte(block), &pipeline); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		commands := icpgenIn(pipeline)
		if len(commands) < 3 {
			t.Errorf("%s: %d commands", name, len(commands))
		}
		for _, command := range commands {
			command, _, _ := strings.Cut(command, " > ")
			if code, said := inCI("true", strings.Fields(command)); code != exitGood {
				t.Errorf("%s: %s: exit code %d\n%s", name, command, code, said)
			}
		}
		if code, said := inCI("true", []string{"icpgen", "golden", "--update", "goldens", "workbooks/applicant.xlsx"}); code != exitUsage {
			t.Errorf("--update in a CI: exit code %d\n%s", code, said)
		}
	}
	if err := os.WriteFile("icpgen.yaml", []byte(profile), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _ := inCI("true", strings.Fields("icpgen golden --on 2026-11-23 goldens workbooks/applicant.xlsx")); code != exitRefused {
		t.Errorf("after the change: exit code %d", code)
	}
	after, commands := transcribe(t, string(document), ".")
	if commands == 0 {
		t.Error("no transcript")
	}
	if after == string(document) {
		return
	}
	if !*update {
		t.Errorf("the transcript of docs/ci.md is not what the command says; make update rewrites it:\n%s", after)
	} else if err := os.WriteFile(path, []byte(after), 0o644); err != nil {
		t.Error(err)
	}
}

// blocks are the fenced blocks of a language.
func blocks(document, language string) (list []string) {
	for _, rest := range strings.Split(document, "```"+language+"\n")[1:] {
		block, _, _ := strings.Cut(rest, "```")
		list = append(list, block)
	}
	return list
}

// icpgenIn finds the commands of icpgen in a pipeline: lines of strings.
func icpgenIn(node any) (commands []string) {
	switch n := node.(type) {
	case map[string]any:
		for _, key := range []string{"jobs", "papers", "steps", "script", "run"} {
			commands = append(commands, icpgenIn(n[key])...)
		}
	case []any:
		for _, item := range n {
			commands = append(commands, icpgenIn(item)...)
		}
	case string:
		for line := range strings.Lines(n) {
			if strings.HasPrefix(line, "icpgen ") {
				commands = append(commands, line)
			}
		}
	}
	return commands
}

// inCI runs a command line as a CI would.
func inCI(ci string, words []string) (code int, said string) {
	var screen bytes.Buffer
	c := Command{
		Stdin: strings.NewReader(""), Stdout: &screen, Stderr: &screen,
		Now: func() time.Time {
			return time.Date(sample.Day.Year+1, sample.Day.Month, sample.Day.Day, 12, 0, 0, 0, time.UTC)
		},
		Env: func(name string) string { return map[string]string{"CI": ci}[name] },
	}
	return c.Run(context.Background(), words[1:]), screen.String()
}
