package press

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// wholeDisk returns what makes safe all that was written to the file system of
// a folder (syncfs(2)), and tells what could not be; nil where that is not to be
// relied on: before Linux 5.8 nothing was told, and of a network nobody knows.
func wholeDisk(folder *os.File) func() error {
	var of unix.Statfs_t
	if unix.Fstatfs(int(folder.Fd()), &of) != nil {
		return nil
	}
	switch uint32(of.Type) {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC:
	default:
		return nil
	}
	var system unix.Utsname
	if unix.Uname(&system) != nil {
		return nil
	}
	major, rest, _ := strings.Cut(unix.ByteSliceToString(system.Release[:]), ".")
	minor, _, _ := strings.Cut(rest, ".")
	x, _ := strconv.Atoi(major)
	y, _ := strconv.Atoi(minor)
	if x < 5 || x == 5 && y < 8 {
		return nil
	}
	return func() error { return unix.Syncfs(int(folder.Fd())) }
}
