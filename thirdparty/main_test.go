package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestThirdParty holds the page against go.mod, and against the whole of what
// the command would write now where the sources for every system are at hand.
func TestThirdParty(t *testing.T) {
	written, err := os.ReadFile("../THIRD_PARTY.md")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	required := map[string]string{}
	for _, line := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)`).FindAllStringSubmatch(string(mod), -1) {
		required[line[1]] = line[2]
	}
	listed := 0
	for _, line := range regexp.MustCompile(`(?m)^\| (\S+) \| (v[0-9]\S*) \| \S`).FindAllStringSubmatch(string(written), -1) {
		if listed++; required[line[1]] != line[2] {
			t.Errorf("%s %s is listed, go.mod has %q: run make licences", line[1], line[2], required[line[1]])
		}
		delete(required, line[1])
	}
	if listed < 10 {
		t.Errorf("only %d modules listed", listed)
	}
	// What go.mod needs and the command does not link is for tests and tools.
	for name := range required {
		if name != "github.com/rogpeppe/go-internal" && name != "golang.org/x/tools" && name != "github.com/santhosh-tekuri/jsonschema/v6" {
			t.Errorf("%s is not listed: run make licences, or name it here", name)
		}
	}
	for _, face := range typefaces {
		if !strings.Contains(string(written), "| "+face.name+" | typeface |") {
			t.Errorf("%s is not listed", face.name)
		}
	}
	parts, err := linkedIn("..")
	if err != nil {
		t.Skip("not all sources are at hand:", err)
	}
	if page(parts) != string(written) {
		t.Error("THIRD_PARTY.md is not what it would be now: run make licences")
	}
}

func TestSBOM(t *testing.T) {
	parts := []part{
		{name: "example.org/a", version: "v1.2.3", licence: "MIT"},
		{name: "Ming", version: typeface, licence: "Hanazono Font License AND OFL-1.1"},
	}
	var first, second bytes.Buffer
	if err := errors.Join(writeSBOM(&first, "v1.0.0", parts), writeSBOM(&second, "v1.0.0", parts)); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() {
		t.Error("not the same bytes twice")
	}
	var read bom
	if err := json.Unmarshal(first.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if read.Metadata.Component.PURL != "pkg:golang/github.com/icpgen/icpgen@v1.0.0" || len(read.Components) != 3 {
		t.Errorf("%+v", read)
	}
	if a := read.Components[1]; a.PURL != "pkg:golang/example.org/a@v1.2.3" || a.Licences[0].Expression != "MIT" {
		t.Errorf("%+v", a)
	}
	if ming := read.Components[2]; ming.Type != "data" || len(ming.Licences) != 2 || ming.Licences[1].Licence.Name != "OFL-1.1" {
		t.Errorf("%+v", ming)
	}
}

func TestName(t *testing.T) {
	for text, want := range map[string]string{
		"Apache License\n  Version 2.0, January 2004":                      "Apache-2.0",
		"Redistributions of source code must retain":                       "BSD-2-Clause",
		"Redistributions of source code must retain … Neither the name of": "BSD-3-Clause",
		"Apache License Version 2.0 … Neither the name of":                 "Apache-2.0 AND BSD-3-Clause",
		"GNU GENERAL PUBLIC LICENSE, or Apache License Version 2.0":        "",
		"All rights reserved.":                                             "",
	} {
		if got := name(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
