package pdf

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/icpgen/icpgen/fonts"
)

// Plates are a document's pages made ready for a [Job]: all that takes time is
// done, on whatever goroutine. A page's plate is the same bytes in every job.
type Plates struct {
	pages []plate
	runes [][]rune // by face, as in fonts.Faces, each once
}

// plate is one page: its stencil, nil for none, and the packed content.
type plate struct {
	key     uint64
	stencil *stencil
	content []byte
}

// Len is how many pages there are.
func (p *Plates) Len() int { return len(p.pages) }

// Page is the n-th page alone, from 0.
func (p *Plates) Page(n int) *Plates { return &Plates{pages: p.pages[n : n+1], runes: p.runes} }

// Plates makes the document's pages ready for a job. The errors are those of
// [Document.Bytes].
func (d *Document) Plates() (*Plates, error) {
	if len(d.Pages) == 0 {
		return nil, errors.New("pdf: a document without pages")
	}
	p := &Plates{pages: make([]plate, len(d.Pages))}
	colours := newJobFonts()
	defer colours.free()
	b := newBrush()
	defer b.free()
	for i, page := range d.Pages {
		at := &p.pages[i]
		if len(page.Form.Items) > 0 {
			at.key = page.Form.hash()
			var err error
			if at.stencil, err = stencilOf(at.key, &page.Form); err != nil {
				return nil, err
			}
		}
		at.content = quick.pack(b.page(colours, at.stencil != nil, &page.Values))
		if colours.missing != 0 {
			return nil, fmt.Errorf("pdf: no typeface prints %U", colours.missing)
		}
	}
	p.runes = colours.runes
	return p, nil
}

// jobFonts are the fonts of all values in a job: one for each face, whose
// characters are called by numbers that never change ([fonts.Face.CID]), so that
// a page does not depend on what else is printed.
type jobFonts struct {
	faces   []*fonts.Face
	seen    []*seen
	runes   [][]rune // used, by face
	missing rune     // one that no face has; 0 for none
}

func newJobFonts() *jobFonts {
	faces := fonts.Faces()
	return &jobFonts{faces: faces, seen: make([]*seen, len(faces)), runes: make([][]rune, len(faces))}
}

func (j *jobFonts) glyph(face *fonts.Face, r rune) (nth int, number uint16) {
	nth = slices.Index(j.faces, face)
	if nth < 0 || r >= planes {
		j.missing = r
		return 1, 0
	}
	j.use(nth, r)
	return nth + 1, face.CID(r)
}

func (j *jobFonts) use(nth int, r rune) {
	s := j.seen[nth]
	if s == nil {
		s = seens.Get().(*seen)
		j.seen[nth] = s
	}
	if bit := uint64(1) << (r % 64); s[r/64]&bit == 0 {
		s[r/64] |= bit
		j.runes[nth] = append(j.runes[nth], r)
	}
}

// free gives the marks back, wiped.
func (j *jobFonts) free() {
	for nth, s := range j.seen {
		if s == nil {
			continue
		}
		for _, r := range j.runes[nth] {
			s[r/64] = 0
		}
		seens.Put(s)
	}
	j.seen = nil
}

// Job is a print job on its way: many documents in one file, which share their
// forms and typefaces. Pages are written as they are added, so that memory
// does not grow with them, but for some eight bytes an object. The file is
// sound once Close has returned without an error.
type Job struct {
	file    *file
	nature  nature
	fonts   *jobFonts
	numbers []int // of the fonts' objects, by face

	root, node  int   // objects of the page tree
	kids, nodes []int // pages of the open node; the nodes before it
	pages       int

	placed  map[uint64][]formAt // stencils by their hash
	outline outline
}

// formAt is a stencil that stands in the file, and the resources of pages that
// show it.
type formAt struct {
	stencil         *stencil
	form, resources int
}

// most is how many pages a node of the page tree has.
const most = 64

// NewJob begins a job on w. The title names the job, never an applicant;
// duplex asks the printer for both sides of the sheet.
func NewJob(w io.Writer, title string, duplex bool) *Job {
	f := newFile(make([]byte, 0, 2*held))
	f.to = w
	j := &Job{file: f, nature: nature{title: title, duplex: duplex}, fonts: newJobFonts(), placed: map[uint64][]formAt{}}
	j.root = f.number()
	for range j.fonts.faces {
		j.numbers = append(j.numbers, f.number())
	}
	j.outline.root = f.number()
	return j
}

// Pages is how many pages were added so far.
func (j *Job) Pages() int { return j.pages }

// Printed are pages that stand in a job and can be shown again.
type Printed struct{ resources, contents []int }

// Add adds pages. Again adds them another time, at the cost of their names.
func (j *Job) Add(p *Plates) (Printed, error) {
	for nth, runes := range p.runes {
		for _, r := range runes {
			j.fonts.use(nth, r)
		}
	}
	at := Printed{make([]int, len(p.pages)), make([]int, len(p.pages))}
	for i := range p.pages {
		page := &p.pages[i]
		at.resources[i] = j.place(page).resources
		at.contents[i] = j.file.number()
		j.file.begin(at.contents[i])
		j.file.print("<<")
		j.file.stream(page.content)
		j.file.end()
	}
	return at, j.Again(at)
}

// Again adds pages once more, as a copy: they share all that is printed.
func (j *Job) Again(p Printed) error {
	for i := range p.contents {
		j.page(p.resources[i], p.contents[i])
	}
	return j.file.failed
}

// Back adds a truly empty page: the back of a sheet.
func (j *Job) Back() error {
	j.page(0, 0)
	return j.file.failed
}

// Mark makes an outline entry for the page that is added next.
func (j *Job) Mark(words string) { j.outline.pending = append(j.outline.pending, words) }

// place makes sure that the page's stencil stands in the file.
func (j *Job) place(page *plate) formAt {
	for _, p := range j.placed[page.key] {
		if p.stencil == page.stencil || p.stencil != nil && page.stencil != nil && slices.Equal(p.stencil.items, page.stencil.items) {
			return p
		}
	}
	p := formAt{stencil: page.stencil}
	if page.stencil != nil {
		p.form, _ = j.file.form(page.stencil)
	}
	p.resources = j.file.number()
	j.placed[page.key] = append(j.placed[page.key], p)
	return p
}

func (j *Job) page(resources, contents int) {
	f := j.file
	if j.node == 0 {
		j.node = f.number()
	}
	n := f.number()
	f.begin(n)
	f.print("<< /Type /Page /Parent ", ref(j.node), " /TrimBox ", a4)
	if contents != 0 {
		f.print(" /Resources ", ref(resources), " /Contents ", ref(contents))
	} else {
		f.print(" /Resources << >>")
	}
	f.print(" >>\n")
	f.end()
	j.outline.at(f, n)
	j.pages++
	if j.kids = append(j.kids, n); len(j.kids) == most {
		j.closeNode()
	}
}

func (j *Job) closeNode() {
	if j.node == 0 {
		return
	}
	j.tree(j.node, j.kids, len(j.kids), fmt.Sprint("/Parent ", j.root, " 0 R"))
	j.nodes = append(j.nodes, j.node)
	j.node, j.kids = 0, j.kids[:0]
}

func (j *Job) tree(number int, kids []int, pages int, more string) {
	f := j.file
	f.begin(number)
	f.print("<< /Type /Pages ", more, " /Count ", pages, " /Kids [")
	for _, n := range kids {
		f.print(" ", ref(n))
	}
	f.print(" ] >>\n")
	f.end()
}

// Close writes the typefaces and what a reader begins with.
func (j *Job) Close() error {
	f := j.file
	defer j.fonts.free()
	j.closeNode()
	j.tree(j.root, j.nodes, j.pages, "/MediaBox "+a4)
	used := make([]bool, len(j.numbers))
	for nth, runes := range j.fonts.runes {
		if len(runes) == 0 {
			f.absent(j.numbers[nth])
			continue
		}
		used[nth] = true
		if err := f.valuesFont(j.numbers[nth], j.fonts.faces[nth], runes); err != nil {
			return err
		}
	}
	for _, p := range j.inOrder() {
		f.begin(p.resources)
		f.print("<< /Font <<")
		for nth, n := range j.numbers {
			if used[nth] {
				f.print(" /F", nth+1, " ", ref(n))
			}
		}
		f.print(" >>")
		if p.stencil != nil {
			f.print(" /XObject << /Fm0 ", ref(p.form), " >>")
		}
		f.print(" >>\n")
		f.end()
	}
	if j.outline.close(f) {
		j.nature.outlines = j.outline.root
	}
	catalog, info := f.root(j.root, j.nature)
	f.close(catalog, info)
	f.handOn()
	if f.failed != nil {
		return fmt.Errorf("pdf: writing: %w", f.failed)
	}
	return nil
}

// inOrder are the stencils in the order in which they came.
func (j *Job) inOrder() (all []formAt) {
	for _, some := range j.placed {
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b formAt) int { return a.resources - b.resources })
	return all
}

// absent gives a number to nothing, since another object must not have it.
func (f *file) absent(number int) {
	f.begin(number)
	f.print("null\n")
	f.end()
}

// valuesFont writes the font of a face with these characters, called by the
// face's own numbers.
func (f *file) valuesFont(number int, face *fonts.Face, runes []rune) error {
	packed, err := face.Pack(runes)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	called := make(codes, len(packed.Runes))
	for glyph, r := range packed.Runes[1:] {
		called[glyph+1] = face.CID(r)
	}
	f.font(number, newFont(&typeface{face: face, packed: packed}, called, thorough))
	return nil
}

// outline is the list of a job's applications, written as they come (ISO
// 32000-1, 12.3.3).
type outline struct {
	root        int
	pending     []string
	words       string // of the entry that waits for its next
	page        int
	last, first int // objects
	before      int
	count       int
}

// at puts the pending entries at a page.
func (o *outline) at(f *file, page int) {
	for _, words := range o.pending {
		n := f.number()
		o.write(f, n)
		if o.first == 0 {
			o.first = n
		}
		o.before, o.last = o.last, n
		o.words, o.page = words, page
		o.count++
	}
	o.pending = o.pending[:0]
}

// write writes the entry that waited, now that the next is known; 0 for none.
func (o *outline) write(f *file, next int) {
	if o.last == 0 {
		return
	}
	f.begin(o.last)
	f.print("<< /Parent ", ref(o.root), " /Title <", utf16Hex("\ufeff"+o.words), "> /Dest [ ", ref(o.page), " /Fit ]")
	if o.before != 0 {
		f.print(" /Prev ", ref(o.before))
	}
	if next != 0 {
		f.print(" /Next ", ref(next))
	}
	f.print(" >>\n")
	f.end()
}

// close ends the list and reports whether there is one.
func (o *outline) close(f *file) bool {
	if o.last == 0 {
		f.absent(o.root)
		return false
	}
	o.write(f, 0)
	f.begin(o.root)
	f.print("<< /Type /Outlines /First ", ref(o.first), " /Last ", ref(o.last), " /Count ", o.count, " >>\n")
	f.end()
	return true
}
