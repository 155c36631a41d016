package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyAFolder takes papers away from a folder, adds to it and changes
// them: the manifest, and the workbook when it is named, tell of each.
func TestVerifyAFolder(t *testing.T) {
	apps := companies(3)
	out := filepath.Join(t.TempDir(), "out")
	render(t, read(t, out, apps))
	folders, err := filepath.Glob(filepath.Join(out, "*", "核验单.pdf"))
	if err != nil || len(folders) != 3 {
		t.Fatal(folders, err)
	}
	faults := func(against *Job, paths ...string) string {
		t.Helper()
		v, err := Verify(context.Background(), paths, against, 2)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, p := range v.Papers {
			for _, f := range p.Faults {
				name, _ := filepath.Rel(out, p.File)
				said = append(said, filepath.ToSlash(name)+" "+f.Promise)
			}
		}
		return strings.Join(said, ", ")
	}
	job := read(t, out, apps)
	if got := faults(nil, out); got != "" {
		t.Errorf("untouched: %s", got)
	}
	if got := faults(job, out); got != "" {
		t.Errorf("untouched, against the workbook: %s", got)
	}
	if got := faults(nil, folders[0]); got != "" {
		t.Errorf("one file: %s", got)
	}
	if _, err := Verify(context.Background(), []string{t.TempDir()}, nil, 1); AsFailure(err).Kind != Input {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := Verify(context.Background(), []string{filepath.Join(out, "none")}, nil, 1); AsFailure(err).Kind != Input {
		t.Errorf("no folder: %v", err)
	}
	// The first is gone, the second is that of the third, the third is no PDF.
	third, err := os.ReadFile(folders[2])
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{folders[1]: third, folders[2]: []byte("%PDF-1.7\n")} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(folders[0]); err != nil {
		t.Fatal(err)
	}
	for name, against := range map[string]*Job{"by the manifest": nil, "by the workbook": job} {
		got := faults(against, out)
		for i, folder := range folders {
			paper, _ := filepath.Rel(out, folder)
			if !strings.Contains(got, filepath.ToSlash(paper)) {
				t.Errorf("%s: nothing of the %d. paper: %s", name, i+1, got)
			}
		}
	}
	if got := faults(job, out); !strings.Contains(got, "text") {
		t.Errorf("somebody else's paper: %s", got)
	}
}
