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

func named(id, subject string) (string, string) {
	a := &filing.Application{ID: id}
	a.Set(filing.FieldSubjectName, subject)
	t := titleOf(a)
	return id, t.subject
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
		{"1", "a\ufffeb\U0001ffffc\U0002ebf0", "1-abc\U0002ebf0"},
		{"Manifest.1-of-8.csv", "", "Manifest.1-of-8.csv-2"},
		{"report.1-of-8.html", "", "report.1-of-8.html-2"},
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
		checkName(t, text.String(), name)
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err) // exists: two got one name
		}
	}
}

// checkName wants a name that is plain and safe on every file system.
func checkName(t *testing.T, text, name string) {
	t.Helper()
	switch {
	case name == "" || len(name) > longestName:
		t.Fatalf("%q: %d bytes", text, len(name))
	case filepath.Base(name) != name || !filepath.IsLocal(name) || strings.ContainsAny(name, `/\:*?"<>|`):
		t.Fatalf("%q: %q is no plain name", text, name)
	case !utf8.ValidString(name) || !norm.NFC.IsNormalString(name):
		t.Fatalf("%q: %q is not normal", text, name)
	case strings.ContainsFunc(name, func(r rune) bool {
		return r&0xFFFE == 0xFFFE || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
	}):
		t.Fatalf("%q: %q steers", text, name)
	case strings.TrimRight(name, ". ") != name || name[0] == '.' || name[0] == '-':
		t.Fatalf("%q: %q has a bad end", text, name)
	}
	stem, _, _ := strings.Cut(name, ".")
	if isDevice(strings.TrimSpace(stem)) {
		t.Fatalf("%q: %q is a device", text, name)
	}
}

// FuzzFolderName gives the same text to three applications.
func FuzzFolderName(f *testing.F) {
	for _, seed := range []string{"", "../../etc/passwd", "CON", "nul.txt", "a\u202egnp.exe", "e\u0301", "张三. .", "\xff\xfe", "ＣＯＮ", "COM¹", "\u0345\u0301", "ﬁ", "İ"} {
		f.Add("0001", seed)
		f.Add(seed, "")
	}
	f.Fuzz(func(t *testing.T, id, subject string) {
		given := newNames()
		seen := map[string]bool{}
		for range 3 {
			name := given.folder(named(id, subject))
			checkName(t, id+"-"+subject, name)
			if seen[twinKey(name)] {
				t.Fatalf("%q, %q: %q twice", id, subject, name)
			}
			seen[twinKey(name)] = true
		}
	})
}

// TestNamesOfManyApplicants names the folders of 100,000 applicants who call
// themselves by what breaks out of folders, clashes or reads backwards.
func TestNamesOfManyApplicants(t *testing.T) {
	tricks := []string{
		"../", `..\`, "/etc/passwd", `C:\`, `\\server\share`, "file:///", "~/", "%2e%2e%2f", "．．／", "․․", // paths
		"CON", "prn", "AUX.txt", "nul", "COM1", "lpt¹", "CONIN$", "clock$", // devices
		".", "..", "...", " ", "\t", "\u3000", "\u00a0", "\ufeff", "\u200b", "\u00ad", // ends
		"ABC", "abc", "ＡＢＣ", "ß", "ẞ", "ss", "İ", "ı", "ﬁ", "K", "ſ", "é", "e\u0301", "가", "\u1100\u1161", // twins
		"\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c", // directions
		"\x00", "\x1b[2J", "\r\n", "\xff", "\xed\xa0\x80", "\U000F0000", "\U000E0041", "\ufffe", // no text
		"张三", "𬭎", "🏴\U000E0067", "👨\u200d👩", "\u0301\u0302", strings.Repeat("长", 300), strings.Repeat("a", 300), strings.Repeat("e\u0301", 150),
		"-rf", "--help", "=1+1", "+1", "@SUM(A1)", "manifest.csv", "report.html", ".icpgen-lock", "核验单.pdf",
	}
	n := 100_000
	if testing.Short() {
		n = 5000
	}
	random := rand.New(rand.NewPCG(3, 4))
	given, seen := newNames(), make(map[string]string, n)
	for i := range n {
		var id, subject strings.Builder
		for range random.IntN(3) {
			id.WriteString(tricks[random.IntN(len(tricks))])
		}
		for range random.IntN(4) {
			subject.WriteString(tricks[random.IntN(len(tricks))])
		}
		name := given.folder(named(id.String(), subject.String()))
		checkName(t, id.String()+"-"+subject.String(), name)
		// The keys of a file system that folds case, and of one that composes.
		for _, key := range []string{"u" + strings.ToUpper(name), "l" + strings.ToLower(name), "d" + norm.NFKD.String(name)} {
			if other, twice := seen[key]; twice {
				t.Fatalf("%d: %q and %q are one", i, name, other)
			}
			seen[key] = name
		}
	}
}
