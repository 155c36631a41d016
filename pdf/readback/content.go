package readback

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
)

const (
	mmPerPoint = 25.4 / 72
	pointPerMM = 72 / 25.4
)

// matrix is [a b c d e f] of 8.3.3.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul is m followed by n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m *matrix) apply(x, y float64) point {
	return point{x*m[0] + y*m[2] + m[4], x*m[1] + y*m[3] + m[5]}
}

// sane keeps numbers where arithmetic with them cannot overflow.
func (m matrix) sane() bool {
	for _, v := range m {
		if !(math.Abs(v) < 1e12) {
			return false
		}
	}
	return true
}

type point struct{ x, y float64 }

// bounds is a box by its corners; empty until a point is added.
type bounds struct{ x0, y0, x1, y1 float64 }

var nowhere = bounds{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

func (b *bounds) add(p point) {
	b.x0, b.y0 = min(b.x0, p.x), min(b.y0, p.y)
	b.x1, b.y1 = max(b.x1, p.x), max(b.y1, p.y)
}

func (b bounds) box() Box { return Box{b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0} }

func (b bounds) cut(c bounds) bounds {
	return bounds{max(b.x0, c.x0), max(b.y0, c.y0), min(b.x1, c.x1), min(b.y1, c.y1)}
}

// rectangle transformed: its bounds.
func (m *matrix) bounds(x0, y0, x1, y1 float64) bounds {
	b := nowhere
	b.add(m.apply(x0, y0))
	b.add(m.apply(x1, y0))
	b.add(m.apply(x0, y1))
	b.add(m.apply(x1, y1))
	return b
}

// state is the graphics state (8.4).
type state struct {
	ctm          matrix // to millimetres on the page
	fill, stroke Colour
	fillN        int // components; 0 for a pattern's space
	strokeN      int
	width        float64
	dashed       bool
	clip         bounds
	font         int // -1 before the first Tf
	table        *glyphTable
	size         float64
	tc, tw, tz   float64
	leading      float64
	rise         float64
	mode         uint8
}

type subpath struct {
	start  int // in points
	closed bool
	curved bool
	bounds bounds
}

// interp runs a content stream (7.8.2).
type interp struct {
	d     *document
	page  *Page
	lx    lexer
	args  []object
	st    state
	saved []state
	base  int // states of the callers
	res   object
	order int
	depth int

	tm, tlm matrix
	text    bool

	points []point
	subs   []subpath
	cur    point // in user space
	clipOn bool
	name   string
	set    []int // fonts set by a form that is watched
}

func (d *document) readPage(p *Page, o object, in inherited, known func(Source) bool) error {
	if !d.numbers(in.media, p.MediaBox[:]) {
		return errors.New("no MediaBox")
	}
	order(&p.MediaBox)
	p.CropBox = p.MediaBox
	if in.crop.kind != kNull && d.numbers(in.crop, p.CropBox[:]) {
		order(&p.CropBox)
	}
	p.TrimBox = p.CropBox
	if trim := o.get("TrimBox"); trim.kind != kNull && d.numbers(trim, p.TrimBox[:]) {
		order(&p.TrimBox)
	}
	unit, user := mmPerPoint, d.number(o.get("UserUnit"))
	if user > 0 {
		unit *= user
	}
	m := p.MediaBox
	w, h := (m[2]-m[0])*unit, (m[3]-m[1])*unit
	if !(w > 0 && h > 0 && w < 1e6 && h < 1e6) {
		return fmt.Errorf("MediaBox %v is no page", m)
	}
	p.Rotate = ((int(d.number(in.rotate))%360 + 360) % 360)
	var base matrix
	switch p.Rotate {
	case 0:
		base = matrix{unit, 0, 0, -unit, -m[0] * unit, m[3] * unit}
	case 90:
		base = matrix{0, unit, unit, 0, -m[1] * unit, -m[0] * unit}
	case 180:
		base = matrix{-unit, 0, 0, unit, m[2] * unit, -m[1] * unit}
	case 270:
		base = matrix{0, -unit, -unit, 0, m[3] * unit, m[2] * unit}
	default:
		return fmt.Errorf("/Rotate %d is no right angle", p.Rotate)
	}
	if p.Rotate%180 != 0 {
		w, h = h, w
	}
	p.WidthMM, p.HeightMM = w, h

	p.Source = Source{MediaBox: p.MediaBox, CropBox: p.CropBox, TrimBox: p.TrimBox, Rotate: p.Rotate, UserUnit: user}
	contents := o.get("Contents")
	for _, part := range []struct {
		o  object
		to *int
	}{{contents, &p.Source.Contents}, {in.resources, &p.Source.Resources}} {
		if part.o.kind == kRef {
			*part.to = int(part.o.num)
		} else if part.o.kind != kNull {
			p.Source.alone = p.Number
		}
	}
	if o.get("Annots").kind != kNull {
		p.Source.alone = p.Number
	}
	if p.Unread = known != nil && known(p.Source); p.Unread {
		return nil
	}

	content, err := d.pageContent(contents)
	if err != nil {
		return err
	}
	if cap(p.Glyphs) == 0 {
		p.Glyphs = make([]Glyph, 0, min(len(content)/12, 2048))
		p.Strokes = make([]Stroke, 0, min(len(content)/128, 512))
	}
	in2 := &d.reader.interp
	*in2 = interp{d: d, page: p, args: in2.args[:0], saved: in2.saved[:0], points: in2.points[:0], subs: in2.subs[:0], set: in2.set[:0],
		lx: lexer{stack: in2.lx.stack[:0], arena: in2.lx.arena[:0], text: in2.lx.text[:0]}, res: d.see(in.resources)}
	black := Colour{Space: "DeviceGray"}
	in2.st = state{ctm: base, fill: black, stroke: black, fillN: 1, strokeN: 1, width: 1, font: -1, tz: 1,
		clip: bounds{0, 0, w, h}}
	start := in2.st
	d.listFonts(in2.res)
	in2.name = "contents"
	if err := in2.run(content); err != nil {
		return err
	}
	in2.st, in2.saved = start, in2.saved[:0]
	err = in2.annotations(o)
	in2.d, in2.page, in2.lx.data = nil, nil, nil
	return err
}

func order(b *[4]float64) {
	b[0], b[2] = min(b[0], b[2]), max(b[0], b[2])
	b[1], b[3] = min(b[1], b[3]), max(b[1], b[3])
}

// listFonts lists the fonts a page names, so that unused ones are known too.
func (d *document) listFonts(res object) {
	fonts := d.look(res, "Font")
	for i := 1; i < len(fonts.list); i += 2 {
		if fonts.list[i].kind == kRef && d.spend(1) {
			if _, err := d.font(fonts.list[i]); err != nil {
				d.faults.add(err.Error())
			}
		}
	}
}

// pageContent joins the streams of /Contents with a line end between them.
func (d *document) pageContent(contents object) ([]byte, error) {
	c, err := d.once(contents)
	if err != nil {
		d.faults.add(err.Error())
	}
	list := c.list
	if c.kind == kStream {
		list = []object{c}
	}
	out := d.reader.content[:0]
	for _, v := range list {
		v, err := d.once(v)
		if err != nil {
			return nil, err
		}
		if v.kind == kNull {
			continue
		}
		if out, err = d.decode(v, out); err != nil {
			return nil, fmt.Errorf("contents: %w", err)
		}
		out = append(out, '\n')
	}
	d.reader.content = out
	return out, nil
}

func (in *interp) run(data []byte) error {
	lx := &in.lx
	lx.data, lx.pos = data, 0
	in.args = in.args[:0]
	for {
		o, err := lx.next(0)
		if err != nil {
			return in.place(err)
		}
		switch o.kind {
		case kEnd:
			if len(in.args) > 0 {
				in.d.faults.add(fmt.Sprintf("page %d: %s end in the middle of an operation", in.page.Number, in.name))
			}
			if len(in.saved) > in.base {
				in.d.faults.add(fmt.Sprintf("page %d: %s: q without Q", in.page.Number, in.name))
				in.st = in.saved[in.base]
				in.saved = in.saved[:in.base]
			}
			return nil
		case kKeyword:
			if !in.d.spend(1) {
				return errWork
			}
			if in.page.marks() > maxMarks {
				return in.place(lx.errorf(lx.pos, "more than %d marks on the page", maxMarks))
			}
			if err := in.operator(o.bytes); err != nil {
				var placed *SyntaxError
				if errors.As(err, &placed) || errors.Is(err, errWork) {
					return err
				}
				return &SyntaxError{In: in.name, Offset: lx.pos, What: fmt.Sprintf("%s: %v", o.bytes, err)}
			}
			in.args = in.args[:0]
			lx.reset()
		default:
			if len(in.args) >= 64 {
				return in.place(lx.errorf(lx.pos, "more than 64 operands"))
			}
			in.args = append(in.args, o)
		}
	}
}

func (in *interp) place(err error) error {
	var s *SyntaxError
	if errors.As(err, &s) && s.In == "" {
		return &SyntaxError{In: in.name, Offset: s.Offset, What: s.What}
	}
	return err
}

var errOperands = errors.New("wrong operands")

// nums is the last n operands as numbers.
func (in *interp) nums(n int) ([6]float64, error) {
	var v [6]float64
	if len(in.args) < n {
		return v, errOperands
	}
	for i, o := range in.args[len(in.args)-n:] {
		if o.kind != kNumber || math.Abs(o.num) > 1e9 {
			return v, errOperands
		}
		v[i] = o.num
	}
	return v, nil
}

func (in *interp) last(k kind) (object, error) {
	if n := len(in.args); n > 0 && in.args[n-1].kind == k {
		return in.args[n-1], nil
	}
	return object{}, errOperands
}

func (in *interp) operator(op []byte) error {
	st := &in.st
	switch string(op) {
	// State.
	case "q":
		if len(in.saved) >= maxStates {
			return errors.New("saved more states than allowed")
		}
		in.saved = append(in.saved, *st)
	case "Q":
		if len(in.saved) <= in.base {
			in.d.faults.add(fmt.Sprintf("page %d: %s: Q without q", in.page.Number, in.name))
			return nil
		}
		*st = in.saved[len(in.saved)-1]
		in.saved = in.saved[:len(in.saved)-1]
	case "cm":
		v, err := in.nums(6)
		if err != nil {
			return err
		}
		if st.ctm = matrix(v).mul(st.ctm); !st.ctm.sane() {
			return errors.New("matrix out of reason")
		}
	case "w":
		v, err := in.nums(1)
		st.width = v[0]
		return err
	case "d":
		if len(in.args) != 2 || in.args[0].kind != kArray {
			return errOperands
		}
		st.dashed = len(in.args[0].list) > 0
	case "J", "j", "M", "ri", "i":
	case "gs":
		return in.extGState()

	// Paths.
	case "m":
		v, err := in.nums(2)
		if err != nil {
			return err
		}
		in.move(v[0], v[1])
	case "l":
		v, err := in.nums(2)
		if err != nil {
			return err
		}
		return in.line(v[0], v[1])
	case "c":
		v, err := in.nums(6)
		if err != nil {
			return err
		}
		return in.curve(v)
	case "v":
		v, err := in.nums(4)
		if err != nil {
			return err
		}
		return in.curve([6]float64{in.cur.x, in.cur.y, v[0], v[1], v[2], v[3]})
	case "y":
		v, err := in.nums(4)
		if err != nil {
			return err
		}
		return in.curve([6]float64{v[0], v[1], v[2], v[3], v[2], v[3]})
	case "h":
		in.close()
	case "re":
		v, err := in.nums(4)
		if err != nil {
			return err
		}
		in.rectangle(v[0], v[1], v[2], v[3])
	case "S":
		in.paint(false, true)
	case "s":
		in.close()
		in.paint(false, true)
	case "f", "F", "f*":
		in.paint(true, false)
	case "B", "B*":
		in.paint(true, true)
	case "b", "b*":
		in.close()
		in.paint(true, true)
	case "n":
		in.paint(false, false)
	case "W", "W*":
		in.clipOn = true

	// Colour.
	case "g":
		return in.colour(&st.fill, &st.fillN, "DeviceGray", 1)
	case "G":
		return in.colour(&st.stroke, &st.strokeN, "DeviceGray", 1)
	case "rg":
		return in.colour(&st.fill, &st.fillN, "DeviceRGB", 3)
	case "RG":
		return in.colour(&st.stroke, &st.strokeN, "DeviceRGB", 3)
	case "k":
		return in.colour(&st.fill, &st.fillN, "DeviceCMYK", 4)
	case "K":
		return in.colour(&st.stroke, &st.strokeN, "DeviceCMYK", 4)
	case "cs", "CS":
		o, err := in.last(kName)
		if err != nil {
			return err
		}
		c, n := in.d.space(in.res, o)
		if op[0] == 'c' {
			st.fill, st.fillN = c, n
		} else {
			st.stroke, st.strokeN = c, n
		}
	case "sc", "scn":
		return in.components(&st.fill, st.fillN)
	case "SC", "SCN":
		return in.components(&st.stroke, st.strokeN)
	case "sh":
		in.order++
		c := Colour{Space: "Shading"}
		if o, err := in.last(kName); err == nil {
			sh := in.d.look(in.d.look(in.res, "Shading"), string(o.bytes))
			c, _ = in.d.space(in.res, in.d.look(sh, "ColorSpace"))
		}
		in.d.unknown.add(fmt.Sprintf("page %d: shading, taken for its whole clip", in.page.Number))
		in.page.Fills = append(in.page.Fills, Fill{Box: st.clip.box(), Order: in.order, Colour: c})

	// Text.
	case "BT":
		in.tm, in.tlm = identity, identity
		in.text = true
	case "ET":
		in.text = false
	case "Tc", "Tw", "Tz", "TL", "Ts", "Tr":
		v, err := in.nums(1)
		if err != nil {
			return err
		}
		switch op[1] {
		case 'c':
			st.tc = v[0]
		case 'w':
			st.tw = v[0]
		case 'z':
			st.tz = v[0] / 100
		case 'L':
			st.leading = v[0]
		case 's':
			st.rise = v[0]
		case 'r':
			if v[0] < 0 || v[0] > 7 {
				return errOperands
			}
			if st.mode = uint8(v[0]); st.mode > 3 {
				in.d.unknown.add(fmt.Sprintf("page %d: text used as a clip", in.page.Number))
			}
		}
	case "Tf":
		if len(in.args) != 2 || in.args[0].kind != kName || in.args[1].kind != kNumber {
			return errOperands
		}
		name := in.args[0].bytes
		fonts := in.d.look(in.res, "Font")
		ref := object{}
		for i := 0; i+1 < len(fonts.list); i += 2 {
			if bytes.Equal(fonts.list[i].bytes, name) {
				ref = fonts.list[i+1]
			}
		}
		if ref.kind == kNull {
			return fmt.Errorf("font /%s is not among the resources", name)
		}
		return in.setFont(ref, in.args[1].num)
	case "Td", "TD":
		v, err := in.nums(2)
		if err != nil {
			return err
		}
		if op[1] == 'D' {
			st.leading = -v[1]
		}
		in.newline(v[0], v[1])
	case "Tm":
		v, err := in.nums(6)
		if err != nil {
			return err
		}
		in.tm, in.tlm = v, v
	case "T*":
		in.newline(0, -st.leading)
	case "Tj":
		o, err := in.last(kString)
		if err != nil {
			return err
		}
		return in.show(o.bytes)
	case "'":
		o, err := in.last(kString)
		if err != nil {
			return err
		}
		in.newline(0, -st.leading)
		return in.show(o.bytes)
	case "\"":
		if len(in.args) != 3 || in.args[0].kind != kNumber || in.args[1].kind != kNumber || in.args[2].kind != kString {
			return errOperands
		}
		st.tw, st.tc = in.args[0].num, in.args[1].num
		in.newline(0, -st.leading)
		return in.show(in.args[2].bytes)
	case "TJ":
		o, err := in.last(kArray)
		if err != nil {
			return err
		}
		for _, v := range o.list {
			switch v.kind {
			case kString:
				if err := in.show(v.bytes); err != nil {
					return err
				}
			case kNumber:
				in.advance(-v.num / 1000 * st.size * st.tz)
			default:
				return errOperands
			}
		}

	// Other objects.
	case "Do":
		o, err := in.last(kName)
		if err != nil {
			return err
		}
		ref := in.d.look(in.res, "XObject").get(string(o.bytes))
		if ref.kind == kNull {
			return fmt.Errorf("/%s is not among the resources", o.bytes)
		}
		return in.external(ref)
	case "BI":
		return in.inlineImage()
	case "BMC", "BDC", "EMC", "MP", "DP", "BX", "EX", "d0", "d1":
	default:
		in.d.unknown.add(fmt.Sprintf("page %d: operator %q in %s", in.page.Number, clip(op, 16), in.name))
	}
	return nil
}

// Paths are kept in millimetres; only the current point is needed as given.

func (in *interp) push(p point) {
	in.points = append(in.points, p)
	in.subs[len(in.subs)-1].bounds.add(p)
}

func (in *interp) move(x, y float64) {
	in.cur = point{x, y}
	in.subs = append(in.subs, subpath{start: len(in.points), bounds: nowhere})
	in.push(in.st.ctm.apply(x, y))
}

var errNoPoint = errors.New("no current point")

func (in *interp) line(x, y float64) error {
	if len(in.subs) == 0 {
		return errNoPoint
	}
	in.reopen()
	in.cur = point{x, y}
	in.push(in.st.ctm.apply(x, y))
	return nil
}

// reopen starts the next subpath where a closed one started.
func (in *interp) reopen() {
	if s := in.subs[len(in.subs)-1]; s.closed {
		in.subs = append(in.subs, subpath{start: len(in.points), bounds: nowhere})
		in.push(in.points[s.start])
	}
}

func (in *interp) curve(v [6]float64) error {
	if len(in.subs) == 0 {
		return errNoPoint
	}
	in.reopen()
	m := &in.st.ctm
	p0, p1 := in.points[len(in.points)-1], m.apply(v[0], v[1])
	p2, p3 := m.apply(v[2], v[3]), m.apply(v[4], v[5])
	for i := 1; i <= 8; i++ {
		t := float64(i) / 8
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		in.push(point{a*p0.x + b*p1.x + c*p2.x + d*p3.x, a*p0.y + b*p1.y + c*p2.y + d*p3.y})
	}
	in.subs[len(in.subs)-1].curved = true
	in.cur = point{v[4], v[5]}
	return nil
}

func (in *interp) close() {
	if n := len(in.subs); n > 0 {
		in.subs[n-1].closed = true
	}
}

func (in *interp) rectangle(x, y, w, h float64) {
	in.move(x, y)
	m := &in.st.ctm
	in.push(m.apply(x+w, y))
	in.push(m.apply(x+w, y+h))
	in.push(m.apply(x, y+h))
	in.cur = point{x, y}
	in.close()
}

// upright tells whether four or five points are an upright rectangle.
func upright(p []point) bool {
	if len(p) == 5 && p[4] == p[0] {
		p = p[:4]
	}
	if len(p) != 4 {
		return false
	}
	const e = 1e-6
	same := func(a, b float64) bool { return math.Abs(a-b) < e }
	return same(p[0].y, p[1].y) && same(p[1].x, p[2].x) && same(p[2].y, p[3].y) && same(p[3].x, p[0].x) ||
		same(p[0].x, p[1].x) && same(p[1].y, p[2].y) && same(p[2].x, p[3].x) && same(p[3].y, p[0].y)
}

func (in *interp) paint(fill, stroke bool) {
	st := &in.st
	if fill || stroke {
		in.order++
		in.d.spend(len(in.points)) // the next operator will see
	}
	all := nowhere
	width := 0.0
	if stroke {
		width = st.width * math.Sqrt(math.Abs(st.ctm[0]*st.ctm[3]-st.ctm[1]*st.ctm[2]))
	}
	for i := range in.subs {
		s := &in.subs[i]
		end := len(in.points)
		if i+1 < len(in.subs) {
			end = in.subs[i+1].start
		}
		p := in.points[s.start:end]
		if in.clipOn {
			all.add(point{s.bounds.x0, s.bounds.y0})
			all.add(point{s.bounds.x1, s.bounds.y1})
		}
		if fill && len(p) > 1 {
			in.page.Fills = append(in.page.Fills, Fill{Box: s.bounds.box(), Rect: !s.curved && upright(p), Order: in.order, Colour: st.fill})
		}
		if stroke {
			k := Stroke{Width: width, Dashed: st.dashed, Order: in.order, Colour: st.stroke}
			for j := 1; j < len(p); j++ {
				k.X1, k.Y1, k.X2, k.Y2 = p[j-1].x, p[j-1].y, p[j].x, p[j].y
				in.page.Strokes = append(in.page.Strokes, k)
			}
			if s.closed && (p[0] != p[len(p)-1] || len(p) == 1) {
				k.X1, k.Y1, k.X2, k.Y2 = p[len(p)-1].x, p[len(p)-1].y, p[0].x, p[0].y
				in.page.Strokes = append(in.page.Strokes, k)
			}
		}
	}
	if in.clipOn {
		st.clip = st.clip.cut(all)
		in.clipOn = false
	}
	in.points, in.subs = in.points[:0], in.subs[:0]
}

// Colour.

func (in *interp) colour(c *Colour, n *int, space string, count int) error {
	v, err := in.nums(count)
	if err != nil {
		return err
	}
	*c = Colour{Space: space, V: [4]float64(v[:4])}
	*n = count
	return nil
}

func (in *interp) components(c *Colour, n int) error {
	if n == 0 {
		if _, err := in.last(kName); err != nil {
			return err
		}
		in.d.unknown.add(fmt.Sprintf("page %d: colour from a pattern", in.page.Number))
		return nil
	}
	if len(in.args) < n {
		return errOperands
	}
	for i, o := range in.args[len(in.args)-n:] {
		if o.kind != kNumber {
			return errOperands
		}
		if i < 4 {
			c.V[i] = o.num
		}
	}
	return nil
}

// space is the family of a colour space (8.6), its initial colour, and how
// many components it has.
func (d *document) space(res, o object) (Colour, int) {
	o = d.see(o)
	if o.kind == kName {
		switch o.name() {
		case "DeviceGray", "G", "CalGray":
			return Colour{Space: "DeviceGray"}, 1
		case "DeviceRGB", "RGB", "CalRGB":
			return Colour{Space: "DeviceRGB"}, 3
		case "DeviceCMYK", "CMYK":
			return Colour{Space: "DeviceCMYK", V: [4]float64{0, 0, 0, 1}}, 4
		case "Pattern":
			return Colour{Space: "Pattern"}, 0
		}
		named := d.look(d.look(res, "ColorSpace"), o.name())
		if named.kind == kName { // not followed further: it could name itself
			return d.space(object{}, named)
		}
		o = named
	}
	if o.kind != kArray || len(o.list) == 0 {
		return Colour{Space: "Unknown"}, 1
	}
	switch family := d.see(o.list[0]).name(); family {
	case "DeviceGray", "DeviceRGB", "DeviceCMYK":
		return d.space(object{}, d.see(o.list[0]))
	case "CalGray", "Indexed", "I":
		return Colour{Space: family}, 1
	case "Separation":
		return Colour{Space: family, V: [4]float64{1}}, 1
	case "CalRGB", "Lab":
		return Colour{Space: family}, 3
	case "Pattern":
		return Colour{Space: family}, 0
	case "DeviceN":
		n := 1
		if len(o.list) > 1 {
			n = max(1, len(d.see(o.list[1]).list))
		}
		return Colour{Space: family, V: [4]float64{1, 1, 1, 1}}, n
	case "ICCBased":
		if len(o.list) > 1 {
			switch d.number(d.see(o.list[1]).get("N")) {
			case 1:
				return Colour{Space: "ICCBased1"}, 1
			case 3:
				return Colour{Space: "ICCBased3"}, 3
			case 4:
				return Colour{Space: "ICCBased4"}, 4
			}
		}
	}
	return Colour{Space: "Unknown"}, 1
}

// extGState reads what of a graphics state dictionary changes what is painted.
func (in *interp) extGState() error {
	o, err := in.last(kName)
	if err != nil {
		return err
	}
	d := in.d
	gs := d.look(d.look(in.res, "ExtGState"), string(o.bytes))
	for i := 0; i+1 < len(gs.list); i += 2 {
		v := d.see(gs.list[i+1])
		switch key := string(gs.list[i].bytes); key {
		case "LW":
			in.st.width = d.number(v)
		case "D":
			in.st.dashed = len(v.list) > 0 && len(d.see(v.list[0]).list) > 0
		case "Font":
			if len(v.list) == 2 {
				if err := in.setFont(v.list[0], d.number(v.list[1])); err != nil {
					return err
				}
			}
		case "ca", "CA":
			if v.num != 1 {
				d.unknown.add(fmt.Sprintf("page %d: transparency /%s %g", in.page.Number, key, v.num))
			}
		case "SMask":
			if !v.is("None") {
				d.unknown.add(fmt.Sprintf("page %d: soft mask", in.page.Number))
			}
		case "BM":
			if !v.is("Normal") && !v.is("Compatible") {
				d.unknown.add(fmt.Sprintf("page %d: blend mode", in.page.Number))
			}
		}
	}
	return nil
}

// Text.

func (in *interp) setFont(ref object, size float64) error {
	i, err := in.d.font(ref)
	if err != nil {
		return err
	}
	if math.Abs(size) > 1e6 {
		return errOperands
	}
	in.st.font, in.st.size, in.st.table = i, size, in.d.use(i)
	if !slices.Contains(in.set, i) {
		in.set = append(in.set, i)
	}
	return nil
}

func (in *interp) newline(x, y float64) {
	m := &in.tlm
	m[4] += x*m[0] + y*m[2]
	m[5] += x*m[1] + y*m[3]
	in.tm = *m
}

func (in *interp) advance(tx float64) {
	in.tm[4] += tx * in.tm[0]
	in.tm[5] += tx * in.tm[1]
}

func (in *interp) show(s []byte) error {
	st := &in.st
	t := st.table
	if t == nil {
		return errors.New("text before a font is set")
	}
	if !in.text {
		in.d.faults.add(fmt.Sprintf("page %d: text outside BT … ET", in.page.Number))
	}
	m := in.tm.mul(st.ctm)
	if !m.sane() {
		return errors.New("text matrix out of reason")
	}
	in.order++
	g := Glyph{
		Mode: st.mode, Font: st.font, Order: in.order, Colour: st.fill,
		Size: math.Abs(st.size) * math.Hypot(m[2], m[3]) * pointPerMM,
	}
	if st.mode == 1 || st.mode == 5 {
		g.Colour = st.stroke
	}
	if m[1] != 0 || m[0] < 0 {
		g.Angle = math.Atan2(-m[1], m[0]) * 180 / math.Pi
	}
	along := math.Hypot(m[0], m[1])
	x, y := m[4]+st.rise*m[2], m[5]+st.rise*m[3]
	total := 0.0
	step := 1
	if t.double {
		step = 2
		if len(s)%2 != 0 {
			in.d.faults.add(fmt.Sprintf("page %d: a string ends in half a character", in.page.Number))
		}
	}
	if !in.d.spend(len(s) / step) {
		return errWork
	}
	for ; len(s) >= step; s = s[step:] {
		code := int(s[0])
		if t.double {
			code = code<<8 | int(s[1])
		}
		info := t.at(code)
		w := info.width * t.scale * st.size
		g.Text, g.CID = info.text, uint16(code)
		if t.gids {
			g.GID = uint16(code)
			if t.gid != nil {
				g.GID = 0
				if 2*code+1 < len(t.gid) {
					g.GID = uint16(t.gid[2*code])<<8 | uint16(t.gid[2*code+1])
				}
			}
			g.Notdef = g.GID == 0
		}
		g.X, g.Y, g.Width = x+total*m[0], y+total*m[1], math.Abs(w*st.tz)*along
		mx, my := g.X+w*st.tz/2*m[0]+st.size/3*m[2], g.Y+w*st.tz/2*m[1]+st.size/3*m[3]
		g.Clipped = mx < st.clip.x0 || mx > st.clip.x1 || my < st.clip.y0 || my > st.clip.y1
		in.page.Glyphs = append(in.page.Glyphs, g)
		w += st.tc
		if code == 32 && !t.double {
			w += st.tw
		}
		total += w * st.tz
	}
	in.advance(total)
	return nil
}

// XObjects.

func (in *interp) external(ref object) error {
	o, err := in.d.resolve(ref)
	if err != nil {
		return err
	}
	switch subtype := in.d.look(o, "Subtype").name(); {
	case o.kind != kStream:
		return errors.New("not an external object")
	case subtype == "Image":
		c, _ := in.d.space(in.res, o.get("ColorSpace"))
		if in.d.look(o, "ImageMask").num == 1 {
			c.Space = "Mask"
		}
		in.image(c.Space)
		return nil
	case subtype == "Form":
		return in.form(ref, o)
	default:
		in.d.unknown.add(fmt.Sprintf("page %d: external object of kind %q", in.page.Number, subtype))
		return nil
	}
}

func (in *interp) image(space string) {
	in.order++
	in.page.Images = append(in.page.Images, Image{Box: in.st.ctm.bounds(0, 0, 1, 1).box(), Space: space, Order: in.order})
}

// form runs a form XObject (8.10) in a state of its own.
func (in *interp) form(ref, o object) error {
	if in.depth >= maxForms {
		return fmt.Errorf("forms nested more than %d deep", maxForms)
	}
	// The caller's place; its operands and the arena are done with.
	st, res, data, pos, name := in.st, in.res, in.lx.data, in.lx.pos, in.name
	base, tm, tlm, text := in.base, in.tm, in.tlm, in.text
	var m [6]float64
	if in.d.numbers(o.get("Matrix"), m[:]) {
		if in.st.ctm = matrix(m).mul(in.st.ctm); !in.st.ctm.sane() {
			return errors.New("matrix out of reason")
		}
	}
	var b [4]float64
	if in.d.numbers(o.get("BBox"), b[:]) {
		in.st.clip = in.st.clip.cut(in.st.ctm.bounds(b[0], b[1], b[2], b[3]))
	}
	own := in.d.look(o, "Resources")
	if own.kind == kDict {
		in.res = own
		in.d.listFonts(own)
	}
	in.points, in.subs, in.clipOn = in.points[:0], in.subs[:0], false
	in.base, in.text, in.name = len(in.saved), false, fmt.Sprintf("form %d", int(ref.num))
	here := (*repeated)(nil)
	if own.kind == kDict {
		here = in.repeatedHere(ref)
	}
	err := error(nil)
	if !in.repeatHere(here) {
		err = in.runForm(ref, here)
	}
	in.st, in.res, in.lx.data, in.lx.pos, in.name = st, res, data, pos, name
	in.base, in.tm, in.tlm, in.text = base, tm, tlm, text
	in.points, in.subs = in.points[:0], in.subs[:0]
	return err
}

// runForm runs the form, or repeats what it painted in another file.
func (in *interp) runForm(ref object, here *repeated) error {
	body, part, err := in.d.stream(ref)
	if err != nil {
		return fmt.Errorf("form %d: %w", int(ref.num), err)
	}
	key, fonts, fits := formKey{}, []int(nil), false
	if part != nil {
		key, fonts, fits = in.formKey(in.res)
	}
	if fits {
		if kept := part.painted(key); kept != nil && in.repeat(kept, fonts, kept.work) {
			here.take(kept, in.d)
			return nil
		}
	}
	begun := in.watch()
	if in.depth == 0 {
		in.set = in.set[:0]
	}
	in.depth++
	err = in.run(body)
	in.depth--
	if err == nil && (fits && part.painted(key) == nil || here != nil) {
		in.keep(part, key, fonts, fits, here, begun)
	}
	return err
}

// inlineImage skips BI … ID … EI (8.9.7).
func (in *interp) inlineImage() error {
	lx := &in.lx
	at := lx.pos
	get := func(long, short string, o object) object {
		if v := o.get(long); v.kind != kNull {
			return v
		}
		return o.get(short)
	}
	mark := len(lx.stack)
	for {
		o, err := lx.next(0)
		if err != nil {
			return in.place(err)
		}
		if o.kind == kKeyword && string(o.bytes) == "ID" {
			break
		}
		if o.kind == kEnd || o.kind == kKeyword || len(lx.stack)-mark > 64 {
			lx.stack = lx.stack[:mark]
			return in.place(lx.errorf(at, "inline image without data"))
		}
		lx.stack = append(lx.stack, o)
	}
	pairs := lx.keep(lx.stack[mark:])
	lx.stack = lx.stack[:mark]
	dict := object{kind: kDict, list: pairs}
	c, n := in.d.space(in.res, get("ColorSpace", "CS", dict))
	if get("ImageMask", "IM", dict).num == 1 {
		c.Space, n = "Mask", 1
	}
	lx.pos = min(lx.pos+1, len(lx.data)) // the one white space after ID
	size := 0
	if get("Filter", "F", dict).kind == kNull { // raw: the data may hold "EI"
		bits := 8
		if v := get("BitsPerComponent", "BPC", dict); v.kind == kNumber {
			bits = int(v.num)
		}
		if c.Space == "Mask" {
			bits = 1
		}
		w, h := get("Width", "W", dict).num, get("Height", "H", dict).num
		if w > 0 && h > 0 && w < 1<<16 && h < 1<<16 && bits > 0 && bits <= 16 {
			size = (int(w)*bits*n + 7) / 8 * int(h)
		}
	}
	for i := lx.pos + size; i+2 <= len(lx.data); i++ {
		d := lx.data
		if d[i] == 'E' && d[i+1] == 'I' && (i == lx.pos || class[d[i-1]] == cSpace || size > 0 && i == lx.pos+size) &&
			(i+2 == len(d) || class[d[i+2]] == cSpace) {
			lx.pos = i + 2
			in.image(c.Space)
			return nil
		}
	}
	return in.place(lx.errorf(at, "inline image without end"))
}

// annotations paint too, by their appearance streams (12.5.5).
func (in *interp) annotations(page object) error {
	d := in.d
	start := in.st
	for i, a := range d.look(page, "Annots").list {
		if !d.spend(1) {
			return errWork
		}
		a = d.see(a)
		if flags := int(d.number(a.get("F"))); flags&(2|32) != 0 && flags&4 == 0 { // hidden, and not printed
			continue
		}
		subtype := d.look(a, "Subtype").name()
		ref := d.look(a, "AP").get("N")
		if n := d.see(ref); n.kind == kDict {
			ref = n.get(d.look(a, "AS").name())
		}
		form := d.see(ref)
		if form.kind != kStream {
			border := d.look(a, "Border").list
			if subtype == "Popup" || subtype == "Link" && len(border) >= 3 && d.number(border[2]) == 0 {
				continue
			}
			if bs := d.look(a, "BS"); subtype == "Link" && bs.kind == kDict && d.look(bs, "W").kind == kNumber && d.number(bs.get("W")) == 0 {
				continue
			}
			if subtype == "Widget" {
				continue // without an appearance it shows nothing
			}
			d.unknown.add(fmt.Sprintf("page %d: annotation %q without an appearance", in.page.Number, subtype))
			continue
		}
		var rect, box [4]float64
		if !d.numbers(a.get("Rect"), rect[:]) || !d.numbers(form.get("BBox"), box[:]) {
			d.unknown.add(fmt.Sprintf("page %d: annotation %q without a place", in.page.Number, subtype))
			continue
		}
		order(&rect)
		m := identity
		var given [6]float64
		if d.numbers(form.get("Matrix"), given[:]) {
			m = given
		}
		q := m.bounds(box[0], box[1], box[2], box[3])
		fit := identity
		if w := q.x1 - q.x0; w > 0 {
			fit[0] = (rect[2] - rect[0]) / w
		}
		if h := q.y1 - q.y0; h > 0 {
			fit[3] = (rect[3] - rect[1]) / h
		}
		fit[4], fit[5] = rect[0]-q.x0*fit[0], rect[1]-q.y0*fit[3]
		in.st = start
		if in.st.ctm = fit.mul(start.ctm); !in.st.ctm.sane() {
			return fmt.Errorf("annotation %d: matrix out of reason", i+1)
		}
		if err := in.form(ref, form); err != nil {
			return fmt.Errorf("annotation %d: %w", i+1, err)
		}
	}
	return nil
}
