// Package strictyaml reads the YAML that people write for icpgen: the rulebook
// and the profile. It takes the plain part of the language (mappings, lists,
// scalars) and refuses what surprises: unknown and repeated keys, anchors,
// aliases, tags, several documents. Every refusal is a [Fault] with file, line
// and column, and names the word that was probably meant.
//
// [Parse] gives a [Node]; [Node.Into] puts it into a struct.
package strictyaml

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/icpgen/icpgen/filing"
)

// Bounds of a file. They keep a hostile one from costing more than a refusal.
const (
	maxBytes  = 1 << 20
	maxIndent = 100 // columns before the first word of a line
	maxFlow   = 16  // [ and { within each other
	maxDashes = 8   // - - - on one line
)

// Fault is why a file was refused. Line and Column count from 1, columns in
// characters; they are 0 when the file as a whole is meant.
type Fault struct {
	File         string
	Line, Column int
	Words        filing.Words
}

// Error is the fault in Chinese, with its place before it.
func (f *Fault) Error() string { return f.In(filing.Chinese) }

// In is the fault in the given language, as file:line:column: words.
func (f *Fault) In(lang filing.Lang) string {
	if f.Line == 0 {
		return f.File + ": " + f.Words.In(lang)
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Words.In(lang))
}

// Kind is what a [Node] is.
type Kind uint8

// The kinds of nodes.
const (
	Null Kind = iota // nothing after the colon
	Scalar
	List
	Map
)

// Node is one value of a file.
type Node struct {
	Kind         Kind
	Text         Text    // of a Scalar
	Items        []*Node // of a List
	Keys         []Text  // of a Map, in the order of the file
	Values       []*Node // of a Map, beside Keys
	Line, Column int

	file *source
}

// Text is a scalar that knows where it stands.
type Text struct {
	Value        string
	Line, Column int

	file *source
}

type source struct {
	name  string
	lines []string
}

// Parse reads a file of one document. A file without any value gives a Null.
func Parse(name string, data []byte) (root *Node, err error) {
	file := &source{name: name}
	if len(data) > maxBytes {
		return nil, file.fault(0, 0, fmt.Sprintf("文件超过 %d KB，不像是设置或规则文件", maxBytes>>10),
			fmt.Sprintf("the file is larger than %d KB", maxBytes>>10))
	}
	if !utf8.Valid(data) {
		return nil, file.fault(0, 0, "文件不是 UTF-8 编码，请另存为 UTF-8", "the file is not in UTF-8")
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	file.lines = strings.Split(text, "\n")
	// The parser is not ours; what it cannot cope with is a fault of the file.
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, file.fault(0, 0, "文件不是能读懂的 YAML", "the file is no YAML that can be read")
		}
	}()
	tokens := lexer.Tokenize(text)
	if err := file.bounded(tokens); err != nil {
		return nil, err
	}
	tree, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, file.syntax(err)
	}
	var body ast.Node
	for _, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		if body != nil {
			return nil, file.at(doc.Body.GetToken(), "一个文件只能有一份内容，请去掉“---”", "a file holds one document")
		}
		body = doc.Body
	}
	if body == nil {
		return &Node{Kind: Null, Line: 1, Column: 1, file: file}, nil
	}
	return file.node(body)
}

// bounded refuses what nests too deep, and the parts of YAML that are not read
// here, before the recursive parser sees them.
func (s *source) bounded(tokens token.Tokens) error {
	for i, line := range s.lines {
		if words := strings.TrimLeft(line, " "); len(line)-len(words) > maxIndent && words != "" {
			return s.fault(i+1, maxIndent+1, "缩进太深", "indented too deep")
		}
	}
	flow, dashes, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, dashes = t.Position.Line, 0
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.TagType, token.MergeKeyType, token.DirectiveType, token.MappingKeyType:
			return s.at(t, fmt.Sprintf("这里不能用 YAML 的“%s”写法；文字以它开头时请加引号", t.Value), fmt.Sprintf("%q is not read here; put text that begins with it in quotes", t.Value))
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType:
			dashes++
		}
		if flow > maxFlow || dashes > maxDashes {
			return s.at(t, "层次太深", "nested too deep")
		}
	}
	return nil
}

func (s *source) syntax(err error) error {
	var y yaml.Error
	if !errors.As(err, &y) || y.GetToken() == nil {
		return s.fault(0, 0, "文件不是能读懂的 YAML", "the file is no YAML that can be read")
	}
	return s.at(y.GetToken(), "YAML 写法有误，请检查缩进、冒号后的空格和引号（"+y.GetMessage()+"）", "this is no YAML: "+y.GetMessage())
}

func (s *source) node(n ast.Node) (*Node, error) {
	tok := n.GetToken()
	node := &Node{file: s, Line: tok.Position.Line, Column: tok.Position.Column}
	node.Text = Text{Line: node.Line, Column: node.Column, file: s} // what is missing has a place too
	scalar := func(value string) (*Node, error) {
		node.Kind = Scalar
		node.Text.Value = value
		return node, nil
	}
	switch n := n.(type) {
	case *ast.NullNode:
		if tok.Type == token.NullType && tok.Value != "" && tok.Value != "null" {
			return scalar(tok.Value)
		}
		return node, nil
	case *ast.StringNode:
		return scalar(n.Value)
	case *ast.LiteralNode:
		return scalar(n.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return scalar(tok.Value)
	case *ast.SequenceNode:
		node.Kind = List
		for _, value := range n.Values {
			item, err := s.node(value)
			if err != nil {
				return nil, err
			}
			node.Items = append(node.Items, item)
		}
		return node, nil
	case *ast.MappingNode:
		node.Kind = Map
		if len(n.Values) > 0 {
			first := n.Values[0].Key.GetToken().Position
			node.Line, node.Column = first.Line, first.Column
		}
		for _, pair := range n.Values {
			if err := node.add(pair); err != nil {
				return nil, err
			}
		}
		return node, nil
	case *ast.MappingValueNode:
		node.Kind = Map
		first := n.Key.GetToken().Position
		node.Line, node.Column = first.Line, first.Column
		return node, node.add(n)
	}
	return nil, s.at(tok, "这里不能用这种 YAML 写法", "this part of YAML is not read here")
}

func (n *Node) add(pair *ast.MappingValueNode) error {
	tok := pair.Key.GetToken()
	value := tok.Value
	if key, ok := pair.Key.(*ast.StringNode); ok {
		value = key.Value
	}
	for _, key := range n.Keys {
		if key.Value == value {
			return n.file.at(tok, fmt.Sprintf("“%s”写了两次（第一次在第 %d 行）", value, key.Line), fmt.Sprintf("%q stands here twice (first in line %d)", value, key.Line))
		}
	}
	item, err := n.file.node(pair.Value)
	if err != nil {
		return err
	}
	n.Keys = append(n.Keys, Text{Value: value, Line: tok.Position.Line, Column: tok.Position.Column, file: n.file})
	n.Values = append(n.Values, item)
	return nil
}

// Get is the value of a Map's key; nil when it has none.
func (n *Node) Get(key string) *Node {
	for i, k := range n.Keys {
		if k.Value == key {
			return n.Values[i]
		}
	}
	return nil
}

// Fault is a refusal at the node's place.
func (n *Node) Fault(zh, en string) error { return n.file.fault(n.Line, n.Column, zh, en) }

// Fault is a refusal at the text's place.
func (t Text) Fault(zh, en string) error { return t.file.fault(t.Line, t.Column, zh, en) }

// FaultAt is a refusal at the character of the text with the given index from
// 0, wherever quotes, indents and folded lines have put it.
func (t Text) FaultAt(index int, zh, en string) error {
	line, column := t.Place(index)
	return t.file.fault(line, column, zh, en)
}

// Place finds the line and column of a character of the text. What the file
// has in addition (quotes, indents, line breaks) is stepped over.
func (t Text) Place(index int) (line, column int) {
	if t.file == nil || t.Line < 1 || t.Line > len(t.file.lines) {
		return t.Line, t.Column
	}
	line, column = t.Line, t.Column
	at := func() (rune, bool) {
		runes := []rune(t.file.lines[line-1])
		if column-1 < len(runes) {
			return runes[column-1], true
		}
		return '\n', line < len(t.file.lines)
	}
	step := func() {
		if column-1 < len([]rune(t.file.lines[line-1])) {
			column++
			return
		}
		line, column = line+1, 1
	}
	for i, want := range []rune(t.Value) {
		blank := want == ' ' || want == '\n'
		for {
			r, ok := at()
			if !ok {
				return t.Line, t.Column
			}
			if r == want || blank && (r == ' ' || r == '\n') {
				break
			}
			step()
		}
		if i == index {
			return line, column
		}
		step()
	}
	return line, column
}

func (s *source) at(t *token.Token, zh, en string) error {
	return s.fault(t.Position.Line, t.Position.Column, zh, en)
}

func (s *source) fault(line, column int, zh, en string) error {
	return &Fault{File: s.name, Line: line, Column: column, Words: filing.Words{ZH: zh, EN: en}}
}
