package rules

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/optimizer"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/strictyaml"
)

// Bounds of one expression. Together with the builtins that are left out they
// see to it that none runs away.
const (
	maxLength    = 4096 // bytes
	maxNodes     = 500
	memoryBudget = 100_000
)

// builtins are the functions of expr that rules may use; none of them makes
// something large out of something small.
var builtins = []string{"len", "all", "any", "none", "count", "trim", "upper", "lower"}

// truth is the value of a condition. The order makes and the least, or the
// greatest of two.
type truth uint8

const (
	no truth = iota
	unknown
	yes
)

// condition is an expression taken apart at its and, or and not, down to atoms
// that are either known or, because of a blank cell, unknown (Kleene's logic).
type condition struct {
	op    byte // '&', '|', '!' or 0 for an atom
	kids  []*condition
	atom  program
	needs []int // words that have to be known for the atom to be
}

// program is one compiled expression with the words that it reads.
type program struct {
	code  *vm.Program
	words []int
}

// language compiles expressions. Building it once and compiling 400 atoms with
// it is what keeps the start short.
type language struct {
	config *conf.Config
	names  []string // all that an expression may use
}

func newLanguage(lists map[string][]string) *language {
	names := types.Map{}
	known := allWords()
	for name := range lists {
		names[name] = types.TypeOf([]string{})
		known = append(known, name)
	}
	for _, w := range vocabulary {
		names[w.name] = types.TypeOf(w.kind)
	}
	config := conf.CreateNew()
	expr.Env(names)(config)
	expr.DisableAllBuiltins()(config)
	for _, name := range builtins {
		expr.EnableBuiltin(name)(config)
	}
	for name := range config.Disabled {
		delete(config.Builtins, name)
	}
	for _, f := range functions {
		expr.Function(f.name, f.call, f.shape)(config)
	}
	config.MaxNodes = maxNodes
	return &language{config, known}
}

// condition compiles a boolean expression. Words in blankOK are never blank for
// it.
func (l *language) condition(source strictyaml.Text, blankOK []filing.Field, inEach bool) (*condition, error) {
	node, tree, err := l.check(source, inEach)
	if err != nil {
		return nil, err
	}
	if node.Type().Kind() != reflect.Bool {
		return nil, source.Fault("条件应是能判断真假的式子，如 网站备注 != \"\"", "a condition has to be true or false, such as 网站备注 != \"\"")
	}
	return l.split(node, tree, blankOK)
}

func (l *language) split(node ast.Node, tree *parser.Tree, blankOK []filing.Field) (*condition, error) {
	var c condition
	var parts []ast.Node
	switch n := node.(type) {
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			c.op, parts = '&', []ast.Node{n.Left, n.Right}
		case "or", "||":
			c.op, parts = '|', []ast.Node{n.Left, n.Right}
		}
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			c.op, parts = '!', []ast.Node{n.Node}
		}
	}
	for _, part := range parts {
		kid, err := l.split(part, tree, blankOK)
		if err != nil {
			return nil, err
		}
		c.kids = append(c.kids, kid)
	}
	if c.op != 0 {
		return &c, nil
	}
	reads := readsOf(node)
	for _, w := range reads.needed {
		if f := vocabulary[w].field; f == filing.NoField || !contains(blankOK, f) {
			c.needs = append(c.needs, w)
		}
	}
	var err error
	c.atom, err = l.compile(node, tree, reads.all)
	return &c, err
}

func contains[T comparable](list []T, v T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

func (l *language) compile(node ast.Node, tree *parser.Tree, words []int) (program, error) {
	if err := optimizer.Optimize(&node, l.config); err != nil {
		return program{}, err
	}
	code, err := compiler.Compile(&parser.Tree{Node: node, Source: tree.Source}, l.config)
	return program{code, words}, err
}

// check parses an expression and finds its type. Faults come back at their
// place in the file.
func (l *language) check(source strictyaml.Text, inEach bool) (ast.Node, *parser.Tree, error) {
	if len(source.Value) > maxLength {
		return nil, nil, source.Fault("式子太长，请分成几条规则", "the expression is too long: make several rules of it")
	}
	tree, err := parser.ParseWithConfig(source.Value, l.config)
	if err == nil {
		_, err = checker.Check(tree, l.config)
	}
	if err != nil {
		return nil, nil, l.fault(source, err)
	}
	guard := guard{source: source, inEach: inEach}
	guard.look(tree.Node, 0)
	if guard.err != nil {
		return nil, nil, guard.err
	}
	return tree.Node, tree, nil
}

var unknownName = regexp.MustCompile(`^unknown name (\S+)`)

func (l *language) fault(source strictyaml.Text, err error) error {
	var e *file.Error
	if !errors.As(err, &e) {
		return source.Fault("式子写法有误："+err.Error(), "the expression is wrong: "+err.Error())
	}
	if m := unknownName.FindStringSubmatch(e.Message); m != nil {
		zh, en := fmt.Sprintf("没有“%s”这个栏目或词", m[1]), fmt.Sprintf("there is no heading or word %q", m[1])
		if near, ok := filing.Nearest(m[1], l.names); ok {
			zh, en = zh+fmt.Sprintf("，是不是“%s”？", near), en+fmt.Sprintf("; did you mean %q?", near)
		}
		return source.FaultAt(e.From, zh, en)
	}
	return source.FaultAt(e.From, "式子写法有误（"+e.Message+"）", "the expression is wrong: "+e.Message)
}

// guard refuses what the language of rules leaves out: the environment as a
// whole, loops within loops, words of each outside of it.
type guard struct {
	source strictyaml.Text
	inEach bool
	err    error
}

func (g *guard) refuse(n ast.Node, zh, en string) {
	if g.err == nil {
		g.err = g.source.FaultAt(n.Location().From, zh, en)
	}
}

func (g *guard) look(node ast.Node, loops int) {
	switch n := node.(type) {
	case *ast.IdentifierNode:
		if n.Value == "$env" {
			g.refuse(n, "不能使用 $env", "$env cannot be used")
		}
		if i, ok := wordIndex[n.Value]; ok && vocabulary[i].each && !g.inEach {
			g.refuse(n, fmt.Sprintf("“%s”只能用在有 each 的规则里", n.Value), fmt.Sprintf("%q has a meaning only beside each", n.Value))
		}
	case *ast.PredicateNode:
		if loops++; loops > 1 {
			g.refuse(n, "不能在一个循环里再用循环", "a loop cannot stand within another")
		}
	}
	for _, kid := range children(node) {
		g.look(kid, loops)
	}
}

type reads struct{ all, needed []int }

// readsOf finds the words that an expression reads, and those that it needs: a
// word that is only compared with "" is not needed, since blank is an answer
// there.
func readsOf(node ast.Node) reads {
	var r reads
	add := func(list *[]int, w int) {
		if !contains(*list, w) {
			*list = append(*list, w)
		}
	}
	var walk func(ast.Node, bool)
	walk = func(n ast.Node, blankAnswers bool) {
		if id, ok := n.(*ast.IdentifierNode); ok {
			if w, ok := wordIndex[id.Value]; ok {
				add(&r.all, w)
				if !blankAnswers {
					add(&r.needed, w)
				}
			}
			return
		}
		if b, ok := n.(*ast.BinaryNode); ok && (b.Operator == "==" || b.Operator == "!=") && (isBlank(b.Left) || isBlank(b.Right)) {
			blankAnswers = true
		}
		for _, kid := range children(n) {
			walk(kid, blankAnswers)
		}
	}
	walk(node, false)
	return r
}

func isBlank(n ast.Node) bool {
	s, ok := n.(*ast.StringNode)
	return ok && s.Value == ""
}

// children lists what stands directly below a node.
func children(node ast.Node) []ast.Node {
	switch n := node.(type) {
	case *ast.UnaryNode:
		return []ast.Node{n.Node}
	case *ast.BinaryNode:
		return []ast.Node{n.Left, n.Right}
	case *ast.ChainNode:
		return []ast.Node{n.Node}
	case *ast.MemberNode:
		return []ast.Node{n.Node, n.Property}
	case *ast.SliceNode:
		return some(n.Node, n.From, n.To)
	case *ast.CallNode:
		return append([]ast.Node{n.Callee}, n.Arguments...)
	case *ast.BuiltinNode:
		return n.Arguments
	case *ast.PredicateNode:
		return []ast.Node{n.Node}
	case *ast.VariableDeclaratorNode:
		return []ast.Node{n.Value, n.Expr}
	case *ast.SequenceNode:
		return n.Nodes
	case *ast.ConditionalNode:
		return []ast.Node{n.Cond, n.Exp1, n.Exp2}
	case *ast.ArrayNode:
		return n.Nodes
	case *ast.MapNode:
		return n.Pairs
	case *ast.PairNode:
		return []ast.Node{n.Key, n.Value}
	}
	return nil
}

func some(nodes ...ast.Node) []ast.Node {
	var list []ast.Node
	for _, n := range nodes {
		if n != nil {
			list = append(list, n)
		}
	}
	return list
}

// message is a text with values in it: 应为{法定代表人姓名}.
type message struct {
	literal []string // one more than parts
	parts   []program
}

// message compiles a text. Values in braces are expressions.
func (l *language) message(source strictyaml.Text, inEach bool) (*message, error) {
	m := &message{}
	rest, at := source.Value, 0
	for {
		open := strings.IndexByte(rest, '{')
		if open < 0 {
			m.literal = append(m.literal, rest)
			return m, nil
		}
		end := strings.IndexByte(rest[open:], '}')
		if end < 0 {
			return nil, source.FaultAt(at+len([]rune(rest[:open])), "“{”没有对应的“}”", "this { has no }")
		}
		part := source
		part.Value = rest[open+1 : open+end]
		node, tree, err := l.check(part, inEach)
		if err != nil { // once more, to say where
			part.Line, part.Column = source.Place(at + len([]rune(rest[:open+1])))
			_, _, err = l.check(part, inEach)
			return nil, err
		}
		p, err := l.compile(node, tree, readsOf(node).all)
		if err != nil {
			return nil, err
		}
		m.literal = append(m.literal, rest[:open])
		m.parts = append(m.parts, p)
		at += len([]rune(rest[:open+end+1]))
		rest = rest[open+end+1:]
	}
}
