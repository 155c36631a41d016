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

var manifestHeading = []string{"application", "form", "file", "pages", "job_page_from", "job_page_to", "copies", "sha256"}

// manifest is one row a document (RFC 4180, with the byte order mark by which
// a Chinese Excel knows UTF-8).
type manifest struct {
	text  bytes.Buffer
	rows  *csv.Writer
	ahead []string // the cells that a shard's manifest has before those of the whole
}

func newManifest() *manifest {
	m := blankManifest()
	m.row(manifestHeading...)
	return m
}

func blankManifest() *manifest {
	m := &manifest{}
	m.text.WriteString("\ufeff")
	m.rows = csv.NewWriter(&m.text)
	m.rows.UseCRLF = true
	return m
}

// add gives a document its row. The pages in a print job stay blank where there
// is no job.
func (m *manifest) add(application string, p report.Paper) {
	m.row(application, p.Form, p.File, strconv.Itoa(p.Pages), "", "", strconv.Itoa(p.Copies), p.SHA256)
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

// readManifest returns the sha256 of each file that an earlier run listed. What
// is no manifest lists nothing.
func readManifest(text []byte) map[string]string {
	rows := readRows(text, manifestHeading)
	if rows == nil {
		return nil
	}
	files := map[string]string{}
	for _, row := range rows[1:] {
		files[row[2]] = row[7]
	}
	return files
}

// readRows reads a list that begins with the heading; nil when it is none.
func readRows(text []byte, heading []string) [][]string {
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	rows.FieldsPerRecord = len(heading)
	all, err := rows.ReadAll()
	if err != nil || len(all) == 0 || !slices.Equal(all[0], heading) {
		return nil
	}
	return all
}
