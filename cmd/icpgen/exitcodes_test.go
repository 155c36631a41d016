package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
)

// TestExitCodes: what each code stands for, of each command that can end in it.
// Code 0 and a standard output that takes nothing are TestExamples'.
func TestExitCodes(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	layTable(t, root)
	refused := sample.Clean("广东", filing.KindPerson)
	refused.Set(filing.FieldRemark, "")
	warned := sample.Clean("浙江", filing.KindCompany)
	warned.Set(filing.FieldHomeURL, "http://www.example.org")
	writeTable(t, "refused.xlsx", refused)
	writeTable(t, "warned.xlsx", warned)
	if err := os.WriteFile("torn.pdf", []byte("%PDF-1.7"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		code int
		line string
	}{
		{exitRefused, "check refused.xlsx"},
		{exitRefused, "check --strict warned.xlsx"},
		{exitGood, "check warned.xlsx"},
		{exitRefused, "render -o a refused.xlsx"},
		{exitRefused, "render -o b --draft refused.xlsx"},
		{exitRefused, "render -o c --strict warned.xlsx"},
		{exitRefused, "verify torn.pdf"},
		{exitRefused, "golden nowhere applicant.xlsx"},
		{exitRefused, "golden kept applicants.xlsx"},
		{exitGood, "golden kept applicant.xlsx"},

		{exitUsage, "chekc"},
		{exitUsage, "help chekc"},
		{exitUsage, "check"},
		{exitUsage, "render"},
		{exitUsage, "verify"},
		{exitUsage, "golden"},
		{exitUsage, "golden kept"},
		{exitUsage, "watch"},
		{exitUsage, "watch inbox"},
		{exitUsage, "watch inbox inbox"},
		{exitUsage, "watch inbox a b"},
		{exitUsage, "watch --settle=-1s inbox a"},
		{exitUsage, "watch --every 0s inbox a"},
		{exitUsage, "watch --job x/print.pdf inbox a"},
		{exitUsage, "completion"},
		{exitUsage, "completion csh"},
		{exitUsage, "check -j none applicant.xlsx"},
		{exitUsage, "check -j 0 applicant.xlsx"},
		{exitUsage, "check --strict=maybe applicant.xlsx"},
		{exitUsage, "check --on tomorrow applicant.xlsx"},
		{exitUsage, "render --sheet nowhere applicant.xlsx"},
		{exitUsage, "verify --sheet nowhere --against applicant.xlsx out"},
		{exitUsage, "template --province Guangdnog new.xlsx"},
		{exitUsage, "template a.xlsx b.xlsx"},
		{exitUsage, "template a.doc"},
		{exitUsage, "rules XX-99"},
		{exitUsage, "version now"},

		{exitInput, "check missing.xlsx"},
		{exitInput, "check torn.pdf"},
		{exitInput, "check --profile missing.yaml applicant.xlsx"},
		{exitInput, "check --profile myrules applicant.xlsx"},
		{exitInput, "check --rules missing applicant.xlsx"},
		{exitInput, "check myrules"},
		{exitInput, "render missing.xlsx"},
		{exitInput, "render --rules out applicant.xlsx"},
		{exitInput, "verify missing"},
		{exitInput, "golden kept missing.xlsx"},
		{exitInput, "golden applicant.xlsx applicant.xlsx"},
		{exitInput, "watch missing a"},
		{exitInput, "watch applicant.xlsx a"},
		{exitInput, "watch --profile missing.yaml inbox a"},
		{exitInput, "watch --rules missing inbox a"},
		{exitInput, "verify myrules"},
		{exitInput, "verify --against missing.xlsx out"},
		{exitInput, "rules --rules missing"},

		{exitOutput, "render -o applicant.xlsx applicant.xlsx"},
		{exitOutput, "template applicant.xlsx"},
		{exitOutput, "golden --update applicant.xlsx applicant.xlsx"},
		{exitOutput, "watch inbox applicant.xlsx"},
		{exitOutput, "template nowhere/a.xlsx"},
	} {
		for _, lang := range []filing.Lang{filing.Chinese, filing.English} {
			code, said := ends(lang, strings.Fields(test.line)...)
			if code != test.code {
				t.Errorf("icpgen %s: code %d, want %d\n%s", test.line, code, test.code, said)
			}
			if code > exitRefused {
				wantHint(t, lang, test.line, said)
			}
		}
	}
	// A flag that no command has, or is not whole, of every command.
	for _, cmd := range commandTree(spoken(filing.English)) {
		for _, flag := range []string{"--no-such-flag", "-Z", "--lang", "--=x"} {
			args := append(path(cmd), flag)
			code, said := ends(filing.English, args...)
			if code != exitUsage {
				t.Errorf("%v: code %d, want %d", args, code, exitUsage)
			}
			wantHint(t, filing.English, strings.Join(args, " "), said)
		}
	}
}

// ends runs the command and gives back its exit code and what it complains of.
func ends(lang filing.Lang, args ...string) (int, string) {
	var complaints bytes.Buffer
	c := spoken(lang)
	c.Stderr = &complaints
	return c.Run(context.Background(), args), complaints.String()
}

// wantHint wants a refusal and, below it, what to do.
func wantHint(t *testing.T, lang filing.Lang, line, said string) {
	t.Helper()
	shape := map[filing.Lang]*regexp.Regexp{
		filing.Chinese: regexp.MustCompile(`^错误: .+\n +提示：.+\n$`),
		filing.English: regexp.MustCompile(`^error: .+\n +hint: .+\n$`),
	}[lang]
	// What other rooms refuse says itself what to do.
	whole := regexp.MustCompile(`icpgen template|是不是|Did you mean|请用 Excel|Open it in Excel|另存为|save it as|没有名为|no sheet named`)
	if !shape.MatchString(said) && !whole.MatchString(said) {
		t.Errorf("icpgen %s: a refusal and a hint are wanted, not\n%s", line, said)
	}
}

// A fault of icpgen's own is told as one, in code 5, without a trace.
func TestExitCodeOfAFault(t *testing.T) {
	var complaints bytes.Buffer
	c := spoken(filing.English)
	c.Stderr = &complaints
	c.Now = func() time.Time { panic("no clock") }
	if code := c.Run(context.Background(), []string{"check", "a.xlsx"}); code != exitInternal || !strings.HasPrefix(complaints.String(), "error: icpgen itself failed: no clock\n") {
		t.Errorf("code %d\n%s", code, &complaints)
	}
	wantHint(t, filing.English, "check", complaints.String())
}

// The help of the whole command tells the codes.
func TestExitCodesAreTold(t *testing.T) {
	for _, lang := range []filing.Lang{filing.Chinese, filing.English} {
		var screen bytes.Buffer
		c := spoken(lang)
		c.Stdout = &screen
		c.Run(context.Background(), []string{}) // nil would be the test's own arguments
		for code, words := range exitCodes {
			if line := "  " + strconv.Itoa(code) + "  " + words.In(lang) + "\n"; !strings.Contains(screen.String(), line) {
				t.Errorf("%s: %q is not told", lang, line)
			}
		}
	}
}
