package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// gopdf's file is not fit for the post as it is: supplementary characters copy
// wrong, the page is 0.004 points too wide, the title is not an object of its
// own. It is therefore taken apart into its objects, those are put right, and
// the file is put together again.
//
// gopdf also packs the same typeface slowly, with a compressor whose bytes
// change from one Go release to the next. So it is given typefaces without their
// outlines, to measure and number by, and asked not to pack the pages; both come
// into the file here.

var errForeign = errors.New("pdf: gopdf wrote what was not expected")

// objectsAFont is how many objects gopdf writes for a typeface, in this order:
// ToUnicode, the file, its descriptor, the CID font, the font. They begin behind
// the catalog, the pages, the outlines and the resources.
const (
	objectsAFont = 5
	firstFont    = 4
)

func finish(raw []byte, title string, faces []*typeface) ([]byte, error) {
	objects, err := takeApart(raw)
	if err != nil {
		return nil, err
	}
	if len(objects) < firstFont+objectsAFont*len(faces) {
		return nil, fmt.Errorf("%w: too few objects", errForeign)
	}
	put := func(i int, old, corrected string) {
		if err == nil {
			objects[i], err = replace(objects[i], old, corrected)
		}
	}
	put(0, "  /Pages 2 0 R\n", "  /Pages 2 0 R\n  /Lang (zh-CN)\n  /ViewerPreferences << /DisplayDocTitle true >>\n")
	put(1, fmt.Sprintf("[ 0 0 %0.2f %0.2f ]", pageWidth, pageHeight), fmt.Sprintf("[ 0 0 %.3f %.3f ]", pageWidth, pageHeight))
	for k, c := range faces {
		at := firstFont + objectsAFont*k
		if !bytes.Contains(objects[at], []byte("begincmap")) {
			return nil, fmt.Errorf("%w: no ToUnicode of %s", errForeign, c.family)
		}
		if !bytes.Contains(objects[at+1], []byte("/Length1 ")) {
			return nil, fmt.Errorf("%w: no file of %s", errForeign, c.family)
		}
		objects[at] = stream(toUnicode(c.subset.Runes), "")
		objects[at+1] = stream(c.subset.TTF, fmt.Sprintf(" /Length1 %d", len(c.subset.TTF)))
		put(at+3, "/Subtype /CIDFontType2\n", "/CIDToGIDMap /Identity\n/Subtype /CIDFontType2\n")
	}
	for i := firstFont + objectsAFont*len(faces); i < len(objects) && err == nil; i++ {
		if bytes.HasSuffix(objects[i], []byte("endstream\n")) {
			objects[i], err = pack(objects[i])
		}
	}
	if err != nil {
		return nil, err
	}
	objects = append(objects, []byte("<< /Title <"+utf16Hex("\ufeff"+title)+"> >>\n"))
	return putTogether(objects), nil
}

// replace replaces what stands in an object exactly once.
func replace(object []byte, old, corrected string) ([]byte, error) {
	if bytes.Count(object, []byte(old)) != 1 {
		return nil, fmt.Errorf("%w: %q is not there once", errForeign, old)
	}
	return bytes.Replace(object, []byte(old), []byte(corrected), 1), nil
}

// takeApart finds the objects of a file by its cross-reference table.
func takeApart(file []byte) ([][]byte, error) {
	_, tail, ok := cutLast(file, "startxref\n")
	number, _, ended := bytes.Cut(tail, []byte("\n%%EOF\n"))
	start, err := strconv.Atoi(string(number))
	if !ok || !ended || err != nil || start < 0 || start > len(file) {
		return nil, fmt.Errorf("%w: no startxref", errForeign)
	}
	head, entries, ok := bytes.Cut(file[start:], []byte("0000000000 65535 f \n"))
	count, err := strconv.Atoi(string(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("xref\n0 ")))))
	const entry = 20
	if !ok || err != nil || count < 2 || len(entries) < entry*(count-1) {
		return nil, fmt.Errorf("%w: no xref table", errForeign)
	}
	at := make([]int, count)
	at[count-1] = start
	for i := range count - 1 {
		if at[i], err = strconv.Atoi(string(entries[entry*i : entry*i+10])); err != nil {
			return nil, fmt.Errorf("%w: %w", errForeign, err)
		}
	}
	objects := make([][]byte, count-1)
	for i := range objects {
		if at[i] < 0 || at[i] > at[i+1] || at[i+1] > len(file) {
			return nil, fmt.Errorf("%w: object %d out of place", errForeign, i+1)
		}
		body, begins := bytes.CutPrefix(file[at[i]:at[i+1]], fmt.Appendf(nil, "%d 0 obj\n", i+1))
		body, ends := bytes.CutSuffix(body, []byte("endobj\n\n"))
		if !begins || !ends {
			return nil, fmt.Errorf("%w: object %d is not one", errForeign, i+1)
		}
		objects[i] = body
	}
	return objects, nil
}

func cutLast(b []byte, sep string) (before, after []byte, ok bool) {
	i := bytes.LastIndex(b, []byte(sep))
	if i < 0 {
		return b, nil, false
	}
	return b[:i], b[i+len(sep):], true
}

// putTogether writes the file; the last object is the information dictionary.
// The file's identity is a hash of what is in it.
func putTogether(objects [][]byte) []byte {
	var f bytes.Buffer
	size := 256
	for _, o := range objects {
		size += len(o) + 48
	}
	f.Grow(size)
	f.WriteString("%PDF-1.7\n%\xe4\xb8\xad\xe6\x96\x87\n") // four bytes or more above 127: binary
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = f.Len()
		fmt.Fprintf(&f, "%d 0 obj\n", i+1)
		f.Write(o)
		f.WriteString("endobj\n")
	}
	id := sha256.Sum256(f.Bytes())
	start := f.Len()
	fmt.Fprintf(&f, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&f, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&f, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R /ID [<%X> <%X>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, len(objects), id[:16], id[:16], start)
	return f.Bytes()
}

// toUnicode maps glyphs, numbered as their characters stand in runes, to those
// characters (ISO 32000-1, 9.10.3); glyph 0 stands for none.
func toUnicode(runes []rune) []byte {
	const most = 100 // in one block
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 1; from < len(runes); from += most {
		to := min(from+most, len(runes))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for glyph := from; glyph < to; glyph++ {
			fmt.Fprintf(&b, "<%04X> <%s>\n", glyph, utf16Hex(string(runes[glyph])))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// utf16Hex is a text in UTF-16BE, as hexadecimal digits.
func utf16Hex(s string) string {
	var hex []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		hex = fmt.Appendf(hex, "%04X", unit)
	}
	return string(hex)
}

var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// stream is a compressed stream object, with further entries.
func stream(data []byte, entries string) []byte {
	var packed bytes.Buffer
	w := deflaters.Get().(*zlib.Writer)
	w.Reset(&packed)
	w.Write(data) // a Buffer does not fail
	w.Close()
	deflaters.Put(w)
	object := make([]byte, 0, packed.Len()+128)
	object = fmt.Appendf(object, "<< /Filter /FlateDecode /Length %d%s >>\nstream\n", packed.Len(), entries)
	object = append(object, packed.Bytes()...)
	return append(object, "\nendstream\n"...)
}

// pack compresses the stream of a page.
func pack(object []byte) ([]byte, error) {
	head, data, ok := bytes.Cut(object, []byte(">>\nstream\n"))
	data, ends := bytes.CutSuffix(data, []byte("endstream\n"))
	if !ok || !ends || string(head) != fmt.Sprintf("<<\n/Length %d\n", len(data)) {
		return nil, fmt.Errorf("%w: not the stream of a page", errForeign)
	}
	return stream(data, ""), nil
}

// hollow is a TrueType file without its outlines: a loca table of zeros. What
// gopdf asks for, widths and numbers, stays.
func hollow(ttf []byte) ([]byte, error) {
	const directory, entry = 12, 16
	ttf = bytes.Clone(ttf)
	for n := range int(binary.BigEndian.Uint16(ttf[4:])) {
		e := ttf[directory+entry*n:]
		if string(e[:4]) == "loca" {
			at, length := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
			clear(ttf[at : at+length])
			return ttf, nil
		}
	}
	return nil, errors.New("pdf: a typeface without a loca table")
}
