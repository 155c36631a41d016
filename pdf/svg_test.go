package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/fonts"
)

// onePage has one item of each sort; a millimetre is 2.8346 points.
func onePage() *Page {
	p := &Page{}
	p.Form.Text(10, 20, Style{Face: fonts.Hei, Size: 10.5}, "名称", "")
	p.Form.Rect(1, 2, 3, 4, 0.5)
	p.Values.Text(10, 20, Style{Face: fonts.Song, Size: 10, Spacing: 1}, `甲 <b> & "c"`, "subject_name")
	p.Values.TextAcross(100, 100, 45, Style{Face: fonts.Song, Size: 50, Gray: 0.8}, "草", "")
	p.Values.Text(10, 30, Style{Face: fonts.Song, Size: 9, White: true}, "甲"+string(rune(0x2A6D6))+"乙", "")
	p.Values.Line(0, 0, 10, 0, 0.1, Solid)
	p.Values.Line(0, 1, 10, 1, 0.1, Solid)
	p.Values.Line(0, 2, 10, 2, 0.1, Dotted)
	p.Values.Check(5, 5, 4, true)
	p.Values.Blank("签字", 1, 1, 1, 1)
	return p
}

func TestPicture(t *testing.T) {
	var pictures Pictures
	got := string(pictures.Draw(onePage(), `核验单 "1"`))
	want := `<svg class="paper" viewBox="0 0 595.276 841.89" role="img" aria-label="核验单 &#34;1&#34;"><use href="#form0"/>` +
		`<g class="face1" font-size="10" letter-spacing="2.835"><text x="28.35" y="56.69">甲 &lt;b&gt; &amp; &#34;c&#34;</text></g>` +
		`<g class="face1" font-size="50" fill="#cccccc" transform="rotate(-45 265.79 301.14)"><text x="265.79" y="301.14">草</text></g>` +
		`<g class="face1" font-size="9" fill="#ffffff"><text x="28.35" y="85.04">甲</text></g>` +
		`<g class="face2" font-size="9" fill="#ffffff"><text x="37.35" y="85.04">𪛖</text></g>` +
		`<g class="face1" font-size="9" fill="#ffffff"><text x="46.35" y="85.04">乙</text></g>` +
		`<path fill="none" stroke="#000000" stroke-width="0.283" d="M0 0L28.35 0M0 2.83L28.35 2.83"/>` +
		`<path fill="none" stroke="#000000" stroke-width="0.283" stroke-dasharray="1.13 2.27" d="M0 5.67L28.35 5.67"/>` +
		`<path fill="none" stroke="#000000" stroke-width="0.567" d="M14.46 14.46h10.77v10.77h-10.77z"/>` +
		`<path fill="#000000" d="M15.76 19.84L16.89 18.94L18.94 21.66L23.7 15.31L24.83 16.1L19.05 24.38z"/></svg>`
	if got != want {
		t.Errorf("drawn\n%s\nwant\n%s", got, want)
	}
	if err := wellFormed(got + string(pictures.Symbols())); err != nil {
		t.Error(err)
	}
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// What pages share is drawn once, and the same pages give the same bytes.
func TestPicturesShareForms(t *testing.T) {
	other := onePage()
	other.Form.Line(0, 0, 1, 1, 0.1, Solid)
	var all [2]string
	for i := range all {
		var pictures Pictures
		for _, p := range []*Page{onePage(), other, {}, onePage()} {
			all[i] += string(pictures.Draw(p, ""))
		}
		css, err := pictures.Stylesheet()
		if err != nil {
			t.Fatal(err)
		}
		all[i] += string(pictures.Symbols()) + string(css)
	}
	if all[0] != all[1] {
		t.Error("not the same twice")
	}
	for words, n := range map[string]int{`<g id="form`: 2, `href="#form0"`: 2, `href="#form1"`: 1, `@font-face`: 3, "名称": 2} {
		if got := strings.Count(all[0], words); got != n {
			t.Errorf("%d × %s, want %d", got, words, n)
		}
	}
}

// The stylesheet holds, unpacked by the standard library, the very typefaces
// that a PDF would be given.
func TestStylesheetHoldsTheTypefaces(t *testing.T) {
	var pictures Pictures
	pictures.Draw(onePage(), "")
	css, err := pictures.Stylesheet()
	if err != nil {
		t.Fatal(err)
	}
	faces := regexp.MustCompile(`src:url\(data:font/woff;base64,([^)]*)\)`).FindAllSubmatch(css, -1)
	for i, runes := range []string{"名称", `甲 <b> & "c"草乙`, "𪛖"} {
		packed, err := base64.StdEncoding.DecodeString(string(faces[i][1]))
		if err != nil {
			t.Fatal(err)
		}
		want, err := pictures.faces[i].face.Subset([]rune(runes))
		if err != nil {
			t.Fatal(err)
		}
		got := unwoff(t, packed)
		if len(packed) >= len(want.TTF) || !bytes.Equal(got, want.TTF) {
			t.Errorf("%s: %d bytes become %d, want %d", runes, len(packed), len(got), len(want.TTF))
		}
	}
}

// unwoff unpacks a WOFF file (W3C WOFF 1.0, 4 and 5).
func unwoff(t *testing.T, woff []byte) []byte {
	t.Helper()
	be := binary.BigEndian
	count := int(be.Uint16(woff[12:]))
	if string(woff[:4]) != "wOFF" || int(be.Uint32(woff[8:])) != len(woff) {
		t.Fatalf("header % x of %d bytes", woff[:44], len(woff))
	}
	pow, log := 1, 0
	for pow*2 <= count {
		pow, log = pow*2, log+1
	}
	ttf := append([]byte(nil), woff[4:8]...)
	for _, v := range []int{count, 16 * pow, log, 16 * (count - pow)} {
		ttf = be.AppendUint16(ttf, uint16(v))
	}
	at := 12 + 16*count
	var tables []byte
	for n := range count {
		e := woff[44+20*n:]
		from, packed, length := be.Uint32(e[4:]), be.Uint32(e[8:]), be.Uint32(e[12:])
		table := woff[from : from+packed]
		if packed < length {
			r, err := zlib.NewReader(bytes.NewReader(table))
			if err == nil {
				table, err = io.ReadAll(r)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(table) != int(length) || from%4 != 0 {
			t.Fatalf("%s: %d bytes at %d, want %d", e[:4], len(table), from, length)
		}
		ttf = append(append(ttf, e[:4]...), e[16:20]...)
		ttf = be.AppendUint32(ttf, uint32(at+len(tables)))
		ttf = be.AppendUint32(ttf, length)
		tables = append(tables, table...)
		for len(tables)%4 != 0 {
			tables = append(tables, 0)
		}
	}
	if ttf = append(ttf, tables...); len(ttf) != int(be.Uint32(woff[16:])) {
		t.Errorf("%d bytes unpacked, %d told", len(ttf), be.Uint32(woff[16:]))
	}
	return ttf
}

func BenchmarkPicture(b *testing.B) {
	document := paper("示例公司")
	for b.Loop() {
		var pictures Pictures
		for _, p := range document.Pages {
			pictures.Draw(p, "")
		}
	}
}
