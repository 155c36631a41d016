package press

import (
	"bytes"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
	"github.com/icpgen/icpgen/workbook"
)

// marking is told a run and keeps what an annotated copy of its workbook says.
type marking struct{ workbook.Marks }

func (m *marking) Begin(report.Run) error { return nil }

func (m *marking) Case(c report.Case) error {
	subject := strings.Clone(c.Application.Text(filing.FieldSubjectName)) // not with all the applications around it
	m.Applications = append(m.Applications, workbook.Judged{Place: c.Application.Place, ID: c.Application.ID,
		Subject: subject, Findings: slices.Clone(c.Verdict.Findings)})
	return nil
}

func (m *marking) End(run report.Run) error {
	m.Day, m.Findings = run.Day, run.Findings
	return nil
}

// copy is the workbook with the marks.
func (m *marking) copy(data []byte, opt workbook.Options) ([]byte, error) {
	var b bytes.Buffer
	err := workbook.Annotate(&b, data, opt, m.Marks)
	return b.Bytes(), err
}
