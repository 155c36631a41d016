package workbook

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// sign is the condition of our conditional formats: always true, and by it they
// are known again whoever saved the file since.
const sign = `LEN("icpgen")=6`

// The order of a worksheet's children (ECMA-376 part 1, 18.3.1.99).
var sheetOrder = []string{"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
	"protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr",
	"conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
	"colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF",
	"drawingHF", "picture", "oleObjects", "AlternateContent", "controls", "webPublishItems", "tableParts", "extLst"}

// behind lists what comes after a child of a worksheet.
func behind(name string) []string { return sheetOrder[slices.Index(sheetOrder, name)+1:] }

// entry is a text to be put into a cell.
type entry struct {
	col   int
	text  string
	style int // -1: that of the cell to its left
}

// markSheet puts the marks on a sheet that holds applications.
func (a *annotator) markSheet(sheet sheetPart, n *notes) error {
	part, root, err := a.xml(sheet.part, 3, "sheetData", "mergeCells", "dataValidations", "hyperlinks", "extLst")
	if err != nil {
		return err
	}
	data := root.child("sheetData")
	if data == nil {
		return &Damaged{Part: sheet.part, Sheet: sheet.name, why: filing.Words{ZH: "没有表格数据", EN: "it has no cells"}}
	}
	at, isCard := a.book.results[sheet.name], a.book.isCard(sheet.name)
	entries, coloured, last := a.entries(n, at, isCard)
	// What is inserted at one place keeps this order, which is the schema's.
	var edits []splice
	if at.fresh {
		edits = append(edits, dimension(root, at, isCard, last)...)
	}
	if at.fresh && !isCard {
		edits = append(edits, column(part, root, at.col)...)
	}
	cells, err := cellEdits(part, data, entries, func(row, col int) bool { return !isCard && !at.fresh && col == at.col && row > at.row })
	if err != nil {
		return badXML(sheet.part, sheet.name, err)
	}
	edits = append(edits, cells...)
	if !isCard {
		filter, area := autoFilter(part, root, at, last)
		edits = append(edits, filter...)
		if area != "" {
			if err := a.nameFilter(sheet, area); err != nil {
				return err
			}
		}
	}
	edits = append(edits, colours(part, root, a.looks, n.faults, coloured)...)
	drawing, err := a.comment(sheet.part, root, n.faults)
	if err != nil {
		return err
	}
	if drawing != "" {
		edits = append(edits, root.place(part, fmt.Sprintf(`<%slegacyDrawing xmlns:r="%s" r:id="%s"/>`, root.prefix, relationSpace(root), drawing), behind("legacyDrawing")...))
	}
	a.edit(sheet.part, part, edits...)
	return nil
}

// relationSpace is the namespace of r:id in a part.
func relationSpace(root *node) string {
	for _, at := range root.attrs {
		if strings.HasPrefix(string(at.value), "http://purl.oclc.org/ooxml/") {
			return strings.TrimSuffix(strictRelation, "/")
		}
	}
	return strings.TrimSuffix(officeRelation, "/")
}

// entries are the cells of 检查结果 by row, the colour that each gets, and the
// last row of them.
func (a *annotator) entries(n *notes, at spot, isCard bool) (byRow map[int][]entry, coloured map[string]int, last int) {
	byRow, coloured, last = map[int][]entry{}, map[string]int{}, at.row
	if at.fresh {
		byRow[at.row] = append(byRow[at.row], entry{at.col, resultHeading, -1})
	}
	col := at.col
	if isCard {
		col++
	}
	for row, r := range n.results {
		byRow[row] = append(byRow[row], entry{col, r.text, a.looks.line})
		coloured[ref(row, col)] = a.looks.colours[r.level]
		last = max(last, row)
	}
	return byRow, coloured, last
}

// cellEdits puts entries into the rows of a sheet and takes out the cells that
// wipe names. Rows and cells without a number follow the one before.
func cellEdits(part []byte, data *node, byRow map[int][]entry, wipe func(row, col int) bool) ([]splice, error) {
	var edits []splice
	rows := slices.Sorted(maps.Keys(byRow))
	p := data.prefix
	write := func(row int, e entry, left string) string {
		style := left
		if e.style >= 0 {
			style = fmt.Sprint(e.style)
		}
		if style != "" {
			style = ` s="` + style + `"`
		}
		return fmt.Sprintf(`<%[1]sc r="%[2]s"%[3]s t="inlineStr"><%[1]sis><%[1]st>%[4]s</%[1]st></%[1]sis></%[1]sc>`, p, ref(row, e.col), style, xstring(e.text))
	}
	whole := func(row int) string {
		var b strings.Builder
		for _, e := range byRow[row] {
			b.WriteString(write(row, e, ""))
		}
		return fmt.Sprintf(`<%[1]srow r="%[2]d">%[3]s</%[1]srow>`, p, row, b.String())
	}
	if data.inside == data.to {
		return nil, fmt.Errorf("no rows")
	}
	t := wholeTokens(part[data.from:data.to])
	base := data.from
	row, col, left := 0, 0, ""
	var due []entry // of the row at hand
	var here node
	cell := -1 // where the cell at hand begins
	for {
		kind, err := t.next()
		if err != nil {
			return nil, err
		}
		depth := t.depth()
		switch {
		case kind == endOfPart:
			for _, r := range rows {
				edits = append(edits, splice{data.end, data.end, whole(r)})
			}
			return edits, nil
		case kind == startTag && depth == 2 && string(t.name) == "row":
			row++
			if n, ok := number(t.attr("r")); ok && n > 0 {
				row = n
			}
			for len(rows) > 0 && rows[0] < row {
				edits = append(edits, splice{base + t.tag, base + t.tag, whole(rows[0])})
				rows = rows[1:]
			}
			col, left, due = 0, "", nil
			if len(rows) > 0 && rows[0] == row {
				due, rows = byRow[row], rows[1:]
			}
			here = node{name: "row", prefix: p, from: base + t.tag, inside: base + t.pos}
		case kind == endTag && depth == 1 && string(t.name) == "row":
			here.end, here.to = base+t.tag, base+t.pos
			text := ""
			for _, e := range due {
				text += write(row, e, left)
			}
			if text != "" {
				edits = append(edits, here.add(part, text))
			}
		case kind == startTag && depth == 3 && string(t.name) == "c":
			col++
			if _, c, ok := parseRef(t.attr("r")); ok {
				col = c
			}
			for len(due) > 0 && due[0].col < col {
				edits = append(edits, splice{base + t.tag, base + t.tag, write(row, due[0], left)})
				due = due[1:]
			}
			left = string(t.attr("s"))
			cell = base + t.tag
		case kind == endTag && depth == 2 && cell >= 0:
			switch {
			case len(due) > 0 && due[0].col == col:
				edits = append(edits, splice{cell, base + t.pos, write(row, due[0], left)})
				due = due[1:]
			case wipe(row, col):
				edits = append(edits, splice{cell, base + t.pos, ""})
			}
			cell = -1
		}
	}
}

// colours takes out the conditional formats of an earlier copy and sets those
// of this one before the sheet's own.
func colours(part []byte, root *node, l looks, faults map[string][]filing.Finding, coloured map[string]int) []splice {
	for cell, list := range faults {
		if _, result := coloured[cell]; !result {
			coloured[cell] = l.colours[levelOf(list)]
		}
	}
	var fresh strings.Builder
	for _, colour := range slices.Sorted(slices.Values(l.colours[:])) {
		var cells []string
		for cell, c := range coloured {
			if c == colour {
				cells = append(cells, cell)
			}
		}
		slices.SortFunc(cells, byPlace)
		for some := range slices.Chunk(cells, 500) {
			fmt.Fprintf(&fresh, `<%[1]sconditionalFormatting sqref="%[2]s"><%[1]scfRule type="expression" dxfId="%[3]d" priority="1"><%[1]sformula>%[4]s</%[1]sformula></%[1]scfRule></%[1]sconditionalFormatting>`,
				root.prefix, strings.Join(some, " "), colour, escaped(sign))
		}
	}
	edits := []splice{root.place(part, fresh.String(), behind("phoneticPr")...)}
	for _, format := range root.children {
		if format.name != "conditionalFormatting" {
			continue
		}
		var ours []*node
		for _, rule := range format.children {
			if f := rule.child("formula"); f != nil && strings.ReplaceAll(unescape(part[f.inside:f.end]), " ", "") == sign {
				ours = append(ours, rule)
			}
		}
		if len(ours) == len(format.children) && len(ours) > 0 {
			ours = []*node{format}
		}
		for _, e := range ours {
			edits = append(edits, e.replace(""))
		}
	}
	return edits
}

// byPlace orders cells by row and column.
func byPlace(a, b string) int {
	rowA, colA, _ := parseRef([]byte(a))
	rowB, colB, _ := parseRef([]byte(b))
	return cmp.Or(cmp.Compare(rowA, rowB), cmp.Compare(colA, colB))
}

// dimension lets the sheet say that it is larger by the cells of 检查结果.
func dimension(root *node, at spot, isCard bool, last int) []splice {
	d := root.child("dimension")
	if d == nil {
		return nil
	}
	area, ok := parseArea([]byte(d.attr("ref")))
	if !ok {
		return nil
	}
	right := at.col
	if isCard {
		right++
	}
	area.top, area.left = min(area.top, at.row), min(area.left, at.col)
	area.bottom, area.right = max(area.bottom, last), max(area.right, right)
	return []splice{d.set("ref", ref(area.top, area.left)+":"+ref(area.bottom, area.right))}
}

// resultWidth is that of the column 检查结果, in characters.
const resultWidth = "32"

// column gives the column of 检查结果 its width, apart from a run of columns
// that share one.
func column(part []byte, root *node, col int) []splice {
	ours := fmt.Sprintf(`<%scol min="%d" max="%d" width="%s" customWidth="1"/>`, root.prefix, col, col, resultWidth)
	cols := root.child("cols")
	if cols == nil {
		return []splice{root.place(part, fmt.Sprintf(`<%[1]scols>%[2]s</%[1]scols>`, root.prefix, ours), behind("cols")...)}
	}
	for _, c := range cols.children {
		from, to := c.number("min"), c.number("max")
		switch {
		case from > col:
			return []splice{{c.from, c.from, ours}}
		case to < col:
			continue
		}
		text := ""
		run := func(from, to int) string {
			if from > to {
				return ""
			}
			return string(spliced(part[c.from:c.to], []splice{
				shifted(c.set("min", fmt.Sprint(from)), c.from), shifted(c.set("max", fmt.Sprint(to)), c.from)}))
		}
		text = run(from, col-1) + ours + run(col+1, to)
		return []splice{c.replace(text)}
	}
	return []splice{cols.add(part, ours)}
}

func shifted(s splice, by int) splice { return splice{s.from - by, s.to - by, s.text} }

// autoFilter lets 检查结果 be filtered by: the sheet's filter reaches over it, or
// it gets its own. area is the filter's, empty when it did not change.
func autoFilter(part []byte, root *node, at spot, last int) (edits []splice, area string) {
	own := fmt.Sprintf("%s:%s", ref(at.row, at.col), ref(max(last, at.row+1), at.col))
	filter := root.child("autoFilter")
	if filter == nil {
		if root.child("tableParts") != nil || root.child("sheetProtection") != nil {
			return nil, ""
		}
		return []splice{root.place(part, fmt.Sprintf(`<%sautoFilter ref="%s"/>`, root.prefix, own), behind("autoFilter")...)}, own
	}
	has, ok := parseArea([]byte(strings.ReplaceAll(filter.attr("ref"), "$", "")))
	switch {
	case !ok || has.top != at.row:
		return nil, ""
	case has.left == at.col && has.right == at.col:
		area = own
	case has.right == at.col-1:
		area = ref(has.top, has.left) + ":" + ref(has.bottom, at.col)
	}
	if area == "" || area == filter.attr("ref") {
		return nil, ""
	}
	return []splice{filter.set("ref", area)}, area
}

// filterName is the hidden name that repeats the area of a sheet's filter.
const filterName = "_xlnm._FilterDatabase"

// nameFilter gives the area of a filter its name.
func (a *annotator) nameFilter(sheet sheetPart, area string) error {
	part, root, err := a.xml(a.book.parts.book, 2)
	if err != nil {
		return err
	}
	index := -1
	for i, s := range root.child("sheets").children {
		if s.attr("name") == sheet.name {
			index = i
		}
	}
	from, to, _ := strings.Cut(area, ":")
	text := escaped(sheetRef(sheet.name) + "!" + absolute(from) + ":" + absolute(to))
	name := fmt.Sprintf(`<%[1]sdefinedName name="%[2]s" localSheetId="%[3]d" hidden="1">%[4]s</%[1]sdefinedName>`, root.prefix, filterName, index, text)
	names := root.child("definedNames")
	if names == nil {
		a.edit(a.book.parts.book, part, root.place(part, fmt.Sprintf(`<%[1]sdefinedNames>%[2]s</%[1]sdefinedNames>`, root.prefix, name),
			"calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"))
		return nil
	}
	for _, n := range names.children {
		if n.attr("name") == filterName && n.attr("localSheetId") == fmt.Sprint(index) {
			a.edit(a.book.parts.book, part, splice{n.inside, n.end, text})
			return nil
		}
	}
	a.edit(a.book.parts.book, part, names.add(part, name))
	return nil
}

// sheetRef is a sheet's name as references write it.
func sheetRef(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

func absolute(cell string) string {
	row, col, _ := parseRef([]byte(cell))
	return fmt.Sprintf("$%s$%d", letters(col), row)
}
