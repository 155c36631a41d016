package filing

import "strings"

// Nearest finds the word of the list that was probably meant: the one with the
// fewest slips of the pen (a letter or character changed, left out, put in, or
// two in the wrong order), within one slip in three; failing that, the one
// that has more than half of its characters in common. Of equals the first in
// the list is taken.
func Nearest(word string, list []string) (string, bool) {
	w := []rune(strings.ToLower(word))
	if len(w) == 0 {
		return "", false
	}
	best, fewest := "", 0
	for _, candidate := range list {
		c := []rune(strings.ToLower(candidate))
		slips := slips(w, c)
		if slips <= max(1, max(len(w), len(c))/3) && slips < max(len(w), len(c)) && (best == "" || slips < fewest) {
			best, fewest = candidate, slips
		}
	}
	if best != "" {
		return best, true
	}
	most := 0.5
	for _, candidate := range list {
		if s := likeness(w, []rune(strings.ToLower(candidate))); s > most {
			best, most = candidate, s
		}
	}
	return best, best != ""
}

// slips is the edit distance with neighbours exchanged (optimal string
// alignment).
func slips(a, b []rune) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, twoAbove := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], twoAbove[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// likeness is the share of characters that two words have in common, in
// whatever order: 1 for the same characters.
func likeness(a, b []rune) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	left := map[rune]int{}
	for _, r := range a {
		left[r]++
	}
	common := 0
	for _, r := range b {
		if left[r] > 0 {
			left[r]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
