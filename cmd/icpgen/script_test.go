package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/workbook"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"icpgen": onSampleDay, "workbook": writeWorkbook, "hide": hideRow, "gbk": encodeGBK})
}

// TestScripts runs the scenarios of testdata. Beside testscript's own commands
// they have
//
//	exits CODE COMMAND...            runs it and wants that exit code
//	workbook FILE 浙江:企业 栏目=值… writes a workbook: a province and a kind
//	                                 begin a row that is clean, changes follow
//	hide FILE ROW                    hides a row of it
//	gbk FILE                         encodes a text file in GBK
//	appears FILE                     waits until it is there
func TestScripts(t *testing.T) {
	if raceDetector {
		t.Skip("starts hundreds of processes: .ci/run does it without the detector")
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "appears": appears},
	})
}

// onSampleDay is icpgen on the day for which the samples are clean, shortly
// before midnight.
func onSampleDay() {
	c := Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Now: func() time.Time {
		return time.Date(sample.Day.Year, sample.Day.Month, sample.Day.Day, 23, 59, 0, 0, time.Local)
	}}
	os.Exit(c.interruptible(os.Args[1:], os.Exit))
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// encodeGBK is the scripts' command gbk.
func encodeGBK() {
	text, err := os.ReadFile(os.Args[1])
	if err == nil {
		text, err = simplifiedchinese.GBK.NewEncoder().Bytes(text)
	}
	if err == nil {
		err = os.WriteFile(os.Args[1], text, 0o600)
	}
	quit(err)
}

func appears(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: appears FILE")
	}
	for range 400 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s does not appear", args[0])
}

// writeWorkbook is the scripts' command workbook.
func writeWorkbook() {
	var rows []*filing.Application
	for _, arg := range os.Args[2:] {
		if name, value, change := strings.Cut(arg, "="); change {
			field, known := filing.FieldByHeading(name)
			if !known || len(rows) == 0 {
				quit(fmt.Errorf("workbook: %s", arg))
			}
			rows[len(rows)-1].Set(field, value)
			continue
		}
		province, kind, _ := strings.Cut(arg, ":")
		a := sample.Numbered(province, kind, len(rows))
		a.Set(filing.FieldApplicationID, "")
		rows = append(rows, a)
	}
	file, err := os.Create(os.Args[1])
	if err == nil {
		err = workbook.WriteTable(file, rows)
	}
	if err == nil {
		err = file.Close()
	}
	quit(err)
}

// hideRow is the scripts' command hide.
func hideRow() {
	book, err := excelize.OpenFile(os.Args[1])
	if err == nil {
		row, _ := strconv.Atoi(os.Args[2])
		err = book.SetRowVisible(book.GetSheetName(0), row, false)
	}
	if err == nil {
		err = book.Save()
	}
	quit(err)
}

func quit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
