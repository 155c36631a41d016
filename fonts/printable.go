package fonts

import "unicode"

// Printable is false for what must never reach a page: control characters,
// zero-width and bidi marks, line and paragraph separators, variation selectors
// and other combining marks, invisible fillers, private use and surrogates. True
// says nothing about a face having r; see [Style.Has].
func Printable(r rune) bool {
	switch {
	case r >= 0x3400 && r <= 0x9FFF, r >= 0x20 && r < 0x7F, r >= 0xFF01 && r <= 0xFF5E: // nearly all there is, asked first
		return true
	case r >= 0x20000 && r <= 0x3FFFF: // Han planes: also what is newer than Go's tables
		return r&0xFFFE != 0xFFFE
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0: // Hangul fillers are letters by category
		return false
	case r == 0xFFFC, r == 0xFFFD: // places where a character was lost
		return false
	case unicode.In(r, unicode.Mn, unicode.Me):
		return false
	}
	return unicode.IsGraphic(r)
}
