package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/verify"
)

// verifier reads a paper back before it gets its name and tells what of its
// promises it breaks. Unset are the fields that could not be set as they
// stand in the sheet, which happens in drafts.
type verifier func(packet forms.Packet, p paper, unset []filing.Finding, data []byte) []filing.Finding

// readers keep their buffers from one paper to the next.
var readers = sync.Pool{New: func() any { return new(verify.Reader) }}

func judgePaper(data []byte, want verify.Want) []verify.Fault {
	r := readers.Get().(*verify.Reader)
	defer readers.Put(r)
	return r.Paper(data, want)
}

// verifyPaper judges a paper by what its packet says must stand on it.
func verifyPaper(packet forms.Packet, p paper, unset []filing.Finding, data []byte) []filing.Finding {
	var findings []filing.Finding
	for _, fault := range judgePaper(data, wantSet(packet, p.form, unset)) {
		findings = append(findings, filing.Finding{
			Rule: failedPage, Level: filing.Error, Place: packet.Application.Place,
			Message: filing.Words{
				ZH: fmt.Sprintf("%s核对不符（%s）：%s", p.form, fault.Promise, fault.Words.ZH),
				EN: fmt.Sprintf("%s failed verification (%s): %s", p.form, fault.Promise, fault.Words.EN),
			},
			Remedy: filing.Words{
				ZH: "材料没有写出；请把这一行连同版本号反馈给开发者",
				EN: "nothing was written; please report this line with the version",
			},
		})
	}
	return findings
}

// wantSet is what a paper has to say, but for what could not be set.
func wantSet(packet forms.Packet, form string, unset []filing.Finding) verify.Want {
	want := wantOf(packet, form)
	// Where one text is too long for a draft, others may have lost their room.
	tooLong := slices.ContainsFunc(unset, func(f filing.Finding) bool { return f.Rule == "M-17" })
	want.Values = slices.DeleteFunc(want.Values, func(v verify.Value) bool {
		return tooLong || slices.ContainsFunc(unset, func(f filing.Finding) bool { return f.Field == v.Field })
	})
	return want
}

func wantOf(packet forms.Packet, form string) verify.Want {
	return verify.WantOf(form, packet.Application, packet.Verdict, packet.Draft, packet.WithNotes,
		packet.Profile.Pledge == profile.PledgeGuide)
}

// Verify reads rendered papers again: files, or all *.pdf below folders. Each
// is judged by what shows on it, or, where there is a job to hold it against,
// by what its application says, and a print job by what all of its should. A
// folder with a manifest is held against that too.
func Verify(ctx context.Context, paths []string, against *Job, workers int) (report.Verification, error) {
	var v report.Verification
	files, err := findPapers(paths)
	if err != nil {
		return v, err
	}
	listed, lost, err := manifests(paths)
	if err != nil {
		return v, err
	}
	var some []*jobListing
	err = inOrder(ctx, len(files), workers, func(i int) verified {
		return verifyFile(ctx, files[i], listed[files[i]], against, paths)
	}, func(_ int, file verified) error {
		v.Papers = append(v.Papers, file.Verified)
		if file.some != nil {
			some = append(some, file.some)
		}
		return nil
	})
	if err != nil || ctx.Err() != nil { // a print job is let go of in the middle
		return v, Interrupted()
	}
	v.Papers = append(v.Papers, lost...)
	if against != nil {
		v.Papers = append(v.Papers, against.missing(paths, v.Papers, some)...)
	}
	if len(v.Papers) == 0 {
		return v, fail(Input, nil, "没有找到 PDF 文件", "no PDF file was found").
			hint("指明材料所在的文件夹，或者打印作业的文件，例如 icpgen verify out 或 icpgen verify 全部.pdf", "name the folder of the papers or the file of a print job, for instance icpgen verify out or icpgen verify all.pdf")
	}
	return v, nil
}

// verified is what came of a file.
type verified struct {
	report.Verified
	some *jobListing // of a print job whose summary says that it is of some applications only
}

func verifyFile(ctx context.Context, name, listed string, against *Job, paths []string) verified {
	form := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if !slices.Contains(filing.Papers, form) {
		form = ""
	}
	if against != nil && form == "" {
		return against.holdJob(ctx, name, paths)
	}
	v := verified{Verified: report.Verified{File: name, Form: form}}
	faults, sum, failure := against.judgeFile(name, form)
	if failure != nil {
		v.Faults = []report.Fault{{Promise: verify.Readable, Words: failure.Words}}
		return v
	}
	if listed != "" && sum != listed {
		v.Faults = append(v.Faults, report.Fault{Promise: manifestPromise, Words: filing.Words{
			ZH: "与 " + manifestName + " 登记的不是同一份文件", EN: "not the file that " + manifestName + " lists"}})
	}
	for _, fault := range faults {
		v.Faults = append(v.Faults, report.Fault{Promise: fault.Promise, Page: fault.Page, Words: fault.Words})
	}
	return v
}

// The promises of a folder, beside those of a paper.
const (
	manifestPromise = "manifest" // the files are those that the manifest lists
	againstPromise  = "against"  // each paper has its application, each application its papers
)

// judgeFile judges a file and sums it up. A job that is nil lets the paper
// speak for itself.
func (j *Job) judgeFile(name, form string) (faults []verify.Fault, sum string, failure *Failure) {
	if j == nil {
		return judgeAlone(name, verify.Want{Paper: form})
	}
	data, failure := readFile(name)
	if failure != nil {
		return nil, "", failure
	}
	return j.judge(name, form, data), digest(data), nil
}

// judge holds a paper against its application, which its folder's name tells.
func (j *Job) judge(name, form string, data []byte) []verify.Fault {
	folder := filepath.Base(filepath.Dir(name))
	i := slices.IndexFunc(j.backlog.entries, func(e entry) bool { return e.folder == folder })
	var m made
	if i >= 0 {
		m = j.judged(i)
	}
	if i < 0 || !slices.Contains(m.verdict.Forms, form) {
		return []verify.Fault{{Promise: againstPromise, Words: filing.Words{
			ZH: "工作簿里没有要这份材料的申请", EN: "no application of the workbook wants this paper"}}}
	}
	packet := j.packet(m.application, &m.verdict, false)
	faults := judgePaper(data, wantOf(packet, form))
	if len(faults) == 0 || form != filing.VerificationForm {
		return faults
	}
	// Printed with its notes, maybe, or without the 材料清单 and so with the pledge's text.
	for _, pledge := range []profile.Pledge{packet.Profile.Pledge, profile.PledgeGuide} {
		for _, packet.WithNotes = range []bool{true, false} {
			packet.Profile.Pledge = pledge
			if len(judgePaper(data, wantOf(packet, form))) == 0 {
				return nil
			}
		}
	}
	return faults
}

// judged is an application with its verdict.
func (j *Job) judged(i int) made { return j.guarded(i, func(*made) {}) }

// missing are the papers that applications should have in the folders of runs,
// and have not. In the folder of a run or a print job of some applications only
// those listed there should.
func (j *Job) missing(paths []string, there []report.Verified, some []*jobListing) (lost []report.Verified) {
	have := map[string]bool{}
	for _, p := range there {
		have[p.File] = true
	}
	for _, at := range paths {
		if !slices.ContainsFunc(j.backlog.entries, func(e entry) bool {
			info, err := os.Stat(filepath.Join(at, e.folder))
			return err == nil && info.IsDir()
		}) {
			continue // not the folder of a run
		}
		var asked map[string]bool // nil: all
		if i := slices.IndexFunc(some, func(l *jobListing) bool { return samePath(l.folder, at) }); i >= 0 {
			asked = some[i].all
		}
		var only map[string]bool // likewise, of folders alone
		if asked == nil {
			only = printedOnly(at)
		}
		var others []string
		for i, e := range j.backlog.entries {
			if asked != nil && !asked[idKey(harmlessCell(e.id))] {
				continue
			}
			m := j.judged(i)
			if m.verdict.Refused() {
				continue
			}
			if only != nil && !only[idKey(harmlessCell(e.id))] {
				others = append(others, j.shownID(int32(i)))
				continue
			}
			for _, form := range m.verdict.Forms {
				file := filepath.Join(at, e.folder, form+".pdf")
				if j.wanted(form) && form != filing.Checklist && !have[file] {
					lost = append(lost, report.Verified{File: file, Form: form, Faults: []report.Fault{{
						Promise: againstPromise, Words: filing.Words{ZH: "缺少这份材料", EN: "this paper is missing"}}}})
				}
			}
		}
		if len(others) > 0 {
			lost = append(lost, leftOut(at, others))
		}
	}
	return lost
}

// findPapers lists the files to verify, those of a folder in the order of
// their names.
func findPapers(paths []string) ([]string, error) {
	var files []string
	for _, at := range paths {
		info, err := os.Stat(at)
		if err != nil {
			return nil, unreadable(at, err)
		}
		if !info.IsDir() && !info.Mode().IsRegular() { // it is read twice, and at any place
			return nil, noFile(at)
		}
		if !info.IsDir() {
			files = append(files, filepath.Clean(at))
			continue
		}
		err = filepath.WalkDir(at, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(name), ".pdf") {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return nil, unreadable(at, err)
		}
	}
	return files, nil
}

// manifests reads those of the folders: the sum of each file listed, and the
// files that are listed and are not there.
func manifests(paths []string) (listed map[string]string, lost []report.Verified, err error) {
	listed = map[string]string{}
	for _, at := range paths {
		name := filepath.Join(at, manifestName)
		if _, err := os.Stat(name); err != nil {
			continue
		}
		text, failure := readFile(name)
		if failure != nil {
			return nil, nil, failure
		}
		sums := readManifest(text, manifestHeading)
		if sums == nil {
			lost = append(lost, report.Verified{File: name, Faults: []report.Fault{{Promise: manifestPromise,
				Words: filing.Words{ZH: "不是 icpgen 写的清单，或已被改动", EN: "not a manifest that icpgen wrote, or changed since"}}}})
		}
		var missing []string
		for file, sum := range sums {
			whole := filepath.Join(at, filepath.FromSlash(file))
			listed[whole] = sum
			if _, err := os.Stat(whole); errors.Is(err, fs.ErrNotExist) {
				missing = append(missing, whole)
			}
		}
		slices.Sort(missing)
		for _, file := range missing {
			form := strings.TrimSuffix(path.Base(filepath.ToSlash(file)), ".pdf")
			lost = append(lost, report.Verified{File: file, Form: form, Faults: []report.Fault{{Promise: manifestPromise,
				Words: filing.Words{ZH: manifestName + " 里登记的这份材料不见了", EN: "listed in " + manifestName + " but gone"}}}})
		}
	}
	return listed, lost, nil
}
