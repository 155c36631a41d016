package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	day   = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	shown = []file{{"usr/bin/icpgen", 0o755, []byte("binary")}, {"usr/share/doc/icpgen/copyright", 0o644, []byte("free")}}
)

// TestDeb takes a package apart as deb(5) describes it.
func TestDeb(t *testing.T) {
	var b, again bytes.Buffer
	for _, w := range []io.Writer{&b, &again} {
		if err := writeDeb(w, "v1.2.0-3-gabc", "arm64", shown, day); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("not the same bytes twice")
	}
	members := unar(t, b.Bytes())
	if names := []string{members[0].name, members[1].name, members[2].name}; !slices.Equal(names, []string{"debian-binary", "control.tar.gz", "data.tar.gz"}) || string(members[0].data) != "2.0\n" {
		t.Fatalf("%v %q", names, members[0].data)
	}
	about := untar(t, members[1].data)
	control := string(about["./control"].data)
	for _, line := range []string{"Package: icpgen", "Version: 1.2.0+3+gabc", "Architecture: arm64", "Installed-Size: 1"} {
		if !strings.Contains(control, line+"\n") {
			t.Errorf("control lacks %q:\n%s", line, control)
		}
	}
	if sums := string(about["./md5sums"].data); sums != "9d7183f16acce70658f686ae7f1a4d20  usr/bin/icpgen\naa2d6e4f578eb0cfaba23beef76c2194  usr/share/doc/icpgen/copyright\n" {
		t.Error(sums)
	}
	data := untar(t, members[2].data)
	for name, mode := range map[string]int64{"./": 0o755, "./usr/": 0o755, "./usr/share/doc/icpgen/": 0o755, "./usr/bin/icpgen": 0o755, "./usr/share/doc/icpgen/copyright": 0o644} {
		if f, ok := data[name]; !ok || f.mode != mode {
			t.Errorf("%s: %v %o", name, ok, f.mode)
		}
	}
	if got := string(data["./usr/bin/icpgen"].data); got != "binary" {
		t.Error(got)
	}
}

func unar(t *testing.T, data []byte) (members []file) {
	t.Helper()
	rest, ok := bytes.CutPrefix(data, []byte("!<arch>\n"))
	for ok && len(rest) > 0 {
		size, err := strconv.Atoi(strings.TrimSpace(string(rest[48:58])))
		if err != nil || string(rest[58:60]) != "`\n" {
			t.Fatalf("%v %q", err, rest[:60])
		}
		members = append(members, file{name: strings.TrimSpace(string(rest[:16])), data: rest[60 : 60+size]})
		rest = rest[60+size+size%2:]
	}
	if len(members) != 3 {
		t.Fatalf("%d members", len(members))
	}
	return members
}

func untar(t *testing.T, data []byte) map[string]file {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]file{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil || h.Uid != 0 || h.Uname != "root" || !h.ModTime.Equal(day) {
			t.Fatalf("%v %+v", err, h)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[h.Name] = file{h.Name, h.Mode, content}
	}
}

func TestArchives(t *testing.T) {
	var b bytes.Buffer
	if err := writeTarball(&b, "icpgen_1", shown, day); err != nil {
		t.Fatal(err)
	}
	if f := untar(t, b.Bytes())["icpgen_1/usr/bin/icpgen"]; f.mode != 0o755 || string(f.data) != "binary" {
		t.Errorf("%+v", f)
	}
	var z bytes.Buffer
	if err := writeZip(&z, "icpgen_1", shown, day); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(z.Bytes()), int64(z.Len()))
	if err != nil {
		t.Fatal(err)
	}
	f := r.File[0]
	if f.Name != "icpgen_1/usr/bin/icpgen" || f.Mode() != 0o755 || !f.Modified.Equal(day) {
		t.Error(f.Name, f.Mode(), f.Modified)
	}
}

func TestDebianVersion(t *testing.T) {
	for version, want := range map[string]string{
		"v1.0.0": "1.0.0", "v1.0.0-3-gabc-dirty": "1.0.0+3+gabc+dirty", "0a6fc55": "0~0a6fc55", "dev": "0~dev",
	} {
		if got := debianVersion(version); got != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}
