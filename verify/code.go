package verify

import (
	"fmt"
	"math"
	"slices"
)

// judgeCode judges a separator's QR code: that it says the job and the number
// that the page tells in words, so that a scanner counts the heaps that are there,
// and nobody's numbers.
func (j *judgement) judgeCode() {
	s, at, ok := j.findSymbol()
	if !ok {
		j.fault(Text, at, "没有可读的二维码；应印有作业编号和序号的二维码", "no QR code can be read; one with the job and the number is to stand here")
		return
	}
	says, ok := s.read()
	if !ok {
		j.fault(Text, at, "二维码读不出来：有的模块不对；请重新生成这个作业", "the QR code cannot be read: modules are wrong; render the job again")
		return
	}
	if private(says) {
		j.fault(Private, at, "二维码里有证件号码、电话或邮箱“"+shortened(says)+"”；应只有作业编号和序号",
			fmt.Sprintf("the QR code bears a document number, telephone number or mail address (%q); only the job and the number belong there", shortened(says)))
		return
	}
	number, _ := j.numbered()
	if should := fmt.Sprintf("ICPGEN:%s:%05d", j.labelled("作业编号"), number); says != should {
		j.fault(Text, at, "二维码写的是“"+shortened(says)+"”；与页面上的作业编号和序号不符，应为“"+shortened(should)+"”",
			fmt.Sprintf("the QR code says %q, unlike the job and the number on the page, which make %q", shortened(says), shortened(should)))
	}
}

// Sides of a module of a code, in millimetres, that a scanner reads.
const (
	leastModule = 0.4
	mostModule  = 3.0
)

// findSymbol takes the modules of a code from the page's filled rectangles, each
// as high as a module. Nothing else may stand in it or in the four modules
// around it.
func (j *judgement) findSymbol() (s symbol, at rect, ok bool) {
	var heights []float64
	dark := func(i int) bool { return j.Fills[i].Rect && !j.Fills[i].Colour.White() }
	for i := range j.Fills {
		if dark(i) {
			heights = append(heights, j.Fills[i].H)
		}
	}
	if len(heights) == 0 {
		return nil, rect{}, false
	}
	slices.Sort(heights)
	module := heights[len(heights)/2]
	of := func(i int) bool { return dark(i) && math.Abs(j.Fills[i].H-module) < module/20 }
	for i := range j.Fills {
		switch b := boxOf(j.Fills[i].Box); {
		case !of(i):
		case at == (rect{}):
			at = b
		default:
			at = at.join(b)
		}
	}
	// nearest is a whole number of modules, and whether it is one.
	nearest := func(length float64) (int, bool) {
		n := math.Round(length / module)
		return int(n), math.Abs(length/module-n) < 0.1
	}
	n, whole := nearest(at.x1 - at.x0)
	high, level := nearest(at.y1 - at.y0)
	if module < leastModule || module > mostModule || !whole || !level || n != high || n > 4*len(versions)+17 {
		return nil, at, false
	}
	s = make(symbol, n)
	for row := range s {
		s[row] = make([]bool, n)
	}
	zone := at.inset(-3.9 * module)
	for i := range j.Fills {
		b := boxOf(j.Fills[i].Box)
		if !of(i) {
			if b.touches(zone) {
				return nil, at, false
			}
			continue
		}
		from, ok1 := nearest(b.x0 - at.x0)
		to, ok2 := nearest(b.x1 - at.x0)
		row, ok3 := nearest(b.y0 - at.y0)
		if !ok1 || !ok2 || !ok3 {
			return nil, at, false
		}
		for column := from; column < to && row < n; column++ {
			s[row][column] = true
		}
	}
	covered := slices.ContainsFunc(j.strokes, zone.touches) || slices.ContainsFunc(j.boxes, zone.touches)
	for i := range j.Images {
		covered = covered || boxOf(j.Images[i].Box).touches(zone)
	}
	return s, at, !covered
}
