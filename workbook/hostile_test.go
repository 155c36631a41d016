package workbook_test

import (
	"bytes"
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
	"github.com/icpgen/icpgen/workbook/hostile"
)

// TestHostile reads the corpus. What is measured here is everything that was
// ever allocated, which depends neither on when the collector runs nor on what
// else the machine does; make hostile measures the command itself, and time.
func TestHostile(t *testing.T) {
	if raceDetector {
		t.Skip("one goroutine reads a workbook; CI runs this test without the detector")
	}
	const words = 400 // bytes of a message, at most, for whatever is in the file
	for _, c := range hostile.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			file, err := os.Create(filepath.Join(t.TempDir(), cmp.Or(c.File, "a.xlsx")))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			if err := c.Write(file); err != nil {
				t.Fatal(err)
			}
			info, err := file.Stat()
			if err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			var read []*filing.Application
			_, err = workbook.Each(file.Name(), file, info.Size(), workbook.Options{Limits: c.Limits}, func(a *filing.Application) error {
				read = append(read, a)
				return nil
			})
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 2*uint64(hostile.Memory) {
				t.Errorf("%d MB allocated", used>>20)
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
			if len(read) != len(c.Rows) {
				t.Fatalf("%d applications, want %d", len(read), len(c.Rows))
			}
			for i, want := range c.Rows {
				for heading, text := range want {
					field, known := filing.FieldByHeading(heading)
					if got := shown(read[i].Values[field]); !known || got != text {
						t.Errorf("%d: %s is %q, want %q", i, heading, got, text)
					}
				}
			}
			markIt(t, file.Name(), workbook.Options{Limits: c.Limits}, read)
		})
	}
}

// markIt marks what could be read, and reads the copy.
func markIt(t *testing.T, path string, opt workbook.Options, read []*filing.Application) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var marks workbook.Marks
	for _, a := range read {
		marks.Applications = append(marks.Applications, workbook.Judged{Place: a.Place, ID: a.ID,
			Findings: []filing.Finding{{Rule: "D-01", Level: filing.Error, Field: filing.FieldSubjectName, Place: a.At(filing.FieldSubjectName)}}})
	}
	var copied bytes.Buffer
	err = workbook.Annotate(&copied, data, opt, marks)
	if _, other := errors.AsType[*workbook.NotWorkbook](err); other && filepath.Ext(path) == ".csv" {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	again, err := workbook.Read("a.xlsx", copied.Bytes(), opt)
	if err != nil || len(again.Applications) != len(read) {
		t.Errorf("the annotated copy: %v", err)
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
