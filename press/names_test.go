package press

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/icpgen/icpgen/filing"
)

func named(id, subject string) *filing.Application {
	a := &filing.Application{ID: id}
	a.Set(filing.FieldSubjectName, subject)
	return a
}

func TestFolderNames(t *testing.T) {
	long := strings.Repeat("长", 100)
	tests := []struct{ id, subject, want string }{
		{"0002", "张三", "0002-张三"},
		{"0002", "", "0002"},
		{"0002", "張三", "0002-張三"},
		{"", "", "申请"},
		{"..", "", "申请"},
		{"../../etc", "passwd", "_.._etc-passwd"},
		{"/etc/passwd", "", "_etc_passwd"},
		{`C:\Windows`, "", "C__Windows"},
		{"CON", "", "CON_"},
		{"nul.txt", "", "nul_.txt"},
		{"COM¹", "", "COM¹_"},
		{"COM10", "", "COM10"},
		{"LPT9 ", "", "LPT9_"},
		{"a. . .", "", "a"},
		{"a\u202egnp.exe", "", "agnp.exe"},
		{"a\x00b\x1b[2J", "", "ab[2J"},
		{"=cmd|' /C calc'!A0", "", "cmd_' _C calc'!A0"},
		{"-rf", "", "rf"},
		{"e\u0301", "", "é"},
		{"1", "某某\n公司", "1-某某 公司"},
		{"1", long, "1-" + long[:3*59]},
		{"manifest.csv", "", "manifest.csv-2"},
		{"Manifest.1-of-8.csv", "", "Manifest.1-of-8.csv-2"},
	}
	for _, test := range tests {
		if got := newNames().folder(named(test.id, test.subject)); got != test.want {
			t.Errorf("%q, %q: %q, want %q", test.id, test.subject, got, test.want)
		}
	}
}

func TestTwinsAreToldApart(t *testing.T) {
	n := newNames()
	var got []string
	for _, subject := range []string{"ABC", "abc", "ＡＢＣ", "ABC-2", "é", "e\u0301", "É"} {
		got = append(got, n.folder(named("1", subject)))
	}
	want := "1-ABC 1-abc-2 1-ＡＢＣ-3 1-ABC-2-2 1-é 1-é-2 1-É-3"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	long := strings.Repeat("长", 100)
	first, second := n.folder(named("9", long)), n.folder(named("9", long))
	if first == second || len(second) > longestName || !utf8.ValidString(second) {
		t.Errorf("long twins: %q %q", first, second)
	}
}

// TestAnyTextNamesAFolder makes folders of whatever there is.
func TestAnyTextNamesAFolder(t *testing.T) {
	pieces := []string{"..", "/", `\`, "CON", "nul", ".", " ", "\t", "\x00", "\u202e", "\u200b", "张", "𬭎", "e\u0301",
		"\u0301", "\xff", "COM1", ":", "*", "~", "$", "\U000F0000", "\u2028", "-", "=", "a", "长长长长长长长长长长", "🀄", "\ufeff"}
	random := rand.New(rand.NewPCG(1, 2))
	folder := t.TempDir()
	given := newNames()
	for range 3000 {
		var text strings.Builder
		for range random.IntN(40) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		name := given.folder(named(text.String(), ""))
		switch {
		case name == "" || len(name) > longestName:
			t.Fatalf("%q: %d bytes", text.String(), len(name))
		case filepath.Base(name) != name || !filepath.IsLocal(name) || strings.ContainsAny(name, `/\:*?"<>|`):
			t.Fatalf("%q: %q is no plain name", text.String(), name)
		case !utf8.ValidString(name) || !norm.NFC.IsNormalString(name):
			t.Fatalf("%q: %q is not normal", text.String(), name)
		case strings.IndexFunc(name, func(r rune) bool { return unicode.In(r, unicode.C) }) >= 0:
			t.Fatalf("%q: %q steers", text.String(), name)
		case strings.TrimRight(name, ". ") != name || name[0] == '.' || name[0] == '-':
			t.Fatalf("%q: %q has a bad end", text.String(), name)
		}
		stem, _, _ := strings.Cut(name, ".")
		if isDevice(strings.TrimSpace(stem)) {
			t.Fatalf("%q: %q is a device", text.String(), name)
		}
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err) // exists: two got one name
		}
	}
}
