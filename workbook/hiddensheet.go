package workbook

import (
	"errors"
	"fmt"

	"github.com/icpgen/icpgen/filing"
)

// errFound ends the look into a hidden sheet.
var errFound = errors.New("an application")

// lookBehind tells of hidden sheets that hold applications: they are not read
// unasked, nor left out without a word. It looks no further than the first.
func (b *book) lookBehind(zipped *container, sheets []sheetPart) {
	for _, from := range sheets {
		if !from.hidden {
			continue
		}
		p, err := zipped.part(from.part, "mergeCell", "row>")
		if err != nil || p == nil {
			continue // what nobody sees may be damaged
		}
		from.index = 0
		behind := &book{Book: Book{Name: b.Name, Sheets: []Sheet{{Name: from.name}}}, date1904: b.date1904, hidden: HiddenInclude,
			limits: b.limits, styles: b.styles, handOn: func(*filing.Application) error { return errFound }}
		if behind.sheet(from, p, b.shared) == errFound {
			b.Findings = append(b.Findings, hiddenSheet(filing.Place{Workbook: b.Name, Sheet: from.name}))
		}
	}
}

// hiddenSheet is finding D-14 at a sheet that nobody sees.
func hiddenSheet(at filing.Place) filing.Finding {
	return filing.Finding{Rule: "D-14", Level: filing.Warning, Place: at, Source: contract,
		Message: filing.Words{ZH: fmt.Sprintf("工作表“%s”是隐藏的，里面有备案信息，没有读", at.Sheet), EN: fmt.Sprintf("sheet %q is hidden and holds applications; it was not read", at.Sheet)},
		Remedy:  filing.Words{ZH: "要办理就在 Excel 中取消隐藏，或用 --sheet 指明；不办理就删去这个工作表", EN: "to file them, show the sheet in Excel or name it with --sheet; else delete it"},
	}
}
