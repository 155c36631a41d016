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

// NewBaseline accepts all that a run found.
func NewBaseline(run Run) *Baseline {
	b := &Baseline{}
	add := func(list []filing.Finding, prints []string) {
		for i, f := range list {
			b.known = append(b.known, knownFinding{f.Rule, f.Field.Key(), prints[i]})
		}
	}
	add(run.Findings, bookFingerprints(run.Findings))
	for _, c := range run.Cases {
		add(c.Verdict.Findings, fingerprints(c))
	}
	slices.SortFunc(b.known, func(a, b knownFinding) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	b.known = slices.Compact(b.known)
	return b
}

// ReadBaseline reads what Write wrote.
func ReadBaseline(data []byte) (*Baseline, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
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
	var text bytes.Buffer
	fmt.Fprintf(&text, "{\"schema\": %d, \"baseline\": [", schema)
	for i, k := range b.known {
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

// Accept marks the findings of a run that the baseline lists, and counts them.
// What it lists and the run does not have is counted as gone.
func (b *Baseline) Accept(run *Run) {
	left := map[string]bool{}
	for _, k := range b.known {
		left[k.Fingerprint] = true
	}
	known := len(left)
	accept := func(list []filing.Finding, prints []string) {
		for i := range list {
			if _, listed := left[prints[i]]; !listed {
				continue
			}
			if left[prints[i]] {
				left[prints[i]] = false
				known--
			}
			list[i].Accepted = true
			if list[i].Level == filing.Error {
				run.Totals.AcceptedErrors++
			} else {
				run.Totals.AcceptedWarnings++
			}
		}
	}
	accept(run.Findings, bookFingerprints(run.Findings))
	for _, c := range run.Cases {
		accept(c.Verdict.Findings, fingerprints(c))
	}
	run.Compared, run.Totals.Gone = true, known
}
