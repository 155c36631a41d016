package press

import (
	"bytes"
	"errors"
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
// dies with the process. A part of a run has a lock of its own, so that its
// sisters may work beside it.
type lock struct {
	disk disk
	name string
	file file
}

// InUse says that another run works in the folder.
type InUse struct {
	PID  int
	Host string
	Lock string // the name of its lock
}

func (e *InUse) Error() string { return fmt.Sprintf("in use by process %d on %s", e.PID, e.Host) }

// takeLock takes hold of the folder. Whoever wants it says so first and looks
// for others whom that excludes then, so that of two at least one sees the
// other.
func takeLock(root *os.Root, disk disk, shard Shard) (*lock, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	own := &lock{disk: disk, name: shard.lockName()}
	for {
		if info, err := root.Lstat(own.name); err == nil && !info.Mode().IsRegular() {
			return nil, notALock(own.name)
		}
		if own.file, err = disk.OpenFile(own.name, os.O_RDWR|os.O_CREATE, privateFile); err != nil {
			return nil, err
		}
		if err := claim(own.file, own.name, host, false); err != nil {
			own.file.Close()
			return nil, err
		}
		if sameFile(root, own.name, own.file) {
			break
		}
		own.file.Close() // the last holder removed it meanwhile
	}
	if err = foreign(own.file, own.name); err != nil { // a link, maybe, to what is somebody's
		own.file.Close()
		return nil, err
	}
	err = writeHolder(own.file, host)
	if err == nil {
		err = clearRivals(root, disk, shard, host)
	}
	if err != nil {
		own.release()
		return nil, err
	}
	return own, nil
}

// claim fails where somebody living holds the lock. What a dead process of this
// host left behind is free; of another host nobody here can know, so it stays.
func claim(file file, name, host string, shared bool) error {
	if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() { // who reads a pipe waits
		return notALock(name)
	}
	free, sure, err := tryLock(file, shared)
	if err != nil {
		return err
	}
	holder := readHolder(file)
	if free && (holder == nil || holder.Host == host && (sure || !alive(holder.PID))) {
		return nil
	}
	if holder == nil { // between its taking hold and saying so
		holder = &InUse{Host: host}
	}
	holder.Lock = name
	return holder
}

// notALock refuses to take for a lock what is no file of ours.
func notALock(name string) error {
	return fail(Output, nil, name+": 不是 icpgen 的锁文件，没有动它，也没有运行", name+": is no lock of icpgen; it was left alone, and nothing was run").
		hint("把输出文件夹里的 "+name+" 移走再运行，或用 -o 指定别的文件夹", "move "+name+" out of the output folder and run again, or name another folder with -o")
}

// foreign is an error for a file that says something, and not who holds a lock.
// Zeros are what a power cut may leave.
func foreign(file file, name string) error {
	text, err := io.ReadAll(io.NewSectionReader(file, 0, 1024))
	if err == nil && len(bytes.Trim(text, "\x00\r\n")) > 0 && holderOf(text) == nil {
		err = notALock(name)
	}
	return err
}

// clearRivals makes sure that no run is at work that excludes this one, and
// removes the locks of the dead. They are claimed shared, for its sisters may
// be about the same.
func clearRivals(root *os.Root, disk disk, shard Shard, host string) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		rival, is := shardNamed(shardLockName, name)
		if !is && name != lockName || rival == shard || !shard.excludes(rival) {
			continue
		}
		file, err := disk.OpenFile(name, os.O_RDWR, 0)
		if err == nil {
			if err = claim(file, name, host, true); err == nil {
				err = disk.Remove(name)
			}
			file.Close()
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // it has just ended
			return err
		}
	}
	return nil
}

func (l *lock) release() error {
	err := l.disk.Remove(l.name)
	if closing := l.file.Close(); err == nil {
		err = closing
	}
	return err
}

func readHolder(file file) *InUse {
	text, err := io.ReadAll(io.LimitReader(file, 1024))
	if err != nil {
		return nil
	}
	return holderOf(text)
}

func holderOf(text []byte) *InUse {
	holder := &InUse{}
	if _, err := fmt.Sscanf(strings.TrimSpace(string(text)), "%d %s", &holder.PID, &holder.Host); err != nil {
		return nil
	}
	return holder
}

func writeHolder(file file, host string) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt(fmt.Appendf(nil, "%d %s\n", os.Getpid(), host), 0)
	return err
}

func sameFile(root *os.Root, name string, file file) bool {
	here, err := file.Stat()
	if err != nil {
		return false
	}
	var there fs.FileInfo
	if there, err = root.Lstat(name); err != nil {
		return false
	}
	return os.SameFile(here, there)
}
