package verify

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf/readback"
)

// judgement is a file being judged, page after page.
type judgement struct {
	*sheet
	*reading
	want   Want
	faults []Fault
	count  int  // of faults, with those that are not listed
	nth    int  // of a print job's Expects
	any    bool // something is printed on a page
	copies copies
	shown  glyphsUsed
	pdf    *readback.Reader
}

// reading is what was seen so far of one paper.
type reading struct {
	paper  string         // by its title
	first  int            // page of the file on which it begins
	page   int            // of the paper, from 1
	texts  map[string]int // values still to be found
	labels map[string]int // labels still to be found
	boxed  []Choice       // boxes that the 受理单 has
	chosen int            // of these, those seen
	signed map[string]bool
	dated  int
	model  bool // the pledge's model was seen
}

func (r *Reader) judge(data []byte, want Want) []Fault {
	return r.judgeEach(want, func(_ *judgement, page func(*readback.File, *readback.Page) error) (*readback.File, error) {
		return r.pdf.Each(data, page)
	})
}

func (r *Reader) judgeEach(want Want, each func(*judgement, func(*readback.File, *readback.Page) error) (*readback.File, error)) []Fault {
	j := &judgement{sheet: &r.sheet, want: want, pdf: &r.pdf}
	file, err := each(j, func(_ *readback.File, p *readback.Page) error {
		j.sheet.Page = p
		j.judgePage()
		return nil
	})
	j.sheet.Page = nil
	if j.judgeRead(err) {
		j.judgeFile(file)
		j.endPaper()
	}
	return j.listed()
}

// endPaper judges what of a paper only its end decides.
func (j *judgement) endPaper() {
	if j.reading != nil {
		j.judgeWhole()
		j.reading = nil
	}
}

// judgeRead tells whether the file could be read and has something on it.
func (j *judgement) judgeRead(err error) bool {
	j.nth = 0
	switch {
	case errors.Is(err, readback.ErrEncrypted):
		j.fileFault(Readable, "文件加了密，无法核对；应为不加密的 PDF", "the file is encrypted and cannot be judged")
	case errors.Is(err, readback.ErrNotPDF):
		j.fileFault(Readable, "不是 PDF 文件；请核对路径，或重新生成、重新拷贝", "not a PDF; check the path, or make or copy the file again")
	case err != nil:
		j.fileFault(Readable, "不是完好的 PDF，无法核对："+filing.Escape(err.Error()), "not a sound PDF: "+filing.Escape(err.Error()))
	case !j.any:
		j.fileFault(Readable, "文件里没有印有内容的页", "no page of the file has anything on it")
	default:
		return true
	}
	return false
}

// mostItems is more than any paper of ours has on a page.
const mostItems = 20000

// earnest tells that the page has no more on it than a paper can have.
func (j *judgement) earnest() bool {
	return max(len(j.Glyphs), len(j.Strokes), len(j.Fills), len(j.Images)) <= mostItems
}

func (j *judgement) crowded() {
	j.fault(Readable, rect{}, "页面上的内容过多，不是本程序的材料", "far more stands on the page than on any of the papers")
}

func (j *judgement) judgePage() {
	several := j.want.several()
	switch {
	case j.Unread:
		j.endPaper()
		return
	case several && max(len(j.Glyphs), len(j.Strokes), len(j.Fills), len(j.Images)) == 0:
		return
	case j.copies.short():
		j.fault(Order, rect{}, "前面的副本缺页", "pages of the copy before this page are missing")
		j.copies.of, j.copies.came = nil, 0
	}
	j.load(j.earnest())
	paper, title, at := j.title()
	ours := title == separatorTitle || title == summaryTitle
	if several && (paper != "" || ours) {
		j.endPaper()
	}
	if several && ours {
		j.judgeOurs(title, nil)
		return
	}
	j.copies.add(j.Source, j.reading == nil)
	if j.reading == nil {
		j.begin(paper, title, at)
	}
	j.judgeLoaded()
}

// several tells that it is wanted of a print job: one paper after the other,
// with empty backs between.
func (w *Want) several() bool { return !w.Known && w.Paper == "" }

// judgeLoaded judges the page that is on the sheet as the next of its paper.
func (j *judgement) judgeLoaded() {
	j.page++
	j.any = true
	if !j.earnest() {
		j.crowded()
		return
	}
	j.shown.note(j.sheet)
	j.judgePrint()
	if j.paper == filing.VerificationForm && j.page == 2 {
		j.judgeNotes()
		return
	}
	j.countTexts()
	j.countLabels()
	switch j.paper {
	case filing.VerificationForm:
		if j.page == 1 {
			j.judgeVerification()
		}
	case filing.AcceptanceForm:
		j.judgeAcceptance()
	case filing.AuthorizationLetter:
		j.judgeLetter()
	case filing.Checklist:
		if _, ok := j.find(handPledge); ok {
			j.model = true
		}
	}
}

// title is the words set largest on the page, and the paper of that title.
func (j *judgement) title() (paper, title string, at rect) {
	most := 0.0
	for i, k := range j.kinds {
		if k == printed {
			most = max(most, j.Glyphs[i].Size)
		}
	}
	var b strings.Builder
	for i, k := range j.kinds {
		if g := &j.Glyphs[i]; k == printed && g.Size > 0.97*most {
			if b.Len() == 0 {
				at = j.boxes[i]
			}
			b.WriteString(g.Text)
		}
	}
	title = tight(b.String())
	for name, words := range titles {
		if words == title {
			paper = name
		}
	}
	return paper, title, at
}

// begin begins a paper.
func (j *judgement) begin(paper, title string, at rect) {
	j.reading = &reading{paper: paper, first: j.Number, signed: map[string]bool{}, boxed: j.want.Choices, texts: make(map[string]int, len(j.want.Values))}
	for _, v := range j.want.Values {
		if words := tight(v.Text); words != "" {
			j.texts[words]++
		}
	}
	switch want := j.want.Paper; {
	case paper == "":
		j.fault(Form, at, fmt.Sprintf("认不出是哪种材料，标题处是“%s”；应为《%s》《%s》《%s》或《%s》", shortened(title), titles[filing.VerificationForm],
			titles[filing.AcceptanceForm], titles[filing.AuthorizationLetter], titles[filing.Checklist]),
			fmt.Sprintf("no known paper: its title reads %q", shortened(title)))
		j.paper = want
	case want != "" && want != paper:
		j.fault(Form, at, fmt.Sprintf("这是%s，应为%s", paper, want), fmt.Sprintf("this is the paper %s, not %s", paper, want))
	}
	j.expectLabels()
}

func (j *judgement) expectLabels() {
	var list []label
	switch j.paper {
	case filing.AcceptanceForm:
		list = acceptanceLabels
		if !j.want.Known {
			j.boxed = choices(nil, nil, nil, nil, nil)
		}
	case filing.AuthorizationLetter:
		list = letterLabels
	}
	j.labels = make(map[string]int, len(list))
	for _, l := range list {
		j.labels[l.words] = l.times
	}
}

func (j *judgement) countLabels() {
	for words, times := range j.labels {
		if times > 0 {
			j.labels[words] = times - len(j.all(words))
		}
	}
}

// judgeNotes judges the second page of a 核验单.
func (j *judgement) judgeNotes() {
	at := rect{}
	if len(j.boxes) > 0 {
		at = j.boxes[0]
	}
	if _, ok := j.find(notesTitle); !ok {
		j.fault(OnePage, at, "核验单有第二页，而它不是"+notesTitle+"；核验单应只占一张 A4 纸", "the 核验单 has a second page that is not its notes; it is one A4 page")
	} else if j.want.Known && !j.want.Notes {
		j.fault(OnePage, at, "多出一页填写说明；这次没有要求打印", "a page of notes that was not asked for")
	}
}

// judgeWhole judges what only a paper's last page decides.
func (j *judgement) judgeWhole() {
	if j.paper == filing.VerificationForm {
		if most := 2; j.page > most {
			j.paperFault(OnePage, fmt.Sprintf("核验单有 %d 页；应只占一张 A4 纸", j.page), fmt.Sprintf("the 核验单 has %d pages; it is one A4 page", j.page))
		}
		if j.want.Known && j.want.Notes && j.page < 2 {
			j.paperFault(OnePage, "缺少要求打印的填写说明页", "the page of notes that was asked for is missing")
		}
	}
	for _, l := range slices.Concat(acceptanceLabels, letterLabels) {
		if j.labels[l.words] > 0 {
			j.paperFault(Form, fmt.Sprintf("缺少固定文字“%s”（应有 %d 处）", l.words, l.times), fmt.Sprintf("the fixed wording %q is missing (it stands %d times)", l.words, l.times))
			j.labels[l.words] = 0
		}
	}
	for _, v := range j.want.Values {
		if words := tight(v.Text); j.texts[words] > 0 {
			j.texts[words] = 0
			j.missingValue(v)
		}
	}
	if n := dates[j.paper]; j.dated < n {
		j.paperFault(Date, fmt.Sprintf("应有 %d 处留空的日期（年、月、日前各留 12、8、8 毫米），只找到 %d 处", n, j.dated),
			fmt.Sprintf("%d of %d dates left blank (12, 8 and 8 mm before 年, 月, 日)", j.dated, n))
	}
	j.judgeSigned()
	if n := len(j.boxed); j.paper == filing.AcceptanceForm && j.chosen < n {
		j.paperFault(Boxes, fmt.Sprintf("应有 %d 个选项方框，只有 %d 个", n, j.chosen), fmt.Sprintf("%d boxes of %d", j.chosen, n))
	}
	if j.paper == filing.Checklist && j.want.wants(filing.VariantPledge) && !j.model {
		j.paperFault(Pledge, "缺少手抄承诺书全文（142 字）", "the text of the pledge (142 characters) is missing or cut short")
	}
}

func (j *judgement) missingValue(v Value) {
	shown := shortened(v.Field.Mask(v.Text))
	before := len(j.faults)
	j.paperFault(Text, fmt.Sprintf("没有完整印出%s“%s”，或有错字", v.Field.Heading(), shown),
		fmt.Sprintf("%s %q does not stand on the paper, or with a wrong character", v.Field.Key(), shown))
	if len(j.faults) > before { // it is among those that are listed
		j.faults[before].Field = v.Field
	}
}

// note lists a fault, or counts it when there are enough.
func (j *judgement) note(f Fault) {
	f.Nth = j.nth
	if j.count++; j.count <= mostFaults {
		j.faults = append(j.faults, f)
	}
}

// listed is the faults, and at last how many more there are.
func (j *judgement) listed() []Fault {
	if more := j.count - mostFaults; more > 0 {
		last := j.faults[mostFaults-1]
		return append(j.faults, Fault{Promise: last.Promise, Words: filing.Words{
			ZH: fmt.Sprintf("另有 %d 处不符没有列出", more), EN: fmt.Sprintf("and %d more, not listed", more),
		}})
	}
	return j.faults
}

// fault notes a broken promise at a place of the page.
func (j *judgement) fault(promise string, at rect, zh, en string) {
	if at == (rect{}) { // what is missing has no place
		j.note(Fault{Promise: promise, Page: j.Number, Words: filing.Words{
			ZH: fmt.Sprintf("第 %d 页：%s", j.Number, zh), EN: fmt.Sprintf("page %d: %s", j.Number, en),
		}})
		return
	}
	x, y := math.Round(at.x0*10)/10, math.Round(at.y0*10)/10
	j.note(Fault{Promise: promise, Page: j.Number, X: x, Y: y, Words: filing.Words{
		ZH: fmt.Sprintf("第 %d 页，距左 %.1f 毫米、距上 %.1f 毫米：%s", j.Number, x, y, zh),
		EN: fmt.Sprintf("page %d, %.1f mm from the left, %.1f mm from the top: %s", j.Number, x, y, en),
	}})
}

// paperFault notes what a paper lacks as a whole, at its first page.
func (j *judgement) paperFault(promise, zh, en string) {
	j.note(Fault{Promise: promise, Page: j.first, Words: filing.Words{
		ZH: fmt.Sprintf("第 %d 页起的%s：%s", j.first, j.paper, zh), EN: fmt.Sprintf("%s from page %d: %s", j.paper, j.first, en),
	}})
}

// fileFault notes a fault of the file.
func (j *judgement) fileFault(promise, zh, en string) {
	j.note(Fault{Promise: promise, Words: filing.Words{ZH: zh, EN: en}})
}

// shortened is a text as messages quote it: numbers masked, nothing that
// steers a terminal, not too long.
func shortened(text string) string {
	runes := []rune(filing.Escape(filing.MaskAll(text)))
	if len(runes) > 30 {
		runes = append(runes[:30], '…')
	}
	return string(runes)
}

// quoted tells what was found printed.
func (i ink) quoted() (zh, en string) {
	if i.words == "" {
		return "线条或图形", "a line or a picture"
	}
	words := shortened(i.words)
	return "“" + words + "”", fmt.Sprintf("%q", words)
}
