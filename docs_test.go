package icpgen_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPackageDocs: each package says at its door what it is, in one place, and
// a library names what to begin with, as a link that leads there.
func TestPackageDocs(t *testing.T) {
	doors := map[string]int{}
	house := parseHouse(t)
	link := regexp.MustCompile(`\[\w+(\.\w+)?\]`)
	for name, file := range house.files {
		room, said := filepath.Dir(name), file.Doc.Text()
		if doors[room] += 0; said == "" {
			continue
		}
		doors[room]++
		begins, program := "Package "+file.Name.Name+" ", file.Name.Name == "main"
		if program {
			begins = "Command "
		}
		if !strings.HasPrefix(said, begins) {
			t.Errorf("%s: the package comment begins with %.40q", name, said)
		}
		if !program && room != "." && !link.MatchString(said) {
			t.Errorf("%s: the package comment names nothing to begin with:\n%s", name, said)
		}
	}
	for room, comments := range doors {
		if comments != 1 {
			t.Errorf("%s: %d package comments", room, comments)
		}
	}
}
