package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/report"
)

// TestASelectionMissesNobodyElse holds the folder of a run of some applications
// against the workbook of all.
func TestASelectionMissesNobodyElse(t *testing.T) {
	out := t.TempDir()
	render := func(selected string) {
		t.Helper()
		job := read(t, out, companies(4))
		job.settings.Select = selected
		if _, err := job.Render(context.Background(), &report.Gathered{}); err != nil {
			t.Fatal(err)
		}
	}
	verify := func() (faults, notes int, said string) {
		t.Helper()
		v, err := Verify(context.Background(), []string{out}, read(t, out, companies(4)), 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range v.Papers {
			faults += len(p.Faults)
			for _, n := range p.Notes {
				notes++
				said += n.ZH
			}
		}
		return faults, notes, said
	}
	render("A001,A003")
	if faults, notes, said := verify(); faults != 0 || notes != 1 || !strings.Contains(said, "2 份没有登记") || !strings.Contains(said, "A002、A004") {
		t.Error(faults, notes, said)
	}
	papers, err := filepath.Glob(filepath.Join(out, "A003-*", "核验单.pdf"))
	if err != nil || len(papers) != 1 {
		t.Fatal(papers, err)
	}
	if err := os.Remove(papers[0]); err != nil {
		t.Fatal(err)
	}
	if faults, _, _ := verify(); faults == 0 {
		t.Error("a paper that was printed and is gone is not missed")
	}
	// Once all were asked for, all are missed.
	render("")
	folders, err := filepath.Glob(filepath.Join(out, "A002-*"))
	if err != nil || len(folders) != 1 {
		t.Fatal(folders, err)
	}
	render("A001,A003")
	if faults, notes, said := verify(); faults != 0 || notes != 0 {
		t.Error(faults, notes, said)
	}
	if err := os.RemoveAll(folders[0]); err != nil {
		t.Fatal(err)
	}
	if faults, notes, _ := verify(); faults == 0 || notes != 0 {
		t.Error("a folder that is gone is not missed", faults, notes)
	}
}
