package verify

import "github.com/icpgen/icpgen/pdf/readback"

// copies are the papers seen last in a file of many, by which a copy of one is
// known before it is read: its pages are painted from the same objects.
type copies struct {
	papers [16][]readback.Source // the last ones, the one of number n where n counts them
	n      int
	of     []readback.Source // what is being copied
	came   int               // pages of the copy
}

// add adds a page to the last paper, or to a new one.
func (c *copies) add(s readback.Source, begins bool) {
	if begins {
		c.n++
		c.papers[c.n%len(c.papers)] = c.papers[c.n%len(c.papers)][:0]
	}
	at := &c.papers[c.n%len(c.papers)]
	*at = append(*at, s)
}

// known tells whether the page that comes next belongs to a copy.
func (c *copies) known(s readback.Source) bool {
	if !c.short() {
		c.of, c.came = nil, 0
		for _, p := range c.papers {
			if len(p) > 0 && p[0] == s {
				c.of = append([]readback.Source(nil), p...)
			}
		}
	}
	if c.came == len(c.of) || c.of[c.came] != s {
		return false
	}
	c.came++
	return true
}

// short tells that a copy has begun and is not complete.
func (c *copies) short() bool { return c.came > 0 && c.came < len(c.of) }
