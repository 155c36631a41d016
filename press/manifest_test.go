package press

import (
	"strings"
	"testing"

	"github.com/icpgen/icpgen/report"
)

func TestManifestIsReadBack(t *testing.T) {
	m := newManifest(false, manifestHeading...)
	m.add(`=cmd|'/C calc'!A0`, report.Paper{Form: "核验单", File: `张"三,/核验单.pdf`, Pages: 1, Copies: 2, SHA256: "abc"}, report.Range{})
	m.add("@x", report.Paper{Form: "受理单", File: "a/受理单.pdf", Pages: 2, Copies: 2, SHA256: "def"}, report.Range{})
	text := string(m.bytes())
	if !strings.HasPrefix(text, "\ufeffapplication,") || !strings.Contains(text, "\r\n'=cmd|") || !strings.Contains(text, "\r\n'@x,") {
		t.Errorf("%q", text)
	}
	files := readManifest([]byte(text), manifestHeading)
	if len(files) != 2 || files[`张"三,/核验单.pdf`] != "abc" || files["a/受理单.pdf"] != "def" {
		t.Error(files)
	}
	for _, foreign := range []string{"", "a,b\n", strings.Replace(text, "form", "from", 1), text + `"`} {
		if files := readManifest([]byte(foreign), manifestHeading); files != nil {
			t.Errorf("%q: %v", foreign, files)
		}
	}
}

func TestHarmlessCells(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "0002": "0002", "张三": "张三", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\t=1": "'\t=1", "＝1": "'＝1", "'a": "'a",
	} {
		if got := harmlessCell(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}
