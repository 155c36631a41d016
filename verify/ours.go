package verify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// The pages of a print job that are no official papers: before each
// application one that tells its number, and one that sums up as the last.

// What stands largest on them.
const (
	separatorTitle = "分隔页"
	summaryTitle   = "打印作业汇总"
)

// handLabels are the labels beside which hands write on official papers.
var handLabels = []string{verifierSigns, ownerSigns, providerSeals, sealMark, fingerMark, subjectSeals, subjectSigns, acceptorSeals,
	acceptorSigns, grantorSeals, granteeSigns, legalSigns, traderSigns, pledgeHeading}

// judgeOurs judges a separator or the summary: that it bears what it has to,
// nobody's numbers, and nothing for which it could be taken for a paper.
func (j *judgement) judgeOurs(title string, texts []string) {
	j.any = true
	if !j.earnest() {
		j.crowded()
		return
	}
	j.shown.note(j.sheet)
	j.judgeSheet()
	for i, words := range texts {
		times := 1 // with those before
		for _, before := range texts[:i] {
			if before == words {
				times++
			}
		}
		if j.bearsTimes(words) < times {
			j.fault(Text, rect{}, "没有印出“"+shortened(words)+"”", fmt.Sprintf("%q does not stand on it", shortened(words)))
		}
	}
	for _, line := range j.Lines() {
		if private(line.Text) {
			at := rect{}
			if len(line.Glyphs) > 0 {
				at = boxOf(line.Glyphs[0].Box())
			}
			j.fault(Private, at, "印有证件号码、电话或邮箱“"+shortened(line.Text)+"”；分隔页和汇总页上不得有",
				fmt.Sprintf("a document number, telephone number or mail address stands here (%q); only papers bear them", shortened(line.Text)))
			break
		}
	}
	if title == separatorTitle {
		j.judgeCode()
	}
	largest := 0.0
	for i := range j.Glyphs {
		if j.kinds[i] == printed {
			largest = max(largest, j.Glyphs[i].Size)
		}
	}
	official := func(f span) bool { return j.reads(f) && j.Glyphs[f.from].Size > 0.6*largest }
	for _, paper := range filing.Papers {
		if f, ok := j.findWhere(titles[paper], 0, official); ok {
			j.fault(Form, j.box(f), "印有《"+titles[paper]+"》的标题，会被当成正式材料", "the title of the paper "+paper+" stands here, for which it could be taken")
		}
	}
	if i := slices.IndexFunc(handLabels, func(words string) bool { _, ok := j.find(words); return ok }); i >= 0 {
		f, _ := j.find(handLabels[i])
		j.fault(Form, j.box(f), "印有正式材料的“"+handLabels[i]+"”", handLabels[i]+" stands here, which belongs on papers")
	}
}

var (
	mailIn   = regexp.MustCompile(`[\w.+-]+@[\w-]+\.\w`)
	mobileIn = regexp.MustCompile(`(^|\D)1[3-9]\d{9}(\D|$)`)
	runIn    = regexp.MustCompile(`[0-9]{17}[0-9Xx]`)
)

// private tells whether a text has a mail address, a mobile's number or a
// resident ID in it. Other numbers may be those of orders, which a print shop
// uses to tell heaps apart.
func private(text string) bool {
	if mailIn.MatchString(text) || mobileIn.MatchString(text) {
		return true
	}
	return slices.ContainsFunc(runIn.FindAllString(text, -1), func(run string) bool {
		_, valid := filing.ParseResidentID(strings.ToUpper(run))
		return valid
	})
}

// bears tells whether a text stands on the page by itself.
func (j *judgement) bears(words string) bool {
	_, ok := j.findWhere(tight(words), 0, func(f span) bool { return j.reads(f) && j.alone(f) })
	return ok
}

// bearsTimes is how often it does.
func (j *judgement) bearsTimes(words string) (n int) {
	j.findWhere(tight(words), 0, func(f span) bool {
		if j.reads(f) && j.alone(f) {
			n++
		}
		return false
	})
	return n
}
