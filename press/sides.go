package press

import "github.com/icpgen/icpgen/forms"

// simplex reports whether a paper is printed on fronts only though the job is
// for both sides.
func (s JobSettings) simplex(form string) bool { return s.Duplex && forms.Simplex(form) }

// backed reports whether the n-th of a paper's pages, from 1, has an empty back:
// in a job for both sides each page of a simplex paper, and of another the last
// where it is on a front. A sheet of ours is a paper of no form.
func (s JobSettings) backed(form string, n, pages int) bool {
	return s.simplex(form) || s.Duplex && n == pages && n%2 == 1
}

// sides is how many sides a paper of so many pages takes, with its empty backs.
func (s JobSettings) sides(form string, pages int) int {
	sides := pages
	for n := 1; n <= pages; n++ {
		if s.backed(form, n, pages) {
			sides++
		}
	}
	return sides
}

// ownSides is how many sides a sheet of ours takes: a separator, the summary.
func (s JobSettings) ownSides() int { return s.sides("", 1) }

// sheets is how many sheets so many sides take.
func (s JobSettings) sheets(sides int) int {
	if s.Duplex {
		return (sides + 1) / 2
	}
	return sides
}
