package workbook

// recounting is a recount beside the reading: it goes over what the reading is
// done with while that goes on.
type recounting struct {
	steps chan *step
	spare chan *step
	now   *step
	ended chan any // what it panicked with; nil
	of    *recount
}

// step is some bytes of the sheet's part, and the cells that were read up to
// their end.
type step struct {
	part  []byte
	names []byte
	ends  []int // of names
}

// recountBeside begins one. It has to be closed or abandoned.
func recountBeside(r *recount) *recounting {
	const held = 3 // read into, on its way, counted
	c := &recounting{make(chan *step, held), make(chan *step, held), &step{}, make(chan any, 1), r}
	for range held - 1 {
		c.spare <- &step{}
	}
	steps := c.steps
	go func() {
		defer func() {
			fault := recover()
			for s := range steps { // whoever reads is not to wait for ever
				c.spare <- s
			}
			c.ended <- fault
		}()
		for s := range steps {
			r.take(s)
			c.spare <- s
		}
	}()
	return c
}

func (r *recount) take(s *step) {
	from := 0
	for _, end := range s.ends {
		r.met(s.names[from:end])
		from = end
	}
	r.watch(s.part)
}

// met takes the next cell that was read.
func (c *recounting) met(read *cell) {
	c.now.names = appendRef(c.now.names, read.row, read.col)
	c.now.ends = append(c.now.ends, len(c.now.names))
}

// watch takes the next bytes of the sheet's part.
func (c *recounting) watch(part []byte) {
	c.now.part = append(c.now.part[:0], part...)
	c.steps <- c.now
	c.now = <-c.spare
	c.now.names, c.now.ends = c.now.names[:0], c.now.ends[:0]
}

// close ends the count, and says whether the reading has met the same cells.
func (c *recounting) close() error {
	c.watch(nil)
	c.abandon()
	if fault := <-c.ended; fault != nil {
		panic(fault)
	}
	return c.of.close()
}

// abandon ends the count where the reading ends before its time.
func (c *recounting) abandon() {
	if c.steps != nil {
		close(c.steps)
		c.steps = nil
	}
}
