package workbook

import (
	"bytes"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// seen is where a text holds a cell.
type seen struct{ row, col int32 }

// scanCSV goes over a CSV mark by mark and lists the cells that hold
// something. It comes before the reading, which would make a million values of
// a line of a million commas, and shares no code with it.
func scanCSV(text []byte, comma byte, limits Limits) ([]seen, error) {
	var all []seen
	for row, col := 1, 1; len(text) > 0; {
		size := 0
		if text[0] == '"' {
			end := 1
			for end < len(text) && (text[end] != '"' || end+1 < len(text) && text[end+1] == '"') {
				if text[end] == '"' {
					end++
				}
				end++
			}
			size = end - 1
			text = text[min(end+1, len(text)):]
		} else {
			end := bytes.IndexAny(text, string([]byte{comma, '\n'}))
			if end < 0 {
				end = len(text)
			}
			size = end
			if string(text[:end]) == "\r" && (end == len(text) || text[end] == '\n') {
				size = 0 // the line's end
			}
			text = text[end:]
		}
		if size > 0 {
			switch at := ref(row, col); {
			case row > maxRow:
				return nil, &Damaged{Part: at, why: filing.Words{ZH: "行数太多", EN: "it has too many rows"}}
			case col > limits.Columns:
				return nil, limits.overColumns(at)
			case size > utf8.UTFMax*maxText:
				return nil, overText(at)
			case len(all) == limits.Cells:
				return nil, limits.overCells("一个工作表里有内容的单元格数", "cells of a sheet that hold something", at)
			}
			all = append(all, seen{int32(row), int32(col)})
		}
		text = bytes.TrimPrefix(text, []byte("\r"))
		if len(text) == 0 {
			break
		}
		if text[0] == comma {
			if col++; col > maxCol {
				return nil, limits.overColumns(ref(row, maxCol))
			}
		} else {
			row, col = row+1, 1
		}
		text = text[1:]
	}
	return all, nil
}

// recountCSV holds the cells that are read against those that were seen.
type recountCSV struct {
	there []seen
	read  int
	lost  *Lost // the first cell that is not accounted for
}

// met takes the next cell that was read.
func (r *recountCSV) met(c *cell) {
	if r.lost == nil && (r.read >= len(r.there) || r.there[r.read] != seen{int32(c.row), int32(c.col)}) {
		r.lost = &Lost{Cell: c.ref()} // read, and not seen
		if r.read < len(r.there) {
			r.lost.Cell = ref(int(r.there[r.read].row), int(r.there[r.read].col))
		}
	}
	r.read++
}

func (r *recountCSV) close() error {
	if r.lost == nil && r.read < len(r.there) {
		r.lost = &Lost{Cell: ref(int(r.there[r.read].row), int(r.there[r.read].col))}
	}
	if r.lost == nil {
		return nil
	}
	r.lost.Missing = max(len(r.there)-r.read, r.read-len(r.there), 1)
	return r.lost
}
