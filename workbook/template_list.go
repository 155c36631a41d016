package workbook

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

const (
	listsTitle = "选项"
	anyKind    = "全部" // the documents of all kinds, until the kind is chosen
	listName   = "选项_"
	docsName   = "证件_" // 证件_企业: what INDIRECT makes of the kind
)

// Office's limits for validations, in UTF-16 units.
const (
	maxPrompt      = 255
	maxPromptTitle = 32
)

// lists writes the hidden sheet: one list a column, each with a name, since a
// list that stands in the validation itself may not exceed 255 characters.
func (f *form) lists() {
	home := f.sheet
	defer func() { f.sheet = home }()
	f.sheet = listsTitle
	_, err := f.file.NewSheet(listsTitle)
	f.do(err)
	col := 0
	write := func(name string, words []string) {
		col++
		f.do(f.file.SetCellStr(f.sheet, ref(1, col), name))
		for i, word := range words {
			f.do(f.file.SetCellStr(f.sheet, ref(2+i, col), word))
		}
		f.do(f.file.SetDefinedName(&excelize.DefinedName{Name: name,
			RefersTo: fmt.Sprintf("%s!$%s$2:$%s$%d", listsTitle, letters(col), letters(col), 1+len(words))}))
	}
	for _, field := range filing.Fields() {
		if words := f.choices(field); len(words) > 0 && !several(field) && f.owner(field) == field && field != filing.FieldSubjectDocType {
			write(listName+field.Heading(), words)
		}
	}
	for _, kind := range filing.SubjectKinds {
		write(docsName+kind, filing.SubjectDocTypes(kind))
	}
	write(docsName+anyKind, filing.FieldSubjectDocType.List())
	f.width(1, col, 22)
	f.do(f.file.SetSheetVisible(listsTitle, false))
}

// choices are a field's, with the template's province at the head.
func (f *form) choices(field filing.Field) []string {
	words := choices(field)
	if slices.Contains(words, f.Province.Name) {
		words = slices.Concat([]string{f.Province.Name}, slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == f.Province.Name }))
	}
	return words
}

// owner is the first field with the same choices, under whose name they stand.
func (f *form) owner(field filing.Field) filing.Field {
	for _, other := range filing.Fields() {
		if slices.Equal(choices(other), choices(field)) {
			return other
		}
	}
	return field
}

// ask gives a field's cells their dropdown or check and both its cells and its
// heading a hint. A value that does not pass is questioned, never refused: the
// reader takes more than a dropdown offers, and check tells what is wrong.
func (f *form) ask(field filing.Field) {
	first := f.valueOf(field)
	cells := first
	if f.below {
		cells = fmt.Sprintf("%s:%s%d", first, letters(colOf(first)), rowOf(first)+ready-1)
	}
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(cells)
	dv.SetInput(f.promptTitle(field), f.prompt(field))
	f.check(dv, field, first)
	f.do(f.file.AddDataValidation(f.sheet, dv))

	head := excelize.NewDataValidation(true)
	head.SetSqref(f.heads[field])
	head.SetInput(f.promptTitle(field), cut(whom(field)+"。"+hints[field].use, maxPrompt))
	f.do(f.file.AddDataValidation(f.sheet, head))
}

// check adds what Office itself looks at.
func (f *form) check(dv *excelize.DataValidation, field filing.Field, cell string) {
	doubt := func(title, text string) { dv.SetError(excelize.DataValidationErrorStyleWarning, title, text) }
	custom := func(formula string) {
		dv.Type, dv.Formula1 = "custom", formula
	}
	switch {
	case field == filing.FieldSubjectDocType:
		kind := f.valueOf(filing.FieldSubjectKind)
		if f.below {
			kind = "$" + kind
		}
		dv.SetSqrefDropList(fmt.Sprintf(`INDIRECT("%s"&amp;IF(%s="","%s",%s))`, docsName, kind, anyKind, kind))
		doubt("不在列表中", "这种主办单位性质通常不用这个证件，确定要这样填吗？")
	case len(choices(field)) > 0 && !several(field):
		dv.SetSqrefDropList(listName + f.owner(field).Heading())
		if !open(field) {
			doubt("不在列表中", "请从下拉列表中选。确定要这样填吗？")
		}
	case field.Form() == filing.FormDay:
		custom(fmt.Sprintf("ISNUMBER(%s)*(%s&lt;109575)", cell, cell))
		doubt("日期", "日期请写成 2026-11-23 的样子。确定要这样填吗？")
	case field.IsNumber():
		custom(fmt.Sprintf("ISTEXT(%s)", cell))
		doubt("号码", "这一格不是文本格式，长号码会丢失末几位。请先把单元格设为文本再填。")
	case isMobile(field):
		custom(fmt.Sprintf("LEN(%s)=11", cell))
		doubt("手机号", "手机号应为 11 位数字。确定要这样填吗？")
	}
}

func isMobile(field filing.Field) bool {
	return field == filing.FieldPrincipalMobile || field == filing.FieldSiteOwnerMobile
}

func (f *form) promptTitle(field filing.Field) string { return cut(marked(field), maxPromptTitle) }

// prompt is what shows beside a cell: the form, the choices of a field that
// takes several, an example, and what the province asks for as far as there is
// room.
func (f *form) prompt(field filing.Field) string {
	text := instruction(field)
	if field == filing.FieldProvince && f.Province.Name != "" {
		text += "。本表按" + f.Province.Name + "的要求作了标记"
	}
	text += "\n例：" + hints[field].example
	for _, n := range f.notes(field) {
		note := "\n" + f.Province.Name + "：" + n.Text
		if units(text+note) > maxPrompt {
			break
		}
		text += note
	}
	return cut(text, maxPrompt)
}

// instruction is how to fill a field, with all that it may hold if no dropdown
// shows it.
func instruction(field filing.Field) string {
	text := hints[field].how
	if several(field) {
		text += strings.Join(choices(field), "、")
	}
	return text
}

// whom is who has to fill the field.
func whom(field filing.Field) string {
	switch {
	case field.RequiredFor(filing.AsUnit) && field.RequiredFor(filing.AsPerson):
		return "必填"
	case field.RequiredFor(filing.AsUnit):
		return "单位必填"
	case field.RequiredFor(filing.AsPerson):
		return "个人必填"
	}
	return "选填"
}

// units is the length of a text as Office counts it.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// cut shortens a text to so many units.
func cut(text string, limit int) string {
	if units(text) <= limit {
		return text
	}
	runes := []rune(text)
	for units(string(runes)) > limit-1 {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
