package icpgen_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// floors: imports go down only. Programs stand on top, whatever their folder.
var floors = map[string]int{
	".": 6, "press": 5, "workbook/hostile": 5,
	"workbook": 4, "rules": 4, "report": 4, "forms": 4, "verify": 4,
	"profile": 3, "pdf": 3,
	"pdf/readback": 2, "strictyaml": 2, "filing/sample": 2, "photo": 2,
	"filing": 1, "fonts": 1,
}

// doors: a dependency comes into the house by one package.
var doors = map[string]string{
	"github.com/spf13/": "cmd/icpgen", "github.com/xuri/excelize/": "workbook", "github.com/signintech/gopdf": "pdf", "github.com/boombuler/barcode": "forms",
	"github.com/expr-lang/": "rules", "github.com/goccy/go-yaml": "strictyaml", "github.com/bep/imagemeta": "photo",
	"github.com/fsnotify/": "press",
	"golang.org/x/term":    "cmd/icpgen", "golang.org/x/sys/windows": "cmd/icpgen", "golang.org/x/sys/unix": "press",
}

// The law never imports paper, and what reads pages back never what wrote them.
// Nothing of ours asks a network or starts a program.
// The clock, the terminal and the environment belong to programs, the disk to press.
var (
	law     = regexp.MustCompile(`^(filing|workbook|rules|report)$`)
	paper   = regexp.MustCompile(`^(fonts|pdf)`)
	worldly = regexp.MustCompile(`^(time\.(Now|Since|Until)|os\.(Getenv|LookupEnv|Environ|Args|Exit|Std.*))$`)
	outside = regexp.MustCompile(`^(net|net/http.*|net/rpc.*|net/smtp|os/exec|plugin)$`)
	onDisk  = regexp.MustCompile(`^os\.([A-Z]\w*(File|Dir|All|Root)|Open|Create\w*|Stat|Lstat|Remove|Rename|Mkdir\w*|.*Temp)$`)
)

func TestArchitecture(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		files++
		room := filepath.ToSlash(filepath.Dir(name))
		floor, known := floors[room]
		program := file.Name.Name == "main"
		if !known && !program {
			t.Errorf("%s: give %s its floor in this test and in ARCHITECTURE.md", name, room)
		}
		for _, spec := range file.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if ours, is := strings.CutPrefix(imported, "github.com/icpgen/icpgen/"); is {
				if !program && floors[ours] >= floor || law.MatchString(room) && paper.MatchString(ours) || room == "verify" && ours == "pdf" {
					t.Errorf("%s: %s may not import %s", name, room, ours)
				}
			}
			if outside.MatchString(imported) && (!program || room == "cmd/icpgen") {
				t.Errorf("%s: %s: icpgen asks no network and starts no program", name, imported)
			}
			for prefix, door := range doors {
				if strings.HasPrefix(imported, prefix) && room != door && room != "bench/peer" { // which is what we are measured against
					t.Errorf("%s: %s comes in by %s only", name, imported, door)
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if of, is := selectorOf(selector, ok); is {
				word := of + "." + selector.Sel.Name
				if worldly.MatchString(word) && !program || onDisk.MatchString(word) && room != "press" && !(program && room != "cmd/icpgen") {
					t.Errorf("%s: %s has no place here", name, word)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || files < len(floors) {
		t.Fatalf("%d files seen, %v", files, err)
	}
}

func selectorOf(s *ast.SelectorExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	of, ok := s.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	return of.Name, true
}
