package press

import (
	"bytes"
	"context"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/report"
)

// thousand is a workbook of 1,000 clean applications of every province.
func thousand(b *testing.B) []byte {
	b.Helper()
	var apps []*filing.Application
	for i := range 1000 {
		apps = append(apps, sample.Numbered(filing.Provinces[i%len(filing.Provinces)].Name, sample.Kinds[i%len(sample.Kinds)], i))
	}
	return workbookOf(b, apps...)
}

// BenchmarkRender tells the documents a second of a whole run, from the
// workbook's bytes to verified files that a power cut cannot take.
func BenchmarkRender(b *testing.B) {
	book := thousand(b)
	documents := 0
	for b.Loop() {
		job, err := Read(Settings{
			Inputs: []string{StandardInput}, Stdin: bytes.NewReader(book), Day: sample.Day,
			Out: filepath.Join(b.TempDir(), "out"), Workers: runtime.GOMAXPROCS(0),
		})
		if err != nil {
			b.Fatal(err)
		}
		run, err := job.Render(context.Background(), &report.Gathered{})
		if err != nil || run.Totals.Refused > 0 {
			b.Fatal(run.Totals, err)
		}
		documents += run.Totals.Documents
	}
	b.ReportMetric(float64(documents)/b.Elapsed().Seconds(), "documents/s")
}

// BenchmarkCheck is the same without papers written.
func BenchmarkCheck(b *testing.B) {
	book := thousand(b)
	for b.Loop() {
		job, err := Read(Settings{Inputs: []string{StandardInput}, Stdin: bytes.NewReader(book), Day: sample.Day, Workers: runtime.GOMAXPROCS(0)})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := job.Check(context.Background(), &report.Gathered{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkJob tells the pages a second of a print job, verified.
func BenchmarkJob(b *testing.B) {
	book := thousand(b)
	pages := 0
	for b.Loop() {
		out := b.TempDir()
		job, err := Read(Settings{
			Inputs: []string{StandardInput}, Stdin: bytes.NewReader(book), Day: sample.Day,
			Out: out, Job: JobSettings{File: filepath.Join(out, "job.pdf")}, Workers: runtime.GOMAXPROCS(0),
		})
		if err != nil {
			b.Fatal(err)
		}
		run, err := job.Render(context.Background(), &report.Gathered{})
		if err != nil || run.Totals.Refused > 0 {
			b.Fatal(run.Totals, err)
		}
		pages += run.Jobs[0].Pages
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}
