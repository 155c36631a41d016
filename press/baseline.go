package press

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
)

// ReadBaseline reads a file of accepted findings. The error is a [Failure].
func ReadBaseline(path string) (*report.Baseline, error) {
	data, failure := readFile(path)
	if failure != nil {
		return nil, failure
	}
	b, err := report.ReadBaseline(data)
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
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return NewFile(path, text.Bytes())
	}
	if _, err := ReadBaseline(path); err != nil {
		shown := filing.Escape(path)
		return fail(Output, nil, shown+": 已经存在，而且不是基线文件，没有覆盖", shown+": is there already and is no baseline; it was not overwritten").
			hint("换一个文件名，或先把它移走", "choose another name, or move it away first")
	}
	return ReplaceFile(path, text.Bytes())
}
