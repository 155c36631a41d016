package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// function is an algorithm that rules may use as a word.
type function struct {
	name  string
	shape any // a nil pointer would do; the type is what counts
	doc   filing.Words
	call  func(args ...any) (any, error)
}

// functions are all of them. They get strings, and what a cell holds may be
// anything: none may fail.
var functions = []function{
	{
		name: "含有", shape: new(func(string, ...any) bool),
		doc: filing.Words{ZH: "含有(网站语言, \"藏语\", …)：几个值中是否有其中之一；也可以写列表的名称", EN: "whether a cell of several values has one of the words"},
		call: func(args ...any) (any, error) {
			parts := filing.Split(args[0].(string))
			return firstOf(args[1:], func(want string) bool { return contains(parts, want) }) != "", nil
		},
	},
	{
		name: "提到", shape: new(func(string, ...any) bool),
		doc: filing.Words{ZH: "提到(网站名称, \"公司\", …)：文字里是否说到其中之一；“不涉及公司”不算", EN: "whether a text speaks of one of the words; to deny it does not count"},
		call: func(args ...any) (any, error) {
			return firstOf(args[1:], func(want string) bool { return speaksOf(args[0].(string), want) }) != "", nil
		},
	},
	{
		name: "所提", shape: new(func(string, ...any) string),
		doc: filing.Words{ZH: "所提(网站名称, \"公司\", …)：文字里说到的那一个词", EN: "the first of the words that a text speaks of"},
		call: func(args ...any) (any, error) {
			return firstOf(args[1:], func(want string) bool { return speaksOf(args[0].(string), want) }), nil
		},
	},
	{
		name: "天数", shape: new(func(string, string) int),
		doc: filing.Words{ZH: "天数(照片拍摄日期, 今天)：从前一个日期到后一个日期有几天", EN: "days from one date to another"},
		call: func(args ...any) (any, error) {
			from, ok := filing.ParseDay(args[0].(string))
			to, also := filing.ParseDay(args[1].(string))
			if !ok || !also {
				return 0, nil
			}
			return to.Sub(from), nil
		},
	},
	{
		name: "晚于", shape: new(func(string, string) bool),
		doc:  filing.Words{ZH: "晚于(域名到期日, 今天)：前一个日期是否在后一个之后；“长期”晚于一切", EN: "whether one date comes after another; 长期 comes after all"},
		call: func(args ...any) (any, error) { return later(args[0].(string), args[1].(string)), nil },
	},
	{
		name: "早于", shape: new(func(string, string) bool),
		doc:  filing.Words{ZH: "早于(值, 今天)：前一个日期是否在后一个之前", EN: "whether one date comes before another"},
		call: func(args ...any) (any, error) { return later(args[1].(string), args[0].(string)), nil },
	},
	{
		name: "月后", shape: new(func(string, int) string),
		doc: filing.Words{ZH: "月后(今天, 3)：几个月以后的日期", EN: "the date some months later"},
		call: func(args ...any) (any, error) {
			day, ok := filing.ParseDay(args[0].(string))
			if n := args[1].(int); ok && n > -1200 && n < 1200 {
				return day.AddMonths(n).String(), nil
			}
			return "", nil
		},
	},
	{
		name: "同名", shape: new(func(string, ...string) bool),
		doc: filing.Words{ZH: "同名(域名所有人, 主办单位名称, …)：是否与后面的名称之一相同；不论括号全角半角、字母大小写", EN: "whether a name is one of the others, whatever the width of brackets and the case of letters"},
		call: func(args ...any) (any, error) {
			for _, other := range args[1:] {
				if strings.EqualFold(brackets.Replace(args[0].(string)), brackets.Replace(other.(string))) {
					return true, nil
				}
			}
			return false, nil
		},
	},
	{
		name: "半角括号", shape: new(func(string) string),
		doc: filing.Words{ZH: "半角括号(主办单位名称)：把全角括号写成半角，便于比较", EN: "the text with half-width brackets"},
		call: func(args ...any) (any, error) {
			return brackets.Replace(args[0].(string)), nil
		},
	},
	{
		name: "到门牌", shape: new(func(string) bool),
		doc: filing.Words{ZH: "到门牌(通信地址)：地址是否写到门牌号", EN: "whether an address goes down to the door number"},
		call: func(args ...any) (any, error) {
			return hasDoor(args[0].(string)), nil
		},
	},
	{
		name: "载明许可", shape: new(func(string) bool),
		doc: filing.Words{ZH: "载明许可(网站备注)：是否写明何时、何部门、何证、编号和有效期", EN: "whether a text tells when, by whom, which document, its number and validity"},
		call: func(args ...any) (any, error) {
			return tellsLicence(args[0].(string)), nil
		},
	},
}

var brackets = strings.NewReplacer("（", "(", "）", ")", " ", "")

// firstOf finds the first word that will do, among words and lists of them.
func firstOf(args []any, will func(string) bool) string {
	for _, arg := range args {
		switch arg := arg.(type) {
		case string:
			if will(arg) {
				return arg
			}
		case []string:
			for _, word := range arg {
				if will(word) {
					return word
				}
			}
		}
	}
	return ""
}

// denial matches what, before a word, says that the site is not about it.
var denial = regexp.MustCompile(`不涉及|不涉|不含|不包含|不包括|不属于|不是|不从事|不提供|不经营|不做|不卖|不代表|不以(?:任何)?$|不用于|不开展|不进行|不承接|不接受|不在线$|不存在|并非|未含|未涉|未开展|没有|无任何|(?:非|无|不|未|免)$`)

// speaksOf reports whether the text has the word in a clause that does not
// deny it.
func speaksOf(text, word string) bool {
	if !strings.Contains(text, word) {
		return false
	}
	for clause := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("，,。；;！!？?\n", r) }) {
		before, after, found := strings.Cut(clause, word)
		if found && !denial.MatchString(before) && !strings.Contains(after, "无关") {
			return true
		}
	}
	return false
}

// later reports whether day a comes after day b. 长期 comes after every day;
// what is no day comes after none.
func later(a, b string) bool {
	if b == filing.LongTerm {
		return false
	}
	day, ok := filing.ParseDay(b)
	if !ok {
		return false
	}
	if a == filing.LongTerm {
		return true
	}
	other, ok := filing.ParseDay(a)
	return ok && other.After(day)
}

var (
	door = regexp.MustCompile(`(?:[0-9#]|\))\s*(?:号|室|单元|层|楼|栋|幢|座|弄|组|户|房|门|队)` +
		`|[A-Za-z一二三四五六七八九十百零〇甲乙丙丁]\s*(?:号|室|单元|层|弄|组|户|房|队)` +
		`|[一二三四五六七八九十]\s*(?:楼|栋|幢|座|门)` +
		`|[A-Za-z甲乙丙丁]\s*(?:楼|栋|幢|座|区)\s*[0-9]` +
		`|[0-9A-Za-z][#-][0-9]{1,5}`)
	road = regexp.MustCompile(`^(?:大街|大道|公路|国道|省道|路|街|线|道|胡同|巷)`)
	// Places are called 三门峡市, 三门县, 九门乡, 四座楼村.
	named = regexp.MustCompile(`^(?:峡|县|乡|镇|[楼山寨]?[村庄屯])`)
)

// hasDoor finds a number with 号, 室 and the like that belongs neither to the
// name of a road (10号大街) nor to that of a place (三门县). A letter alone
// (A座) says no more than which building it is.
func hasDoor(address string) bool {
	for _, span := range door.FindAllStringIndex(address, -1) {
		rest, digit := address[span[1]:], address[span[0]] < 0x80
		if !road.MatchString(rest) && (digit || !named.MatchString(rest)) {
			return true
		}
	}
	return false
}

var (
	year        = regexp.MustCompile(`[0-9]{4}\s*[年./-]`)
	until       = regexp.MustCompile(`(?:至|到|截止|截至|止于|~|—|–)\s*[:：为是]?\s*$`)
	validity    = regexp.MustCompile(`有效期限?\s*[:：为是]?\s*$`)
	tellsWho    = regexp.MustCompile(`卫生|卫健|健康委|中医药|市场监督|药品监督|行政审批`)
	tellsWhat   = regexp.MustCompile(`医疗机构执业许可证|医疗广告审查证明`)
	tellsNumber = regexp.MustCompile(`(?:编号|证号|文号|登记号|号码|第)[:：为是]?\s*[^，,。；;]*[0-9]{3,}`)
	tellsUntil  = regexp.MustCompile(`有效期|有效至|长期有效|至\s*[0-9]{4}`)
)

func tellsLicence(text string) bool {
	for _, tells := range []*regexp.Regexp{tellsWho, tellsWhat, tellsNumber, tellsUntil} {
		if !tells.MatchString(text) {
			return false
		}
	}
	return tellsWhen(text)
}

// tellsWhen finds a day that is not the one on which the document expires. The
// first of two days of a validity will do.
func tellsWhen(text string) bool {
	days := year.FindAllStringIndex(text, -1)
	for i, span := range days {
		before, last := text[:span[0]], i == len(days)-1
		if !until.MatchString(before) && !(last && validity.MatchString(before)) {
			return true
		}
	}
	return false
}

func init() {
	for _, f := range functions {
		wordNames = append(wordNames, f.name)
	}
	for i, w := range vocabulary {
		if _, twice := wordIndex[w.name]; twice {
			panic(fmt.Sprintf("rules: two words %s", w.name))
		}
		wordIndex[w.name] = i
		wordNames = append(wordNames, w.name)
	}
}
