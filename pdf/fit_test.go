package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// texts is what a layer's texts say, a line each.
func texts(l *Layer) string {
	var words []string
	for _, item := range l.Items {
		if t, ok := item.(Text); ok {
			words = append(words, t.Words)
		}
	}
	return strings.Join(words, "|")
}

func TestFit(t *testing.T) {
	em := value.Em() // 3.70 mm
	for _, c := range []struct {
		what, words string
		w, h        float64
		size        float64 // 0: does not fit
		lines       string
	}{
		{"as it is", "示例公司", 4*em + 0.01, 6, 10.5, "示例公司"},
		{"nothing", "", 10, 6, 10.5, ""},
		{"a little smaller on one line", "示例公司名", 4.5 * em, 20, 9.25, "示例公司名"},
		{"two lines rather than a tiny one", "示例公司名称示例", 4 * em, 20, 10.5, "示例公司|名称示例"},
		{"one tiny line when there is room for one", "示例公司名称", 4 * em, 5, 7, "示例公司名称"},
		{"too long for the box", "示例公司名称示例公司名称", 4 * em, 5, 0, ""},
		{"too low", "示例", 40, 2, 0, ""},
		{"smaller rather than cut", "someone@example.com", 34, 20, 8, "someone@example.com"},
		{"cut at a joint", "someone.with.a.name@example.com", 29, 20, 10.5, "someone.with.|a.name@|example.com"},
		{"narrower than a character", "示", 2, 20, 0, ""},
		{"paragraphs", "示例\n公司", 40, 20, 10.5, "示例|公司"},
	} {
		var l Layer
		size := l.Fit(Box{10, 20, c.w, c.h}, value, Left, c.words, "field")
		if size != c.size || texts(&l) != c.lines {
			t.Errorf("%s: got %g pt %s, want %g pt %s", c.what, size, texts(&l), c.size, c.lines)
		}
		if told := len(l.Problems) == 1 && l.Problems[0] == (Problem{From: "field", Words: c.words}); told != (c.size == 0) {
			t.Errorf("%s: problems %v", c.what, l.Problems)
		}
	}
}

func TestFitStaysInside(t *testing.T) {
	box := Box{30, 40, 52, 9}
	for n := range 120 {
		words := strings.Repeat("示例省，市（区）www.example.com路", 8)
		words = string([]rune(words)[:n])
		for _, a := range []Align{Left, Centre, Right} {
			var l Layer
			size := l.Fit(box, value, a, words, "")
			if size != 0 && size < MinSize {
				t.Fatalf("%q: %g pt is not legible", words, size)
			}
			for _, item := range l.Items {
				x := item.(Text)
				em := x.Style.Em()
				if x.X < box.X-1e-6 || x.X+x.Style.Width(x.Words) > box.X+box.W+1e-5 ||
					x.Y-0.88*em < box.Y-1e-5 || x.Y+0.12*em > box.Y+box.H+1e-5 {
					t.Fatalf("%q at %g pt leaves its box: %+v", words, size, x)
				}
			}
		}
	}
}

func TestMissing(t *testing.T) {
	const martian = "\U0001F47D" // in no typeface of ours
	var l Layer
	l.Text(10, 10, value, "甲"+martian+"乙"+martian+"\u200b\ufe0f", "subject_name")
	if got := texts(&l); got != "甲乙" {
		t.Errorf("set %q", got)
	}
	want := Problem{From: "subject_name", Words: "甲" + martian + "乙" + martian + "\u200b\ufe0f", Rune: 0x1F47D}
	if len(l.Problems) != 1 || l.Problems[0] != want {
		t.Errorf("problems %+v, want one: %+v", l.Problems, want)
	}
	l = Layer{}
	l.Paragraph(10, 10, 8, value, Setting{}, "甲乙丙丁"+martian+"甲乙丙丁"+martian, "remark")
	if len(l.Problems) != 1 {
		t.Errorf("a paragraph tells %d problems, want one", len(l.Problems))
	}
	l = Layer{}
	l.Text(10, 10, value, "张\uE863\u0301", "subject_name") // of private use; an accent of its own
	if len(l.Problems) != 2 {
		t.Errorf("what a name loses is not told: %v", l.Problems)
	}
	l = Layer{}
	l.Fit(Box{10, 10, 50, 8}, value, Left, "☑是", "remark")
	if len(l.Problems) != 1 || l.Problems[0].Rune != ticked {
		t.Errorf("an applicant's ☑ is not told: %v", l.Problems)
	}
}

func TestMarks(t *testing.T) {
	var l Layer
	end := l.Marks(20, 50, label, "是否：☑是　□否")
	var told []string
	for _, item := range l.Items {
		switch it := item.(type) {
		case Text:
			told = append(told, it.Words)
		case Check:
			told = append(told, map[bool]string{true: "[x]", false: "[ ]"}[it.Ticked])
			if em := label.Em(); it.Y < 50-0.88*em || it.Y+it.Size > 50+0.12*em {
				t.Errorf("a box reaches over the characters beside it: %+v", it)
			}
		}
	}
	if got := strings.Join(told, ""); got != "是否：[x]是[ ]否" {
		t.Errorf("drawn %s", got)
	}
	if want := 20 + 8*label.Em(); end < want-1e-6 || end > want+1e-6 {
		t.Errorf("ends at %g, want %g", end, want)
	}
}

func TestParagraph(t *testing.T) {
	var l Layer
	const words = "本单位已仔细阅读填写说明，对说明内容已全部知晓并充分了解，愿意遵守全部内容。"
	height := l.Paragraph(20, 30, 60, value, Setting{Leading: 6, Indent: 2 * value.Em(), Justify: true}, words, "")
	n := len(l.Items)
	if height != 6*float64(n) || strings.ReplaceAll(texts(&l), "|", "") != words {
		t.Fatalf("%g mm for %s", height, texts(&l))
	}
	for i, item := range l.Items {
		x := item.(Text)
		left := 20.0
		if i == 0 {
			left += 2 * value.Em()
		}
		right := x.X + x.Style.Width(x.Words)
		if x.X != left {
			t.Errorf("line %d begins at %g, want %g", i, x.X, left)
		}
		if flush := right > 80-1e-6 && right < 80+1e-6; flush == (i == n-1) {
			t.Errorf("line %d of %d ends at %g", i, n, right)
		}
	}
	l = Layer{}
	l.Paragraph(20, 30, 60, value, Setting{Justify: true}, "网址 https://www.example.com/a/very/long/way", "")
	for _, item := range l.Items {
		if x := item.(Text); x.Style.Spacing > value.Em()/12 {
			t.Errorf("%q is pulled apart by %g mm", x.Words, x.Style.Spacing)
		}
	}
}

func FuzzBreak(f *testing.F) {
	f.Add("网站备案，“信息”——（核验）……", 40.0, 20.0)
	f.Add("访问 https://www.example.com/a-b?c=d 。\n\n邮箱someone@example.com；", 70.0, -5.0)
	f.Add("　　“”‘’（（（，，，", 10.0, 0.0)
	f.Add("don’t \"quote\" 𬭎\u0301x\u200b\t☑□", 1.0, 3.0)
	f.Fuzz(func(t *testing.T, words string, width, indent float64) {
		if !utf8.ValidString(words) || !(width >= -1e6 && width <= 1e6) || !(indent >= -1e6 && indent <= 1e6) {
			t.Skip()
		}
		m := measure(body.Face, words, false)
		lines, _ := m.lines(width/10, indent/10, 0)
		printed := strings.Map(func(r rune) rune {
			if _, ok := advance(body.Face, r); !ok || isSpace(r) {
				return -1
			}
			return r
		}, words)
		var all strings.Builder
		room := width - indent
		for i, b := range body.Break(words, width, indent) {
			all.WriteString(strings.Map(func(r rune) rune {
				if isSpace(r) {
					return -1
				}
				return r
			}, b.Words))
			if utf8.RuneCountInString(b.Words) > 1 && b.Width > room+1e-6 {
				t.Errorf("%q is %g mm wide, over %g", b.Words, b.Width, room)
			}
			if got := body.Width(b.Words); got < b.Width-1e-6 || got > b.Width+1e-6 {
				t.Errorf("%q: told %g mm, measures %g", b.Words, b.Width, got)
			}
			if l := lines[i]; i > 0 && !lines[i-1].last && m.before[l.from] == never {
				// Unavoidable only if nothing in the line before could be cut.
				for j := lines[i-1].from + 1; j < l.from; j++ {
					if m.before[j] != never {
						t.Errorf("line %q begins against the rules, though %q could be cut", b.Words, string(m.runes[lines[i-1].from:l.from]))
						break
					}
				}
			}
			room = width
			if b.Last {
				room -= indent
			}
		}
		if all.String() != printed {
			t.Errorf("lines hold %q, want %q", all.String(), printed)
		}
	})
}
