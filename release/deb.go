package main

import (
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

const maintainer = "icpgen authors <icpgen@users.noreply.github.com>"

// writeDeb writes a Debian package (deb(5)): an ar archive of the format's
// version, the control files and the files. A static binary depends on nothing.
func writeDeb(w io.Writer, version, arch string, files []file, when time.Time) error {
	size := 0
	var sums strings.Builder
	for _, f := range files {
		size += len(f.data)
		fmt.Fprintf(&sums, "%x  %s\n", md5.Sum(f.data), f.name)
	}
	control := fmt.Sprintf(`Package: icpgen
Version: %s
Architecture: %s
Maintainer: %s
Installed-Size: %d
Section: text
Priority: optional
Homepage: https://github.com/icpgen/icpgen
Description: website filing papers from an Excel workbook
 icpgen reads website filings (ICP) of mainland China from workbooks, judges
 them by the national and the provincial rules, and renders the papers to print,
 sign and hand in as PDF.
 .
 从 Excel 工作簿检查网站备案申请，生成核验单、受理单、授权书和材料清单。
`, debianVersion(version), arch, maintainer, (size+1023)/1024)

	var controls, data bytes.Buffer
	about := []file{{"control", 0o644, []byte(control)}, {"md5sums", 0o644, []byte(sums.String())}}
	zc, zd := gzip.NewWriter(&controls), gzip.NewWriter(&data)
	err := errors.Join(writeTar(zc, "./", about, when), zc.Close(), writeTar(zd, "./", files, when), zd.Close())
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "!<arch>\n"); err != nil {
		return err
	}
	for _, member := range []file{{"debian-binary", 0o100644, []byte("2.0\n")}, {"control.tar.gz", 0o100644, controls.Bytes()}, {"data.tar.gz", 0o100644, data.Bytes()}} {
		padding := "\n"[:len(member.data)%2]
		_, err := fmt.Fprintf(w, "%-16s%-12d%-6d%-6d%-8o%-10d`\n%s%s", member.name, when.Unix(), 0, 0, member.mode, len(member.data), member.data, padding)
		if err != nil {
			return err
		}
	}
	return nil
}

// debianVersion is a version in Debian's terms: it begins with a digit, and a
// hyphen would begin a revision. One without a number comes before all others.
func debianVersion(version string) string {
	v := strings.ReplaceAll(strings.TrimPrefix(version, "v"), "-", "+")
	if v == "" || v[0] < '0' || v[0] > '9' || !strings.Contains(v, ".") {
		return "0~" + v
	}
	return v
}
