package press

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/report"
)

// overviewName is the report of a run, or of its part, in its folder.
func (s Shard) overviewName() string { return s.fileName("report", ".html") }

// overview writes report.html while the run goes on: its rows wait in a file of
// the folder, so that memory does not grow with their number. A nil one writes
// nothing.
type overview struct {
	folder   *folder
	temp     string // the file of rows
	rows     file
	size     int64
	html     *report.HTML
	pictures pdf.Pictures
}

func newOverview(f *folder, lang filing.Lang) (*overview, error) {
	o := &overview{folder: f, temp: f.shard.tempPrefix() + rand.Text() + tempSuffix}
	var err error
	if o.rows, err = f.disk.OpenFile(o.temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, privateFile); err != nil {
		return nil, err
	}
	o.html = report.NewHTML(o, lang)
	return o, nil
}

// Write takes the rows of the report.
func (o *overview) Write(b []byte) (int, error) {
	n, err := o.rows.Write(b)
	o.size += int64(n)
	return n, err
}

// wantsPictures tells whether what is laid out next may be needed.
func (o *overview) wantsPictures() bool { return o != nil && o.html.WantsPictures() }

// add writes a case down, with pictures of what was laid out for it.
func (o *overview) add(c report.Case, laid []paper) error {
	if o == nil {
		return nil
	}
	var pictures []report.Picture
	if o.html.WantsPictures() {
		for _, l := range laid {
			document := forms.Packet{Application: c.Application}.Discreet(l.document)
			for n, page := range document.Pages {
				label := fmt.Sprintf("%s %d/%d", l.form, n+1, len(document.Pages))
				pictures = append(pictures, report.Picture{Form: l.form, SVG: o.pictures.Draw(page, label)})
			}
		}
	}
	return o.html.Case(c, pictures)
}

// put makes the report stand in the folder.
func (o *overview) put(run report.Run, failures []*Failure) error {
	if o == nil {
		return nil
	}
	css, err := o.pictures.Stylesheet()
	if err != nil {
		return err
	}
	var unread []filing.Words
	for _, f := range failures {
		if f.Kind != Internal { // that is told as a finding of its application
			unread = append(unread, f.Words)
		}
	}
	return o.folder.putStream(o.folder.shard.overviewName(), func(w io.Writer) error {
		rows := func() io.Reader { return io.NewSectionReader(o.rows, 0, o.size) }
		return o.html.Page(w, rows, run, unread, report.Shared{Symbols: o.pictures.Symbols(), Stylesheet: css})
	})
}

// close lets go of the file of rows.
func (o *overview) close() error {
	return errors.Join(o.rows.Close(), o.folder.disk.Remove(o.temp))
}

// putStream is [folder.put] for a file that is written bit by bit. What stands
// there with the same bytes is not touched.
func (f *folder) putStream(name string, write func(io.Writer) error) error {
	temp := f.shard.tempPrefix() + rand.Text() + tempSuffix
	out, err := f.disk.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, privateFile)
	if err != nil {
		return err
	}
	named := false
	defer func() {
		if !named {
			f.disk.Remove(temp)
		}
	}()
	if err = write(out); err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil || f.same(temp, name) {
		return err
	}
	if err = f.disk.Rename(temp, name); err == nil {
		named = true
		f.touched(".")
	}
	return err
}

// same reports whether two regular files hold the same bytes.
func (f *folder) same(a, b string) bool {
	x, y := f.regular(a), f.regular(b)
	defer x.Close()
	defer y.Close()
	if x == nil || y == nil {
		return false
	}
	p, q := bufio.NewReader(x), bufio.NewReader(y)
	for {
		m, errP := p.Peek(4096)
		n, errQ := q.Peek(4096)
		if !bytes.Equal(m, n) {
			return false
		}
		if errP != nil || errQ != nil {
			return errP == io.EOF && errQ == io.EOF
		}
		p.Discard(len(m))
		q.Discard(len(n))
	}
}

// regular opens a regular file; nil if there is none.
func (f *folder) regular(name string) *os.File {
	if info, err := f.root.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil
	}
	return file
}
