package press

import (
	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/rules"
)

// intake takes a workbook's applications off its reader's hands: what the run has
// to know of all before it judges the first is found out while it reads on.
type intake struct {
	applications chan *filing.Application
	ended        chan any // what it panicked with; nil
}

// takeIn begins to take in the applications of a workbook in the folder home.
func (j *Job) takeIn(home string) *intake {
	in := &intake{make(chan *filing.Application, 64), make(chan any, 1)}
	go func() {
		defer func() {
			fault := recover()
			for range in.applications { // whoever hands on is not to wait for ever
			}
			in.ended <- fault
		}()
		for a := range in.applications {
			j.backlog.add(a, home)
			j.index.Add(a)
			j.titles = append(j.titles, titleOf(a))
		}
	}()
	return in
}

func (in *intake) add(a *filing.Application) error {
	in.applications <- a
	return nil
}

// close returns once all are taken in.
func (in *intake) close() {
	close(in.applications)
	if fault := <-in.ended; fault != nil {
		panic(fault)
	}
}

// takeBack forgets what was taken in since a mark.
func (j *Job) takeBack(mark int) {
	j.stale = j.stale || mark < j.backlog.mark()
	j.backlog.cut(mark)
	j.titles = j.titles[:mark]
}

// indexAnew makes the index of what is left where something was taken back.
func (j *Job) indexAnew() {
	if !j.stale {
		return
	}
	j.index = rules.NewIndex()
	for i := range j.backlog.entries {
		j.index.Add(j.backlog.application(i))
	}
}

// title is what an application is called by: numbers of people are masked.
type title struct {
	typed       bool // its id is a 申请编号
	id, subject string
}

func titleOf(a *filing.Application) title {
	t := title{typed: a.Text(filing.FieldApplicationID) != "", id: a.Discreet(a.ID)}
	if subject := a.Text(filing.FieldSubjectName); subject != "" {
		t.subject = filing.MaskAll(a.Discreet(subject))
	}
	return t
}
