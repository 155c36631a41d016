package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/press"
)

// Of every province, years from now too, the sample is clean and the notes are
// told in whole words.
func TestTemplateOfEveryProvince(t *testing.T) {
	for i, p := range filing.Provinces {
		year := sample.Day.Year + 4*(i%2)
		t.Run(p.EN, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "表.xlsx")
			var out, errs bytes.Buffer
			run := func(args ...string) int {
				c := Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Env: func(string) string { return "" },
					Now: func() time.Time { return time.Date(year, 11, 23, 12, 0, 0, 0, time.UTC) }}
				return c.Run(context.Background(), args)
			}
			if code := run("template", "--sample", "--province", p.Full, path); code != 0 {
				t.Fatalf("exit code %d\n%s", code, errs.String())
			}
			out.Reset()
			if code := run("check", "--strict", path); code != 0 || !strings.Contains(out.String(), "可提交 1 ") {
				t.Errorf("exit code %d\n%s%s", code, out.String(), errs.String())
			}
			guideTells(t, path, p)
		})
	}
}

// guideTells holds the guide against the province's rules.
func guideTells(t *testing.T, path string, p filing.Province) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("填写说明")
	if err != nil {
		t.Fatal(err)
	}
	guide := fmt.Sprint(rows)
	if at := strings.IndexAny(guide, "{}$"); at >= 0 {
		t.Errorf("a blank shows: …%s", guide[at:min(len(guide), at+60)])
	}
	book, err := press.LoadRules("")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(guide, book.Standing(p.Name).ZH) {
		t.Error("the standing is not told")
	}
	for _, r := range book.Rules() {
		if notes := notesOf(r); r.Province.Name == p.Name && len(notes) > 0 && !strings.Contains(guide, "["+r.ID+"]") {
			t.Errorf("%s is not told", r.ID)
		}
	}
}

func TestUnfilled(t *testing.T) {
	for given, want := range map[string]string{
		"须写明内容":                            "须写明内容",
		"{栏}看来涉及金融":                        "所填内容看来涉及金融",
		"改为“{经办本人}的博客”":                    "改为“〔经办本人〕的博客”",
		`邮寄{地址 != "" ? "：" + 地址 : "（询问）"}`: "邮寄",
	} {
		if got := unfilled(given); got != want {
			t.Errorf("%s: %s, want %s", given, got, want)
		}
	}
}
