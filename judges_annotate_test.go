//go:build judges

package icpgen_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/workbook"
)

// LibreOffice opens an annotated copy, shows its marks, and saves it as its own:
// the same is read from it, icpgen's marks are still known as such, and a new
// check replaces them.
func TestJudgesAnnotate(t *testing.T) {
	dir := t.TempDir()
	saved := filepath.Join(dir, "saved")
	run(t, "bin/icpgen", "template", "--card", "--sample", filepath.Join(dir, "filled.xlsx"))
	var files []string
	for _, source := range []string{"samples/mistakes.xlsx", "samples/applicants.xlsx", "samples/applicant.xlsx", filepath.Join(dir, "filled.xlsx")} {
		file := filepath.Join(dir, "checked-"+filepath.Base(source))
		files = append(files, file)
		check(t, source, file)
	}
	office := func(to string) {
		run(t, "soffice", append([]string{"-env:UserInstallation=file://" + dir + "/office", "--headless", "--convert-to", to, "--outdir", saved}, files...)...)
	}
	office("xlsx")
	office("pdf")
	for _, file := range files {
		name := filepath.Base(file)
		resaved := filepath.Join(saved, name)
		before, after := readBook(t, file), readBook(t, resaved)
		if len(after.Applications) == 0 || len(after.Applications) != len(before.Applications) || len(after.Findings) != 0 {
			t.Errorf("%s: %d applications, then %d, %+v", name, len(before.Applications), len(after.Applications), after.Findings)
			continue
		}
		for i := range before.Applications {
			before.Applications[i].Place.Workbook, after.Applications[i].Place.Workbook = "", ""
		}
		if !reflect.DeepEqual(before.Applications, after.Applications) {
			t.Errorf("%s is read otherwise once it was saved", name)
		}
		data, err := os.ReadFile(resaved)
		if err != nil || !workbook.IsAnnotated(data) {
			t.Errorf("%s: no longer known as annotated, %v", name, err)
		}
		check(t, resaved, resaved)
		for _, marked := range []string{file, resaved} {
			sheet := run(t, "unzip", "-p", marked, "xl/worksheets/sheet1.xml")
			if signs := strings.Count(sheet, "icpgen"); signs == 0 || signs > 3 {
				t.Errorf("%s: %d formats of marks", marked, signs)
			}
		}
		comments := func(file string) int {
			if !strings.Contains(run(t, "unzip", "-l", file), "xl/comments1.xml") {
				return 0
			}
			return strings.Count(run(t, "unzip", "-p", file, "xl/comments1.xml"), "【icpgen】")
		}
		if want := comments(file); comments(resaved) != want {
			t.Errorf("%s: %d comments, then %d", name, want, comments(resaved))
		}
		text := squeeze(run(t, "pdftotext", strings.TrimSuffix(resaved, ".xlsx")+".pdf", "-"))
		if !strings.Contains(text, "icpgen检查汇总") || !strings.Contains(text, "检查结果") || strings.Contains(text, "#NAME?") || strings.Contains(text, "Err:") {
			t.Errorf("%s prints %.200s", name, text)
		}
	}
}

// check has a workbook annotated, whatever is found in it.
func check(t *testing.T, workbook, copied string) {
	t.Helper()
	run(t, "sh", "-c", `bin/icpgen check "$1" --annotate "$2" --quiet || test $? = 1`, "sh", workbook, copied)
	if _, err := os.Stat(copied); err != nil {
		t.Fatal(err)
	}
}
