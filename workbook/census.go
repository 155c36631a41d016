package workbook

import "github.com/icpgen/icpgen/filing"

// Census is the account of a workbook: every cell with a value that the
// independent count saw is read into a field or left out for a reason.
// Cells = Read + the sum of Left.
type Census struct {
	Cells int
	Read  int
	Left  []Left
	Rows  Rows
}

// Left is how many cells of a sheet were left out for one reason.
type Left struct {
	Sheet  string
	Reason Reason
	Cells  int
	First  string // the first of them, "A1"
}

// Rows is the account of the rows below the headings of tables, up to the last
// one that holds anything; a card counts as one.
type Rows struct {
	Applications int
	Blank        int
	Skipped      int // hidden rows, left out as asked
	Notes        int // headings repeated, or a remark across the sheet
}

// Reason is why a cell was left out.
type Reason uint8

// The reasons.
const (
	AboveHeadings  Reason = iota + 1 // titles above the headings of a table
	IsHeading                        // the headings themselves
	IsTitle                          // titles in a card
	UnknownColumn                    // below or beside a heading that no field has, or none
	SecondColumn                     // a field's second column
	CheckResult                      // the column that icpgen added
	CoveredByMerge                   // under a merged cell, where nobody sees it
	Remark                           // a remark across the table, a hint beside a card's values
	HiddenRow                        // in a hidden row, left out as asked
	NoLayout                         // on a sheet that has neither layout
)

var reasons = [...]filing.Words{
	AboveHeadings:  {ZH: "标题行以上", EN: "above the headings"},
	IsHeading:      {ZH: "标题", EN: "headings"},
	IsTitle:        {ZH: "分组标题", EN: "group titles"},
	UnknownColumn:  {ZH: "标题不认识或没有标题", EN: "unknown heading or none"},
	SecondColumn:   {ZH: "同一项目的第二处", EN: "a field's second place"},
	CheckResult:    {ZH: "icpgen 的检查结果", EN: "icpgen's own results"},
	CoveredByMerge: {ZH: "被合并单元格遮住", EN: "covered by a merged cell"},
	Remark:         {ZH: "说明文字", EN: "remarks"},
	HiddenRow:      {ZH: "隐藏的行，按要求跳过", EN: "hidden rows, skipped as asked"},
	NoLayout:       {ZH: "不是备案信息的工作表", EN: "sheets without applications"},
}

// Words names the reason in both languages.
func (r Reason) Words() filing.Words { return reasons[r] }

// tally counts one sheet's cells as they are accounted for.
type tally struct {
	cells int
	read  int
	left  [len(reasons)]Left
	lost  Lost
}

func (t *tally) take(m *cell) {
	if !m.taken {
		m.taken = true
		t.read++
	}
}

func (t *tally) leave(m *cell, why Reason) {
	if m.taken {
		return
	}
	m.taken = true
	l := &t.left[why]
	if l.Cells++; l.Cells == 1 {
		l.Reason, l.First = why, ref(m.row, m.col)
	}
}

// settle ends the accounting of cells: one that is neither taken nor left by
// now is lost.
func (t *tally) settle(all []cell) {
	t.cells += len(all)
	for i := range all {
		if m := &all[i]; !m.taken {
			if t.lost.Missing++; t.lost.Missing == 1 {
				t.lost.Cell = ref(m.row, m.col)
			}
		}
	}
}

// close adds the sheet to the census, and refuses one whose cells are not all
// accounted for.
func (t *tally) close(c *Census, sheet string) error {
	if t.lost.Missing > 0 {
		t.lost.Sheet = sheet
		return &t.lost
	}
	c.Cells += t.cells
	c.Read += t.read
	for _, l := range t.left {
		if l.Cells > 0 {
			l.Sheet = sheet
			c.Left = append(c.Left, l)
		}
	}
	return nil
}
