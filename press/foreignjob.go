package press

import (
	"os"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/verify"
)

// spareForeign refuses to print over files that icpgen did not print. A job is
// known by its title, so that one of an earlier run, whatever became of its
// manifest, may be printed anew.
func (j *Job) spareForeign(names []string) error {
	for _, name := range names {
		if isPrintJob(name) {
			continue
		}
		shown, free := filing.Escape(filing.MaskAll(name)), filing.Escape(filing.MaskAll(j.freeName()))
		return fail(Output, nil, shown+": 已经存在，而且不是 icpgen 的打印作业，没有覆盖", shown+": is there already and is no print job of icpgen; it was not overwritten").
			hint("换一个文件名，例如 --job "+free+"；确实不要原来的，先把它移走或删去", "give it another name, for instance --job "+free+"; if the earlier one is not wanted, move or delete it first")
	}
	return nil
}

// isPrintJob reports whether a file is a print job; what cannot be read is none.
func isPrintJob(name string) bool {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() { // who opens a pipe waits
		return false
	}
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return false
	}
	r := readers.Get().(*verify.Reader)
	defer readers.Put(r)
	title, _ := r.Survey(file, info.Size(), func(*verify.Sighting) error { return errOther }) // its first page is enough
	return jobTitle.MatchString(title)
}
