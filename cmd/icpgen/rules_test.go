package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/rules"
)

// In English the rulebook names its sources, its ways and its people in
// English; conditions and examples are told in the workbook's headings, as
// rules are written. What the rules themselves say is TestRulesInBothLanguages'.
func TestRulebookInEnglish(t *testing.T) {
	told := func(args ...string) string {
		var screen bytes.Buffer
		c := spoken(filing.English)
		c.Stdout = &screen
		if code := c.Run(t.Context(), append([]string{"rules"}, args...)); code != exitGood {
			t.Fatalf("%v: code %d", args, code)
		}
		return screen.String()
	}
	rows := 0
	for line := range strings.Lines(told()) {
		if !strings.HasPrefix(line, "  ") {
			continue
		}
		rows++
		columns := regexp.MustCompile(`\s{2,}`).Split(strings.TrimSpace(line), -1)
		if len(columns) != 4 || hanWords.MatchString(strings.Join(columns[:3], "")) {
			t.Errorf("%q", columns)
		}
	}
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	if rows != len(book.Rules()) {
		t.Errorf("%d rows, %d rules", rows, len(book.Rules()))
	}
	for _, id := range []string{"M-01", "D-14", "GD-02", "GD-03", "JX-02"} {
		heading, rest, _ := strings.Cut(told(id), "\n")
		if hanWords.MatchString(heading) || !strings.Contains(rest, "who: ") || strings.Contains(rest, "who: 个人") || strings.Contains(rest, "who: 全体") {
			t.Errorf("%s\n%s", heading, rest)
		}
	}
	// A province by any of its names.
	for _, name := range []string{"广东", "广东省", "Guangdong", "guangdong"} {
		if got := told(name); got != told("广东") {
			t.Errorf("%s: %.60s", name, got)
		}
	}
}
