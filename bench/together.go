package main

import (
	"bytes"
	"compress/flate"
	"io"
	"runtime"
	"slices"
	"sync"
	"time"
)

// together is how much more two cores of this machine compute than one, on data
// that fit into a core's own memory: what no program's second core can surpass.
func together() float64 {
	runtime.GOMAXPROCS(2)
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	for i := range 1 << 18 {
		w.Write([]byte{byte(i * i >> 9)})
	}
	w.Close()
	work := func() {
		for range 3000 {
			io.Copy(io.Discard, flate.NewReader(bytes.NewReader(packed.Bytes())))
		}
	}
	var one, two []time.Duration
	for range turns {
		begin := time.Now()
		work()
		one = append(one, time.Since(begin))
		begin = time.Now()
		var both sync.WaitGroup
		both.Go(work)
		both.Go(work)
		both.Wait()
		two = append(two, time.Since(begin))
	}
	return 2 * slices.Min(one).Seconds() / slices.Min(two).Seconds()
}
