package report

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/icpgen/icpgen/filing"
)

// schemaOf compiles a schema file.
func schemaOf(t *testing.T, path string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(path)
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
	return schema
}

// fits holds a JSON text against a schema.
func fits(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return schema.Validate(value)
}

// crowded is a run in which every list holds something.
func crowded() *Gathered {
	run := sample()
	run.Rendered = true
	c := &run.Cases[0]
	c.Folder = "0002-张三"
	c.Papers = []Paper{{Form: filing.VerificationForm, File: "0002-张三/核验单.pdf", Pages: 1, Copies: 2, SHA256: strings.Repeat("0a", 32)}}
	c.Verdict.Findings = append(c.Verdict.Findings, filing.Finding{Rule: "D-17", Level: filing.Warning, Field: filing.FieldHomeURL, Place: at("AO2"), Accepted: true})
	run.Findings = []filing.Finding{{Rule: "D-14", Level: filing.Warning, Place: at("BB1"), Value: "内部编码", Message: filing.Words{ZH: "不认识的标题"}}}
	return run
}

// TestJSONSchema: what JSON tells fits the published schema, and what drifts
// from it does not.
func TestJSONSchema(t *testing.T) {
	schema := schemaOf(t, "../docs/check.schema.json")
	var text strings.Builder
	job := crowded()
	job.Jobs = []PrintFile{{File: "全部.pdf", Pages: 8, Sheets: 4, SHA256: strings.Repeat("0a", 32)}}
	job.Cases[0].Papers[0].Job = Range{1, 2}
	job.Totals.Elsewhere, job.Stopped = 1, true
	for _, run := range []*Gathered{sample(), crowded(), job} {
		text.Reset()
		if err := run.Tell(JSON(&text, filing.English)); err != nil {
			t.Fatal(err)
		}
		if err := fits(t, schema, text.String()); err != nil {
			t.Errorf("%v\n%s", err, text.String())
		}
	}
	text.Reset()
	if err := crowded().Tell(JSON(&text, filing.Chinese)); err != nil {
		t.Fatal(err)
	}
	for name, drift := range map[string]func(doc map[string]any){
		"a new key":            func(doc map[string]any) { doc["version"] = "2" },
		"another schema":       func(doc map[string]any) { doc["schema"] = 2 },
		"a key gone":           func(doc map[string]any) { delete(doc, "findings") },
		"no list":              func(doc map[string]any) { doc["applications"] = nil },
		"a new key of one":     func(doc map[string]any) { first(doc, "applications")["file"] = "" },
		"a key gone of one":    func(doc map[string]any) { delete(first(doc, "applications"), "refused") },
		"a key gone of some":   func(doc map[string]any) { delete(first(doc, "applications"), "papers") },
		"a finding renamed":    func(doc map[string]any) { first(first(doc, "applications"), "findings")["id"] = "GD-02" },
		"a level":              func(doc map[string]any) { first(first(doc, "applications"), "findings")["level"] = "fatal" },
		"a steering character": func(doc map[string]any) { first(doc, "applications")["sheet"] = "a\u202e" },
		"a line break":         func(doc map[string]any) { first(doc, "findings")["message"] = "a\nb" },
		"a sum":                func(doc map[string]any) { first(first(doc, "applications"), "papers")["sha256"] = "0" },
		"a count":              func(doc map[string]any) { doc["summary"].(map[string]any)["errors"] = -1 },
	} {
		var doc map[string]any
		if err := json.Unmarshal([]byte(text.String()), &doc); err != nil {
			t.Fatal(err)
		}
		drift(doc)
		changed, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		if fits(t, schema, string(changed)) == nil {
			t.Errorf("%s is not seen", name)
		}
	}
}

// first is the first object of a list.
func first(doc map[string]any, list string) map[string]any {
	return doc[list].([]any)[0].(map[string]any)
}

// TestSARIFSchema holds SARIF against what the standard asks of the parts that
// are used, and its inner references against each other.
func TestSARIFSchema(t *testing.T) {
	schema := schemaOf(t, "testdata/sarif.schema.json")
	compared := crowded()
	compared.Compared = true
	for _, run := range []*Gathered{sample(), crowded(), compared, {}} {
		var text strings.Builder
		known := func(id string) (Rule, bool) { return remark, id == remark.ID }
		if err := run.Tell(SARIF(&text, filing.Chinese, known)); err != nil {
			t.Fatal(err)
		}
		if err := fits(t, schema, text.String()); err != nil {
			t.Errorf("%v\n%s", err, text.String())
		}
		var log sarifLog
		if err := json.Unmarshal([]byte(text.String()), &log); err != nil {
			t.Fatal(err)
		}
		r := log.Runs[0]
		for _, result := range r.Results {
			if got := r.Tool.Driver.Rules[result.RuleIndex].ID; got != result.RuleID {
				t.Errorf("%s points to %s", result.RuleID, got)
			}
			artifact := result.Locations[0].Physical.Artifact
			if r.Artifacts[*artifact.Index].Location.URI != artifact.URI {
				t.Errorf("%s points to the wrong artifact", artifact.URI)
			}
		}
	}
	for _, bad := range []string{
		`{"version": "2.0", "runs": []}`,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "icpgen", "rules": [], "helpUri": "x"}}, "columnKind": "unicodeCodePoints", "artifacts": [], "results": [], "properties": {}}]}`,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "icpgen", "rules": []}}, "columnKind": "unicodeCodePoints", "artifacts": [{"location": {"uri": "https://example.com/a.xlsx"}}], "results": [], "properties": {}}]}`,
	} {
		if fits(t, schema, bad) == nil {
			t.Errorf("passes: %s", bad)
		}
	}
}
