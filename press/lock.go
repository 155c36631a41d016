package press

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// lockName is there while a run works in the folder; it says who.
const lockName = ".icpgen.lock"

// lock is a run's hold of its folder: a file with the holder's process and
// host, and, where the system offers it, an advisory lock on that file that
// dies with the process.
type lock struct {
	root *os.Root
	file *os.File
}

// InUse says that another run works in the folder.
type InUse struct {
	PID  int
	Host string
	Here bool // on this host
}

func (e *InUse) Error() string { return fmt.Sprintf("in use by process %d on %s", e.PID, e.Host) }

// takeLock takes hold of the folder. What a dead process of this host left
// behind is taken over; of another host nobody here can know, so it stays.
func takeLock(root *os.Root) (*lock, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	for {
		file, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, privateFile)
		if err != nil {
			return nil, err
		}
		free, sure, err := tryLock(file)
		if err != nil {
			file.Close()
			return nil, err
		}
		holder := readHolder(file)
		if !free || holder != nil && (holder.Host != host || !sure && alive(holder.PID)) {
			file.Close()
			if holder == nil { // between its taking hold and saying so
				holder = &InUse{Host: host}
			}
			holder.Here = holder.Host == host
			return nil, holder
		}
		if !sameFile(root, file) { // the last holder removed it meanwhile
			file.Close()
			continue
		}
		if err := writeHolder(file, host); err != nil {
			file.Close()
			return nil, err
		}
		return &lock{root, file}, nil
	}
}

func (l *lock) release() error {
	err := l.root.Remove(lockName)
	if closing := l.file.Close(); err == nil {
		err = closing
	}
	return err
}

func readHolder(file *os.File) *InUse {
	text, err := io.ReadAll(io.LimitReader(file, 1024))
	if err != nil {
		return nil
	}
	holder := &InUse{}
	if _, err := fmt.Sscanf(strings.TrimSpace(string(text)), "%d %s", &holder.PID, &holder.Host); err != nil {
		return nil
	}
	return holder
}

func writeHolder(file *os.File, host string) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt(fmt.Appendf(nil, "%d %s\n", os.Getpid(), host), 0)
	return err
}

func sameFile(root *os.Root, file *os.File) bool {
	here, err := file.Stat()
	if err != nil {
		return false
	}
	var there fs.FileInfo
	if there, err = root.Lstat(lockName); err != nil {
		return false
	}
	return os.SameFile(here, there)
}
