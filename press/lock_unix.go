//go:build unix && !solaris && !aix

package press

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the system's lock on the file, which dies with its process:
// whoever gets it need not ask whether the process named in the file still
// lives. Shared, several may have it at once. It is not sure where the file system has no such locks.
func tryLock(file file, shared bool) (free, sure bool, err error) {
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	switch err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB); {
	case err == nil:
		return true, true, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		return false, true, nil
	case errors.Is(err, errors.ErrUnsupported), errors.Is(err, syscall.ENOLCK):
		return true, false, nil
	default:
		return false, false, err
	}
}

func alive(pid int) bool {
	return pid != os.Getpid() && pid > 0 && !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
