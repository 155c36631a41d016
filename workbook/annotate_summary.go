package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// mostListed bounds the findings that the summary lists, so that the copy stays
// within what can be read.
const mostListed = 20_000

// summaryColumns are the columns of the summary: heading and width in characters.
var summaryColumns = []struct {
	filing.Words
	width int
}{
	{filing.Words{ZH: "位置", EN: "Place"}, 18},
	{filing.Words{ZH: "级别", EN: "Level"}, 9},
	{filing.Words{ZH: "申请", EN: "Application"}, 32},
	{filing.Words{ZH: "栏目", EN: "Field"}, 20},
	{filing.Words{ZH: "问题", EN: "What is wrong"}, 50},
	{filing.Words{ZH: "怎么改", EN: "What to do"}, 50},
	{filing.Words{ZH: "依据", EN: "Source"}, 26},
	{filing.Words{ZH: "规则", EN: "Rule"}, 9},
}

const (
	summaryHead  = 4 // the row of the headings
	summaryLevel = 2 // the column by which rows are coloured
)

// listedFinding is one with the application that it is about.
type listedFinding struct {
	filing.Finding
	about string
}

// summarise writes the sheet 检查汇总 behind the others, or in the place of that
// of an earlier copy.
func (a *annotator) summarise() error {
	if err := a.book.findSummary(a.container); err != nil {
		return err
	}
	if a.book.summary.part != "" {
		a.put(a.book.summary.part, []byte(a.summary()))
		return nil
	}
	part := a.free("xl/worksheets/sheet%d.xml")
	a.put(part, []byte(a.summary()))
	if err := a.declare(part, spreadsheetML+"worksheet+xml"); err != nil {
		return err
	}
	id, err := a.relate(a.book.parts.book, "worksheet", part)
	if err != nil {
		return err
	}
	return a.listSheet(id)
}

// listSheet adds the summary to the workbook's sheets.
func (a *annotator) listSheet(id string) error {
	name := a.book.parts.book
	part, root, err := a.xml(name, 2)
	if err != nil {
		return err
	}
	sheets := root.child("sheets")
	number, taken := 0, map[string]bool{}
	for _, s := range sheets.children {
		number = max(number, s.number("sheetId"))
		taken[strings.ToLower(s.attr("name"))] = true
	}
	title := summaryTitle
	for n := 2; taken[title]; n++ {
		title = fmt.Sprintf("%s (%d)", summaryTitle, n)
	}
	a.edit(name, part, sheets.add(part, fmt.Sprintf(`<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>`, root.prefix, relationSpace(root), title, number+1, id)))
	return nil
}

// findings are all of them, in the order of the applications, with how many
// there are of each level.
func (a *annotator) findings() (all []listedFinding, errors, warnings int) {
	add := func(about string, list []filing.Finding) {
		e, w := levels(list)
		errors, warnings = errors+e, warnings+w
		for _, f := range list {
			all = append(all, listedFinding{f, about})
		}
	}
	add("", a.Findings)
	for _, j := range a.Applications {
		add(strings.TrimSpace(j.ID+" "+j.Subject), j.Findings)
	}
	return all, errors, warnings
}

// summary is the sheet: a title, the totals, and a line a finding with a link
// to its cell. Everything in it is text.
func (a *annotator) summary() string {
	all, errors, warnings := a.findings()
	refused := 0
	for _, j := range a.Applications {
		if e, _ := levels(j.Findings); e > 0 {
			refused++
		}
	}
	more := len(all) - mostListed
	all = all[:min(len(all), mostListed)]

	var rows, links strings.Builder
	bold := func(size int, text string) string {
		return fmt.Sprintf(`<r><rPr><b/><sz val="%d"/><rFont val="宋体"/><family val="3"/></rPr><t xml:space="preserve">%s</t></r>`, size, xstring(text))
	}
	plain := func(text string) string { return `<t xml:space="preserve">` + xstring(text) + `</t>` }
	link := func(text string) string {
		return `<r><rPr><u/><sz val="11"/><color rgb="FF0563C1"/><rFont val="宋体"/><family val="3"/></rPr><t xml:space="preserve">` + xstring(text) + `</t></r>`
	}
	row := 0
	line := func(style, tall int, cells ...string) {
		row++
		fmt.Fprintf(&rows, `<row r="%d" ht="%d" customHeight="1">`, row, 4+14*tall)
		for i, inside := range cells {
			fmt.Fprintf(&rows, `<c r="%s" s="%d" t="inlineStr"><is>%s</is></c>`, ref(row, i+1), style, inside)
		}
		rows.WriteString("</row>")
	}
	line(a.looks.line, 2, bold(14, summarySign))
	totals := fmt.Sprintf(a.say("按 %s 的规则检查：申请 %d 份，可提交 %d 份，须改正 %d 份；错误 %d 处，警告 %d 处", "Judged by the rules of %s: %d applications, %d ready, %d to correct; errors: %d, warnings: %d"),
		a.Day, len(a.Applications), len(a.Applications)-refused, refused, errors, warnings)
	line(a.looks.line, 1, plain(totals))
	hint := a.say("点“位置”可跳到单元格。改好后再检查一次；这张表和各表的“检查结果”由 icpgen 写入，再次检查时会更新。",
		"Follow a place to its cell. Check again when it is mended; this sheet and the results beside the applications are icpgen's and are renewed then.")
	if more > 0 {
		hint += fmt.Sprintf(a.say("还有 %d 处没有列出。", " %d more are not listed."), more)
	}
	if a.silent > 0 {
		hint += fmt.Sprintf(a.say("批注太多，有 %d 个单元格只标了颜色。", " There are too many comments: %d cells are only coloured."), a.silent)
	}
	line(a.looks.line, 1, plain(hint))
	var heads []string
	for _, c := range summaryColumns {
		heads = append(heads, bold(11, c.In(a.Lang)))
	}
	line(a.looks.line, 1, heads...)
	byLevel := map[filing.Level][]string{}
	for _, f := range all {
		at := f.Place
		at.Workbook = ""
		place := strings.TrimLeft(at.String(), ":!")
		if place == "" {
			place = a.say("工作簿", "workbook")
		}
		place = filing.Escape(place)
		texts := []string{place, a.level(f.Level), shown(f.about), f.Field.Heading(), shown(f.Message.In(a.Lang)),
			shown(f.Remedy.In(a.Lang)), filing.Escape(f.Source.In(a.Lang)), f.Rule}
		tall, cells := 1, []string{link(place)}
		for i, text := range texts {
			tall = max(tall, lines(text, float64(summaryColumns[i].width-2)))
			if i > 0 {
				cells = append(cells, plain(text))
			}
		}
		line(a.looks.wrapped, min(tall, 25), cells...)
		byLevel[f.Level] = append(byLevel[f.Level], ref(row, summaryLevel))
		if at.Sheet != "" {
			cell := at.Cell
			if cell == "" {
				cell = ref(max(at.Row, 1), 1)
			}
			fmt.Fprintf(&links, `<hyperlink ref="%s" location="%s" display="%s"/>`, ref(row, 1), escaped(sheetRef(at.Sheet)+"!"+cell), escaped(place))
		}
	}

	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
	b.WriteString(`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	fmt.Fprintf(&b, `<sheetViews><sheetView workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`, summaryHead, summaryHead+1)
	for i, c := range summaryColumns {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, c.width)
	}
	b.WriteString(`</cols><sheetData>` + rows.String() + `</sheetData>`)
	fmt.Fprintf(&b, `<autoFilter ref="A%d:%s"/>`, summaryHead, ref(max(row, summaryHead+1), len(summaryColumns)))
	for _, level := range []filing.Level{filing.Warning, filing.Error} {
		for some := range slices.Chunk(byLevel[level], 500) {
			fmt.Fprintf(&b, `<conditionalFormatting sqref="%s"><cfRule type="expression" dxfId="%d" priority="1"><formula>%s</formula></cfRule></conditionalFormatting>`,
				strings.Join(some, " "), a.looks.colours[level], escaped(sign))
		}
	}
	if links.Len() > 0 {
		b.WriteString(`<hyperlinks>` + links.String() + `</hyperlinks>`)
	}
	b.WriteString(`<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`)
	return b.String()
}
