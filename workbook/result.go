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

func isSummary(found *cells) bool {
	return len(found.all) > 0 && found.all[0].row == 1 && found.all[0].col == 1 && strings.HasPrefix(found.all[0].text, summarySign)
}

// spot is the cell of the heading 检查结果. In a table the results stand below
// it, in a card to its right.
type spot struct {
	row, col int
	fresh    bool // not in the sheet yet
}

// spot is where the sheet's 检查结果 stands; failing that, where it can: right
// of all that a table has, below all that a card has.
func (s *sheet) spot(found *cells) spot {
	if s.own.row > 0 {
		return s.own
	}
	right, bottom := 0, 0
	for i := range found.all {
		right, bottom = max(right, found.all[i].col), max(bottom, found.all[i].row)
	}
	for _, a := range found.areas {
		if bottom = max(bottom, a.bottom); a.right <= s.book.limits.Columns { // and no title across the whole sheet
			right = max(right, a.right)
		}
	}
	if s.info.Layout == Card {
		return spot{bottom + 1, s.label.label.col, true}
	}
	return spot{s.info.Headings, right + 1, true}
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
