package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
)

// hostile are applications with a hostile text in every field that takes one.
func hostile() (apps []*filing.Application) {
	for i, text := range sample.Hostile {
		text = strings.TrimRight(strings.Map(func(r rune) rune { // what XML has no way to say
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, text), "\r\n")
		a := sample.Numbered(filing.Provinces[i%len(filing.Provinces)].Name, sample.Kinds[i%len(sample.Kinds)], i)
		for _, f := range []filing.Field{filing.FieldApplicationID, filing.FieldSubjectName, filing.FieldSiteName, filing.FieldRemark, filing.FieldDomains, filing.FieldProvince, filing.FieldPhoto} {
			if i%2 == 0 || f == filing.FieldApplicationID || f == filing.FieldSubjectName {
				a.Set(f, text)
			}
		}
		apps = append(apps, a)
	}
	return apps
}

// TestHostileTextsThroughTheCommand: in nothing that the command tells or writes
// does a text of the sheet become more than text.
func TestHostileTextsThroughTheCommand(t *testing.T) {
	schema := schemaOf(t)
	t.Chdir(t.TempDir())
	writeTable(t, "a.xlsx", hostile()...)
	steers := regexp.MustCompile("[\x00-\x09\x0b-\x1f\x7f\u0085\u200b\u2028\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0041]")

	for _, args := range []string{
		"check a.xlsx", "check --lang en a.xlsx", "check --format json a.xlsx", "check --format sarif a.xlsx", "check --format junit a.xlsx",
		"check --format github a.xlsx", "check a.xlsx --annotate b.xlsx", "render --draft --format json a.xlsx", "verify out",
	} {
		var screen, complaints bytes.Buffer
		if code := onSamples(strings.NewReader(""), &screen, &complaints, strings.Fields(args)...); code > exitRefused {
			t.Errorf("%s: exit code %d: %s", args, code, &complaints)
		}
		said := screen.String()
		if at := steers.FindString(said + complaints.String()); at != "" {
			t.Errorf("%s steers by %q", args, at)
		}
		if strings.Contains(args, "github") {
			for line := range strings.Lines(said) {
				if !regexp.MustCompile(`^::(error|warning) file=a\.xlsx,line=\d+,title=[^,:]*::`).MatchString(line) {
					t.Errorf("a command: %s", line)
				}
			}
		}
		if strings.Contains(args, "json") {
			schema(said)
		}
	}

	// The list of papers is opened by a spreadsheet too.
	manifest, err := os.ReadFile("out/manifest.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(manifest, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) < len(sample.Hostile) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0]) || strings.ContainsAny(cell, "\u202e\x1b") {
				t.Errorf("a cell of the manifest is %q", cell)
			}
		}
	}

	// The copy has no formula, no link to elsewhere, and says what it says as text.
	copied, err := os.ReadFile("b.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(copied), int64(len(copied)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		if regexp.MustCompile(`<f[ >]|TargetMode="External"`).Match(text) {
			t.Errorf("%s has a formula or a link", f.Name)
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(copied))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	list, err := book.GetRows("检查汇总")
	if err != nil || len(list) < len(sample.Hostile) {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	for _, row := range list {
		for _, cell := range row {
			if at := steers.FindString(cell); at != "" {
				t.Errorf("%q steers by %q", cell, at)
			}
		}
	}
}

// TestToldFits holds what check and render tell of the samples against the
// published schema.
func TestToldFits(t *testing.T) {
	schema := schemaOf(t)
	for _, args := range []string{
		"check --format json ../../samples/mistakes.xlsx", "check --format json --lang en ../../samples/applicants.xlsx", "check --format json ../../samples/applicant.xlsx",
		"render --format json ../../samples/applicants.xlsx --out " + t.TempDir(), "render --draft --format json ../../samples/mistakes.xlsx --out " + t.TempDir(),
	} {
		schema(run(t, strings.Fields(args)...))
	}
}

// TestPrivacyOfMachineFormats looks for private numbers in all that is told to
// programs, in a baseline, and in what a copy adds to the workbook.
func TestPrivacyOfMachineFormats(t *testing.T) {
	t.Chdir(t.TempDir())
	apps, secrets := applicants(4 * len(misplaced))
	writeTable(t, "a.xlsx", apps...)
	for _, args := range []string{
		"check --format sarif a.xlsx", "check --format sarif --lang en a.xlsx", "check --format junit a.xlsx", "check --format github a.xlsx",
		"check a.xlsx --write-baseline known.json", "check --baseline known.json --format sarif a.xlsx", "check a.xlsx --annotate b.xlsx",
	} {
		secrets.mustNotBeIn(t, run(t, strings.Fields(args)...))
	}
	known, err := os.ReadFile("known.json")
	if err != nil || !json.Valid(known) {
		t.Fatal(err)
	}
	secrets.mustNotBeIn(t, string(known))
	z, err := zip.OpenReader("b.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	looked := 0
	for _, f := range z.File {
		if f.Name != "xl/comments1.xml" && f.Name != "xl/worksheets/sheet2.xml" {
			continue
		}
		looked++
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		secrets.mustNotBeIn(t, string(text))
	}
	if looked != 2 {
		t.Errorf("%d parts looked at", looked)
	}
}

// schemaOf holds a JSON report against the published schema.
func schemaOf(t *testing.T) func(said string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/check.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(said string) {
		t.Helper()
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(said[strings.Index(said, "{"):]))
		if err == nil {
			err = schema.Validate(value)
		}
		if err != nil {
			t.Errorf("%v\n%.2000s", err, said)
		}
	}
}
