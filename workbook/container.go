package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Limits bound what a workbook may take. A zero field means that of
// [DefaultLimits].
type Limits struct {
	File         int64 // bytes of the file itself
	Unpacked     int64 // bytes of all parts that are needed, unpacked
	Part         int64 // bytes of one part, unpacked, or of a CSV file as text
	Ratio        int   // how many times its packed size a part of more than 8 MiB may be
	Parts        int   // entries in the file's zip
	Columns      int   // the last column that may hold a value
	Rows         int   // rows of a sheet that hold something
	Cells        int   // cells of a sheet with a value, shared strings, merged ranges: of each
	Applications int
}

// DefaultLimits are far above what any clerk needs.
var DefaultLimits = Limits{
	File: 256 << 20, Unpacked: 64 << 20, Part: 32 << 20, Ratio: 100, Parts: 4000,
	Columns: 256, Rows: 120_000, Cells: 1_000_000, Applications: 100_000,
}

func (l Limits) orDefaults() Limits {
	d := DefaultLimits
	return Limits{
		File: cmp.Or(l.File, d.File), Unpacked: cmp.Or(l.Unpacked, d.Unpacked), Part: cmp.Or(l.Part, d.Part),
		Ratio: cmp.Or(l.Ratio, d.Ratio), Parts: cmp.Or(l.Parts, d.Parts), Columns: cmp.Or(l.Columns, d.Columns),
		Rows: cmp.Or(l.Rows, d.Rows), Cells: cmp.Or(l.Cells, d.Cells), Applications: cmp.Or(l.Applications, d.Applications),
	}
}

// anyRatio is how large a part may be whatever its ratio: a small sheet of
// blank cells is packed to nothing.
const anyRatio = 8 << 20

// container is the workbook's zip, unpacked part by part on demand.
type container struct {
	files  map[string]*zip.File // by lower-case name
	order  []*zip.File
	limits Limits
	left   int64
}

// openContainer opens a file that is known to begin like a zip.
func openContainer(file io.ReaderAt, size int64, limits Limits) (*container, error) {
	// Before the directory becomes values: as many parts as there are, there
	// are entries that begin so.
	parts, err := count(file, size, "PK\x01\x02")
	if err != nil {
		return nil, err
	}
	if parts > limits.Parts {
		return nil, &OverLimit{Limit: fmt.Sprint(limits.Parts), flag: "parts", what: filing.Words{ZH: "文件内的部件数", EN: "parts in the file"}}
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, &NotWorkbook{kind: kindBrokenZip}
	}
	c := &container{files: make(map[string]*zip.File, parts), order: archive.File, limits: limits, left: limits.Unpacked}
	for _, f := range archive.File {
		name := partName(f.Name)
		if _, twice := c.files[name]; twice {
			return nil, &Damaged{Part: short(f.Name), why: filing.Words{ZH: "同名部件出现两次", EN: "the part is there twice"}}
		}
		c.files[name] = f
	}
	return c, nil
}

// count counts a sign in a file, piece by piece.
func count(file io.ReaderAt, size int64, sign string) (n int, err error) {
	buf := make([]byte, 1<<16)
	for from := int64(0); from < size; from += int64(len(buf) - len(sign) + 1) {
		piece := buf[:min(int64(len(buf)), size-from)]
		if _, err := file.ReadAt(piece, from); err != nil && err != io.EOF {
			return 0, &Unreadable{err}
		}
		n += bytes.Count(piece, []byte(sign))
	}
	return n, nil
}

// partName is the name under which a part is looked up: part names are
// compared without case (ECMA-376 part 2, 6.2.2.3), and some writers use \.
func partName(name string) string {
	return strings.ToLower(path.Clean(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")))
}

func (c *container) has(name string) bool { return c.files[partName(name)] != nil }

// find looks a part up; nil when it is missing. The size that it declares can
// refuse it, and is what it has to come to when it is unpacked.
func (c *container) find(name string) (*zip.File, error) {
	f := c.files[partName(name)]
	if f == nil {
		return nil, nil
	}
	size := f.UncompressedSize64
	if size > uint64(c.limits.Part) {
		return nil, &OverLimit{Limit: megabytes(c.limits.Part), flag: "part", what: filing.Words{ZH: "一个部件解压后的大小", EN: "one part, unpacked"}, at: short(f.Name)}
	}
	if size > uint64(c.left) {
		return nil, &OverLimit{Limit: megabytes(c.limits.Unpacked), flag: "unpacked", what: filing.Words{ZH: "解压后的总大小", EN: "all parts, unpacked"}, at: short(f.Name)}
	}
	if size > anyRatio && size/uint64(c.limits.Ratio) > f.CompressedSize64 {
		return nil, &OverLimit{Limit: fmt.Sprintf("%d∶1", c.limits.Ratio), flag: "ratio", what: filing.Words{ZH: "大部件的压缩比", EN: "how far a large part is compressed"}, at: short(f.Name)}
	}
	c.left -= int64(f.UncompressedSize64)
	return f, nil
}

// unpacker reads a part. Its errors other than io.EOF are [Refusal]s: what
// turns out larger or smaller than declared lies.
type unpacker struct {
	file *zip.File
	from io.ReadCloser
	left int64 // one byte more than declared: reading that far is how the sum is checked
}

// encrypted is the flag of a part that is (APPNOTE.TXT 4.4.4).
const encrypted = 1

func unpack(f *zip.File) (*unpacker, error) {
	if f.Flags&encrypted != 0 {
		return nil, &Damaged{Part: short(f.Name), why: filing.Words{ZH: "加了密码，请去掉密码", EN: "it has a password; take the password off"}}
	}
	from, err := f.Open()
	if err != nil {
		return nil, &Damaged{Part: short(f.Name), why: filing.Words{ZH: "无法解压", EN: "it cannot be unpacked"}, cause: err}
	}
	return &unpacker{f, from, int64(f.UncompressedSize64) + 1}, nil
}

func (u *unpacker) Read(b []byte) (int, error) {
	n, err := u.from.Read(b[:min(int64(len(b)), u.left)])
	u.left -= int64(n)
	switch {
	case u.left == 0:
		err = &Damaged{Part: short(u.file.Name), why: filing.Words{ZH: "比它自己说的大", EN: "it is larger than it says"}}
	case err == nil:
		return n, nil
	case err != io.EOF || u.left != 1:
		err = &Damaged{Part: short(u.file.Name), why: filing.Words{ZH: "解压时出错，文件可能没有下载完整", EN: "unpacking failed; the file may be incomplete"}, cause: err}
	}
	u.from.Close()
	return n, err
}

// bytes unpacks a part that is no XML; nil when it is missing.
func (c *container) bytes(name string) ([]byte, error) {
	f, err := c.find(name)
	if err != nil || f == nil {
		return nil, err
	}
	u, err := unpack(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(u)
}

// part is an XML part that is known to be whole and made of legal characters.
type part struct {
	name  string
	file  *zip.File
	data  []byte // all of it, if it is no larger than a window
	words []int  // how often the words that were looked for stand in it
}

// part unpacks a part to the end; nil when it is missing. What is wrong with
// it is known from then on, before anything of it has been believed; what is
// too large to be kept is unpacked again to be read.
func (c *container) part(name string, words ...string) (*part, error) {
	f, err := c.find(name)
	if err != nil || f == nil {
		return nil, err
	}
	u, err := unpack(f)
	if err != nil {
		return nil, err
	}
	p := &part{name: name, file: f, words: make([]int, len(words))}
	t := newTokens(u, f.UncompressedSize64)
	legal := characters{at: t.base + int64(t.pos)}
	checked := t.pos
	searched := make([]int, len(words))
	for whole := true; ; whole = false {
		checked += legal.check(t.data[checked:], t.last)
		t.pos = checked
		for i, word := range words {
			p.words[i] += bytes.Count(t.data[searched[i]:], []byte(word))
			searched[i] = max(0, len(t.data)-len(word)+1) // one may begin there
			t.pos = min(t.pos, searched[i])
		}
		if t.last {
			if whole {
				p.data = t.data
			}
			break
		}
		checked -= t.pos
		for i := range searched {
			searched[i] -= t.pos
		}
		t.fill()
	}
	switch {
	case t.fault != nil:
		return nil, t.fault
	case legal.err != nil:
		return nil, badXML(name, "", legal.err)
	}
	return p, nil
}

// tokens reads the part from its beginning.
func (p *part) tokens() (*tokens, error) {
	if p.data != nil {
		return wholeTokens(p.data), nil
	}
	u, err := unpack(p.file)
	if err != nil {
		return nil, err
	}
	return newTokens(u, p.file.UncompressedSize64), nil
}

// tokens opens a part as XML; nil when it is missing.
func (c *container) tokens(name string) (*tokens, error) {
	p, err := c.part(name)
	if err != nil || p == nil {
		return nil, err
	}
	return p.tokens()
}

func megabytes(n int64) string {
	if n%(1<<20) == 0 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d B", n)
}
