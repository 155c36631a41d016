package press

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// longestName is the most bytes of a folder's name: with the papers' names and
// a deep path before it, within what every file system allows.
const longestName = 180

// names gives out folder names, no two of which are one on a file system that
// ignores case or the composition of characters. Each is kept with the last
// number that a twin of it got, so that a thousand twins take no longer each.
type names map[string]int

// newNames keeps the names that the run itself uses in its folder.
func newNames() names {
	n := names{}
	for _, own := range []string{manifestName, "report.html"} {
		n[twinKey(own)] = 1
	}
	return n
}

// folder names the folder of an application, <id>-<subject name>, which may be
// without a name. Of twins the first in order keeps the name and the others get
// -2, -3, …
func (n names) folder(id, subject string) string {
	whole := id
	if subject != "" {
		whole += "-" + subject
	}
	name := safeName(whole, longestName)
	first := twinKey(name)
	key := first
	for last := max(n[first], 1); n[key] > 0 || shardFileName.MatchString(key); n[first] = last {
		last++
		suffix := "-" + strconv.Itoa(last)
		name = safeName(whole, longestName-len(suffix)) + suffix
		key = twinKey(name)
	}
	n[key] = 1
	return name
}

// twinKey is the same for names that a file system may hold to be one.
func twinKey(name string) string {
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(name)))
}

// safeName makes of any text one name of a folder, of at most limit bytes, that
// every usual file system takes: no separators or reserved characters, no
// device name, no dot, space or dash where it would mean something.
func safeName(text string, limit int) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, "")) {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case !isWritten(r):
			continue
		case strings.ContainsRune(`<>:"/\|?*`, r):
			r = '_'
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	// A name begins neither hidden nor as an option or a formula.
	name := strings.TrimLeft(norm.NFC.String(b.String()), ". -=+@－＝＋＠")
	name = strings.TrimRight(cutBytes(name, limit), ". ")
	if name == "" {
		return "申请"
	}
	if stem, rest, _ := strings.Cut(name, "."); isDevice(strings.TrimRight(stem, " ")) {
		name = stem + "_"
		if rest != "" {
			name += "." + rest
		}
		name = strings.TrimRight(cutBytes(name, limit), ". ")
	}
	return name
}

// isWritten reports whether a character is one of a script: it neither steers,
// nor has a meaning only among friends, nor none at all. What Unicode has added
// since is one: rare names are written with it.
func isWritten(r rune) bool {
	noncharacter := r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
	return r != utf8.RuneError && !noncharacter && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
}

// cutBytes cuts before limit bytes, never inside a character nor between one
// and the marks that belong to it.
func cutBytes(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := limit
	for end > 0 && (!utf8.RuneStart(s[end]) || isMark(s[end:])) {
		end--
	}
	return s[:end]
}

func isMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsMark(r)
}

// isDevice tells the names that Windows keeps for devices, with or without an
// ending. ¹ ² ³ count as digits there.
func isDevice(stem string) bool {
	stem = strings.ToUpper(stem)
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	if rest, ok := strings.CutPrefix(stem, "COM"); ok || strings.HasPrefix(stem, "LPT") {
		if !ok {
			rest = stem[len("LPT"):]
		}
		return utf8.RuneCountInString(rest) == 1 && strings.ContainsAny(rest, "0123456789¹²³")
	}
	return false
}
