package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// litter is how many bytes of garbage may lie about until they are collected.
const litter = 48 << 20

// collectLess trades memory for some of the time: little of what a run makes
// outlives a paper. How much is traded is settled anew after each collection,
// by what is alive then: one application can hold as much as a thousand others,
// and what is alive should not be multiplied. GOGC has the last word.
func (c *Command) collectLess() (stop func()) {
	if c.Env("GOGC") != "" {
		return func() {}
	}
	var stopped atomic.Bool
	var settle func(int)
	settle = func(int) {
		if stopped.Load() {
			return
		}
		debug.SetGCPercent(max(60, min(400, int(100*litter/(alive()+1)))))
		runtime.AddCleanup(new([4]uint64), settle, 0) // the next collection takes it
	}
	settle(0)
	return func() { stopped.Store(true) }
}

// alive is how many bytes the last collection left.
func alive() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
