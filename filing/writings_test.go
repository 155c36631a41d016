package filing

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// somebodys are private values of each kind.
var somebodys = []string{
	"11010519491231002X", "440524188001010014", "91350100M000100Y43", "110108000000016", "D2143569-X", "H12345678", "12345678", "E12345678",
	"911840199001010018", "13812345678", "010-62345678", "0755-12345678-801", "zhang.san@example.com", "zhang_san-88@vip.例子.中国", "张三@例子.中国",
}

// setApart puts a sign into a number where people do: every three or four
// characters.
func setApart(sign string) func(string) string {
	return func(number string) string {
		var b strings.Builder
		for i, r := range []rune(number) {
			if i > 2 && i%4 == 3 {
				b.WriteString(sign)
			}
			b.WriteRune(r)
		}
		return b.String()
	}
}

// shifted moves characters to another block of Unicode.
func shifted(from, to rune, by rune) func(string) string {
	return func(number string) string {
		return strings.Map(func(r rune) rune {
			if r >= from && r <= to {
				return r + by
			}
			return r
		}, number)
	}
}

// writings are the ways in which people write a number, or what a sheet makes
// of it.
var writings = map[string]func(string) string{
	"plain": func(s string) string { return s }, "lower case": strings.ToLower,
	"full width": shifted('!', '~', '！'-'!'), "bold": shifted('0', '9', '𝟎'-'0'), "Arabic": shifted('0', '9', '٠'-'0'),
	"each by itself": func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
	"+86":            func(s string) string { return "+86" + s }, "0086 ": func(s string) string { return "0086 " + s },
	"bracket":    func(s string) string { return "(" + string([]rune(s)[:2]) + ")" + string([]rune(s)[2:]) },
	"picture":    func(s string) string { return s + ".jpg" },
	"words":      func(s string) string { return "证件" + s + "张三" },
	"letters":    func(s string) string { return "ID " + s + " ok" },
	"with a day": func(s string) string { return "2026-11-23 " + s },
}

func init() {
	for name, sign := range map[string]string{
		"space": " ", "two spaces": "  ", "ideographic space": "\u3000", "no-break space": "\u00A0", "tab": "\t", "line": "\n",
		"hyphen": "-", "en dash": "–", "em dash": "—", "minus": "−", "point": ".", "stroke": "/", "line below": "_", "middle point": "·",
		"zero width": "\u200B", "soft hyphen": "\u00AD", "right to left": "\u202E", "NUL": "\x00", "combining": "\u0301",
	} {
		writings[name] = setApart(sign)
	}
}

// folded is a text without what hides a number from a search, though not from
// who reads it.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '*' || r == '@' || r == '+':
			return unicode.ToUpper(r)
		}
		return -1
	}, norm.NFKC.String(text))
}

// noAddress are writings that leave no address of a mail address.
var noAddress = []string{"each by itself", "space", "two spaces", "ideographic space", "no-break space", "tab", "line", "NUL", "en dash", "em dash", "minus", "stroke",
	"middle point", "bracket"}

func TestMaskAllHidesEveryWriting(t *testing.T) {
	for _, number := range somebodys {
		for name, write := range writings {
			if strings.Contains(number, "@") && slices.Contains(noAddress, name) {
				continue
			}
			text := "号码：" + write(number) + "。"
			if got := MaskAll(text); strings.Contains(folded(got), folded(number)) {
				t.Errorf("%s: %q is shown as %q", name, text, got)
			}
			if f := FieldSiteOwnerPhone; strings.Contains(folded(f.Mask(write(number))), folded(number)) {
				t.Errorf("%s: in its own field %q is shown as %q", name, write(number), f.Mask(write(number)))
			}
		}
	}
}

// TestDiscreetHidesEveryWriting tries an id in which a number stands of the
// applicant, or that is surely one.
func TestDiscreetHidesEveryWriting(t *testing.T) {
	for _, number := range somebodys {
		a := &Application{}
		a.Set(FieldSubjectDocNo, number)
		for name, write := range writings {
			if strings.Contains(number, "@") || name == "Arabic" {
				continue
			}
			text := write(number)
			if got := a.Discreet(text); strings.Contains(folded(got), folded(number)) {
				t.Errorf("%s: own %q is shown as %q", name, text, got)
			}
			surely := number == "11010519491231002X" || number == "13812345678" || number == "91350100M000100Y43"
			if got := Discreet(text); surely && strings.Contains(folded(got), folded(number)) {
				t.Errorf("%s: %q is shown as %q", name, text, got)
			}
		}
	}
	if got := Discreet("110105194912310021"); strings.Contains(got, "19491231") { // its last digit mistaken
		t.Error(got)
	}
	for _, number := range []string{"20261123001", "2026-1123-0001", "SO20261123000017", "2026年11月25日", "20261125", "12023112345", "202611230000170001", "110105202613310021"} {
		if got := Discreet(number); got != number {
			t.Errorf("an order's number %s is shown as %s", number, got)
		}
	}
}

// TestMaskAllKeepsWhatIsPublic holds that messages still say what they are about.
func TestMaskAllKeepsWhatIsPublic(t *testing.T) {
	for _, text := range []string{
		"2026-11-23 2027-11-23", "2026.11.23 至 2027/1/3", "192.0.2.1-192.0.2.9", "192.0.2.1 192.0.2.2", "192.0.2.0/24", "2001:db8::1",
		"粤ICP备2023012345号-1 2026-11-23", "4008123.com 12345.cn", "第 771 页，距左 35.0 毫米、距上 130.9 毫米", "rows 2-10, 12 and 14 of 3", "400 × 500", "GD-02 AN2 M-22",
	} {
		if got := MaskAll(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}
