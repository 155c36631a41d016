package press

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
)

// largestBaseline is the most bytes of one: some 600,000 findings.
const largestBaseline = 64 << 20

// ReadBaseline reads a file of accepted findings; what is none is not read to
// its end. The error is a [Failure].
func ReadBaseline(path string) (*report.Baseline, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer file.Close()
	limited := &io.LimitedReader{R: file, N: largestBaseline + 1}
	b, err := report.ReadBaseline(limited)
	if limited.N == 0 {
		return nil, overLimit(path, largestBaseline)
	}
	if _, disk := errors.AsType[*fs.PathError](err); disk {
		return nil, unreadable(path, err)
	}
	if err != nil {
		shown := filing.Escape(path)
		return nil, fail(Input, nil, shown+": 不是 icpgen 的基线文件", shown+": is no baseline of icpgen").
			hint("用 icpgen check 文件 --write-baseline "+shown+" 写一份", "write one with icpgen check FILE --write-baseline "+shown)
	}
	return b, nil
}

// WriteBaseline writes a file of accepted findings, new or in the place of an
// earlier one. The error is a [Failure].
func WriteBaseline(path string, b *report.Baseline) error {
	var text bytes.Buffer
	if err := b.Write(&text); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return NewFile(path, text.Bytes())
	}
	if err == nil && info.Mode().IsRegular() { // who opens a pipe waits
		_, err = ReadBaseline(path)
	} else if err == nil {
		err = fs.ErrInvalid
	}
	if err != nil {
		shown := filing.Escape(path)
		return fail(Output, nil, shown+": 已经存在，而且不是基线文件，没有覆盖", shown+": is there already and is no baseline; it was not overwritten").
			hint("换一个文件名，或先把它移走", "choose another name, or move it away first")
	}
	return ReplaceFile(path, text.Bytes())
}
