package workbook

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// fold takes out of a heading what does not tell headings apart: width, case,
// spaces, line breaks, the mark of required fields, a colon, what stands in
// brackets at the end, and the underscores of keys.
func fold(heading string) string {
	s, _ := filing.Normalise(heading)
	s = strings.ToLower(plainSigns.Replace(s))
	for {
		was := s
		s = strings.Trim(s, "*:")
		if strings.HasSuffix(s, ")") {
			if at := strings.LastIndexByte(s, '('); at > 0 {
				s = s[:at]
			}
		}
		if s == was {
			return s
		}
	}
}

var plainSigns = strings.NewReplacer("（", "(", "）", ")", "【", "(", "】", ")", "[", "(", "]", ")", "：", ":",
	"★", "*", "※", "*", " ", "", "\n", "", "_", "")

// headings finds the field of a folded heading.
var headings = func() map[string]filing.Field {
	m := map[string]filing.Field{}
	for _, f := range filing.Fields() {
		for _, s := range f.Synonyms() {
			m[fold(s)] = f
		}
	}
	for _, f := range filing.Fields() {
		m[fold(f.Heading())], m[fold(f.Key())] = f, f
	}
	return m
}()

// headingOf finds the field that a cell heads: 证件类型 below or beside the
// group title 法定代表人信息 is 法定代表人证件类型.
func headingOf(group, text string) filing.Field {
	if utf8.RuneCountInString(text) > 60 {
		return filing.NoField
	}
	folded := fold(text)
	if folded == "" {
		return filing.NoField
	}
	if group != "" && utf8.RuneCountInString(group) <= 20 {
		title := fold(group)
		for _, tail := range []string{"信息", "资料", "情况"} {
			title = strings.TrimSuffix(title, tail)
		}
		if f, ok := headings[title+folded]; ok && title != "" {
			return f
		}
	}
	return headings[folded]
}

// isPrimary reports whether the text is the field's own heading or key, and
// not one of its synonyms.
func isPrimary(f filing.Field, text string) bool {
	s := fold(text)
	return s == fold(f.Heading()) || s == fold(f.Key())
}

// nearestHeading is the heading that a text probably means.
func nearestHeading(text string) (string, bool) {
	var own, all []string
	for _, f := range filing.Fields() {
		own = append(own, f.Heading())
		all = append(append(all, f.Heading()), f.Synonyms()...)
	}
	folded := fold(text)
	if utf8.RuneCountInString(folded) > 20 {
		return "", false
	}
	near, ok := filing.Nearest(folded, own)
	if !ok {
		if near, ok = filing.Nearest(folded, all); ok {
			near = headings[fold(near)].Heading()
		}
	}
	return near, ok
}

var contract = filing.Words{ZH: "工作簿的标题约定", EN: "the headings of the workbook"}

// unknownHeading is finding D-14 at a heading that no field has.
func unknownHeading(at filing.Place, text string) filing.Finding {
	shown := filing.MaskAll(strings.Join(strings.Fields(text), " ")) // before it is cut, while a number is whole
	if runes := []rune(shown); len(runes) > 20 {
		shown = string(runes[:20]) + "…"
	}
	f := filing.Finding{Rule: "D-14", Level: filing.Warning, Place: at, Value: text, Source: contract,
		Message: filing.Words{ZH: "不认识标题“" + shown + "”，其内容没有读", EN: "unknown heading “" + shown + "”; what it heads is not read"},
		Remedy:  filing.Words{ZH: "不是备案内容就不用管它，否则请改为约定的标题", EN: "leave it if it is not for the filing, else use one of the known headings"},
	}
	if near, ok := nearestHeading(text); ok {
		f.Message = filing.Words{ZH: fmt.Sprintf("不认识标题“%s”，最接近的是“%s”；其内容没有读", shown, near),
			EN: fmt.Sprintf("unknown heading “%s”, the nearest is %s; what it heads is not read", shown, near)}
		f.Remedy = filing.Words{ZH: fmt.Sprintf("若是“%s”，请改为这个标题；不是备案内容就不用管它", near), EN: fmt.Sprintf("use the heading %s if that was meant; leave it if it is not for the filing", near)}
	}
	return f
}

// noHeading is finding D-14 at a column whose values stand below no heading.
func noHeading(at filing.Place, cells int) filing.Finding {
	return filing.Finding{Rule: "D-14", Level: filing.Warning, Place: at, Source: contract,
		Message: filing.Words{ZH: fmt.Sprintf("这一列没有标题，下面 %d 个单元格的内容没有读", cells), EN: fmt.Sprintf("the column has no heading; %d cells below it are not read", cells)},
		Remedy:  filing.Words{ZH: "补上标题，或者删去这一列", EN: "give it a heading, or remove the column"},
	}
}

// twice is finding D-21 at the second heading of a field.
func twice(at filing.Place, f filing.Field, text, first string) filing.Finding {
	return filing.Finding{Rule: "D-21", Level: filing.Error, Field: f, Place: at, Value: text, Source: contract,
		Message: filing.Words{ZH: fmt.Sprintf("“%s”有两处（另一处在 %s），不知道以哪个为准", f.Heading(), first), EN: fmt.Sprintf("%s is there twice (also at %s); which one holds cannot be known", f.Heading(), first)},
		Remedy:  filing.Words{ZH: "只留一处", EN: "keep one of them"},
	}
}
