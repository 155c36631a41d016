package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
)

// recipeOfARule is the rule that CONTRIBUTING tells a reader to copy.
func recipeOfARule(t *testing.T, root string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "```yaml\n")
	rule, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("CONTRIBUTING shows no rule")
	}
	return rule
}

// The recipe works as it stands.
func TestRecipeOfARule(t *testing.T) {
	rule := recipeOfARule(t, "../..")
	if lines := strings.Count(rule, "\n"); lines > 10 {
		t.Errorf("the recipe has %d lines, ten are promised", lines)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "shanxi.yaml"), []byte(rule), 0o600); err != nil {
		t.Fatal(err)
	}
	for permit, code := range map[string]int{"居住证": exitGood, "无": exitRefused} {
		a := sample.Clean("山西", filing.KindPerson)
		a.Set(filing.FieldResidencePermit, permit)
		var screen, complaints bytes.Buffer
		if got := onSamples(bytes.NewReader(workbookOf(t, a)), &screen, &complaints, "check", "--lang", "zh", "--rules", folder, "-"); got != code {
			t.Errorf("居住证明 %s: exit code %d, want %d\n%s%s", permit, got, code, &screen, &complaints)
		}
		if says := strings.Contains(screen.String(), "个人网站须提供居住证 [SX-01]"); says != (code == exitRefused) {
			t.Errorf("居住证明 %s: %s", permit, &screen)
		}
	}
}
