package press

import (
	"io/fs"
	"os"
	"regexp"
	"time"
)

// A file that stands alone, such as an annotated copy, is written beside where it
// is to stand, in a folder that is not icpgen's. Its temporary name is no run's,
// so that no run sweeps it away; what a killed process left there, the next that
// writes to that folder does.
const strayPrefix = ".icpgen.copy-"

// strayName is [strayPrefix], rand.Text and [tempSuffix].
var strayName = regexp.MustCompile(`^\.icpgen\.copy-[A-Z2-7]{26}\.tmp$`)

// longDead is for how long nobody can have been at work on one file.
const longDead = time.Hour

// holdStrays sweeps the folder, if nobody is about to write there, and says that
// somebody is, until the hold is let go of. It is not sure where the system or the
// disk has no such lock.
//
// Whoever writes has the folder's lock shared, from before the file is made until
// it has its name, and whoever sweeps has it alone.
func holdStrays(root *os.Root) (letGo func(), sure bool) {
	dir, err := root.Open(".")
	if err != nil {
		return func() {}, false
	}
	free, sure, err := tryLock(dir, false)
	if err == nil && free && sure {
		sweepStrays(root, func(fs.FileInfo) bool { return true })
	}
	for range 200 { // while somebody else sweeps
		if free, _, err = tryLock(dir, true); err != nil || free {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	return func() { dir.Close() }, sure && err == nil
}

// sweepLongDead is for where the lock is not sure. The folder's own clock counts:
// the file just made has its time.
func sweepLongDead(root *os.Root, just *tempFile) {
	info, err := root.Stat(just.temp)
	if err != nil {
		return
	}
	sweepStrays(root, func(stray fs.FileInfo) bool { return info.ModTime().Sub(stray.ModTime()) > longDead })
}

func sweepStrays(root *os.Root, dead func(fs.FileInfo) bool) {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return // they stay
	}
	for _, entry := range entries {
		if !strayName.MatchString(entry.Name()) || !entry.Type().IsRegular() {
			continue
		}
		if info, err := entry.Info(); err == nil && dead(info) {
			root.Remove(entry.Name())
		}
	}
}
