package press

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// copying is the annotated copy that a run is asked for.
type copying struct {
	name   string // of the workbook
	source []byte // its bytes
	before []byte // what stands at the copy's place; nil for nothing
}

// expectCopy sees to it, before anything is judged, that the run is of one
// workbook and that the copy takes the place of nothing but an earlier copy.
func (j *Job) expectCopy(inputs []input) *Failure {
	out := j.settings.Annotate
	if out == "" || len(inputs) == 0 {
		return nil
	}
	if len(inputs) != 1 || len(j.settings.Inputs) != 1 {
		return fail(Usage, nil, "--annotate 一次只能标注一个工作簿", "--annotate takes one workbook at a time").
			hint("逐个检查，各写一份，例如 icpgen check 甲.xlsx --annotate 甲-检查.xlsx", "check them one by one, each with a copy of its own, as in icpgen check a.xlsx --annotate a-checked.xlsx")
	}
	shown, want := filing.Escape(out), ".xlsx"
	switch ext := strings.ToLower(filepath.Ext(inputs[0].path)); ext {
	case ".xlsm":
		want = ext
	case ".csv":
		return fail(Usage, nil, "CSV 文件里没有地方放标注", "a CSV file has no place for marks").
			hint("在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”，再检查", "save it as an Excel workbook (*.xlsx) and check that")
	}
	if !strings.EqualFold(filepath.Ext(out), want) {
		return fail(Usage, nil, shown+": 标注后的工作簿应以 "+want+" 结尾", shown+": an annotated workbook ends in "+want).
			hint("例如 --annotate 检查"+want, "as in --annotate checked"+want)
	}
	before, failure := earlierCopy(out)
	j.copy = copying{name: inputs[0].name, before: before}
	return failure
}

// keepSource keeps the workbook that is to be annotated.
func (j *Job) keepSource(in input, file *opened) *Failure {
	if j.settings.Annotate == "" {
		return nil
	}
	data, err := io.ReadAll(io.NewSectionReader(file, 0, file.size))
	if err != nil {
		return unreadable(in.name, err)
	}
	j.copy.source = data
	return nil
}

// earlierCopy reads the copy that stands there already, and refuses to take
// anything else for one.
func earlierCopy(out string) ([]byte, *Failure) {
	info, err := os.Lstat(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	shown := filing.Escape(out)
	if err == nil && info.Mode().IsRegular() {
		if before, failure := readFile(out); failure == nil && workbook.IsAnnotated(before) {
			return before, nil
		}
	}
	return nil, fail(Output, nil, shown+": 已经存在，而且不是 icpgen 标注过的工作簿，没有覆盖",
		shown+": is there already and is no workbook that icpgen annotated; it was not overwritten").
		hint("换一个文件名；--annotate 写的是另一份，不改您自己的工作簿", "choose another name: --annotate writes a copy and leaves your own workbook alone")
}

// Copies reports whether there is a workbook to annotate: one was asked for, and
// could be read.
func (j *Job) Copies() bool { return j.copy.source != nil }

// Annotate is told a run and at its end writes the copy of the job's workbook
// that Settings.Annotate names, with what was found in it. The file appears
// whole or not at all; none is written of a run that was cut short, nor where
// there is no workbook to annotate. Its errors are [Failure]s.
func (j *Job) Annotate(lang filing.Lang) report.Teller {
	return &annotating{j, marking{workbook.Marks{Lang: lang}}}
}

type annotating struct {
	*Job
	marks marking
}

func (a *annotating) Begin(report.Run) error { return nil }

func (a *annotating) Case(c report.Case) error {
	if !a.Copies() {
		return nil
	}
	return a.marks.Case(c)
}

func (a *annotating) End(run report.Run) error {
	if !a.Copies() || run.Stopped {
		return nil
	}
	a.marks.End(run)
	data, err := a.marks.copy(a.copy.source, a.settings.Read)
	if err != nil {
		return wording(Input, err, filing.Escape(a.copy.name), "无法标注这个工作簿", "the workbook cannot be annotated")
	}
	return a.writeCopy(data)
}

// writeCopy puts the copy in its place, if nobody else has meanwhile.
func (j *Job) writeCopy(data []byte) error {
	out := j.settings.Annotate
	if j.copy.before == nil {
		return NewFile(out, data)
	}
	now, failure := readFile(out)
	if failure != nil || !bytes.Equal(now, j.copy.before) {
		shown := filing.Escape(out)
		return fail(Output, nil, shown+": 检查期间被改过，没有覆盖", shown+": was changed meanwhile and was not overwritten").
			hint("保存并关闭后再检查一次", "save it, close it and check again")
	}
	return ReplaceFile(out, data)
}
