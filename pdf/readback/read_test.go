package readback

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// build makes a PDF of objects 1, 2, 3 …; the first is the catalog.
func build(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func stream(dict, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(body), body)
}

func deflate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// Every glyph of F1 is 500 wide; F2 is a composite font.
const (
	simpleFont = "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Plain/FirstChar 32/Widths[" +
		"500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 " +
		"500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 " +
		"500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500]/Encoding/WinAnsiEncoding>>"
	composite = "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Han/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
	cidFont   = "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Han/DW 900/W[1[1000 600] 5 7 250]/CIDToGIDMap 8 0 R>>"
	cmap      = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
		"2 beginbfchar <0001> <6838> <0002> <D873DF4E> endbfchar\n" +
		"2 beginbfrange <0005> <0006> <0041> <0007> <0009> [<0066 0069> <3002> <D800>] endbfrange endcmap"
)

// one makes a page of 720 × 360 points, 254 × 127 mm, from its contents.
func one(content string, more ...string) []byte {
	return build(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/MediaBox[0 0 720 360]/Kids[3 0 R]/Resources<</Font<</F1 4 0 R/F2 5 0 R>>/XObject<</X1 10 0 R/X2 11 0 R>>" +
			"/ColorSpace<</C1[/ICCBased 10 0 R]/C2[/Separation/Spot/DeviceCMYK 10 0 R]/C3[/Indexed/DeviceRGB 1<000000FFFFFF>]>>" +
			"/ExtGState<</G1<</LW 5>>/G2<</ca 0.5>>>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents 9 0 R>>",
		simpleFont, composite, cidFont,
		stream("", cmap),
		stream("", "\x00\x00\x00\x11\x00\x12\x00\x00\x00\x00\x00\x15\x00\x16\x00\x17"),
		stream("", content),
	}, more...)...)
}

func readOne(t *testing.T, data []byte) (*File, *Page) {
	t.Helper()
	f, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Pages) != 1 {
		t.Fatalf("%d pages, want 1", len(f.Pages))
	}
	return f, &f.Pages[0]
}

// inPoints tells glyphs as "text@x,y" in points from the bottom left.
func inPoints(p *Page) string {
	var out []string
	round := func(v float64) float64 { return math.Round(v*1000) / 1000 }
	for _, g := range p.Glyphs {
		out = append(out, fmt.Sprintf("%s@%v,%v", g.Text, round(g.X*pointPerMM), round(360-g.Y*pointPerMM)))
	}
	return strings.Join(out, " ")
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"Td", "BT /F1 10 Tf 10 20 Td (ab) Tj 5 6 Td (c) Tj ET", "a@10,20 b@15,20 c@15,26"},
		{"TD T*", "BT /F1 10 Tf 10 20 TD 0 -12 TD (a) Tj T* (b) Tj ET", "a@10,8 b@10,-4"},
		{"TL quote", "BT /F1 10 Tf 14 TL 10 50 Td (a) Tj (b) ' ET", "a@10,50 b@10,36"},
		{"double quote", "BT /F1 10 Tf 14 TL 10 50 Td 3 1 (a b) \" ET", "a@10,36  @16,36 b@25,36"},
		{"Tc", "BT /F1 10 Tf 2 Tc 10 50 Td (ab) Tj ET", "a@10,50 b@17,50"},
		{"Tw leaves composite fonts alone", "BT /F2 10 Tf 50 Tw 10 50 Td <00200001> Tj ET", "@10,50 核@19,50"},
		{"Tz", "BT /F1 10 Tf 50 Tz 2 Tc 10 50 Td (ab) Tj ET", "a@10,50 b@13.5,50"},
		{"Ts", "BT /F1 10 Tf 3 Ts 10 50 Td (a) Tj ET", "a@10,53"},
		{"TJ", "BT /F1 10 Tf 10 50 Td [(a) -1000 (b) 500 (c)] TJ ET", "a@10,50 b@25,50 c@25,50"},
		{"Tm and cm", "q 2 0 0 2 10 10 cm BT /F1 10 Tf 1 0 0 1 5 5 Tm (ab) Tj ET Q", "a@20,20 b@30,20"},
		{"q Q", "BT /F1 10 Tf ET q 1 0 0 1 100 0 cm Q BT (a) Tj ET", "a@0,0"},
		{"upwards", "BT /F1 10 Tf 0 1 -1 0 50 50 Tm (ab) Tj ET", "a@50,50 b@50,55"},
		{"escapes", `BT /F1 10 Tf (\(\141\)\
x\\) Tj ET`, `(@0,0 a@5,0 )@10,0 x@15,0 \@20,0`},
		{"hex, odd", "BT /F1 10 Tf <6 1 62 7> Tj ET", "a@0,0 b@5,0 p@10,0"},
		{"widths and ToUnicode", "BT /F2 10 Tf <00010002000500060007000800090003> Tj ET",
			"核@0,0 𬽎@10,0 A@16,0 B@18.5,0 fi@21,0 。@23.5,0 \ufffd@32.5,0 @41.5,0"},
		{"inline image", "BI /W 4 /H 1 /BPC 8 /CS /G ID \n EI EI BT /F1 10 Tf (a) Tj ET", "a@0,0"},
		{"comment", "BT % (no) Tj\n/F1 10 Tf (a) Tj ET", "a@0,0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, p := readOne(t, one(c.content))
			if got := inPoints(p); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if len(f.Unknown) != 0 {
				t.Errorf("unknown: %q", f.Unknown)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	for instead, want := range map[string]string{
		"/Encoding/WinAnsiEncoding":                                "a–",
		"/Encoding/MacRomanEncoding":                               "a",
		"/FontDescriptor<</Flags 4>>":                              "",
		"/FontDescriptor<</Flags 32>>":                             "a–",
		"/Encoding<</Differences[97/one 150/uni6838/u2CB4E/odd]>>": "1核",
	} {
		data := again(bytes.Replace(one("BT /F1 10 Tf (a\\226) Tj ET"), []byte("/Encoding/WinAnsiEncoding"), []byte(instead), 1))
		_, p := readOne(t, data)
		if got := p.Glyphs[0].Text + p.Glyphs[1].Text; got != want {
			t.Errorf("%s: %q, want %q", instead, got, want)
		}
	}
}

func TestSpacesBetween(t *testing.T) {
	for content, want := range map[string]string{
		"/F1 10 Tf [(a) -200 (b) -300 (c)] TJ":                      "ab c\n",
		"/F2 10 Tf [<0001> -1900 <0001> -2100 <0001>] TJ":           "核核 核\n",
		"/F2 10 Tf [<0001> -500 <0005> -500 <0001> -700 <0005>] TJ": "核A核 A\n",
		"/F1 10 Tf [(a ) -3000 (b)] TJ":                             "a b\n",
		"/F1 10 Tf (a) Tj 90 1.1 Td (b) Tj 0 -1.2 Td (d) Tj":        "a b\nd\n",
	} {
		if _, p := readOne(t, one("BT "+content+" ET")); p.Text() != want {
			t.Errorf("%s: %q, want %q", content, p.Text(), want)
		}
	}
}

func TestGlyph(t *testing.T) {
	f, p := readOne(t, one("q 2 0 0 2 0 0 cm BT 3 Tr 0 0 0 1 k /F2 10 Tf 10 20 Td <000100030000> Tj ET Q BT /F2 10 Tf 0.5 g 0.866025 0.5 -0.5 0.866025 9 9 Tm <0005> Tj ET"+
		" BT /F1 8 Tf 0 1 1 rg 1 Tr 1 0 0 RG (a) Tj ET q 0 0 10 10 re W n BT 0 Tr 1 0 0 1 50 5 Tm (b) Tj 1 0 0 1 2 2 Tm (c) Tj ET Q"))
	g := p.Glyphs
	if len(g) != 7 {
		t.Fatalf("%d glyphs, want 7", len(g))
	}
	if g[0].Size != 20 || g[0].Notdef || g[0].GID != 17 || g[0].CID != 1 || !g[0].Invisible() || !g[0].Colour.Black() {
		t.Errorf("first glyph: %+v", g[0])
	}
	if math.Abs(g[0].Width-20*mmPerPoint) > 1e-9 {
		t.Errorf("width %v mm, want 20 pt", g[0].Width)
	}
	if !g[1].Notdef || !g[2].Notdef {
		t.Error("CID 3 maps to glyph 0 and CID 0 too: both are .notdef")
	}
	if math.Abs(g[3].Angle-30) > 0.01 || math.Abs(g[3].Size-10) > 0.01 || g[3].Invisible() {
		t.Errorf("turned glyph: %+v", g[3])
	}
	if g[4].Colour != (Colour{"DeviceRGB", [4]float64{1}}) {
		t.Errorf("outlined text has the stroke's colour, not %v", g[4].Colour)
	}
	if !g[5].Clipped || g[6].Clipped {
		t.Error("b stands outside the clip, c inside")
	}
	if len(f.Fonts) != 2 || f.Fonts[1].Type != "CIDFontType2" || !f.Fonts[1].Subset || f.Fonts[1].Embedded || !f.Fonts[1].HasToUnicode || !f.Fonts[1].Used {
		t.Errorf("fonts: %+v", f.Fonts)
	}
}

func TestPaths(t *testing.T) {
	const k = mmPerPoint
	_, p := readOne(t, one("q 2 0 0 2 0 0 cm 0.5 w 0 0 0 1 K 10 20 m 30 20 l S Q"+
		" 0.9 g 100 100 50 20 re f 0 0 1 rg [3 2] 0 d 10 10 m 20 10 l 20 20 l b* /G1 gs 0 0 m 10 0 10 10 0 10 c S 5 5 9 9 re n"+
		" /C1 cs 1 sc 200 200 1 0 re f /C2 cs 0.3 scn 1 1 1 1 re f /C3 CS 1 SC 0 0 m 1 1 l S", stream("/N 1", "")))
	if n := len(p.Strokes); n != 1+3+8+1 {
		t.Fatalf("%d strokes, want 13", n)
	}
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
	s := p.Strokes[0]
	if !near(s.X1, 20*k) || !near(s.Y1, 320*k) || !near(s.X2, 60*k) || !near(s.Y2, 320*k) || !near(s.Width, k) || !s.Colour.Black() || s.Dashed {
		t.Errorf("line: %+v", s)
	}
	if s = p.Strokes[3]; !s.Dashed || !near(s.X2, 10*k) || !near(s.Y2, 350*k) || !near(s.X1, 20*k) {
		t.Errorf("closing edge: %+v", s)
	}
	if s = p.Strokes[4]; !near(s.Width, 5*k) {
		t.Errorf("gs sets the width: %+v", s)
	}
	for i, want := range []struct {
		x, y, w, h float64
		rect, gray bool
		space      string
	}{
		{100, 240, 50, 20, true, true, "DeviceGray"},
		{10, 340, 10, 10, false, false, "DeviceRGB"},
		{200, 160, 1, 0, true, true, "ICCBased1"},
		{1, 358, 1, 1, true, false, "Separation"},
	} {
		f := p.Fills[i]
		if !near(f.X, want.x*k) || !near(f.Y, want.y*k) || !near(f.W, want.w*k) || !near(f.H, want.h*k) ||
			f.Rect != want.rect || f.Colour.GrayOnly() != want.gray || f.Colour.Space != want.space {
			t.Errorf("fill %d: %+v, want %+v", i, f, want)
		}
	}
	if len(p.Fills) != 4 {
		t.Errorf("%d fills, want 4", len(p.Fills))
	}
	if sp := p.Strokes[12].Colour; sp.Space != "Indexed" || sp.GrayOnly() {
		t.Errorf("an index is no gray: %+v", sp)
	}
}

func TestColour(t *testing.T) {
	for _, c := range []struct {
		content            string
		gray, black, white bool
	}{
		{"0 g", true, true, false},
		{"0.5 g", true, false, false},
		{"1 g", true, false, true},
		{"0 0 0 1 k", true, true, false},
		{"0 0 0 0.5 k", true, false, false},
		{"0 0 0 0 k", true, false, true},
		{"0.1 0 0 1 k", false, false, false},
		{"0 0 0 rg", false, false, false},
		{"1 1 1 rg", false, false, true},
		{"/DeviceCMYK cs", true, true, false},
		{"/DeviceRGB cs 1 0 0 sc", false, false, false},
		{"/C1 cs", true, true, false},
		{"/C2 cs 0 scn", false, false, false},
		{"/C3 cs 1 sc", false, false, false},
	} {
		_, p := readOne(t, one(c.content+" 0 0 9 9 re f", stream("/N 1", "")))
		k := p.Fills[0].Colour
		if k.GrayOnly() != c.gray || k.Black() != c.black || k.White() != c.white {
			t.Errorf("%s: %v, gray %v, black %v, white %v", c.content, k, k.GrayOnly(), k.Black(), k.White())
		}
	}
}

func TestForms(t *testing.T) {
	_, p := readOne(t, one("q 1 0 0 1 100 0 cm /X1 Do Q /X2 Do BT /F1 10 Tf (z) Tj ET",
		stream("/Subtype/Form/BBox[0 0 100 100]/Matrix[2 0 0 2 0 0]", "BT /F1 10 Tf 5 5 Td (a) Tj ET /X2 Do"),
		stream("/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB", "abc")))
	if got, want := inPoints(p), "a@110,10 z@0,0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if n := len(p.ImagesInside(Box{100 * mmPerPoint, 126.9, 1, 0.05})); n != 1 {
		t.Errorf("%d images inside, want the one of the form", n)
	}
	if len(p.Images) != 2 || p.Images[0].Space != "DeviceRGB" || math.Abs(p.Images[0].W-2*mmPerPoint) > 1e-9 {
		t.Errorf("images: %+v", p.Images)
	}
}

func TestAnnotations(t *testing.T) {
	data := one("", stream("/Subtype/Form/BBox[0 0 10 10]", "BT /F1 10 Tf (a) Tj ET"))
	data = bytes.Replace(data, []byte("/Contents 9 0 R"), []byte("/Contents 9 0 R/Annots[<</Subtype/Stamp/Rect[100 100 120 120]/AP<</N 10 0 R>>>><</Subtype/Ink>>]"), 1)
	data = again(data)
	f, p := readOne(t, data)
	if got, want := inPoints(p), "a@100,100"; got != want || p.Glyphs[0].Size != 20 {
		t.Errorf("got %s of %v pt, want %s of 20 pt", got, p.Glyphs[0].Size, want)
	}
	if len(f.Unknown) != 1 || !strings.Contains(f.Unknown[0], "Ink") {
		t.Errorf("unknown: %q", f.Unknown)
	}
}

// again rewrites the table of a file whose objects have moved.
func again(data []byte) []byte {
	body := data[:bytes.LastIndex(data, []byte("xref\n0"))]
	var objects []string
	for i := 1; ; i++ {
		head := fmt.Sprintf("%d 0 obj\n", i)
		at := bytes.Index(body, []byte("\n"+head))
		if at < 0 {
			return build(objects...)
		}
		rest := body[at+1+len(head):]
		objects = append(objects, string(rest[:bytes.Index(rest, []byte("\nendobj"))]))
	}
}

func TestPage(t *testing.T) {
	for _, c := range []struct {
		attributes string
		w, h, x, y float64 // millimetres; of a glyph at 72, 72 points
	}{
		{"/MediaBox[0 0 720 360]", 254, 127, 25.4, 101.6},
		{"/MediaBox[720 360 0 0]", 254, 127, 25.4, 101.6},
		{"/MediaBox[36 36 756 396]", 254, 127, 12.7, 114.3},
		{"/MediaBox[0 0 720 360]/Rotate 90", 127, 254, 25.4, 25.4},
		{"/MediaBox[0 0 720 360]/Rotate 180", 254, 127, 228.6, 25.4},
		{"/MediaBox[0 0 720 360]/Rotate -90", 127, 254, 101.6, 228.6},
		{"/MediaBox[0 0 720 360]/UserUnit 2", 508, 254, 50.8, 203.2},
	} {
		data := bytes.Replace(one("BT /F1 10 Tf 72 72 Td (a) Tj ET"), []byte("/Contents"), []byte(c.attributes+"/Contents"), 1)
		_, p := readOne(t, again(data))
		g := p.Glyphs[0]
		for _, v := range [][2]float64{{p.WidthMM, c.w}, {p.HeightMM, c.h}, {g.X, c.x}, {g.Y, c.y}} {
			if math.Abs(v[0]-v[1]) > 1e-9 {
				t.Errorf("%s: page %v × %v, glyph at %v, %v; want %+v", c.attributes, p.WidthMM, p.HeightMM, g.X, g.Y, c)
				break
			}
		}
	}
}

func TestContentsArrayAndUpdate(t *testing.T) {
	data := one("BT /F1 10 Tf", stream("", "(a) Tj ET"))
	data = again(bytes.Replace(data, []byte("/Contents 9 0 R"), []byte("/Contents[9 0 R 10 0 R]"), 1))
	_, p := readOne(t, data)
	if got := inPoints(p); got != "a@0,0" {
		t.Errorf("got %s", got)
	}
	prev := bytes.LastIndex(data, []byte("xref\n0"))
	at := len(data)
	data = append(data, "10 0 obj\n"+stream("", "(b) Tj ET")+"\nendobj\n"...)
	data = fmt.Appendf(data, "xref\n10 1\n%010d 00000 n \ntrailer\n<</Size 11/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", at, prev, len(data))
	if _, p = readOne(t, data); inPoints(p) != "b@0,0" {
		t.Errorf("after the update: %s", inPoints(p))
	}
}

// The places are those of pdftotext -bbox, in points.
func TestFiles(t *testing.T) {
	chinese := map[string][2]float64{"核验单": {200, 266}, "负责人姓名：": {60, 133}, "张三丰": {160, 191.5},
		"承诺本网站内容真实有效": {60, 175.5}, "年月日": {60, 96}}
	latin := map[string][2]float64{"(AV)": {123.264, 148.584}, "World": {89.628, 120.264}, "0123": {167.904, 191.904}}
	for name, tolerance := range map[string]float64{"gopdf": 0.02, "qpdf": 0.02, "linearized": 0.02, "ghostscript": 0.05, "cairo": 0.5} {
		data, err := os.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		f, err := Read(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(f.Pages) != 2 || len(f.Fonts) != 3 || len(f.Unknown) != 0 {
			t.Errorf("%s: %d pages, %d fonts, unknown %q", name, len(f.Pages), len(f.Fonts), f.Unknown)
		}
		if name != "cairo" && f.Title != "核验单" {
			t.Errorf("%s: title %q", name, f.Title)
		}
		for i := range f.Fonts {
			if b, err := f.FontProgram(i); err != nil || !f.Fonts[i].Embedded || len(b) < 500 || b[0] != 0 || b[1] != 1 {
				t.Errorf("%s: font %s: program of %d bytes, %v", name, f.Fonts[i].Name, len(b), err)
			}
		}
		wants := []map[string][2]float64{latin, chinese}
		if name == "ghostscript" {
			wants = wants[:1]
		}
		for _, want := range wants {
			for text, x := range want {
				page := &f.Pages[0]
				if text == "年月日" {
					page = &f.Pages[1]
				}
				found := page.Find(text)
				if len(found) != 1 {
					t.Errorf("%s: %s found %d times", name, text, len(found))
					continue
				}
				b := found[0]
				if math.Abs(b.X*pointPerMM-x[0]) > tolerance || math.Abs((b.X+b.W)*pointPerMM-x[1]) > tolerance {
					t.Errorf("%s: %s from %.3f to %.3f pt, want %v", name, text, b.X*pointPerMM, (b.X+b.W)*pointPerMM, x)
				}
			}
		}
		if len(f.Pages[0].Glyphs) != 55 || len(f.Pages[0].Strokes) != 5 || len(f.Pages[0].Fills) != 1 {
			t.Errorf("%s: %d glyphs, %d strokes, %d fills", name, len(f.Pages[0].Glyphs), len(f.Pages[0].Strokes), len(f.Pages[0].Fills))
		}
	}
}

func TestSpoiltToUnicodeIsTold(t *testing.T) {
	data, err := os.ReadFile("testdata/gopdf.pdf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Faults) != 1 || !strings.Contains(f.Faults[0], "2cb4e") {
		t.Errorf("faults: %q", f.Faults)
	}
}

func TestErrors(t *testing.T) {
	good := one("BT /F1 10 Tf (a) Tj ET")
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "no %PDF- header"},
		{"cut off", good[:len(good)-60], "startxref"},
		{"font not there", one("BT /F9 10 Tf ET"), "page 1: contents, offset 12: Tf: font /F9"},
		{"no such form", one("/X9 Do"), "/X9 is not among the resources"},
		{"operands", one("1 2 re"), "re: wrong operands"},
		{"string without end", one("BT (abc"), "offset 3: string without end"},
		{"deep", one(strings.Repeat("[", 100)), "nested more than 64"},
		{"q", one(strings.Repeat("q ", 600)), "more states"},
		{"form in itself", one("/X1 Do", stream("/Subtype/Form", "/X1 Do")), "nested more than 16"},
		{"forms that multiply", one("/X1 Do", stream("/Subtype/Form", strings.Repeat("/X2 Do ", 999)),
			stream("/Subtype/Form", strings.Repeat("n ", 9999))), "more work"},
		{"bomb", one("/X1 Do", stream("/Subtype/Form/Filter[/FlateDecode/FlateDecode]", deflate(deflate(strings.Repeat(" ", 80<<20))))), "more than the limit"},
		{"marks", one("BT /F1 1 Tf " + strings.Repeat("("+strings.Repeat("a", 9999)+") Tj ", 30)), "marks on the page"},
		{"filter", one("/X1 Do", stream("/Subtype/Form/Filter/LZWDecode", "x")), "LZWDecode"},
		{"matrix", one("1e9 0 0 1 0 0 cm"), "not a number"},
		{"no page", build("<</Pages 2 0 R>>", "<</Kids[2 0 R]>>"), "twice"},
		{"no catalog", build("null"), "no catalog"},
		{"wrong offset", bytes.Replace(good, []byte("%PDF-1.7\n"), []byte("%PDF-1.7\n\n\n\n"), 1), "offset"},
	} {
		f, err := Read(c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
		if err != nil && f != nil {
			t.Errorf("%s: a file and an error", c.name)
		}
	}
}

// Whatever byte is lost or changed, reading ends with a file or an error.
func TestDamagedFiles(t *testing.T) {
	data, err := os.ReadFile("testdata/qpdf.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var r Reader
	refused := 0
	for n := 0; n < len(data); n += 37 {
		if _, err := r.Read(data[:n]); err == nil {
			t.Errorf("read from %d of %d bytes", n, len(data))
		}
		changed := bytes.Clone(data)
		changed[n] ^= 0x55
		if _, err := r.Read(changed); err != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no damage was noticed")
	}
	if _, err := r.Read(data); err != nil {
		t.Errorf("after all that: %v", err)
	}
}

func TestEncrypted(t *testing.T) {
	f, err := Read(bytes.Replace(one(""), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt 1 0 R"), 1))
	if !errors.Is(err, ErrEncrypted) || f == nil || !f.Encrypted {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestUnknown(t *testing.T) {
	for content, want := range map[string]string{"1 zz": `"zz"`, "/G2 gs": "transparency", "/S sh": "shading",
		"/Pattern cs /P scn": "pattern", "BT 7 Tr ET": "clip"} {
		f, err := Read(one(content))
		if err != nil || len(f.Unknown) != 1 || !strings.Contains(f.Unknown[0], want) {
			t.Errorf("%s: %v, %+v", content, err, f)
		}
	}
}

func TestFilters(t *testing.T) {
	content := "BT /F1 10 Tf (ab) Tj ET"
	rows := []string{"BT /F1 ", "10 Tf (", "ab) Tj ", "ET"}
	sub, up := []byte(rows[1]), []byte(rows[2])
	for i := 6; i >= 0; i-- {
		if i > 0 {
			sub[i] -= sub[i-1]
		}
		up[i] -= rows[1][i]
	}
	average, paethRow := []byte(rows[1]), []byte(rows[2])
	for i := 6; i >= 0; i-- {
		left, corner := 0, 0
		if i > 0 {
			left, corner = int(rows[1][i-1]), 0
		}
		average[i] -= byte((left + int(rows[0][i])) / 2)
		if left = 0; i > 0 {
			left, corner = int(rows[2][i-1]), int(rows[1][i-1])
		}
		// Paeth: whichever neighbour is nearest to left + up - corner.
		up := int(rows[1][i])
		best, far := left, 1000
		for _, v := range []int{left, up, corner} {
			d := v - (left + up - corner)
			if d*d < far*far {
				best, far = v, d
			}
		}
		paethRow[i] -= byte(best)
	}
	png2 := deflate("\x00" + rows[0] + "\x03" + string(average) + "\x04" + string(paethRow) + "\x00" + rows[3])
	png := deflate("\x00" + rows[0] + "\x01" + string(sub) + "\x02" + string(up) + "\x00" + rows[3])
	for name, s := range map[string]string{
		"hex":      stream("/Filter/ASCIIHexDecode", fmt.Sprintf("%x>", content)),
		"flate":    stream("/Filter/FlateDecode", deflate(content)),
		"chain":    stream("/Filter[/AHx/FlateDecode]", fmt.Sprintf("%x>", deflate(content))),
		"85":       stream("/Filter/ASCII85Decode", `6<#'\7PQ#?0Ha>,+=LZ-.3MT)+@T6~>`),
		"run":      stream("/Filter/RunLengthDecode", "\x16"+content+"\x80"),
		"png":      stream("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 7>>", png),
		"png 3, 4": stream("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>", png2),
		"tiff":     stream("/Filter/FlateDecode/DecodeParms[<</Predictor 2/Columns 23>>]", deflate(tiff(content))),
		"length":   strings.Replace(stream("", content), "/Length 23", "/Length 77", 1),
	} {
		data := one("")
		data = again(bytes.Replace(data, []byte(stream("", "")), []byte(s), 1))
		f, err := Read(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := inPoints(&f.Pages[0]); got != "a@0,0 b@5,0" {
			t.Errorf("%s: %s", name, got)
		}
		if (name == "length") != (len(f.Faults) == 1) {
			t.Errorf("%s: faults %q", name, f.Faults)
		}
	}
}

func tiff(s string) string {
	b := []byte(s)
	for i := len(b) - 1; i > 0; i-- {
		b[i] -= b[i-1]
	}
	return string(b)
}

func TestLinesFindInside(t *testing.T) {
	_, p := readOne(t, one("BT /F1 10 Tf 100 100 Td (b) Tj -50 0.5 Td (a) Tj 0 50 Td (top x) Tj ET"+
		" BT /F2 10 Tf 15 Tc 300 300 Td <000100010001> Tj 3 Tr 50 -50 Td <0001> Tj ET 1 w 10 200 m 200 200 l S 290 290 8 8 re f"))
	if got, want := p.Text(), "核核核\n核\ntop x\na b\n"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got := p.Find("核 核"); len(got) != 1 || math.Abs(got[0].W-35*mmPerPoint) > 1e-9 {
		t.Errorf("spaced text: %+v", got)
	}
	if got := p.Find("topx"); len(got) != 1 {
		t.Errorf("text over a space: %+v", got)
	}
	if got := p.Find("nothing"); got != nil {
		t.Errorf("found %+v", got)
	}
	k := mmPerPoint
	g, s, f := p.Inside(Box{345 * k, 100 * k, 20 * k, 20 * k})
	if len(g) != 1 || !g[0].Invisible() || len(s)+len(f) != 0 {
		t.Errorf("the hidden glyph: %+v %+v %+v", g, s, f)
	}
	g, s, f = p.Inside(Box{0, 159.2 * k, 50 * k, 0.2 * k})
	if len(g) != 0 || len(s) != 0 || len(f) != 0 {
		t.Errorf("above the line: %+v %+v %+v", g, s, f)
	}
	if _, s, _ = p.Inside(Box{0, 159.4 * k, 50 * k, 0.3 * k}); len(s) != 1 {
		t.Errorf("the line's upper edge: %+v", s)
	}
	if _, _, f = p.Inside(Box{295 * k, 50 * k, 20 * k, 15 * k}); len(f) != 1 {
		t.Errorf("the filled rectangle: %+v", f)
	}
	if g, _, _ = p.Inside(Box{70 * k, 190 * k, 5 * k, 20 * k}); len(g) != 1 {
		t.Errorf("a space is no ink: %+v", g)
	}
}

func TestReaderKeepsFilesApart(t *testing.T) {
	var r Reader
	a, err := r.Read(one("BT /F1 10 Tf (first) Tj ET 1 1 m 2 2 l S"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(one("BT")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(one("BT /F2 10 Tf <00010001000100010001> Tj ET 9 9 9 9 re S")); err != nil {
		t.Fatal(err)
	}
	if got := a.Pages[0].Text(); got != "first\n" || len(a.Pages[0].Strokes) != 1 {
		t.Errorf("the first file became %q", got)
	}
}

func TestEachUsesItsPageAgain(t *testing.T) {
	var r Reader
	for _, want := range []string{"first", "second one", "3"} {
		_, err := r.Each(one("BT /F1 10 Tf ("+want+") Tj ET"), func(f *File, p *Page) error {
			if got := p.Text(); got != want+"\n" || len(f.Fonts) != 2 {
				t.Errorf("got %q, want %q", got, want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	stop := errors.New("stop")
	if _, err := r.Each(one(""), func(*File, *Page) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v, want the callback's", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"gopdf", "qpdf", "linearized", "ghostscript", "cairo", "dense"} {
		data, err := os.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(one("q 2 0 0 2 0 0 cm BT 3 Tr /F2 10 Tf <000100020005> Tj ET Q BI /W 1 ID x EI /X1 Do /C2 cs 1 scn /G1 gs", stream("/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 0 0]", "0 0 1 1 re W n")))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(data)
		if err != nil {
			return
		}
		for i := range file.Pages {
			p := &file.Pages[i]
			p.Text()
			p.Find("核验")
			p.Inside(Box{10, 10, 50, 50})
			for _, g := range p.Glyphs {
				if math.IsNaN(g.X) || math.IsNaN(g.Y) || g.Font < 0 || g.Font >= len(file.Fonts) {
					t.Fatalf("glyph %+v", g)
				}
			}
		}
		for i := range file.Fonts {
			file.FontProgram(i)
		}
	})
}

// FuzzContents reaches the operators without the shell of a file.
func FuzzContents(f *testing.F) {
	f.Add("BT /F1 10 Tf 2 Tc 10 50 Td [(a) -1000 <62>] TJ 3 1 (a b) \" ET")
	f.Add("q 2 0 0 2 0 0 cm 1 w [1] 0 d 1 1 m 2 2 l 1 2 3 4 5 6 c h B* 0 0 9 9 re W n Q /X1 Do")
	f.Add("BI /W 4 /H 1 /CS /G ID abcd EI /C3 CS 1 SC /Pattern cs /P scn /G1 gs /C2 cs .5 scn")
	f.Fuzz(func(t *testing.T, content string) {
		file, err := Read(one(content, stream("/Subtype/Form/BBox[0 0 9 9]", "/X2 Do 1 1 1 1 re f"), stream("/Subtype/Form", "BT /F2 9 Tf <0001> Tj")))
		if err == nil {
			file.Pages[0].Text()
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/dense.pdf")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var r Reader
	n := 0
	for b.Loop() {
		f, err := r.Read(data)
		if err != nil {
			b.Fatal(err)
		}
		n = len(f.Pages[0].Glyphs)
	}
	b.ReportMetric(float64(n), "glyphs")
}

// BenchmarkEach is the way of a long run: one Reader, nothing kept.
func BenchmarkEach(b *testing.B) {
	data, err := os.ReadFile("testdata/dense.pdf")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var r Reader
	for b.Loop() {
		if _, err := r.Each(data, func(*File, *Page) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLines(b *testing.B) {
	data, err := os.ReadFile("testdata/dense.pdf")
	if err != nil {
		b.Fatal(err)
	}
	f, err := Read(data)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		f.Pages[0].lines = f.Pages[0].lines[:0]
		f.Pages[0].Lines()
	}
}
