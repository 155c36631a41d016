package pdf

import "testing"

func TestOurs(t *testing.T) {
	whole := beginning + "1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n"
	for text, ours := range map[string]bool{
		whole: true, whole + "\x00\x00": true, whole[:30]: true, beginning[:4]: true, "": true, "\x00": true,
		whole + "9 0 obj\n": true, whole + "9 0 obj\nendobj\nstartxref\n99\n%%EOF\n": false, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + whole[len(beginning):]: false, "PK": false, "%PDF-1.7\n1 0 obj and more": false,
	} {
		if Ours([]byte(text)) != ours {
			t.Errorf("%q: %v", text, !ours)
		}
	}
}
