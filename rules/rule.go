package rules

import (
	"github.com/icpgen/icpgen/filing"
)

// Enforcement is how a clause is stood to.
type Enforcement string

// The enforcements.
const (
	Judged   Enforcement = "judged"   // icpgen finds the fault
	Attached Enforcement = "attached" // a document on the 材料清单
	Printed  Enforcement = "printed"  // on a form
	ToDo     Enforcement = "to do"    // a box on the 材料清单, for a person
	Decided  Enforcement = "decided"  // settles the filing type, or how the application is filed
	Noted    Enforcement = "noted"    // asks for nothing
)

// Words is the enforcement as the ledger names it.
func (e Enforcement) Words() filing.Words {
	return map[Enforcement]filing.Words{
		Judged: {ZH: "自动判断", EN: "judged"}, Attached: {ZH: "列入材料", EN: "attached"}, Printed: {ZH: "印在表上", EN: "printed"},
		ToDo: {ZH: "人工办理", EN: "to do by hand"}, Decided: {ZH: "决定办法", EN: "decided"}, Noted: {ZH: "无要求", EN: "asks for nothing"},
	}[e]
}

// Rule is one rule of the rulebook, for people to read.
type Rule struct {
	ID       string
	Province filing.Province // the zero value: the whole country
	Clause   string          // item of the source page: 广东 2
	Source   filing.Words    // who says so: 广东通管局要求 2
	About    filing.Words    // the rule in a line; empty where its first statement tells it
	Says     []Statement
	File     string // guangdong.yaml
	Line     int
	Example  Example
}

// National reports whether the rule holds in every province.
func (r *Rule) National() bool { return r.Province.Name == "" }

// Enforced lists how the rule is stood to, each way once.
func (r *Rule) Enforced() []Enforcement {
	var list []Enforcement
	for _, s := range r.Says {
		if !contains(list, s.Enforced) {
			list = append(list, s.Enforced)
		}
	}
	return list
}

// Statement is one thing that a rule says.
type Statement struct {
	Enforced  Enforcement
	Who       []string     // 全体, 单位, 个人 or kinds of subject
	Level     filing.Level // of what is judged
	Field     filing.Field // at which cell, where that is fixed
	When      string       // the condition as it stands in the file; empty: always
	Must      string       // what has to hold
	Words     filing.Words // what is asked for; {…} stand for values
	Remedy    filing.Words
	Form      []string // papers that are wanted or printed on
	Variant   filing.Variant
	By        filing.Words // who finds the fault, when it is not the rules
	Overrides []string
	Shape     string // the shape that the statement was written with: OWNER(主办单位名称)
	Workbook  bool   // looks at the whole workbook
}

// Example is what a rule says of a clean sample application that has been
// changed: with each of Fail it speaks, with each of Pass it is silent. Without
// Pass the rule always speaks.
type Example struct {
	Kind       string // 主办单位性质 of the sample
	Province   string // of the sample
	Given      []Change
	Beside     [][]Change // other rows of the workbook, above it
	Pass, Fail [][]Change
}

// Change is one cell of an example.
type Change struct {
	Field filing.Field
	Value string
}
