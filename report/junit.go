package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

type junitReport struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitFailure `xml:"failure"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// JUnit tells a run as a test report: a sheet is a suite and an application a
// case, which fails by its errors. Warnings, and what the baseline lists, are
// its output.
func JUnit(w io.Writer, lang filing.Lang) Teller {
	return &junit{w: w, lang: lang, report: junitReport{Name: "icpgen"}, suites: map[string]int{}}
}

type junit struct {
	w      io.Writer
	lang   filing.Lang
	report junitReport
	suites map[string]int // by name
}

func (j *junit) Begin(run Run) error {
	for _, f := range run.Findings {
		name := filing.Words{ZH: "工作簿 ", EN: "workbook "}.In(j.lang) + filing.Escape(f.Place.Cell)
		j.add(f.Place, name, []filing.Finding{f})
	}
	return nil
}

func (j *junit) Case(c Case) error {
	a := c.Application
	j.add(a.Place, filing.Escape(a.ID)+" "+safe(a.Text(filing.FieldSubjectName)), c.Verdict.Findings)
	return nil
}

func (j *junit) End(Run) error {
	text, err := xml.MarshalIndent(j.report, "", " ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(j.w, xml.Header+string(text)+"\n")
	return err
}

// add adds a case to the suite of its sheet.
func (j *junit) add(place filing.Place, name string, list []filing.Finding) {
	suite := filing.Escape(filing.Place{Workbook: place.Workbook, Sheet: place.Sheet}.Discreet().String())
	at, known := j.suites[suite]
	if !known {
		at = len(j.report.Suites)
		j.suites[suite] = at
		j.report.Suites = append(j.report.Suites, junitSuite{Name: suite})
	}
	s := &j.report.Suites[at]
	c := junitCase{Class: suite, Name: name}
	var failures, out, rules []string
	for _, f := range list {
		text := filing.Escape(f.Place.Discreet().String()) + ": " + levelWord(f, j.lang) + " [" + f.Rule + "]\n" + told(f, j.lang) + "\n"
		if f.Level != filing.Error || f.Accepted {
			out = append(out, text)
			continue
		}
		failures, rules = append(failures, text), append(rules, f.Rule)
		if c.Failure == nil {
			c.Failure = &junitFailure{Message: safe(f.Message.In(j.lang))}
		}
	}
	if c.Failure != nil {
		if more := len(failures) - 1; more > 0 {
			c.Failure.Message += fmt.Sprintf(filing.Words{ZH: "（另有 %d 处）", EN: " (and %d more)"}.In(j.lang), more)
		}
		c.Failure.Type, c.Failure.Text = strings.Join(rules, " "), "\n"+strings.Join(failures, "\n")
		s.Failures++
		j.report.Failures++
	}
	c.Out = strings.Join(out, "\n")
	s.Tests++
	j.report.Tests++
	s.Cases = append(s.Cases, c)
}
