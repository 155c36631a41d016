//go:build judges

package icpgen_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/verify"
)

// The judges are programs that share nothing with ours: poppler reads and
// measures, qpdf checks the structure, Ghostscript counts the ink.

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// rendered renders the samples with the built command, as a user would.
func rendered(t *testing.T) string {
	t.Helper()
	out := t.TempDir()
	run(t, "bin/icpgen", "render", "--on", day.String(), "--out", out, "--lang", "en", "samples/applicant.xlsx", "samples/applicants.xlsx")
	return out
}

func papers(t *testing.T, out string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(out, "*", "*.pdf"))
	if err != nil || len(files) < 40 {
		t.Fatalf("%d papers, %v", len(files), err)
	}
	return files
}

func TestJudges(t *testing.T) {
	out := rendered(t)
	files := papers(t, out)

	t.Run("qpdf finds the structure sound", func(t *testing.T) {
		for _, file := range files {
			run(t, "qpdf", "--check", file)
		}
	})
	t.Run("poppler finds every font embedded, a subset, with Unicode", func(t *testing.T) {
		for _, file := range files {
			lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", file)), "\n")
			if len(lines) < 3 {
				t.Errorf("%s has no fonts", file)
				continue
			}
			for _, line := range lines[2:] {
				f := strings.Fields(line)
				if n := len(f); n < 5 || !slices.Equal(f[n-5:n-2], []string{"yes", "yes", "yes"}) {
					t.Errorf("%s: %s", file, line)
				}
			}
		}
	})
	t.Run("poppler finds A4, and one page of every 核验单", func(t *testing.T) {
		size := regexp.MustCompile(`Page +\d+ size: +595\.276 x 841\.89 pts`)
		for _, file := range files {
			info := run(t, "pdfinfo", "-f", "1", "-l", "99", file)
			pages := regexp.MustCompile(`Pages: +(\d+)`).FindStringSubmatch(info)[1]
			if n := len(size.FindAllString(info, -1)); fmt.Sprint(n) != pages {
				t.Errorf("%s: %d of %s pages are A4\n%s", file, n, pages, info)
			}
			if strings.HasSuffix(file, "核验单.pdf") && pages != "1" {
				t.Errorf("%s has %s pages", file, pages)
			}
		}
	})
	t.Run("Ghostscript finds black ink only", func(t *testing.T) {
		ink := regexp.MustCompile(`(?m)^ *0\.00000 +0\.00000 +0\.00000 +0\.\d+ CMYK OK`)
		for _, file := range files {
			report := run(t, "gs", "-q", "-o", "-", "-sDEVICE=inkcov", file)
			if lines := strings.Count(report, "CMYK OK"); lines == 0 || len(ink.FindAllString(report, -1)) != lines {
				t.Errorf("%s:\n%s", file, report)
			}
		}
	})
	t.Run("poppler reads back every value of the sheet", func(t *testing.T) {
		values := 0
		for _, s := range samples(t, "applicant", "applicants") {
			for i, a := range s.book.Applications {
				folder, err := filepath.Glob(filepath.Join(out, a.ID+"-*"))
				if err != nil || len(folder) != 1 {
					t.Fatalf("%s: %v %v", a.ID, folder, err)
				}
				for _, paper := range s.verdicts[i].Forms {
					text := squeeze(run(t, "pdftotext", "-raw", filepath.Join(folder[0], paper+".pdf"), "-"))
					for _, v := range verify.WantOf(paper, a, &s.verdicts[i], false, false).Values {
						values++
						if !strings.Contains(text, squeeze(v.Text)) {
							t.Errorf("%s %s: %s %q is not read back", a.ID, paper, v.Field.Heading(), v.Text)
						}
					}
				}
			}
		}
		if values < 300 {
			t.Errorf("only %d values compared", values)
		}
		rare := squeeze(run(t, "pdftotext", "-raw", filepath.Join(out, "0001-陈𬭎", filing.VerificationForm+".pdf"), "-"))
		if !strings.Contains(rare, "陈𬭎") {
			t.Error("𬭎 is not read back")
		}
	})
	t.Run("a second run writes the same bytes, with any number of workers, in any time zone", func(t *testing.T) {
		for _, setting := range [][]string{{"-j", "1"}, {"-j", "8"}} {
			for _, zone := range []string{"Asia/Shanghai", "America/New_York"} {
				again := t.TempDir()
				args := append([]string{"render", "--on", day.String(), "--out", again, "--lang", "en", "samples/applicant.xlsx", "samples/applicants.xlsx"}, setting...)
				cmd := exec.Command("bin/icpgen", args...)
				cmd.Env = append(os.Environ(), "TZ="+zone)
				if report, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, report)
				}
				if diff, err := exec.Command("diff", "-r", out, again).CombinedOutput(); err != nil {
					t.Errorf("-j %s TZ=%s: %s", setting[1], zone, diff)
				}
			}
		}
	})
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
