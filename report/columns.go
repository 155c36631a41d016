package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Columns is how many places of a terminal a text takes: two for each wide
// character, none for a mark that sits on the one before it (UAX 11).
func Columns(text string) int {
	n := 0
	for _, r := range text {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Pad fills a text with spaces up to a number of a terminal's columns.
func Pad(text string, to int) string {
	return text + strings.Repeat(" ", max(0, to-Columns(text)))
}

// cut shortens a text to a width, ending it in … where something is lost.
func cut(text string, to int) string {
	if Columns(text) <= to {
		return text
	}
	n := 1
	for i, r := range text {
		if n += columnsOf(r); n > to {
			return text[:i] + "…"
		}
	}
	return text
}

// table sets rows in aligned columns, two spaces apart, each line beginning
// with indent. The last column is left ragged.
func table(b *strings.Builder, indent string, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Columns(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		line.WriteString(indent)
		for i, cell := range row {
			if i < len(row)-1 {
				line.WriteString(Pad(cell, widths[i]) + "  ")
			} else {
				line.WriteString(cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
