package verify

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// TestSurvey sights the pages of a job: what kind each is, of which paper it
// begins, and which are copies.
func TestSurvey(t *testing.T) {
	job := twoCopies(t, "company", "draft")
	data := printedJob(t, job)
	var want []string
	for _, p := range job {
		for n := range max(1, p.expect.Pages) {
			words := p.expect.named()
			switch p.expect.Kind {
			case KindSeparator:
				words = fmt.Sprintf("分隔页 %d/2", strings.Count(strings.Join(want, ""), "分隔页")+1)
			case KindPaper:
				if words = p.expect.Want.Paper; n > 0 {
					words = ""
				}
				if p.copy > 0 {
					words += " 副本"
				}
				if p.expect.Want.Draft {
					words += " 草稿"
				}
			}
			want = append(want, words)
		}
	}
	var r Reader
	var got []string
	names := 0
	title, err := r.Survey(bytes.NewReader(data), int64(len(data)), func(s *Sighting) error {
		words := Expect{Kind: s.Kind}.named()
		switch s.Kind {
		case KindSeparator:
			words = fmt.Sprintf("分隔页 %d/%d", s.Number, s.Of)
		case KindPaper:
			if words = s.Paper; s.Copy {
				words += " 副本"
			}
			if s.Draft {
				words += " 草稿"
			}
			if s.Paper == filing.VerificationForm && s.Bears(cases()["company"].Application.Text(filing.FieldSubjectName)) {
				names++
			}
		}
		got = append(got, words)
		if s.Page != len(got) {
			t.Errorf("page %d is the %d.", s.Page, len(got))
		}
		return nil
	})
	if err != nil || title != "打印作业" || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q %v\n%s\nwant\n%s", title, err, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if names == 0 {
		t.Error("no page bears the subject's name")
	}
	enough, n := errors.New("enough"), 0
	if _, err := r.Survey(bytes.NewReader(data), int64(len(data)), func(*Sighting) error { n++; return enough }); !errors.Is(err, enough) || n != 1 {
		t.Errorf("%v after %d pages", err, n)
	}
	if _, err := r.Survey(bytes.NewReader(data), int64(len(data)), func(*Sighting) error { panic("tripped") }); err == nil {
		t.Error("a reader that is tripped up says nothing")
	}
	if _, err := r.Survey(strings.NewReader("no PDF"), 6, nil); err == nil {
		t.Error("what is no PDF is surveyed")
	}
}
