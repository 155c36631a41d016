package press

import (
	"bytes"
	"slices"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// marking is told a run and keeps what an annotated copy of its workbook says.
type marking struct{ workbook.Marks }

func (m *marking) Begin(report.Run) error { return nil }

func (m *marking) Case(c report.Case) error {
	if len(c.Verdict.Findings) > 0 {
		m.Applications = append(m.Applications, workbook.Judged{Place: c.Application.Place, ID: c.Application.ID,
			Subject: c.Application.Text(filing.FieldSubjectName), Findings: slices.Clone(c.Verdict.Findings)})
	}
	return nil
}

func (m *marking) End(run report.Run) error {
	m.Day, m.Findings = run.Day, run.Findings
	return nil
}

// copy is the workbook with the marks; nil when it cannot be annotated, since
// its result says it all.
func (m *marking) copy(at string, opt workbook.Options) []byte {
	data, failure := readFile(at)
	if failure != nil {
		return nil
	}
	var b bytes.Buffer
	if err := workbook.Annotate(&b, data, opt, m.Marks); err != nil {
		return nil
	}
	return b.Bytes()
}
