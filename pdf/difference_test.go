package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const compared = `title "样张"
page 1
form
  text 16.0 23.4 Hei 10.5 "主办单位"
  line 16.0 30.0 194.0 30.0 weight 0.25 dotted
  check 20.0 50.0 3.0 ticked
  blank 日期 150.0 250.0 40.0 8.0
values
  text 50.0 23.4 Song 9 "某某\"甲\"公司" <subject_name>
  text 50.0 33.4 Song 9 "𬭎 4.0 \n" <remark>
page 2
form
  text 16.0 23.4 Hei 10.5 "主办单位"
`

// told is a difference in short: what stands where, before > after.
func told(d Difference) string {
	tell := func(e *Entry) string {
		if e == nil {
			return "-"
		}
		return strings.TrimSpace(fmt.Sprint(e.Page, " ", e.Kind, " ", e.Place, " ", e.Look, " ", e.Words))
	}
	return tell(d.Before) + " > " + tell(d.After)
}

func TestDifferences(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"order of drawing", "  check 20.0 50.0 3.0 ticked\n  blank 日期 150.0 250.0 40.0 8.0\n", "  blank 日期 150.0 250.0 40.0 8.0\n  check 20.0 50.0 3.0 ticked\n", ""},
		{"words", `某某\"甲\"公司`, `某某\"乙\"公司`, `1 text [50 23.4] Song 9 某某"甲"公司 > 1 text [50 23.4] Song 9 某某"乙"公司`},
		{"words that are centred", `text 50.0 23.4 Song 9 "某某\"甲\"公司"`, `text 48.0 23.4 Song 9 "某某乙乙公司"`,
			`1 text [50 23.4] Song 9 某某"甲"公司 > 1 text [48 23.4] Song 9 某某乙乙公司`},
		{"size", "Hei 10.5 \"主办单位\"\n  line", "Hei 9 \"主办单位\"\n  line", "1 text [16 23.4] Hei 10.5 主办单位 > 1 text [16 23.4] Hei 9 主办单位"},
		{"tick", " ticked", "", "1 check [20 50 3] ticked > 1 check [20 50 3]"},
		{"a text moves", "text 16.0 23.4 Hei 10.5 \"主办单位\"\n  line", "text 16.0 25.4 Hei 10.5 \"主办单位\"\n  line",
			"1 text [16 23.4] Hei 10.5 主办单位 > 1 text [16 25.4] Hei 10.5 主办单位"},
		{"a line moves", "line 16.0 30.0 194.0 30.0", "line 16.0 31.5 194.0 31.5", "1 line [16 30 194 30] weight 0.25 dotted > 1 line [16 31.5 194 31.5] weight 0.25 dotted"},
		{"a line grows", "line 16.0 30.0 194.0 30.0", "line 16.0 30.0 190.0 30.0",
			"1 line [16 30 194 30] weight 0.25 dotted > 1 line [16 30 190 30] weight 0.25 dotted"},
		{"a blank moves", "150.0 250.0 40.0", "151.0 250.0 40.0", "1 blank [150 250 40 8] 日期 > 1 blank [151 250 40 8] 日期"},
		{"gone", "  check 20.0 50.0 3.0 ticked\n", "", "1 check [20 50 3] ticked > -"},
		{"come", "values\n", "values\n  rect 1.0 2.0 3.0 4.0 gray 0.50\n", "- > 1 rect [1 2 3 4] gray 0.50"},
		{"to another page", "  text 50.0 33.4 Song 9 \"𬭎 4.0 \\n\" <remark>\npage 2\nform\n", "page 2\nform\n  text 50.0 33.4 Song 9 \"𬭎 4.0 \\n\" <remark>\n",
			"1 text [50 33.4] Song 9 𬭎 4.0 > 2 text [50 33.4] Song 9 𬭎 4.0"},
		{"title", "样张", "样本", "0 title []  样张 > 0 title []  样本"},
		{"meddled with", "page 2\n", "<<<<<<< HEAD\npage 2\n", "- > 1  []  <<<<<<< HEAD"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := compared
			if c.name == "order of drawing" {
				base = c.old
			}
			var got []string
			for _, d := range Differences(base, strings.Replace(base, c.old, c.new, 1)) {
				got = append(got, told(d))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
			if len(Differences(base, strings.ReplaceAll(base, "\n", "\r\n"))) > 0 {
				t.Error("the ends of the lines are compared")
			}
		})
	}
}

// Every line of the goldens is understood: any change of a number shows.
func TestDifferencesOfRealLayouts(t *testing.T) {
	files, _ := filepath.Glob("../testdata/layout/*.txt")
	if len(files) < 40 {
		t.Fatal(files)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		layout := string(text)
		if d := Differences(layout, layout); d != nil {
			t.Fatal(file, told(d[0]))
		}
		for _, e := range entries(layout) {
			if e.Kind == "" || e.Kind != "title" && len(e.Place) < 2 {
				t.Fatalf("%s: %+v", file, e)
			}
		}
		if LayoutPages(layout) != strings.Count(layout, "\nvalues\n") {
			t.Errorf("%s: %d pages", file, LayoutPages(layout))
		}
		lines := strings.SplitAfter(layout, "\n")
		for i, line := range lines[3:] {
			if !strings.HasPrefix(line, "  ") {
				continue
			}
			without := strings.Join(lines[:3+i], "") + strings.Join(lines[4+i:], "")
			if d := Differences(layout, without); len(d) != 1 || d[0].After != nil {
				t.Fatalf("%s: without %q: %d differences", file, line, len(d))
			}
			if i > 20 {
				break
			}
		}
	}
}
