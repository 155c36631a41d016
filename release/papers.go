package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// file is a file of an archive or a package.
type file struct {
	name string // slashes between folders
	mode int64
	data []byte
}

// papers are what goes along with every binary.
type papers struct {
	manual, manualZH      []byte
	bash, zsh, fish       []byte
	powershell            []byte
	licence, thirdParties []byte
	readme, changes       []byte
}

// papers asks the command itself for its manual and its completions.
func (r *release) papers() (papers, error) {
	binary, err := r.build(system{runtime.GOOS, runtime.GOARCH})
	if err != nil {
		return papers{}, err
	}
	folder, err := os.MkdirTemp("", "icpgen-release-")
	if err != nil {
		return papers{}, err
	}
	defer os.RemoveAll(folder)
	command := filepath.Join(folder, "icpgen.exe")
	if err := os.WriteFile(command, binary, 0o700); err != nil {
		return papers{}, err
	}
	var p papers
	for _, asked := range []struct {
		to   *[]byte
		args string
	}{
		{&p.manual, "man --lang en"}, {&p.manualZH, "man --lang zh"},
		{&p.bash, "completion bash"}, {&p.zsh, "completion zsh"}, {&p.fish, "completion fish"}, {&p.powershell, "completion powershell"},
	} {
		if *asked.to, err = output(command, strings.Fields(asked.args)...); err != nil {
			return papers{}, err
		}
	}
	for name, to := range map[string]*[]byte{"LICENSE": &p.licence, "THIRD_PARTY.md": &p.thirdParties, "README.md": &p.readme, "CHANGELOG.md": &p.changes} {
		if *to, err = os.ReadFile(name); err != nil {
			return papers{}, err
		}
	}
	return p, nil
}

func (p papers) inArchive() []file {
	return []file{
		{"README.md", 0o644, p.readme}, {"CHANGELOG.md", 0o644, p.changes},
		{"LICENSE", 0o644, p.licence}, {"THIRD_PARTY.md", 0o644, p.thirdParties},
		{"man/man1/icpgen.1", 0o644, p.manual}, {"man/zh_CN/man1/icpgen.1", 0o644, p.manualZH},
		{"completions/icpgen.bash", 0o644, p.bash}, {"completions/_icpgen", 0o644, p.zsh},
		{"completions/icpgen.fish", 0o644, p.fish}, {"completions/icpgen.ps1", 0o644, p.powershell},
	}
}

// inPackage is where Debian's policy wants them.
func (p papers) inPackage(binary []byte, version string, when time.Time) []file {
	const doc = "usr/share/doc/icpgen/"
	return []file{
		{"usr/bin/icpgen", 0o755, binary},
		{"usr/share/man/man1/icpgen.1.gz", 0o644, gzipped(p.manual)},
		{"usr/share/man/zh_CN/man1/icpgen.1.gz", 0o644, gzipped(p.manualZH)},
		{"usr/share/bash-completion/completions/icpgen", 0o644, p.bash},
		{"usr/share/zsh/vendor-completions/_icpgen", 0o644, p.zsh},
		{"usr/share/fish/vendor_completions.d/icpgen.fish", 0o644, p.fish},
		{doc + "copyright", 0o644, []byte(copyright)},
		{doc + "THIRD_PARTY.md.gz", 0o644, gzipped(p.thirdParties)},
		{doc + "README.md", 0o644, p.readme},
		{doc + "CHANGELOG.md.gz", 0o644, gzipped(p.changes)},
		{doc + "changelog.gz", 0o644, gzipped(fmt.Appendf(nil, changelog, debianVersion(version), maintainer, when.Format(time.RFC1123Z)))},
		{"usr/share/lintian/overrides/icpgen", 0o644, []byte("# Go links statically.\nicpgen: statically-linked-binary [usr/bin/icpgen]\n")},
	}
}

// copyright is the package's machine-readable copyright file (DEP-5).
const copyright = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: icpgen
Source: https://github.com/icpgen/icpgen

Files: *
Copyright: 2026 the icpgen authors
License: Apache-2.0
Comment:
 The modules linked in and the typefaces embedded, with their copyrights and
 licences in full, are listed in THIRD_PARTY.md.gz beside this file.

License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.
`

// changelog is the package's own; what changed in icpgen is told in CHANGELOG.md.
const changelog = `icpgen (%s) unstable; urgency=medium

  * What changed is told in CHANGELOG.md.gz beside this file.

 -- %s  %s
`
