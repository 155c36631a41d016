package pdf

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// A4 in points, as it stands in the file.
const (
	pageWidth  = 595.276
	pageHeight = 841.890
)

func pt(millimetres float64) float64 { return millimetres / millimetresPerPoint }

// Write writes the document as a PDF. The same document gives the same bytes.
func (d *Document) Write(w io.Writer) error {
	b, err := d.Bytes()
	if err != nil {
		return err
	}
	n, err := w.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("pdf: writing: %w", err)
	}
	return nil
}

// Bytes is the document as a PDF: A4, black and grays only, typefaces embedded
// as subsets, words that can be searched and copied. It is an error if the
// document has no page, or a [Text] made by hand holds a character that no
// typeface prints.
//
// A page is its stencil, drawn by gopdf and kept from document to document,
// and the values, set here over it; what characters the stencil's typefaces
// lack they bring with them.
func (d *Document) Bytes() ([]byte, error) { return d.BytesIn(nil) }

// BytesIn is Bytes in the room that a buffer has, whatever it held; in a new one
// where that is too little.
func (d *Document) BytesIn(room []byte) ([]byte, error) {
	if len(d.Pages) == 0 || d.Trial {
		return nil, errors.New("pdf: a document without pages")
	}
	stencils, of, err := d.stencils()
	if err != nil {
		return nil, err
	}
	values, under := make([]*Layer, len(d.Pages)), make([]*stencil, len(d.Pages))
	for i, page := range d.Pages {
		values[i] = &page.Values
		if of[i] >= 0 {
			under[i] = stencils[of[i]]
		}
	}
	faces, err := typefaces(values, under)
	if err != nil {
		return nil, err
	}
	extra, size := make([]*font, len(faces)), 4096
	for i, c := range faces {
		extra[i] = newFont(c, nil, quick)
		size += extra[i].size()
	}
	for _, s := range stencils {
		size += s.size()
	}

	f := newFile(slices.Grow(room[:0], size+3000*len(d.Pages)))
	io.WriteString(f.sum, d.Title)
	for _, e := range extra {
		io.WriteString(f.sum, e.family) // with the tag that tells its characters
	}
	pages := f.number()
	catalog, info := f.root(pages, nature{title: d.Title})
	others := f.fonts(extra)
	forms, its := make([]int, len(stencils)), make([][]int, len(stencils))
	for i, s := range stencils {
		forms[i], its[i] = f.form(s)
	}
	b := newBrush()
	sheets := make([]int, len(d.Pages))
	for i := range d.Pages {
		sheets[i] = f.number()
		f.begin(sheets[i])
		f.print("<< /Type /Page /Parent ", ref(pages), " /TrimBox ", a4, "\n/Resources << ")
		if k := of[i]; k >= 0 {
			f.names(slices.Concat(its[k], others)...)
			f.print(" /XObject << /Fm0 ", ref(forms[k]), " >>")
		} else {
			f.names(others...)
		}
		content := f.number()
		f.print(" >>\n/Contents ", ref(content), " >>\n")
		f.end()
		f.begin(content)
		f.print("<<")
		packed := quick.pack(b.page(ownFonts{under[i], extra}, under[i] != nil, values[i]))
		f.stream(packed)
		f.end()
		if under[i] != nil {
			f.sum.Write(under[i].digest[:])
		}
		f.sum.Write(packed)
	}
	b.free()
	f.begin(pages)
	f.print("<< /Type /Pages /MediaBox ", a4, " /Count ", len(sheets), " /Kids [")
	for _, n := range sheets {
		f.print(" ", ref(n))
	}
	f.print(" ] >>\n")
	f.end()
	f.close(catalog, info)
	return f.out, nil
}

// form writes a stencil as a form XObject and returns its number and those of
// its fonts.
func (f *file) form(s *stencil) (number int, fonts []int) {
	fonts = f.fonts(s.fonts)
	number = f.number()
	f.begin(number)
	f.print("<< /Type /XObject /Subtype /Form /BBox ", a4, " /Resources << ")
	f.names(fonts...)
	f.print(" >>")
	f.stream(s.content)
	f.end()
	return number, fonts
}
