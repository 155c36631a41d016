package workbook_test

import (
	"bytes"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
	"github.com/icpgen/icpgen/workbook/hostile"
)

// TestHostile reads the corpus. What is measured here is everything that was
// ever allocated, which does not depend on when the collector runs; make
// hostile measures the command itself.
func TestHostile(t *testing.T) {
	const words = 400 // bytes of a message, at most, for whatever is in the file
	for _, c := range hostile.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			var file bytes.Buffer
			if err := c.Write(&file); err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := time.Now()
			book, err := workbook.Read("a.xlsx", file.Bytes(), workbook.Options{})
			took := time.Since(begin)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 2*hostile.Memory {
				t.Errorf("%d MB allocated", used>>20)
			}
			if took > hostile.Time*3 { // other tests run beside this one
				t.Errorf("took %v", took)
			}
			if c.Refused() {
				refusal, ok := errors.AsType[workbook.Refusal](err)
				if !ok || !strings.Contains(err.Error(), c.Says) {
					t.Fatalf("%v, want a refusal that says %s", err, c.Says)
				}
				if said := refusal.Words(); len(said.ZH) > 2*words || len(said.EN) > 2*words {
					t.Errorf("the refusal has %d bytes", len(said.ZH))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(book.Applications) != len(c.Rows) {
				t.Fatalf("%d applications, want %d", len(book.Applications), len(c.Rows))
			}
			for i, want := range c.Rows {
				for heading, text := range want {
					field, known := filing.FieldByHeading(heading)
					if got := shown(book.Applications[i].Values[field]); !known || got != text {
						t.Errorf("%d: %s is %q, want %q", i, heading, got, text)
					}
				}
			}
			// What can be read can be marked, and the copy be read.
			var copied bytes.Buffer
			marks := workbook.Marks{Findings: book.Findings}
			for _, a := range book.Applications {
				marks.Applications = append(marks.Applications, workbook.Judged{Application: a, Verdict: &filing.Verdict{
					Findings: []filing.Finding{{Rule: "D-01", Level: filing.Error, Field: filing.FieldSubjectName, Place: a.At(filing.FieldSubjectName)}}}})
			}
			if err := workbook.Annotate(&copied, file.Bytes(), workbook.Options{}, marks); err != nil {
				t.Fatal(err)
			}
			again, err := workbook.Read("a.xlsx", copied.Bytes(), workbook.Options{})
			if err != nil || len(again.Applications) != len(book.Applications) {
				t.Errorf("the annotated copy: %v", err)
			}
		})
	}
}

func shown(v filing.Value) string {
	switch v.Fault {
	case filing.FaultFormula:
		return "!formula"
	case filing.FaultPicture:
		return "!picture"
	case filing.FaultError:
		return "!error"
	}
	return v.Text
}
