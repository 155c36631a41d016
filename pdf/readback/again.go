package readback

import (
	"bytes"
	"hash/maphash"
	"slices"
)

// memory is what a Reader keeps of parts that come again, byte for byte, in
// file after file: the typefaces and the form XObjects of papers that are
// printed by the hundred. A part is known again only when all its packed bytes
// are equal. Only what was read without a remark is kept, so a file with
// anything wrong is read as if it were the first.
type memory struct {
	seed   maphash.Seed
	parts  map[uint64]*part
	once   [1024]uint64 // hashes of parts that came once: most come never again
	tables map[tableKey]tableKept
	arrays map[*object]*part // the part of an array, by its first element
	bytes  int
}

const mostRemembered = 16 << 20 // bytes, about

// part is a stream, or an array of numbers, that came more than once.
type part struct {
	raw      []byte
	body     []byte // of a stream, unpacked
	list     []object
	outlines Glyphs // of a typeface
	outlined bool
	marks    []*formKept
}

// know returns the part with these bytes, nil when they are new.
func (m *memory) know(raw []byte) *part {
	if m == nil {
		return nil
	}
	if m.parts == nil {
		m.seed = maphash.MakeSeed()
		m.forget()
	}
	h := maphash.Bytes(m.seed, raw)
	if p := m.parts[h]; p != nil {
		if bytes.Equal(p.raw, raw) {
			return p
		}
		return nil
	}
	if slot := &m.once[h%uint64(len(m.once))]; *slot != h {
		*slot = h
		return nil
	}
	if m.bytes > mostRemembered {
		return nil
	}
	p := &part{raw: bytes.Clone(raw)}
	m.parts[h] = p
	m.bytes += len(raw)
	return p
}

func (m *memory) forget() {
	m.parts, m.tables, m.arrays, m.bytes = map[uint64]*part{}, map[tableKey]tableKept{}, map[*object]*part{}, 0
}

// part is the part of a stream packed in the usual way, nil when it is new.
func (s *store) part(o object) *part {
	if s.memory == nil || o.kind != kStream || !o.get("Filter").is("FlateDecode") || o.get("DecodeParms").kind != kNull {
		return nil
	}
	return s.memory.know(o.bytes)
}

// unpacked is decode for a stream whose part may be known; what it returns is
// not to be changed.
func (s *store) unpacked(o object, p *part) ([]byte, error) {
	if p == nil {
		return s.decode(o, nil)
	}
	if p.body != nil {
		if s.inflatable -= len(p.body); s.inflatable < 0 {
			return nil, errTooBig
		}
		return p.body, nil
	}
	b, err := s.decode(o, nil)
	if err == nil && len(b) <= mostRemembered/4 {
		p.body = b
		s.memory.bytes += len(b)
	}
	return b, err
}

// numbersOnly is the length of an array of numbers and arrays of them that
// begins behind its bracket, 0 when it is anything else.
func numbersOnly(b []byte) int {
	open := 1
	for i, c := range b {
		switch {
		case c >= '0' && c <= '9' || c == ' ' || c == '.' || c == '-' || c == '\n' || c == '\r':
		case c == '[':
			open++
		case c == ']':
			if open--; open == 0 {
				return i + 1
			}
		default:
			return 0
		}
	}
	return 0
}

const leastArray = 4 // bytes

// array reads a long array of numbers: the widths of a typeface.
func (lx *lexer) array() (object, bool) {
	n := numbersOnly(lx.data[lx.pos:])
	if n < leastArray {
		return object{}, false
	}
	p := lx.memory.know(lx.data[lx.pos : lx.pos+n])
	if p == nil {
		return object{}, false
	}
	if p.list == nil {
		own := lexer{data: p.raw, refs: true}
		o, err := own.sequence(kArray, 1, 0)
		if err != nil || len(o.list) == 0 || own.pos != len(p.raw) {
			return object{}, false
		}
		p.list = o.list
		lx.memory.arrays[&o.list[0]] = p
		lx.memory.bytes += 64 * len(p.raw) / 2
	}
	lx.pos += n
	return object{kind: kArray, list: p.list}, true
}

// tableKey is all that the table of a composite font comes from.
type tableKey struct {
	width             float64
	widths, toUnicode *part
}

type tableKept struct {
	*glyphTable
	work, left int
}

// tableKey is the key of a font's table; false when some of what it comes from
// is not known again.
func (d *document) tableKey(i int) (key tableKey, ok bool) {
	f, o := &d.file.Fonts[i], d.fontDict[i]
	if d.memory == nil || f.Type != "CIDFontType2" || o.get("Subtype").name() != "Type0" || !o.get("Encoding").is("Identity-H") {
		return key, false
	}
	if m := f.dict.get("CIDToGIDMap"); m.kind != kNull && m.kind != kName {
		return key, false
	}
	key.width = 1000
	if dw := f.dict.get("DW"); dw.kind == kNumber {
		key.width = dw.num
	} else if dw.kind != kNull {
		return key, false
	}
	if w := f.dict.get("W"); w.kind != kNull {
		if w = d.see(w); w.kind != kArray || len(w.list) == 0 {
			return key, false
		}
		if key.widths = d.memory.arrays[&w.list[0]]; key.widths == nil {
			return key, false
		}
	}
	if f.HasToUnicode {
		if key.toUnicode = d.part(d.look(o, "ToUnicode")); key.toUnicode == nil {
			return key, false
		}
	}
	return key, true
}

// formKey is all that the marks of a form XObject come from, beside its bytes.
type formKey struct {
	state state
	fonts []formFont
}

type formFont struct {
	name string
	key  tableKey
}

// formKept is what a form XObject painted.
type formKept struct {
	key   formKey
	page  Page  // Glyph.Font counts the fonts of the resources, Order begins with 0
	used  []int // fonts of the resources in the order in which they were set
	work  int
	size  int // Order
	layer *Layer
}

// formKey is the key of a form about to run, and its fonts in the file; false
// when its resources hold more than fonts that are known again.
func (in *interp) formKey(res object) (key formKey, fonts []int, ok bool) {
	d := in.d
	if in.st.table != nil || in.depth > 0 {
		return key, nil, false
	}
	key.state = in.st
	for i := 0; i+1 < len(res.list); i += 2 {
		v := d.see(res.list[i+1])
		switch {
		case res.list[i].is("ProcSet") || v.kind == kNull || v.kind == kDict && len(v.list) == 0:
		case res.list[i].is("Font") && v.kind == kDict && key.fonts == nil:
			for k := 0; k+1 < len(v.list); k += 2 {
				at, err := d.font(v.list[k+1])
				if err != nil || v.list[k+1].kind != kRef {
					return key, nil, false
				}
				of, ok := d.tableKey(at)
				if !ok {
					return key, nil, false
				}
				key.fonts = append(key.fonts, formFont{v.list[k].name(), of})
				fonts = append(fonts, at)
			}
		default:
			return key, nil, false
		}
	}
	return key, fonts, true
}

// repeated is a form XObject that a file paints again and again. Within a file
// its number is enough to know it by.
type repeated struct {
	times int
	fonts []int // those of its resources, in order
	kept  []*formKept
}

// repeatedHere is what is known of a form about to run; nil when it is not one
// whose marks are kept.
func (in *interp) repeatedHere(ref object) *repeated {
	d := in.d
	if d.memory == nil || ref.kind != kRef || in.st.table != nil || in.depth > 0 {
		return nil
	}
	here := d.repeated[int(ref.num)]
	if here != nil {
		return here
	}
	for i := 0; i+1 < len(in.res.list); i += 2 {
		if name := in.res.list[i]; !name.is("ProcSet") && !name.is("Font") {
			return nil
		}
	}
	here = &repeated{}
	list := d.look(in.res, "Font").list
	for i := 1; i < len(list); i += 2 {
		at, err := d.font(list[i])
		if err != nil || list[i].kind != kRef {
			return nil
		}
		here.fonts = append(here.fonts, at)
	}
	if d.repeated == nil {
		d.repeated = map[int]*repeated{}
	}
	d.repeated[int(ref.num)] = here
	return here
}

// repeatHere paints what the form painted before on a page of this file. That
// is much less work than running it. Where a page begins with the form an
// eighth is charged, for a page of a print job has few bytes of its own.
func (in *interp) repeatHere(here *repeated) bool {
	if here == nil {
		return false
	}
	here.times++
	for _, k := range here.kept {
		if k.key.state == in.st {
			work := k.work
			if in.order == 0 {
				work /= 8
			}
			return in.repeat(k, here.fonts, work)
		}
	}
	return false
}

// take keeps the marks for this file, if there is room. A form that came once
// most often comes never again.
func (here *repeated) take(k *formKept, d *document) {
	if here == nil || here.times < 2 || d.memory.bytes > mostRemembered {
		return
	}
	if len(here.kept) >= 8 {
		here.kept = here.kept[1:]
	}
	here.kept = append(here.kept, k)
}

// repeat paints what the form painted before. It returns false, and has done
// nothing, when the file may not be given so much.
func (in *interp) repeat(k *formKept, fonts []int, work int) bool {
	d, p := in.d, in.page
	if p.marks()+k.page.marks() > maxMarks || d.work < work {
		return false
	}
	for _, slot := range k.used {
		d.use(fonts[slot])
	}
	d.spend(work)
	if in.order == 0 {
		p.Layer = k.layer
	}
	p.repeated(k, fonts, in.order)
	in.order += k.size
	return true
}

// repeated appends the marks of a form.
func (p *Page) repeated(k *formKept, fonts []int, order int) {
	n := len(p.Glyphs)
	p.Glyphs = append(p.Glyphs, k.page.Glyphs...)
	for i := n; i < len(p.Glyphs); i++ {
		g := &p.Glyphs[i]
		g.Font = fonts[g.Font]
		g.Order += order
	}
	n = len(p.Strokes)
	p.Strokes = append(p.Strokes, k.page.Strokes...)
	for i := n; i < len(p.Strokes); i++ {
		p.Strokes[i].Order += order
	}
	n = len(p.Fills)
	p.Fills = append(p.Fills, k.page.Fills...)
	for i := n; i < len(p.Fills); i++ {
		p.Fills[i].Order += order
	}
	n = len(p.Images)
	p.Images = append(p.Images, k.page.Images...)
	for i := n; i < len(p.Images); i++ {
		p.Images[i].Order += order
	}
}

// watch is where a form began, to tell afterwards what it painted.
type watch struct {
	state                          state
	glyphs, strokes, fills, images int
	order, work, tableWork         int
	remarks                        int
}

func (in *interp) watch() watch {
	p, d := in.page, in.d
	return watch{in.st, len(p.Glyphs), len(p.Strokes), len(p.Fills), len(p.Images), in.order, d.work, d.tableWork, d.remarks()}
}

// keep keeps what a form painted since it was watched: for other files as its
// part, and for this one.
func (in *interp) keep(of *part, key formKey, fonts []int, fits bool, here *repeated, w watch) {
	p, d := in.page, in.d
	if d.remarks() != w.remarks || in.clipOn || in.order == w.order || d.memory.bytes > mostRemembered || !fits && here.times < 2 {
		return
	}
	if !fits {
		fonts, key = here.fonts, formKey{state: w.state}
	}
	k := &formKept{key: key, work: w.work - d.work - (d.tableWork - w.tableWork), size: in.order - w.order}
	k.page.Glyphs = slices.Clone(p.Glyphs[w.glyphs:])
	for i := range k.page.Glyphs {
		g := &k.page.Glyphs[i]
		slot := slices.Index(fonts, g.Font)
		if slot < 0 {
			return
		}
		g.Font = slot
		g.Order -= w.order
	}
	k.page.Strokes = slices.Clone(p.Strokes[w.strokes:])
	for i := range k.page.Strokes {
		k.page.Strokes[i].Order -= w.order
	}
	k.page.Fills = slices.Clone(p.Fills[w.fills:])
	for i := range k.page.Fills {
		k.page.Fills[i].Order -= w.order
	}
	k.page.Images = slices.Clone(p.Images[w.images:])
	for i := range k.page.Images {
		k.page.Images[i].Order -= w.order
	}
	remarked := false // a font was read with remarks, at an earlier place
	for _, at := range in.set {
		slot := slices.Index(fonts, at)
		if slot < 0 {
			return
		}
		if fits {
			t := d.memory.tables[key.fonts[slot].key]
			remarked = remarked || t.glyphTable == nil || t.glyphTable != d.file.Fonts[at].glyphs
		}
		k.used = append(k.used, slot)
	}
	k.layer = &Layer{len(k.page.Glyphs), len(k.page.Strokes), len(k.page.Fills), len(k.page.Images)}
	here.take(k, d)
	if fits && !remarked {
		if len(of.marks) >= 8 {
			of.marks = of.marks[1:]
		}
		of.marks = append(of.marks, k)
	} else if here == nil || here.times < 2 {
		return
	}
	if w.order == 0 {
		p.Layer = k.layer
	}
	d.memory.bytes += 144*len(k.page.Glyphs) + 112*len(k.page.Strokes)
}

func (p *part) painted(key formKey) *formKept {
	for _, k := range p.marks {
		if k.key.state == key.state && slices.Equal(k.key.fonts, key.fonts) {
			return k
		}
	}
	return nil
}

// remembered is the table of that key, its work charged.
func (d *document) remembered(key tableKey) (*glyphTable, bool) {
	if d.memory == nil {
		return nil, false
	}
	t, ok := d.memory.tables[key]
	if !ok || d.work < t.work || d.inflatable < t.left {
		return nil, false
	}
	d.work -= t.work
	d.tableWork += t.work
	d.inflatable -= t.left
	return t.glyphTable, true
}
