// Command thirdparty writes THIRD_PARTY.md: the modules that are linked into
// icpgen on any system that it is built for, and the typefaces in it, with
// their licences in full; or, with -sbom, the same as a bill of materials in
// CycloneDX. It asks no network: the texts are those beside the sources that
// the command is built from.
//
//	go run ./thirdparty > THIRD_PARTY.md
//	go run ./thirdparty -sbom v1.0.0 > icpgen.cdx.json
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// part is a module or a typeface.
type part struct{ name, version, licence, text string }

// typefaces are those of fonts/data, with the files of their licences.
var typefaces = []struct{ name, licence string }{
	{"Noto Sans SC", "NotoSansSC-OFL.txt"},
	{"Noto Serif SC", "NotoSerifSC-OFL.txt"},
	{"HanaMinB", "HanaMinB-LICENSE.txt"},
}

// systems are those that icpgen is built for.
var systems = []string{"darwin", "linux", "windows"}

func main() {
	version := flag.String("sbom", "", "write the bill of materials of this `version` of icpgen")
	flag.Parse()
	parts, err := linkedIn(".")
	switch {
	case err != nil:
	case *version != "":
		err = writeSBOM(os.Stdout, *version, parts)
	default:
		_, err = os.Stdout.WriteString(page(parts))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// typeface stands for the version of what is no module.
const typeface = "typeface"

// linkedIn lists what is in the command of the repository at root.
func linkedIn(root string) ([]part, error) {
	parts, err := modules(root)
	if err != nil {
		return nil, err
	}
	for _, face := range typefaces {
		text, err := os.ReadFile(filepath.Join(root, "fonts", "data", face.licence))
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{name: face.name, version: typeface, text: string(text)})
	}
	for i := range parts {
		if parts[i].licence = name(parts[i].text); parts[i].licence == "" {
			return nil, fmt.Errorf("%s: its licence is of no known kind", parts[i].name)
		}
	}
	return parts, nil
}

// modules are the modules linked into the command.
func modules(root string) ([]part, error) {
	var parts []part
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/icpgen")
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOPROXY=off", "CGO_ENABLED=0")
		var complaint bytes.Buffer
		cmd.Stderr = &complaint
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w\n%s", err, &complaint)
		}
		for line := range strings.Lines(string(out)) {
			cells := strings.Split(strings.TrimSpace(line), "\t")
			if len(cells) != 3 || slices.ContainsFunc(parts, func(p part) bool { return p.name == cells[0] }) {
				continue
			}
			text, err := licenceIn(cells[2])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", cells[0], err)
			}
			parts = append(parts, part{name: cells[0], version: cells[1], text: text})
		}
	}
	slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.name, b.name) })
	return parts, nil
}

// licenceIn reads what a module says of copying, patents included.
func licenceIn(folder string) (string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", err
	}
	var texts []string
	for _, entry := range entries {
		upper := strings.ToUpper(entry.Name())
		if entry.IsDir() || !strings.HasPrefix(upper, "LICEN") && !strings.HasPrefix(upper, "NOTICE") && !strings.HasPrefix(upper, "COPYING") && upper != "PATENTS" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return "", err
		}
		texts = append(texts, string(text))
	}
	if texts == nil {
		return "", errors.New("no licence beside its sources")
	}
	return strings.Join(texts, "\n"), nil
}

// name tells the licences in a text by their SPDX names. Of no other kind may
// anything come in unread.
func name(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	has := func(words string) bool { return strings.Contains(text, words) }
	if has("GNU GENERAL PUBLIC") || has("GNU LESSER") || has("GNU AFFERO") || has("Mozilla Public") {
		return ""
	}
	var names []string
	for _, licence := range []struct {
		name string
		is   bool
	}{
		{"Apache-2.0", has("Apache License Version 2.0")},
		{"BSD-2-Clause", has("Redistributions of source code must retain") && !has("Neither the name")},
		{"BSD-3-Clause", has("Neither the name")},
		{"MIT", has("Permission is hereby granted, free of charge, to any person obtaining a copy of this software")},
		{"OFL-1.1", has("SIL OPEN FONT LICENSE")},
		{"Hanazono Font License", has("Hanazono Font License")},
	} {
		if licence.is {
			names = append(names, licence.name)
		}
	}
	return strings.Join(names, " AND ")
}

func page(parts []part) string {
	var b strings.Builder
	b.WriteString("# Third parties\n\nMade by `make licences`. What is linked into `icpgen` besides its own code (Apache-2.0, `LICENSE`) and the Go standard\n" +
		"library (BSD-3-Clause, as golang.org/x), and the typefaces embedded in it.\n\n| name | version | licence |\n|---|---|---|\n")
	for _, p := range parts {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", p.name, p.version, p.licence)
	}
	b.WriteString("\n## Their licences\n")
	said := map[string]bool{}
	for _, p := range parts {
		text := tidy(p.text)
		if said[text] {
			continue
		}
		said[text] = true
		var names []string
		for _, q := range parts {
			if tidy(q.text) == text {
				names = append(names, q.name)
			}
		}
		fmt.Fprintf(&b, "\n### %s\n\n```text\n%s\n```\n", strings.Join(names, ", "), text)
	}
	return b.String()
}

// tidy is the text without what no reader sees.
func tidy(text string) string {
	var lines []string
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		lines = append(lines, strings.TrimRight(line, " \t\r\n\f"))
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
