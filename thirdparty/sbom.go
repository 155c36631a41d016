package main

import (
	"encoding/json"
	"io"
	"runtime"
	"strings"
)

// The bill of materials in CycloneDX 1.6 (ECMA-424): the same parts as the page,
// for programs that look for vulnerabilities and licences. It has no serial
// number and no time of day, so that the same parts give the same bytes.
type (
	bom struct {
		Format     string      `json:"bomFormat"`
		Spec       string      `json:"specVersion"`
		Version    int         `json:"version"`
		Metadata   bomMetadata `json:"metadata"`
		Components []component `json:"components"`
	}
	bomMetadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type     string    `json:"type"`
		Ref      string    `json:"bom-ref"`
		Name     string    `json:"name"`
		Version  string    `json:"version,omitempty"`
		Licences []licence `json:"licenses"`
		PURL     string    `json:"purl,omitempty"`
	}
	// licence is one of the two: an expression of SPDX names, or a name that
	// SPDX does not know.
	licence struct {
		Expression string      `json:"expression,omitempty"`
		Licence    *namedTerms `json:"license,omitempty"`
	}
	namedTerms struct {
		Name string `json:"name"`
	}
)

// writeSBOM writes the bill of materials of icpgen at a version.
func writeSBOM(w io.Writer, version string, parts []part) error {
	b := bom{
		Format: "CycloneDX", Spec: "1.6", Version: 1,
		Metadata: bomMetadata{module("application", "github.com/icpgen/icpgen", version, "Apache-2.0")},
		Components: []component{
			module("library", "std", strings.TrimPrefix(runtime.Version(), "go"), "BSD-3-Clause"),
		},
	}
	for _, p := range parts {
		if p.version == typeface {
			b.Components = append(b.Components, component{Type: "data", Ref: "typeface:" + strings.ReplaceAll(p.name, " ", ""), Name: p.name, Licences: licences(p.licence)})
			continue
		}
		b.Components = append(b.Components, module("library", p.name, p.version, p.licence))
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(b)
}

// module is a Go module as the package URL specification names it.
func module(kind, path, version, terms string) component {
	purl := "pkg:golang/" + path + "@" + version
	return component{Type: kind, Ref: purl, Name: path, Version: version, Licences: licences(terms), PURL: purl}
}

func licences(terms string) []licence {
	if !strings.Contains(terms, "Font License") {
		return []licence{{Expression: terms}}
	}
	var list []licence
	for _, name := range strings.Split(terms, " AND ") {
		list = append(list, licence{Licence: &namedTerms{name}})
	}
	return list
}
