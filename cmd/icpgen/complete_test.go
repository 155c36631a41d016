package main

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/filing"
)

// completed is what the shell is told at the end of a command line.
func completed(t *testing.T, lang filing.Lang, line ...string) ([]string, cobra.ShellCompDirective) {
	t.Helper()
	var screen bytes.Buffer
	c := spoken(lang)
	c.Stdout = &screen
	if code := c.Run(context.Background(), append([]string{"__complete"}, line...)); code != exitGood {
		t.Fatalf("%v: code %d", line, code)
	}
	lines := strings.Split(strings.TrimSpace(screen.String()), "\n")
	directive, err := strconv.Atoi(strings.TrimPrefix(lines[len(lines)-1], ":"))
	if err != nil {
		t.Fatalf("%v: %q", line, screen.String())
	}
	return lines[:len(lines)-1], cobra.ShellCompDirective(directive)
}

// TestCompletionOfFlags: every flag of every command completes its values; the
// shell's own guess, any file, stays only where any file may be meant.
func TestCompletionOfFlags(t *testing.T) {
	for _, lang := range []filing.Lang{filing.Chinese, filing.English} {
		for _, cmd := range commandTree(spoken(lang)) {
			cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
				if f.Value.Type() == "bool" || f.Hidden {
					return
				}
				words, directive := completed(t, lang, append(path(cmd), "--"+f.Name, "")...)
				place, _ := pflag.UnquoteUsage(f)
				if place == "文件" || place == "FILE" {
					return
				}
				if directive == cobra.ShellCompDirectiveDefault {
					t.Errorf("%s --%s %s: nothing is known of its values", cmd.CommandPath(), f.Name, place)
				}
				if list := listed(f); list != nil && !slices.Equal(words, list) {
					t.Errorf("%s --%s: completes %v, its help says %v", cmd.CommandPath(), f.Name, words, list)
				}
			})
		}
	}
}

// TestListedValues: every flag whose help lists its values refuses others, with
// the list and the nearest of them.
func TestListedValues(t *testing.T) {
	seen := 0
	for _, cmd := range commandTree(spoken(filing.English)) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			list := listed(f)
			if list == nil {
				return
			}
			seen++
			var complaints bytes.Buffer
			c := spoken(filing.English)
			c.Stderr = &complaints
			called, _, _ := plainCall(exampleLines(cmd)[0])
			args := append(called, "--"+f.Name, list[0]+"x")
			code := c.Run(context.Background(), args)
			said := complaints.String()
			if lang := "zh"; f.Name == "lang" { // what is no language is told in the first
				if code != exitUsage || !strings.Contains(said, "是不是 "+lang) {
					t.Errorf("%v: code %d\n%s", args, code, said)
				}
			} else if code != exitUsage || !strings.Contains(said, strings.Join(list, " | ")) || !strings.Contains(said, "did you mean "+list[0]+"?") {
				t.Errorf("%v: code %d\n%s", args, code, said)
			}
		})
	}
	if seen < 5 {
		t.Errorf("only %d flags with a list", seen)
	}
}

func TestCompletionOfArguments(t *testing.T) {
	const (
		none  = cobra.ShellCompDirectiveNoFileComp
		files = cobra.ShellCompDirectiveFilterFileExt
	)
	for _, test := range []struct {
		line      string
		has       string // one of the completions
		directive cobra.ShellCompDirective
	}{
		{"check ", "xlsx", files},
		{"check a.xlsx ", "xlsx", files},
		{"render ", "xlsx", files},
		{"render --out ", "", cobra.ShellCompDirectiveFilterDirs},
		{"render --rules ", "", cobra.ShellCompDirectiveFilterDirs},
		{"verify ", "pdf", files},
		{"verify --against ", "xlsx", files},
		{"template ", "xlsx", files},
		{"template a.xlsx ", "", none},
		{"template --province ", "广东\tGuangdong", none},
		{"template --province 广", "广西\tGuangxi", none},
		{"template --province gu", "Guizhou\t贵州", none},
		{"rules ", "GD-02\t广东通管局要求 2", none},
		{"rules ", "广东\tGuangdong", none},
		{"rules gd-0", "GD-02\t广东通管局要求 2", none},
		{"rules Guang", "Guangdong\t广东", none},
		{"rules GD-02 ", "", none},
		{"check --on ", "2026-11-23", none},
		{"check --hidden ", "skip", none},
		{"check --color ", "never", none},
		{"--lang ", "en", none},
		{"completion ", "fish", none},
		{"help re", "render\t检查申请，生成材料，逐页核对", none},
		{"ver", "verify\t重新核对已生成的材料：该有的有，不该有的没有", none},
		{"version ", "", none},
	} {
		words, directive := completed(t, filing.Chinese, strings.Split(test.line, " ")...)
		if directive != test.directive || test.has != "" && !slices.Contains(words, test.has) || test.has == "" && len(words) > 0 {
			t.Errorf("%q: %d %q", test.line, directive, words)
		}
	}
	if words, _ := completed(t, filing.English, "rules", "gd-02"); !slices.Equal(words, []string{"GD-02\tGuangdong bureau, item 2"}) {
		t.Errorf("in English: %q", words)
	}
	// Every command says something of its arguments.
	for _, cmd := range commandTree(spoken(filing.Chinese)) {
		if _, directive := completed(t, filing.Chinese, append(path(cmd), "")...); directive == cobra.ShellCompDirectiveDefault {
			t.Errorf("%s: nothing is known of its arguments", cmd.CommandPath())
		}
	}
}
