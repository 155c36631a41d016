package report

import (
	"bytes"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// SARIF 2.1.0 (OASIS, 2020), as far as it is used here.
type (
	sarifLog struct {
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool       `json:"tool"`
		ColumnKind string          `json:"columnKind"`
		Artifacts  []sarifArtifact `json:"artifacts"`
		Results    []sarifResult   `json:"results"`
		Properties sarifTotals     `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string         `json:"id"`
		Short   sarifText      `json:"shortDescription"`
		Help    sarifText      `json:"help"`
		Default sarifRuleLevel `json:"defaultConfiguration"`
	}
	sarifRuleLevel struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifArtifact struct {
		Location sarifURI `json:"location"`
	}
	sarifURI struct {
		URI   string `json:"uri"`
		Index *int   `json:"index,omitempty"`
	}
	sarifResult struct {
		RuleID        string            `json:"ruleId"`
		RuleIndex     int               `json:"ruleIndex"`
		Level         string            `json:"level"`
		Message       sarifText         `json:"message"`
		Locations     []sarifLocation   `json:"locations"`
		Fingerprints  map[string]string `json:"partialFingerprints"`
		BaselineState string            `json:"baselineState,omitempty"`
		Suppressions  []sarifSuppressed `json:"suppressions,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifURI     `json:"artifactLocation"`
		Region   *sarifRegion `json:"region,omitempty"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifLogical struct {
		Name          string `json:"name"`
		QualifiedName string `json:"fullyQualifiedName"`
		Kind          string `json:"kind"`
	}
	sarifSuppressed struct {
		Kind string `json:"kind"`
	}
	sarifTotals struct {
		Day     string      `json:"day"`
		Summary jsonSummary `json:"summary"`
	}
)

// fingerprintKey names our fingerprints and their version.
const fingerprintKey = "icpgen/v1"

// SARIF tells findings to code scanners. A workbook is an artifact, a cell a
// logical location, and the line of a region is the row of the sheet. Rules are
// described as describe knows them, and by their finding where it does not.
func SARIF(w io.Writer, lang filing.Lang, describe func(id string) (Rule, bool)) Teller {
	s := &sarif{w: w, lang: lang, describe: describe, rules: map[string]int{}, artifacts: map[string]int{}}
	s.log.Artifacts, s.log.Results, s.log.Tool.Driver.Rules = []sarifArtifact{}, []sarifResult{}, []sarifRule{}
	s.log.Tool.Driver.Name, s.log.ColumnKind = "icpgen", "unicodeCodePoints"
	return s
}

type sarif struct {
	w                io.Writer
	lang             filing.Lang
	describe         func(id string) (Rule, bool)
	compared         bool
	log              sarifRun
	rules, artifacts map[string]int
}

func (s *sarif) Begin(run Run) error {
	s.compared = run.Compared
	s.add(run.Findings, bookFingerprints(run.Findings))
	return nil
}

func (s *sarif) Case(c Case) error {
	s.add(c.Verdict.Findings, fingerprints(c))
	return nil
}

func (s *sarif) End(run Run) error {
	s.log.Properties = sarifTotals{run.Day.String(), summaryOf(run)}
	var b bytes.Buffer
	put(&b, sarifLog{"2.1.0", []sarifRun{s.log}}, "")
	b.WriteByte('\n')
	_, err := b.WriteTo(s.w)
	return err
}

func (s *sarif) add(list []filing.Finding, prints []string) {
	for i, f := range list {
		r := sarifResult{
			RuleID: f.Rule, RuleIndex: s.rule(f), Level: f.Level.String(), Message: sarifText{Text: told(f, s.lang)},
			Locations: []sarifLocation{s.location(f.Place)}, Fingerprints: map[string]string{fingerprintKey: prints[i]},
		}
		switch {
		case f.Accepted:
			r.BaselineState, r.Suppressions = "unchanged", []sarifSuppressed{{"external"}}
		case s.compared:
			r.BaselineState = "new"
		}
		s.log.Results = append(s.log.Results, r)
	}
}

// rule is the index of a finding's rule among those described.
func (s *sarif) rule(f filing.Finding) int {
	rules := &s.log.Tool.Driver.Rules
	at, known := s.rules[f.Rule]
	if known {
		return at
	}
	r := sarifRule{ID: f.Rule, Default: sarifRuleLevel{f.Level.String()}}
	r.Short.Text, r.Help.Text = safe(f.Message.In(s.lang)), safe(f.Remedy.In(s.lang))
	if rule, ok := s.describe(f.Rule); ok {
		r.Short.Text, r.Help.Text = s.about(rule), s.help(rule)
	}
	if r.Help.Text == "" {
		r.Help.Text = r.Short.Text
	}
	r.Help.Markdown = markdownText.Replace(r.Help.Text) + "\n\n[docs/rules.md](docs/rules.md)"
	at = len(*rules)
	s.rules[f.Rule] = at
	*rules = append(*rules, r)
	return at
}

// markdownText keeps what markdown would take for more than text.
var markdownText = func() *strings.Replacer {
	var pairs []string
	for _, c := range "\\`*_{}[]<>()#+!|&" {
		pairs = append(pairs, string(c), `\`+string(c))
	}
	return strings.NewReplacer(pairs...)
}()

func (s *sarif) text() Text { return Text{Lang: s.lang} }

// about is a rule in a line, and help what it asks for and what to do.
func (s *sarif) about(r Rule) string {
	if about := r.About.In(s.lang); about != "" {
		return about
	}
	for _, said := range r.Says {
		if words := s.text().plain(said.Words); !isBlank(words) {
			return words
		}
	}
	return r.ID
}

// isBlank reports whether words say nothing without an application: {毛病}.
func isBlank(words string) bool {
	return words == "" || words == "…" || strings.HasPrefix(words, "{") && strings.Index(words, "}") == len(words)-1
}

func (s *sarif) help(r Rule) string {
	lines := []string{}
	for _, said := range r.Says {
		for _, words := range []string{s.text().plain(said.Words), s.text().plain(said.Remedy)} {
			if !isBlank(words) && !slices.Contains(lines, words) {
				lines = append(lines, words)
			}
		}
	}
	if source := r.Source.In(s.lang); source != "" {
		lines = append(lines, filing.Words{ZH: "依据：", EN: "Source: "}.In(s.lang)+source)
	}
	return strings.Join(lines, "\n")
}

func (s *sarif) location(p filing.Place) sarifLocation {
	at, known := s.artifacts[p.Workbook]
	// No colon, by which a relative path would read as an absolute one.
	uri := strings.ReplaceAll(url.PathEscape(filing.Escape(p.Workbook)), ":", "%3A")
	if !known {
		at = len(s.log.Artifacts)
		s.artifacts[p.Workbook] = at
		s.log.Artifacts = append(s.log.Artifacts, sarifArtifact{sarifURI{URI: uri}})
	}
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifURI{uri, &at}}}
	if p.Row > 0 {
		l.Physical.Region = &sarifRegion{p.Row}
	}
	whole := p.Discreet()
	whole.Workbook = ""
	if name := strings.TrimLeft(whole.String(), ":!"); name != "" {
		logical := sarifLogical{Name: filing.Escape(name), QualifiedName: filing.Escape(name), Kind: "sheet"}
		if p.Cell != "" {
			logical.Name, logical.Kind = p.Cell, "cell"
		} else if p.Row > 0 {
			logical.Kind = "row"
		}
		l.Logical = []sarifLogical{logical}
	}
	return l
}
