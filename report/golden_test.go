package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

func item(page int, x, y float64, words string) *Placed {
	return &Placed{Page: page, X: x, Y: y, Look: "Hei 9", Words: words}
}

// movedGoldens has one of each kind of difference, and a foot of a page that
// moved as a whole.
func movedGoldens() Goldens {
	moved := Golden{Paper: "0001-张三/核验单", State: GoldenMoved, Before: 1, After: 2, Differences: []Difference{
		{"title", &Placed{Words: "旧"}, &Placed{Words: "新"}},
		{"text", item(1, 10, 20, "甲"), item(1, 10, 20, "乙")},
		{"text", item(1, 10, 20.5, "丙"), item(1, 12.5, 20.5, "丙")},
		{"text", item(1, 10, 21, "丁"), item(2, 10, 21, "丁")},
		{"text", item(1, 10, 22, "戊"), &Placed{Page: 1, X: 10, Y: 22, Look: "Hei 8", Words: "戊"}},
		{"check", &Placed{Page: 1, X: 1, Y: 23}, &Placed{Page: 1, X: 1, Y: 23, Look: "ticked"}},
		{"text", item(1, 10, 24, "440524188001010014"), item(1, 10, 24, "440524199001010014")},
		{"line", &Placed{Page: 1, X: 2, Y: 24.5, Height: 100, Look: "weight 0.25"}, &Placed{Page: 1, X: 2, Y: 24.5, Height: 104.5, Look: "weight 0.25"}},
		{"line", nil, &Placed{Page: 1, X: 2, Y: 25, Look: "weight 0.25"}},
		{"blank", &Placed{Page: 1, X: 2, Y: 26, Look: "日期"}, nil},
	}}
	for i := range 5 {
		y := 100 + 10*float64(i)
		moved.Differences = append(moved.Differences, Difference{"text", item(1, 16, y, "脚"), item(1, 16, y+[]float64{4.4, 4.52}[i/3], "脚")})
	}
	return Goldens{
		Day: filing.Day{Year: 2026, Month: 11, Day: 23},
		Papers: []Golden{
			{Paper: "0001-张三/受理单", State: GoldenSame, Before: 1, After: 1}, moved,
			{Paper: "0001-张三/材料清单", State: GoldenRedrawn}, {Paper: "0002-\u202e/核验单", State: GoldenMissing}, {Paper: "0003/核验单", State: GoldenUnclaimed},
		},
		Unprinted: []Unprinted{{"0004", []string{"GD-02", "D-01"}}},
	}
}

func TestGoldens(t *testing.T) {
	var b strings.Builder
	if err := (Text{Lang: filing.Chinese}).Goldens(&b, movedGoldens(), false); err != nil {
		t.Fatal(err)
	}
	want := `0001-张三/核验单: 变了 15 处
    页数 1 → 2
    第 1 页 5 项一起移动 (+0.0, +4.4) mm，原在 y = 100.0 到 140.0 mm
    PDF 标题改了：“旧” → “新”
    第 1 页 文字改了 (10.0, 20.0) mm：“甲” → “乙”
    第 1 页 文字移动 (10.0, 20.5) → (12.5, 20.5) mm：“丙”
    第 2 页 文字移动 第 1 页 (10.0, 21.0) → (10.0, 21.0) mm：“丁”
    第 1 页 文字改了 (10.0, 22.0) mm：“戊” Hei 9 → “戊” Hei 8
    第 1 页 方框改了 (1.0, 23.0) mm： → ticked
    第 1 页 文字改了 (10.0, 24.0) mm：“440524********0014”（不同之处打了码）
    第 1 页 线改了 (2.0, 24.5) mm, 0.0 × 100.0 → 0.0 × 104.5 mm：weight 0.25
    第 1 页 多了线 (2.0, 25.0) mm：weight 0.25
    第 1 页 少了留空处 (2.0, 26.0) mm：日期
0001-张三/材料清单: 每一项都在原处，绘制次序或 PDF 的字节不同
0002-\u{202E}/核验单: 缺少基准
0003/核验单: 基准在，材料不在：这次没有生成这一份

0004: 未通过，没有材料可比 [GD-02 D-01]
比较 5 份：1 份相同，1 份变了，1 份只是字节不同，1 份缺少基准，1 份多余
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

// A paper that moved in many places is told in short to people, whole to
// machines.
func TestManyDifferences(t *testing.T) {
	g := Goldens{Papers: []Golden{{Paper: "a/核验单", State: GoldenMoved}}}
	for i := range 100 {
		g.Papers[0].Differences = append(g.Papers[0].Differences, Difference{"text", nil, item(1, 1, float64(i), "字")})
	}
	var b strings.Builder
	(Text{Lang: filing.English}).Goldens(&b, g, true)
	if n := strings.Count(b.String(), "new text"); n != mostDifferences || !strings.Contains(b.String(), "80 more") {
		t.Errorf("%d shown\n%s", n, b.String())
	}
	var j bytes.Buffer
	if err := GoldensJSON(&j, g); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Papers []struct{ Differences []any }
	}
	if err := json.Unmarshal(j.Bytes(), &answer); err != nil || len(answer.Papers[0].Differences) != 100 {
		t.Error(err, j.String())
	}
}
