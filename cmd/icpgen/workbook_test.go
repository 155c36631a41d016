package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

// workbookOf is a workbook of applications.
func workbookOf(t *testing.T, apps ...*filing.Application) []byte {
	t.Helper()
	var book bytes.Buffer
	if err := workbook.WriteTable(&book, apps); err != nil {
		t.Fatal(err)
	}
	return book.Bytes()
}

// writeTable writes one as a file.
func writeTable(t *testing.T, name string, apps ...*filing.Application) {
	t.Helper()
	if err := os.WriteFile(name, workbookOf(t, apps...), 0o600); err != nil {
		t.Fatal(err)
	}
}
