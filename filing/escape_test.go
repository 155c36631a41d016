package filing

import "testing"

func TestEscape(t *testing.T) {
	for s, want := range map[string]string{
		"广东省（深圳）ＡＢＣ，“引号”𬭎": "广东省（深圳）ＡＢＣ，“引号”𬭎",
		"a\u202Egpj.exe": `a\u{202E}gpj.exe`,
		"\x1b[31m红":      `\u{001B}[31m红`,
		"一\n二\t三":        `一\u{000A}二\u{0009}三`,
		"零\u200B宽\uFEFF": `零\u{200B}宽\u{FEFF}`,
		"行\u2028":        `行\u{2028}`,
		"\u009b31m":      `\u{009B}31m`,
		"坏\xff":          `坏\x{FF}`,
		"\uFFFD":         "\uFFFD",
		"葛\U000E0100":    `葛\u{E0100}`,
		"":               "",
	} {
		if got := Escape(s); got != want {
			t.Errorf("Escape(%q) = %q, want %q", s, got, want)
		}
		if Escape(want) != want {
			t.Errorf("%q is escaped again", want)
		}
	}
}
