package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// Pictures are made here, so that every byte of a test is known.

func portrait(width, height int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, color.RGBA{uint8(x * 7), uint8(y * 3), uint8(x ^ y), 255})
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// camera is what an EXIF block is to say; what is empty is left out.
type camera struct {
	orientation                                uint16
	dateTime, original, digitized, inThumbnail string
}

// exifOf lays a TIFF with IFD0, its Exif directory, and a thumbnail's IFD1.
func exifOf(order binary.AppendByteOrder, c camera) []byte {
	type entry struct {
		tag, kind uint16
		count     uint32
		value     []byte // padded to four bytes when it fits, else put after
	}
	text := func(tag uint16, s string) entry { return entry{tag, 2, uint32(len(s) + 1), append([]byte(s), 0)} }
	var main, sub, thumbnail []entry
	if c.orientation != 0 {
		main = append(main, entry{0x0112, 3, 1, order.AppendUint16(nil, c.orientation)})
	}
	if c.dateTime != "" {
		main = append(main, text(0x0132, c.dateTime))
	}
	if c.original != "" {
		sub = append(sub, text(0x9003, c.original))
	}
	if c.digitized != "" {
		sub = append(sub, text(0x9004, c.digitized))
	}
	if c.inThumbnail != "" {
		thumbnail = append(thumbnail, entry{0x0112, 3, 1, order.AppendUint16(nil, 6)}, text(0x0132, c.inThumbnail))
	}
	size := func(entries []entry) int {
		n := 2 + 12*len(entries) + 4
		for _, e := range entries {
			if len(e.value) > 4 {
				n += len(e.value)
			}
		}
		return n
	}
	directory := func(at int, entries []entry, next uint32) []byte {
		b := order.AppendUint16(nil, uint16(len(entries)))
		after := []byte{}
		free := at + 2 + 12*len(entries) + 4
		for _, e := range entries {
			b = order.AppendUint16(b, e.tag)
			b = order.AppendUint16(b, e.kind)
			b = order.AppendUint32(b, e.count)
			if len(e.value) > 4 {
				b = order.AppendUint32(b, uint32(free+len(after)))
				after = append(after, e.value...)
			} else {
				b = append(b, append(e.value, 0, 0, 0, 0)[:4]...)
			}
		}
		return append(order.AppendUint32(b, next), after...)
	}
	mark := "II"
	if order.String() == "BigEndian" {
		mark = "MM"
	}
	main = append(main, entry{0x8769, 4, 1, nil})
	subAt := 8 + size(main)
	thumbnailAt := subAt + size(sub)
	main[len(main)-1].value = order.AppendUint32(nil, uint32(subAt))
	b := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	b = append(b, directory(8, main, uint32(thumbnailAt))...)
	b = append(b, directory(subAt, sub, 0)...)
	return append(b, directory(thumbnailAt, thumbnail, 0)...)
}

func segment(marker byte, content []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(content)+2)), content...)
}

// inJPEG puts an EXIF block where cameras do, right after the first marker.
func inJPEG(file, exif []byte) []byte {
	app1 := segment(0xE1, append([]byte("Exif\x00\x00"), exif...))
	return bytes.Join([][]byte{file[:2], app1, file[2:]}, nil)
}

func chunk(name string, content []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	b = append(append(b, name...), content...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

const afterIHDR = 8 + 12 + 13

func inPNG(file, exif []byte) []byte {
	return bytes.Join([][]byte{file[:afterIHDR], chunk("eXIf", exif), file[afterIHDR:]}, nil)
}

// claiming rewrites the size in a picture's header, and no pixel.
func claiming(t testing.TB, file []byte, width, height int) []byte {
	file = bytes.Clone(file)
	if formatOf(file) == "PNG" {
		binary.BigEndian.PutUint32(file[16:], uint32(width))
		binary.BigEndian.PutUint32(file[20:], uint32(height))
		binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
		return file
	}
	at := frameAt(t, file)
	binary.BigEndian.PutUint16(file[at+5:], uint16(height))
	binary.BigEndian.PutUint16(file[at+7:], uint16(width))
	return file
}

func frameAt(t testing.TB, file []byte) int {
	t.Helper()
	at := bytes.Index(file, []byte{0xFF, 0xC0, 0})
	if at < 0 {
		t.Fatal("no baseline frame header")
	}
	return at
}

// progressive makes a grey square of 64 × 64 pixels, refined by the given
// number of scans that all say "no change".
func progressive(scans int) []byte {
	b := []byte{0xFF, 0xD8}
	b = append(b, segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...))...)
	b = append(b, segment(0xC2, []byte{8, 0, 64, 0, 64, 1, 1, 0x11, 0})...)
	b = append(b, segment(0xC4, append(append([]byte{0x00, 1}, make([]byte, 15)...), 0))...) // one code, "0": no difference
	for range scans {
		b = append(b, segment(0xDA, []byte{1, 1, 0x00, 0, 0, 0x00})...)
		b = append(b, make([]byte, 64/8)...) // a bit for each of 64 blocks
	}
	return append(b, 0xFF, 0xD9)
}
