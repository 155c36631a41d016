package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Verification is what reading rendered papers again has shown.
type Verification struct{ Papers []Verified }

// Verified is one paper and the promises that it breaks.
type Verified struct {
	File   string // as found
	Form   string // "核验单"; empty when the file's name does not tell
	Faults []Fault
	Notes  []filing.Words // what could not be held, and by what it was held
}

// Fault is a promise that a paper breaks.
type Fault struct {
	Promise string
	Page    int          // from 1; 0 for the file as a whole
	Words   filing.Words // with the place on the page

	// Of a print job that was held against its workbook; zero where it is of none.
	Sheet       int // of paper, from 1
	Application string
	Form        string
	Field       filing.Field
	Cell        string // of the field
}

// Failed counts the papers with a fault, and the faults.
func (v Verification) Failed() (papers, faults int) {
	for _, p := range v.Papers {
		if len(p.Faults) > 0 {
			papers++
			faults += len(p.Faults)
		}
	}
	return papers, faults
}

// Verification tells the faults, one a line, and how many papers are good.
func (t Text) Verification(w io.Writer, v Verification, quiet bool) error {
	var b strings.Builder
	for _, p := range v.Papers {
		for _, f := range p.Faults {
			fmt.Fprintf(&b, "%s: %s: %s %s\n", t.paint(bold, filing.Escape(p.File)), t.paint(red, t.say("不符", "fault")),
				safe(f.Words.In(t.Lang)), t.paint(dim, "["+f.Promise+"]"))
		}
	}
	failed, faults := v.Failed()
	if !quiet {
		for _, p := range v.Papers {
			for _, n := range p.Notes {
				fmt.Fprintf(&b, "%s: %s: %s\n", t.paint(bold, filing.Escape(p.File)), t.say("说明", "note"), safe(n.In(t.Lang)))
			}
		}
		if failed > 0 {
			b.WriteString("\n")
		}
		good := fmt.Sprintf(t.say("%d 份相符", "%d good"), len(v.Papers)-failed)
		if failed == 0 {
			good = t.paint(green, good)
		}
		fmt.Fprintf(&b, t.say("核对 %d 份：%s，%d 份不符，共 %d 处\n", "papers: %d: %s, %d with faults, faults: %d\n"), len(v.Papers), good, failed, faults)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

type jsonVerified struct {
	File   string      `json:"file"`
	Form   string      `json:"form"`
	Faults []jsonFault `json:"faults"`
	Notes  []string    `json:"notes,omitempty"`
}

type jsonFault struct {
	Promise string `json:"promise"`
	Page    int    `json:"page"`
	Message string `json:"message"`

	Sheet       int    `json:"sheet,omitempty"`
	Application string `json:"application,omitempty"`
	Form        string `json:"form,omitempty"`
	Field       string `json:"field,omitempty"`
	Cell        string `json:"cell,omitempty"`
}

// VerificationJSON tells machines.
func VerificationJSON(w io.Writer, v Verification, lang filing.Lang) error {
	papers := []jsonVerified{}
	for _, p := range v.Papers {
		j := jsonVerified{File: filing.Escape(p.File), Form: p.Form, Faults: []jsonFault{}}
		for _, f := range p.Faults {
			told := jsonFault{Promise: f.Promise, Page: f.Page, Message: safe(f.Words.In(lang)),
				Sheet: f.Sheet, Application: f.Application, Form: f.Form, Cell: f.Cell}
			if f.Field != filing.NoField {
				told.Field = f.Field.Key()
			}
			j.Faults = append(j.Faults, told)
		}
		for _, n := range p.Notes {
			j.Notes = append(j.Notes, safe(n.In(lang)))
		}
		papers = append(papers, j)
	}
	failed, faults := v.Failed()
	return writeJSON(w, struct {
		Schema  int            `json:"schema"`
		Papers  []jsonVerified `json:"papers"`
		Summary any            `json:"summary"`
	}{schema, papers, struct {
		Papers int `json:"papers"`
		Failed int `json:"failed"`
		Faults int `json:"faults"`
	}{len(papers), failed, faults}})
}
