package press

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
	"github.com/icpgen/icpgen/workbook/hostile"
)

// alike requires that check and render tell the same of every application, and
// returns how many findings that were. Without a folder nothing is written:
// what the two find is compared where they find it.
func alike(t *testing.T, name string, book []byte, out string, limits workbook.Limits) (found int) {
	t.Helper()
	job := func() *Job {
		s := Settings{Inputs: []string{StandardInput}, Stdin: bytes.NewReader(book), Day: sample.Day, Out: out, Workers: 2, Draft: true, Read: workbook.Options{Limits: limits}}
		j, err := Read(s)
		if err != nil {
			t.Fatal(name, err)
		}
		return j
	}
	if out == "" {
		j := job()
		for i := range j.Applications() {
			j.guarded(i, func(m *made) {
				_, laid := j.lay(m, false)
				found += len(laid)
				if tried := j.try(m); !reflect.DeepEqual(tried, laid) {
					t.Errorf("%s, %s: check finds %+v, render %+v", name, m.application.ID, tried, laid)
				}
			})
		}
		return found
	}
	var checked, rendered report.Gathered
	if _, err := job().Check(context.Background(), &checked); err != nil {
		t.Fatal(name, err)
	}
	if _, err := job().Render(context.Background(), &rendered); err != nil {
		t.Fatal(name, err)
	}
	if len(checked.Cases) != len(rendered.Cases) || len(checked.Cases) == 0 {
		t.Fatalf("%s: %d and %d applications", name, len(checked.Cases), len(rendered.Cases))
	}
	for i := range checked.Cases {
		a, b := checked.Cases[i].Verdict, rendered.Cases[i].Verdict
		found += len(a.Findings)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s, %s: check says %+v, render %+v", name, checked.Cases[i].Application.ID, a, b)
		}
	}
	return found
}

func TestCheckFindsWhatRenderFinds(t *testing.T) {
	samples, err := filepath.Glob("../samples/*.xlsx")
	if err != nil || len(samples) < 3 {
		t.Fatal(samples, err)
	}
	for _, path := range samples {
		book, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		alike(t, path, book, filepath.Join(t.TempDir(), "out"), workbook.Limits{})
	}
	var clean, odd []*filing.Application
	for _, p := range filing.Provinces {
		for _, kind := range sample.Kinds {
			clean = append(clean, sample.Clean(p.Name, kind))
		}
	}
	if found := alike(t, "clean", workbookOf(t, clean...), "", workbook.Limits{}); found > 0 {
		t.Errorf("%d findings at clean applications", found)
	}
	for i, text := range sample.Hostile {
		a := sample.Numbered(filing.Provinces[i%len(filing.Provinces)].Name, sample.Kinds[i%len(sample.Kinds)], i)
		for _, f := range []filing.Field{filing.FieldSubjectName, filing.FieldSiteName, filing.FieldRemark, filing.FieldAddress, filing.FieldSiteOwnerName} {
			a.Set(f, text)
		}
		odd = append(odd, a)
	}
	if alike(t, "odd", workbookOf(t, odd...), "", workbook.Limits{}) == 0 {
		t.Error("nothing found at odd texts")
	}
	alike(t, "odd, rendered", workbookOf(t, odd[:20]...), filepath.Join(t.TempDir(), "out"), workbook.Limits{})
}

func TestCheckFindsWhatRenderFindsInHostileFiles(t *testing.T) {
	found := 0
	for _, c := range hostile.Cases() {
		if c.Refused() || c.File != "" && filepath.Ext(c.File) != ".xlsx" {
			continue
		}
		if testing.Short() && c.Render {
			continue
		}
		var b bytes.Buffer
		if err := c.Write(&b); err != nil {
			t.Fatal(c.Name, err)
		}
		if b.Len() > 50<<10 { // what swells is nothing to lay out
			continue
		}
		found += alike(t, fmt.Sprintf("hostile: %s", c.Name), b.Bytes(), "", c.Limits)
	}
	if found == 0 && !testing.Short() {
		t.Error("nothing found in hostile files")
	}
}
