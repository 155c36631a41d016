package main

import (
	"os"
	"strings"

	"golang.org/x/sys/windows"
)

const utf8CodePage = 65001

// openConsole readies a Windows console for Chinese text and colours: what the
// command pipes to more, findstr or PowerShell is read as UTF-8, and escape
// sequences are obeyed. The function returned puts everything back: the settings
// belong to the console and would outlive the command.
func openConsole() (restore func()) {
	var undo []func()
	if page, err := windows.GetConsoleOutputCP(); err == nil && page != utf8CodePage {
		if windows.SetConsoleOutputCP(utf8CodePage) == nil {
			undo = append(undo, func() { _ = windows.SetConsoleOutputCP(page) })
		}
	}
	for _, file := range []*os.File{os.Stdout, os.Stderr} {
		handle := windows.Handle(file.Fd())
		var mode uint32
		if windows.GetConsoleMode(handle, &mode) != nil {
			continue // no console
		}
		if windows.SetConsoleMode(handle, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil {
			undo = append(undo, func() { _ = windows.SetConsoleMode(handle, mode) })
		}
	}
	return func() {
		for _, f := range undo {
			f()
		}
	}
}

// getenv is os.Getenv; where it names no locale, LANG is the
// language in which Windows itself speaks to the user.
func getenv(name string) string {
	value := os.Getenv(name)
	if name != "LANG" || value != "" {
		return value
	}
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return strings.ReplaceAll(languages[0], "-", "_")
}
