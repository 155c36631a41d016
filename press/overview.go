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

// overviewName is the report of a run, in its folder.
const overviewName = "report.html"

// overview writes report.html while the run goes on: its rows wait in a file of
// the folder, so that memory does not grow with their number.
type overview struct {
	folder   *folder
	name     string // of the file of rows
	rows     *os.File
	html     *report.HTML
	pictures pdf.Pictures
}

func newOverview(f *folder, lang filing.Lang) (*overview, error) {
	o := &overview{folder: f, name: tempPrefix + rand.Text() + tempSuffix}
	var err error
	if o.rows, err = f.root.OpenFile(o.name, os.O_RDWR|os.O_CREATE|os.O_EXCL, privateFile); err != nil {
		return nil, err
	}
	o.html = report.NewHTML(o.rows, lang)
	return o, nil
}

// add writes a case down, with pictures of what was laid out for it.
func (o *overview) add(c report.Case, packet forms.Packet, laid []paper) error {
	var pictures []report.Picture
	if o.html.WantsPictures() {
		for _, l := range laid {
			document := packet.Discreet(l.document)
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
	rows := func() (io.Reader, error) {
		_, err := o.rows.Seek(0, io.SeekStart)
		return o.rows, err
	}
	return o.folder.putStream(overviewName, func(w io.Writer) error {
		return o.html.Page(w, rows, run, unread, report.Shared{Symbols: o.pictures.Symbols(), Stylesheet: css})
	})
}

// close lets go of the file of rows.
func (o *overview) close() error {
	return errors.Join(o.rows.Close(), o.folder.root.Remove(o.name))
}

// putStream is [folder.put] for a file that is written bit by bit. What stands
// there with the same bytes is not touched.
func (f *folder) putStream(name string, write func(io.Writer) error) error {
	temp := tempPrefix + rand.Text() + tempSuffix
	out, err := f.create(temp)
	if err != nil {
		return err
	}
	defer f.root.Remove(temp) // gone once it has its name
	if err = write(out); err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil || f.same(temp, name) {
		return err
	}
	f.touched(".")
	return f.rename(temp, name)
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
