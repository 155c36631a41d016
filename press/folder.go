package press

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sync"
)

const (
	privateFile   = 0o600
	privateFolder = 0o700
)

// folder is the run's place on the disk. Nothing is written outside it, not by
// ../ nor through a link ([os.Root]), and every file in it appears whole or not
// at all. One run at a time holds it, or the parts of one run.
type folder struct {
	path  string
	made  bool     // by this run
	root  *os.Root // to read by
	disk  disk     // to write by
	shard Shard
	lock  *lock

	flushing flushing
	opened   *os.File // the folder itself, for as long as it is flushed

	mu    sync.Mutex
	fresh map[string]bool // folders with names that a power cut could still take
}

// openFolder makes the folder where there is none, takes hold of it, and
// sweeps away what a killed run left half written. What is not nil stands
// between the folder and its disk.
func openFolder(at string, shard Shard, between func(disk) disk) (*folder, error) {
	made := !taken(at)
	if err := os.MkdirAll(at, privateFolder); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(at)
	if err != nil {
		return nil, err
	}
	f := &folder{path: at, made: made, root: root, disk: rootDisk{root}, shard: shard, fresh: map[string]bool{}}
	if between != nil {
		f.disk = between(f.disk)
	}
	if f.lock, err = takeLock(f.root, f.disk, shard); err != nil {
		root.Close()
		return nil, err
	}
	if err := f.sweep(); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

// close lets go of the folder.
func (f *folder) close() error {
	if f.opened != nil {
		f.opened.Close()
	}
	return errors.Join(f.lock.release(), f.root.Close())
}

// leave closes the folder and leaves none behind in which nothing was written.
func (f *folder) leave() {
	made := f.made && !f.moved()
	f.close()
	if made {
		os.Remove(f.path) // only when empty
	}
}

// flushAtOnce makes files safe all together from now on, where the disk can.
func (f *folder) flushAtOnce() {
	opened, err := f.root.Open(".")
	if err != nil {
		return // each file is synced by itself
	}
	if f.flushing.all = f.disk.Flusher(opened); f.flushing.all == nil {
		opened.Close()
		return
	}
	f.opened = opened
}

// atOnce reports whether files are made safe all together.
func (f *folder) atOnce() bool { return f.flushing.all != nil }

func (f *folder) sweep() error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if f.shard.sweeps(entry.Name()) && entry.Type().IsRegular() {
			if err := f.disk.Remove(entry.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// content is a file to be put into the folder.
type content struct {
	name string // slash-separated, below the folder
	data []byte
}

func (c content) reader() *bytes.Reader { return bytes.NewReader(c.data) }

// create begins a file of the folder.
func (f *folder) create() (*tempFile, error) { return createTemp(f.disk, f.shard.tempPrefix()) }

// put makes the files stand in the folder and tells which were not there with
// the very same bytes already. All are safely written under other names before
// the first gets its own.
func (f *folder) put(files []content) (written []bool, err error) { return f.putFrom(files, nil) }

// putFrom is put that lets go of the data as soon as they are written, into where
// their room is used again.
func (f *folder) putFrom(files []content, used rooms) (written []bool, err error) {
	written = make([]bool, len(files))
	temps := make([]*tempFile, len(files))
	defer func() {
		for _, temp := range temps {
			temp.discard()
		}
	}()
	some := false
	made := map[string]bool{} // folders that were not there: nothing stands in them
	defer func() {
		for dir, ours := range made {
			if ours {
				f.disk.Remove(dir) // only when empty
			}
		}
	}()
	for i, file := range files {
		dir := path.Dir(file.name)
		if _, known := made[dir]; !known && dir != "." {
			_, err := f.root.Lstat(dir)
			if made[dir] = errors.Is(err, fs.ErrNotExist); made[dir] {
				if err := f.disk.Mkdir(dir, privateFolder); err != nil {
					return written, err
				}
				f.touched(".")
			}
		}
		if files[i].data = nil; !made[dir] && f.holds(file.name, file.reader()) {
			used.put(file.data)
			continue
		}
		if !made[dir] {
			if err := f.spare(file.name); err != nil {
				return written, err
			}
		}
		if temps[i], err = f.create(); err != nil {
			return written, err
		}
		if err := temps[i].fill(file.data, !f.atOnce()); err != nil {
			return written, err
		}
		used.put(file.data)
		some = true
	}
	if some && f.atOnce() {
		if err := f.flushing.wait(); err != nil {
			return written, err
		}
	}
	for i, file := range files {
		if temps[i] == nil {
			continue
		}
		if err := temps[i].rename(file.name); err != nil {
			return written, err
		}
		made[path.Dir(file.name)] = false
		written[i] = true
		f.touched(path.Dir(file.name))
	}
	return written, nil
}

// putStream is [folder.put] for one file of the folder itself that is written
// bit by bit.
func (f *folder) putStream(name string, write func(io.Writer) error) error {
	out, err := f.create()
	if err != nil {
		return err
	}
	defer out.discard()
	if err := write(out); err != nil {
		return err
	}
	if err := f.spare(name); err != nil { // it may have come meanwhile
		return err
	}
	if err := out.Sync(); err != nil {
		return err
	}
	_, err = f.take(out, name)
	return err
}

// take gives a synced file its name in the folder itself, and tells whether it
// did: where the very same stands already, that stays.
func (f *folder) take(out *tempFile, name string) (written bool, err error) {
	written = !f.holds(name, out.written())
	if err := out.Close(); err != nil || !written {
		out.discard()
		return false, err
	}
	if err := out.rename(name); err != nil {
		return false, err
	}
	f.touched(".")
	return true, nil
}

func (f *folder) touched(dir string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fresh[dir] = true
}

// settle makes the names of what was put survive a power cut. What is cut
// before it is missing as a whole, and running again completes it: so once, at
// the end of a run, is enough. Windows has no such call and needs none.
func (f *folder) settle() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.atOnce() && len(f.fresh) > 0 {
		if err := f.flushing.wait(); err != nil {
			return err
		}
	} else if runtime.GOOS != "windows" {
		// Several at once: a disk makes them safe in the time of one.
		names, failed := make(chan string), make(chan error, atDisk)
		for range cap(failed) {
			go func() {
				var err error
				for name := range names {
					if err == nil {
						err = f.settleFolder(name)
					}
				}
				failed <- err
			}()
		}
		for name := range f.fresh {
			names <- name
		}
		close(names)
		var err error
		for range cap(failed) {
			err = errors.Join(err, <-failed)
		}
		if err != nil {
			return err
		}
	}
	clear(f.fresh)
	return nil
}

func (f *folder) settleFolder(name string) error {
	dir, err := f.disk.OpenFile(name, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// drop removes a file that an earlier run wrote, if it still is what it wrote,
// and its folder once nothing is left in it.
func (f *folder) drop(name, sha string) error {
	data, err := readRegular(f.root, name)
	if err != nil || digest(data) != sha {
		return nil // gone, or somebody else's by now
	}
	if err := f.disk.Remove(name); err != nil {
		return err
	}
	if dir := path.Dir(name); dir != "." {
		f.disk.Remove(dir) // only when empty
	}
	return nil
}
