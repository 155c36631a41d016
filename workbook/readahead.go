package workbook

import "io"

// aheadSize is how many bytes are fetched ahead at a time.
const aheadSize = 64 << 10

// readahead reads on while what it has read is looked at: of a large part,
// unpacking takes as long as a good deal of the rest. It reads no more than one
// block ahead and nothing of it has to be closed.
type readahead struct {
	from  io.Reader
	rest  []byte // of the block at hand
	spare []byte
	err   error // behind it
	next  chan block
}

type block struct {
	data  []byte
	err   error
	fault any // a panic, which belongs to whoever reads
}

func readAhead(from io.Reader) *readahead {
	r := &readahead{from: from, spare: make([]byte, aheadSize), next: make(chan block, 1)}
	go r.fetch(make([]byte, aheadSize))
	return r
}

func (r *readahead) fetch(into []byte) {
	var b block
	defer func() {
		b.fault = recover()
		r.next <- b
	}()
	n := 0
	for b.err == nil && n < len(into) {
		var got int
		got, b.err = r.from.Read(into[n:])
		n += got
	}
	b.data = into[:n]
}

func (r *readahead) Read(b []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		next := <-r.next
		if next.fault != nil {
			panic(next.fault)
		}
		r.rest, r.err = next.data, next.err
		if r.err == nil {
			into := r.spare
			r.spare = next.data[:aheadSize]
			go r.fetch(into)
		}
	}
	n := copy(b, r.rest)
	if r.rest = r.rest[n:]; n == 0 && len(b) > 0 {
		return 0, r.err
	}
	return n, nil
}
