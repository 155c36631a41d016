package filing

import (
	"regexp"
	"strings"
	"unicode"
)

// Mask hides a document's number: 110105********002X. A number of 17
// characters and more keeps its first six and last four, a shorter one no more
// than a third.
func Mask(number string) string {
	runes := []rune(number)
	n := len(runes)
	head, tail := 6, 4
	if n < 17 {
		head, tail = (n/3+1)/2, n/3/2
	}
	return string(runes[:head]) + strings.Repeat("*", n-head-tail) + string(runes[n-tail:])
}

// MaskPhone hides a telephone number: 138****5678; a landline keeps its area
// code and last two digits.
func MaskPhone(phone string) string {
	if len(phone) == 11 && digitsOnly(phone) {
		return phone[:3] + "****" + phone[7:]
	}
	area, rest, found := strings.Cut(phone, "-")
	if !found || len(area) > 5 || len([]rune(rest)) < 7 {
		return Mask(phone)
	}
	runes := []rune(rest)
	return area + "-" + strings.Repeat("*", len(runes)-2) + string(runes[len(runes)-2:])
}

// MaskEmail hides an address before its @, but for the first character.
func MaskEmail(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at <= 0 {
		return Mask(email)
	}
	first := string([]rune(email)[:1])
	return first + "***" + email[at:]
}

// Discreet hides the application's own document numbers, telephones and mail
// addresses in a text that goes into names: an order's number is as long as a
// telephone's, and has to stay.
func (a *Application) Discreet(text string) string {
	const shortest = 7
	for f := NoField + 1; f < fieldCount; f++ {
		mask := Mask
		switch f {
		case FieldPrincipalMobile, FieldPrincipalPhone, FieldEmergencyMobile, FieldSiteOwnerMobile, FieldSiteOwnerPhone:
			mask = MaskPhone
		case FieldPrincipalEmail, FieldSiteOwnerEmail:
			mask = MaskEmail
		default:
			if !f.IsNumber() {
				continue
			}
		}
		if value := a.Text(f); len(value) >= shortest {
			text = strings.ReplaceAll(text, value, mask(value))
		}
	}
	return text
}

var (
	emailIn  = regexp.MustCompile(`[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.!#$%&'*+/=?^_{|}~-]+@[\pL\pN.-]+`)
	spacedIn = regexp.MustCompile(`[0-9０-９]{3,}(?: [0-9０-９]{2,}[0-9０-９Xx]*)+`)
	numberIn = regexp.MustCompile(`[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:-[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+)*`)
)

// MaskAll hides every document number, telephone number and mail address in a
// text, for messages that quote what was typed. In doubt it hides: a run with
// seven digits or more that is neither a day nor a filing number.
func MaskAll(text string) string {
	text = emailIn.ReplaceAllStringFunc(text, MaskEmail)
	text = spacedIn.ReplaceAllStringFunc(text, func(run string) string {
		if digitCount(run) < 11 {
			return run
		}
		return Mask(run)
	})
	var b strings.Builder
	from := 0
	for _, span := range numberIn.FindAllStringIndex(text, -1) {
		run := text[span[0]:span[1]]
		if digitCount(run) < 7 || isFiling(text[:span[0]], text[span[1]:]) || isDomainLabel(run, text[span[1]:]) {
			continue
		}
		if _, isDay := ParseDay(run); isDay && strings.Contains(run, "-") {
			continue
		}
		b.WriteString(text[from:span[0]])
		b.WriteString(Mask(run))
		from = span[1]
	}
	b.WriteString(text[from:])
	return b.String()
}

func digitCount(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// isFiling tells the digits of 粤ICP备12345678号-1, which are public.
func isFiling(before, after string) bool {
	return (strings.HasSuffix(before, "ICP备") || strings.HasSuffix(before, "ICP证")) && strings.HasPrefix(after, "号")
}

var labelAfter = regexp.MustCompile(`^\.[a-z]{2,}`)

// isDomainLabel tells the digits of 12345678.com; but what is as long as a
// telephone number is hidden all the same, lest a file's name betray one.
func isDomainLabel(run, after string) bool {
	return digitCount(run) < 11 && labelAfter.MatchString(after)
}
