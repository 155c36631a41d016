package press

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// strange are applications with everything that a value can be.
func strange(n int) *filing.Application {
	a := &filing.Application{ID: fmt.Sprint("x", n), Place: filing.Place{Workbook: "a.xlsx", Sheet: fmt.Sprint("表", n%2), Row: n + 2}}
	for i, f := range filing.Fields() {
		v := &a.Values[f]
		switch (i + n) % 6 {
		case 0:
			v.Text, v.Cell = strings.Repeat("字𬭎", i), fmt.Sprintf("AN%d", n+2)
		case 1:
			v.Text, v.Typed, v.Cell = "12", "１２", fmt.Sprintf("B%d", n+2)
		case 2:
			v.Text, v.Number, v.Cell = "3", true, fmt.Sprintf("C%d", n+3) // of a card
		case 3:
			v.Fault, v.Cell = filing.Fault(1+n%3), fmt.Sprintf("D%d", n+2)
		case 4:
			v.Cell = fmt.Sprintf("E%d", n+2)
		}
	}
	if n%3 == 0 {
		a.Twice = []filing.Field{filing.FieldRemark, filing.FieldAddress}
	}
	return a
}

// What comes out of a backlog is what went in, over many chunks, and after
// what was added last was taken back.
func TestBacklog(t *testing.T) {
	const n = 900
	var b backlog
	for i := range n {
		b.add(strange(i), "home")
	}
	for _, mark := range []int{n, n - 1, n / 2, 3} {
		for range 400 {
			b.add(strange(7777), "elsewhere")
		}
		b.cut(mark)
		if b.mark() != mark {
			t.Fatalf("%d are left, want %d", b.mark(), mark)
		}
	}
	for i := 3; i < n; i++ {
		b.add(strange(i), "home")
	}
	b.close()
	if len(b.chunks) < 3 {
		t.Errorf("only %d chunks", len(b.chunks))
	}
	for i := range n {
		k := i * 7 % n
		if got, want := b.application(k), strange(k); !reflect.DeepEqual(got, want) {
			t.Fatalf("%d came out as\n%+v, went in as\n%+v", k, got, want)
		}
		if b.entries[k].home != "home" {
			t.Errorf("%d: %+v", k, b.entries[k])
		}
	}
}
