//go:build judges

package icpgen_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

// LibreOffice opens a template, saves it as its own, and loses nothing: neither
// what is filled in, nor the dropdowns, nor the hidden list.
func TestJudgesTemplate(t *testing.T) {
	dir := t.TempDir()
	saved := filepath.Join(dir, "saved")
	var files []string
	for name, args := range map[string][]string{
		"blank.xlsx": nil, "card.xlsx": {"--card"},
		"sample.xlsx": {"--sample", "--province", "广东"}, "samplecard.xlsx": {"--sample", "--card", "--province", "广东"},
	} {
		files = append(files, filepath.Join(dir, name))
		run(t, "bin/icpgen", append([]string{"template", "--lang", "en", filepath.Join(dir, name)}, args...)...)
	}
	office := func(to, out string) {
		run(t, "soffice", append([]string{"-env:UserInstallation=file://" + dir + "/office", "--headless", "--convert-to", to, "--outdir", out}, files...)...)
	}
	office("xlsx", saved)
	for _, file := range files {
		name := filepath.Base(file)
		before, after := readBook(t, file), readBook(t, filepath.Join(saved, name))
		want := 0
		if strings.HasPrefix(name, "sample") {
			want = 1
		}
		if len(before.Applications) != want || len(after.Applications) != want || len(after.Findings) != 0 {
			t.Errorf("%s: %d applications, then %d, %+v", name, len(before.Applications), len(after.Applications), after.Findings)
			continue
		}
		for i, a := range before.Applications {
			for _, f := range filing.Fields() {
				if got := after.Applications[i].Values[f]; got != a.Values[f] {
					t.Errorf("%s: %s was %+v and is %+v", name, f, a.Values[f], got)
				}
			}
		}
		for i, s := range after.Sheets {
			if s != before.Sheets[i] {
				t.Errorf("%s: sheet %+v became %+v", name, before.Sheets[i], s)
			}
		}
		sheet := run(t, "unzip", "-p", filepath.Join(saved, name), "xl/worksheets/sheet1.xml")
		if strings.Count(sheet, "<dataValidation ") != 2*len(filing.Fields()) || !strings.Contains(sheet, "INDIRECT(") {
			t.Errorf("%s: %d validations are left", name, strings.Count(sheet, "<dataValidation "))
		}
	}
	office("pdf", saved)
	for _, file := range files {
		text := squeeze(run(t, "pdftotext", strings.TrimSuffix(filepath.Join(saved, filepath.Base(file)), ".xlsx")+".pdf", "-"))
		if !strings.Contains(text, "填写说明") || strings.Contains(text, "证件_企业") || strings.Contains(text, "#NAME?") {
			t.Errorf("%s prints %.200s", file, text)
		}
	}
}

func readBook(t *testing.T, path string) *workbook.Book {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b, err := workbook.Read(path, data, workbook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
