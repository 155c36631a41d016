package pdf

import "testing"

func TestLayout(t *testing.T) {
	p := &Page{}
	p.Form.Text(16, 23.44, label, "主办单位", "")
	p.Form.TextAcross(50, 60, 90, Style{Size: 40, Gray: 0.8}, "草", "")
	p.Form.Line(16, 30, 194, 30, 0.25, Dotted)
	p.Form.Rect(16, 40, 178, 6.5, 0.25)
	p.Form.Check(20, 50, 3, true)
	p.Form.Blank("日期", 150, 250, 40, 8)
	p.Values.Text(50, 23.44, Style{Size: 9, Spacing: 0.5, White: true}, "示例“公司”\U0001F47D", "subject_name")
	want := `title "样张"
page 1
form
  text 16.0 23.4 Hei 10.5 "主办单位"
  text 50.0 67.1 Song 40 gray 0.80 turned 90.0 "草"
  line 16.0 30.0 194.0 30.0 weight 0.25 dotted
  rect 16.0 40.0 178.0 6.5 gray 0.25
  check 20.0 50.0 3.0 ticked
  blank 日期 150.0 250.0 40.0 8.0
values
  text 50.0 23.4 Song 9 spacing 0.50 white "示例“公司”" <subject_name>
  problem <subject_name> "示例“公司”👽" U+1F47D
`
	if got := (&Document{Title: "样张", Pages: []*Page{p}}).Layout(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
