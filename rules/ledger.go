package rules

import (
	"fmt"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Section is the ledger's account of one province, or of a group of national
// rules.
type Section struct {
	Title    filing.Words
	Province filing.Province // the zero value: national
	Standing filing.Words    // how the province stands to the rulebook
	Rules    []Rule
}

// Ledger accounts for every rule: the national ones in their groups, then all
// 31 provinces in the order of GB/T 2260, those without a rule too.
func (b *Book) Ledger() []Section {
	var list []Section
	for _, group := range []struct {
		letter string
		title  filing.Words
	}{
		{"F", filing.Words{ZH: "备案类型", EN: "Filing type"}},
		{"M", filing.Words{ZH: "材料", EN: "Materials"}},
		{"D", filing.Words{ZH: "号码和数据", EN: "Numbers and data"}},
		{"R", filing.Words{ZH: "运行中的核对", EN: "Checks of a run"}},
	} {
		s := Section{Title: group.title}
		for _, r := range b.rules {
			if r.National() && strings.HasPrefix(r.ID, group.letter+"-") {
				s.Rules = append(s.Rules, *r)
			}
		}
		list = append(list, s)
	}
	others := Section{Title: filing.Words{ZH: "其他", EN: "Others"}}
	for _, r := range b.rules {
		if letter, _, _ := strings.Cut(r.ID, "-"); r.National() && !strings.Contains("FMDR", letter) {
			others.Rules = append(others.Rules, *r)
		}
	}
	if others.Rules != nil {
		list = append(list, others)
	}
	for _, p := range filing.Provinces {
		s := Section{Title: filing.Words{ZH: p.Name, EN: p.EN}, Province: p, Standing: b.Standing(p.Name)}
		for _, r := range b.rules {
			if r.Province.Name == p.Name {
				s.Rules = append(s.Rules, *r)
			}
		}
		list = append(list, s)
	}
	return list
}

// Standing says how a province, by its short or full name, stands to the
// rulebook: how many of its clauses are known, that it has none of its own, or
// that none is on file. It is blank for what is no province of filing.
func (b *Book) Standing(province string) filing.Words {
	p, ok := filing.ParseProvince(province)
	if !ok {
		return filing.Words{}
	}
	rules, clauses, noted := 0, map[string]bool{}, false
	for _, r := range b.rules {
		if r.Province.Name != p.Name {
			continue
		}
		if only := r.Enforced(); len(only) == 1 && only[0] == Noted {
			noted = true
			continue
		}
		rules++
		clauses[r.Clause] = true
	}
	switch {
	case rules > 0:
		return filing.Words{
			ZH: fmt.Sprintf("%s通管局的要求已列入 %d 条（规则 %d 项），截至 %s", p.Name, len(clauses), rules, Day),
			EN: fmt.Sprintf("%d clauses of the bureau of %s are taken in (%d rules), as of %s", len(clauses), p.EN, rules, Day),
		}
	case noted:
		return filing.Words{
			ZH: p.Name + "通管局没有另外的要求，按全国通用的要求办理",
			EN: "The bureau of " + p.EN + " has no requirement of its own; the national ones apply",
		}
	}
	return filing.Words{
		ZH: "没有收录" + p.Name + "通管局的要求，只按全国通用的要求核对；办理前请向接入服务单位问清",
		EN: "No requirement of the bureau of " + p.EN + " is on file; only the national ones were applied, so ask the provider first",
	}
}
