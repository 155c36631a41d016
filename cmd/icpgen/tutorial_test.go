package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
)

var keep = flag.String("keep", "", "a folder for the workbooks that the tutorial shows pictures of")

// TestTutorial goes through the tutorial as its reader would, in a folder of
// its own: it runs the commands and puts in what they say, and does what the
// comments tell of a person's work:
//
//	<!-- fill FILE ROW 广东:个人 栏目=值 … -->   a row is filled in
//	<!-- shown FILE -->                        a picture of the workbook follows
//	<!-- exists FILE -->                       it is there by now
func TestTutorial(t *testing.T) {
	path, err := filepath.Abs("../../docs/tutorial.md")
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	var after strings.Builder
	console, steps, shown := false, 0, 0
	for line := range strings.Lines(string(before)) {
		words := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "```"):
			console = strings.TrimSpace(line) == "```console"
		case console && strings.HasPrefix(line, "$ icpgen "):
			steps++
			after.WriteString(line)
			after.WriteString(said(words[2:], "out"))
			continue
		case console:
			continue
		case len(words) > 3 && words[1] == "fill":
			steps++
			if err := fillRow(words[2], words[3], words[4:len(words)-1]); err != nil {
				t.Fatal(line, err)
			}
		case len(words) == 4 && words[1] == "exists":
			if _, err := os.Stat(words[2]); err != nil {
				t.Error(err)
			}
		case len(words) == 4 && words[1] == "shown":
			shown++
			if *keep != "" {
				data, err := os.ReadFile(words[2])
				if err == nil {
					err = os.WriteFile(filepath.Join(*keep, fmt.Sprintf("%d.xlsx", shown)), data, 0o600)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		after.WriteString(line)
	}
	if steps < 8 || shown < 2 {
		t.Errorf("%d steps, %d pictures", steps, shown)
	}
	if after.String() == string(before) {
		return
	}
	if *update {
		if err := os.WriteFile(path, []byte(after.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, a := strings.Split(string(before), "\n"), strings.Split(after.String(), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("line %d shows\n%s\nbut the command says\n%s", i+1, b[i], a[i])
		}
	}
	t.Error("it shows more or less than the commands say")
}

// fillRow fills in a row of a table as a clerk would: 广东:个人 makes it that of
// a clean applicant, 栏目=值 changes a cell, and 栏目=#1.5E+17 makes it what
// Excel makes of a long number.
func fillRow(path, row string, changes []string) error {
	book, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	if err != nil {
		return err
	}
	columns := map[filing.Field]string{}
	for _, cells := range rows[:min(len(rows), 3)] {
		for i, text := range cells {
			name, _, _ := strings.Cut(strings.ReplaceAll(text, "\n", ""), "*")
			name, _, _ = strings.Cut(name, "（")
			if f, ok := filing.FieldByHeading(name); ok {
				columns[f], err = excelize.ColumnNumberToName(i + 1)
			}
		}
	}
	if len(columns) != len(filing.Fields()) {
		return fmt.Errorf("%d headings", len(columns))
	}
	put := func(f filing.Field, value string) {
		cell := columns[f] + row
		if number, is := strings.CutPrefix(value, "#"); is {
			err = errors.Join(err, book.SetCellDefault(sheet, cell, number))
		} else if value == "" {
			err = errors.Join(err, book.SetCellValue(sheet, cell, nil))
		} else {
			err = errors.Join(err, book.SetCellStr(sheet, cell, value))
		}
	}
	for _, change := range changes {
		name, value, is := strings.Cut(change, "=")
		if !is {
			province, kind, _ := strings.Cut(change, ":")
			a := sample.Clean(province, kind)
			for _, f := range slices.Backward(filing.Fields()) {
				put(f, a.Text(f))
			}
			continue
		}
		f, known := filing.FieldByHeading(name)
		if !known {
			return fmt.Errorf("no field %s", name)
		}
		put(f, value)
	}
	return errors.Join(err, book.Save())
}
