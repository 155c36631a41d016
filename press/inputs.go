package press

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

// largestFile is the most bytes of a paper, a profile or rules that are read.
const largestFile = 256 << 20

// StandardInput is the path that means the run's standard input.
const StandardInput = "-"

// input is one workbook to read.
type input struct {
	path string // as given; "-" is standard input
	name string // how places call it
}

// home is the folder beside which what the workbook names is looked for.
func (in input) home() string {
	if in.path == StandardInput {
		return "."
	}
	return filepath.Dir(in.path)
}

// findInputs turns what was asked for into workbooks: files as they are, of a
// folder its *.xlsx by name, without the ~$ files that Excel keeps beside an
// open workbook. A file named twice is read once.
func findInputs(paths []string) ([]input, []*Failure) {
	var inputs []input
	var failures []*Failure
	var seen []fs.FileInfo
	add := func(path string, info fs.FileInfo) {
		for _, s := range seen {
			if os.SameFile(s, info) {
				return
			}
		}
		seen = append(seen, info)
		inputs = append(inputs, input{path, filepath.Base(path)})
	}
	for _, path := range paths {
		if path == StandardInput {
			inputs = append(inputs, input{path, "stdin"})
			continue
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			failures = append(failures, unreadable(path, err))
		case !info.IsDir():
			add(path, info)
		default:
			entries, err := os.ReadDir(path)
			if err != nil {
				failures = append(failures, unreadable(path, err))
				continue
			}
			found := false
			for _, entry := range entries {
				name := entry.Name()
				if !strings.EqualFold(filepath.Ext(name), ".xlsx") || strings.HasPrefix(name, "~$") {
					continue
				}
				whole := filepath.Join(path, name)
				if info, err := os.Stat(whole); err != nil {
					failures = append(failures, unreadable(whole, err))
				} else if info.Mode().IsRegular() {
					add(whole, info)
				} else if !info.IsDir() {
					failures = append(failures, noFile(whole))
				}
				found = true
			}
			if !found {
				shown := filing.Escape(path)
				failures = append(failures, fail(Input, nil, shown+": 文件夹里没有 .xlsx 工作簿", shown+": no .xlsx workbook in this folder").
					hint("把填好的工作簿放进这个文件夹，或直接写出文件名", "put the filled workbook into the folder, or name the file itself"))
			}
		}
	}
	return inputs, failures
}

// opened is a workbook to be read: the file itself, of which the reader takes
// what it needs, or what came by standard input or a pipe.
type opened struct {
	io.ReaderAt
	size  int64
	close func() error
}

func (in input) open(stdin io.Reader, limits workbook.Limits) (*opened, *Failure) {
	if in.path == StandardInput {
		return hold(in.name, stdin, limits)
	}
	file, err := os.Open(in.path)
	if err != nil {
		return nil, unreadable(in.path, err)
	}
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() {
		return &opened{file, info.Size(), file.Close}, nil
	}
	defer file.Close()
	return hold(in.name, file, limits)
}

// readFile reads a file whole.
func readFile(path string) ([]byte, *Failure) {
	if info, err := os.Stat(path); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return nil, noFile(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer file.Close()
	size := int64(0)
	if info, err := file.Stat(); err == nil {
		if info.IsDir() {
			shown := filing.Escape(path)
			return nil, fail(Input, nil, shown+": 是文件夹，不是文件", shown+": is a folder, not a file").
				hint("写出文件夹里的那个文件，例如 "+shown+"/icpgen.yaml", "name the file in it, such as "+shown+"/icpgen.yaml")
		}
		size = info.Size()
	}
	return readAll(path, file, size, largestFile)
}

// readSettings reads a profile or a file of rules: no more of it than tells
// strictyaml that it is too large for one.
func readSettings(path string) ([]byte, *Failure) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return readFile(path) // which says so
	}
	return readAll(path, io.LimitReader(file, 2<<20), 0, largestFile)
}

// readAll reads to the end, at most limit bytes. The size is a hint, by which a
// large file is not copied while it is read.
func readAll(name string, r io.Reader, size, limit int64) ([]byte, *Failure) {
	var b bytes.Buffer
	b.Grow(int(min(max(size, 0), limit)) + bytes.MinRead)
	_, err := b.ReadFrom(io.LimitReader(r, limit+1))
	data := b.Bytes()
	if err != nil {
		return nil, unreadable(name, err)
	}
	if int64(len(data)) > limit {
		return nil, overLimit(name, limit)
	}
	return data, nil
}

// overLimit refuses a file that is too large to be what it is read as.
func overLimit(name string, limit int64) *Failure {
	shown := filing.Escape(name)
	return fail(Input, nil, fmt.Sprintf("%s: 文件超过上限 %d MB", shown, limit>>20), fmt.Sprintf("%s: the file is over the limit of %d MB", shown, limit>>20)).
		hint("检查是不是这个文件", "see whether it is the right file")
}

// noFile refuses a pipe or a device that lies in a folder: nobody may ever write
// to it, or it never ends. One that is named is read, as icpgen check <(…) does.
func noFile(path string) *Failure {
	shown := filing.Escape(path)
	return fail(Input, nil, shown+": 不是普通文件，没有读", shown+": is no ordinary file, and was not read").
		hint("它是管道或设备；把它从文件夹里移走", "it is a pipe or a device; move it out of the folder")
}
