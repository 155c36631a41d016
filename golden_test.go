package icpgen_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/press"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/workbook"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// day is the day on which goldens are judged.
var day = filing.Day{Year: 2026, Month: 11, Day: 23}

// claimed are the goldens that a test has asked for.
var claimed = map[string]bool{}

// golden compares text with testdata/name. A missing golden is written and
// fails, so that it is read before it counts.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	claimed[path] = true
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update under CI")
	}
	want, err := os.ReadFile(path)
	if os.IsNotExist(err) || *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err != nil && !*update {
		t.Errorf("%s was missing: it is written now, read it and run again", path)
		return
	}
	if !*update && text != string(want) {
		t.Errorf("%s has changed:\n%s", path, firstDifference(string(want), text))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, a, b)
		}
	}
	return ""
}

// sample is a workbook of samples/, read and judged.
type sample struct {
	name     string
	book     *workbook.Book
	verdicts []filing.Verdict
}

func samples(t *testing.T, names ...string) []sample {
	t.Helper()
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all []sample
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("samples", name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		read, err := workbook.Read(name+".xlsx", data, workbook.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sample{name, read, book.Check(read.Applications, profile.Default(), day)})
	}
	return all
}

// TestGoldens holds the samples against testdata and ends with the goldens that
// nobody claims.
func TestGoldens(t *testing.T) {
	t.Run("papers", goldenPapers)
	t.Run("findings", goldenFindings)
	for _, folder := range []string{"testdata/layout", "testdata/findings"} {
		files, err := filepath.Glob(folder + "/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			switch {
			case claimed[file]:
			case *update:
				if err := os.Remove(file); err != nil {
					t.Error(err)
				}
			default:
				t.Errorf("no test claims %s", file)
			}
		}
	}
}

// goldenPapers keeps the laid-out page of every sample as text and the sum of
// every PDF: the first is read in review, the second tells which papers moved.
func goldenPapers(t *testing.T) {
	rulebook, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	var sums []string
	for _, s := range samples(t, "applicant", "applicants") {
		for i, a := range s.book.Applications {
			packet := forms.Packet{Application: a, Verdict: &s.verdicts[i], Profile: profile.Default(), Standing: rulebook.Standing(a.Text(filing.FieldProvince))}
			for _, paper := range s.verdicts[i].Forms {
				document, findings := packet.Lay(paper)
				for _, f := range findings {
					t.Errorf("%s %s: %s", a.ID, paper, f.Message.ZH)
				}
				golden(t, fmt.Sprintf("layout/%s.%s.txt", paper, a.ID), document.Layout())
				var b bytes.Buffer
				if err := document.Write(&b); err != nil {
					t.Fatal(err)
				}
				sums = append(sums, fmt.Sprintf("%x  %s.%s.pdf\n", sha256.Sum256(b.Bytes()), paper, a.ID))
			}
		}
	}
	slices.Sort(sums)
	golden(t, "pdf.sums", strings.Join(sums, ""))
}

// goldenFindings keeps what the user is told.
func goldenFindings(t *testing.T) {
	for _, name := range []string{"applicant", "applicants", "mistakes"} {
		for _, lang := range []filing.Lang{filing.Chinese, filing.English} {
			golden(t, fmt.Sprintf("findings/%s.%s.txt", name, lang), checked(t, name, lang))
		}
	}
}

// checked is what icpgen check says of a sample.
func checked(t *testing.T, name string, lang filing.Lang) string {
	t.Helper()
	job, err := press.Read(press.Settings{Inputs: []string{filepath.Join("samples", name+".xlsx")}, Day: day, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if _, err := job.Check(context.Background(), report.Text{Lang: lang}.Teller(&b, false)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
