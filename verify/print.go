package verify

import (
	"fmt"
	"math"
	"math/bits"
	"strings"

	"github.com/icpgen/icpgen/pdf/readback"
)

const (
	a4Width, a4Height = 210.0, 297.0
	a4Slack           = 0.5
	printable         = 5.0 // of margin that no printer reaches
)

// judgePrint judges what holds for every page of every paper.
func (j *judgement) judgePrint() {
	j.judgeDraft()
	j.judgeSheet()
}

// judgeSheet judges what holds for whatever is printed.
func (j *judgement) judgeSheet() {
	switch {
	case j.CropBox != j.MediaBox:
		j.fault(A4, rect{}, "页面被裁小（CropBox 与 MediaBox 不同）；应为整张 A4，210 × 297 毫米",
			"the page is cut to less than its sheet (CropBox and MediaBox differ); the whole of A4, 210 × 297 mm, is wanted")
	case !near(j.TrimBox, j.MediaBox):
		j.fault(A4, rect{}, "页面的成品框（TrimBox）不是整张 A4，210 × 297 毫米", "the page is trimmed (TrimBox) to less than A4, 210 × 297 mm")
	case math.Abs(j.WidthMM-a4Width) > a4Slack || math.Abs(j.HeightMM-a4Height) > a4Slack || j.Rotate != 0:
		j.fault(A4, rect{}, fmt.Sprintf("页面为 %.1f × %.1f 毫米（旋转 %d 度）；应为 A4 纵向，210 × 297 毫米", j.WidthMM, j.HeightMM, j.Rotate),
			fmt.Sprintf("the page is %.1f × %.1f mm (turned by %d°), not A4 upright, 210 × 297 mm", j.WidthMM, j.HeightMM, j.Rotate))
	}
	j.judgeColours()
	j.judgeGlyphs()
	j.judgeMargins()
	j.judgeOverprint()
}

// near tells that two boxes of a page differ by less than a point.
func near(a, b [4]float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1 {
			return false
		}
	}
	return true
}

func (j *judgement) judgeDraft() {
	at := rect{}
	for i, k := range j.kinds {
		if k == mark {
			at = j.boxes[i]
			break
		}
	}
	switch {
	case j.marks > 0 && !j.want.Draft:
		j.fault(Draft, at, "印有“草稿”；正式材料上不得有", "草稿 is printed across the page; only drafts bear it")
	case j.marks < 2 && j.want.Draft:
		j.fault(Draft, at, "缺少横贯页面的“草稿”字样", "草稿 does not stand across the page")
	}
}

func (j *judgement) judgeColours() {
	wrong := func(at rect, zh, en string, space string) {
		j.fault(Gray, at, fmt.Sprintf("%s的颜色是 %s；应只用黑色（DeviceGray 或 K）", zh, space), fmt.Sprintf("%s in %s; only gray or K may be used", en, space))
	}
	from, before := j.from(isGray), j.count
	for i := from.Glyphs; i < len(j.Glyphs); i++ {
		if g := &j.Glyphs[i]; !g.Colour.GrayOnly() {
			wrong(j.boxes[i], "文字“"+shortened(g.Text)+"”", fmt.Sprintf("the text %q is set", shortened(g.Text)), g.Colour.Space)
			break
		}
	}
	for i := from.Strokes; i < len(j.Strokes); i++ {
		if k := &j.Strokes[i]; !k.Colour.GrayOnly() {
			wrong(j.strokes[i], "线条", "a line is drawn", k.Colour.Space)
			break
		}
	}
	for i := from.Fills; i < len(j.Fills); i++ {
		if f := &j.Fills[i]; !f.Colour.GrayOnly() {
			wrong(boxOf(f.Box), "色块", "an area is filled", f.Colour.Space)
			break
		}
	}
	for i := from.Images; i < len(j.Images); i++ {
		if m := &j.Images[i]; m.Space != "DeviceGray" && m.Space != "Mask" {
			wrong(boxOf(m.Box), "图片", "a picture is printed", m.Space)
			break
		}
	}
	if j.count == before {
		j.settled(isGray)
	}
}

const lostText = "\uFFFD" // what stands for a character that is none

// judgeGlyphs judges the characters: each can be copied and can be seen.
func (j *judgement) judgeGlyphs() {
	var lost, hidden, number int
	first, firstHidden := rect{}, rect{}
	from := 0
	alone := j.layer != nil && len(j.Fills) == j.Page.Layer.Fills // nothing is painted over the layer
	if alone {
		from = j.from(isLegible).Glyphs
	}
	for i := from; i < len(j.Glyphs); i++ {
		g := &j.Glyphs[i]
		if j.kinds[i] == white && !g.Notdef {
			continue
		}
		if g.Notdef || g.Text == "" || g.Text == lostText || len(g.Text) > len(lostText) && strings.Contains(g.Text, lostText) {
			if lost++; lost == 1 {
				first, number = j.boxes[i], int(g.GID)
			}
		}
		if g.Invisible() || g.Clipped || j.kinds[i] == printed && math.Abs(lightness(g.Colour)-j.ground(i)) < 0.4 {
			if hidden++; hidden == 1 {
				firstHidden = j.boxes[i]
			}
		}
	}
	if alone && lost+hidden == 0 {
		j.settled(isLegible)
	}
	if lost > 0 {
		j.fault(Notdef, first, fmt.Sprintf("有 %d 个字没有字形或没有文字编码（第一个的字形号为 %d），会印成空白、方框或无法复制", lost, number),
			fmt.Sprintf("%d characters have no glyph or no text (the first is glyph %d)", lost, number))
	}
	if hidden > 0 {
		j.fault(Visible, firstHidden, fmt.Sprintf("有 %d 个字看不见（隐藏、被裁掉、被盖住或与底色相同）", hidden),
			fmt.Sprintf("%d characters cannot be seen: hidden, clipped, covered, or of the colour of their ground", hidden))
	}
}

// lightness is 0 for black and 1 for white.
func lightness(c readback.Colour) float64 {
	if c.Space == "DeviceCMYK" || c.Space == "ICCBased4" {
		return 1 - min(1, max(c.V[0], c.V[1], c.V[2])+c.V[3])
	}
	if c.GrayOnly() {
		return c.V[0]
	}
	return 0.3*c.V[0] + 0.59*c.V[1] + 0.11*c.V[2]
}

// ground is the lightness of what lies behind a glyph, or over it: then it is
// the glyph's own, since it cannot be seen.
func (j *judgement) ground(i int) float64 {
	b := j.boxes[i]
	x, y := (b.x0+b.x1)/2, (b.y0+b.y1)/2
	ground := 1.0
	for k := range j.Fills {
		f := &j.Fills[k]
		if x < f.X || x > f.X+f.W || y < f.Y || y > f.Y+f.H {
			continue
		}
		if f.Order > j.Glyphs[i].Order {
			return lightness(j.Glyphs[i].Colour)
		}
		ground = lightness(f.Colour)
	}
	return ground
}

func (j *judgement) judgeMargins() {
	paper := rect{printable, printable, j.WidthMM - printable, j.HeightMM - printable}
	outside := func(b rect) bool {
		return b.x0 < paper.x0 || b.y0 < paper.y0 || b.x1 > paper.x1 || b.y1 > paper.y1
	}
	tell := func(b rect, what, en string) {
		j.fault(Inside, b, what+"超出可打印范围；四边至少各留 5 毫米", en+" leaves the printable area; 5 mm stay free on all sides")
	}
	from := j.from(isInside)
	for i := from.Glyphs; i < len(j.boxes); i++ {
		if b := j.boxes[i]; j.kinds[i] == printed && outside(b) {
			tell(b, "文字“"+shortened(j.Glyphs[i].Text)+"”", fmt.Sprintf("the text %q", shortened(j.Glyphs[i].Text)))
			return
		}
	}
	for _, b := range j.strokes[from.Strokes:] {
		if outside(b) {
			tell(b, "线条", "a line")
			return
		}
	}
	for i := from.Fills; i < len(j.Fills); i++ {
		if b := boxOf(j.Fills[i].Box); outside(b) {
			tell(b, "色块", "a filled area")
			return
		}
	}
	for i := from.Images; i < len(j.Images); i++ {
		if b := boxOf(j.Images[i].Box); outside(b) {
			tell(b, "图片", "a picture")
			return
		}
	}
	j.settled(isInside)
}

// judgeOverprint looks for glyphs on glyphs and lines through glyphs. Boxes are
// larger than ink, so only what gets to the middle of a glyph counts.
//
// On a layer that is sound, first only what stands over it is looked at; if
// there is something, the whole page is, to tell of the same as ever.
func (j *judgement) judgeOverprint() {
	if from := j.from(isApart); from.Glyphs > 0 && !j.overprints(from) {
		return
	}
	glyph, stroke := j.overprinted()
	switch {
	case glyph < 0:
		j.settled(isApart)
	case stroke < 0:
		j.fault(Overprint, j.boxes[glyph], fmt.Sprintf("“%s”印在别的字上", shortened(j.Glyphs[glyph].Text)),
			fmt.Sprintf("%q is printed on other characters", shortened(j.Glyphs[glyph].Text)))
	default:
		j.fault(Overprint, j.strokes[stroke], fmt.Sprintf("线条穿过“%s”", shortened(j.Glyphs[glyph].Text)),
			fmt.Sprintf("a line runs through %q", shortened(j.Glyphs[glyph].Text)))
	}
}

// overprints tells whether a glyph stands on another or a stroke runs through
// one. Of two marks at least one is from that on.
func (j *judgement) overprints(from readback.Layer) bool {
	found := false
	for i := from.Glyphs; i < len(j.boxes) && !found; i++ {
		if j.kinds[i] != printed {
			continue
		}
		core := coreOf(j.boxes[i])
		j.grid.near(core, func(k int) {
			found = found || k != i && coreOf(j.boxes[k]).touches(core)
		})
	}
	return found || j.struck(from) >= 0
}

// overprinted is the first glyph that stands on another, or the first that a
// stroke runs through, and the stroke; -1 for none.
func (j *judgement) overprinted() (glyph, stroke int) {
	glyph = -1
	for i, b := range j.boxes {
		if j.kinds[i] != printed {
			continue
		}
		core := coreOf(b)
		j.grid.nearFrom(i+1, core, func(k int) {
			if glyph < 0 && coreOf(j.boxes[k]).touches(core) {
				glyph = k
			}
		})
		if glyph >= 0 {
			return glyph, -1
		}
	}
	if stroke = j.struck(readback.Layer{}); stroke >= 0 {
		j.grid.near(j.strokes[stroke], func(k int) {
			if glyph < 0 && coreOf(j.boxes[k]).touches(j.strokes[stroke]) {
				glyph = k
			}
		})
	}
	return glyph, stroke
}

// struck is the first stroke that runs through a glyph, -1 for none. Of the two
// at least one is from that on.
func (j *judgement) struck(from readback.Layer) int {
	for n, line := range j.strokes {
		if k := &j.Strokes[n]; !upright(k) && !across(k) {
			continue // the box of a slant line is not its ink
		}
		over := 0
		if n < from.Strokes {
			over = from.Glyphs
		}
		found := false
		j.grid.nearFrom(over, line, func(k int) { found = found || coreOf(j.boxes[k]).touches(line) })
		if found {
			return n
		}
	}
	return -1
}

// coreOf is the middle of a glyph's box.
func coreOf(b rect) rect {
	w, h := (b.x1-b.x0)*0.25, (b.y1-b.y0)*0.25
	return rect{b.x0 + w, b.y0 + h, b.x1 - w, b.y1 - h}
}

// glyphsUsed are the glyphs that a file shows, by font.
type glyphsUsed []readback.Glyphs

func (u *glyphsUsed) note(s *sheet) {
	var of *readback.Glyphs
	font := -1
	for i := range s.Glyphs {
		g := &s.Glyphs[i]
		if s.kinds[i] == white || g.Notdef {
			continue
		}
		if g.Font != font {
			font = g.Font
			for font >= len(*u) {
				*u = append(*u, nil)
			}
			of = &(*u)[font]
		}
		of.Add(g.GID)
	}
}

// without counts the glyphs of a font that are used and not in a set.
func (u glyphsUsed) without(font int, set readback.Glyphs) (n int) {
	if font >= len(u) {
		return 0
	}
	for i, used := range u[font] {
		if i < len(set) {
			used &^= set[i]
		}
		n += bits.OnesCount64(used)
	}
	return n
}

// judgeFile judges the file as a whole: sound, understood, with its typefaces.
func (j *judgement) judgeFile(f *readback.File) {
	for _, what := range f.Unknown {
		j.fileFault(Readable, "有读不懂的内容，可能印出别的东西："+shortened(what), "something that may print is not understood: "+shortened(what))
	}
	for _, what := range f.Faults {
		j.fileFault(Readable, "文件有损坏："+shortened(what), "the file is damaged: "+shortened(what))
	}
	if f.HasScript {
		j.fileFault(Readable, "文件带有脚本或自动动作；材料不应有", "the file has a script or an action of its own")
	}
	for i := range f.Fonts {
		font := &f.Fonts[i]
		name := shortened(font.Name)
		if !font.Subset {
			j.fileFault(Subset, fmt.Sprintf("字体 %s 未裁成子集；名称应以六个大写字母和加号开头", name),
				fmt.Sprintf("the font %s is no subset: its name has to begin with six capitals and a plus sign", name))
		}
		if !font.Embedded {
			j.fileFault(Embedded, fmt.Sprintf("字体 %s 没有嵌入文件；换一台电脑打印会变样", name),
				fmt.Sprintf("the font %s is not embedded: it prints differently on another computer", name))
			continue
		}
		if font.Type != "CIDFontType2" {
			j.fileFault(Embedded, fmt.Sprintf("字体 %s 的类型是 %s，无法核对字形；应为 TrueType", name, shortened(font.Type)),
				fmt.Sprintf("the font %s is of type %s, whose outlines are not judged; TrueType is wanted", name, shortened(font.Type)))
			continue
		}
		outlines, err := j.pdf.Outlines(f, i)
		missing := j.shown.without(i, outlines)
		switch {
		case err != nil:
			j.fileFault(Embedded, fmt.Sprintf("字体 %s 的嵌入文件已损坏：%s", name, shortened(err.Error())),
				fmt.Sprintf("the embedded font %s is damaged: %s", name, shortened(err.Error())))
		case missing > 0:
			j.fileFault(Embedded, fmt.Sprintf("字体 %s 中有 %d 个用到的字没有字形，会印成空白", name, missing),
				fmt.Sprintf("%d characters used have no outline in the embedded font %s and print as nothing", missing, name))
		}
	}
}
