package workbook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// errorWords are what Excel and WPS show for a value that there is not.
var errorWords = []string{"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
	"#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA"}

func isErrorWord(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "#") && slices.Contains(errorWords, strings.ToUpper(text))
}

// longTerms are the ways to say that a document does not expire.
var longTerms = []string{filing.LongTerm, "永久", "长期有效", "永久有效", "无固定期限", "无期限", "无限期", "长期有效期"}

// value makes of a cell, whose reference is at, what it says for the field.
func (s *sheet) value(f filing.Field, c *cell, at string) filing.Value {
	v := filing.Value{Cell: at, Number: c.kind == kindNumber}
	switch {
	case c.picture:
		v.Fault, v.Number = filing.FaultPicture, false
		return v
	case c.formula:
		v.Fault, v.Number = filing.FaultFormula, false
		return v
	}
	if c.kind == kindError || isErrorWord(c.text) {
		v.Fault, v.Typed = filing.FaultError, c.text
		return v
	}
	form := f.Form()
	isDay := form == filing.FormDay || form == filing.FormDayOrLong
	typed := c.text
	switch c.kind {
	case kindNumber:
		number, ok := plain(c.text)
		if !ok {
			v.Number = false
			break
		}
		typed = number
		style := s.book.style(c.style)
		if style.isDate() || isDay && isBareSerial(number) {
			if day, shown, ok := s.book.date(c.text, style); ok {
				if isDay {
					v.Text = day.String()
					if !style.isDate() {
						v.Typed = number
					}
					return v
				}
				typed = shown
			}
		} else {
			typed = style.padded(typed)
		}
	case kindBool:
		typed = truth(f, c.text == "1" || strings.EqualFold(c.text, "true"))
	case kindDate:
		typed, _, _ = strings.Cut(c.text, "T")
	}
	text, changed := f.Normalise(typed)
	if changed {
		v.Typed = typed
	}
	if isDay {
		text = dayText(text, form)
	}
	v.Text = canonical(f, text)
	return v
}

// dayText writes a day as 2026-11-23 and a document without end as 长期; what
// is neither stays as typed.
func dayText(text string, form filing.Form) string {
	if form == filing.FormDayOrLong && slices.Contains(longTerms, text) {
		return filing.LongTerm
	}
	day, clock, hasClock := strings.Cut(text, " ")
	if hasClock && strings.Trim(clock, "0123456789:") != "" {
		day = text
	}
	if d, ok := filing.ParseDay(day); ok {
		return d.String()
	}
	return text
}

// canonical gives a word of a list its one spelling: 广东省 is 广东, 身份证 is
// 居民身份证. A word that is none of the list stays for the rules to judge.
func canonical(f filing.Field, text string) string {
	if text == "" {
		return text
	}
	switch f {
	case filing.FieldProvince, filing.FieldAccessProvince:
		if p, ok := filing.ParseProvince(text); ok {
			return p.Name
		}
		return text
	case filing.FieldSubjectDocType, filing.FieldLegalDocType, filing.FieldPrincipalDocType, filing.FieldSiteOwnerDocType:
		if doc, ok := filing.DocType(text); ok {
			return doc
		}
		return text
	}
	if list := f.List(); len(list) == 2 {
		// 是否有公章: 是, beside 有无公章: 有.
		switch text {
		case "是", "有", "开":
			return list[0]
		case "否", "无", "关":
			return list[1]
		}
	}
	return text
}

// truth is a check box's value in the words of the field.
func truth(f filing.Field, yes bool) string {
	words := []string{"TRUE", "FALSE"}
	if list := f.List(); len(list) == 2 {
		words = list
	}
	if yes {
		return words[0]
	}
	return words[1]
}

// plain writes a stored number as a person would: every digit that the sheet
// holds, no exponent, no trailing zeros after the point. Decimals are cut to
// the 15 digits that Excel shows, so that 0.1+0.2 is 0.3.
func plain(raw string) (string, bool) {
	raw = strings.TrimSpace(raw)
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || strings.ContainsAny(raw, "xXpP_nN") {
		return "", false
	}
	mantissa, exponent, _ := strings.Cut(strings.ToUpper(raw), "E")
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign = "-"
	}
	whole, decimals, _ := strings.Cut(strings.TrimLeft(mantissa, "+-"), ".")
	shift := 0
	if exponent != "" {
		if shift, err = strconv.Atoi(exponent); err != nil || shift > 400 || shift < -400 {
			return "", false
		}
	}
	decimals = strings.TrimRight(decimals, "0")
	if shift >= len(decimals) {
		digits := strings.TrimLeft(whole+decimals+strings.Repeat("0", shift-len(decimals)), "0")
		if digits == "" {
			return "0", true
		}
		return sign + digits, true
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	return strconv.FormatFloat(rounded, 'f', -1, 64), true
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// decode resolves the _x000D_ escapes of a text (ECMA-376 part 1, 22.4.2.4).
func decode(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escape.ReplaceAllStringFunc(s, func(code string) string {
		r, _ := strconv.ParseUint(code[2:6], 16, 16)
		return string(rune(r))
	})
}
