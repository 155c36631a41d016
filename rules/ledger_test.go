package rules

import (
	"flag"
	"fmt"
	"os"
	"regexp"
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

// TestDocument keeps docs/rules.md to the ledger.
func TestDocument(t *testing.T) {
	const name = "../docs/rules.md"
	want := document(book())
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
		t.Errorf("%s is not what the rulebook says; go test ./rules -run TestDocument -update writes it (%v)", name, err)
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
				if text == "〈毛病〉" {
					text = "写法正确（指出错在哪一部分）"
				}
				fmt.Fprintf(&w, "| %s | %s | %s | %s | %s |\n", id, source, strings.Join(say.Who, "、"), how, strings.NewReplacer("|", "\\|", "\n", " ").Replace(text))
			}
		}
	}
	return w.String()
}
