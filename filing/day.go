package filing

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// LongTerm is what stands in place of a day when a document does not expire.
const LongTerm = "长期"

// Day is a calendar day without a clock or a time zone. The zero value is no
// day.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDay reads a day written as 2026-11-23, 2026/11/23, 2026.11.23,
// 2026年11月23日 or 20261123. Months and days may have one digit where they are
// set apart. A day that no calendar has (2026-02-30) is refused.
func ParseDay(s string) (Day, bool) {
	s = strings.TrimSpace(s)
	var year, month, day string
	if rest, found := strings.CutSuffix(s, "日"); found {
		rest = strings.ReplaceAll(rest, " ", "")
		var inYear, inMonth bool
		year, rest, inYear = strings.Cut(rest, "年")
		month, day, inMonth = strings.Cut(rest, "月")
		if !inYear || !inMonth {
			return Day{}, false
		}
	} else if len(s) == 8 && !strings.ContainsAny(s, "-/.") {
		year, month, day = s[:4], s[4:6], s[6:]
	} else {
		at := strings.IndexAny(s, "-/.")
		if at < 0 {
			return Day{}, false
		}
		parts := strings.Split(s, s[at:at+1])
		if len(parts) != 3 {
			return Day{}, false
		}
		year, month, day = parts[0], parts[1], parts[2]
	}
	if len(year) != 4 || len(month) > 2 || len(day) > 2 || !digitsOnly(year) || !digitsOnly(month) || !digitsOnly(day) {
		return Day{}, false
	}
	d := Day{decimal(year), time.Month(decimal(month)), decimal(day)}
	return d, d.real()
}

// IsLongTerm reports whether a text says that a document does not expire.
func IsLongTerm(s string) bool {
	switch strings.TrimSpace(s) {
	case LongTerm, "长期有效", "永久", "永久有效", "无固定期限":
		return true
	}
	return false
}

// decimal reads a short run of digits that digitsOnly has let through.
func decimal(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func (d Day) real() bool {
	return d.Year > 0 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Zero reports whether d is no day.
func (d Day) Zero() bool { return d == Day{} }

// String is the day in ISO 8601, 2026-11-23; empty for no day.
func (d Day) String() string {
	if d.Zero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare is negative when d comes before e, zero on the same day.
func (d Day) Compare(e Day) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d comes before e.
func (d Day) Before(e Day) bool { return d.Compare(e) < 0 }

// After reports whether d comes after e.
func (d Day) After(e Day) bool { return d.Compare(e) > 0 }

// AddDays is the day n days later.
func (d Day) AddDays(n int) Day { return dayOf(d.noon().AddDate(0, 0, n)) }

// AddMonths is the same day n months later, or the last of that month where it
// is shorter: one month after 31 January is 28 or 29 February.
func (d Day) AddMonths(n int) Day {
	months := d.Year*12 + int(d.Month) - 1 + n
	year, month := months/12, time.Month(months%12+1)
	return Day{year, month, min(d.Day, daysIn(year, month))}
}

// Sub is the number of days from e to d.
func (d Day) Sub(e Day) int { return int(d.noon().Sub(e.noon()) / (24 * time.Hour)) }

// AgeOn is the age in full years, on the given day, of who was born on d. A
// year is full on the birthday; on 1 March for who was born on 29 February.
func (d Day) AgeOn(day Day) int {
	age := day.Year - d.Year
	if day.Month < d.Month || day.Month == d.Month && day.Day < d.Day {
		age--
	}
	return age
}

func (d Day) noon() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

func dayOf(t time.Time) Day {
	year, month, day := t.Date()
	return Day{year, month, day}
}
