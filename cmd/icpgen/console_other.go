//go:build !windows

package main

import "os"

// openConsole has nothing to do: terminals elsewhere read UTF-8.
func openConsole() (restore func()) { return func() {} }

// getenv is os.Getenv.
func getenv(name string) string { return os.Getenv(name) }
