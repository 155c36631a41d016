package readback

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

// told is all that is read of a file.
func told(f *File, pages []string, err error) string {
	s := strings.Join(pages, "")
	if f != nil {
		s += fmt.Sprintf("%s %q %q %q %q %v %v %v %v\n%q\n%q\n", f.Version, f.Title, f.Author, f.Creator, f.Producer,
			f.HasInfoDate, f.HasID, f.HasXMP, f.HasScript, f.Faults, f.Unknown)
		for i := range f.Fonts {
			font := &f.Fonts[i]
			s += fmt.Sprintln(font.Name, font.Type, font.Object, font.Embedded, font.Subset, font.HasToUnicode, font.Used)
		}
	}
	return s + fmt.Sprintln(err)
}

// bothWays reads a file from memory and by windows, and requires the same.
func bothWays(t *testing.T, data []byte) {
	t.Helper()
	read := func(each func(*Reader, func(*File, *Page) error) (*File, error)) string {
		var pages []string
		r := &Reader{smallest: 1}
		f, err := each(r, func(_ *File, p *Page) error {
			page := *p
			page.lines, page.sorted, page.places, page.Layer = nil, nil, nil, nil
			pages = append(pages, fmt.Sprintf("%+v %q\n", page, p.Text()))
			return nil
		})
		all := told(f, pages, err)
		if f != nil {
			for i := range f.Fonts {
				set, err := r.Outlines(f, i)
				all += fmt.Sprintln(set, err)
			}
		}
		return all
	}
	whole := read(func(r *Reader, page func(*File, *Page) error) (*File, error) { return r.Each(data, page) })
	parts := read(func(r *Reader, page func(*File, *Page) error) (*File, error) {
		return r.Pages(bytes.NewReader(data), int64(len(data)), nil, page)
	})
	if whole != parts && !strings.Contains(whole+parts, errWork.Error()) && !strings.Contains(parts, "unexpected EOF") {
		at := 0
		for at < min(len(whole), len(parts)) && whole[at] == parts[at] {
			at++
		}
		around := func(s string) string { return s[max(0, at-200):min(len(s), at+200)] }
		t.Errorf("from memory\n%s\nby windows\n%s", around(whole), around(parts))
	}
}

func samples(t testing.TB) (all [][]byte) {
	for _, name := range []string{"gopdf", "qpdf", "linearized", "ghostscript", "cairo", "dense"} {
		data, err := os.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	long := one("BT /F1 10 Tf (" + strings.Repeat("long ", 300) + ") Tj ET %" + strings.Repeat(" ", 3000))
	return append(all, sheetAsUsual.file(), many(5, 3, 20), long,
		bytes.Replace(long, []byte("/Length "), []byte("/Length 1"), 1), bytes.Replace(long, []byte(" 00000 n \n"), []byte(" 00000 n\n"), 3))
}

// many is a file of papers: pages of few bytes that show one form, each again
// in copies that share its contents.
func many(papers, copies, marks int) []byte {
	packed := func(dict, body string) string { return stream(dict+"/Filter/FlateDecode", deflate(body)) }
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Font<</F1 4 0 R>>/XObject<</Fm0 8 0 R>>>>",
		han, "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Han/DW 900/W[1[500 700]]/CIDToGIDMap 7 0 R>>",
		packed("", "2 beginbfchar <0001> <6838> <0002> <9A8C> endbfchar"), packed("", "\x00\x00\x00\x09\x00\x08"),
		packed("/Subtype/Form/BBox[0 0 720 360]/Resources<</Font<</F1 4 0 R>>>>", strings.Repeat("BT /F1 10 Tf 30 40 Td <00010002> Tj ET 7 7 9 9 re f ", marks))}
	kids := ""
	for n := range papers {
		contents := len(objects) + 1
		objects = append(objects, packed("", fmt.Sprintf("/Fm0 Do BT /F1 9 Tf %d %d Td <0001> Tj ET", n%500, n%300)))
		for range copies {
			objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Resources 3 0 R/Contents %d 0 R>>", contents))
			kids += fmt.Sprintf(" %d 0 R", len(objects))
		}
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/MediaBox[0 0 720 360]/Kids[%s]>>", papers*copies, kids)
	return build(objects...)
}

func TestByWindowsAsFromMemory(t *testing.T) {
	for n, data := range samples(t) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			bothWays(t, data)
			for cut := range 10 {
				bothWays(t, data[:len(data)*cut/10])
			}
			for at := range 24 { // damage
				broken := bytes.Clone(data)
				broken[(at*7919+n*131)%len(broken)] = "0(<[/%"[at%6]
				bothWays(t, broken)
			}
		})
	}
}

func FuzzPages(f *testing.F) {
	f.Add(sheetAsUsual.file())
	f.Add(many(2, 2, 1))
	f.Add(one("BT /F1 10 Tf (" + strings.Repeat("long ", 120) + ") Tj ET %" + strings.Repeat(" ", 600)))
	f.Fuzz(bothWays)
}

// counted counts what is asked of a file.
type counted struct {
	io.ReaderAt
	calls, bytes int
}

func (c *counted) ReadAt(b []byte, at int64) (int, error) {
	c.calls++
	c.bytes += len(b)
	return c.ReaderAt.ReadAt(b, at)
}

// A print job is read with few calls, its copies are known, and what is
// remembered of it does not grow.
func TestPrintJobIsReadInPassing(t *testing.T) {
	data := many(1500, 2, 60)
	file := &counted{ReaderAt: bytes.NewReader(data)}
	r := Reader{smallest: 1}
	last, glyphs, unread, most := Source{}, 0, 0, 0
	f, err := r.Pages(file, int64(len(data)), func(s Source) bool {
		known := s == last
		last = s
		return known
	}, func(f *File, p *Page) error {
		glyphs += len(p.Glyphs)
		if p.Unread {
			unread++
		} else if len(p.Glyphs) != 121 || p.Glyphs[120].GID != 9 || p.Glyphs[119].GID != 8 {
			t.Fatalf("page %d: %d glyphs", p.Number, len(p.Glyphs))
		}
		most = max(most, len(f.store.objects))
		return nil
	})
	if err != nil || len(f.Faults)+len(f.Unknown) > 0 {
		t.Fatal(err, f)
	}
	if unread != 1500 || glyphs != 1500*121 {
		t.Errorf("%d pages unread, %d glyphs", unread, glyphs)
	}
	if windows := len(data)/windowSize + 1; file.calls > windows+10 || file.bytes > len(data)*11/10+8*windowSize {
		t.Errorf("%d calls for %d bytes of %d", file.calls, file.bytes, len(data))
	}
	if most > 20 {
		t.Errorf("%d objects remembered at once", most)
	}
	if _, err := r.Pages(bytes.NewReader(data), int64(len(data)), nil, func(*File, *Page) error { return nil }); err != nil {
		t.Errorf("with all copies read: %v", err)
	}
}

// failing is a disk that fails from a place on.
type failing struct {
	io.ReaderAt
	from int64
}

var errDisk = errors.New("the disk is gone")

func (f failing) ReadAt(b []byte, at int64) (int, error) {
	if at+int64(len(b)) > f.from {
		return 0, errDisk
	}
	return f.ReaderAt.ReadAt(b, at)
}

func TestErrorsOfTheFileAreReturned(t *testing.T) {
	data := many(1000, 2, 20)
	none := func(*File, *Page) error { return nil }
	for _, from := range []int{0, 300 << 10, len(data) - 1} {
		if _, err := (&Reader{smallest: 1}).Pages(failing{bytes.NewReader(data), int64(from)}, int64(len(data)), nil, none); !errors.Is(err, errDisk) {
			t.Errorf("from %d: %v", from, err)
		}
	}
	for _, size := range []int{2, 2 << 20} {
		if _, err := new(Reader).Pages(bytes.NewReader(data[:1]), int64(size), nil, none); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("a file cut to a byte: %v", err)
		}
	}
	if r := (&Reader{smallest: 1}); true {
		if _, err := r.Pages(bytes.NewReader(nil), 0, nil, none); err == nil {
			t.Error("an empty file is read")
		}
	}
}

// A table of objects that lies costs neither room nor time.
func TestBombsAreRefused(t *testing.T) {
	big := strings.Repeat("(", 3<<20)
	for name, data := range map[string][]byte{
		"many objects without end": build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/MediaBox[0 0 9 9]/Kids[3 0 R]>>",
			"<</Type/Page/Annots["+strings.Repeat("4 0 R ", 9000)+"]>>", big),
		"one huge number": bytes.Replace(build("<</Type/Catalog/Pages 2 0 R>>"), []byte("0 2\n"), []byte("99999999 1\n"), 1),
	} {
		if _, err := new(Reader).Pages(bytes.NewReader(data), int64(len(data)), nil, func(*File, *Page) error { return nil }); err == nil && name != "many objects without end" {
			t.Errorf("%s: read", name)
		}
	}
}
