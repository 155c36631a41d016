// Package readback reads PDFs back: what stands on a page, where, in which
// font and colour. It shares nothing with what writes them, and imports only
// the standard library, so that the two cannot be wrong in the same way.
//
// It reads PDF 1.3 to 1.7 (ISO 32000-1): cross-reference tables and streams,
// object streams, incremental updates, Flate with predictors, form XObjects,
// annotation appearances, simple and composite fonts. Not read: encrypted
// files, image contents, glyphs of Type 3 fonts. What might paint and is not
// understood is listed in [File.Unknown], never passed over in silence.
//
// All places are millimetres from the top left corner of the page as it is
// looked at, y downwards.
package readback

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf16"
)

// File is a PDF as read.
type File struct {
	Version  string // of the header, as "1.7"
	Title    string
	Author   string
	Creator  string
	Producer string

	HasInfoDate bool // the information dictionary has a creation or modification date
	HasID       bool // the trailer has an /ID
	HasXMP      bool // the catalog has a metadata stream
	HasScript   bool // the catalog has JavaScript or an open action that is no destination
	Encrypted   bool

	Pages []Page
	Fonts []Font

	// Unknown lists what might paint and is not understood, each once.
	Unknown []string
	// Faults lists what breaks the standard and was read nevertheless.
	Faults []string

	store *store
}

// Box is a rectangle in millimetres: its top left corner and its size.
type Box struct{ X, Y, W, H float64 }

// Page is one page and all that is painted on it, in painting order within
// each list; Order tells the order between the lists.
type Page struct {
	Number   int        // from 1
	MediaBox [4]float64 // points, as x0 y0 x1 y1
	CropBox  [4]float64 // the same as MediaBox when absent
	TrimBox  [4]float64 // the same as CropBox when absent
	Rotate   int        // 0, 90, 180, 270 clockwise
	// Size as looked at.
	WidthMM, HeightMM float64

	Glyphs  []Glyph
	Strokes []Stroke
	Fills   []Fill
	Images  []Image

	// Layer is set when the page begins with a form XObject that is known from
	// another: the same Layer tells the same marks, but for the number of their
	// fonts and what Order they begin with.
	Layer *Layer

	// Source is what the page is painted from.
	Source Source
	// Unread is set when the page was known and is not read again: it has no marks.
	Unread bool

	lines  []Line
	sorted []Glyph // what the lines' glyphs are cut from
	places []place
}

// Source is what a page is painted from. Pages of one file that have equal
// Sources show the same: they are copies of each other.
type Source struct {
	Contents, Resources        int // object numbers; 0 for none
	MediaBox, CropBox, TrimBox [4]float64
	Rotate                     int
	UserUnit                   float64
	alone                      int // the number of a page that can be no copy: of several streams, with annotations …
}

// Layer is how many of a page's marks, the first in each list, are those of a
// form XObject that comes again.
type Layer struct{ Glyphs, Strokes, Fills, Images int }

func (p *Page) marks() int { return len(p.Glyphs) + len(p.Strokes) + len(p.Fills) + len(p.Images) }

// Glyph is one character shown.
type Glyph struct {
	Text   string // from ToUnicode; "" when the font tells none
	CID    uint16 // the code in the string
	GID    uint16 // glyph number in the font program, for composite fonts
	Notdef bool   // a composite font's glyph 0
	Mode   uint8  // text rendering mode; 3 and 7 paint nothing
	// Clipped tells that the glyph's middle lies outside the clip.
	Clipped bool
	X, Y    float64 // origin on the baseline
	Width   float64 // advance, without character and word spacing
	Angle   float64 // of the baseline, degrees counter-clockwise
	Size    float64 // points, after all matrices
	Font    int     // index in File.Fonts
	Order   int
	Colour  Colour
}

// Invisible tells that the glyph can be copied but not seen.
func (g *Glyph) Invisible() bool { return g.Mode == 3 || g.Mode == 7 }

// Stroke is a painted straight segment; a curve comes as eight of them.
type Stroke struct {
	X1, Y1, X2, Y2 float64
	Width          float64 // 0 is the thinnest line the device has
	Dashed         bool
	Order          int
	Colour         Colour
}

// Fill is the bounding box of one filled subpath, holes included.
type Fill struct {
	Box
	Rect   bool // the subpath is an upright rectangle
	Order  int
	Colour Colour
}

// Image is the bounding box of a placed image.
type Image struct {
	Box
	Space string // the family of its colour space; "Mask" for a stencil
	Order int
}

// Colour is a colour in the space the file gives.
type Colour struct {
	Space string // DeviceGray, DeviceRGB, DeviceCMYK, ICCBased1, ICCBased3, ICCBased4, CalGray, Separation, Pattern …
	V     [4]float64
}

// GrayOnly tells that at most black ink prints: a gray, or K without C, M, Y.
func (c Colour) GrayOnly() bool {
	switch c.Space {
	case "DeviceGray", "ICCBased1", "CalGray":
		return true
	case "DeviceCMYK":
		return c.V[0] == 0 && c.V[1] == 0 && c.V[2] == 0
	}
	return false
}

// Black tells that it is black and nothing but black ink.
func (c Colour) Black() bool {
	if c.Space == "DeviceCMYK" {
		return c.GrayOnly() && c.V[3] == 1
	}
	return c.GrayOnly() && c.V[0] == 0
}

// White tells that it is the colour of paper.
func (c Colour) White() bool {
	switch c.Space {
	case "DeviceGray", "ICCBased1", "CalGray":
		return c.V[0] == 1
	case "DeviceRGB", "ICCBased3", "CalRGB":
		return c.V[0] == 1 && c.V[1] == 1 && c.V[2] == 1
	case "DeviceCMYK", "ICCBased4":
		return c.V == [4]float64{}
	}
	return false
}

// ErrEncrypted is returned with a File that has Encrypted set and no pages.
var ErrEncrypted = errors.New("the file is encrypted")

var errWork = errors.New("more work than a file of this size deserves")

const (
	baseInflate = 64 << 20 // bytes that any file may unpack to, plus 16 for each of its own
	baseWork    = 1 << 20  // operators and glyphs, plus 8 for each byte of the file
	maxMarks    = 1 << 18  // glyphs, strokes, fills and images on a page
	maxKept     = 1 << 22  // the same in a file whose pages are all kept, by Read
	maxForms    = 16       // forms within forms
	maxStates   = 512      // q within q
)

// Reader reads many files, one after the other, and keeps its buffers between
// them. The zero Reader is ready; it serves one goroutine at a time.
type Reader struct {
	inflate inflater
	texts   map[string]string
	scratch []byte
	content []byte
	interp  interp
	cmap    lexer
	page    Page
	memory  memory
	windows windows
	whole   bytes.Buffer // a small file

	smallest int // of files that are read by windows; 0: as usual

	// Afresh makes it take nothing over from files that it read before.
	Afresh bool
}

// Read reads a whole file. The error says what is wrong and where; a file that
// is read in spite of smaller damage has it in Faults. The File keeps data.
func Read(data []byte) (*File, error) { return new(Reader).Read(data) }

// Read is the package's Read with the Reader's buffers.
func (r *Reader) Read(data []byte) (*File, error) {
	var pages []Page
	kept := 0
	f, err := r.Each(data, func(_ *File, p *Page) error {
		if kept += p.marks(); kept > maxKept {
			return fmt.Errorf("more than %d marks: too many to keep all pages at once", maxKept)
		}
		own := *p
		*p = Page{}
		pages = append(pages, own)
		return nil
	})
	if f != nil {
		f.Pages = pages
	}
	return f, err
}

// Each hands over one page after the other: the way to read many files. The
// page and its lines are used again for the next page, of this file or another.
// File.Pages stays empty; Fonts, Unknown and Faults grow as pages are read.
func (r *Reader) Each(data []byte, page func(*File, *Page) error) (*File, error) {
	return r.each(source{data: data, size: len(data)}, walk{last: math.MaxInt, page: page})
}

// smallFile is up to which size a file is taken into memory.
const smallFile = 1 << 20

// Pages is Each for files of any size, which are read as far as the pages ask
// for them. What only one page uses is forgotten with it, so that memory does
// not grow with the number of pages, but for 8 bytes an object.
//
// Of a page whose Source is known, nil: of none, the marks are not read. An
// error of the file is returned as it comes; the File is good until the Reader
// reads another.
func (r *Reader) Pages(file io.ReaderAt, size int64, known func(Source) bool, page func(*File, *Page) error) (*File, error) {
	return r.PagesFrom(1, math.MaxInt, file, size, known, page)
}

// PagesFrom is Pages for those from first to last, so that several Readers can
// share a file. The others are counted, and nothing of them is read.
func (r *Reader) PagesFrom(first, last int, file io.ReaderAt, size int64, known func(Source) bool, page func(*File, *Page) error) (*File, error) {
	small := int64(smallFile)
	if r.smallest > 0 {
		small = int64(r.smallest)
	}
	if size > small {
		r.windows.forget()
		return r.each(source{file: file, size: int(size), windows: &r.windows}, walk{first: first, last: last, known: known, page: page})
	}
	r.whole.Reset()
	if _, err := r.whole.ReadFrom(io.NewSectionReader(file, 0, size)); err != nil {
		return nil, err
	}
	if int64(r.whole.Len()) < size {
		return nil, io.ErrUnexpectedEOF
	}
	return r.each(source{data: r.whole.Bytes(), size: int(size)}, walk{first: first, last: last, known: known, page: page})
}

func (r *Reader) each(src source, w walk) (*File, error) {
	if r.texts == nil {
		r.texts = make(map[string]string, 1024)
	}
	src.left = baseLook + 64*src.size
	d := &document{reader: r, fontAt: map[int]int{}, fontIn: map[*object]int{}, scratch: r.scratch, cmap: r.cmap, work: baseWork + 8*src.size}
	d.store = &store{
		source: src, lx: lexer{refs: true}, inflate: &r.inflate, inflatable: baseInflate + 16*src.size,
		objects: make(map[int]object, 32), packed: map[int]*pack{}, decoded: map[int][]byte{}, open: map[int]bool{},
		faults: &d.faultNotes,
	}
	d.file.store = d.store
	if !r.Afresh {
		if r.memory.bytes > mostRemembered {
			r.memory.forget()
		}
		d.memory, d.lx.memory = &r.memory, &r.memory
	}
	err := d.read(w)
	d.notes()
	r.scratch, r.cmap = d.scratch[:0], d.cmap
	if d.failed != nil {
		return nil, d.failed
	}
	if err != nil && !d.file.Encrypted {
		return nil, err
	}
	return &d.file, err
}

// document is a file being read.
type document struct {
	*store
	reader   *Reader
	file     File
	fontAt   map[int]int // object number → index in file.Fonts
	fontIn   map[*object]int
	fontDict []object          //  beside file.Fonts: the outer dictionaries
	repeated map[int]*repeated // forms by their object number
	work     int
	// Of the work, that for tables of fonts.
	tableWork int

	faultNotes, unknown notes

	scratch []byte
	cmap    lexer
	units   []uint16
	runes   []byte
}

// spend takes n steps from the work a file may ask for.
func (d *document) spend(n int) bool {
	d.work -= n
	return d.work >= 0
}

// remarks counts the faults and unknown things met.
func (d *document) remarks() int { return d.faultNotes.count + d.unknown.count }

func (d *document) notes() {
	d.file.Faults, d.file.Unknown = d.faultNotes.list, d.unknown.list
}

// notes are remarks, each once, a hundred at most.
type notes struct {
	list  []string
	count int // with those that were there already
}

func (n *notes) add(s string) {
	n.count++
	for _, have := range n.list {
		if have == s {
			return
		}
	}
	if len(n.list) < 100 {
		n.list = append(n.list, s)
	}
}

func (d *document) read(w walk) error {
	f := &d.file
	err := d.store.read()
	if f.Version = d.version; err != nil {
		return err
	}
	if d.trailer.get("Encrypt").kind != kNull {
		f.Encrypted = true
		return ErrEncrypted
	}
	f.HasID = d.look(d.trailer, "ID").kind == kArray
	info := d.look(d.trailer, "Info")
	f.Title, f.Author = d.textString(info, "Title"), d.textString(info, "Author")
	f.Creator, f.Producer = d.textString(info, "Creator"), d.textString(info, "Producer")
	f.HasInfoDate = d.look(info, "CreationDate").kind != kNull || d.look(info, "ModDate").kind != kNull
	root, err := d.resolve(d.trailer.get("Root"))
	if err != nil {
		return err
	}
	if root.kind != kDict {
		return errors.New("the file has no catalog")
	}
	f.HasXMP = d.look(root, "Metadata").kind == kStream
	f.HasScript = d.look(root, "OpenAction").kind == kDict && !d.look(d.look(root, "OpenAction"), "S").is("GoTo") ||
		d.look(root, "AA").kind == kDict || d.look(d.look(root, "Names"), "JavaScript").kind != kNull
	if d.look(root, "OCProperties").kind != kNull {
		d.unknown.add("optional content: layers are all taken for visible")
	}
	if form := d.look(root, "AcroForm"); form.kind == kDict && d.look(form, "XFA").kind != kNull {
		d.unknown.add("XFA form")
	}
	w.d, w.p = d, &d.reader.page
	return w.node(root.get("Pages"), inherited{}, 0)
}

// textString decodes a text string (7.9.2.2): UTF-16, UTF-8 or Latin.
func (d *document) textString(o object, key string) string {
	b := d.look(o, key)
	if b.kind != kString {
		return ""
	}
	s := b.bytes
	if len(s) >= 2 && s[0] == 0xfe && s[1] == 0xff {
		units := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(units))
	}
	if len(s) >= 3 && s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf {
		return string(s[3:])
	}
	out := make([]rune, len(s))
	for i, c := range s {
		out[i] = rune(c)
	}
	return string(out)
}

// inherited are the attributes a page takes from the nodes above it (7.7.3.4).
type inherited struct{ resources, media, crop, rotate object }

// walk goes through the page tree and reads the pages from first to last.
type walk struct {
	first, last int
	known       func(Source) bool
	page        func(*File, *Page) error

	d     *document
	seen  numbers
	count int
	p     *Page
}

func (w *walk) node(ref object, in inherited, depth int) error {
	d := w.d
	if depth > maxDepth {
		return errors.New("page tree: too deep")
	}
	if ref.kind == kRef {
		if num := int(ref.num); num < len(d.xref) && !w.seen.add(num) {
			return fmt.Errorf("page tree: object %d stands in it twice", num)
		}
	}
	o, err := d.once(ref)
	if err != nil {
		return fmt.Errorf("page tree: %w", err)
	}
	if o.kind != kDict {
		return fmt.Errorf("page tree: object %d is no page", int(ref.num))
	}
	take := func(key string, to *object) {
		if v := o.get(key); v.kind != kNull {
			*to = v
		}
	}
	take("Resources", &in.resources)
	take("MediaBox", &in.media)
	take("CropBox", &in.crop)
	take("Rotate", &in.rotate)
	if kids := d.look(o, "Kids"); kids.kind == kArray {
		for _, kid := range kids.list {
			if err := w.node(kid, in, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	if w.count++; w.count < w.first || w.count > w.last {
		return nil
	}
	p := w.p
	*p = Page{Number: w.count, Glyphs: p.Glyphs[:0], Strokes: p.Strokes[:0], Fills: p.Fills[:0], Images: p.Images[:0],
		lines: p.lines[:0], sorted: p.sorted[:0], places: p.places[:0]}
	if err := d.readPage(p, o, in, w.known); err != nil {
		return fmt.Errorf("page %d: %w", w.count, err)
	}
	d.notes()
	err = w.page(&d.file, p)
	d.turn()
	return err
}
