package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// TestSimplex prints a 核验单 with its 填写说明 twice in a job for both sides, side
// by side: f the form, n the notes, b an empty back, t a 授权书, o something on a back.
func TestSimplex(t *testing.T) {
	noted := cases()["notes"]
	form, letter := lay(t, noted, filing.VerificationForm), lay(t, noted, filing.AuthorizationLetter)
	onBack := &pdf.Page{}
	onBack.Values.Text(50, 50, bodyText, "背面", "")
	plates := func(pages ...*pdf.Page) *pdf.Plates {
		p, err := (&pdf.Document{Pages: pages}).Plates()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	of := map[rune]*pdf.Plates{'f': plates(form.Pages...).Page(0), 'n': plates(form.Pages...).Page(1), 't': plates(letter.Pages...), 'o': plates(onBack)}
	if of['f'].Len() != 1 || of['t'].Len() != 1 {
		t.Fatal("a page alone has another length")
	}
	printed := func(sides string) []byte {
		var b bytes.Buffer
		j := pdf.NewJob(&b, "打印作业", true)
		before := map[rune]pdf.Printed{}
		for _, side := range sides {
			at, again := before[side]
			var err error
			switch {
			case side == 'b':
				err = j.Back()
			case again:
				err = j.Again(at)
			default:
				before[side], err = j.Add(of[side])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	paper := Expect{Want: wantOf(noted, filing.VerificationForm), Pages: 2, Simplex: true}
	again, back := paper, Expect{Kind: KindBack}
	again.CopyOf = 1
	expected := []Expect{paper, back, again, back, {Want: wantOf(noted, filing.AuthorizationLetter), Pages: 1}, back}
	for _, c := range []struct{ sides, first, words string }{
		{"fbnbfbnbtb", "", ""},
		{"fnbfbnbtb", "2 order", "前面缺少空白背面"},
		{"fbnbfnbtb", "6 order", "前面缺少空白背面"},
		{"fonbfbnbtb", "2 order", "前面缺少空白背面"},
		{"fbnbfonbtb", "6 order", "前面缺少空白背面"},
		{"fbbfbnbtb", "3 order", "这一页是空白页"},
		{"ftbfbnbtb", "2 order", "应为核验单的第 2 页"},
		{"fbnfbnbtb", "4 order", "前面缺少空白背面"},
		{"fbnbfb", "6 order", "作业只有 6 页"},
	} {
		t.Run(c.sides, func(t *testing.T) {
			data := printed(c.sides)
			faults := new(Reader).Job(bytes.NewReader(data), int64(len(data)), slices.Values(expected))
			for _, f := range faults {
				t.Log(f.Page, f.Promise, f.Words.ZH, "|", f.Words.EN)
			}
			if c.first == "" {
				faults = append(faults, new(Reader).File(bytes.NewReader(data), int64(len(data)), Want{})...)
				if len(faults) > 0 {
					t.Error("a sound job has faults")
				}
				return
			}
			if len(faults) == 0 || fmt.Sprint(faults[0].Page, " ", faults[0].Promise) != c.first || !strings.Contains(faults[0].Words.ZH, c.words) {
				t.Errorf("first %v, want %s %s", faults, c.first, c.words)
			}
		})
	}
}
