package filing

import "testing"

func TestParseDay(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"2026-11-23", "2026-11-23"},
		{"2026/11/23", "2026-11-23"},
		{"2026.1.3", "2026-01-03"},
		{"2026年11月23日", "2026-11-23"},
		{"2026 年 1 月 3 日", "2026-01-03"},
		{"20261123", "2026-11-23"},
		{" 2024-02-29 ", "2024-02-29"},
		{"2026-02-29", ""},
		{"2026-13-01", ""},
		{"2026-00-10", ""},
		{"2026-11-00", ""},
		{"0000-11-01", ""},
		{"2026-11/23", ""},
		{"26-11-23", ""},
		{"2026-11-023", ""},
		{"2026-11", ""},
		{"2026年11月", ""},
		{"11月23日", ""},
		{"2026-11-23 08:00", ""},
		{"2026-+1-23", ""},
		{"46349", ""},
		{"长期", ""},
		{"", ""},
	} {
		day, ok := ParseDay(c.typed)
		if !ok {
			day = Day{}
		}
		if day.String() != c.want || ok != (c.want != "") {
			t.Errorf("ParseDay(%q) = %q, %v; want %q", c.typed, day, ok, c.want)
		}
	}
}

func TestDayReckoning(t *testing.T) {
	day := func(s string) Day {
		d, ok := ParseDay(s)
		if !ok {
			t.Fatalf("no day: %s", s)
		}
		return d
	}
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-11-23", 3, "2027-02-23"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-01-15", 0, "2026-01-15"},
	} {
		if got := day(c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
	for _, c := range []struct{ born, on, age string }{
		{"2008-11-23", "2026-11-22", "17"},
		{"2008-11-23", "2026-11-23", "18"},
		{"2008-02-29", "2026-02-28", "17"},
		{"2008-02-29", "2026-03-01", "18"},
		{"2008-12-01", "2026-11-30", "17"},
	} {
		if got := day(c.born).AgeOn(day(c.on)); got != decimal(c.age) {
			t.Errorf("born %s, on %s: %d, want %s", c.born, c.on, got, c.age)
		}
	}
	if got := day("2026-11-23").AddDays(10).String(); got != "2026-12-03" {
		t.Errorf("AddDays: %s", got)
	}
	if got := day("2026-03-01").Sub(day("2026-02-01")); got != 28 {
		t.Errorf("Sub: %d", got)
	}
	if a, b := day("2026-11-23"), day("2026-12-01"); !a.Before(b) || a.After(b) || b.Before(a) || !b.After(a) || a.Compare(a) != 0 {
		t.Error("the order of days is wrong")
	}
	if (Day{}).String() != "" || !(Day{}).Zero() {
		t.Error("no day has to be blank")
	}
}

func TestIsLongTerm(t *testing.T) {
	for s, want := range map[string]bool{"长期": true, " 长期有效": true, "2026-11-23": false, "": false} {
		if IsLongTerm(s) != want {
			t.Errorf("IsLongTerm(%q) is not %v", s, want)
		}
	}
}
