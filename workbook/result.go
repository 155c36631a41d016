package workbook

import (
	"fmt"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// What icpgen itself writes into an annotated copy, and never reads as the
// applicant's: the place 检查结果 of a sheet, and the sheet 检查汇总.
const (
	resultHeading = "检查结果"
	summaryTitle  = "检查汇总"
	summarySign   = "icpgen " + summaryTitle // begins the summary's first cell
)

func isOwn(text string) bool { return fold(text) == resultHeading }

// spot is the cell of the heading 检查结果. In a table the results stand below
// it, in a card to its right.
type spot struct {
	row, col int
	fresh    bool // not in the sheet yet
}

// own is what icpgen's own places on a sheet are found by while it is read.
type own struct {
	at            spot // the 检查结果 that is there
	label         int  // the column of a card's first heading
	right, bottom int  // of all that the sheet has
	begun         bool
	summary       bool // the sheet is a 检查汇总
}

// met takes the next row of the sheet.
func (o *own) met(row []cell) {
	if !o.begun {
		o.begun, o.summary = true, isSummary(row)
	}
	last := &row[len(row)-1]
	o.right, o.bottom = max(o.right, last.col), max(o.bottom, last.row)
}

func isSummary(first []cell) bool {
	return first[0].row == 1 && first[0].col == 1 && strings.HasPrefix(first[0].text, summarySign)
}

// reach takes the merged ranges.
func (o *own) reach(areas []area, limits Limits) {
	for _, a := range areas {
		if o.bottom = max(o.bottom, a.bottom); a.right <= limits.Columns { // and no title across the whole sheet
			o.right = max(o.right, a.right)
		}
	}
}

// place is where the sheet's 检查结果 stands; failing that, where it can: right
// of all that a table has, below all that a card has.
func (o *own) place(s *Sheet) spot {
	switch {
	case o.at.row > 0:
		return o.at
	case s.Layout == Card:
		return spot{o.bottom + 1, o.label, true}
	}
	return spot{s.Headings, o.right + 1, true}
}

// checkRoom refuses a sheet to which no 检查结果 can be added that could be read
// again.
func (b *book) checkRoom(sheet string) error {
	at := b.results[sheet]
	if at.col+1 > b.limits.Columns || at.row > maxRow {
		return &OverLimit{Limit: fmt.Sprint(b.limits.Columns), at: sheet,
			what: filing.Words{ZH: "加上“检查结果”以后的列数", EN: "columns with that of the results"}}
	}
	return nil
}
