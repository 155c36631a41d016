package press

import (
	"os"
	"path/filepath"
	"testing"
)

func TestNewFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "表.xlsx")
	if err := NewFile(path, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := NewFile(path, []byte("two")); err == nil || AsFailure(err).Kind != Output {
		t.Errorf("a file that is there: %v", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "one" {
		t.Errorf("%q", data)
	}
	// What appeared between the look and the writing is not overwritten either.
	if err := writeTemp(path, []byte("three"), appear); !os.IsExist(err) {
		t.Errorf("raced: %v", err)
	}
	for _, bad := range []string{filepath.Join(dir, "none", "表.xlsx"), filepath.Join(path, "表.xlsx")} {
		if err := NewFile(bad, nil); err == nil || AsFailure(err).Kind != Output || AsFailure(err).Hint.ZH == "" {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}
