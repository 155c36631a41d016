package press

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/workbook"
)

// TestAnnotateOverwritesOnlyCopies: whatever stands where the copy should go
// stays, but an earlier copy that nobody has changed meanwhile.
func TestAnnotateOverwritesOnlyCopies(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.xlsx"), filepath.Join(dir, "b.xlsx")
	bad := sample.Clean("浙江", filing.KindCompany)
	bad.Set(filing.FieldDomains, "http://example.com")
	own := workbookOf(t, bad)
	put := func(path string, data []byte) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(in, own)
	annotate := func(meanwhile func()) *Failure {
		t.Helper()
		job, err := Read(Settings{Inputs: []string{in}, Day: sample.Day, Workers: 1, Annotate: out})
		if err != nil {
			return AsFailure(err)
		}
		meanwhile()
		if _, err := job.Check(context.Background(), job.Annotate(filing.Chinese)); err != nil {
			return AsFailure(err)
		}
		return nil
	}
	stands := func(what string, want []byte) {
		t.Helper()
		if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: the file was changed, %v", what, err)
		}
	}
	calm := func() {}
	for what, data := range map[string][]byte{"somebody's workbook": own, "no workbook": []byte("甲"), "nothing": nil} {
		put(out, data)
		if f := annotate(calm); f == nil || f.Kind != Output || f.Hint.ZH == "" {
			t.Errorf("%s: %v", what, f)
		}
		stands(what, data)
	}
	os.Remove(out)
	if f := annotate(calm); f != nil {
		t.Fatal(f)
	}
	copied, err := os.ReadFile(out)
	if info, _ := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 || !workbook.IsAnnotated(copied) {
		t.Errorf("the copy: %v %v", err, info.Mode())
	}
	if f := annotate(calm); f != nil {
		t.Error(f)
	}
	stands("an earlier copy", copied)

	// The clerk saves the copy while it is checked.
	edited := append(bytes.Clone(copied), 0)
	if f := annotate(func() { put(out, edited) }); f == nil || f.Kind != Output {
		t.Errorf("a copy that was changed meanwhile: %v", f)
	}
	stands("a copy that was changed meanwhile", edited)
	os.Remove(out)
	if f := annotate(func() { put(out, own) }); f == nil || f.Kind != Output {
		t.Errorf("a file that came meanwhile: %v", f)
	}
	stands("a file that came meanwhile", own)

	// Through a link nothing is written.
	os.Remove(out)
	if err := os.Symlink(in, out); err == nil {
		if f := annotate(calm); f == nil || f.Kind != Output {
			t.Errorf("a link: %v", f)
		}
		if got, _ := os.ReadFile(in); !bytes.Equal(got, own) {
			t.Error("the workbook behind a link was changed")
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, tempPrefix+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
