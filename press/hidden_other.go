//go:build !windows

package press

import "io/fs"

// hidden: elsewhere a dot before the name is all that hides a file.
func hidden(fs.FileInfo) bool { return false }
