package filing

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNormalise(t *testing.T) {
	for _, c := range []struct {
		typed, clean string
		changed      bool
	}{
		{"深圳市示例（中国）有限公司", "深圳市示例（中国）有限公司", false},
		{"一，二。三；四：五、六“七”八？九！～", "一，二。三；四：五、六“七”八？九！～", false},
		{"ＡＢＣ１２３", "ABC123", true},
		{"ａ＠ｂ．ｃｏｍ　－＿＃", "a@b.com -_#", true},
		{"  两端 ", "两端", false},
		{"\u00a0两端\u3000", "两端", false},
		{"中  间\t空", "中 间 空", false},
		{"张\u200b三", "张三", true},
		{"\ufeff张三", "张三", true},
		{"a\u202eb\u2066c", "abc", true},
		{"a\x00b\x1bc\u009b", "abc", true},
		{"葛\U000E0100城", "葛城", true},
		{"一\r\n二\r三\u2028四\v五", "一\n二\n三\n四\n五", false},
		{"\n 一 \n\n 二 \n", "一\n\n二", false},
		{"e\u0301", "é", false},
		{"ｅ\u0301", "é", true},
		// Compatibility ideographs are other characters to the bureau.
		{"\uF9DC\uFA19e\u0301\U0002F800", "\uF9DC\uFA19é\U0002F800", false},
		{"𬭎𫖯〇々·", "𬭎𫖯〇々·", false},
		{"坏\xff", "坏\uFFFD", false},
		{"", "", false},
		{" \u200b\n", "", true},
	} {
		clean, changed := Normalise(c.typed)
		if clean != c.clean || changed != c.changed {
			t.Errorf("Normalise(%q) = %q, %v; want %q, %v", c.typed, clean, changed, c.clean, c.changed)
		}
	}
}

func TestNormaliseLine(t *testing.T) {
	for _, c := range []struct {
		typed, clean string
		changed      bool
	}{
		{"广东省\n深圳市", "广东省深圳市", true},
		{"Apt 5\nBuilding 2", "Apt 5 Building 2", true},
		{"广东\n\n5号", "广东 5号", true},
		{"广东\n", "广东", false},
		{"张 三", "张 三", false},
	} {
		clean, changed := NormaliseLine(c.typed)
		if clean != c.clean || changed != c.changed {
			t.Errorf("NormaliseLine(%q) = %q, %v; want %q, %v", c.typed, clean, changed, c.clean, c.changed)
		}
	}
}

func TestFieldNormalise(t *testing.T) {
	for _, c := range []struct {
		field        Field
		typed, clean string
		changed      bool
	}{
		{FieldSubjectName, "张　三", "张三", true},
		{FieldSubjectName, "Example 公司", "Example 公司", false},
		{FieldSiteName, "我的 博客", "我的 博客", false},
		{FieldRemark, "第一行\n第二行", "第一行第二行", true},
		{FieldDomains, "a.com\nb.com", "a.com\nb.com", false},
		{FieldSubjectDocNo, "１１０１０５ 19491231 002x", "11010519491231002X", true},
		{FieldSubjectDocNo, "11010519491231002x", "11010519491231002X", false},
		{FieldSubjectDocNo, "D2143569－x", "D2143569-X", true},
		{FieldSubjectDocNo, "D2143569—x", "D2143569-X", true},
		{FieldSiteOwnerMobile, "138 1234 5678", "13812345678", true},
		{FieldSiteOwnerPhone, "0755－82345678", "0755-82345678", true},
		{FieldDomainRecord, "粤icp备 12345678号-1", "粤ICP备12345678号-1", true},
		{FieldIP, "192.0.2.1\n192.0.2.2", "192.0.2.1\n192.0.2.2", false},
	} {
		clean, changed := c.field.Normalise(c.typed)
		if clean != c.clean || changed != c.changed {
			t.Errorf("%s: %q becomes %q, %v; want %q, %v", c.field, c.typed, clean, changed, c.clean, c.changed)
		}
	}
	for _, f := range Fields() {
		if f.IsNumber() && spacing[f] != spaceNone {
			t.Errorf("%s is a number and keeps spaces", f)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	for _, seed := range []string{"ＡＢＣ（中国）", "e\u0301\uF900", "张\u200b三\r\n李\t四", "\xff\x00", "　a　"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		clean, _ := Normalise(typed)
		if again, changed := Normalise(clean); again != clean || changed {
			t.Errorf("%q: %q becomes %q, %v", typed, clean, again, changed)
		}
		if !utf8.ValidString(clean) {
			t.Errorf("%q: %q is no UTF-8", typed, clean)
		}
		if strings.IndexFunc(strings.ReplaceAll(clean, "\n", ""), steers) >= 0 {
			t.Errorf("%q: %q still steers", typed, clean)
		}
		for _, field := range Fields() {
			line, _ := field.Normalise(typed)
			if again, changed := field.Normalise(line); again != line || changed {
				t.Errorf("%s %q: %q becomes %q, %v", field, typed, line, again, changed)
			}
			if field.Form() != FormSeveral && field.Form() != FormLists && strings.Contains(line, "\n") {
				t.Errorf("%s %q: more than one line", field, typed)
			}
		}
	})
}
