package press

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/verify"
)

// toldFaults are those of a print job: a hundred are listed, the others counted.
type toldFaults struct {
	list []report.Fault
	more int
}

const mostTold = 100

func (t *toldFaults) add(f report.Fault) {
	if len(t.list) == mostTold {
		t.more++
		return
	}
	t.list = append(t.list, f)
}

// all are the faults in the order of the pages.
func (t *toldFaults) all() []report.Fault {
	slices.SortStableFunc(t.list, func(a, b report.Fault) int { return cmp.Compare(a.Page, b.Page) })
	if t.more > 0 {
		t.list = append(t.list, report.Fault{Promise: t.list[len(t.list)-1].Promise, Words: filing.Words{
			ZH: fmt.Sprintf("另有 %d 处不符没有列出", t.more), EN: fmt.Sprintf("and %d more, not listed", t.more)}})
	}
	return t.list
}

// tell tells a fault at a page, 0 for none, of an application or of nobody.
func (h *heldJob) tell(promise string, page int, at int32, form, zh, en string) {
	if page > 0 {
		zh, en = fmt.Sprintf("第 %d 页：%s", page, zh), fmt.Sprintf("page %d: %s", page, en)
	} else if at >= 0 {
		id := h.shownID(at)
		zh, en = "申请 "+id+"："+zh, "application "+id+": "+en
	}
	h.told.add(h.placed(report.Fault{Promise: promise, Page: page, Words: filing.Words{ZH: zh, EN: en}}, at, form))
}

// tellAt tells a fault of what belongs to a head.
func (h *heldJob) tellAt(head int, zh, en string) {
	h.tell(verify.Order, int(h.heads[head].page), h.heads[head].at, "", zh, en)
}

// judged tells a fault of a page that was judged.
func (h *heldJob) judged(f verify.Fault) {
	fault := report.Fault{Promise: f.Promise, Page: f.Page, Words: f.Words}
	if f.Page < 1 || f.Page > len(h.shows) {
		h.told.add(fault)
		return
	}
	head, _ := slices.BinarySearchFunc(h.heads, int32(f.Page)+1, func(a beginning, page int32) int { return cmp.Compare(a.page, page) })
	at := h.heads[head-1].at
	if at >= 0 && f.Field != filing.NoField {
		place := h.backlog.application(int(at)).At(f.Field)
		fault.Field, fault.Cell = f.Field, place.Cell
		shown := filing.Escape(place.String())
		fault.Words.ZH += "；工作簿里是 " + shown
		fault.Words.EN += "; in the workbook it is " + shown
	}
	h.told.add(h.placed(fault, at, h.formAt(f.Page)))
}

// formAt is the paper that a page belongs to; "" for none.
func (h *heldJob) formAt(page int) string {
	for page > 1 && h.shows[page-1] == signMore {
		page--
	}
	return h.shows[page-1].form()
}

// placed says of a fault on which sheet it is, and of what.
func (h *heldJob) placed(f report.Fault, at int32, form string) report.Fault {
	f.Form = form
	if at >= 0 {
		f.Application = h.shownID(at)
	}
	if f.Page == 0 {
		return f
	}
	f.Sheet = h.sheet(f.Page)
	zh, en := fmt.Sprintf("（第 %d 张", f.Sheet), fmt.Sprintf(" (sheet %d", f.Sheet)
	if f.Application != "" {
		zh, en = zh+"，申请 "+f.Application, en+", application "+f.Application
	}
	if form != "" {
		zh, en = zh+"，"+form, en+", "+form
	}
	page := filing.Words{ZH: fmt.Sprintf("第 %d 页", f.Page), EN: fmt.Sprintf("page %d", f.Page)}
	f.Words.ZH = strings.Replace(f.Words.ZH, page.ZH, page.ZH+zh+"）", 1)
	f.Words.EN = strings.Replace(f.Words.EN, page.EN, page.EN+en+")", 1)
	return f
}

// shownID is an application's id as messages may show it.
func (j *Job) shownID(at int32) string {
	return filing.Escape(filing.MaskAll(j.backlog.entries[at].id))
}
