package workbook

import (
	"bytes"
	"fmt"
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
