package filing

import (
	"strings"
	"testing"
)

// TestMailAddressesWithSpaces hides addresses that were typed with spaces.
func TestMailAddressesWithSpaces(t *testing.T) {
	for _, c := range []struct {
		text, secret string
		own          bool // in its own field only: elsewhere nobody knows where it begins
	}{
		{"zhangsan  @ qq.com", "zhangsan", false},
		{"zhangsan\n@\tqq.com", "zhangsan", false},
		{"联系 z h a n g @ q q . c o m", "h a n", false},
		{"z h a n g@qq.com", "h a n", false},
		{"zhang san@qq.com", "san", false},
		{"zhang san@qq.com", "zhang", true},
		{"zhang  san  wei @ qq.com", "zhang", true},
		{"zhangsan@qq.com lisi@qq.com", "lisi", false},
		{"zhangsan@qq.com lisi@qq.com", "zhangsan", true},
		{"lisi@qq.com 13812345678", "13812345678", true},
	} {
		if got := FieldSiteOwnerEmail.Mask(c.text); strings.Contains(got, c.secret) {
			t.Errorf("in its own field %q is shown as %q", c.text, got)
		}
		if got := MaskAll(c.text); !c.own && strings.Contains(got, c.secret) {
			t.Errorf("%q is shown as %q", c.text, got)
		}
	}
	for _, text := range []string{"每月 5 日", "a b c"} {
		if got := MaskAll(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}
