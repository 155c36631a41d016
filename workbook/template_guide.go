package workbook

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

const guideTitle = "填写说明"

// guideWidths are the columns of the guide, in characters.
var guideWidths = []float64{30, 12, 44, 34, 40}

// habits are what keeps a table readable.
var habits = [...]string{
	"证件号码、手机号一类的长号码按文本填：本表已设好文本格式，从别处粘贴时选“只粘贴数值”。",
	"一行填一个网站。同一主体有几个网站的，每个网站一行，主体信息照填。",
	"不合并单元格，不隐藏行，不改标题的文字；列可以调换位置，用不着的列可以删去。",
}

var cardHabits = [...]string{
	habits[0],
	"一张表填一个网站。有几个网站的，把整个文件另存一份，或改用一行一个网站的表格。",
	"内容填在标题右边的格子里，不改标题的文字，也不再合并或拆分单元格。",
}

// guide writes the sheet 填写说明: the habits, what the province asks for, and
// one line a field. A field's name comes after its column, "K 省份", so that
// the guide does not read as a card.
func (f *form) guide() {
	home := f.sheet
	defer func() { f.sheet = home }()
	_, err := f.file.NewSheet(guideTitle)
	f.do(err)
	f.do(f.file.MoveSheet(guideTitle, listsTitle))
	f.sheet = guideTitle
	for i, width := range guideWidths {
		f.width(i+1, i+1, width)
	}
	look := func(size float64, bold bool, colour string) int {
		s := excelize.Style{Font: &excelize.Font{Family: typeface, Size: size, Bold: bold}, Border: grid,
			Alignment: &excelize.Alignment{Horizontal: "left", Indent: 1, Vertical: "center", WrapText: true}}
		if colour != "" {
			s.Fill = fill(colour)
		}
		return f.style(s)
	}
	title := f.style(excelize.Style{Font: &excelize.Font{Family: typeface, Size: 16, Bold: true}, Alignment: &excelize.Alignment{Vertical: "center"}})
	band, body := look(11, true, "D9D9D9"), look(10, false, "")

	row := 0
	// line writes texts side by side; the last reaches to the right edge.
	line := func(style int, texts ...string) {
		row++
		last := len(texts)
		f.do(f.file.SetCellStyle(f.sheet, ref(row, 1), ref(row, len(guideWidths)), style))
		tall := 1
		for i, text := range texts {
			width := guideWidths[i]
			for j := last; i == last-1 && j < len(guideWidths); j++ {
				width += guideWidths[j]
			}
			f.do(f.file.SetCellStr(f.sheet, ref(row, i+1), text))
			tall = max(tall, lines(text, width-2))
		}
		if last < len(guideWidths) {
			f.do(f.file.MergeCell(f.sheet, ref(row, last), ref(row, len(guideWidths))))
		}
		f.height(row, 6+14*float64(tall))
	}

	line(title, guideTitle)
	f.height(1, 30)
	line(band, "三个习惯")
	wanted := habits[:]
	if f.Card {
		wanted = cardHabits[:]
	}
	for i, habit := range wanted {
		line(body, fmt.Sprintf("%d. %s", i+1, habit))
	}
	star := "标题带 * 的必填，带 *（单位）的单位必填，其余有则填。填好后先用 icpgen check 检查，再用 icpgen render 生成材料。"
	if f.Sample != nil {
		star += "灰色斜体的示例是编造的，请改写或删去。"
	}
	line(body, star)

	if f.Province.Name != "" {
		line(band, f.Province.Name+"的要求：标题带（"+f.Province.Name+"）的几栏要特别留意")
		line(body, f.Standing+"。写着“视情况”的，检查时按所填的内容判断，涉及的列在材料清单上。")
		if len(f.Notes) > 0 {
			line(look(10, true, ""), "栏目", "对谁", "要求和办法")
		}
		for _, n := range f.Notes {
			at := "材料和办理"
			if n.Field != filing.NoField {
				at = f.name(n.Field)
			}
			text := n
			text.Who = ""
			line(body, at, cmp.Or(n.Who, "全体"), text.String())
		}
	}

	line(band, "各栏怎么填")
	line(look(10, true, ""), "栏目", "谁填", "怎么填", "例", "用处")
	for _, g := range groups {
		line(look(10, true, g.fill), "【"+g.title+"】")
		for field := g.first; field <= g.last; field++ {
			line(body, f.name(field), whom(field), instruction(field), hints[field].example, hints[field].use)
		}
	}
	f.freeze(1, 0)
	f.print("landscape", 1)
}

// name is a field with its place, in words that are no heading.
func (f *form) name(field filing.Field) string {
	if f.below {
		return letters(colOf(f.heads[field])) + " " + field.Heading()
	}
	return f.valueOf(field) + " " + field.Heading()
}

// lines is how many lines a text takes in so many half-width characters.
func lines(text string, width float64) int {
	n := 0
	for part := range strings.SplitSeq(text, "\n") {
		wide := 0.0
		for _, r := range part {
			wide++
			if r >= 0x2000 {
				wide++
			}
		}
		n += 1 + int(max(0, wide-1)/width)
	}
	return n
}
