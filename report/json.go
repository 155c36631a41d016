package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/icpgen/icpgen/filing"
)

// schema is the version of the JSON report: a key is never renamed or taken
// away within one.
const schema = 1

type jsonCase struct {
	ID          string        `json:"id"`
	Workbook    string        `json:"workbook"`
	Sheet       string        `json:"sheet"`
	Row         int           `json:"row"`
	Province    string        `json:"province"`
	FilingType  string        `json:"filing_type"`
	FiledAs     string        `json:"filed_as"`
	Refused     bool          `json:"refused"`
	Forms       []string      `json:"forms"`
	Findings    []jsonFinding `json:"findings"`
	Attach      []jsonAttach  `json:"attach"`
	Do          []jsonDo      `json:"do"`
	Print       []jsonPrint   `json:"print"`
	*jsonPapers               // of a rendering only
}

type jsonPapers struct {
	Folder string      `json:"folder"`
	Papers []jsonPaper `json:"papers"`
}

type jsonFinding struct {
	Workbook string `json:"workbook,omitempty"` // of a finding outside any application
	Sheet    string `json:"sheet,omitempty"`
	Rule     string `json:"rule"`
	Level    string `json:"level"`
	Field    string `json:"field"`
	Cell     string `json:"cell"`
	Message  string `json:"message"`
	Source   string `json:"source"`
	Baseline bool   `json:"baseline,omitempty"` // the baseline lists it
}

type jsonAttach struct {
	Rule   string `json:"rule"`
	What   string `json:"what"`
	Copies int    `json:"copies"`
}

type jsonDo struct {
	Rule string `json:"rule"`
	Text string `json:"text"`
}

type jsonPrint struct {
	Rule string `json:"rule"`
	Form string `json:"form"`
	What string `json:"what"`
}

type jsonPaper struct {
	Form   string `json:"form"`
	File   string `json:"file"`
	Pages  int    `json:"pages"`
	Copies int    `json:"copies"`
	SHA256 string `json:"sha256"`
	From   int    `json:"job_page_from,omitempty"`
	To     int    `json:"job_page_to,omitempty"`
}

type jsonPrintFile struct {
	File   string `json:"file"`
	Pages  int    `json:"pages"`
	Sheets int    `json:"sheets"`
	SHA256 string `json:"sha256"`
}

type jsonSummary struct {
	Rows         int  `json:"rows"`
	Applications int  `json:"applications"`
	Refused      int  `json:"refused"`
	Errors       int  `json:"errors"`
	Warnings     int  `json:"warnings"`
	Rendered     *int `json:"rendered,omitempty"` // of a rendering only
	Blank        *int `json:"blank,omitempty"`
	Skipped      *int `json:"skipped,omitempty"`
	Elsewhere    int  `json:"elsewhere,omitempty"` // not asked for, or other shards'
	Stopped      bool `json:"stopped,omitempty"`   // cut short
}

// JSON tells machines. Messages are in the language asked for; keys, ids and
// levels never change with it.
func JSON(w io.Writer, lang filing.Lang) Teller { return &jsonTeller{w: w, lang: lang} }

type jsonTeller struct {
	w     io.Writer
	lang  filing.Lang
	b     bytes.Buffer
	cases int
	done  bool // Rendered
}

func (j *jsonTeller) Begin(run Run) error {
	j.done = run.Rendered
	j.b.WriteString(`{"schema": `)
	put(&j.b, schema, "")
	j.b.WriteString(`, "day": `)
	put(&j.b, run.Day.String(), "")
	j.b.WriteString(",\n \"applications\": [")
	return nil
}

func (j *jsonTeller) Case(c Case) error {
	if j.cases++; j.cases > 1 {
		j.b.WriteString(",")
	}
	j.b.WriteString("\n  ")
	put(&j.b, caseOf(c, j.done, j.lang), "  ")
	if j.b.Len() > 1<<16 {
		_, err := j.b.WriteTo(j.w)
		return err
	}
	return nil
}

func (j *jsonTeller) End(run Run) error {
	b := &j.b
	outer := make([]jsonFinding, 0, len(run.Findings))
	for _, f := range run.Findings {
		found := findingOf(f, j.lang)
		found.Workbook, found.Sheet = filing.Escape(f.Place.Workbook), filing.Escape(f.Place.Discreet().Sheet)
		outer = append(outer, found)
	}
	b.WriteString("],\n \"findings\": ")
	put(b, outer, " ")
	if len(run.Jobs) > 0 {
		b.WriteString(",\n \"job\": ")
		files := make([]jsonPrintFile, len(run.Jobs))
		for i, f := range run.Jobs {
			files[i] = jsonPrintFile{filing.Escape(f.File), f.Pages, f.Sheets, f.SHA256}
		}
		put(b, files, " ")
	}
	b.WriteString(",\n \"summary\": ")
	put(b, summaryOf(run), " ")
	b.WriteString("}\n")
	_, err := b.WriteTo(j.w)
	return err
}

func summaryOf(run Run) jsonSummary {
	n := run.Totals
	summary := jsonSummary{Rows: n.Rows, Applications: n.Applications, Refused: n.Refused, Errors: n.Errors, Warnings: n.Warnings, Stopped: run.Stopped}
	if run.Rendered {
		summary.Rendered, summary.Blank, summary.Skipped = &n.Rendered, &n.Blank, &n.Skipped
		summary.Elsewhere = n.Elsewhere
	}
	return summary
}

func caseOf(c Case, rendered bool, lang filing.Lang) jsonCase {
	a, v := c.Application, c.Verdict
	j := jsonCase{
		ID: filing.Escape(a.ID), Workbook: filing.Escape(a.Place.Workbook), Sheet: filing.Escape(a.Place.Discreet().Sheet), Row: a.Place.Row,
		Province: safe(a.Text(filing.FieldProvince)), FilingType: string(v.FilingType), FiledAs: string(v.FiledAs),
		Refused: v.Refused(), Forms: append([]string{}, v.Forms...),
		Findings: []jsonFinding{}, Attach: []jsonAttach{}, Do: []jsonDo{}, Print: []jsonPrint{},
	}
	for _, f := range v.Findings {
		j.Findings = append(j.Findings, findingOf(f, lang))
	}
	for _, a := range v.Attach {
		j.Attach = append(j.Attach, jsonAttach{a.Rule, safe(a.What.In(lang)), a.Copies})
	}
	for _, d := range v.Do {
		j.Do = append(j.Do, jsonDo{d.Rule, safe(d.Text.In(lang))})
	}
	for _, p := range v.Print {
		j.Print = append(j.Print, jsonPrint{p.Rule, p.Form, safe(p.What.In(lang))})
	}
	if rendered {
		j.jsonPapers = &jsonPapers{Folder: c.Folder, Papers: []jsonPaper{}}
		for _, p := range c.Papers {
			j.Papers = append(j.Papers, jsonPaper{p.Form, p.File, p.Pages, p.Copies, p.SHA256, p.Job.From, p.Job.To})
		}
	}
	return j
}

func findingOf(f filing.Finding, lang filing.Lang) jsonFinding {
	return jsonFinding{
		Rule: f.Rule, Level: f.Level.String(), Field: f.Field.Key(), Cell: f.Place.Cell,
		Message: safe(f.Message.In(lang)), Source: filing.Escape(f.Source.In(lang)),
		Baseline: f.Accepted,
	}
}

// writeJSON writes a document of its own, ending in a line break.
func writeJSON(w io.Writer, document any) error {
	var b bytes.Buffer
	put(&b, document, "")
	b.WriteByte('\n')
	_, err := b.WriteTo(w)
	return err
}

// put writes a value as JSON that keeps Chinese and < > & readable.
func put(b *bytes.Buffer, value any, prefix string) {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, " ")
	if err := encoder.Encode(value); err != nil {
		panic("report: " + err.Error()) // only strings, numbers and lists: cannot fail
	}
	b.Truncate(b.Len() - 1)
}
