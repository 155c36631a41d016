package press

import (
	"slices"
	"testing"
)

// TestAlign lays pages seen, a letter each, beside those expected: B a back, S a
// separator, m a page without a title, 0 to 3 the papers.
func TestAlign(t *testing.T) {
	signs := func(letters string) (s []sign) {
		for _, l := range letters {
			switch l {
			case 'B':
				s = append(s, signBack)
			case 'S':
				s = append(s, signSeparator)
			case 'm':
				s = append(s, signMore)
			default:
				s = append(s, signPaper+sign(l-'0'))
			}
		}
		return s
	}
	const none = -1
	for _, c := range []struct {
		seen, expected string
		want           []int
	}{
		{"SB0B1B", "SB0B1B", []int{0, 1, 2, 3, 4, 5}},
		{"", "01", []int{}},
		{"01", "", []int{none, none}},
		{"0123", "01123", []int{0, 1, 3, 4}},
		{"0133", "0123", []int{0, 1, 2, 3}},                  // another in its place
		{"01m3", "0123", []int{0, 1, 2, 3}},                  // one that lost its title
		{"01B2B3B", "0B1B2B3B", []int{0, 2, 3, 4, 5, 6, 7}},  // the back of the first
		{"012012", "0120123", []int{0, 1, 2, 3, 4, 5}},       // the last
		{"0121012", "012012", []int{0, 1, 2, none, 3, 4, 5}}, // one too many
		{"20B1B", "S0B1B", []int{0, 1, 2, 3, 4}},             // for the separator
		{"1m1m", "1m1m1m", []int{0, 1, 2, 3}},                // a copy of two pages
		{"1mm1m", "1m1m", []int{0, 1, none, 2, 3}},           // a page too many between
	} {
		if got := align(signs(c.seen), signs(c.expected)); !slices.Equal(got, c.want) {
			t.Errorf("%s beside %s: %v, want %v", c.seen, c.expected, got, c.want)
		}
	}
}

// TestRising marks the longest run in order.
func TestRising(t *testing.T) {
	for _, c := range []struct {
		list []int
		most int
	}{{nil, 0}, {[]int{1, 2, 3}, 3}, {[]int{2, 1, 3}, 2}, {[]int{4, 1, 2, 3}, 3}, {[]int{3, 2, 1}, 1}, {[]int{0, 5, 1, 6, 2, 7, 3}, 4}} {
		kept, last, n := rising(c.list, func(i int) int32 { return int32(i) }), -1, 0
		for i, k := range kept {
			if !k {
				continue
			}
			if n++; c.list[i] <= last {
				t.Errorf("%v: %v is not in order", c.list, kept)
			}
			last = c.list[i]
		}
		if n != c.most {
			t.Errorf("%v: %v keeps %d, want %d", c.list, kept, n, c.most)
		}
	}
}

// TestDayOfAJob finds the day on which a job of that number was printed.
func TestDayOfAJob(t *testing.T) {
	job := read(t, t.TempDir(), companies(2))
	for _, n := range []int{0, -1, 1, -400, 90} {
		want := day.AddDays(n)
		if got, ok := job.dayOf(job.jobIDOn(want)); !ok || got != want || job.on(want).jobID != job.jobIDOn(want) {
			t.Errorf("%d days: %v %v", n, got, ok)
		}
	}
	other := read(t, t.TempDir(), companies(3))
	if got, ok := job.dayOf(other.jobID); ok {
		t.Error("of another workbook:", got)
	}
}
