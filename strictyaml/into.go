package strictyaml

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/icpgen/icpgen/filing"
)

// Reader is a type that reads itself from a node, where more than one shape is
// right.
type Reader interface {
	ReadNode(*Node) error
}

var (
	readerType = reflect.TypeFor[Reader]()
	textType   = reflect.TypeFor[Text]()
	nodeType   = reflect.TypeFor[*Node]()
)

// Into puts the node into what v points to: a struct with yaml tags (embedded structs
// count as their fields), a slice,
// a string, an int, a bool, a [Text], a *[Node] or a [Reader]. What the file
// leaves out keeps its value. The keys of a struct are closed. A list of one
// may be written without its brackets.
func (n *Node) Into(v any) error { return n.into(reflect.ValueOf(v).Elem(), "") }

func (n *Node) into(v reflect.Value, key string) error {
	if v.Addr().Type().Implements(readerType) {
		return v.Addr().Interface().(Reader).ReadNode(n)
	}
	switch v.Type() {
	case nodeType:
		v.Set(reflect.ValueOf(n))
		return nil
	case textType:
		if err := n.want(Scalar, key); err != nil {
			return err
		}
		v.Set(reflect.ValueOf(n.Text))
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return n.into(v.Elem(), key)
	case reflect.Struct:
		return n.intoStruct(v, key)
	case reflect.Slice:
		items := n.Items
		if n.Kind != List {
			if n.Kind == Null {
				return nil
			}
			items = []*Node{n}
		}
		slice := reflect.MakeSlice(v.Type(), len(items), len(items))
		for i, item := range items {
			if err := item.into(slice.Index(i), key); err != nil {
				return err
			}
		}
		v.Set(slice)
		return nil
	case reflect.String:
		if n.Kind == Null {
			v.SetString("")
			return nil
		}
		if err := n.want(Scalar, key); err != nil {
			return err
		}
		v.SetString(n.Text.Value)
		return nil
	case reflect.Int:
		i, err := strconv.Atoi(n.Text.Value)
		if n.Kind != Scalar || err != nil {
			return n.Fault(fmt.Sprintf("“%s”应是整数", key), fmt.Sprintf("%q has to be a whole number", key))
		}
		v.SetInt(int64(i))
		return nil
	case reflect.Bool:
		if n.Kind != Scalar || n.Text.Value != "true" && n.Text.Value != "false" {
			return n.Fault(fmt.Sprintf("“%s”应是 true 或 false", key), fmt.Sprintf("%q has to be true or false", key))
		}
		v.SetBool(n.Text.Value == "true")
		return nil
	}
	panic(fmt.Sprintf("strictyaml: cannot read into a %s", v.Type()))
}

func (n *Node) intoStruct(v reflect.Value, key string) error {
	if n.Kind == Null {
		return nil
	}
	if err := n.want(Map, key); err != nil {
		return err
	}
	known := keysOf(v.Type())
	for i, k := range n.Keys {
		at, ok := known.index[k.Value]
		if !ok {
			return k.unknown(known.names)
		}
		if err := n.Values[i].into(v.FieldByIndex(at), k.Value); err != nil {
			return err
		}
	}
	return nil
}

// structKeys are the keys that a struct takes, and where its fields are.
type structKeys struct {
	names []string
	index map[string][]int
}

// seen keeps the keys of types, since files have hundreds of values of one.
var seen sync.Map

func keysOf(t reflect.Type) *structKeys {
	if keys, ok := seen.Load(t); ok {
		return keys.(*structKeys)
	}
	keys := &structKeys{index: map[string][]int{}}
	for _, field := range reflect.VisibleFields(t) {
		if name := field.Tag.Get("yaml"); name != "" {
			keys.names = append(keys.names, name)
			keys.index[name] = field.Index
		}
	}
	seen.Store(t, keys)
	return keys
}

// unknown refuses the text because it is none of the known words, and names
// the nearest of them.
func (t Text) unknown(known []string) error {
	zh, en := fmt.Sprintf("没有“%s”这一项", t.Value), fmt.Sprintf("there is no key %q", t.Value)
	return t.Unknown(zh, en, known)
}

// Unknown refuses the text with the given words, and adds the nearest of the
// known words, or all of them where none is near.
func (t Text) Unknown(zh, en string, known []string) error {
	if near, ok := filing.Nearest(t.Value, known); ok {
		return t.Fault(zh+fmt.Sprintf("，是不是“%s”？", near), en+fmt.Sprintf("; did you mean %q?", near))
	}
	return t.Fault(zh+"，可用的有："+strings.Join(known, "、"), en+"; known are: "+strings.Join(known, ", "))
}

func (n *Node) want(kind Kind, key string) error {
	if n.Kind == kind {
		return nil
	}
	is := [...]filing.Words{{ZH: "空的", EN: "empty"}, {ZH: "一个值", EN: "a single value"}, {ZH: "一列值", EN: "a list"}, {ZH: "一组“名称: 值”", EN: "a mapping"}}
	if key == "" {
		return n.Fault(fmt.Sprintf("这里应是%s，现在是%s", is[kind].ZH, is[n.Kind].ZH), fmt.Sprintf("this has to be %s and is %s", is[kind].EN, is[n.Kind].EN))
	}
	return n.Fault(fmt.Sprintf("“%s”应是%s，现在是%s", key, is[kind].ZH, is[n.Kind].ZH), fmt.Sprintf("%q has to be %s and is %s", key, is[kind].EN, is[n.Kind].EN))
}
