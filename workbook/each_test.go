package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/icpgen/icpgen/filing"
)

// long is a table of so many applications, each with a name of its own.
func long(rows int, after ...string) made {
	var b strings.Builder
	b.WriteString(fiveRow(1))
	for i := range rows {
		b.WriteString(texts(i+2, fmt.Sprintf("主办单位%d", i), "1", "2", "网站", "example.com"))
	}
	return one(sheetOf(b.String(), after...))
}

// eachOf is Each of a file in memory.
func eachOf(name string, data []byte, opt Options, keep func(*filing.Application) error) (*Book, error) {
	return Each(name, bytes.NewReader(data), int64(len(data)), opt, keep)
}

func TestEach(t *testing.T) {
	data := long(5000, `<mergeCells><mergeCell ref="D2:D4001"/></mergeCells>`).bytes()
	want, err := Read("表.xlsx", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []*filing.Application
	b, err := eachOf("表.xlsx", data, Options{}, func(app *filing.Application) error {
		got = append(got, app)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if b.Applications != nil || len(got) != 5000 || !reflect.DeepEqual(got, want.Applications) {
		t.Errorf("%d applications handed on, %d kept, %d read", len(got), len(b.Applications), len(want.Applications))
	}
	b.Applications = want.Applications
	if !reflect.DeepEqual(b, want) {
		t.Errorf("%+v, want %+v", b, want)
	}
	checkCensus(t, b)
	if v := got[3999].Values[filing.FieldSiteName]; v.Text != "网站" || v.Cell != "D2" {
		t.Errorf("below the merged cell: %+v", v)
	}
}

// What ends the reading comes back as it is, or as a refusal of all that was
// handed on before.
func TestEachEnds(t *testing.T) {
	enough := errors.New("enough")
	rows := long(5000)
	broken := made{sheets: []madeSheet{{"备案信息", "", strings.Replace(rows.sheets[0].xml, "</worksheet>", "</work>", 1)}}}
	for name, c := range map[string]struct {
		m       made
		keep    error
		want    string
		applies int
	}{
		"keep has enough":   {rows, enough, "enough", 1},
		"broken at the end": {broken, nil, "closes nothing", 5000},
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			b, err := eachOf("表.xlsx", c.m.bytes(), Options{}, func(*filing.Application) error { n++; return c.keep })
			if b != nil || err == nil || !strings.Contains(err.Error(), c.want) || c.keep != nil && err != c.keep {
				t.Errorf("%+v, %T %v", b, err, err)
			}
			if n > c.applies || n == 0 {
				t.Errorf("%d applications handed on, at most %d", n, c.applies)
			}
		})
	}
	defer func() {
		if fault := recover(); fault != "keep's own" {
			t.Errorf("a panic of keep: %v", fault)
		}
	}()
	eachOf("表.xlsx", rows.bytes(), Options{}, func(*filing.Application) error { panic("keep's own") })
}

// Too many rows are refused before any application is handed on.
func TestEachLimits(t *testing.T) {
	_, err := eachOf("表.xlsx", long(20).bytes(), Options{Limits: Limits{Rows: 20}}, func(app *filing.Application) error {
		t.Errorf("handed on: %v", app.Place)
		return nil
	})
	if over, is := errors.AsType[*OverLimit](err); !is || over.Limit != "20" {
		t.Errorf("%T %v", err, err)
	}
}

// TestEachMemory measures what is alive while a sheet is read: as much for
// many rows as for few, beside the file itself.
func TestEachMemory(t *testing.T) {
	live := func(rows int) uint64 {
		data := long(rows).bytes()
		size, n, most := uint64(len(data)), 0, uint64(0)
		_, err := eachOf("表.xlsx", data, Options{}, func(*filing.Application) error {
			if n++; n%(rows/4) == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc-size)
			}
			return nil
		})
		if err != nil || n != rows {
			t.Fatalf("%d applications, %v", n, err)
		}
		runtime.KeepAlive(data)
		return most
	}
	few, many := live(1000), live(40_000)
	if many > few+(1<<20) {
		t.Errorf("%d KB live with 1,000 rows, %d KB with 40,000", few>>10, many>>10)
	}
}

// cuts are what a window may end in; ~ stands for more than one holds ahead.
var cuts = []string{
	"<c~ r='1' s='2'>t</c>", "<c r~='1'>", "<c r=~'1'>", "<c r='~1'/>", "<c r='1'~/>", "<c r='1'~ s='2'/>", "<~/>", "<c r",
	"<c>~</c>", "<c>&amp;~&lt;</c>", "<c>&~</c>", "</c~>", "<c></c~>", "</~", "<!--~-->", "<!--~", "<!--~--~-->", "<?x ~?>", "<?x ~",
	"<c><![CDATA[~]]></c>", "<![CDATA[~", "<c r='~", "<c ~", "<c r=~", "<c r='1's='2'>", "<c r='~<'/>", "<c>]]>~</c>", "<!~", "~", "<c r='1' r='~'/>",
}

// Wherever the window ends, the tokens are those of the part at hand as a
// whole, and so is what is wrong with it.
func TestWindow(t *testing.T) {
	say := func(tok *tokens) string {
		var b strings.Builder
		for {
			kind, err := tok.next()
			fmt.Fprintf(&b, "%d %v\n", kind, err)
			switch kind {
			case charData:
				fmt.Fprintf(&b, "%q\n", tok.text)
			case startTag, endTag:
				fmt.Fprintf(&b, "%q\n", tok.name)
			}
			for i := 0; kind == startTag && i < len(tok.attrs); i++ {
				fmt.Fprintf(&b, "%q=%q\n", tok.attrs[i].name, tok.attrs[i].value)
			}
			if err != nil || kind == endOfPart {
				return b.String()
			}
		}
	}
	const lead = "\xEF\xBB\xBF<a>"
	for _, cut := range cuts {
		for _, filler := range []string{" ", "x", "张"} {
			filler := strings.Repeat(filler, (ahead+100)/len(filler))
			cut := strings.ReplaceAll(cut, "~", filler)
			for behind := -3; behind < 16; behind++ { // the filler, in bytes, the window ends
				before := windowSize - len(lead) - len(filler) - behind
				comments := strings.Repeat("<!--"+strings.Repeat("x", 993)+"-->", before/1000) + strings.Repeat(" ", before%1000)
				part := lead + comments + cut + cut + "</a>"
				want := say(wholeTokens([]byte(part)))
				from := io.Reader(strings.NewReader(part))
				if behind%2 == 0 {
					from = iotest.HalfReader(from)
				}
				var watched bytes.Buffer
				tok := newTokens(from, uint64(len(part)))
				tok.watch = func(b []byte) { watched.Write(b) }
				got := say(tok)
				if got != want {
					t.Fatalf("%.80q behind %d bytes:\n%.300s\nwant\n%.300s", cut, before, got, want)
				}
				if strings.HasSuffix(got, fmt.Sprintf("%d <nil>\n", endOfPart)) && watched.String() != part {
					t.Errorf("%.80q: %d bytes watched of %d", cut, watched.Len(), len(part))
				}
			}
		}
	}
}

// Characters that two windows share are whole, and those that are not legal
// are found at their byte.
func TestWindowCharacters(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"张三𬭎", ""}, {"\x01", "byte %d: "}, {"\xd5\xc5", "byte %d: "}, {"\uFFFE", "byte %d: "}, {"\xe5\xbc", "byte %d: "},
	} {
		for shift := range 8 {
			at := windowSize - 4 + shift
			part := "<a>" + strings.Repeat(" ", at-len("<a>")) + c.text + "</a>"
			file := zipped(map[string]string{"a.xml": part})
			zip, err := openContainer(bytes.NewReader(file), int64(len(file)), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			p, err := zip.part("a.xml", "</a>", "  ")
			if c.says == "" {
				if err != nil || p.words[0] != 1 || p.words[1] < windowSize/2-10 {
					t.Errorf("%q at %d: %v, %+v", c.text, at, err, p)
				}
				continue
			}
			if want := fmt.Sprintf(c.says, at); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q at %d: %v, want %s", c.text, at, err, want)
			}
		}
	}
}
