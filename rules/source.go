package rules

import (
	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/strictyaml"
)

// entry is one rule, one shape or one list of words, as it stands in a YAML
// file.
type entry struct {
	ID     strictyaml.Text `yaml:"id"`
	Define strictyaml.Text `yaml:"define"` // a shape's name instead of an id
	List   strictyaml.Text `yaml:"list"`   // a list's name instead of an id
	Words  []string        `yaml:"words"`  // of a list
	Clause strictyaml.Text `yaml:"clause"` // 广东 2
	Source words           `yaml:"source"` // who says so, where it is not the clause's bureau
	About  words           `yaml:"about"`  // the rule in a line, where what it says depends on the cell

	statement
	Also []statement `yaml:"also"` // what else the rule asks for

	Given  changes   `yaml:"given"`  // changes to the clean sample before pass and fail
	Beside []changes `yaml:"beside"` // other rows of the example's workbook
	Pass   []changes `yaml:"pass"`   // the rule is silent with each of them
	Fail   []changes `yaml:"fail"`   // and speaks with each of these
}

// statement is one condition with its one consequence.
type statement struct {
	Shape   strictyaml.Text   `yaml:"shape"`  // OWNER(主办单位名称)
	For     []strictyaml.Text `yaml:"for"`    // 全体, 单位, 个人 or kinds of subject
	Each    []strictyaml.Text `yaml:"each"`   // headings, or the name of a set
	When    strictyaml.Text   `yaml:"when"`   // applies only then
	Unless  strictyaml.Text   `yaml:"unless"` // and not then
	After   []strictyaml.Text `yaml:"after"`  // applies only where one of these rules has
	BlankOK []strictyaml.Text `yaml:"blank_ok"`

	Must   strictyaml.Text   `yaml:"must"`
	Level  strictyaml.Text   `yaml:"level"` // error or warn
	At     strictyaml.Text   `yaml:"at"`
	Say    strictyaml.Text   `yaml:"say"`
	Fix    strictyaml.Text   `yaml:"fix"`
	Ask    strictyaml.Text   `yaml:"ask"` // said instead of Say where a blank leaves it open
	Attach strictyaml.Text   `yaml:"attach"`
	Copies strictyaml.Text   `yaml:"copies"`
	Do     strictyaml.Text   `yaml:"do"`
	Print  strictyaml.Text   `yaml:"print"`
	Form   []strictyaml.Text `yaml:"form"`
	Mark   strictyaml.Text   `yaml:"variant"`
	Text   strictyaml.Text   `yaml:"text"`
	Type   strictyaml.Text   `yaml:"type"`
	As     strictyaml.Text   `yaml:"filed_as"`
	By     strictyaml.Text   `yaml:"by"`
	Note   strictyaml.Text   `yaml:"note"`
	EN     english           `yaml:"en"`

	Overrides []strictyaml.Text `yaml:"overrides"` // M-20, or CQ-01 网站名称 for its findings there
}

// english is the English side of a statement: one text, or the parts by name.
type english struct {
	Say strictyaml.Text `yaml:"say"`
	Fix strictyaml.Text `yaml:"fix"`
	Ask strictyaml.Text `yaml:"ask"`
}

// ReadNode takes the one text for what the statement says.
func (e *english) ReadNode(n *strictyaml.Node) error {
	if n.Kind == strictyaml.Scalar {
		e.Say = n.Text
		return nil
	}
	type parts english
	return n.Into((*parts)(e))
}

// finders are the parts of icpgen, beside the rules, that find faults.
var finders = []filing.Words{
	{ZH: "读取工作簿", EN: "reading the workbook"}, {ZH: "纸面检查", EN: "looking at the papers"}, {ZH: "运行时核对", EN: "watching the run"},
}

// words is a text in both languages, or one text for both.
type words struct {
	ZH strictyaml.Text `yaml:"zh"`
	EN strictyaml.Text `yaml:"en"`
}

// ReadNode takes one text for both languages.
func (w *words) ReadNode(n *strictyaml.Node) error {
	if n.Kind == strictyaml.Scalar {
		w.ZH, w.EN = n.Text, n.Text
		return nil
	}
	type both words
	return n.Into((*both)(w))
}

// changes are cells by their headings, in the order of the file.
type changes struct {
	headings []strictyaml.Text
	values   []strictyaml.Text
}

// ReadNode takes a mapping of scalars.
func (c *changes) ReadNode(n *strictyaml.Node) error {
	if n.Kind != strictyaml.Map && n.Kind != strictyaml.Null {
		return n.Fault("这里应写成 {栏目: 值}", "this has to be a mapping of headings to values")
	}
	for i, key := range n.Keys {
		var value strictyaml.Text
		if n.Values[i].Kind != strictyaml.Null {
			if err := n.Values[i].Into(&value); err != nil {
				return err
			}
		}
		c.headings = append(c.headings, key)
		c.values = append(c.values, value)
	}
	return nil
}
