package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/icpgen/icpgen/filing"
)

// Handled is what became of a workbook that was dropped into a hot folder.
type Handled struct {
	Workbook string // its name when it was dropped
	Folder   string // of its papers; empty when it could not be read
	Good     bool
	Run      *Run   // nil when it could not be read
	Told     []byte // the run, as its teller told it: text or JSON
	Failures []Stopped
}

// Stopped is what stopped a workbook or one of its applications.
type Stopped struct{ Words, Hint filing.Words }

// Afresh has a run told as if nothing had been there before, so that a workbook
// that is done again after a crash has the same result.
func Afresh(t Teller) Teller { return afresh{t} }

type afresh struct{ Teller }

func (t afresh) End(run Run) error {
	n := &run.Totals
	n.Written, n.Unchanged = n.Written+n.Unchanged, 0
	return t.Teller.End(run)
}

// Handled tells what became of a workbook.
func (t Text) Handled(w io.Writer, h Handled) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s → %s\n\n", filing.Escape(h.Workbook), orNothing(h.Folder, t.say("没有生成", "not rendered")))
	for _, f := range h.Failures {
		t.Refusal(&b, filing.MaskAll(f.Words.In(t.Lang)), f.Hint.In(t.Lang))
	}
	b.Write(h.Told)
	_, err := b.WriteTo(w)
	return err
}

func orNothing(words, nothing string) string {
	if words == "" {
		return nothing
	}
	return filing.Escape(words)
}

type jsonStopped struct {
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// HandledJSON tells machines what became of a workbook, whose run was told as
// JSON.
func HandledJSON(w io.Writer, h Handled, lang filing.Lang) error {
	failures := []jsonStopped{}
	for _, f := range h.Failures {
		failures = append(failures, jsonStopped{safe(f.Words.In(lang)), filing.Escape(f.Hint.In(lang))})
	}
	run := json.RawMessage("null")
	if h.Run != nil {
		run = h.Told
	}
	return writeJSON(w, struct {
		Schema   int             `json:"schema"`
		Workbook string          `json:"workbook"`
		Folder   string          `json:"folder"`
		Good     bool            `json:"good"`
		Failures []jsonStopped   `json:"failures"`
		Run      json.RawMessage `json:"run"`
	}{schema, filing.Escape(h.Workbook), filing.Escape(h.Folder), h.Good, failures, run})
}
