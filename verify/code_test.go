package verify

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"

	"github.com/icpgen/icpgen/pdf"
)

const someJob = "BCDF-GHJK"

// codeOf is the symbol that the library makes, by row and column.
func codeOf(t testing.TB, text string, level qr.ErrorCorrectionLevel, mode qr.Encoding) symbol {
	t.Helper()
	drawn, err := qr.Encode(text, level, mode)
	if err != nil {
		t.Fatal(err)
	}
	s := make(symbol, drawn.Bounds().Dy())
	for row := range s {
		for column := range drawn.Bounds().Dx() {
			s[row] = append(s[row], drawn.At(column, row) == color.Black)
		}
	}
	return s
}

// drawCode draws a symbol, module by module, and its job in words.
func drawCode(p *pdf.Page, s symbol) {
	for row := range s {
		for column, dark := range s[row] {
			if dark {
				p.Values.Rect(80+1.3*float64(column), 200+1.3*float64(row), 1.3, 1.3, 0)
			}
		}
	}
	p.Values.Text(30, 180, bodyText, "作业编号　"+someJob, "")
}

func TestSymbol(t *testing.T) {
	masks := map[int]bool{}
	for n := range 400 {
		text := fmt.Sprintf("ICPGEN:%s:%05d", someJob, n*257)
		s := codeOf(t, text, qr.M, qr.Auto)
		if got, ok := s.read(); got != text || !ok {
			t.Fatalf("%q reads %q, %v", text, got, ok)
		}
		mask, _ := s.mask()
		masks[mask] = true
	}
	if len(masks) < 5 {
		t.Errorf("only the masks %v came up", masks)
	}
	for n := 1; n <= 42; n++ { // versions 1 to 3
		text := strings.Repeat("x9@", 14)[:n]
		if got, ok := codeOf(t, text, qr.M, qr.Unicode).read(); got != text || !ok {
			t.Errorf("%q reads %q, %v", text, got, ok)
		}
		text = strings.Repeat("A0:", 14)[:n]
		if got, ok := codeOf(t, text, qr.M, qr.AlphaNumeric).read(); got != text || !ok {
			t.Errorf("%q reads %q, %v", text, got, ok)
		}
	}
	for name, s := range map[string]symbol{
		"another level": codeOf(t, "ICPGEN", qr.H, qr.Auto), "a larger one": codeOf(t, strings.Repeat("A", 80), qr.M, qr.Auto), "nothing": nil,
		"one module": {{true}}, "ragged sides": make(symbol, 20),
	} {
		if text, ok := s.read(); ok {
			t.Errorf("%s reads %q", name, text)
		}
	}
}

// Each module counts, but for the seven that are left over at the message's end.
func TestEachModuleCounts(t *testing.T) {
	s := codeOf(t, "ICPGEN:"+someJob+":00003", qr.M, qr.Auto)
	free := 0
	for row := range s {
		for column := range s[row] {
			s[row][column] = !s[row][column]
			if _, ok := s.read(); ok {
				free++
			}
			s[row][column] = !s[row][column]
		}
	}
	if free != 7 {
		t.Errorf("%d modules make no difference", free)
	}
}

func FuzzSymbol(f *testing.F) {
	f.Add([]byte("ICPGEN"), uint8(1))
	f.Fuzz(func(t *testing.T, bits []byte, size uint8) {
		n := 17 + 4*(1+int(size)%3)
		s := make(symbol, n)
		for row := range s {
			s[row] = make([]bool, n)
			for column := range s[row] {
				if at := row*n + column; len(bits) > 0 {
					s[row][column] = bits[at/8%len(bits)]>>(at%8)&1 == 1
				}
			}
		}
		s.read()
		s.mask()
		for mask := range 8 {
			s.codewords(mask)
		}
		if text, ok := message(bits); ok && strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%q", text)
		}
	})
}

// A separator's code says the job and the number that stand on the page.
func TestCodeOfASeparator(t *testing.T) {
	const second = 2 // the number of the separator that is spoilt
	right := fmt.Sprintf("ICPGEN:%s:%05d", someJob, second)
	draw := func(text string) func(*pdf.Page) {
		return func(p *pdf.Page) { drawCode(p, codeOf(t, text, qr.M, qr.Auto)) }
	}
	after := func(then func(*pdf.Page)) func(*pdf.Page) {
		return func(p *pdf.Page) { draw(right)(p); then(p) }
	}
	for _, c := range []struct {
		name, promise, says string
		draw                func(*pdf.Page)
	}{
		{"right", "", "", draw(right)},
		{"another number", Text, "应为“ICPGEN:BCDF-GHJK:00002”", draw(fmt.Sprintf("ICPGEN:%s:%05d", someJob, 3))},
		{"another job", Text, "二维码写的是“ICPGEN:BCDF-GHJL:00002”", draw("ICPGEN:BCDF-GHJL:00002")},
		{"a person's number", Private, "110105********002X", draw("11010519491231002X")},
		{"a person's number behind", Private, "二维码里有", draw(right + ":13800571000")},
		{"a mail address", Private, "二维码里有", draw("linwanqing@example.cn")},
		{"more than that", Text, "应为", draw(right + ":1")},
		{"none", Text, "没有可读的二维码", func(p *pdf.Page) {}},
		{"another level", Text, "读不出来", func(p *pdf.Page) { drawCode(p, codeOf(t, right, qr.Q, qr.Auto)) }},
		{"a module too many", Text, "读不出来", func(p *pdf.Page) {
			s := codeOf(t, right, qr.M, qr.Auto)
			for column, dark := range s[20] {
				if !dark {
					s[20][column] = true
					break
				}
			}
			drawCode(p, s)
		}},
		{"turned", Text, "读不出来", func(p *pdf.Page) {
			s := codeOf(t, right, qr.M, qr.Auto)
			slices.Reverse(s)
			drawCode(p, s)
		}},
		{"wiped in the middle", Text, "没有可读的二维码", after(func(p *pdf.Page) { p.Values.Rect(90, 212, 6, 5, 1) })},
		{"crossed out", Text, "没有可读的二维码", after(func(p *pdf.Page) { p.Values.Line(78, 205, 120, 228, 0.3, pdf.Solid) })},
		{"words in the quiet zone", Text, "没有可读的二维码", after(func(p *pdf.Page) { p.Values.Text(85, 197, bodyText, "扫码", "") })},
		{"a module out of place", Text, "没有可读的二维码", after(func(p *pdf.Page) { p.Values.Rect(90.6, 212, 1.3, 1.3, 0) })},
	} {
		job := twoCopies(t, "company", "company")
		at := slices.IndexFunc(job, func(p piece) bool { return p.printed != nil && len(p.expect.Texts) > 1 && p.expect.Texts[1] == "2 / 2" })
		page := job[at].printed.Pages[0]
		page.Values.Items = slices.DeleteFunc(page.Values.Items, func(i pdf.Item) bool {
			text, words := i.(pdf.Text)
			_, square := i.(pdf.Rect)
			return square || words && strings.HasPrefix(text.Words, "作业编号")
		})
		c.draw(page)
		var seen []string
		for _, f := range judgedJob(new(Reader), printedJob(t, job), job) {
			seen = append(seen, f.Promise+" "+f.Words.ZH)
			if strings.Contains(f.Words.ZH+f.Words.EN, "11010519491231002X") || strings.Contains(f.Words.ZH+f.Words.EN, "13800571000") {
				t.Errorf("%s: %s tells the number", c.name, f.Words.ZH)
			}
		}
		switch {
		case c.promise == "" && len(seen) > 0, c.promise != "" && (len(seen) != 1 || !strings.HasPrefix(seen[0], c.promise+" ") || !strings.Contains(seen[0], c.says)):
			t.Errorf("%s: %v", c.name, seen)
		}
	}
}
