package filing

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
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

// Mask is what stands in the field as messages may show it. A contact that is
// written too oddly to be known for one is hidden all the same.
func (f Field) Mask(value string) string {
	if f.IsNumber() {
		return Mask(value)
	}
	hidden := MaskAll(value)
	if at := strings.LastIndexAny(value, ats); f.IsContact() && at > 0 { // whatever stands before it, spaces too
		return string([]rune(value)[:1]) + "***" + MaskAll(value[at:])
	}
	if f.IsContact() && hidden == value && utf8.RuneCountInString(value) >= fewest {
		return Mask(value)
	}
	return hidden
}

// Discreet hides in a text that goes into names what is surely somebody's: the
// application's own numbers, telephones and mail addresses however they are set
// apart, and any mobile's number, resident ID, credit code or mail address. Other numbers
// stay, since one of an order is as long as a telephone's.
func (a *Application) Discreet(text string) string {
	if digitCount(text) < fewest && !strings.ContainsAny(text, ats) {
		return text
	}
	var own []string
	for f := NoField + 1; f < fieldCount; f++ {
		mask := Mask
		switch {
		case f == FieldPrincipalEmail || f == FieldSiteOwnerEmail:
			mask = MaskEmail
		case f.IsContact():
			mask = MaskPhone
		case !f.IsNumber():
			continue
		}
		if value := a.Text(f); len(value) >= fewest {
			text = strings.ReplaceAll(text, value, mask(value))
			if digitCount(value) >= fewest {
				own = append(own, bare(value))
			}
		}
	}
	return maskRuns(text, func(run string) bool {
		joined := bare(run)
		return surely(run) || surely(joined) || slices.ContainsFunc(own, func(number string) bool { return strings.Contains(joined, number) })
	})
}

// Discreet hides any mobile's number, resident ID or mail address in a text that
// goes into names, as [Application.Discreet] does.
func Discreet(text string) string { return new(Application).Discreet(text) }

// Discreet is the place with what is surely somebody's number hidden in the
// sheet's name. The workbook's own name has to lead back to it.
func (p Place) Discreet() Place {
	p.Sheet = Discreet(p.Sheet)
	return p
}

// ats are the signs of mail addresses, of either width.
const ats = "@＠﹫"

const (
	apart = `[\s\pZ\pM\p{Pd}\p{Cc}\p{Cf}()（）./_·・•．／＿−+]{1,3}`
	piece = `[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]*\p{Nd}[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\p{Nd}]*`
)

var (
	// What may stand before an @: of Chinese characters, if nothing else does.
	emailIn = regexp.MustCompile(`([\pL\pM\p{Cf}]*?)((?:[0-9A-Za-z._]\s){2,}[0-9A-Za-z._]?|[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\p{Nd}.．!#$%&'*+/=?^_{|}~\p{Cf}-]*)(\s{0,3}[@＠﹫]\s{0,3}[\pL\pM\p{Nd}.．_\p{Cf}-]+)`)
	// Digits, with the letters that numbers have, however they are set apart.
	runIn    = regexp.MustCompile(`(?:\b[A-Za-z]` + apart + `)?` + piece + `(?:` + apart + `(?:` + piece + `|[A-Za-z]{1,2}\b|[Ａ-Ｚａ-ｚ]{1,2}))*`)
	pieceIn  = regexp.MustCompile(piece)
	plainIn  = regexp.MustCompile(`[0-9]+(?:[-./][0-9]+)+`)
	mobileIn = regexp.MustCompile(`(?:^|\D|^(?:00)?86)1[3-9][0-9]{9}(?:\D|$)`)
)

// MaskAll hides every document number, telephone number and mail address in a
// text, for messages that quote what was typed, however it is set apart. In
// doubt it hides: a run with seven digits or more that is neither days, nor IP
// addresses, nor a filing number.
func MaskAll(text string) string {
	return maskRuns(text, func(run string) bool { return digitCount(plainIn.ReplaceAllStringFunc(run, unlessPublic)) >= fewest })
}

// fewest are the digits from which on a run may be a number of somebody.
const fewest = 7

// maskRuns hides mail addresses, and the runs of digits that are hidden.
func maskRuns(text string, hidden func(run string) bool) string {
	if strings.ContainsAny(text, ats) {
		text = emailIn.ReplaceAllStringFunc(text, maskMail)
	}
	if digitCount(text) < fewest {
		return text
	}
	var b strings.Builder
	from := 0
	for _, span := range runIn.FindAllStringIndex(text, -1) {
		start, end := span[0], span[1]
		for digits := digitCount(text[start:end]); digits >= fewest; { // what is public at its ends stays
			word := text[start:end]
			word = word[strings.LastIndexByte(word, ' ')+1:]
			if unlessPublic(word) != "" && !isFiling(word, text[:end-len(word)], text[end:]) && !isDomainLabel(word, text[end:]) {
				break
			}
			digits -= digitCount(word)
			end = start + len(strings.TrimRight(text[start:end-len(word)], " "))
		}
		for first, rest, found := strings.Cut(text[start:end], " "); found && unlessPublic(first) == ""; first, rest, found = strings.Cut(rest, " ") {
			start = end - len(rest)
		}
		if run := text[start:end]; digitCount(run) >= fewest && hidden(run) {
			b.WriteString(text[from:start])
			b.WriteString(maskRun(run))
			from = end
		}
	}
	b.WriteString(text[from:])
	return b.String()
}

// maskRun hides a run; of one in which whole numbers stand beside little else,
// only those.
func maskRun(run string) string {
	rest := 0
	alone := pieceIn.ReplaceAllStringFunc(run, func(piece string) string {
		if n := digitCount(piece); n < 11 {
			rest += n
			return piece
		}
		return Mask(piece)
	})
	if rest < 4 {
		return alone
	}
	return Mask(run)
}

// maskMail hides an address but for its first character; Chinese characters
// before an address of others are the text around it.
func maskMail(found string) string {
	parts := emailIn.FindStringSubmatch(found)
	around, local, rest := parts[1], parts[2], parts[3]
	if local == "" {
		around, local = "", around
	}
	if local == "" {
		return found
	}
	return around + string([]rune(local)[:1]) + "***" + rest
}

// unlessPublic is a run that is neither a day, written with signs between, nor
// an IP address.
func unlessPublic(run string) string {
	if _, isDay := ParseDay(run); isDay && !digitsOnly(run) || CheckIP(run) == nil {
		return ""
	}
	return run
}

// bare is a number without what sets it apart, as digits and capital letters.
func bare(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, norm.NFKC.String(number))
}

// surely reports whether a run holds a mobile's number, a resident ID or a
// credit code.
func surely(run string) bool {
	if mobileIn.MatchString(run) {
		return true
	}
	run = strings.ToUpper(run)
	for i := 0; i+18 <= len(run); i++ {
		if isResidents(run[i:i+18]) || checkCreditCode(run[i:i+18]) == nil {
			return true
		}
	}
	return false
}

// isResidents tells a resident ID, also one of which a digit was mistaken: it
// begins with a region and has a day of birth all the same.
func isResidents(number string) bool {
	fault := faultOfBuild(number, "", "")
	return fault == nil || fault.Part == PartCheck && knownRegion(number[:2])
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

// isFiling tells the digits of 粤ICP备12345678号-1, which are public and fewer
// than a telephone's.
func isFiling(run, before, after string) bool {
	return digitCount(run) < 11 && (strings.HasSuffix(before, "ICP备") || strings.HasSuffix(before, "ICP证")) && strings.HasPrefix(after, "号")
}

var (
	labelAfter = regexp.MustCompile(`^\.[a-z]{2,}`)
	fileAfter  = regexp.MustCompile(`^\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic|pdf|docx?|xlsx?|csv|zip|rar)(?:[^0-9A-Za-z.-]|$)`)
)

// isDomainLabel tells the digits of 12345678.com; but what is as long as a
// telephone number, or names a file, is hidden all the same.
func isDomainLabel(run, after string) bool {
	return digitCount(run) < 11 && !fileAfter.MatchString(after) && labelAfter.MatchString(after)
}
