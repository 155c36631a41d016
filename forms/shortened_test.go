package forms

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestShortened: what is too wide loses as little of its middle as it has to,
// however long it is.
func TestShortened(t *testing.T) {
	style := song(9)
	for _, words := range []string{"", "某", "某某科技有限公司", "abc北京某某数字内容创意设计服务中心（有限合伙）分公司", strings.Repeat("某", 32_767)} {
		for _, width := range []float64{2, 7, 30, 62, 1000} {
			short := shortened(style, words, width)
			n := utf8.RuneCountInString(words)
			switch {
			case style.Width(words) <= width || n < 2:
				if short != words {
					t.Errorf("%.20s: %.20s, though it fits %g", words, short, width)
				}
				continue
			case !strings.Contains(short, "…") || style.Width(short) > width && utf8.RuneCountInString(short) > 2:
				t.Errorf("%.20s: %.20s does not fit %g", words, short, width)
			}
			before, after, _ := strings.Cut(short, "…")
			if !strings.HasPrefix(words, before) || !strings.HasSuffix(words, after) || style.Width(before+"…"+after)+style.Width("国")*1.01 < width && n > 3 {
				t.Errorf("%.20s: %.40s is not what fits %g", words, short, width)
			}
		}
	}
}
