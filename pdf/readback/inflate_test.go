package readback

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

func zlibbed(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// asTheStandardLibrary requires that in is unpacked, or refused, as the
// standard library does.
func asTheStandardLibrary(t *testing.T, z *inflater, in []byte) {
	t.Helper()
	want, wantErr := []byte(nil), error(nil)
	if r, err := zlib.NewReader(bytes.NewReader(in)); err != nil {
		wantErr = err
	} else if want, wantErr = io.ReadAll(io.LimitReader(r, 1<<20+1)); len(want) > 1<<20 {
		return
	}
	left := 1 << 21
	before := []byte("before")
	got, err := z.inflate(in, bytes.Clone(before), &left)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%x: error %v, the standard library's %v", clip(in, 100), err, wantErr)
	}
	if !bytes.HasPrefix(got, before) {
		t.Fatal("what was there before is changed")
	}
	if got = got[len(before):]; err == nil && !bytes.Equal(got, want) {
		t.Fatalf("%x: %d bytes, not the %d of the standard library", clip(in, 100), len(got), len(want))
	}
	if err == nil && left != 1<<21-len(got) {
		t.Fatalf("%d bytes left after %d", left, len(got))
	}
	if err == nil && len(got) > 0 {
		for _, few := range []int{len(got) - 1, len(got) / 2, 0} {
			left := few
			if out, err := z.inflate(in, nil, &left); err != errTooBig || len(out) > few+1<<16+room {
				t.Fatalf("with %d bytes allowed of %d: %d, error %v", few, len(got), len(out), err)
			}
		}
		left := len(got)
		if _, err := z.inflate(in, nil, &left); err != nil {
			t.Fatalf("with as many bytes as there are: %v", err)
		}
	}
}

func inflateSamples(t testing.TB) (all [][]byte) {
	rnd := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 70000)
	for i := range noise {
		noise[i] = byte(rnd.Uint32())
	}
	skewed := make([]byte, 100000) // codes of every length
	for i := range skewed {
		for skewed[i] < 200 && rnd.IntN(3) > 0 {
			skewed[i] += byte(1 + rnd.IntN(2))
		}
	}
	pdf, err := os.ReadFile("testdata/gopdf.pdf")
	if err != nil {
		t.Fatal(err)
	}
	texts := [][]byte{nil, []byte("a"), []byte("abc"), bytes.Repeat([]byte("a"), 1000), bytes.Repeat([]byte("abc "), 9000), noise, skewed, pdf,
		[]byte(strings.Repeat("BT /F1 10 Tf 30 40 Td <00010002> Tj ET\n", 50)), bytes.Repeat(noise[:40000], 2), make([]byte, 300000)}
	for _, text := range texts {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, 1, 6, 9} {
			all = append(all, zlibbed(t, text, level))
		}
	}
	return all
}

func TestInflate(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var z inflater
	for n, in := range inflateSamples(t) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			asTheStandardLibrary(t, &z, in)
			asTheStandardLibrary(t, &z, append(bytes.Clone(in), "more"...))
			for range 40 {
				asTheStandardLibrary(t, &z, in[:rnd.IntN(len(in))])
				broken := bytes.Clone(in)
				for range 1 + rnd.IntN(3) {
					broken[rnd.IntN(min(len(broken), 1+rnd.IntN(400)))] ^= 1 << rnd.IntN(8)
				}
				asTheStandardLibrary(t, &z, broken)
			}
		})
	}
	for range 20000 { // short ones: headers of blocks
		in := []byte{0x78, 0x9c, byte(rnd.Uint32()), byte(rnd.Uint32())}
		for range rnd.IntN(60) {
			in = append(in, byte(rnd.Uint32()))
		}
		asTheStandardLibrary(t, &z, in)
	}
}

func FuzzInflate(f *testing.F) {
	for _, in := range inflateSamples(f) {
		if len(in) < 20000 {
			f.Add(in)
		}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		asTheStandardLibrary(t, new(inflater), in)
		if len(in) > 4 { // past the checksum of the header
			in[0], in[1] = 0x78, 0x9c
			asTheStandardLibrary(t, new(inflater), in)
		}
	})
}

func BenchmarkInflate(b *testing.B) {
	data, err := os.ReadFile("testdata/gopdf.pdf")
	if err != nil {
		b.Fatal(err)
	}
	f, err := Read(data)
	if err != nil {
		b.Fatal(err)
	}
	font, err := f.FontProgram(0)
	if err != nil {
		b.Fatal(err)
	}
	in := zlibbed(b, font, 6)
	out := make([]byte, 0, 2*len(font)+1024)
	b.Run("here", func(b *testing.B) {
		b.SetBytes(int64(len(font)))
		var z inflater
		for b.Loop() {
			left := 1 << 30
			if _, err := z.inflate(in, out, &left); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("standard library", func(b *testing.B) {
		b.SetBytes(int64(len(font)))
		r, _ := zlib.NewReader(bytes.NewReader(in))
		for b.Loop() {
			r.(zlib.Resetter).Reset(bytes.NewReader(in), nil)
			if _, err := io.ReadFull(r, out[:len(font)]); err != nil {
				b.Fatal(err)
			}
			if n, err := r.Read(out[:1]); n > 0 || err != io.EOF {
				b.Fatal(n, err)
			}
		}
	})
}
