package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// looks are the styles of marks, as indices into the lists of the styles part.
type looks struct {
	line, wrapped int    // cell formats: text on one line, text on several
	colours       [3]int // differential formats, by level
}

// The colours are Excel's own for bad, neutral and good.
const (
	colourOfError   = `<{p}dxf><{p}font><{p}color rgb="FF9C0006"/></{p}font><{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FFFFC7CE"/><{p}bgColor rgb="FFFFC7CE"/></{p}patternFill></{p}fill></{p}dxf>`
	colourOfWarning = `<{p}dxf><{p}font><{p}color rgb="FF9C5700"/></{p}font><{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FFFFEB9C"/><{p}bgColor rgb="FFFFEB9C"/></{p}patternFill></{p}fill></{p}dxf>`
	colourOfGood    = `<{p}dxf><{p}font><{p}color rgb="FF006100"/></{p}font><{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FFC6EFCE"/><{p}bgColor rgb="FFC6EFCE"/></{p}patternFill></{p}fill></{p}dxf>`
	lineOfText      = `<{p}xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><{p}alignment vertical="center"/></{p}xf>`
	linesOfText     = `<{p}xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><{p}alignment vertical="top" wrapText="1"/></{p}xf>`

	bareStyles = xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`
)

// findLooks finds the styles of marks in the styles part, and adds those that
// are missing behind the others.
func (a *annotator) findLooks() (looks, error) {
	name := a.book.parts.styles
	if name == "" || !a.is(name) {
		name = a.free("xl/styles%d.xml")
		a.put(name, []byte(bareStyles))
		if _, err := a.relate(a.book.parts.book, "styles", name); err != nil {
			return looks{}, err
		}
		if err := a.declare(name, spreadsheetML+"styles+xml"); err != nil {
			return looks{}, err
		}
	}
	part, root, err := a.xml(name, 2)
	if err != nil {
		return looks{}, err
	}
	after := []string{"cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"}
	formats, edits := listed(part, root, "cellXfs", after[1:], lineOfText, linesOfText)
	colours, more := listed(part, root, "dxfs", after[3:], colourOfGood, colourOfWarning, colourOfError)
	a.edit(name, part, append(edits, more...)...)
	return looks{line: formats[0], wrapped: formats[1], colours: [3]int{0: colours[0], filing.Warning: colours[1], filing.Error: colours[2]}}, nil
}

// listed finds items in a list of the styles part, and adds what is missing.
func listed(part []byte, root *node, list string, before []string, items ...string) (at []int, edits []splice) {
	var have []string
	e := root.child(list)
	if e != nil {
		for _, c := range e.children {
			have = append(have, string(part[c.from:c.to]))
		}
	}
	missing := ""
	if len(have) == 0 && list == "cellXfs" { // the first is that of cells without a style
		have = append(have, "")
		missing = "<" + root.prefix + `xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`
	}
	for _, item := range items {
		item = strings.ReplaceAll(item, "{p}", root.prefix)
		i := slices.Index(have, item)
		if i < 0 {
			i = len(have)
			have = append(have, item)
			missing += item
		}
		at = append(at, i)
	}
	switch {
	case missing == "":
	case e == nil:
		edits = append(edits, root.place(part, fmt.Sprintf(`<%[1]s%[2]s count="%[3]d">%[4]s</%[1]s%[2]s>`, root.prefix, list, len(have), missing), before...))
	case e.inside == e.to:
		edits = append(edits, e.replace(fmt.Sprintf(`<%[1]s%[2]s count="%[3]d">%[4]s</%[1]s%[2]s>`, e.prefix, list, len(have), missing)))
	default:
		edits = append(edits, e.set("count", fmt.Sprint(len(have))), e.add(part, missing))
	}
	return at, edits
}
