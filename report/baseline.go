package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/icpgen/icpgen/filing"
)

// Baseline is a list of findings that are known and accepted: they are told,
// but a check does not fail for them.
type Baseline struct{ known []knownFinding }

// knownFinding is a line of a baseline. Rule and field are there for who reads
// it; the fingerprint decides.
type knownFinding struct {
	Rule        string `json:"rule"`
	Field       string `json:"field"`
	Fingerprint string `json:"fingerprint"`
}

type baselineFile struct {
	Schema   int            `json:"schema"`
	Baseline []knownFinding `json:"baseline"`
}

// ReadBaseline reads what Write wrote.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	var file baselineFile
	if err := decoder.Decode(&file); err != nil {
		return nil, err
	}
	switch {
	case decoder.More():
		return nil, fmt.Errorf("more than a baseline")
	case file.Schema != schema || file.Baseline == nil:
		return nil, fmt.Errorf("no baseline of schema %d", schema)
	}
	return &Baseline{file.Baseline}, nil
}

// Write writes the baseline as JSON, one finding a line, so that a review shows
// which came and went.
func (b *Baseline) Write(w io.Writer) error {
	slices.SortFunc(b.known, func(a, b knownFinding) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	var text bytes.Buffer
	fmt.Fprintf(&text, "{\"schema\": %d, \"baseline\": [", schema)
	for i, k := range slices.Compact(b.known) {
		line, err := json.Marshal(k)
		if err != nil {
			return err
		}
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteString("\n ")
		text.Write(line)
	}
	text.WriteString("]}\n")
	_, err := text.WriteTo(w)
	return err
}

// Comparison tells a run on, with the findings marked that a baseline lists. It
// keeps the run's totals with those of the comparison.
type Comparison struct {
	Run  Run
	next Teller
	left map[string]bool // what the baseline lists: not found yet; nil without one
	add  *Baseline       // takes what is found, and all is accepted then; may be nil
}

// Compare compares what is told with the baseline before it is told on. Without
// a baseline, nil, it only passes on.
func (b *Baseline) Compare(next Teller) *Comparison {
	c := &Comparison{next: next}
	if b != nil {
		c.left = map[string]bool{}
		for _, k := range b.known {
			c.left[k.Fingerprint] = true
		}
	}
	return c
}

// Record takes all that is told into the baseline before it is told on.
func (b *Baseline) Record(next Teller) *Comparison {
	return &Comparison{next: next, left: map[string]bool{}, add: b}
}

// Begin compares the findings of the workbooks.
func (c *Comparison) Begin(run Run) error {
	run.Compared = c.left != nil
	c.accept(run.Findings, bookFingerprints(run.Findings))
	return c.next.Begin(run)
}

// Case compares those of an application.
func (c *Comparison) Case(told Case) error {
	c.accept(told.Verdict.Findings, fingerprints(told))
	return c.next.Case(told)
}

// End adds the totals.
func (c *Comparison) End(run Run) error {
	run.Compared = c.left != nil
	run.Totals.AcceptedErrors, run.Totals.AcceptedWarnings = c.Run.Totals.AcceptedErrors, c.Run.Totals.AcceptedWarnings
	for _, left := range c.left {
		if left {
			run.Totals.Gone++
		}
	}
	c.Run = run
	return c.next.End(run)
}

func (c *Comparison) accept(list []filing.Finding, prints []string) {
	if c.left == nil {
		return
	}
	for i := range list {
		if c.add != nil {
			c.add.known = append(c.add.known, knownFinding{list[i].Rule, list[i].Field.Key(), prints[i]})
		} else if _, listed := c.left[prints[i]]; !listed {
			continue
		}
		c.left[prints[i]] = false
		list[i].Accepted = true
		if list[i].Level == filing.Error {
			c.Run.Totals.AcceptedErrors++
		} else {
			c.Run.Totals.AcceptedWarnings++
		}
	}
}
