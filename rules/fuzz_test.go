package rules

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/strictyaml"
)

// FuzzRuleFile loads whatever it is given as a rule file and, when it is taken,
// judges by it: it may be refused with its line, and break nothing.
func FuzzRuleFile(f *testing.F) {
	own, err := embedded()
	if err != nil {
		f.Fatal(err)
	}
	known := &maker{shapes: map[string]*entry{}, lists: map[string][]string{}}
	if _, err := known.read(own); err != nil {
		f.Fatal(err)
	}
	for _, file := range own {
		for _, rule := range strings.SplitAfter(string(file.Data), "\n\n") {
			if strings.HasPrefix(rule, "- id:") {
				f.Add(rule)
				break
			}
		}
	}
	f.Add("- id: SX-01\n  clause: 山西 1\n  for: 个人\n  must: 居住证明 == \"居住证\"\n  at: 居住证明\n  say: 须提供居住证\n  fix: 先办理\n  en: A permit is needed\n  pass: {居住证明: 居住证}\n  fail: {居住证明: 无}\n")
	f.Add("- list: 甲\n  words: [乙, 丙]\n- define: 丁\n  must: len(值) > 1")
	apps := []*filing.Application{sample.Clean("广东", person), sample.Clean("山西", company)}
	f.Fuzz(func(t *testing.T, text string) {
		m := &maker{shapes: maps.Clone(known.shapes), lists: maps.Clone(known.lists)}
		entries, err := m.read([]File{{"x.yaml", []byte(text)}})
		var b *Book
		if err == nil {
			b, err = m.book(entries)
		}
		if err != nil {
			if fault, ok := errors.AsType[*strictyaml.Fault](err); !ok || fault.Error() == "" || fault.In(filing.English) == "" {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		b.Check(apps, testProfile(), sample.Day)
	})
}
