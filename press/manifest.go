package press

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/report"
)

// manifestName is the list of what a run wrote, in its folder.
const manifestName = "manifest.csv"

// The columns; the last three stand where there is a print job.
const (
	columnApplication = iota
	columnForm
	columnFile
	columnPages
	columnFrom
	columnTo
	columnCopies
	columnSum
	columnSheetFrom
	columnSheetTo
	columnJobFile
)

var manifestHeading = []string{"application", "form", "file", "pages", "job_page_from", "job_page_to", "copies", "sha256"}

// sheetsHeading goes on the heading where there is a print job.
var sheetsHeading = []string{"job_sheet_from", "job_sheet_to", "job_file"}

// manifest is one row a document (RFC 4180, with the byte order mark by which
// a Chinese Excel knows UTF-8), and one a file of a print job, which belongs to
// no application.
type manifest struct {
	text  bytes.Buffer
	rows  *csv.Writer
	job   bool     // there is a print job
	ahead []string // the cells that a shard's manifest has before those of the whole
}

// newManifest begins with a heading.
func newManifest(job bool, heading ...string) *manifest {
	m := &manifest{job: job}
	m.text.WriteString("\ufeff")
	m.rows = csv.NewWriter(&m.text)
	m.rows.UseCRLF = true
	if job {
		heading = slices.Concat(heading, sheetsHeading)
	}
	m.row(heading...)
	return m
}

// add gives a document its row: in a print job with the pages and sheets of its
// first copy, beside a file of its own with that one's sum.
func (m *manifest) add(application string, p report.Paper, sheets report.Range) {
	cells := []string{application, p.Form, p.File, strconv.Itoa(p.Pages), positive(p.Job.From), positive(p.Job.To), strconv.Itoa(p.Copies), p.SHA256}
	if m.job {
		cells = append(cells, positive(sheets.From), positive(sheets.To), p.JobFile)
	}
	m.row(cells...)
}

// positive is blank for nothing.
func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (m *manifest) row(cells ...string) {
	cells = slices.Concat(m.ahead, cells)
	harmless := make([]string, len(cells))
	for i, cell := range cells {
		harmless[i] = harmlessCell(cell)
	}
	m.rows.Write(harmless) // into memory: cannot fail
}

func (m *manifest) bytes() []byte {
	m.rows.Flush()
	return m.text.Bytes()
}

// harmlessCell keeps a spreadsheet from taking a text for a formula.
func harmlessCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(text)[0]) {
		return "'" + text
	}
	return text
}

// earlierRows are the rows of the folder's manifest, by application.
func earlierRows(out *folder) map[string][][]string {
	byID := map[string][][]string{}
	text, err := readRegular(out.root, out.shard.manifestName())
	if err != nil {
		return byID
	}
	rows := readRows(text, manifestHeading)
	for i := 1; i < len(rows); i++ {
		id := rows[i][columnApplication]
		byID[id] = append(byID[id], rows[i])
	}
	return byID
}

// keep takes over a row of an earlier list.
func (m *manifest) keep(row []string) {
	cells := append(slices.Clone(row), make([]string, len(sheetsHeading))...)
	m.row(cells[:len(manifestHeading)+m.more()]...)
}

// readManifest returns the sha256 of each file that an earlier run listed; the
// heading tells a part's list from that of the whole. What is no such list lists
// nothing.
func readManifest(text []byte, heading []string) map[string]string {
	rows := readRows(text, heading)
	if rows == nil {
		return nil
	}
	ahead := len(heading) - len(manifestHeading)
	files := map[string]string{}
	for _, row := range rows[1:] {
		if sum := row[ahead+columnSum]; sum != "" { // else it is in a print job, which has its own row
			files[row[ahead+columnFile]] = sum
		}
	}
	return files
}

// readRows reads a list that begins with the heading, whatever columns follow;
// nil when it is none.
func readRows(text []byte, heading []string) [][]string {
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	all, err := rows.ReadAll()
	if err != nil || len(all) == 0 || len(all[0]) < len(heading) || !slices.Equal(all[0][:len(heading)], heading) {
		return nil
	}
	return all
}
