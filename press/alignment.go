package press

import (
	"cmp"
	"slices"
)

// What an alignment costs: a page too many and one missing as much as each
// other, another kind of page in the place of one a little less than both, and
// hardly anything a page that lost its title.
const (
	alone   = 2
	another = 3
	untold  = 1
)

// mostCells is up to which size two lists of pages are aligned; beyond, what
// differs is told as a whole.
const mostCells = 1 << 22

// align lays the pages seen beside those expected, so that least has to be
// missing or too many, and tells of each page seen which one it is, -1 for none.
// Both keep their order.
func align(seen, expected []sign) []int {
	at := make([]int, len(seen))
	head := 0
	for head < min(len(seen), len(expected)) && seen[head] == expected[head] {
		at[head] = head
		head++
	}
	tail := 0
	for tail < min(len(seen), len(expected))-head && seen[len(seen)-1-tail] == expected[len(expected)-1-tail] {
		tail++
		at[len(seen)-tail] = len(expected) - tail
	}
	a, b := seen[head:len(seen)-tail], expected[head:len(expected)-tail]
	for i := range a {
		at[head+i] = -1
	}
	if len(a) == 0 || len(b) == 0 || (len(a)+1)*(len(b)+1) > mostCells {
		return at
	}
	// cost[i][j] is that of the rests from i and j on.
	width := len(b) + 1
	cost := make([]int32, (len(a)+1)*width)
	for i := len(a); i >= 0; i-- {
		for j := len(b); j >= 0; j-- {
			switch c := &cost[i*width+j]; {
			case i == len(a):
				*c = int32(alone * (len(b) - j))
			case j == len(b):
				*c = int32(alone * (len(a) - i))
			default:
				*c = min(cost[(i+1)*width+j+1]+instead(a[i], b[j]), cost[(i+1)*width+j]+alone, cost[i*width+j+1]+alone)
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cost[i*width+j]; {
		case c == cost[(i+1)*width+j+1]+instead(a[i], b[j]):
			at[head+i] = head + j
			i, j = i+1, j+1
		case c == cost[(i+1)*width+j]+alone:
			i++
		default:
			j++
		}
	}
	return at
}

// instead is what it costs to take a page for the one expected.
func instead(seen, expected sign) int32 {
	switch {
	case seen == expected:
		return 0
	case seen == signMore && expected >= signPaper:
		return untold
	}
	return another
}

// rising marks what of a list is in order, as much as can be.
func rising(list []int, key func(int) int32) []bool {
	var ends []int // of runs in order by their length: the place of the least last
	before := make([]int, len(list))
	for n := range list {
		length, _ := slices.BinarySearchFunc(ends, key(list[n]), func(end int, wanted int32) int { return cmp.Compare(key(list[end]), wanted) })
		if before[n] = -1; length > 0 {
			before[n] = ends[length-1]
		}
		if length == len(ends) {
			ends = append(ends, n)
		} else {
			ends[length] = n
		}
	}
	kept := make([]bool, len(list))
	if len(ends) > 0 {
		for n := ends[len(ends)-1]; n >= 0; n = before[n] {
			kept[n] = true
		}
	}
	return kept
}
