package press

import (
	"fmt"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/rules"
)

func numbered(i int) *filing.Application {
	a := &filing.Application{ID: fmt.Sprintf("%04d", i)}
	a.Place.Row = i
	a.Set(filing.FieldApplicationID, a.ID)
	a.Set(filing.FieldDomains, fmt.Sprintf("a%d.example.com", i))
	return a
}

// What a workbook that is refused at its end had handed on is forgotten: by the
// backlog, by the names and by the rules over the whole run.
func TestTakenBack(t *testing.T) {
	j := &Job{index: rules.NewIndex()}
	take := func(from, to int) {
		in := j.takeIn(".")
		for i := from; i < to; i++ {
			if err := in.add(numbered(i)); err != nil {
				t.Fatal(err)
			}
		}
		in.close()
	}
	take(0, 3)
	mark := j.backlog.mark()
	take(3, 1500) // into a chunk that is packed already
	j.takeBack(mark)
	take(7, 8) // as one of those
	j.backlog.close()
	j.indexAnew()
	j.tellApart()
	for i, id := range []string{"0000", "0001", "0002", "0007"} {
		if a := j.backlog.application(i); a.ID != id || j.backlog.entries[i].folder != id {
			t.Errorf("%d: %s in %s, want %s", i, a.ID, j.backlog.entries[i].folder, id)
		}
	}
	if n := j.Applications(); n != 4 {
		t.Errorf("%d applications, want 4", n)
	}
	book, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	on, _ := filing.ParseDay("2026-11-23")
	for _, f := range book.Judge(j.index, profile.Default(), on).Verdict(3, j.backlog.application(3), nil).Findings {
		if f.Rule == "D-10" {
			t.Errorf("a domain of the application taken back counts: %+v", f)
		}
	}
}

// A fault of ours beside the reading comes up where the reading is, and nobody
// waits for whom it befell.
func TestIntakeFails(t *testing.T) {
	j := &Job{} // without an index
	in := j.takeIn(".")
	for i := range 1000 {
		in.add(numbered(i))
	}
	defer func() {
		if recover() == nil {
			t.Error("the fault is lost")
		}
	}()
	in.close()
}
