package pdf

import (
	"strings"
	"testing"

	"github.com/icpgen/icpgen/fonts"
)

// body is 10 mm to the em, so that a Chinese character is 10 mm wide.
var body = Style{Face: fonts.Song, Size: 10 / millimetresPerPoint}

func broken(t *testing.T, words string, width float64) string {
	t.Helper()
	var lines []string
	for _, b := range body.Break(words, width, 0) {
		lines = append(lines, b.Words)
	}
	return strings.Join(lines, "|")
}

func TestBreak(t *testing.T) {
	for _, c := range []struct {
		what  string
		words string
		width float64
		want  string
	}{
		{"nothing", "", 40, ""},
		{"one line", "网站名称", 40, "网站名称"},
		{"plain", "网站备案信息核验", 40, "网站备案|信息核验"},
		{"comma not first", "网站备案，信息核验", 40, "网站备|案，信息|核验"},
		{"two marks not first", "网站备》。核验", 40, "网站|备》。核|验"},
		{"bracket not last", "网站备（信息）核验", 40, "网站备|（信息）|核验"},
		{"quotes by direction", "网站备“信息”核验", 40, "网站备|“信息”|核验"},
		{"straight quotes by turn", `网站备"信息"核验`, 40, "网站备|\"信息\"核|验"},
		{"dash whole", "网站备——信息", 40, "网站备|——信息"},
		{"dash may begin", "网站备案——信息", 40, "网站备案|——信息"},
		{"single dash joins", "网站备案—信息", 40, "网站备|案—信息"},
		{"dots whole", "网站备……信息", 40, "网站备|……信息"},
		{"dots and stop", "网站……。信息", 40, "网站|……。信|息"},
		{"divider on neither side", "网站备／信息", 40, "网站|备／信息"},
		{"latin whole", "网站icpgen备案", 40, "网站|icpgen|备案"},
		{"number whole", "号码110105194912310021", 100, "号码|110105194912310021"},
		{"hyphenated whole", "京ICP备11018762号-11的", 90, "京ICP备11018762|号-11的"},
		{"stop after latin", "访问example。", 60, "访问|example。"},
		{"ascii stop after chinese", "网站备案,信息", 40, "网站备|案,信息"},
		{"space dropped", "网站 备案", 20, "网站|备案"},
		{"full-width space dropped", "网站　备案", 20, "网站|备案"},
		{"spaces hang", "网站   备案", 20, "网站|备案"},
		{"leading spaces stay", "　　网站备案", 40, "　　网站|备案"},
		{"line feed", "网站\n备案", 90, "网站|备案"},
		{"empty paragraph", "网站\n\n备案", 90, "网站||备案"},
		{"trailing line feed", "网站\n", 90, "网站"},
		{"domain at a dot", "www.long-name.example.com", 90, "www.long-name.|example.com"},
		{"mail after the sign", "someone@example.com", 70, "someone@|example.com"},
		{"no joint at all", "abcdefghij", 40, "abcdefg|hij"},
		{"long run begins at once", "邮箱someone@example.example.com", 90, "邮箱someone@|example.example.|com"},
		{"list of domains", "aaaa.cn;bbbb.cn;cccc.cn", 60, "aaaa.cn;|bbbb.cn;|cccc.cn"},
		{"thousands whole", "注册1,000,000元", 50, "注册|1,000,000|元"},
		{"width of nothing", "，。（", 0, "，|。|（"},
		{"unavoidable", "，，，，，，", 40, "，，，，|，，"},
		{"what has no shape", "网\u200b站\u0001备案", 40, "网站备案"},
		{"apostrophe", "网站don’t备案", 50, "网站|don’t备|案"},
		{"supplementary", "𬭎𬭎𬭎，", 30, "𬭎𬭎|𬭎，"},
	} {
		if got := broken(t, c.words, c.width); got != c.want {
			t.Errorf("%s: %q at %g mm: got %s, want %s", c.what, c.words, c.width, got, c.want)
		}
	}
}
