package press

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
)

// goldensOf compares the papers of applications with the goldens in a folder.
func goldensOf(t *testing.T, at string, apps []*filing.Application, update bool, refused ...int) report.Goldens {
	t.Helper()
	g, err := read(t, "", apps, refused...).Golden(context.Background(), at, update)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func states(g report.Goldens) map[string]report.GoldenState {
	all := map[string]report.GoldenState{}
	for _, p := range g.Papers {
		all[p.Paper] = p.State
	}
	return all
}

// TestGoldens: three applications of four papers each, one of them refused.
func TestGoldens(t *testing.T) {
	at := filepath.Join(t.TempDir(), "goldens")
	if _, there := GoldenDay(at); there {
		t.Error("a day of no goldens")
	}
	every := func(g report.Goldens, n int, state report.GoldenState) {
		t.Helper()
		for paper, is := range states(g) {
			if is != state {
				t.Errorf("%s: %s, want %s", paper, is, state)
			}
		}
		if len(g.Papers) != n {
			t.Errorf("%d papers, want %d", len(g.Papers), n)
		}
	}
	missing := goldensOf(t, at, companies(3), false, 1)
	every(missing, 8, report.GoldenMissing)
	if len(missing.Unprinted) != 1 || missing.Unprinted[0].Application != "A002" || !slices.Equal(missing.Unprinted[0].Rules, []string{"D-12"}) {
		t.Errorf("not printed: %+v", missing.Unprinted)
	}
	if _, err := os.Stat(at); err == nil {
		t.Error("a comparison wrote something")
	}
	every(goldensOf(t, at, companies(3), true, 1), 8, report.GoldenMissing)
	if kept, there := GoldenDay(at); !there || kept != day {
		t.Errorf("their day: %v %v", kept, there)
	}
	every(goldensOf(t, at, companies(3), false, 1), 8, report.GoldenSame)

	// A name that changes moves the papers of its application and no other.
	changed := companies(3)
	changed[2].Set(filing.FieldSiteOwnerName, "王五")
	moved := 0
	for paper, is := range states(goldensOf(t, at, changed, false, 1)) {
		switch ours := strings.HasPrefix(paper, "A003"); {
		case ours && is == report.GoldenMoved:
			moved++
		case is != report.GoldenSame:
			t.Errorf("%s: %s", paper, is)
		}
	}
	if moved == 0 {
		t.Error("nothing moved")
	}

	// The same items in other bytes.
	sums := filepath.Join(at, sumsName)
	text, err := os.ReadFile(sums)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	lines[1] = strings.Repeat("0", 64) + lines[1][64:]
	if err := os.WriteFile(sums, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	redrawn := 0
	for _, is := range states(goldensOf(t, at, companies(3), false, 1)) {
		if is == report.GoldenRedrawn {
			redrawn++
		}
	}
	if redrawn != 1 {
		t.Errorf("%d papers were redrawn, want 1", redrawn)
	}

	// Goldens that no paper claims are told, and go when the others are updated;
	// what is no golden stays.
	note := filepath.Join(at, "A003-南京某某3科技有限公司", "核验单.md")
	if err := os.WriteFile(note, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	unclaimed := 0
	for paper, is := range states(goldensOf(t, at, companies(2), true)) {
		if is == report.GoldenUnclaimed && strings.HasPrefix(paper, "A003") {
			unclaimed++
		}
	}
	if unclaimed != 4 {
		t.Errorf("%d goldens are unclaimed, want 4", unclaimed)
	}
	if left, _ := filepath.Glob(filepath.Join(at, "A003*", "*")); len(left) != 1 || left[0] != note {
		t.Errorf("left: %q", left)
	}
	every(goldensOf(t, at, companies(2), false), 8, report.GoldenSame)
}

func TestGoldensOfNothingAndNowhere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]string{"a file": file, "in a file": filepath.Join(file, "goldens")} {
		if _, err := read(t, "", companies(1)).Golden(context.Background(), at, true); err == nil || AsFailure(err).Kind != Output {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := read(t, "", nil).Golden(context.Background(), t.TempDir(), false); err == nil || AsFailure(err).Kind != Input {
		t.Errorf("nothing filled in: %v", err)
	}
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := read(t, "", companies(3)).Golden(over, t.TempDir(), true); err == nil || AsFailure(err).Words != Interrupted().Words {
		t.Errorf("interrupted: %v", err)
	}
}

func TestBaselinesAreOnlyPutOverBaselines(t *testing.T) {
	at := filepath.Join(t.TempDir(), "known.json")
	if _, err := ReadBaseline(at); err == nil || AsFailure(err).Kind != Input {
		t.Errorf("none: %v", err)
	}
	for range 2 { // new, and over itself
		if err := WriteBaseline(at, &report.Baseline{}); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadBaseline(at); err != nil {
			t.Error(err)
		}
	}
	if err := os.WriteFile(at, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteBaseline(at, &report.Baseline{}); err == nil || AsFailure(err).Kind != Output {
		t.Errorf("over a letter: %v", err)
	}
	if text, _ := os.ReadFile(at); string(text) != "a letter" {
		t.Errorf("the letter is %q", text)
	}
}
