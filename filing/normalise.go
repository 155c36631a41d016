package filing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise cleans a text as it was typed: full-width digits, letters and
// signs become half-width, while Chinese punctuation （），。；：！？～ stays as
// it is; every kind of space becomes the plain one, none twice and none at the
// ends of a line; line breaks become \n; zero-width, bidirectional and control
// characters go. The rest is put in Unicode form NFC, but CJK compatibility
// ideographs stay: NFC would make other characters of them, and a name is not
// ours to change.
//
// changed reports whether a person should look at what became of the text:
// spaces trimmed, and what NFC does, cannot be seen and do not count.
func Normalise(s string) (clean string, changed bool) {
	if plain(s) {
		return s, false
	}
	var b strings.Builder
	b.Grow(len(s))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for _, r := range s {
		switch {
		case r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			b.WriteByte('\n')
		case r == '\t', unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case steers(r):
			changed = true
		case r >= '！' && r <= '～' && !staysWide(r):
			b.WriteRune(r - '！' + '!')
			changed = true
		default:
			b.WriteRune(r)
		}
	}
	lines := strings.Split(compose(b.String()), "\n")
	for i, line := range lines {
		lines[i] = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == ' ' }), " ")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n"), changed
}

// plain reports whether s is of characters that stand as they are, as nearly
// every cell is: ASCII without spaces, common Chinese characters and signs.
func plain(s string) bool {
	for _, r := range s {
		if !(r > ' ' && r <= '~' || r >= 0x4E00 && r <= 0x9FFF || r == '（' || r == '）' || r == '，' || r == '。' || r == '、') {
			return false
		}
	}
	return true
}

// NormaliseLine cleans a text of one line as [Normalise] does. Line breaks in
// it become spaces, or nothing between Chinese characters.
func NormaliseLine(s string) (clean string, changed bool) {
	clean, changed = Normalise(s)
	if !strings.Contains(clean, "\n") {
		return clean, changed
	}
	line := ""
	for part := range strings.SplitSeq(clean, "\n") {
		if line != "" && part != "" && !(endsHan(line) && beginsHan(part)) {
			line += " "
		}
		line += part
	}
	return line, true
}

// Normalise cleans what was typed for the field: [Normalise] or
// [NormaliseLine] by its form; names, addresses and words of a list also lose
// spaces between Chinese characters (张　三); numbers, phones, mail addresses
// and domains lose every space, their dashes become hyphens, and numbers get
// capital letters.
func (f Field) Normalise(typed string) (clean string, changed bool) {
	if f.Form() == FormSeveral || f.Form() == FormLists {
		clean, changed = Normalise(typed)
	} else {
		clean, changed = NormaliseLine(typed)
	}
	was := clean
	switch spacing[f] {
	case spaceKept:
		return clean, changed
	case spaceNone:
		clean = strings.ReplaceAll(clean, " ", "")
		if strings.ContainsFunc(clean, func(r rune) bool { return r >= utf8.RuneSelf }) {
			clean = hyphens.Replace(clean) // which copies even what has none
		}
		changed = changed || clean != was
		if f.IsNumber() || f == FieldSubjectRecord || f == FieldDomainRecord {
			clean = strings.ToUpper(clean)
		}
		clean = compose(clean) // an accent may have lost the space before it
	default:
		clean = joinHan(clean)
		changed = changed || clean != was
	}
	return clean, changed
}

const (
	spaceNotInHan = iota
	spaceKept
	spaceNone
)

// spacing tells where spaces may stand; nowhere between Chinese characters,
// unless said otherwise.
var spacing = [fieldCount]uint8{
	FieldSiteName: spaceKept, FieldFiledSiteNames: spaceKept, FieldContent: spaceKept, FieldRemark: spaceKept,
	FieldChangeNote: spaceKept, FieldApprovalNo: spaceKept, FieldRegistrar: spaceKept, FieldPhoto: spaceKept,
	FieldApplicationID: spaceKept,

	FieldSubjectRecord: spaceNone, FieldDomainRecord: spaceNone,
	FieldPreviousDocNo: spaceNone, FieldSubjectDocNo: spaceNone, FieldLegalDocNo: spaceNone,
	FieldPrincipalDocNo: spaceNone, FieldSiteOwnerDocNo: spaceNone,
	FieldPrincipalMobile: spaceNone, FieldSiteOwnerMobile: spaceNone, FieldEmergencyMobile: spaceNone,
	FieldPrincipalPhone: spaceNone, FieldSiteOwnerPhone: spaceNone,
	FieldPrincipalEmail: spaceNone, FieldSiteOwnerEmail: spaceNone,
	FieldHomeURL: spaceNone,
}

var hyphens = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-", "﹣", "-")

// staysWide tells the full-width signs that are Chinese punctuation.
func staysWide(r rune) bool { return strings.ContainsRune("！（），：；？～", r) }

// compose puts s in NFC around its compatibility ideographs.
func compose(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	var b strings.Builder
	from := 0
	for i, r := range s {
		if isCompatibilityIdeograph(r) {
			b.WriteString(norm.NFC.String(s[from:i]))
			b.WriteRune(r)
			from = i + len(string(r))
		}
	}
	b.WriteString(norm.NFC.String(s[from:]))
	return b.String()
}

func isCompatibilityIdeograph(r rune) bool {
	return r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}

// isVariation tells variation selectors, which have no width of their own.
func isVariation(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

func joinHan(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	words := strings.Split(s, " ")
	joined := words[0]
	for _, word := range words[1:] {
		if !(endsHan(joined) && beginsHan(word)) {
			joined += " "
		}
		joined += word
	}
	return joined
}

func endsHan(s string) bool {
	runes := []rune(s)
	return len(runes) > 0 && unicode.Is(unicode.Han, runes[len(runes)-1])
}

func beginsHan(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Han, r)
	}
	return false
}
