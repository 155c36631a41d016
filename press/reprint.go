package press

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/verify"
)

// spare refuses to run where files of somebody's, or of other applications, would
// be lost. Whoever asks holds the folders, so that nobody else of icpgen's writes
// there meanwhile.
func (j *Job) spare(mine []int, out *folder) error {
	own := []string{j.settings.Shard.manifestName()}
	if j.settings.Select == "" {
		own = append(own, j.settings.Shard.overviewName())
	}
	if err := out.spareOwn(own...); err != nil {
		return err
	}
	return j.spareOthers(mine)
}

// spareOthers refuses to print some applications (--select) into a file that
// holds others, which would be lost with it. What the file holds its pages tell.
// One that holds nothing but these may be printed anew. No run prints over a file
// that is no print job.
func (j *Job) spareOthers(mine []int) error {
	if j.settings.Job.File == "" {
		return nil
	}
	names, err := j.jobFiles()
	if err == nil {
		err = j.spareForeign(names)
	}
	if err != nil || j.settings.Select == "" {
		return err
	}
	for _, name := range names {
		other, holds, failure := j.otherIn(name, mine)
		if failure != nil {
			return failure
		}
		if !holds {
			continue
		}
		shown := filing.Escape(filing.MaskAll(name))
		what := filing.Words{ZH: "里有别的申请（例如 " + other + "）", EN: "holds other applications (such as " + other + ")"}
		if other == "" {
			what = filing.Words{ZH: "里有不是这几份申请的页", EN: "has pages that are of none of these applications"}
		}
		free := filing.Escape(filing.MaskAll(j.freeName()))
		return fail(Usage, nil, shown+" "+what.ZH+"，用 --select 只印几份会把它们盖掉；文件没有动", shown+" "+what.EN+", which printing only some with --select would take away; the file is as it was").
			hint("换一个文件名，例如 --job "+free+"；确实不要原来的，先把它移走或删去", "give it another name, for instance --job "+free+"; if the earlier one is not wanted, move or delete it first")
	}
	return nil
}

// jobFiles are the files that the job may come to stand in and that are there.
func (j *Job) jobFiles() (names []string, err error) {
	dir, stem := filepath.Dir(j.settings.Job.File), j.settings.jobStem()
	if j.settings.Job.Split == 0 {
		names = []string{filepath.Join(dir, stem+".pdf")}
	} else {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, unreadable(dir, err)
		}
		parts := regexp.MustCompile(`^` + regexp.QuoteMeta(stem) + `-(\d{3,})\.pdf$`)
		for _, entry := range entries {
			part := parts.FindStringSubmatch(entry.Name())
			if part == nil {
				continue
			}
			// No file is without an application, but for the summary's.
			if n, err := strconv.Atoi(part[1]); err == nil && n <= j.Applications()+1 {
				names = append(names, filepath.Join(dir, entry.Name()))
			}
		}
	}
	return slices.DeleteFunc(names, func(name string) bool {
		_, err := os.Lstat(name)
		return err != nil
	}), nil
}

// jobStem is the name of a job's files without what tells them apart.
func (s Settings) jobStem() string {
	base := filepath.Base(s.Job.File)
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	if label := s.Shard.label(); label != "" {
		stem += "." + label
	}
	return stem
}

// freeName is a name like the job's that no file has.
func (j *Job) freeName() string {
	ext := filepath.Ext(j.settings.Job.File)
	stem := strings.TrimSuffix(j.settings.Job.File, ext) + "-补印"
	for n := 1; ; n++ {
		name := stem
		if n > 1 {
			name += strconv.Itoa(n)
		}
		if !taken(name+ext) && !taken(name+"-001"+ext) {
			return name + ext
		}
	}
}

func taken(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// errOther ends looking through a file.
var errOther = errors.New("another application")

// otherIn reports whether a file holds what is not of these applications, and the
// id of one that it holds, where that can be told.
func (j *Job) otherIn(name string, mine []int) (id string, holds bool, failure *Failure) {
	file, err := os.Open(name)
	if err != nil {
		return "", false, unreadable(name, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", false, unreadable(name, err)
	}
	among := j.amongAll()
	among.far = j.Applications() // all of them, once
	s, err := surveyJob(file, info.Size(), func(page *verify.Sighting) (int32, error) {
		at, _ := among.whose(page)
		if at == nobody {
			if id = filing.Escape(filing.MaskAll(page.ID)); id == "" {
				for _, m := range mine {
					if j.bears(page, int32(m)) {
						return int32(m), nil
					}
				}
			}
			return at, errOther
		}
		if _, is := slices.BinarySearch(mine, int(at)); !is {
			id = j.shownID(at)
			return at, errOther
		}
		return at, nil
	})
	if err != nil { // what cannot be read is none of theirs either
		return id, true, nil
	}
	theirs := func(head beginning) bool { return head.at >= 0 || head.at == summary }
	return "", !slices.ContainsFunc(s.heads, theirs), nil
}
