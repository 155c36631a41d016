package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/rules"
)

// The manual tells every command, flag, example and exit code, in either
// language, as a page that man can read.
func TestManual(t *testing.T) {
	for _, lang := range []filing.Lang{filing.Chinese, filing.English} {
		var screen bytes.Buffer
		c := spoken(lang)
		c.Stdout = &screen
		if code := c.Run(t.Context(), []string{"man"}); code != exitGood {
			t.Fatal(code)
		}
		page := screen.String()
		if !strings.HasPrefix(page, ".TH ICPGEN 1 "+rules.Day.String()+" ") {
			t.Errorf("%s: %.80s", lang, page)
		}
		has := func(words string) {
			if !strings.Contains(page, roff(words)) {
				t.Errorf("%s: the manual lacks %q", lang, words)
			}
		}
		for _, cmd := range commandTree(spoken(lang)) {
			if !cmd.IsAvailableCommand() { // help
				continue
			}
			has(cmd.Short)
			cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
				_, usage := described(f)
				has("--" + f.Name)
				has(usage)
			})
			has(cmd.Example)
		}
		for _, words := range exitCodes {
			has(words.In(lang))
		}
		// Of the lines that begin with a point, all are macros.
		for _, macro := range regexp.MustCompile(`(?m)^[.'](\w*)`).FindAllStringSubmatch(page, -1) {
			if !slices.Contains([]string{"TH", "SH", "SS", "TP", "B", "BR", "PP", "EX", "EE", "br", "ad"}, macro[1]) {
				t.Errorf("%s: no macro: %q", lang, macro[0])
			}
		}
		if lang == filing.English {
			for _, words := range hanWords.FindAllString(page, -1) {
				if !slices.Contains(helpTerms, words) {
					t.Errorf("the English manual has %s", words)
				}
			}
		}
	}
}

func TestRoff(t *testing.T) {
	for text, want := range map[string]string{
		"--lang en":     `\-\-lang en`,
		".hidden\n'tis": "\\&.hidden\n\\&'tis",
		`C:\out`:        `C:\eout`,
		"注意：a.xlsx\n打印": "注意：a.xlsx\n打印",
	} {
		if got := roff(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
