package pdf

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
	"testing"

	"github.com/icpgen/icpgen/fonts"
)

var (
	label = Style{Face: fonts.Hei, Size: 10.5}
	value = Style{Face: fonts.Song, Size: 10.5}
)

const pledge = "本人（本单位）已履行手续，承认以上填写的信息“真实有效”，承诺信息一旦变更，及时更新——并愿意承担由此而来的后果……网址是 https://www.example.com/about/company/ 。"

// paper is a document with everything on it, as dense as a form gets.
func paper(name string) *Document {
	page := &Page{}
	f := &page.Form
	f.TextCentred(105, 20, Style{Face: fonts.SongBold, Size: 18, Spacing: 1}, "备案信息样张", "")
	t := &Table{X: 16, Y: 26, Columns: []float64{34.6, 52, 29.1, 25.9, 34.3}, Padding: 1.5, RowHeight: 6.5,
		Outer: 0.6, Inner: 0.2, Label: label, Value: value}
	t.Row(Cell{Words: "主办者基本信息：", Span: 5}).Band = true
	t.Row(Cell{Words: "主办者名称"}, Cell{Words: name, From: "subject_name", Value: true, Span: 2},
		Cell{Words: "类型"}, Cell{Words: "□单位　☑个人", Marks: true})
	t.Row(Cell{Words: "域名"}, Cell{Words: "example.com;example.cn;a-very-long-name.example.org;example.net", From: "domains", Value: true, Span: 4})
	for range 12 {
		t.Row(Cell{Words: "证件住所"}, Cell{Words: "示例省示例市示例区样本路一百二十三号甲乙丙大厦", From: "address", Value: true},
			Cell{Words: "邮箱"}, Cell{Words: "someone@mail.example.com", From: "mail", Value: true, Span: 2}).Below = &Rule{Weight: 0.2, Dash: Dotted}
	}
	t.Row(Cell{Words: "服务内容"}, Cell{Words: "□新闻　□出版　□教育　□医疗保健　□药品和医疗器械　□文化　□广播电视节目　□电子公告服务　□其他", Marks: true, Span: 4})
	t.Draw(page)
	y := t.Y + t.Height() + 4
	y += f.Paragraph(16, y, 178, value, Setting{Indent: 2 * value.Em(), Justify: true}, pledge, "")
	f.Line(16, y+2, 194, y+2, 0.3, Dashed)
	x := f.Marks(16, y+8, label, "是否核验：☑是　□否")
	f.Blank("日期", x+4, y+4, 40, 6)
	f.TextAcross(105, 150, 45, Style{Face: fonts.Hei, Size: 90, Gray: 0.85}, "草稿", "")
	return &Document{Title: "备案信息样张 𬭎", Pages: []*Page{page}}
}

func TestWriteIsTheSameTwice(t *testing.T) {
	first, err := paper("示例公司").Bytes()
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			var b bytes.Buffer
			if err := paper("示例公司").Write(&b); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(first, b.Bytes()) {
				t.Error("other bytes for the same document")
			}
		})
	}
	wait.Wait()
	other, err := paper("另一公司").Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(first, other) {
		t.Error("the same bytes for another document")
	}
	if out := os.Getenv("PDF_PROOF"); out != "" {
		os.WriteFile(out, first, 0o644)
	}
}

type failing struct{ err error }

func (f failing) Write(b []byte) (int, error) { return len(b) / 2, f.err }

func TestWriteFails(t *testing.T) {
	full := errors.New("no room left")
	if err := paper("示例公司").Write(failing{full}); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
	if err := paper("示例公司").Write(failing{}); err == nil {
		t.Error("a short write is no error")
	}
	if err := (&Document{}).Write(&bytes.Buffer{}); err == nil {
		t.Error("a document without pages is no error")
	}
	page := &Page{Values: Layer{Items: []Item{Text{Style: value, Words: "\U000E0041"}}}}
	if err := (&Document{Pages: []*Page{page}}).Write(&bytes.Buffer{}); err == nil {
		t.Error("a character without a typeface is no error")
	}
}

func BenchmarkPaper(b *testing.B) {
	for b.Loop() {
		if _, err := paper("示例公司").Bytes(); err != nil {
			b.Fatal(err)
		}
	}
}

// A job of many papers in one file.
func BenchmarkThousandPages(b *testing.B) {
	job := &Document{}
	for range 1000 {
		job.Pages = append(job.Pages, paper("示例公司").Pages...)
	}
	for b.Loop() {
		if err := job.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLay(b *testing.B) {
	for b.Loop() {
		paper("示例公司")
	}
}
