// Command release builds what is handed out of a version: for each system a
// static binary in an archive, for Debian a package, the bill of materials, and
// the checksums of them all. The same commit gives the same bytes, in whatever
// folder it lies: times are the commit's (SOURCE_DATE_EPOCH, in seconds).
//
//	go run ./release -version v1.0.0 dist
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// system is what a binary is built for.
type system struct{ os, arch string }

var systems = []system{
	{"linux", "amd64"}, {"linux", "arm64"},
	{"darwin", "amd64"}, {"darwin", "arm64"},
	{"windows", "amd64"}, {"windows", "arm64"},
}

func main() {
	version := flag.String("version", "dev", "the `version` that the binaries say")
	only := flag.String("only", "", "build for one `OS/ARCH`")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "release: name the folder to write into, such as dist")
		os.Exit(2)
	}
	r := release{version: *version, folder: flag.Arg(0), when: time.Unix(0, 0).UTC()}
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		r.when = time.Unix(seconds, 0).UTC()
	}
	if err := r.make(*only); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release is one version on its way into a folder.
type release struct {
	version string
	folder  string
	when    time.Time // of every file
	sums    strings.Builder
}

func (r *release) make(only string) error {
	if err := os.MkdirAll(r.folder, 0o755); err != nil {
		return err
	}
	papers, err := r.papers()
	if err != nil {
		return err
	}
	made := false
	for _, s := range systems {
		if only != "" && only != s.os+"/"+s.arch {
			continue
		}
		made = true
		if err := r.handOut(s, papers); err != nil {
			return fmt.Errorf("%s/%s: %w", s.os, s.arch, err)
		}
	}
	if !made {
		return fmt.Errorf("-only %s: nothing is built for it", only)
	}
	bom, err := output("go", "run", "./thirdparty", "-sbom", r.version)
	if err == nil {
		err = r.write("icpgen_"+r.version+".cdx.json", bom)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(r.folder, "SHA256SUMS"), []byte(r.sums.String()), 0o644)
	}
	return err
}

// handOut writes the archive of a system, and the package where it has one.
func (r *release) handOut(s system, papers papers) error {
	binary, err := r.build(s)
	if err != nil {
		return err
	}
	name := strings.Join([]string{"icpgen", r.version, s.os, s.arch}, "_")
	files := papers.inArchive()
	var b bytes.Buffer
	if s.os == "windows" {
		files = append(files, file{"icpgen.exe", 0o755, binary})
		if err := writeZip(&b, name, files, r.when); err != nil {
			return err
		}
		return r.write(name+".zip", b.Bytes())
	}
	files = append(files, file{"icpgen", 0o755, binary})
	if err := writeTarball(&b, name, files, r.when); err != nil {
		return err
	}
	if err := r.write(name+".tar.gz", b.Bytes()); err != nil || s.os != "linux" {
		return err
	}
	var d bytes.Buffer
	if err := writeDeb(&d, r.version, s.arch, papers.inPackage(binary, r.version, r.when), r.when); err != nil {
		return err
	}
	return r.write("icpgen_"+debianVersion(r.version)+"_"+s.arch+".deb", d.Bytes())
}

// write puts a file into the folder and its checksum on the list.
func (r *release) write(name string, data []byte) error {
	fmt.Fprintf(&r.sums, "%x  %s\n", sha256.Sum256(data), name)
	fmt.Printf("%9d  %s\n", len(data), name)
	return os.WriteFile(filepath.Join(r.folder, name), data, 0o644)
}

// build compiles the command; no path of this machine gets into it, nor whether
// git was at hand.
func (r *release) build(s system) (binary []byte, err error) {
	folder, err := os.MkdirTemp("", "icpgen-release-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "icpgen")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.version="+r.version, "-o", path, "./cmd/icpgen")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+s.os, "GOARCH="+s.arch)
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, said)
	}
	return os.ReadFile(path)
}

// output is what a program prints.
func output(name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, &complaint)
	}
	return out, nil
}
