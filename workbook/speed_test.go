package workbook

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/metrics"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

func many(n int) []byte {
	var apps []*filing.Application
	for i := range n {
		a := &filing.Application{}
		for _, f := range filing.Fields() {
			a.Set(f, fmt.Sprintf("%s%d", f.Heading(), i))
			if hasDay(f) {
				a.Set(f, "2027-01-31")
			}
		}
		apps = append(apps, a)
	}
	var b bytes.Buffer
	if err := WriteTable(&b, apps); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// BenchmarkEach tells, beside the time, the most that lay in the heap at once,
// the file not counted: what is alive and what has not been collected yet.
func BenchmarkEach(b *testing.B) {
	for _, rows := range []int{1000, 10_000} {
		data := many(rows)
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
			b.ReportAllocs()
			most := uint64(0)
			for b.Loop() {
				runtime.GC()
				metrics.Read(heap)
				before, n := heap[0].Value.Uint64(), 0
				_, err := Each("x.xlsx", bytes.NewReader(data), int64(len(data)), Options{}, func(*filing.Application) error {
					if n++; n%100 == 0 {
						metrics.Read(heap)
						most = max(most, heap[0].Value.Uint64()-min(before, heap[0].Value.Uint64()))
					}
					return nil
				})
				if err != nil || n != rows {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(most)/1e6, "MB-peak")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, rows := range []int{1, 1000, 10_000} {
		data := many(rows)
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				book, err := Read("x.xlsx", data, Options{})
				if err != nil || len(book.Applications) != rows {
					b.Fatal(err)
				}
			}
		})
	}
}
