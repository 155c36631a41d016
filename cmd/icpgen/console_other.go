//go:build !windows

package main

import "os"

// openConsole has nothing to do: terminals elsewhere read UTF-8.
func openConsole() (restore func()) { return func() {} }

// environment is the environment.
func environment(name string) string { return os.Getenv(name) }
