package press

import (
	"io/fs"
	"syscall"
)

// hidden tells files with the attributes of hidden or temporary ones.
func hidden(info fs.FileInfo) bool {
	const temporary = 0x100 // FILE_ATTRIBUTE_TEMPORARY
	data, ok := info.Sys().(*syscall.Win32FileAttributeData)
	return ok && data.FileAttributes&(syscall.FILE_ATTRIBUTE_HIDDEN|temporary) != 0
}
