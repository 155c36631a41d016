package press

import (
	"fmt"
	"io"

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
	rows     *tempFile // which never gets a name
	html     *report.HTML
	pictures pdf.Pictures
}

func newOverview(f *folder, lang filing.Lang) (*overview, error) {
	rows, err := f.create()
	if err != nil {
		return nil, err
	}
	return &overview{folder: f, rows: rows, html: report.NewHTML(rows, lang)}, nil
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
		if f.Kind != Internal && f.Kind != Output { // these are told as findings of their applications
			unread = append(unread, f.Words)
		}
	}
	return o.folder.putStream(o.folder.shard.overviewName(), func(w io.Writer) error {
		rows := func() io.Reader { return o.rows.written() }
		return o.html.Page(w, rows, run, unread, report.Shared{Symbols: o.pictures.Symbols(), Stylesheet: css})
	})
}

// close lets go of the file of rows.
func (o *overview) close() { o.rows.discard() }
