package icpgen_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/rules"
)

// TestBothLanguages looks at every message in the sources: each has Chinese and
// English, the English is English, and both have the same blanks in the same
// order. A message is a filing.Words, or the words given to a function that has
// parameters named zh and en. A message said of a person ends nothing without a
// hint: see TestHints.
func TestBothLanguages(t *testing.T) {
	house := parseHouse(t)
	messages := 0
	for name, file := range house.files {
		ast.Inspect(file, func(n ast.Node) bool {
			for _, m := range house.messages(name, n) {
				messages++
				at := house.set.Position(m.at)
				at.Filename = name
				for _, fault := range m.faults() {
					t.Errorf("%s: %s", at, fault)
				}
			}
			return true
		})
	}
	if messages < 600 {
		t.Errorf("only %d messages seen", messages)
	}
	t.Log(messages, "messages in", len(house.files), "files")
}

// house is the sources, and which functions take words in both languages.
type house struct {
	set       *token.FileSet
	files     map[string]*ast.File
	bilingual map[string][][2]int // function: places of zh and en among its arguments
}

func parseHouse(t *testing.T) house {
	t.Helper()
	h := house{token.NewFileSet(), map[string]*ast.File{}, map[string][][2]int{}}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		h.files[name], err = parser.ParseFile(h.set, name, nil, parser.ParseComments)
		return err
	})
	if err != nil || len(h.files) < 100 {
		t.Fatalf("%d files, %v", len(h.files), err)
	}
	for file, parsed := range h.files {
		room := filepath.Dir(file)
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				h.note(room, n.Name.Name, n.Type)
			case *ast.AssignStmt: // name := func(zh, en string) …
				for i, right := range n.Rhs {
					if literal, ok := right.(*ast.FuncLit); ok && len(n.Lhs) == len(n.Rhs) {
						if name, ok := n.Lhs[i].(*ast.Ident); ok {
							h.note(file, name.Name, literal.Type)
						}
					}
				}
			}
			return true
		})
	}
	return h
}

// function is the key of a function: one that other rooms may call has its name
// alone, one inside another function belongs to its file.
func function(in, name string) string {
	if ast.IsExported(name) {
		return name
	}
	return in + "." + name
}

func (h house) note(in, name string, of *ast.FuncType) {
	var parameters []string
	for _, field := range of.Params.List {
		for _, n := range field.Names {
			parameters = append(parameters, n.Name)
		}
		if field.Names == nil {
			parameters = append(parameters, "")
		}
	}
	for i, parameter := range parameters {
		english, is := strings.CutSuffix(parameter, "ZH")
		if english += "EN"; parameter == "zh" {
			english, is = "en", true
		}
		key, places := function(in, name), [2]int{i, slices.Index(parameters, english)}
		if is && places[1] >= 0 && !slices.Contains(h.bilingual[key], places) {
			h.bilingual[key] = append(h.bilingual[key], places)
		}
	}
}

// message is what one is told in each language; nil where nothing is given.
type message struct {
	at     token.Pos
	zh, en ast.Expr
}

func (h house) messages(file string, n ast.Node) (list []message) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if nameOf(n.Type) != "Words" || len(n.Elts) == 0 {
			return nil
		}
		m := message{at: n.Pos()}
		for i, element := range n.Elts {
			pair, keyed := element.(*ast.KeyValueExpr)
			switch {
			case keyed && nameOf(pair.Key) == "ZH":
				m.zh = pair.Value
			case keyed && nameOf(pair.Key) == "EN":
				m.en = pair.Value
			case !keyed && i == 0:
				m.zh = element
			case !keyed:
				m.en = element
			}
		}
		return []message{m}
	case *ast.CallExpr:
		called := nameOf(n.Fun)
		of, inside := h.bilingual[function(file, called)]
		if !inside {
			of = h.bilingual[function(filepath.Dir(file), called)]
		}
		for _, places := range of {
			if len(n.Args) > max(places[0], places[1]) {
				list = append(list, message{n.Pos(), n.Args[places[0]], n.Args[places[1]]})
			}
		}
	}
	return list
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

var verb = regexp.MustCompile(`%[-+# 0]*(?:\[\d+\])?[\d.*]*[a-zA-Z]`)

func (m message) faults() (list []string) {
	if m.zh == nil || m.en == nil {
		return []string{"one language only"}
	}
	zh, zhFixed := wording(m.zh)
	en, enFixed := wording(m.en)
	switch {
	case zhFixed && enFixed && (zh == "") != (en == ""):
		list = append(list, "one language only: "+zh+en)
	case zhFixed && enFixed && zh == en && han.MatchString(zh) && !term(zh):
		list = append(list, "not translated: "+zh)
	}
	for _, words := range han.FindAllString(en, -1) {
		if !term(words) {
			list = append(list, "Chinese in the English: "+words+" in "+strconv.Quote(en))
		}
	}
	if z, e := verbs(zh), verbs(en); zhFixed && enFixed && !slices.Equal(z, e) {
		list = append(list, "different blanks: "+zh+" | "+en)
	}
	return list
}

func verbs(format string) []string {
	found := verb.FindAllString(format, -1)
	for i, v := range found { // how a value is quoted is a language's own affair
		if v == "%q" {
			found[i] = "%s"
		}
	}
	return found
}

// wording puts together what is literal in an expression; fixed tells whether
// all of it is.
func wording(e ast.Expr) (words string, fixed bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.ParenExpr:
		return wording(e.X)
	case *ast.BinaryExpr:
		left, l := wording(e.X)
		right, r := wording(e.Y)
		return left + right, l && r
	case *ast.CallExpr: // fmt.Sprintf("…", …) has blanks of its own
		if nameOf(e.Fun) == "Sprintf" && len(e.Args) > 0 {
			words, _ = wording(e.Args[0])
		}
		return words, false
	}
	return "", false
}

var han = regexp.MustCompile(`\p{Han}+`)

// term reports whether Chinese words stand in English as they are: what is
// written so on the papers, in the workbook and on the certificates, and has to
// be found there. All else is translated.
func term(words string) bool {
	if slices.Contains(fixedTerms, words) || slices.Contains(filing.FieldProvince.List(), words) {
		return true
	}
	for _, field := range filing.Fields() {
		if field.Heading() == words || slices.Contains(field.List(), words) {
			return true
		}
	}
	return false
}

var fixedTerms = []string{
	"核验单", "受理单", "授权书", "材料清单", "草稿", "填写说明", "手抄承诺书", "按手印", "加盖公章", "年", "月", "日", "单位", "全体", "长期", "编办",
	"粤", "备", "号", "军字第", // 粤ICP备12345678号-1, 军字第2001988号
}

// TestRulesInBothLanguages looks at what the rulebook says, without the places
// for values, {…}. Words that a person has to write in Chinese stand in both.
func TestRulesInBothLanguages(t *testing.T) {
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	place := regexp.MustCompile(`\{[^{}]*\}`)
	said := 0
	look := func(where string, words filing.Words) {
		said++
		if words.ZH == "" || words.EN == "" {
			t.Errorf("%s: one language only: %s%s", where, words.ZH, words.EN)
		}
		english := place.ReplaceAllString(words.EN, " ")
		for _, left := range han.FindAllString(english, -1) {
			if !term(left) && !strings.Contains(words.ZH, left) || english == words.ZH {
				t.Errorf("%s: Chinese in the English: %s in %q", where, left, words.EN)
			}
		}
	}
	lookIfAny := func(where string, words filing.Words) {
		if words != (filing.Words{}) {
			look(where, words)
		}
	}
	for _, r := range book.Rules() {
		look(r.ID, r.Source)
		lookIfAny(r.ID, r.About)
		for _, s := range r.Says {
			look(r.ID, s.Enforced.Words())
			lookIfAny(r.ID, s.Words)
			lookIfAny(r.ID, s.Remedy)
			lookIfAny(r.ID, s.By)
			if s.Enforced == rules.Judged && s.By.ZH == "" && (s.Words.ZH == "" || s.Remedy.ZH == "") {
				t.Errorf("%s: a fault without its words or its remedy: %q", r.ID, s.Words.ZH)
			}
		}
	}
	for _, section := range book.Ledger() {
		look("ledger", section.Title)
		lookIfAny("ledger", section.Standing)
	}
	if said < 500 {
		t.Errorf("only %d", said)
	}
}

// TestHints wants a hint after every refusal of the run and of the command. A
// fault of icpgen's own is told otherwise, and the other rooms' errors carry
// theirs in their words.
func TestHints(t *testing.T) {
	house := parseHouse(t)
	refusals := 0
	refusing := map[string]bool{"fail": true} // functions of press that make a refusal without its hint
	for name, file := range house.files {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && filepath.Dir(name) == "press" && returnsRefusal(f) {
				refusing[f.Name.Name] = true
			}
		}
	}
	for name, file := range house.files {
		hinted := map[ast.Expr]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			at := func() string { return name + ":" + strconv.Itoa(house.set.Position(n.Pos()).Line) }
			switch n := n.(type) {
			case *ast.FuncDecl:
				return !refusing[n.Name.Name] || filepath.Dir(name) != "press"
			case *ast.AssignStmt: // f := fail(…), and below return f.hint(…)
				if call, ok := n.Rhs[0].(*ast.CallExpr); ok && refusing[nameOf(call.Fun)] && hints(file, nameOf(n.Lhs[0])) {
					hinted[call] = true
				}
			case *ast.CallExpr:
				if method, ok := n.Fun.(*ast.SelectorExpr); ok && method.Sel.Name == "hint" {
					hinted[method.X] = true
				}
				if called := nameOf(n.Fun); filepath.Dir(name) == "press" && refusing[called] && (called != "fail" || nameOf(n.Args[0]) != "Internal") {
					if refusals++; !hinted[n] {
						t.Errorf("%s: a refusal without a hint", at())
					}
				}
			case *ast.CompositeLit:
				if nameOf(n.Type) == "Failure" && filepath.Dir(name) != "press" {
					if refusals++; !slices.ContainsFunc(n.Elts, func(e ast.Expr) bool { return nameOf(e.(*ast.KeyValueExpr).Key) == "Hint" }) {
						t.Errorf("%s: a refusal without a hint", at())
					}
				}
			}
			return true
		})
	}
	if refusals < 20 {
		t.Errorf("only %d refusals seen", refusals)
	}
}

// returnsRefusal reports whether all that a function does at its end is to hand
// on what fail makes.
func returnsRefusal(f *ast.FuncDecl) bool {
	if f.Body == nil || len(f.Body.List) == 0 || len(f.Body.List) > 2 {
		return false
	}
	last, ok := f.Body.List[len(f.Body.List)-1].(*ast.ReturnStmt)
	if !ok || len(last.Results) != 1 {
		return false
	}
	call, ok := last.Results[0].(*ast.CallExpr)
	return ok && nameOf(call.Fun) == "fail" && nameOf(call.Args[0]) != "Internal"
}

// hints reports whether a hint is given to a variable of a file.
func hints(file *ast.File, variable string) (found bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && nameOf(s.X) == variable && strings.EqualFold(s.Sel.Name, "hint") {
			found = true
		}
		return true
	})
	return found
}
