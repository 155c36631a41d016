package press

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// A folder may be one that its user works in. What stands there under a name that
// icpgen writes, and is not what icpgen writes under it, is the user's and stays.

// foreignFile is a file of somebody's where icpgen would write one.
type foreignFile struct {
	name string // slash-separated, below the folder
	what filing.Words
}

func (e *foreignFile) Error() string { return e.name + ": not written by icpgen" }

// maker is what icpgen writes under a name.
type maker struct {
	what filing.Words
	most int64 // bytes that tell whether a file is one; a longer one may be one too where these are enough
	is   func(beginning []byte) bool
}

// largestPaper is more bytes than any paper has.
const largestPaper = 16 << 20

// makerOf is nil for a name that a run does not write.
func makerOf(name string) *maker {
	base := path.Base(name)
	switch ext := path.Ext(base); {
	case base != name && slices.Contains(filing.Papers, strings.TrimSuffix(base, ".pdf")) && ext == ".pdf":
		return &maker{filing.Words{ZH: "icpgen 写的材料（或者后来另存、签章过）", EN: "a paper as icpgen wrote it (or was saved anew or signed since)"}, largestPaper, pdf.Ours}
	case base != manifestName && base != (Shard{}).overviewName() && !shardFileName.MatchString(base):
		return nil
	case ext == ".html":
		return &maker{filing.Words{ZH: "icpgen 写的报告", EN: "a report of icpgen"}, 8 << 10, isReport}
	default:
		return &maker{filing.Words{ZH: "icpgen 写的清单（或者后来加过列）", EN: "a list of icpgen (or was given more columns since)"}, 4 << 10, isManifest}
	}
}

// spare is a [foreignFile] where what stands under the name, if anything, is not
// what icpgen writes under it. An empty file is nobody's work, and neither are
// zeros, as a power cut leaves them, nor one of ours that was cut short.
func (f *folder) spare(name string) error {
	m := makerOf(name)
	if m == nil {
		return nil
	}
	info, err := f.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeNamedPipe != 0 { // nothing is in a pipe
		return nil
	}
	if file := f.regular(name); err == nil && file != nil {
		defer file.Close()
		text, err := io.ReadAll(io.LimitReader(file, m.most))
		if text = bytes.TrimRight(text, "\x00"); err == nil && (len(text) == 0 && info.Size() <= m.most || m.is(text)) {
			return nil
		}
	}
	return &foreignFile{name, m.what}
}

// spareOwn refuses to run where one of these files of the run itself would take
// the place of somebody's.
func (f *folder) spareOwn(names ...string) error {
	for _, name := range names {
		if err := f.spare(name); err != nil {
			return unwritable(f.path, err)
		}
	}
	return nil
}

// failure is it in words, of a file in the folder at the path.
func (e *foreignFile) failure(at string) *Failure {
	shown, free := filing.Escape(filing.MaskAll(filepath.Join(at, e.name))), filing.Escape(filing.MaskAll(freeFolder(at)))
	return fail(Output, nil, shown+": 已经存在，而且不是 "+e.what.ZH+"，没有覆盖", shown+": is there already and is not "+e.what.EN+"; it was not overwritten").
		hint("换一个文件夹，例如 -o "+free+"；确实不要原来的，先把它移走或删去", "name another folder, for instance -o "+free+"; if the earlier one is not wanted, move or delete it first")
}

// freeFolder is a folder in this one that is not there.
func freeFolder(in string) string {
	for n := 1; ; n++ {
		name := "材料"
		if n > 1 {
			name += strconv.Itoa(n)
		}
		if name = filepath.Join(in, name); !taken(name) {
			return name
		}
	}
}

// isManifest reports whether a text begins as a list of a run or of a part, with
// no column of anybody else's, or is itself such a beginning.
func isManifest(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	line, _, whole := bytes.Cut(text, []byte("\n"))
	if !whole { // cut short, maybe
		for _, heading := range [][]string{manifestHeading, shardHeading} {
			if strings.HasPrefix(strings.Join(slices.Concat(heading, sheetsHeading), ",")+"\r", string(text)) {
				return true
			}
		}
	}
	cells, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return false
	}
	for _, heading := range [][]string{manifestHeading, shardHeading} {
		if slices.Equal(cells, heading) || slices.Equal(cells, slices.Concat(heading, sheetsHeading)) {
			return true
		}
	}
	return false
}

// generator is how a report says who wrote it, with a version or without.
var generator = regexp.MustCompile(`(?i)<meta name="generator" content="icpgen[ "]`)

func isReport(text []byte) bool { return generator.Match(text) }

// refuse makes it what comes of an application of which a paper would take the
// place of somebody's file: nothing of it is written.
func (m *made) refuse(foreign *foreignFile) {
	id, name := filing.Escape(m.application.ID), filing.Escape(filing.MaskAll(foreign.name))
	stem := strings.TrimSuffix(path.Base(foreign.name), ".pdf")
	f := fail(Output, nil,
		fmt.Sprintf("申请 %s 未生成：%s 已经存在，而且不是 %s，没有覆盖", id, name, foreign.what.ZH),
		fmt.Sprintf("application %s was not rendered: %s is there already and is not %s; it was not overwritten", id, name, foreign.what.EN)).
		hint("要留着它就改名，例如 "+stem+"-已签.pdf，再运行一次；或用 -o 换一个文件夹",
			"to keep it, give it another name, such as "+stem+"-signed.pdf, and run again; or name another folder with -o")
	*m = made{at: m.at, application: m.application, verdict: m.verdict, failure: f, findings: append(m.findings, filing.Finding{
		Rule: foreignPaper, Level: filing.Error, Place: m.application.Place, Message: f.Words, Remedy: f.Hint,
	})}
}
