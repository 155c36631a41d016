//go:build !linux

package press

import "os"

func wholeDisk(*os.File) func() error { return nil }
