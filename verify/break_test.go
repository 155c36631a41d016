package verify

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
)

// The tests here take correct papers and break one promise at a time.

var bodyText = pdf.Style{Face: fonts.Song, Size: 10}

// stamp prints words at a place over the page.
func stamp(x, y float64, words string) func(*pdf.Document) {
	return func(d *pdf.Document) { d.Pages[0].Values.Text(x, y, bodyText, words, "") }
}

// blankOf is the nth place of that name which the form keeps free.
func blankOf(d *pdf.Document, name string, nth int) pdf.Blank {
	for _, page := range d.Pages {
		for _, layer := range []*pdf.Layer{&page.Form, &page.Values} {
			for _, item := range layer.Items {
				if b, ok := item.(pdf.Blank); ok && b.Name == name {
					if nth == 0 {
						return b
					}
					nth--
				}
			}
		}
	}
	panic("no blank " + name)
}

// inBlank prints words into a place that is to stay free.
func inBlank(name string, nth int, words string) func(*pdf.Document) {
	return func(d *pdf.Document) {
		b := blankOf(d, name, nth)
		d.Pages[0].Values.Text(b.X+1, b.Y+b.H*0.7, bodyText, words, "")
	}
}

// lineInBlank draws a line through it.
func lineInBlank(name string, nth int) func(*pdf.Document) {
	return func(d *pdf.Document) {
		b := blankOf(d, name, nth)
		d.Pages[0].Form.Line(b.X+1, b.Y+b.H/2, b.X+b.W-1, b.Y+b.H/2+1, 0.2, pdf.Solid)
	}
}

// reword changes words wherever they stand.
func reword(old, now string) func(*pdf.Document) {
	return func(d *pdf.Document) {
		n := 0
		edit(d, func(item pdf.Item) pdf.Item {
			if t, ok := item.(pdf.Text); ok && strings.Contains(t.Words, old) {
				t.Words = strings.ReplaceAll(t.Words, old, now)
				n++
				return t
			}
			return item
		})
		if n == 0 {
			panic("nowhere: " + old)
		}
	}
}

// edit puts each item through a function; nil takes it away.
func edit(d *pdf.Document, f func(pdf.Item) pdf.Item) {
	for _, page := range d.Pages {
		for _, layer := range []*pdf.Layer{&page.Form, &page.Values} {
			var kept []pdf.Item
			for _, item := range layer.Items {
				if item = f(item); item != nil {
					kept = append(kept, item)
				}
			}
			layer.Items = kept
		}
	}
}

// without takes the first item away that the condition names, n of them.
func without(n int, is func(pdf.Item) bool) func(*pdf.Document) {
	return func(d *pdf.Document) {
		left := n
		edit(d, func(item pdf.Item) pdf.Item {
			if left > 0 && is(item) {
				left--
				return nil
			}
			return item
		})
		if left > 0 {
			panic("nothing to take away")
		}
	}
}

func saying(words string) func(pdf.Item) bool {
	return func(item pdf.Item) bool {
		t, ok := item.(pdf.Text)
		return ok && strings.Contains(t.Words, words)
	}
}

// lineWithin tells which lines lie within a place.
func lineWithin(x0, y0, x1, y1 float64) func(pdf.Item) bool {
	return func(item pdf.Item) bool {
		l, ok := item.(pdf.Line)
		return ok && min(l.X1, l.X2) > x0 && max(l.X1, l.X2) < x1 && min(l.Y1, l.Y2) > y0 && max(l.Y1, l.Y2) < y1
	}
}

func moved(words string, dx, dy float64) func(*pdf.Document) {
	return func(d *pdf.Document) {
		edit(d, func(item pdf.Item) pdf.Item {
			if t, ok := item.(pdf.Text); ok && strings.Contains(t.Words, words) {
				t.X, t.Y = t.X+dx, t.Y+dy
				return t
			}
			return item
		})
	}
}

// ticked turns the nth box over.
func ticked(nth int) func(*pdf.Document) {
	return func(d *pdf.Document) {
		n := -1
		edit(d, func(item pdf.Item) pdf.Item {
			if c, ok := item.(pdf.Check); ok {
				if n++; n == nth {
					c.Ticked = !c.Ticked
					return c
				}
			}
			return item
		})
	}
}

// breach is a way to spoil a correct paper.
type breach struct {
	name, of, paper string
	promise         string
	spoil           func(*pdf.Document) // nil: the paper is right, but for another application
	alone           bool                // seen without the application at hand, too
}

func breaches() []breach {
	const verification, acceptance, letter, list = filing.VerificationForm, filing.AcceptanceForm, filing.AuthorizationLetter, filing.Checklist
	squares := func(d *pdf.Document) pdf.Blank { return blankOf(d, "手抄承诺书", 0) }
	return []breach{
		{"a day is filled in", "company", verification, Date, inBlank("日期", 2, "23"), true},
		{"the owner's year is filled in", "company", verification, Date, inBlank("日期", 3, "2026"), true},
		{"a month beside the pledge", "pledge", verification, Date, inBlank("日期", 4, "11"), true},
		{"a line in a date", "company", verification, Date, lineInBlank("日期", 0), true},
		{"a date without room", "company", verification, Date, moved("月", 3, 0), true},
		{"a date in one go", "company", verification, Date, func(d *pdf.Document) {
			without(2, func(i pdf.Item) bool { x, ok := i.(pdf.Text); return ok && (x.Words == "月" || x.Words == "日") })(d)
			reword("日　　期：", "日　　期：2026年11月23日")(d)
		}, true},
		{"the acceptance form's date", "company", acceptance, Date, inBlank("日期", 1, "11"), true},
		{"the day of acceptance", "company", acceptance, Date, inBlank("受理日期", 0, "2026-11-23"), true},
		{"the letter's date", "company", letter, Date, inBlank("日期", 0, "2026"), true},

		{"a verifier's name", "company", verification, Signature, inBlank("签字", 0, "王五"), true},
		{"the owner's name", "person", verification, Signature, inBlank("签字", 1, "吴𬭎"), true},
		{"a line to sign on", "person", verification, Signature, lineInBlank("签字", 1), true},
		{"no place to sign", "person", verification, Signature, without(1, saying("网站负责人签字")), true},
		{"a name on the acceptance form", "company", acceptance, Signature, inBlank("签字", 0, "顾南乔"), true},
		{"a name on the letter", "company", letter, Signature, inBlank("签字", 0, "邵云舟"), true},
		{"no place for the grantee", "company", letter, Signature, without(1, saying("被授权人（签字）")), true},

		{"print in the provider's seal", "company", verification, Seal, inBlank("接入服务单位盖章", 0, "公章"), true},
		{"print in the owner's seal", "company", verification, Seal, inBlank("网站主办者盖章", 0, "公章"), true},
		{"a line in the owner's seal", "company", verification, Seal, lineInBlank("网站主办者盖章", 0), true},
		{"a bar in the owner's seal", "company", verification, Seal, func(d *pdf.Document) {
			b := blankOf(d, "网站主办者盖章", 0)
			d.Pages[0].Form.Rect(b.X+20, b.Y+20, 2, 2, 0.5)
		}, true},
		{"a seal place without its mark", "sole trader with seal", verification, Seal, without(1, saying("加盖公章")), false},
		{"a seal place without its corners", "sole trader with seal", verification, Seal, func(d *pdf.Document) {
			b := blankOf(d, "网站主办者盖章", 0)
			without(1, lineWithin(b.X-1, b.Y-1, b.X+b.W+1, b.Y+b.H+1))(d)
		}, false},
		{"print in the seal of the acceptance form", "company", acceptance, Seal, inBlank("主办者盖章", 0, "章"), true},
		{"print in the provider's seal there", "person", acceptance, Seal, inBlank("接入服务单位盖章", 0, "章"), true},
		{"print in the letter's seal", "company", letter, Seal, inBlank("授权单位盖章", 0, "章"), true},

		{"print where the finger goes", "fingerprint", verification, Fingerprint, inBlank("按手印", 0, "印"), true},
		{"no frame for the finger", "fingerprint", verification, Fingerprint, func(d *pdf.Document) {
			b := blankOf(d, "按手印", 0)
			without(1, lineWithin(b.X-1, b.Y-1, b.X+b.W+1, b.Y+b.H+1))(d)
		}, true},
		{"no place for the finger", "fingerprint", verification, Fingerprint, without(1, saying("按手印")), false},

		{"no pledge", "pledge", verification, Pledge, func(d *pdf.Document) {
			from := squares(d).Y - 25
			edit(d, func(item pdf.Item) pdf.Item {
				if x, ok := item.(pdf.Text); ok && x.Y > from && strings.ContainsAny(x.Words, "承诺列信息") && !strings.Contains(x.Words, "手抄") {
					return nil
				}
				return item
			})
		}, true},
		{"the pledge cut short", "pledge", verification, Pledge, without(1, saying("列黑名单")), true},
		{"a wrong character in the pledge", "pledge", verification, Pledge, reword("黑名单", "黑名册"), true},
		{"half a pledge in the blank style", "blank pledge", verification, Pledge, func(d *pdf.Document) {
			d.Pages[0].Form.Text(30, squares(d).Y-1, pdf.Style{Face: fonts.Song, Size: 7}, "承诺本网站是个人网站，未含企业", "")
		}, true},
		{"no block of the pledge", "person", verification, Pledge, nil, false},
		{"a pledge that nobody asked for", "pledge", verification, Pledge, nil, false},
		{"a finger that nobody asked for", "fingerprint", verification, Fingerprint, nil, false},
		{"a seal that nobody asked for", "sole trader with seal", verification, Seal, nil, false},
		{"no heading above the squares", "pledge", verification, Pledge, without(1, saying("手抄承诺书")), true},
		{"the list without the pledge's end", "blank pledge", list, Pledge, without(1, saying("列黑名单")), false},

		{"squares missing", "pledge", verification, Squares, func(d *pdf.Document) {
			b := squares(d)
			without(1, lineWithin(b.X-1, b.Y+1, b.X+b.W+1, b.Y+b.H-1))(d) // a level rule
		}, true},
		{"squares too narrow", "blank pledge", verification, Squares, func(d *pdf.Document) {
			b := squares(d)
			edit(d, func(item pdf.Item) pdf.Item {
				if l, ok := item.(pdf.Line); ok && l.X1 == l.X2 && l.Y1 > b.Y-0.1 && l.X1 > b.X-0.1 && l.X1 < b.X+b.W+0.1 {
					l.X1 = b.X + (l.X1-b.X)*0.9
					l.X2 = l.X1
					return l
				}
				return item
			})
		}, true},
		{"print in the squares", "pledge", verification, Squares, inBlank("手抄承诺书", 0, "本人"), true},
		{"print below the squares", "pledge", verification, Squares, func(d *pdf.Document) {
			b := squares(d)
			d.Pages[0].Values.Text(30, min(b.Y+b.H+3.2, 291), pdf.Style{Face: fonts.Song, Size: 7}, "完", "")
		}, true},
		{"no squares", "pledge", verification, Squares, func(d *pdf.Document) {
			b := squares(d)
			edit(d, func(item pdf.Item) pdf.Item {
				if l, ok := item.(pdf.Line); ok && l.X1 == l.X2 && l.Y1 > b.Y-0.1 && l.X1 > b.X-0.1 && l.X1 < b.X+b.W+0.1 {
					return nil
				}
				return item
			})
		}, true},

		{"a verifier's box ticked", "company", verification, Boxes, ticked(20), true},
		{"a box missing", "company", verification, Boxes, without(1, func(i pdf.Item) bool { _, ok := i.(pdf.Check); return ok }), true},
		{"a mark drawn in a box", "company", verification, Boxes, func(d *pdf.Document) {
			for _, item := range d.Pages[0].Form.Items {
				if c, ok := item.(pdf.Check); ok {
					d.Pages[0].Form.Line(c.X, c.Y, c.X+c.Size, c.Y+c.Size, 0.2, pdf.Solid)
					return
				}
			}
		}, true},
		{"both 单位 and 个人", "company", verification, Boxes, ticked(48), true},
		{"neither", "company", verification, Boxes, ticked(47), true},
		{"个人 for a company", "company", verification, Boxes, func(d *pdf.Document) { ticked(47)(d); ticked(48)(d) }, false},
		{"a content not chosen", "company", acceptance, Boxes, ticked(30), false},
		{"the filing type not ticked", "company", acceptance, Boxes, ticked(0), false},
		{"a choice renamed", "company", acceptance, Boxes, reword("网上邮局", "网络邮局"), false},

		{"a name with a wrong character", "person", verification, Text, reword("𬭎", "铉"), false},
		{"a name with one character more", "company", verification, Text, reword("晴窗木作有限公司", "晴窗木作有限公司三"), false},
		{"a domain missing", "company", verification, Text, reword(";example.net", ""), false},
		{"a domain with www", "company", verification, Text, reword("example.com;", "www.example.com;"), false},
		{"a digit wrong", "company", acceptance, Text, reword("91110000600037341L", "91110000600037314L"), false},
		{"an address with letters out of place", "company", acceptance, Text, func(d *pdf.Document) {
			edit(d, func(item pdf.Item) pdf.Item {
				if x, ok := item.(pdf.Text); ok && strings.Contains(x.Words, "1201") {
					x.Style.Spacing = -x.Style.Em() * 1.2
					return x
				}
				return item
			})
		}, false},
		{"one of three equal names missing", "person", acceptance, Text, without(1, saying("吴")), false},
		{"the letter without its domain", "company", letter, Text, reword("example.net", "example"), false},
		{"another's list", "company", list, Text, reword("成都晴窗木作有限公司", "成都晴窗纸作有限公司"), false},

		{"not a paper", "company", verification, Form, reword("网站备案信息真实性核验单", "网站备案信息核验单"), true},
		{"the provider's pledge altered", "company", verification, Form, reword("逐项核验", "逐条核验"), true},
		{"the owner's pledge cut", "company", verification, Form, without(1, saying("相应处理措施")), true},
		{"a label of the top rows altered", "company", verification, Form, func(d *pdf.Document) {
			edit(d, func(item pdf.Item) pdf.Item {
				if x, ok := item.(pdf.Text); ok && x.Words == "网站类型" {
					x.Words = "网站种类"
					return x
				}
				return item
			})
		}, true},
		{"a date's label missing", "person", verification, Form, without(1, saying("日　　期")), true},
		{"a row missing", "company", verification, Form, without(1, saying("是否当面采集")), true},
		{"a label missing", "company", acceptance, Form, without(1, saying("首页网址")), true},
		{"no place for the letter's seal", "company", letter, Form, without(1, saying("授权单位（公章）")), true},

		{"a second page", "company", verification, OnePage, func(d *pdf.Document) {
			p := &pdf.Page{}
			p.Form.Text(30, 30, bodyText, "续页", "")
			d.Pages = append(d.Pages, p)
		}, true},
		{"a third page", "notes", verification, OnePage, func(d *pdf.Document) { d.Pages = append(d.Pages, d.Pages[1]) }, true},
		{"the notes missing", "notes", verification, OnePage, func(d *pdf.Document) { d.Pages = d.Pages[:1] }, false},

		{"草稿 on a paper in earnest", "company", verification, Draft, func(d *pdf.Document) {
			mark := pdf.Text{X: 62, Y: 205, Angle: 45, Words: "草稿", Style: pdf.Style{Face: fonts.Hei, Size: 150, Gray: 0.86}}
			d.Pages[0].Form.Items = append([]pdf.Item{mark}, d.Pages[0].Form.Items...)
		}, true},
		{"a draft without 草稿", "draft", verification, Draft, func(d *pdf.Document) { d.Pages[1].Form.Items = d.Pages[1].Form.Items[1:] }, false},

		{"print at the edge", "company", acceptance, Inside, stamp(2, 150, "边"), true},
		{"a line at the edge", "company", letter, Inside, func(d *pdf.Document) { d.Pages[0].Form.Line(10, 295, 200, 295, 0.2, pdf.Solid) }, true},
		{"print over print", "company", verification, Overprint, func(d *pdf.Document) {
			for _, item := range d.Pages[0].Values.Items {
				if x, ok := item.(pdf.Text); ok {
					d.Pages[0].Values.Text(x.X+1, x.Y+0.5, bodyText, "重", "")
					return
				}
			}
		}, true},
		{"a line through the words", "company", verification, Overprint, func(d *pdf.Document) {
			for _, item := range d.Pages[0].Values.Items {
				if x, ok := item.(pdf.Text); ok {
					d.Pages[0].Form.Line(x.X, x.Y-1, x.X+20, x.Y-1, 0.3, pdf.Solid)
					return
				}
			}
		}, true},
		{"white on white", "company", acceptance, Visible, func(d *pdf.Document) {
			edit(d, func(item pdf.Item) pdf.Item {
				if x, ok := item.(pdf.Text); ok && strings.Contains(x.Words, "晴窗") {
					x.Style.White = true
					return x
				}
				return item
			})
		}, true},
		{"words painted over", "company", acceptance, Visible, func(d *pdf.Document) { d.Pages[0].Values.Rect(20, 60, 170, 30, 1) }, true},
		{"the number of acceptance", "company", acceptance, Blank, inBlank("受理编号", 0, "0007"), true},
		{"the name of who accepts", "company", acceptance, Blank, inBlank("受理人", 0, "王五"), true},
	}
}

// spoilt is the paper of a packet with the promise broken.
func (b breach) spoilt(t testing.TB, p forms.Packet) (*pdf.Document, Want) {
	d, want := lay(t, p, b.paper), wantOf(p, b.paper)
	switch {
	case b.spoil != nil:
		b.spoil(d)
	case len(want.Variants) > 0:
		want.Variants = nil
	default:
		want.Variants = []filing.Variant{filing.VariantPledge}
	}
	return d, want
}

func TestEachBrokenPromiseIsNamed(t *testing.T) {
	all := cases()
	var r Reader
	for _, test := range breaches() {
		t.Run(test.name, func(t *testing.T) {
			p := all[test.of]
			d, want := test.spoilt(t, p)
			data := written(t, d)
			named(t, r.Paper(data, want), test.promise)
			if test.alone {
				named(t, r.Paper(data, Want{Draft: p.Draft}), test.promise)
			}
		})
	}
}

// named requires that a promise is named, in both languages.
func named(t *testing.T, faults []Fault, promise string) {
	t.Helper()
	if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Promise == promise }) {
		t.Errorf("%s is not named: %v", promise, faults)
	}
	for _, f := range faults {
		if f.Words.ZH == "" || f.Words.EN == "" || math.IsNaN(f.X+f.Y) || math.IsInf(f.X+f.Y, 0) {
			t.Errorf("%+v", f)
		}
		t.Logf("%s: %s", f.Promise, f.Words.ZH)
	}
}

// file is a PDF taken apart into its objects, streams unpacked, to be changed
// where the writer cannot be brought to do wrong.
type file struct {
	objects [][]byte // the dictionary, from 1
	streams map[int][]byte
	tail    string
}

var objectHead = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)

func open(t testing.TB, data []byte) *file {
	t.Helper()
	f := &file{objects: [][]byte{nil}, streams: map[int][]byte{}}
	xref := bytes.LastIndex(data, []byte("\nxref\n"))
	f.tail = string(data[bytes.LastIndex(data, []byte("trailer")):bytes.LastIndex(data, []byte("startxref"))])
	table := bytes.Split(data[xref+1:], []byte("\n"))[3:]
	for n := 1; ; n++ {
		fields := bytes.Fields(table[n-1])
		if len(fields) != 3 {
			return f
		}
		at, err := strconv.Atoi(string(fields[0]))
		if err != nil || string(objectHead.FindSubmatch(data[at:])[1]) != strconv.Itoa(n) {
			t.Fatalf("object %d is not at %d", n, at)
		}
		body := data[at+len(objectHead.Find(data[at:])):]
		head, rest, isStream := bytes.Cut(body, []byte("stream\n"))
		if end := bytes.Index(body, []byte("endobj")); end < len(head) {
			f.objects = append(f.objects, body[:end])
			continue
		}
		length, err := strconv.Atoi(string(regexp.MustCompile(`/Length (\d+)`).FindSubmatch(head)[1]))
		if !isStream || err != nil {
			t.Fatalf("object %d", n)
		}
		if f.streams[n] = slices.Clone(rest[:length]); bytes.Contains(head, []byte("/Filter")) {
			z, err := zlib.NewReader(bytes.NewReader(rest[:length]))
			if err != nil {
				t.Fatal(err)
			}
			if f.streams[n], err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		f.objects = append(f.objects, head)
	}
}

var lengthEntry = regexp.MustCompile(`/Length \d+`)

func (f *file) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(f.objects))
	for n := 1; n < len(f.objects); n++ {
		at[n] = b.Len()
		object := f.objects[n]
		if s, ok := f.streams[n]; ok {
			if bytes.Contains(object, []byte("/Filter")) {
				var packed bytes.Buffer
				z := zlib.NewWriter(&packed)
				z.Write(s)
				z.Close()
				s = packed.Bytes()
			}
			object = lengthEntry.ReplaceAll(object, fmt.Appendf(nil, "/Length %d", len(s)))
			object = append(append(append(slices.Clone(object), "stream\n"...), s...), "\nendstream\n"...)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%sendobj\n", n, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects))
	for _, offset := range at[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "%sstartxref\n%d\n%%%%EOF\n", f.tail, start)
	return b.Bytes()
}

// with returns the numbers of the objects that hold words.
func (f *file) with(words string) (numbers []int) {
	for n, o := range f.objects {
		if bytes.Contains(o, []byte(words)) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// page is the number of the first content with text in it, of a form or a page.
func (f *file) page() int {
	for n := range f.objects {
		if s := f.streams[n]; bytes.Contains(s, []byte("BT")) && bytes.Contains(s, []byte("Tf")) {
			return n
		}
	}
	panic("no page")
}

func TestEachBrokenFileIsNamed(t *testing.T) {
	p := cases()["company"]
	data := written(t, lay(t, p, filing.VerificationForm))
	want := wantOf(p, filing.VerificationForm)
	swap := func(f *file, n int, old, now string) {
		if !bytes.Contains(f.objects[n], []byte(old)) {
			panic("object without " + old + ": " + string(f.objects[n]))
		}
		f.objects[n] = bytes.Replace(slices.Clone(f.objects[n]), []byte(old), []byte(now), 1)
	}
	draw := func(operators string) func(*file) {
		return func(f *file) {
			n := f.page()
			f.streams[n] = append(f.streams[n], operators...)
		}
	}
	tests := []struct {
		name, promise string
		spoil         func(*file)
	}{
		{"black as RGB", Gray, func(f *file) {
			n := f.page()
			f.streams[n] = append([]byte("0 0 0 rg\n"), regexp.MustCompile(`(?m)^[0-9.]+ g$`).ReplaceAll(f.streams[n], nil)...)
		}},
		{"lines in RGB", Gray, draw("\n0 0 0 RG 100 100 m 200 100 l S\n")},
		{"black of four inks", Gray, draw("\n0.6 0.5 0.5 1 k 100 100 20 20 re f\n")},
		{"a picture in colour", Gray, draw("\nq 10 0 0 10 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q\n")},
		{"a typeface not embedded", Embedded, func(f *file) { n := f.with("/FontFile2")[0]; swap(f, n, "/FontFile2", "/FontFileX") }},
		{"a typeface without outlines", Embedded, func(f *file) {
			n := f.with("/Length1")[0]
			ttf := f.streams[n]
			for e := ttf[12:]; ; e = e[16:] {
				if string(e[:4]) == "loca" {
					at := int(e[8])<<24 | int(e[9])<<16 | int(e[10])<<8 | int(e[11])
					clear(ttf[at : at+int(e[14])<<8+int(e[15])])
					return
				}
			}
		}},
		{"a typeface cut off", Embedded, func(f *file) { n := f.with("/Length1")[0]; f.streams[n] = f.streams[n][:200] }},
		{"a typeface whole", Subset, func(f *file) {
			for _, n := range f.with("/BaseFont") {
				f.objects[n] = regexp.MustCompile(`/BaseFont /[A-Z]{6}\+`).ReplaceAll(f.objects[n], []byte("/BaseFont /"))
			}
		}},
		{"letters for US paper", A4, func(f *file) { swap(f, f.with("/Type /Pages")[0], "595.276 841.890", "612 792") }},
		{"a page cut to less", A4, func(f *file) {
			swap(f, f.with("/Type /Pages")[0], "/Type /Pages", "/Type /Pages /CropBox [ 0 0 595.276 800 ]")
		}},
		{"a page trimmed to less", A4, func(f *file) {
			n := f.with("/TrimBox")[0]
			f.objects[n] = regexp.MustCompile(`/TrimBox \[[^]]*\]`).ReplaceAll(f.objects[n], []byte("/TrimBox [ 20 20 575 821 ]"))
		}},
		{"a page on its side", A4, func(f *file) { swap(f, f.with("/Type /Pages")[0], "/Type /Pages", "/Type /Pages /Rotate 90") }},
		{"a missing glyph", Notdef, draw("\nBT /F1 10 Tf 1 0 0 1 100 400 Tm <0000> Tj ET\n")},
		{"text that cannot be copied", Notdef, func(f *file) {
			for _, n := range f.with("/ToUnicode") {
				f.objects[n] = regexp.MustCompile(`/ToUnicode \d+ 0 R`).ReplaceAll(f.objects[n], nil)
			}
		}},
		{"text that cannot be seen", Visible, func(f *file) {
			n := f.page()
			f.streams[n] = bytes.Replace(f.streams[n], []byte("BT"), []byte("3 Tr BT"), 1)
		}},
		{"an operator of no standard", Readable, draw("\n1 2 3 paint\n")},
		{"a shade", Readable, draw("\n/Sh0 sh\n")},
		{"a script", Readable, func(f *file) {
			swap(f, f.with("/Type /Catalog")[0], "/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (app.beep\\(0\\)) >>")
		}},
		{"a note stuck on", Readable, func(f *file) {
			n := f.with("/Type /Page ")[0]
			swap(f, n, "/Type /Page ", "/Type /Page /Annots [ << /Subtype /Text /Rect [10 10 20 20] >> ] ")
		}},
		{"a wrong text behind a glyph", Text, func(f *file) {
			for n, s := range f.streams { // 晴 U+6674, 睛 U+775B
				f.streams[n] = bytes.ReplaceAll(s, []byte("<6674>"), []byte("<775B>"))
			}
		}},
	}
	if faults := Paper(open(t, data).bytes(), want); len(faults) != 0 {
		t.Fatalf("taken apart and put together again: %v", faults)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, data)
			test.spoil(f)
			named(t, Paper(f.bytes(), want), test.promise)
			if test.promise != Text {
				named(t, Paper(f.bytes(), Want{}), test.promise)
			}
		})
	}
}

// What is no sound PDF is told as such, and nothing panics.
func TestDamagedFiles(t *testing.T) {
	var r Reader
	for _, data := range []string{"", "%PDF-1.7\n", "PK\x03\x04", strings.Repeat("\x00", 5000), "%PDF-1.7\nstartxref\n9\n%%EOF"} {
		named(t, r.Paper([]byte(data), Want{}), Readable)
	}
	p := cases()["pledge"]
	whole := written(t, lay(t, p, filing.VerificationForm))
	want := wantOf(p, filing.VerificationForm)
	for n := 0; n < len(whole); n += 1 + len(whole)/60 {
		j := r.judge(whole[:n], want) // not Paper, which would catch a panic
		named(t, j, Readable)
	}
	seed := uint32(1)
	random := func(below int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % below
	}
	content := open(t, whole)
	n := content.page()
	for range 150 {
		broken := slices.Clone(whole)
		for range 1 + random(20) {
			broken[random(len(broken))] = byte(random(256))
		}
		r.judge(broken, want)
		f := open(t, whole)
		for range 1 + random(20) {
			f.streams[n][random(len(f.streams[n]))] = " 0123456789.-<>[]qQBTmlfS"[random(25)]
		}
		r.judge(f.bytes(), want)
	}
}
