package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
)

// These tests walk over the whole tree of commands: a new command or flag is
// held to the same manners without being named here.

// spoken is the command in a language, on the day of the samples.
func spoken(lang filing.Lang) *Command {
	return &Command{
		Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard,
		Env: func(name string) string { return map[string]string{"LANG": string(lang)}[name] },
		Now: func() time.Time {
			return time.Date(sample.Day.Year, sample.Day.Month, sample.Day.Day, 12, 0, 0, 0, time.UTC)
		},
		lang: lang,
	}
}

// commandTree lists the commands that people see, the root first.
func commandTree(c *Command) (list []*cobra.Command) {
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		list = append(list, cmd)
		for _, sub := range cmd.Commands() {
			if !sub.Hidden {
				walk(sub)
			}
		}
	}
	walk(c.root())
	return list
}

// path is how a command is called, without icpgen.
func path(cmd *cobra.Command) []string { return strings.Fields(cmd.CommandPath())[1:] }

var (
	hanWords = regexp.MustCompile(`\p{Han}+`)
	// What stands in English help as it is: the papers, what is printed on
	// them, and the usual name of a template.
	helpTerms = []string{"核验单", "受理单", "授权书", "材料清单", "草稿", strings.TrimSuffix(templateName, ".xlsx")}
)

func TestHelpInBothLanguages(t *testing.T) {
	for _, lang := range []filing.Lang{filing.Chinese, filing.English} {
		for _, cmd := range commandTree(spoken(lang)) {
			var screen, complaints bytes.Buffer
			c := spoken(lang)
			c.Stdout, c.Stderr = &screen, &complaints
			if code := c.Run(context.Background(), append([]string{"help"}, path(cmd)...)); code != exitGood || complaints.Len() > 0 {
				t.Errorf("help %s: code %d\n%s", cmd.CommandPath(), code, &complaints)
			}
			help := screen.String()
			texts := map[string]string{"what it does": cmd.Short}
			cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
				if f.Hidden || f.Name == "help" {
					return
				}
				texts["--"+f.Name] = f.Usage
				limit, _ := strings.CutPrefix(f.Name, limitPrefix) // these share a line
				if !strings.Contains(help, "--"+f.Name) && !strings.Contains(help, limit+"="+f.DefValue) {
					t.Errorf("help %s does not show --%s", cmd.CommandPath(), f.Name)
				}
			})
			for what, words := range texts {
				if words == "" || lang == filing.Chinese && !hanWords.MatchString(words) {
					t.Errorf("%s, %s: %s not said in %s: %q", cmd.CommandPath(), what, what, lang, words)
				}
			}
			if len(exampleLines(cmd)) == 0 {
				t.Errorf("%s: no example", cmd.CommandPath())
			}
			if lang == filing.Chinese {
				continue
			}
			for _, words := range hanWords.FindAllString(help, -1) {
				if !slices.Contains(helpTerms, words) {
					t.Errorf("help %s has %s in its English", cmd.CommandPath(), words)
				}
			}
		}
	}
}

// exampleLines are the lines to copy of a command's examples.
func exampleLines(cmd *cobra.Command) (lines []string) {
	for _, line := range strings.Split(cmd.Example, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// TestExamples runs every example in a folder where what they name lies about,
// and the first of each command with a standard output that takes nothing. One
// that goes on until it is stopped is stopped.
func TestExamples(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if raceDetector {
		t.Skip("runs each example of the help in both languages, twice: .ci/run does it without the detector")
	}
	for _, lang := range []filing.Lang{filing.Chinese, filing.English} {
		for _, cmd := range commandTree(spoken(lang)) {
			for i, line := range exampleLines(cmd) {
				layTable(t, root)
				called, input, ok := plainCall(line)
				if !ok || !strings.HasPrefix(strings.Join(called, " ")+" ", strings.TrimSpace(strings.Join(path(cmd), " "))) {
					t.Errorf("%s: no example of it: %s", cmd.CommandPath(), line)
					continue
				}
				var complaints bytes.Buffer
				if code, stopped := runExample(t, lang, called, input, io.Discard, &complaints); code != exitGood && !stopped {
					t.Errorf("%s\nends in code %d\n%s", line, code, &complaints)
				}
				if i > 0 {
					continue
				}
				layTable(t, root)
				if code, stopped := runExample(t, lang, called, input, full{}, &complaints); code != exitOutput && !stopped {
					t.Errorf("%s\nwith a full disk behind standard output ends in code %d", line, code)
				}
			}
		}
	}
}

func runExample(t *testing.T, lang filing.Lang, args []string, input string, screen, complaints io.Writer) (code int, stopped bool) {
	t.Helper()
	patience := 20 * time.Second
	if args[0] == "watch" && !slices.Contains(args, "--once") {
		patience = 3 * time.Second
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c := spoken(lang)
	c.Stdout, c.Stderr = screen, complaints
	if input != "" {
		file, err := os.Open(input)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		c.Stdin = file
	}
	return c.Run(ctx, args), ctx.Err() != nil
}

// full is a disk with no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// plainCall takes what a shell would do off an example: the file it reads, and
// where its output goes.
func plainCall(line string) (args []string, input string, ok bool) {
	line, _, _ = strings.Cut(line, " | ")
	line, _, _ = strings.Cut(line, " > ")
	line, input, _ = strings.Cut(line, " < ")
	words := strings.Fields(line)
	return words[1:], input, words[0] == "icpgen"
}

// layTable goes to a new folder with what the examples name: workbooks, a
// folder of them, papers, settings and rules.
func layTable(t *testing.T, root string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for to, from := range map[string]string{
		"applicant.xlsx": "samples/applicant.xlsx", "applicants.xlsx": "samples/applicants.xlsx",
		"november/applicants.xlsx": "samples/applicants.xlsx", "inbox/applicant.xlsx": "samples/applicant.xlsx", "provider.yaml": "profile/icpgen.yaml",
	} {
		data, err := os.ReadFile(filepath.Join(root, from))
		if err == nil {
			err = errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, data, 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	rule := recipeOfARule(t, root)
	if err := errors.Join(os.Mkdir("myrules", 0o700), os.WriteFile("myrules/shanxi.yaml", []byte(rule), 0o600)); err != nil {
		t.Fatal(err)
	}
	if code := spoken(filing.Chinese).Run(t.Context(), []string{"render", "--job", "papers.pdf", "--singles", "applicant.xlsx"}); code != exitGood {
		t.Fatal("the sample is not rendered")
	}
	if code := spoken(filing.Chinese).Run(t.Context(), []string{"golden", "--update", "kept", "applicant.xlsx"}); code != exitGood {
		t.Fatal("the sample has no goldens")
	}
}
