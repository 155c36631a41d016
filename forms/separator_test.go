package forms

import (
	"fmt"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/pdf"
)

// TestForeignSheets: whatever stands on a separator or a summary stands whole and
// inside the frame, apart from one another.
func TestForeignSheets(t *testing.T) {
	long := strings.Repeat("内蒙古自治区呼和浩特市新城区", 12) + "有限公司"
	papers := []Heap{{"材料清单", 1, 1}, {"核验单", 3, 99}, {"受理单", 12, 99}, {"授权书", 1, 99}}
	sheets := map[string]*pdf.Document{
		"a person":          Separator{Job: "BCDF-GHJK", Number: 1, Of: 1, ID: "0002", Name: "陈＊", Papers: papers[:3], Sheets: 5}.Lay(),
		"as much as can be": Separator{Job: "BCDF-GHJK", Number: 99999, Of: 100000, ID: strings.Repeat("W", 120), Name: long, Papers: papers, Sheets: 1234}.Lay(),
	}
	for _, files := range []int{1, 3, 14, 22, 23, 400} {
		s := JobSummary{Job: "BCDF-GHJK", Applications: 100000, Rendered: 99000, Refused: 500, Elsewhere: 500, Pages: 800000, Backs: 700000, Separators: 99000, Own: 1, Duplex: true, Sheets: 900000}
		for i := range files {
			s.Files = append(s.Files, JobFile{Name: fmt.Sprintf("%s-%03d.pdf", long, i+1), First: 1 + 200*i, Last: 200 + 200*i, Sheets: 20000})
		}
		sheets[fmt.Sprintf("%d files", files)] = s.Lay()
	}
	const frame, margin = 277.0, 5.0
	for name, document := range sheets {
		if len(document.Pages) != 1 {
			t.Errorf("%s: %d pages", name, len(document.Pages))
		}
		page := document.Pages[0]
		for _, p := range append(page.Form.Problems, page.Values.Problems...) {
			t.Errorf("%s: %q does not fit", name, p.Words)
		}
		type span struct{ from, to, y float64 }
		var texts []span
		for _, item := range append(page.Form.Items, page.Values.Items...) {
			switch i := item.(type) {
			case pdf.Text:
				s := span{i.X, i.X + i.Style.Width(i.Words), i.Y}
				if s.from < tableLeft+margin || s.to > tableRight-margin || s.y > frame-margin {
					t.Errorf("%s: %q stands at %.1f to %.1f, %.1f", name, i.Words, s.from, s.to, s.y)
				}
				for _, other := range texts {
					if s.y == other.y && s.from < other.to+1 && other.from < s.to+1 {
						t.Errorf("%s: %q stands over other words at %.1f", name, i.Words, s.y)
					}
				}
				texts = append(texts, s)
			}
		}
	}
	last := func(files int) string {
		items := sheets[fmt.Sprintf("%d files", files)].Pages[0].Values.Items
		return items[len(items)-3].(pdf.Text).Words + items[len(items)-2].(pdf.Text).Words + items[len(items)-1].(pdf.Text).Words
	}
	if got := last(400); got != "其余 379 个文件申请 4201～80000"+"7580000 张" {
		t.Error(got)
	}
	if got := last(22); !strings.HasSuffix(got, "-022.pdf申请 4201～440020000 张") {
		t.Error(got)
	}
}

// TestQuietZone: nothing stands within four modules of the code (ISO/IEC 18004, 9.1).
func TestQuietZone(t *testing.T) {
	page := Separator{Job: "BCDF-GHJK", Number: 1, Of: 1, Papers: make([]Heap, 4)}.Lay().Pages[0]
	left, top, right, bottom, module := pdf.A4Width, pdf.A4Height, 0.0, 0.0, pdf.A4Width
	for _, item := range page.Values.Items {
		if r, ok := item.(pdf.Rect); ok {
			left, top, right, bottom = min(left, r.X), min(top, r.Y), max(right, r.X+r.W), max(bottom, r.Y+r.H)
			module = min(module, r.H)
		}
	}
	if module < 0.8 || right-left < 25 || (left+right)/2 < pdf.A4Width/2-0.1 || (left+right)/2 > pdf.A4Width/2+0.1 {
		t.Fatalf("modules of %.2f mm from %.1f to %.1f", module, left, right)
	}
	quiet := 4 * module
	for _, item := range append(page.Form.Items, page.Values.Items...) {
		switch i := item.(type) {
		case pdf.Text:
			if i.Y > top-quiet && i.Y-i.Style.Size*25.4/72 < bottom+quiet {
				t.Errorf("%q stands at %.1f; the code from %.1f to %.1f", i.Words, i.Y, top, bottom)
			}
		case pdf.Line:
			if within := i.X1 > tableLeft && i.X2 < tableRight; within && max(i.Y1, i.Y2) > top-quiet && min(i.Y1, i.Y2) < bottom+quiet {
				t.Errorf("a line at %.1f", i.Y1)
			}
		}
	}
}
