package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/icpgen/icpgen/filing"
)

func day(t testing.TB, s string) filing.Day {
	t.Helper()
	if s == "" {
		return filing.Day{}
	}
	d, ok := filing.ParseDay(s)
	if !ok {
		t.Fatalf("%q is no day", s)
	}
	return d
}

func TestFacts(t *testing.T) {
	little, big := binary.LittleEndian, binary.BigEndian
	j, p := jpegOf(t, portrait(60, 80)), pngOf(t, portrait(60, 80))
	tests := []struct {
		name          string
		file          []byte
		format        string
		width, height int
		taken         string
	}{
		{"plain JPEG", j, "JPEG", 60, 80, ""},
		{"plain PNG", p, "PNG", 60, 80, ""},
		{"grey JPEG", jpegOf(t, image.NewGray(image.Rect(0, 0, 33, 47))), "JPEG", 33, 47, ""},
		{"PNG of 16 bits", pngOf(t, image.NewNRGBA64(image.Rect(0, 0, 3, 4))), "PNG", 3, 4, ""},
		{"palette PNG", pngOf(t, image.NewPaletted(image.Rect(0, 0, 3, 4), color.Palette{color.Black, color.White})), "PNG", 3, 4, ""},
		{"progressive JPEG", progressive(10), "JPEG", 64, 64, ""},
		{"more after the picture, as phones add", append(bytes.Clone(j), "....ftypmp42 \xFF\xDA\xFF\xD8"...), "JPEG", 60, 80, ""},
		{"original before the others", inJPEG(j, exifOf(little, camera{1, "2026:11:23 08:00:00", "2026:11:20 10:11:12", "2026:11:21 10:11:12", ""})), "JPEG", 60, 80, "2026-11-20"},
		{"big-endian", inJPEG(j, exifOf(big, camera{1, "2026:11:23 08:00:00", "2026:11:20 10:11:12", "2026:11:21 10:11:12", ""})), "JPEG", 60, 80, "2026-11-20"},
		{"digitized next", inJPEG(j, exifOf(big, camera{0, "2026:11:23 08:00:00", "", "2026:11:21 10:11:12", ""})), "JPEG", 60, 80, "2026-11-21"},
		{"the file's last", inJPEG(j, exifOf(little, camera{0, "2026:11:23 08:00:00", "", "", ""})), "JPEG", 60, 80, "2026-11-23"},
		{"a clock never set", inJPEG(j, exifOf(little, camera{0, "", "0000:00:00 00:00:00", "    :  :     :  :  ", ""})), "JPEG", 60, 80, ""},
		{"a day no calendar has", inJPEG(j, exifOf(little, camera{0, "2026:11:23 08:00:00", "2026:02:30 10:11:12", "", ""})), "JPEG", 60, 80, "2026-11-23"},
		{"the thumbnail's own tags", inJPEG(j, exifOf(little, camera{0, "", "", "", "2020:01:01 00:00:00"})), "JPEG", 60, 80, ""},
		{"upside down", inJPEG(j, exifOf(big, camera{orientation: 3})), "JPEG", 60, 80, ""},
		{"mirrored on its side", inJPEG(j, exifOf(big, camera{orientation: 5})), "JPEG", 80, 60, ""},
		{"turned right", inJPEG(j, exifOf(little, camera{orientation: 6, original: "2026:11:20 10:11:12"})), "JPEG", 80, 60, "2026-11-20"},
		{"turned left", inJPEG(j, exifOf(big, camera{orientation: 8})), "JPEG", 80, 60, ""},
		{"an orientation there is not", inJPEG(j, exifOf(big, camera{orientation: 9})), "JPEG", 60, 80, ""},
		{"PNG, little-endian", inPNG(p, exifOf(little, camera{6, "", "2026:11:20 10:11:12", "", ""})), "PNG", 80, 60, "2026-11-20"},
		{"PNG, big-endian", inPNG(p, exifOf(big, camera{1, "", "2026:11:20 10:11:12", "", ""})), "PNG", 60, 80, "2026-11-20"},
		{"EXIF cut short", inJPEG(j, exifOf(little, camera{1, "2026:11:23 08:00:00", "", "", ""})[:30]), "JPEG", 60, 80, ""},
		{"EXIF of nonsense", inJPEG(j, bytes.Repeat([]byte("MM\x00*"), 300)), "JPEG", 60, 80, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := filing.Photo{Format: test.format, Width: test.width, Height: test.height, Taken: day(t, test.taken)}
			if got := Inspect(bytes.NewReader(test.file)); got != want {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
			if got := Inspect(iotest.OneByteReader(bytes.NewReader(test.file))); got != want {
				t.Errorf("read byte by byte: got %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	j, p := jpegOf(t, portrait(60, 80)), pngOf(t, portrait(60, 80))
	changed := func(file []byte, at int, b byte) []byte {
		file = bytes.Clone(file)
		file[at] = b
		return file
	}
	grey := jpegOf(t, image.NewGray(image.Rect(0, 0, 6, 8)))
	holed := bytes.Clone(j)
	clear(holed[len(holed)/2:])
	tests := []struct {
		name string
		file io.Reader
		want filing.Words
	}{
		{"empty", strings.NewReader(""), empty},
		{"a short word", strings.NewReader("x"), unknown},
		{"a page", strings.NewReader("<!doctype html><title>404</title>"), unknown},
		{"video", strings.NewReader("\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"), otherFormat(video)},
		{"PDF", strings.NewReader("%PDF-1.7\n"), otherFormat(portable)},
		{"Word", strings.NewReader("PK\x03\x04\x14\x00"), otherFormat(office)},
		{"a JPEG's first bytes, then garbage", strings.NewReader("\xFF\xD8\xFF" + strings.Repeat("garbage ", 100)), damaged},
		{"half of it zeros", bytes.NewReader(holed), damaged},
		{"a byte of a PNG's pixels", bytes.NewReader(changed(p, len(p)/2, p[len(p)/2]^1)), damaged},
		{"no width", bytes.NewReader(claiming(t, j, 0, 80)), damaged},
		{"more than is there, JPEG", bytes.NewReader(claiming(t, j, 600, 800)), damaged},
		{"more than is there, PNG", bytes.NewReader(claiming(t, p, 600, 800)), damaged},
		{"less than is there, PNG", bytes.NewReader(claiming(t, p, 6, 8)), damaged},
		{"12 bits a sample", bytes.NewReader(changed(j, frameAt(t, j)+4, 12)), unusual},
		{"arithmetic coding", bytes.NewReader(changed(j, frameAt(t, j)+1, 0xC9)), unusual},
		{"scans without end", bytes.NewReader(progressive(maxScans + 1)), unusual},
		{"a huge JPEG", bytes.NewReader(claiming(t, j, 65000, 65000)), tooManyPixels(65000, 65000)},
		{"a huge PNG", bytes.NewReader(claiming(t, p, 100_000, 100_000)), tooManyPixels(100_000, 100_000)},
		{"a PNG past all numbers", bytes.NewReader(claiming(t, p, 1<<31-1, 1<<31-1)), unusual},
		{"grey, and light for its size", bytes.NewReader(claiming(t, grey, 9000, 9000)), tooManyPixels(9000, 9000)},
		{"a wide PNG", bytes.NewReader(claiming(t, p, 1<<31-1, 1)), tooManyPixels(1<<31-1, 1)},
		{"an endless JPEG", io.MultiReader(bytes.NewReader(j[:20]), endless{}), tooManyBytes},
		{"an endless video", io.MultiReader(strings.NewReader("\x00\x00\x00\x20ftypisom"), endless{}), otherFormat(video)},
		{"a disk that fails at once", iotest.ErrReader(errors.New("disk")), unread},
		{"a disk that fails on the way", io.MultiReader(bytes.NewReader(j[:500]), iotest.ErrReader(errors.New("disk"))), unread},
		{"a decoder that panics", panics{}, damaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got, want := Inspect(test.file), (filing.Photo{Fault: test.want}); got != want {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

type panics struct{}

func (panics) Read([]byte) (int, error) { panic("boom") }

// A file cut off anywhere is no photo.
func TestCutOff(t *testing.T) {
	for _, file := range [][]byte{jpegOf(t, portrait(24, 32)), pngOf(t, portrait(24, 32)), progressive(3)} {
		for n := range file {
			if p := Inspect(bytes.NewReader(file[:n])); p.Fault.ZH == "" {
				t.Errorf("%s of %d bytes cut to %d is taken for whole", formatOf(file), len(file), n)
			}
		}
	}
}

// What Inspect allocates in all is a ceiling on what it holds at a time.
func TestMemory(t *testing.T) {
	small := jpegOf(t, portrait(60, 80))
	p := pngOf(t, portrait(60, 80))
	asProgressive := claiming(t, small, 7700, 7700)
	asProgressive[frameAt(t, small)+1] = 0xC2
	sizesAgain := bytes.Join([][]byte{asProgressive[:len(asProgressive)-2], segment(0xC0, []byte{8, 0, 8, 0, 8, 1, 1, 0x11, 0}), {0xFF, 0xD9}}, nil)
	interlaced := bytes.Clone(p)
	interlaced[24], interlaced[28] = 16, 1
	interlaced = claiming(t, interlaced, 7700, 7700)
	// Three rows of pixels are promised, twenty million zeros come.
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	for range 20 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	header := claiming(t, p, 3, 3)[:afterIHDR]
	zip := bytes.Join([][]byte{header, chunk("IDAT", bomb.Bytes()), chunk("IEND", nil)}, nil)

	tests := []struct {
		name  string
		file  []byte
		limit int // bytes, besides the file
		want  filing.Words
	}{
		{"12 million pixels", jpegOf(t, image.NewYCbCr(image.Rect(0, 0, 3000, 4000), image.YCbCrSubsampleRatio420)), 20 << 20, filing.Words{}},
		{"JPEG that claims 59 million", claiming(t, small, 7700, 7700), maxMemory, damaged},
		{"the same, progressive", asProgressive, 1 << 20, tooManyPixels(7700, 7700)},
		{"the same, with a modest size after it", sizesAgain, 1 << 20, tooManyPixels(7700, 7700)},
		{"PNG of 16 bits, interlaced, that claims 59 million", interlaced, 1 << 20, tooManyPixels(7700, 7700)},
		{"JPEG that claims all it can", claiming(t, small, 65535, 65535), 1 << 20, tooManyPixels(65535, 65535)},
		{"PNG that unpacks to 20 MB", zip, 1 << 20, damaged},
		{"EXIF chunk of 9 MB", inPNG(p, append([]byte("MM\x00*\x00\x00\x00\x08\xFF\xFF"), make([]byte, 9<<20)...)), 32 << 20, filing.Words{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := Inspect(bytes.NewReader(test.file))
			runtime.ReadMemStats(&after)
			if got.Fault != test.want {
				t.Errorf("fault %q, want %q", got.Fault.ZH, test.want.ZH)
			}
			// ReadAll holds the file twice while it joins the pieces.
			used := int(after.TotalAlloc-before.TotalAlloc) - 3*len(test.file)
			t.Logf("%.1f MB besides the file's %.1f", float64(used)/(1<<20), float64(len(test.file))/(1<<20))
			if used > test.limit {
				t.Errorf("%d MB allocated, at most %d allowed", used>>20, test.limit>>20)
			}
		})
	}
}

// The weights are what bounds the memory, so they are held against it.
func TestWeight(t *testing.T) {
	j := jpegOf(t, portrait(60, 80)) // 4:2:0
	c2 := bytes.Clone(j)
	c2[frameAt(t, j)+1] = 0xC2
	p := pngOf(t, portrait(60, 80))
	deep, interlaced := bytes.Clone(p), bytes.Clone(p)
	deep[24], interlaced[28] = 16, 1
	size := image.Config{Width: 60, Height: 80, ColorModel: color.YCbCrModel}
	ink := size
	ink.ColorModel = color.CMYKModel
	const pixels = 60 * 80
	tests := []struct {
		name string
		got  need
		want need
	}{
		{"baseline 4:2:0", weighJPEG(j, size), need{pixels * 3 / 2, 1}},
		{"progressive 4:2:0", weighJPEG(c2, size), need{pixels * 3 / 2 * 5, 1}},
		{"turned into CMYK", weighJPEG(j, ink), need{pixels*3/2 + 4*pixels, 1}},
		{"three scans, grey", weighJPEG(progressive(3), size), need{pixels * 5, 3}},
		{"scans after the end", weighJPEG(append(append(bytes.Clone(j), 0, 2), segment(0xDA, nil)...), size), need{pixels * 3 / 2, 1}},
		{"escapes, restarts and filling between scans", weighJPEG(bytes.ReplaceAll(progressive(3), []byte("\xFF\xDA"), []byte("\xFF\x00\xFF\xD0\xFF\xFF\xDA")), size), need{pixels * 5, 3}},
		{"PNG", weighPNG(p, size), need{pixels * 4, 1}},
		{"PNG of 16 bits", weighPNG(deep, size), need{pixels * 8, 1}},
		{"interlaced PNG", weighPNG(interlaced, size), need{pixels * 8, 1}},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, test.got, test.want)
		}
	}
}

// A list of directories that all stand in one place, each of the longest, would
// keep a reader busy for many seconds.
func TestBusyEXIF(t *testing.T) {
	const lists, longest, at = 2500, 65535, 26
	order := binary.BigEndian
	b := append([]byte("MM\x00*\x00\x00\x00\x08\x00\x01"), 0x01, 0x4A, 0, 4) // SubIFDs, of LONG
	b = order.AppendUint32(order.AppendUint32(b, lists), at)
	b = order.AppendUint32(b, 0)
	for range lists {
		b = order.AppendUint32(b, at+4*lists)
	}
	b = order.AppendUint16(b, longest)
	for range longest {
		b = append(b, 0x99, 0x99, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0)
	}
	file := inPNG(pngOf(t, portrait(6, 8)), b)
	// Allocations tell how many directories were gone through, on a busy
	// machine as on an idle one: without the bound they are 15,000.
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p := Inspect(bytes.NewReader(file))
	runtime.ReadMemStats(&after)
	if p.Width != 6 {
		t.Errorf("%+v", p)
	}
	if used := after.Mallocs - before.Mallocs; used > 1000 {
		t.Errorf("%d allocations", used)
	}
}

func TestTwoAtATime(t *testing.T) {
	file := jpegOf(t, portrait(60, 80))
	var open, most atomic.Int32
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			Inspect(&counted{Reader: bytes.NewReader(file), open: &open, most: &most})
		})
	}
	all.Wait()
	if n := most.Load(); n < 1 || n > 2 {
		t.Errorf("%d photos open at a time", n)
	}
}

// counted is open from its first byte to its last.
type counted struct {
	*bytes.Reader
	open, most *atomic.Int32
}

func (c *counted) Read(p []byte) (int, error) {
	if c.Len() == int(c.Size()) {
		n := c.open.Add(1)
		for most := c.most.Load(); n > most && !c.most.CompareAndSwap(most, n); most = c.most.Load() {
		}
	}
	runtime.Gosched()
	n, err := c.Reader.Read(p)
	if err == io.EOF {
		c.open.Add(-1)
	}
	return n, err
}

// FuzzInspect goes past the recovery, so that a panic shows.
func FuzzInspect(f *testing.F) {
	j, p := jpegOf(f, portrait(12, 16)), pngOf(f, portrait(12, 16))
	said := camera{6, "2026:11:23 08:00:00", "2026:11:20 10:11:12", "2026:11:21 10:11:12", "2020:01:01 00:00:00"}
	for _, file := range [][]byte{
		j, p, progressive(3), j[:len(j)/2], p[:len(p)/2], nil,
		inJPEG(j, exifOf(binary.BigEndian, said)), inJPEG(j, exifOf(binary.LittleEndian, said)), inPNG(p, exifOf(binary.BigEndian, said)),
		[]byte("\x00\x00\x00\x28ftypheic"), []byte("%PDF-1.7"),
	} {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		got := inspect(bytes.NewReader(file))
		if got.Fault != (filing.Words{}) {
			if got.Fault.ZH == "" || got.Fault.EN == "" || got != (filing.Photo{Fault: got.Fault}) {
				t.Fatalf("a fault and more, or half of one: %+v", got)
			}
			return
		}
		if got.Format != "JPEG" && got.Format != "PNG" {
			if !isPicture(got.Format) || got != (filing.Photo{Format: got.Format}) {
				t.Fatalf("more than the format of a picture that is not decoded: %+v", got)
			}
			return
		}
		header, format, err := image.DecodeConfig(bytes.NewReader(file))
		upright := got.Width == header.Width && got.Height == header.Height
		turned := got.Width == header.Height && got.Height == header.Width
		if err != nil || !strings.EqualFold(format, got.Format) || !upright && !turned || got.Width*got.Height == 0 || got.Width*got.Height > maxPixels {
			t.Fatalf("%+v; the header says %s %d × %d (%v)", got, format, header.Width, header.Height, err)
		}
		if !got.Taken.Zero() && day(t, got.Taken.String()) != got.Taken {
			t.Fatalf("taken on %v", got.Taken)
		}
	})
}

func BenchmarkInspect(b *testing.B) {
	file := jpegOf(b, portrait(3000, 4000))
	b.ReportAllocs()
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if p := Inspect(bytes.NewReader(file)); p.Width != 3000 {
			b.Fatal(p.Fault)
		}
	}
}
