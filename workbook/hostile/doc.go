// Package hostile makes workbooks that lie, swell, or are merely strange, and
// says what has to come of each: the corpus against which the reader is held.
// Every file is written as a stream, so that making a bomb takes no memory.
// [Cases] lists them.
package hostile

import (
	"io"
	"slices"
	"time"
)

// The ceilings that no case may break.
const (
	Memory = 128 << 20 // bytes, of the whole process at its peak
	Time   = 3 * time.Second
)

// Case is one workbook and what has to come of it.
type Case struct {
	Name  string
	Write func(w io.Writer) error

	// Says is a part of the Chinese words with which the workbook is refused;
	// empty when it has to be read.
	Says string
	// Rows are the applications read, each as the texts by their headings that
	// matter. A cell that cannot be read has its fault: !formula, !picture.
	Rows []map[string]string
}

// Refused reports whether the workbook has to be refused.
func (c Case) Refused() bool { return c.Says != "" }

// Cases is the corpus. The one that takes memory to make comes last: to the
// kernel, a process begins with what the one that starts it had at its peak.
func Cases() []Case {
	return append(slices.Concat(bombs(), broken(), strange()),
		Case{Name: "200,000 parts", Says: "部件数", Write: book{more: 200_000}.write})
}
