package icpgen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityPromises sees to it that every promise of SECURITY.md names a
// test, and that every test named there exists.
func TestSecurityPromises(t *testing.T) {
	text, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([a-z/]+)\\.((?:Test|Fuzz)\\w+)`")
	promises := 0
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| promise ") {
			continue
		}
		promises++
		tests := named.FindAllStringSubmatch(line, -1)
		if tests == nil {
			t.Errorf("nothing holds this promise: %s", line)
		}
		for _, test := range tests {
			if !hasTest(t, test[1], test[2]) {
				t.Errorf("%s has no %s", test[1], test[2])
			}
		}
	}
	if promises < 10 {
		t.Errorf("%d promises found", promises)
	}
}

// hasTest looks for a test in a package's folder; icpgen is the root.
func hasTest(t *testing.T, pack, name string) bool {
	t.Helper()
	if pack == "icpgen" {
		pack = "."
	}
	files, err := filepath.Glob(filepath.Join(pack, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`(?m)^func ` + name + `\(`).Match(source) {
			return true
		}
	}
	return false
}
