package verify

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// Papers of a run share their form, byte for byte: each page paints it from a
// form XObject, and its values over it. The tests here build such papers from
// what the writer makes of either layer alone.

var (
	widths    = regexp.MustCompile(`/W \[.*\]`)
	width     = regexp.MustCompile(`\d+\[\d+\]`)
	reference = regexp.MustCompile(`\b(\d+) 0 R\b`)
	contents  = regexp.MustCompile(`/Contents\s+(\d+) 0 R`)
)

// oneLayer is the file of one layer of a document, widths in order.
func oneLayer(t testing.TB, d *pdf.Document, of func(*pdf.Page) *pdf.Layer) *file {
	t.Helper()
	alone := &pdf.Document{Title: d.Title}
	for _, p := range d.Pages {
		alone.Pages = append(alone.Pages, &pdf.Page{Form: *of(p)})
	}
	f := open(t, written(t, alone))
	for n, o := range f.objects {
		f.objects[n] = widths.ReplaceAllFunc(o, func(list []byte) []byte {
			each := width.FindAll(list, -1)
			slices.SortFunc(each, bytes.Compare)
			return fmt.Appendf(nil, "/W [%s]", bytes.Join(each, nil))
		})
	}
	return f
}

// pages are the numbers of the pages' contents, in order.
func (f *file) pages() (numbers []int) {
	for _, o := range f.objects {
		if m := contents.FindSubmatch(o); m != nil {
			n, _ := strconv.Atoi(string(m[1]))
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// layered is the document with its form layers as form XObjects.
func layered(t testing.TB, d *pdf.Document) *file {
	t.Helper()
	f := oneLayer(t, d, func(p *pdf.Page) *pdf.Layer { return &p.Values })
	form := oneLayer(t, d, func(p *pdf.Page) *pdf.Layer { return &p.Form })
	by := len(f.objects) - 1
	for n, o := range form.objects[1:] {
		o = reference.ReplaceAllFunc(o, func(r []byte) []byte {
			to, _ := strconv.Atoi(string(bytes.TrimSuffix(r, []byte(" 0 R"))))
			return fmt.Appendf(nil, "%d 0 R", to+by)
		})
		f.objects = append(f.objects, o)
		if s, ok := form.streams[n+1]; ok {
			f.streams[n+1+by] = s
		}
	}
	objects := ""
	of := f.pages()
	for k, n := range form.pages() {
		f.objects[n+by] = fmt.Appendf(nil, "<< /Type /XObject /Subtype /Form /BBox [0 0 595.276 841.890] /Resources %d 0 R /Filter /FlateDecode /Length 0 >>\n", 4+by)
		f.streams[of[k]] = append(fmt.Appendf(nil, "q /Fm%d Do Q\n", k), f.streams[of[k]]...)
		objects += fmt.Sprintf(" /Fm%d %d 0 R", k, n+by)
	}
	if !bytes.Contains(f.objects[4], []byte("/XObject <<")) {
		t.Fatalf("no resources: %s", f.objects[4])
	}
	f.objects[4] = bytes.Replace(f.objects[4], []byte("/XObject <<"), []byte("/XObject <<"+objects), 1)
	f.tail = regexp.MustCompile(`/Size \d+`).ReplaceAllString(f.tail, fmt.Sprintf("/Size %d", len(f.objects)))
	return f
}

// BenchmarkRun judges the papers of a run: the same forms, other people.
func BenchmarkRun(b *testing.B) {
	letters := []rune("晴窗木作云栖梧桐文化艺术设计数字内容创意松竹梅兰山水清风明月")
	type paper struct {
		data []byte
		want Want
	}
	for _, form := range filing.Papers {
		var papers []paper
		for n := range 100 {
			values := company()
			name := []rune("成都市有限公司")
			for k := range 4 {
				name = slices.Insert(name, 2+k, letters[(n*7+k*k*5+n/26)%len(letters)])
			}
			values["主办单位名称"], values["网站名称"] = string(name), string(name[2:6])
			values["网站域名"] = fmt.Sprintf("site%03d.com;shop%d.cn", n, n)
			values["主体负责人手机"] = fmt.Sprintf("139%08d", n*7919)
			values["法定代表人姓名"] = string(letters[n%26 : n%26+2])
			values["通信地址"] = fmt.Sprintf("四川省成都市武侯区科华北路 %d 号 %d 室", n, n*3)
			p := packet(values, filing.AsUnit)
			papers = append(papers, paper{layered(b, lay(b, p, form)).bytes(), wantOf(p, form)})
		}
		for _, afresh := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/afresh=%v", form, afresh), func(b *testing.B) {
				var r Reader
				r.pdf.Afresh = afresh
				b.ReportAllocs()
				for n := 0; b.Loop(); n++ {
					p := papers[n%len(papers)]
					if faults := r.Paper(p.data, p.want); len(faults) > 0 {
						b.Fatal(faults)
					}
				}
			})
		}
	}
}
