package press

import (
	"bytes"
	"crypto/sha256"

	"github.com/icpgen/icpgen/filing"
)

// identity is all that decides what a run prints, as it is read: rules, the day,
// the provider, workbooks. The day can be another in hindsight, so that of a
// finished print job it can be found out.
type identity struct {
	read   bytes.Buffer
	before int // bytes before the day
}

func (id *identity) Write(p []byte) (int, error) { return id.read.Write(p) }

// leaveDay leaves the place for the day.
func (id *identity) leaveDay() { id.before = id.read.Len() }

// sum is a digest of all, with the day to judge by.
func (id *identity) sum(day filing.Day) [sha256.Size]byte {
	all := id.read.Bytes()
	text := append(append(all[:id.before:id.before], day.String()...), all[id.before:]...)
	return sha256.Sum256(text)
}

// jobIDOn is the number of the print job that is made of all this on a day,
// however much of it is printed. It has no digits, so that nobody takes it for a
// number of somebody's.
func (j *Job) jobIDOn(day filing.Day) string {
	const letters = "BCDFGHJKLMNPQRST"
	var id []byte
	sum := j.identity.sum(day)
	for _, b := range sum[:4] {
		id = append(id, letters[b>>4], letters[b&15])
	}
	return string(id[:4]) + "-" + string(id[4:])
}

// Days around its own among which the day of a print job is sought.
const (
	daysBefore = 1000
	daysAfter  = 100
)

// dayOf finds the day on which a job of that number was printed, the nearest
// first. There is none when the job comes of other workbooks, rules or settings.
func (j *Job) dayOf(jobID string) (filing.Day, bool) {
	for n := range daysBefore {
		if day := j.settings.Day.AddDays(-n); j.jobIDOn(day) == jobID {
			return day, true
		}
		if day := j.settings.Day.AddDays(n); n <= daysAfter && j.jobIDOn(day) == jobID {
			return day, true
		}
	}
	return filing.Day{}, false
}

// on is the same job, judged by another day.
func (j *Job) on(day filing.Day) *Job {
	if day == j.settings.Day {
		return j
	}
	other := *j
	other.settings.Day = day
	other.jobID = j.jobIDOn(day)
	other.judges = judgesOf(&other)
	other.verdict = other.judgement
	return &other
}
