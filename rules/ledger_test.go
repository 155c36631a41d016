package rules

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

var update = flag.Bool("update", false, "write docs/rules.md")

// catalogue reads testdata/catalogue.txt: the clauses of the source page by
// province, and the ids of all rules.
func catalogue(t *testing.T) (clauses, ids []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/catalogue.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if words[0] == "ids" {
			ids = append(ids, words[1:]...)
			continue
		}
		var n int
		if _, err := fmt.Sscan(words[1], &n); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			clauses = append(clauses, words[0])
		}
		for i := range n {
			clauses = append(clauses, fmt.Sprintf("%s %d", words[0], i+1))
		}
	}
	return clauses, ids
}

// TestLedger requires that every clause of the source page has a rule, every
// provincial rule one of its clauses, and that the catalogue's ids are all
// there.
func TestLedger(t *testing.T) {
	clauses, ids := catalogue(t)
	if len(clauses) != 118+1 {
		t.Errorf("%d clauses, want 118 and 安徽's 无", len(clauses))
	}
	known := map[string]bool{}
	for _, c := range clauses {
		known[c] = true
	}
	stood, total := map[string]bool{}, 0
	for _, section := range book().Ledger() {
		for _, r := range section.Rules {
			total++
			if !r.National() && !known[r.Clause] {
				t.Errorf("%s stands to %q, which is no clause", r.ID, r.Clause)
			}
			if r.Clause == "" || r.Source.ZH == "" || r.Source.EN == "" {
				t.Errorf("%s has no clause or source", r.ID)
			}
			stood[r.Clause] = true
			for _, s := range r.Says {
				if s.Words.ZH == "" || s.Words.EN == "" {
					t.Errorf("%s: a %s statement lacks words: %+v", r.ID, s.Enforced, s.Words)
				}
				if (s.Remedy.ZH == "") != (s.Remedy.EN == "") {
					t.Errorf("%s: the remedy is in one language only: %+v", r.ID, s.Remedy)
				}
			}
		}
	}
	if total != len(book().Rules()) {
		t.Errorf("the ledger has %d of %d rules", total, len(book().Rules()))
	}
	for _, c := range clauses {
		if !stood[c] {
			t.Errorf("no rule stands to %s", c)
		}
	}
	for _, id := range ids {
		if _, ok := book().Rule(id); !ok {
			t.Errorf("%s of the catalogue is not in the book", id)
		}
	}
}

func TestStanding(t *testing.T) {
	for province, want := range map[string]string{
		"山西": "没有收录", "西藏自治区": "没有收录", "安徽": "没有另外的要求", "广东": "已列入 10 条", "香港": "",
	} {
		got := book().Standing(province)
		if !strings.Contains(got.ZH, want) || (want == "") != (got == filing.Words{}) {
			t.Errorf("%s: %q", province, got.ZH)
		}
	}
}

// TestDocuments keeps docs/rules.md to the ledger, and docs/rule-language.md to
// the words of the language.
func TestDocuments(t *testing.T) {
	for name, want := range map[string]string{"../docs/rules.md": document(book()), "../docs/rule-language.md": languageDocument(book())} {
		if *update {
			if err := os.MkdirAll("../docs", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil || string(got) != want {
			t.Errorf("%s is not what the rulebook says; go test ./rules -run TestDocuments -update writes it (%v)", name, err)
		}
	}
}

// languageDocument tells who writes rules what there is to write with.
func languageDocument(b *Book) string {
	var w strings.Builder
	fmt.Fprint(&w, "# 规则的写法\n\n由程序生成，请勿手改。规则是 YAML 文件里的一列条目，每条一个编号。下面这条可以照抄改写，用 `--rules` 指定它所在的文件夹：\n\n```yaml\n")
	recipe, err := os.ReadFile("testdata/shanxi.yaml")
	if err != nil {
		return err.Error()
	}
	w.Write(recipe)
	fmt.Fprint(&w, "```\n\nclause 以省名开头的规则只管那个省，否则管全国；文件用省名拼音命名（shanxi.yaml）。编号与规则库里相同的，替换原来那条。\n\n## 每条可以写什么\n\n| 键 | 意思 |\n|---|---|\n")
	for _, row := range keyDocs {
		fmt.Fprintf(&w, "| %s | %s |\n", row[0], row[1])
	}
	fmt.Fprint(&w, "\n## 条件\n\nmust、when、unless 里写式子：`==` `!=` `<` `<=` `>` `>=` `in` `contains` `startsWith` `endsWith` `matches`，用 `and` `or` `not` 连接。\n")
	fmt.Fprint(&w, "工作簿的每个栏目名称都是词，值是文字。判断所需的格子空着时，结果既不是通过也不是错误，而是在材料清单上请人“确认”；只和 `\"\"` 比较的、写进 blank_ok 的不算。\n\n### 词\n\n| 词 | 意思 |\n|---|---|\n")
	for _, word := range vocabulary {
		if word.field != filing.NoField {
			continue
		}
		note := ""
		if word.each {
			note = "（只在有 each 时）"
		}
		fmt.Fprintf(&w, "| %s | %s%s |\n", word.name, word.doc.ZH, note)
	}
	fmt.Fprintf(&w, "\n### 函数\n\n")
	for _, f := range functions {
		fmt.Fprintf(&w, "- %s\n", f.doc.ZH)
	}
	fmt.Fprintf(&w, "- %s：与 expr 语言同名函数相同\n", strings.Join(builtins, "、"))
	fmt.Fprintf(&w, "\n### each 可用的组\n\n| 组 | 意思 |\n|---|---|\n")
	for _, s := range sets {
		fmt.Fprintf(&w, "| %s | %s |\n", s.name, s.doc.ZH)
	}
	fmt.Fprintf(&w, "\n### 列表\n\n用 `- list: 名称` 和 `words: […]` 定义，可直接写进式子。规则库里有：\n\n")
	for _, name := range slices.Sorted(maps.Keys(b.lists)) {
		fmt.Fprintf(&w, "- %s：%s\n", name, strings.Join(b.lists[name], "、"))
	}
	return w.String()
}

// keyDocs explains the keys of a rule; a test holds it to the struct.
var keyDocs = [][2]string{
	{"id", "编号，如 GD-02"},
	{"clause", "依据哪一条：省名和条号"},
	{"source", "出处，与 clause 不同时写；可写 {zh: …, en: …}"},
	{"about", "规则手册里的一句话；不写就用 say；可写 {zh: …, en: …}"},
	{"for", "适用于谁：全体、单位、个人，或一个或几个主办单位性质；不写是全体"},
	{"when", "满足时才适用"},
	{"unless", "满足时不适用"},
	{"after", "列出的规则之一适用时才适用"},
	{"each", "对一组栏目或每个域名逐一判断"},
	{"must", "必须成立；不成立就是错误"},
	{"level", "error（默认，不能提交）或 warn（提醒）"},
	{"at", "错误标在哪个栏目"},
	{"say", "要求是什么，一句话；{…} 里可以写词或式子"},
	{"fix", "怎么改"},
	{"ask", "判断不了时请人确认什么；不写就用 say"},
	{"blank_ok", "这些栏目空着也照常判断"},
	{"attach", "要交的文件，列入材料清单"},
	{"copies", "份数；不写按设置"},
	{"do", "要人做的事，列入材料清单"},
	{"print", "印在表上的东西"},
	{"form", "印在哪些表上；单独写表示需要这张表"},
	{"variant", "表的变化：pledge、fingerprint、seal、remark"},
	{"text", "variant 为 remark 时，加到备注里的文字"},
	{"type", "由此得出的备案类型"},
	{"filed_as", "按 unit（单位）还是 person（个人）备案"},
	{"note", "只作说明，没有要求"},
	{"by", "由程序的其他部分检查"},
	{"overrides", "取代哪条规则：编号，或“编号 栏目”"},
	{"shape", "套用共用的要求，如 OWNER(主办单位名称)"},
	{"also", "同一编号下的其他要求，写法相同"},
	{"en", "英文；有 fix、ask 时写 {say: …, fix: …, ask: …}"},
	{"given", "例子的前提：对干净样例的改动"},
	{"beside", "例子里同一工作簿的其他行"},
	{"pass", "这样改，本规则不出声；可写几种"},
	{"fail", "这样改，本规则出声；可写几种"},
	{"define", "定义 shape 的名称，代替 id"},
	{"list", "定义列表的名称，代替 id"},
	{"words", "列表的内容"},
}

func TestKeysExplained(t *testing.T) {
	explained := map[string]bool{}
	for _, row := range keyDocs {
		explained[row[0]] = true
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[entry]()) {
		if key := f.Tag.Get("yaml"); key != "" && !explained[key] {
			t.Errorf("the key %s is not explained", key)
		}
		delete(explained, f.Tag.Get("yaml"))
	}
	for key := range explained {
		t.Errorf("there is no key %s", key)
	}
	for _, w := range vocabulary {
		if w.field == filing.NoField && (w.doc.ZH == "" || w.doc.EN == "") {
			t.Errorf("%s is not explained", w.name)
		}
	}
}

var expression = regexp.MustCompile(`\{[^}]*\}`)

// document writes the ledger for people to read.
func document(b *Book) string {
	var w strings.Builder
	total, clauses := 0, map[string]bool{}
	for _, r := range b.Rules() {
		total++
		if !r.National() && r.Source.ZH != "" && strings.Contains(r.Clause, " ") {
			clauses[r.Clause] = true
		}
	}
	fmt.Fprintf(&w, "# 规则总账\n\n由规则文件生成，请勿手改。规则截至 %s：共 %d 项，其中各省通管局要求 %d 条逐条对应。\n\n", Day, total, len(clauses))
	fmt.Fprint(&w, "| 落实办法 | 意思 |\n|---|---|\n")
	for _, e := range []struct {
		is   Enforcement
		says string
	}{
		{Judged, "程序按所填内容判断，指出是哪一格、错在哪里、怎么改"},
		{Attached, "列入材料清单，要交的文件"},
		{Printed, "印在表上，打印后再核对"},
		{ToDo, "列入材料清单，要人去做、去核对的事"},
		{Decided, "决定备案类型，或按单位还是按个人办理"},
		{Noted, "没有要求"},
	} {
		fmt.Fprintf(&w, "| %s | %s |\n", e.is.Words().ZH, e.says)
	}
	for _, s := range b.Ledger() {
		fmt.Fprintf(&w, "\n## %s\n\n", s.Title.ZH)
		if s.Standing.ZH != "" {
			fmt.Fprintf(&w, "%s。\n\n", s.Standing.ZH)
		}
		if len(s.Rules) == 0 {
			continue
		}
		fmt.Fprint(&w, "| 规则 | 依据 | 适用 | 落实 | 要求 |\n|---|---|---|---|---|\n")
		for _, r := range s.Rules {
			for i, say := range r.Says {
				id, source := r.ID, r.Source.ZH
				if i > 0 {
					id, source = "", ""
				}
				how := say.Enforced.Words().ZH
				if say.Level == filing.Warning {
					how += "（提醒）"
				}
				if say.By.ZH != "" {
					how += "（" + say.By.ZH + "）"
				}
				text := expression.ReplaceAllStringFunc(say.Words.ZH, func(part string) string {
					if word := strings.Trim(part, "{}"); contains(allWords(), word) {
						return "〈" + word + "〉"
					}
					return "…"
				})
				if i == 0 && r.About.ZH != "" {
					text = r.About.ZH
				}
				fmt.Fprintf(&w, "| %s | %s | %s | %s | %s |\n", id, source, strings.Join(say.Who, "、"), how, strings.NewReplacer("|", "\\|", "\n", " ").Replace(text))
			}
		}
	}
	return w.String()
}
