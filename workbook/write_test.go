package workbook

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

// sample is an application with every field filled, in words that a clerk
// could have typed.
func sample(id string) *filing.Application {
	a := &filing.Application{ID: id}
	for _, f := range filing.Fields() {
		text := f.Heading() + "甲"
		switch {
		case hasDay(f):
			text = "2031-02-28"
		case len(f.List()) > 0:
			text = f.List()[len(f.List())-1]
		case f.IsNumber():
			text = "11010519491231002X"
		}
		a.Set(f, text)
	}
	a.Set(filing.FieldApplicationID, id)
	a.Set(filing.FieldLegalDocExpiry, filing.LongTerm)
	a.Set(filing.FieldDomains, "example.com\nexample.cn")
	a.Set(filing.FieldPrincipalMobile, "13800138000")
	a.Set(filing.FieldSubjectName, "𬭎𫖯（北京）有限公司")
	a.Set(filing.FieldRemark, "")
	return a
}

func same(t *testing.T, got, want *filing.Application) {
	t.Helper()
	if got.ID != want.ID {
		t.Errorf("id %q, want %q", got.ID, want.ID)
	}
	for _, f := range filing.Fields() {
		if got.Text(f) != want.Text(f) {
			t.Errorf("%s: %q, want %q", f, got.Text(f), want.Text(f))
		}
		if v := got.Values[f]; v.Cell == "" || v.Fault != filing.NoFault || v.Typed != "" {
			t.Errorf("%s: %+v", f, v)
		}
	}
}

func TestWriteTable(t *testing.T) {
	bare := &filing.Application{ID: "0004"}
	bare.Set(filing.FieldSubjectName, "张三")
	lost := &filing.Application{ID: "0005"}
	lost.Values[filing.FieldLegalDocNo] = filing.Value{Text: "110105194912310000", Number: true}
	apps := []*filing.Application{sample("A-1"), sample("A-2"), bare, lost}
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := WriteTable(w, apps); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("written twice, other bytes")
	}
	b, err := Read("a.xlsx", first.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Applications) != len(apps) || len(b.Findings) != 0 || b.Sheets[0].Headings != 1 {
		t.Fatalf("%d applications, findings %+v", len(b.Applications), b.Findings)
	}
	for i := range apps {
		same(t, b.Applications[i], apps[i])
	}
	if got := b.Applications[3].Values[filing.FieldLegalDocNo]; !got.Number {
		t.Errorf("a number came back as text: %+v", got)
	}
	if got := b.Applications[0].Values[filing.FieldLegalDocNo]; got.Number {
		t.Errorf("a text came back as a number: %+v", got)
	}
	checkCensus(t, b)
}

func TestWriteCard(t *testing.T) {
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := WriteCard(w, sample("A-1")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("written twice, other bytes")
	}
	b, err := Read("a.xlsx", first.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Applications) != 1 || len(b.Findings) != 0 || b.Sheets[0].Layout != Card || b.Applications[0].Place.Row != 3 {
		t.Fatalf("%+v %+v", b.Sheets, b.Findings)
	}
	same(t, b.Applications[0], sample("A-1"))
	if want := 1 + len(groups); left(b, IsTitle) != want || left(b, Remark) != 0 {
		t.Errorf("census %+v", b.Census)
	}
}

// What a clerk counts on when typing into the sheet.
func TestWrittenSheet(t *testing.T) {
	var buf bytes.Buffer
	if err := WriteTable(&buf, nil); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range filing.Fields() {
		col := letters(int(field))
		head, _ := f.GetCellValue(sheetTitle, col+"1")
		if starred := strings.Contains(head, "*"); starred != field.RequiredFor(filing.AsUnit) {
			t.Errorf("%s is headed %q", field, head)
		}
		id, err := f.GetColStyle(sheetTitle, col)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if !hasDay(field) && style.NumFmt != textFormat {
			t.Errorf("%s: typed numbers would lose digits (format %d)", field, style.NumFmt)
		}
		if style.Font == nil || style.Font.Family != typeface {
			t.Errorf("%s: font %+v", field, style.Font)
		}
	}
	if p, err := f.GetPanes(sheetTitle); err != nil || !p.Freeze || p.YSplit != 1 {
		t.Errorf("panes %+v, %v", p, err)
	}
}

func TestGroupsHoldEveryField(t *testing.T) {
	next := filing.NoField + 1
	for _, g := range groups {
		if g.first != next || g.last < g.first {
			t.Errorf("%s begins with %s, not with %s", g.title, g.first, next)
		}
		next = g.last + 1
	}
	if fields := filing.Fields(); next != fields[len(fields)-1]+1 {
		t.Errorf("the last group ends before %s", next)
	}
}

// A failing writer is an error.
func TestWriteFails(t *testing.T) {
	if err := WriteTable(fails{}, nil); err == nil {
		t.Error("no error for a table")
	}
	if err := WriteCard(fails{}, sample("A-1")); err == nil {
		t.Error("no error for a card")
	}
}

type fails struct{}

func (fails) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }
