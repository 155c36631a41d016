package readback

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Font is a font that a page names, used or not.
type Font struct {
	Name         string // BaseFont, with its subset tag
	Type         string // Type1, TrueType, Type3, CIDFontType0, CIDFontType2 …
	Object       int    // object number; 0 when the font has none of its own
	Embedded     bool
	Subset       bool // the name starts with six capitals and a plus sign
	HasToUnicode bool
	Used         bool // some text is set in it

	glyphs *glyphTable
	dict   object
	desc   object
}

// glyphTable is what a font says of its codes: how wide, and what text.
type glyphTable struct {
	double bool    // two bytes a code
	scale  float64 // glyph space to text space
	index  []int32 // code → place in list, 0 for none
	list   []glyphInfo
	gid    []byte // CIDToGIDMap, big-endian; nil for identity
	gids   bool   // codes are glyph numbers, so 0 is .notdef
}

type glyphInfo struct {
	text  string
	width float64
}

const codes = 1 << 16

func (t *glyphTable) at(code int) *glyphInfo {
	if code < len(t.index) {
		return &t.list[t.index[code]]
	}
	return &t.list[0]
}

func (t *glyphTable) make(code int) *glyphInfo {
	if code >= len(t.index) {
		grown := make([]int32, max(code+1, min(2*len(t.index), codes)))
		copy(grown, t.index)
		t.index = grown
	}
	if t.index[code] == 0 {
		t.list = append(t.list, t.list[0])
		t.index[code] = int32(len(t.list) - 1)
	}
	return &t.list[t.index[code]]
}

// font lists a font and returns its index.
func (d *document) font(ref object) (int, error) {
	num := 0
	if ref.kind == kRef {
		num = int(ref.num)
		if i, ok := d.fontAt[num]; ok {
			return i, nil
		}
	}
	o, err := d.resolve(ref)
	if err != nil {
		return 0, err
	}
	if o.kind != kDict || len(o.list) == 0 {
		return 0, fmt.Errorf("object %d is no font", num)
	}
	if i, ok := d.fontIn[&o.list[0]]; ok { // written inside the resources
		return i, nil
	}
	f := Font{Object: num, dict: o, Name: d.look(o, "BaseFont").name(), Type: d.look(o, "Subtype").name()}
	f.HasToUnicode = d.look(o, "ToUnicode").kind == kStream
	if f.Type == "Type0" {
		kids := d.look(o, "DescendantFonts")
		if kids.kind != kArray || len(kids.list) != 1 {
			return 0, fmt.Errorf("font %s: /DescendantFonts is not one font", f.Name)
		}
		f.dict = d.see(kids.list[0])
		f.Type = d.look(f.dict, "Subtype").name()
		f.glyphs = &glyphTable{double: true} // tells the kinds apart until load
	}
	f.desc = d.look(f.dict, "FontDescriptor")
	if f.Type == "Type3" {
		f.Embedded = true
		f.Name = d.look(o, "Name").name()
	}
	for _, key := range [...]string{"FontFile2", "FontFile3", "FontFile"} {
		if f.desc.get(key).kind == kRef {
			f.Embedded = true
		}
	}
	f.Subset = len(f.Name) > 7 && f.Name[6] == '+' && strings.Trim(f.Name[:6], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	d.file.Fonts = append(d.file.Fonts, f)
	d.fontDict = append(d.fontDict, o)
	i := len(d.file.Fonts) - 1
	if num != 0 {
		d.fontAt[num] = i
	} else {
		d.fontIn[&o.list[0]], d.stay = i, true // known by where it stands in memory
	}
	return i, nil
}

// use loads a font's widths and texts when the first text is set in it.
func (d *document) use(i int) *glyphTable {
	f := &d.file.Fonts[i]
	if f.Used {
		return f.glyphs
	}
	f.Used = true
	key, known := d.tableKey(i)
	if t, ok := d.remembered(key); known && ok {
		f.glyphs = t
		return t
	}
	work, left, remarks := d.work, d.inflatable, d.remarks()
	t := &glyphTable{scale: 0.001, double: f.glyphs != nil, list: make([]glyphInfo, 1, 128)}
	f.glyphs = t
	o := d.fontDict[i]
	if t.double {
		d.loadComposite(f, t, o)
	} else {
		d.loadSimple(f, t, o)
	}
	if f.HasToUnicode {
		b, err := d.decode(d.look(o, "ToUnicode"), d.scratch[:0])
		d.scratch = b[:0]
		if err == nil {
			err = d.toUnicode(b, t)
		}
		if err != nil {
			d.faults.add(fmt.Sprintf("font %s: ToUnicode: %v", f.Name, err))
		}
	}
	d.tableWork += work - d.work
	if known && d.remarks() == remarks {
		d.memory.tables[key] = tableKept{t, work - d.work, left - d.inflatable}
		d.memory.bytes += 4*len(t.index) + 24*len(t.list)
	}
	return t
}

func (d *document) loadComposite(f *Font, t *glyphTable, o object) {
	if enc := d.look(o, "Encoding"); !enc.is("Identity-H") {
		d.unknown.add(fmt.Sprintf("font %s: encoding %q, taken for Identity-H", f.Name, enc.name()))
	}
	t.list[0].width = 1000
	if dw := d.look(f.dict, "DW"); dw.kind == kNumber {
		t.list[0].width = dw.num
	}
	t.gids = true
	if f.Type == "CIDFontType2" {
		if m := f.dict.get("CIDToGIDMap"); d.see(m).kind == kStream {
			b, _, err := d.stream(m)
			if err != nil {
				d.faults.add(fmt.Sprintf("font %s: CIDToGIDMap: %v", f.Name, err))
			}
			t.gid = b
		}
	}
	w := d.look(f.dict, "W").list
	for i := 0; i+1 < len(w); {
		first := int(d.number(w[i]))
		second := d.see(w[i+1])
		if first < 0 || first >= codes {
			d.faults.add(fmt.Sprintf("font %s: /W names character %d", f.Name, first))
			return
		}
		if second.kind == kArray {
			for k, v := range second.list {
				if first+k < codes && d.spend(1) {
					t.make(first + k).width = d.number(v)
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			d.faults.add(fmt.Sprintf("font %s: /W is cut off", f.Name))
			return
		}
		width := d.number(w[i+2])
		for c := first; c <= int(second.num) && c < codes && d.spend(1); c++ {
			t.make(c).width = width
		}
		i += 3
	}
}

func (d *document) loadSimple(f *Font, t *glyphTable, o object) {
	if f.Type == "Type3" {
		d.unknown.add(fmt.Sprintf("font %s: Type3 glyphs are drawings that are not read", f.Name))
		var m [6]float64
		if d.numbers(o.get("FontMatrix"), m[:]) {
			t.scale = math.Abs(m[0])
		}
	}
	t.list[0].width = d.number(f.desc.get("MissingWidth"))
	first := int(d.number(o.get("FirstChar")))
	widths := d.look(o, "Widths")
	if widths.kind != kArray {
		if strings.HasPrefix(f.Name, "Courier") {
			t.list[0].width = 600
		} else {
			t.list[0].width = 500
			d.faults.add(fmt.Sprintf("font %s has no widths; half an em taken", f.Name))
		}
	}
	enc := d.look(o, "Encoding")
	// A symbolic font without an encoding has one of its own, in its program.
	own := f.Type == "Type3" || enc.kind == kNull && int(d.number(f.desc.get("Flags")))&4 != 0
	ascii := enc.is("MacRomanEncoding") || d.look(enc, "BaseEncoding").is("MacRomanEncoding")
	for c := 0; c < 256; c++ {
		g := t.make(c)
		if i := c - first; i >= 0 && i < len(widths.list) {
			g.width = d.number(widths.list[i])
		}
		if c >= 0x20 && !own && (c < 0x7f || !ascii) {
			g.text = winAnsi(byte(c))
		}
	}
	diff := d.look(enc, "Differences")
	c := 0
	for _, v := range diff.list {
		switch v = d.see(v); v.kind {
		case kNumber:
			c = int(v.num)
		case kName:
			if c >= 0 && c < 256 {
				t.make(c).text = glyphName(string(v.bytes))
			}
			c++
		}
	}
}

// winAnsi is the text of a byte in Windows code page 1252.
func winAnsi(c byte) string {
	if c >= 0x80 && c < 0xa0 {
		return string([]rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ")[c-0x80])
	}
	return string(rune(c))
}

// glyphName is the text of a glyph name; "" for a name that tells none.
func glyphName(n string) string {
	if len(n) == 1 {
		return n
	}
	for _, prefix := range [...]string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(n, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if v, err := strconv.ParseUint(hex, 16, 32); err == nil && utf8.ValidRune(rune(v)) {
				return string(rune(v))
			}
		}
	}
	return named[n]
}

var named = func() map[string]string {
	t := map[string]string{}
	names := strings.Fields(`space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright
		asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon
		less equal greater question at`)
	for i, n := range names {
		t[n] = string(rune(0x20 + i))
	}
	for i, n := range strings.Fields("bracketleft backslash bracketright asciicircum underscore grave") {
		t[n] = string(rune(0x5b + i))
	}
	for i, n := range strings.Fields("braceleft bar braceright asciitilde") {
		t[n] = string(rune(0x7b + i))
	}
	return t
}()

// toUnicode reads a ToUnicode CMap (9.10.3): bfchar and both forms of bfrange.
func (d *document) toUnicode(b []byte, t *glyphTable) error {
	lx := &d.cmap
	*lx = lexer{data: b, stack: lx.stack[:0], arena: lx.arena[:0], text: lx.text[:0]}
	for {
		o, err := lx.next(0)
		if err != nil {
			return err
		}
		if o.kind == kEnd {
			return nil
		}
		if o.kind != kKeyword {
			continue
		}
		switch string(o.bytes) {
		case "beginbfchar":
			err = d.bf(lx, t, false)
		case "beginbfrange":
			err = d.bf(lx, t, true)
		case "usecmap":
			d.unknown.add("ToUnicode with usecmap")
		}
		if err != nil {
			return err
		}
		lx.reset()
	}
}

func (d *document) bf(lx *lexer, t *glyphTable, ranges bool) error {
	for {
		low, err := lx.next(0)
		if err != nil {
			return err
		}
		if low.kind == kKeyword && (string(low.bytes) == "endbfchar" || string(low.bytes) == "endbfrange") {
			return nil
		}
		high := low
		if ranges {
			if high, err = lx.next(0); err != nil {
				return err
			}
		}
		to, err := lx.next(0)
		if err != nil {
			return err
		}
		if low.kind != kString || high.kind != kString || to.kind != kString && to.kind != kArray {
			return lx.errorf(lx.pos, "damaged list of characters")
		}
		a, z := number(low.bytes), number(high.bytes)
		if a >= codes || z >= codes {
			return lx.errorf(lx.pos, "code of more than two bytes")
		}
		for c := a; c <= z; c++ {
			if !d.spend(1) {
				return errWork
			}
			if to.kind == kArray {
				if c-a >= len(to.list) || to.list[c-a].kind != kString {
					return lx.errorf(lx.pos, "range with too few characters")
				}
				t.make(c).text = d.utf16(to.list[c-a], 0)
				continue
			}
			t.make(c).text = d.utf16(to, c-a)
		}
		lx.reset()
	}
}

func number(b []byte) (n int) {
	for _, c := range clip(b, 5) {
		n = n<<8 | int(c)
	}
	return n
}

// utf16 decodes a destination; plus is added to its last unit. Half a
// character or half a surrogate pair becomes U+FFFD and is noted.
func (d *document) utf16(s object, plus int) string {
	b := clip(s.bytes, 128)
	units := d.units[:0]
	if len(b) == 1 { // a single byte can only mean itself
		units = append(units, uint16(b[0]))
	}
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	if len(units) > 0 {
		units[len(units)-1] += uint16(plus)
	}
	damaged := len(b) > 1 && len(b)%2 != 0
	if damaged {
		units = append(units, 0xfffd)
	}
	d.units = units
	out := d.runes[:0]
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		if utf16.IsSurrogate(r) {
			r = 0xfffd
			if i+1 < len(units) {
				if r = utf16.DecodeRune(rune(units[i]), rune(units[i+1])); r != 0xfffd {
					i++
				}
			}
			damaged = damaged || r == 0xfffd
		}
		out = utf8.AppendRune(out, r)
	}
	d.runes = out
	if damaged {
		d.faults.add(fmt.Sprintf("ToUnicode: <%x> is not UTF-16", b))
	}
	return d.intern(out)
}

// intern gives single characters of many documents one string.
func (d *document) intern(b []byte) string {
	if len(b) > 4 {
		return string(b)
	}
	if s, ok := d.reader.texts[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(d.reader.texts) < codes {
		d.reader.texts[s] = s
	}
	return s
}
