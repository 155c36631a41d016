package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// render makes the papers of a workbook. Postponed is a failure that is none of
// the workbook's: the disk's, or that of the settings. Both are nil where the
// workbook is no longer there as it was seen. A fault of ours over one workbook
// must not come again at every start: that workbook fails.
func (h *HotFolder) render(ctx context.Context, seen *sighting) (handled *report.Handled, postponed *Failure) {
	handled = &report.Handled{Workbook: seen.name}
	defer func() {
		if r := recover(); r != nil {
			fault := AsFailure(errors.New(filing.Escape(filing.MaskAll(fmt.Sprint(r))))).
				hint("其他工作簿不受影响；请把这一行连同版本号反馈给开发者", "the other workbooks are not touched; please report this line with the version")
			handled, postponed = &report.Handled{Workbook: seen.name, Failures: stopped(fault)}, nil
		}
	}()
	at := filepath.Join(h.In, seen.name)
	sum, err := sumOfFile(at)
	if err != nil {
		handled.Failures = stopped(unreadable(at, err))
		return handled, nil
	}
	s := h.Settings
	s.Inputs, s.Day = []string{at}, h.Today()
	folder := folderOfWorkbook(seen.name, sum)
	s.Out = filepath.Join(h.Out, folder)
	if s.Job.File != "" {
		s.Job.File = filepath.Join(s.Out, filepath.Base(s.Job.File))
	}
	job, err := Read(s)
	switch {
	case !h.unchanged(seen): // the folder was named after another content, maybe
		return nil, nil
	case err == nil && len(job.Failures) > 0:
		handled.Failures = stopped(job.Failures...)
		return handled, nil
	case err != nil && AsFailure(err).Kind == Input: // the profile or the rules
		return nil, AsFailure(err)
	case err != nil:
		handled.Failures = stopped(AsFailure(err))
		return handled, nil
	}
	var told bytes.Buffer
	marks := &marking{workbook.Marks{Lang: h.Lang}}
	tell := report.Tellers{report.Afresh(h.Teller(&told)), marks}
	run, err := job.Render(context.WithoutCancel(ctx), tell) // what is begun is finished
	if err != nil {
		failure := AsFailure(err)
		if failure.Kind == Output {
			return nil, failure
		}
		handled.Failures = stopped(failure)
		return handled, nil
	}
	handled.Run, handled.Told, handled.Folder, handled.Failures = &run, told.Bytes(), folder, stopped(job.Failures...)
	n := run.Totals
	handled.Good = n.Refused+n.Errors == 0 && len(job.Failures) == 0 && !(h.Strict && n.Warnings > 0)
	if seen.copy = nil; n.Errors+n.Warnings > 0 {
		if data, failure := readFile(at); failure == nil {
			seen.copy, _ = marks.copy(data, s.Read) // without one, its result says it all
		}
	}
	return handled, nil
}

func stopped(failures ...*Failure) (list []report.Stopped) {
	for _, f := range failures {
		s := report.Stopped{Words: f.Words, Hint: f.Hint}
		if f.Err != nil {
			s.Words.ZH += "：" + f.Err.Error()
			s.Words.EN += ": " + f.Err.Error()
		}
		list = append(list, s)
	}
	return list
}

func sumOfFile(at string) (string, error) {
	file, err := os.Open(at)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum, _, err := sumOf(file)
	return sum, err
}

// folderOfWorkbook names the folder of a workbook's papers after its name and
// the sum of its content: the same workbook has the same folder, another of that
// name has another.
func folderOfWorkbook(name, sum string) string {
	const signs = 8
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	return safeName(stem, longestName-1-signs) + "-" + reverseHex(sum[:signs])
}

// reverseHex writes 0 … f as z … k, as Jujutsu does for its change ids: nobody,
// our own mask included, takes it for somebody's number.
func reverseHex(hex string) string {
	return strings.Map(func(r rune) rune {
		return 'z' - rune(strings.IndexRune("0123456789abcdef", r))
	}, hex)
}

// deliver puts the result, and the annotated copy, beside where the workbook is
// going, and moves it. Of a name that is taken there, a number makes another;
// the files that a crash left of this very result are no such name.
func (h *HotFolder) deliver(s *sighting) (to, result string, err error) {
	name, handled := s.name, *s.handled
	side := doneFolder
	if !handled.Good {
		side = failedFolder
	}
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	suffix, text := h.Result(handled)
	for n := 1; ; n++ {
		numbered := path.Join(side, stem)
		if n > 1 {
			numbered += "-" + strconv.Itoa(n)
		}
		files := []content{{numbered + suffix, text}}
		if s.copy != nil {
			files = append(files, content{numbered + filing.Words{ZH: "-检查", EN: "-checked"}.In(h.Lang) + ext, s.copy})
		}
		if h.taken(numbered+ext, files) {
			continue
		}
		if _, err := h.in.put(files); err != nil {
			return "", "", err
		}
		if err := h.in.disk.Rename(name, numbered+ext); err != nil {
			return "", "", err
		}
		h.in.touched(".")
		h.in.settle() // what a power cut undoes of this is done again
		return numbered + ext, files[0].name, nil
	}
}

func (h *HotFolder) taken(workbook string, files []content) bool {
	if _, err := h.in.root.Lstat(workbook); err == nil {
		return true
	}
	return slices.ContainsFunc(files, func(f content) bool {
		_, err := h.in.root.Lstat(f.name)
		return err == nil && !h.in.holds(f.name, f.reader())
	})
}
