package press

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInputs(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"b.xlsx", "a.XLSX", "~$a.XLSX", "notes.txt", "sub/c.xlsx", "empty/notes.txt"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ asked, want, failed string }{
		{"b.xlsx a.XLSX", "b.xlsx a.XLSX", ""},
		{".", "a.XLSX b.xlsx", ""},
		{"b.xlsx . ./b.xlsx", "b.xlsx a.XLSX", ""},
		{"sub -", "sub/c.xlsx -", ""},
		{"missing.xlsx b.xlsx", "b.xlsx", "missing.xlsx: 没有这个文件"},
		{"empty", "", "empty: 文件夹里没有 .xlsx 工作簿"},
		{"notes.txt", "notes.txt", ""},
	}
	for _, test := range tests {
		inputs, failures := findInputs(strings.Fields(test.asked))
		var got, failed []string
		for _, in := range inputs {
			got = append(got, filepath.ToSlash(in.path))
		}
		for _, f := range failures {
			failed = append(failed, f.Words.ZH)
			if f.Kind != Input || f.Hint.ZH == "" {
				t.Errorf("%s: %+v", test.asked, f)
			}
		}
		if strings.Join(got, " ") != test.want || strings.Join(failed, " ") != test.failed {
			t.Errorf("%s: %q %q", test.asked, got, failed)
		}
	}
}

func TestTheOthersGoOnWithoutABadInput(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("good.xlsx", workbookOf(t, company(1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("bad.xlsx", []byte("a,b,c\n1,2,3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	job, err := Read(Settings{Inputs: []string{"bad.xlsx", "missing.xlsx", "good.xlsx"}, Day: day})
	if err != nil {
		t.Fatal(err)
	}
	if job.Applications() != 1 || len(job.Failures) != 2 || job.Failures[0].Kind != Input || job.Failures[1].Kind != Input {
		t.Error(job.Applications(), job.Failures)
	}
	if _, err := Read(Settings{Inputs: []string{"good.xlsx"}, Rules: "missing"}); AsFailure(err).Kind != Input {
		t.Error(err)
	}
}

func TestTheProfileIsFound(t *testing.T) {
	t.Chdir(t.TempDir())
	put := func(name, text string) {
		t.Helper()
		os.MkdirAll(filepath.Dir(name), 0o700)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("one/a.xlsx", "")
	put("one/icpgen.yaml", "provider: 甲公司\n")
	put("two/b.xlsx", "")
	put("other.yaml", "provider: 乙公司\n")
	put("bad.yaml", "provider: 甲公司\ncopiez: 3\n")
	tests := []struct {
		name, asked string
		paths       string
		want        string
		kind        Kind
	}{
		{"beside the workbook", "", "one/a.xlsx", "甲公司", 0},
		{"embedded", "", "two/b.xlsx", "", 0},
		{"embedded for standard input", "", "-", "", 0},
		{"asked for", "other.yaml", "one/a.xlsx two/b.xlsx", "乙公司", 0},
		{"two workbooks, one profile", "", "one/a.xlsx two/b.xlsx", "", Usage},
		{"missing", "none.yaml", "one/a.xlsx", "", Input},
		{"unknown key", "bad.yaml", "one/a.xlsx", "", Input},
	}
	for _, test := range tests {
		inputs, _ := findInputs(strings.Fields(test.paths))
		p, err := findProfile(test.asked, inputs)
		if (err == nil) != (test.kind == 0) || err != nil && AsFailure(err).Kind != test.kind || p.Provider != test.want {
			t.Errorf("%s: %q %v", test.name, p.Provider, err)
		}
		if test.name == "unknown key" && !strings.HasPrefix(AsFailure(err).Words.ZH, "bad.yaml:2:1: ") {
			t.Error(AsFailure(err).Words.ZH)
		}
	}
	put("icpgen.yaml", "provider: 丙公司\n")
	inputs, _ := findInputs([]string{"two/b.xlsx", "-"})
	if p, err := findProfile("", inputs); err != nil || p.Provider != "丙公司" {
		t.Errorf("in the working folder: %q %v", p.Provider, err)
	}
}

func TestTooLargeAFile(t *testing.T) {
	if _, failure := readAll("x.xlsx", zeros{}, 0, 3<<20); failure == nil || failure.Kind != Input || !strings.Contains(failure.Words.ZH, "3 MB") {
		t.Error(failure)
	}
	if data, failure := readAll("x", bytes.NewReader([]byte("abc")), 2, 3); failure != nil || string(data) != "abc" {
		t.Error(data, failure)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
