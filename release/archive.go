package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// writeTarball writes files below a folder as .tar.gz.
func writeTarball(w io.Writer, folder string, files []file, when time.Time) error {
	z := gzip.NewWriter(w)
	return errors.Join(writeTar(z, folder+"/", files, when), z.Close())
}

// writeTar writes files and, before them, the folders that they lie in, all of
// them root's; before stands before each name.
func writeTar(w io.Writer, before string, files []file, when time.Time) error {
	t := tar.NewWriter(w)
	header := tar.Header{ModTime: when, Uname: "root", Gname: "root", Format: tar.FormatGNU}
	for _, folder := range foldersOf(files) {
		h := header
		h.Typeflag, h.Name, h.Mode = tar.TypeDir, before+folder, 0o755
		if err := t.WriteHeader(&h); err != nil {
			return err
		}
	}
	for _, f := range files {
		h := header
		h.Typeflag, h.Name, h.Mode, h.Size = tar.TypeReg, before+f.name, f.mode, int64(len(f.data))
		if err := t.WriteHeader(&h); err != nil {
			return err
		}
		if _, err := t.Write(f.data); err != nil {
			return err
		}
	}
	return t.Close()
}

// foldersOf lists the folders that files lie in, the outer ones first.
func foldersOf(files []file) []string {
	folders := []string{""}
	for _, f := range files {
		for folder := path.Dir(f.name); folder != "."; folder = path.Dir(folder) {
			if !slices.Contains(folders, folder+"/") {
				folders = append(folders, folder+"/")
			}
		}
	}
	slices.SortFunc(folders, strings.Compare)
	return folders
}

// writeZip writes files below a folder as .zip.
func writeZip(w io.Writer, folder string, files []file, when time.Time) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		h := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: when}
		h.SetMode(fs.FileMode(f.mode))
		entry, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := entry.Write(f.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// gzipped packs a page as tight as Debian's policy wants it. Nothing can go
// wrong with a buffer and a level that exists.
func gzipped(data []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}
