package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Limits bound what a workbook may take. A zero field means the default.
type Limits struct {
	Unpacked     int64 // bytes of all parts that are needed, unpacked; 64 MiB
	Part         int64 // bytes of one part, unpacked; 32 MiB
	Parts        int   // entries in the file's zip; 4,000
	Columns      int   // the last column that may hold a value; 256
	Applications int   // 100,000
	Rows         int   // rows of a sheet that hold something; 120,000
	Cells        int   // cells of a sheet with a value, shared strings, merged ranges: of each; 1,000,000
}

func (l Limits) orDefaults() Limits {
	if l.Unpacked == 0 {
		l.Unpacked = 64 << 20
	}
	if l.Part == 0 {
		l.Part = 32 << 20
	}
	if l.Parts == 0 {
		l.Parts = 4000
	}
	if l.Columns == 0 {
		l.Columns = 256
	}
	if l.Applications == 0 {
		l.Applications = 100_000
	}
	if l.Rows == 0 {
		l.Rows = 120_000
	}
	if l.Cells == 0 {
		l.Cells = 1_000_000
	}
	return l
}

// container is the workbook's zip, unpacked part by part on demand.
type container struct {
	files  map[string]*zip.File // by lower-case name
	order  []*zip.File
	limits Limits
	left   int64
}

// openContainer opens a file that is known to begin like a zip.
func openContainer(data []byte, limits Limits) (*container, error) {
	// Before the directory becomes values: as many parts as there are, there
	// are entries that begin so.
	parts := bytes.Count(data, []byte("PK\x01\x02"))
	if parts > limits.Parts {
		return nil, &OverLimit{Limit: fmt.Sprint(limits.Parts), what: filing.Words{ZH: "文件内的部件数", EN: "parts in the file"}}
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
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

// partName is the name under which a part is looked up: part names are
// compared without case (ECMA-376 part 2, 6.2.2.3), and some writers use \.
func partName(name string) string {
	return strings.ToLower(path.Clean(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")))
}

func (c *container) has(name string) bool { return c.files[partName(name)] != nil }

// part unpacks a part. The size that it declares can refuse it, and is what it
// has to come to: what turns out larger or smaller lies. A missing part is nil.
func (c *container) part(name string) ([]byte, error) {
	f := c.files[partName(name)]
	if f == nil {
		return nil, nil
	}
	switch size := f.UncompressedSize64; {
	case size > uint64(c.limits.Part):
		return nil, &OverLimit{Limit: megabytes(c.limits.Part), what: filing.Words{ZH: "一个部件解压后的大小", EN: "one part, unpacked"}, at: short(f.Name)}
	case size > uint64(c.left):
		return nil, &OverLimit{Limit: megabytes(c.limits.Unpacked), what: filing.Words{ZH: "解压后的总大小", EN: "all parts, unpacked"}, at: short(f.Name)}
	}
	r, err := f.Open()
	if err != nil {
		return nil, &Damaged{Part: short(f.Name), why: filing.Words{ZH: "无法解压", EN: "it cannot be unpacked"}, cause: err}
	}
	defer r.Close()
	// One byte more than declared: reading that far is how the sum is checked.
	data := make([]byte, f.UncompressedSize64+1)
	n, err := io.ReadFull(r, data)
	switch {
	case n == len(data):
		return nil, &Damaged{Part: short(f.Name), why: filing.Words{ZH: "比它自己说的大", EN: "it is larger than it says"}}
	case err != io.EOF && err != io.ErrUnexpectedEOF || n != len(data)-1:
		return nil, &Damaged{Part: short(f.Name), why: filing.Words{ZH: "解压时出错，文件可能没有下载完整", EN: "unpacking failed; the file may be incomplete"}, cause: err}
	}
	c.left -= int64(n)
	return data[:n], nil
}

// tokens unpacks a part and opens it as XML.
func (c *container) tokens(name string) (*tokens, []byte, error) {
	data, err := c.part(name)
	if err != nil || data == nil {
		return nil, nil, err
	}
	t, err := newTokens(data)
	if err != nil {
		return nil, nil, badXML(name, "", err)
	}
	return t, data, nil
}

func megabytes(n int64) string {
	if n%(1<<20) == 0 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d B", n)
}
