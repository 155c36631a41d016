package verify

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	if whole := open(t, written(t, d)); whole.with("/Subtype /Form") != nil {
		return whole // the writer does it
	}
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

// alike requires that a Reader that remembers judges each paper as one that
// does not.
func alike(t *testing.T, r *Reader, papers ...*judged) {
	t.Helper()
	for n, p := range papers {
		for i, want := range []Want{p.want, {Draft: p.want.Draft}} {
			if len(p.afresh) == i {
				var fresh Reader
				fresh.pdf.Afresh = true
				p.afresh = append(p.afresh, fresh.Paper(p.data, want))
			}
			if got := r.Paper(p.data, want); !reflect.DeepEqual(got, p.afresh[i]) {
				t.Fatalf("paper %d: remembering %v\nafresh %v", n, got, p.afresh[i])
			}
		}
	}
}

type judged struct {
	data   []byte
	want   Want
	afresh [][]Fault // by a Reader that remembers nothing: with all that is wanted, and with nothing known
}

// A spoilt paper is never taken for a good one of the same form, nor the other
// way round, whichever comes first.
func TestNothingIsTakenForAnother(t *testing.T) {
	all := cases()
	var run Reader
	for _, test := range breaches() {
		t.Run(test.name, func(t *testing.T) {
			p := all[test.of]
			good := &judged{data: layered(t, lay(t, p, test.paper)).bytes(), want: wantOf(p, test.paper)}
			d, want := test.spoilt(t, p)
			bad := &judged{data: layered(t, d).bytes(), want: want}
			alike(t, &run, good, bad, good)
			var r Reader
			alike(t, &r, bad, bad, good, bad)
		})
	}
}

// What makes a layer differs in one byte: its marks, its typefaces, what its
// resources, its matrix and its box say.
func TestLayerWithOneByteChanged(t *testing.T) {
	p := cases()["pledge"]
	whole := layered(t, lay(t, p, filing.VerificationForm))
	want := wantOf(p, filing.VerificationForm)
	good := &judged{data: whole.bytes(), want: want}
	var run Reader
	alike(t, &run, good, good)
	if len(run.sheet.layers) == 0 {
		t.Fatal("no layer is known again")
	}
	rnd := rand.New(rand.NewPCG(3, 5))
	faulty, n, always := 0, 0, false
	spoil := func(change func(f *file)) {
		f := &file{objects: slices.Clone(whole.objects), streams: maps.Clone(whole.streams), tail: whole.tail}
		change(f)
		bad := &judged{data: f.bytes(), want: want}
		alike(t, &run, bad, good)
		if n++; n%4 == 0 || always { // known before the good one
			var r Reader
			alike(t, &r, bad, bad, good, bad)
		}
		if len(run.Paper(bad.data, want)) > 0 {
			faulty++
		}
	}
	for n := 1; n < len(whole.objects); n++ {
		for range 4 {
			spoil(func(f *file) {
				to := "0123456789 -"[rnd.IntN(12)]
				if s, ok := f.streams[n]; ok && len(s) > 0 {
					f.streams[n] = slices.Clone(s)
					f.streams[n][rnd.IntN(len(s))] = to
					return
				}
				o := slices.Clone(f.objects[n])
				digits := regexp.MustCompile(`[0-9]`).FindAllIndex(o, -1)
				if len(digits) > 0 {
					o[digits[rnd.IntN(len(digits))][0]] = '0' + byte(rnd.IntN(10))
				}
				f.objects[n] = o
			})
		}
	}
	always = true
	form := whole.with("/Subtype /Form")[0]
	for old, now := range map[string]string{
		"/Subtype /Form": "/Subtype /Form /Matrix [1 0 0 1 0 5]",
		"841.890":        "400.000",
		"/Filter":        "/Group << /S /Transparency >> /Filter",
	} {
		spoil(func(f *file) { f.objects[form] = bytes.Replace(f.objects[form], []byte(old), []byte(now), 1) })
	}
	page := whole.pages()[0]
	for _, before := range []string{"1 g\n", "1 0 0 rg\n", "0.99 0 0 1 0 0 cm\n", "3 Tr\n", "0 0 300 300 re W n\n", "2 Ts\n", "1 1 1 1 re f\n"} {
		spoil(func(f *file) { f.streams[page] = append([]byte(before), f.streams[page]...) })
	}
	for _, after := range []string{"q /Fm0 Do Q\n", "1 g 0 0 595 842 re f\n", "100 100 m 105 100 l 105 105 l 100 105 l h S\n"} {
		spoil(func(f *file) { f.streams[page] = append(slices.Clone(f.streams[page]), "\n"+after...) })
	}
	for y := range 4 { // lines over the values that run through words of the layer
		line := fmt.Sprintf("\n60 %d m 500 %d l S\n", 600+3*y, 600+3*y)
		spoil(func(f *file) { f.streams[page] = append(slices.Clone(f.streams[page]), line...) })
	}
	for _, after := range []string{"1 2 3 paint\n", "q\n", "Q\n", "0 0 300 300 re W\n", "/F9 9 Tf\n", "1 0 0 rg\n", "7 Tr\n"} {
		spoil(func(f *file) { f.streams[form] = append(slices.Clone(f.streams[form]), "\n"+after...) })
	}
	if faulty < n/6 {
		t.Errorf("%d of %d changes made a fault", faulty, n)
	}
	if testing.Verbose() {
		t.Logf("%d of %d changes made a fault", faulty, n)
	}
}

// Words are found over the end of a layer, too.
func TestIndexBesideALayer(t *testing.T) {
	for end := range len("年月日年月") / 3 {
		text := "年月日年月"
		s := sheet{text: text, layer: &layer{text: text[:3*end], places: map[string][]int32{}}}
		for _, words := range []string{"年", "月日", "日年", "年月日", "年月日年月", "无"} {
			for at := 0; at <= len(text); at += 3 {
				expected := strings.Index(text[at:], words)
				if expected >= 0 {
					expected += at
				}
				if got := s.index(words, at); got != expected {
					t.Errorf("a layer of %d: %s from %d at %d, not %d", end, words, at, got, expected)
				}
			}
		}
	}
}

// Readers of different goroutines have nothing in common.
func TestReadersSideBySide(t *testing.T) {
	p := cases()["company"]
	good := &judged{data: layered(t, lay(t, p, filing.VerificationForm)).bytes(), want: wantOf(p, filing.VerificationForm)}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			var r Reader
			for range 5 {
				if faults := r.Paper(good.data, good.want); len(faults) > 0 {
					t.Error(faults)
				}
			}
		})
	}
	wait.Wait()
}

// BenchmarkRun judges the papers of a run: the same forms, other people.
func BenchmarkRun(b *testing.B) {
	letters := []rune("晴窗木作云栖梧桐文化艺术设计数字内容创意松竹梅兰山水清风明月")
	for _, form := range filing.Papers {
		var papers []judged
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
			papers = append(papers, judged{data: layered(b, lay(b, p, form)).bytes(), want: wantOf(p, form)})
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
