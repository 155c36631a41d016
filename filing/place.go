package filing

import "strconv"

// Place says where in a workbook something stands. Cell is empty when the
// sheet has no cell for it (a column that is missing); Row then still says
// which application is meant.
type Place struct {
	Workbook string // file name as given, without its folder
	Sheet    string
	Cell     string // "AN2"
	Row      int    // 1-based; 0 when a whole sheet or workbook is meant
}

// String is the place as messages show it: applicants.xlsx:备案信息!AN2.
func (p Place) String() string {
	s := p.Workbook
	if p.Sheet != "" {
		s += ":" + p.Sheet
	}
	switch {
	case p.Cell != "":
		s += "!" + p.Cell
	case p.Row > 0:
		s += "!" + strconv.Itoa(p.Row) + ":" + strconv.Itoa(p.Row)
	}
	return s
}
