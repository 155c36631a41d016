package rules

import (
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/profile"
)

var fieldCount = len(filing.Fields()) + 1

// facts is what the rules are told about one application. It is filled in as
// rules ask, and used again for the next application.
type facts struct {
	index   *Index
	profile profile.Profile
	day     filing.Day
	today   string

	app        *filing.Application
	photo      filing.Photo
	seen       bool // something is known of the photo
	at         int  // the application's place in the workbook
	here       record
	as         filing.FiledAs
	filingType filing.FilingType
	possible   []string // filing types that the public query leaves open
	province   filing.Province
	text       []string // by field, lists in the words of the national system
	item       item

	env   map[string]any
	known []answer
	fresh []bool
	asked []int // fresh words, to be forgotten for the next application
}

func newFacts(lists map[string][]string, ix *Index, p profile.Profile, day filing.Day) *facts {
	c := &facts{
		index: ix, profile: p, day: day, today: day.String(),
		text: make([]string, fieldCount), env: make(map[string]any, len(vocabulary)),
		known: make([]answer, len(vocabulary)), fresh: make([]bool, len(vocabulary)),
	}
	for name, words := range lists {
		c.env[name] = words
	}
	return c
}

// turn makes the facts those of another application.
func (c *facts) turn(at int, app *filing.Application, photo *filing.Photo) {
	c.app, c.at, c.here = app, at, recordOf(app)
	if c.seen = photo != nil; c.seen {
		c.photo = *photo
	} else {
		c.photo = filing.Photo{}
	}
	c.item = item{}
	for f := range c.text {
		c.text[f] = app.Values[f].Text
	}
	for _, f := range docTypeFields {
		if canonical, ok := filing.DocType(c.text[f]); ok {
			c.text[f] = canonical
		}
	}
	c.province, _ = filing.ParseProvince(c.text[filing.FieldProvince])
	for _, f := range []filing.Field{filing.FieldProvince, filing.FieldAccessProvince} {
		if p, ok := filing.ParseProvince(c.text[f]); ok {
			c.text[f] = p.Name
		}
	}
	c.as = filing.AsUnit
	if c.text[filing.FieldSubjectKind] == filing.KindPerson {
		c.as = filing.AsPerson
	}
	c.filingType = ""
	c.forget()
}

func (c *facts) forget() {
	for _, w := range c.asked {
		c.fresh[w] = false
	}
	c.asked = c.asked[:0]
}

// next puts the facts at another item of an each.
func (c *facts) next(it item) {
	c.item = it
	for _, w := range c.asked {
		if vocabulary[w].each {
			c.fresh[w] = false
		}
	}
}

// word finds out about a word, and lets expressions see it.
func (c *facts) word(w int) answer {
	if !c.fresh[w] {
		a := vocabulary[w].get(c)
		c.known[w], c.fresh[w] = a, true
		c.asked = append(c.asked, w)
		c.env[vocabulary[w].name] = a.value
	}
	return c.known[w]
}

// gapAt tells whether a cell leaves its field open.
func (c *facts) gapAt(f filing.Field) *gap {
	if f == filing.NoField {
		return nil
	}
	text := c.text[f]
	if text != "" && !c.unreadable(f) {
		return nil
	}
	return &gap{field: f, quiet: text != "" || c.required(f) || c.app.Values[f].Fault != filing.NoFault || contains(c.app.Twice, f)}
}

// unreadable reports whether the field's text is none of those that it may
// have, which is a fault under D-13.
func (c *facts) unreadable(f filing.Field) bool {
	switch f.Form() {
	case filing.FormList, filing.FormDay, filing.FormDayOrLong:
		return c.listProblem(f, c.text[f]) != filing.Words{}
	}
	if f == filing.FieldSubjectRecord || f == filing.FieldDomainRecord {
		return recordProblem(c.text[f]) != filing.Words{}
	}
	return false
}

func (c *facts) required(f filing.Field) bool {
	if f == filing.FieldCity && c.province.Municipality() {
		return false
	}
	// Nobody knows yet what a subject of no kind has to fill beside.
	if c.text[filing.FieldSubjectKind] == "" {
		return f.RequiredFor(filing.AsUnit) && f.RequiredFor(filing.AsPerson)
	}
	return f.RequiredFor(c.as)
}

func (c *facts) entry(e filing.Entry, from filing.Field) answer {
	text := e.Text
	if canonical, ok := filing.DocType(text); ok && contains(docTypeFields, e.Field) {
		text = canonical
	}
	a := answer{value: text, from: from}
	if text == "" {
		a.open = c.gapAt(e.Field)
	}
	return a
}

func (c *facts) record(f filing.Field) answer {
	return answer{value: filing.IsNoRecord(c.text[f]), from: f, open: c.gapAt(f)}
}

// openType names the first blank that leaves the filing type open.
func (c *facts) openType() *gap {
	for _, f := range []filing.Field{filing.FieldSubjectRecord, filing.FieldDomainRecord, filing.FieldRecordHere} {
		if g := c.gapAt(f); g != nil {
			return g
		}
	}
	return &gap{quiet: true} // the query's result is refused as it is (F-03, F-06)
}

// applicant is the person who files: of a sole trader filed as a person the
// trader, whose own document may stand in the subject's place.
func (c *facts) applicant() filing.Person {
	if c.app.IsPerson() || !filing.IsPersonDocType(c.text[filing.FieldSubjectDocType]) {
		return c.app.Legal()
	}
	return filing.Person{Name: c.app.Entry(filing.FieldSubjectName), DocType: c.app.Entry(filing.FieldSubjectDocType),
		DocNo: c.app.Entry(filing.FieldSubjectDocNo), DocExpiry: c.app.Entry(filing.FieldSubjectDocExpiry)}
}

// siteOwner is the 网站负责人; of who files as a person and left the block
// blank, that person.
func (c *facts) siteOwner() filing.Person {
	owner := c.app.SiteOwner()
	if c.as == filing.AsPerson && owner.DocNo.Text == "" && owner.Name.Text == "" {
		return c.applicant()
	}
	return owner
}

// principal is the 主体负责人, the same way.
func (c *facts) principal() filing.Person {
	p := c.app.Principal()
	if c.as == filing.AsPerson && p.DocNo.Text == "" && p.Name.Text == "" {
		return c.applicant()
	}
	return p
}

func (c *facts) same(from filing.Field, p, q filing.Person) answer {
	for _, number := range []filing.Entry{p.DocNo, q.DocNo} {
		if number.Text == "" {
			return answer{value: false, from: from, open: c.gapAt(number.Field)}
		}
	}
	return known(p.Same(q), from)
}

// outside finds whether the resident ID of who files as a person is of another
// province. Other documents are of none.
func (c *facts) outside() answer {
	who := c.applicant()
	if who.DocNo.Text == "" || who.DocType.Text == "" {
		f := who.DocNo.Field
		if who.DocNo.Text != "" {
			f = who.DocType.Field
		}
		return answer{value: false, from: who.DocNo.Field, open: c.gapAt(f)}
	}
	if docType, _ := filing.DocType(who.DocType.Text); docType != filing.DocResidentID {
		return known(false, who.DocNo.Field)
	}
	if filing.CheckNumber(filing.DocResidentID, who.DocNo.Text) != nil || c.province.Name == "" {
		return answer{value: false, from: who.DocNo.Field, open: &gap{quiet: true}} // D-01, D-13
	}
	return known(!filing.RegionMatches(who.DocNo.Text, c.province), who.DocNo.Field)
}

func (c *facts) age() answer {
	who := c.siteOwner()
	if c.as == filing.AsPerson {
		who = c.applicant()
	}
	from := who.DocNo.Field
	if who.DocNo.Text == "" {
		return answer{value: 0, from: from, open: c.gapAt(from)}
	}
	if filing.TellsBirth(who.DocType.Text, who.DocNo.Text) {
		birth, ok := filing.BirthOf(who.DocType.Text, who.DocNo.Text)
		if !ok {
			return answer{value: 0, from: from, open: &gap{quiet: true}} // D-01, D-05
		}
		return known(birth.AgeOn(c.day), from)
	}
	return answer{value: 0, from: from, open: &gap{field: from, why: filing.Words{
		ZH: from.Heading() + "看不出出生日期", EN: from.Key() + " does not tell the date of birth"}}}
}

func (c *facts) legalRegion() answer {
	from := filing.FieldLegalRegion
	text := c.text[from]
	for _, name := range []string{"香港", "澳门", "台湾"} {
		if strings.Contains(text, name) {
			return known(name, from)
		}
	}
	if strings.HasPrefix(text, "中国") || text == "中华人民共和国" || text == "大陆" {
		return known("中国", from)
	}
	if text != "" {
		return known(text, from)
	}
	switch c.text[filing.FieldLegalDocType] {
	case filing.DocResidentID, filing.DocOfficer:
		return known("中国", from)
	case filing.DocHKMacaoPermit, filing.DocHKMacaoResidence:
		number := c.text[filing.FieldLegalDocNo]
		if strings.HasPrefix(number, "M") || strings.HasPrefix(number, "82") {
			return known("澳门", from)
		}
		return known("香港", from)
	case filing.DocTaiwanPermit, filing.DocTaiwanResidence:
		return known("台湾", from)
	case filing.DocForeignPermanent:
		return known("外国", from)
	}
	return answer{value: "", from: from, open: c.gapAt(from)}
}

func (c *facts) docFits() answer {
	const f = filing.FieldSubjectDocType
	doc := c.text[f]
	fitting := c.fittingDocs()
	if fitting == nil || doc == "" {
		return answer{value: false, from: f, open: &gap{field: f, quiet: true}}
	}
	return known(contains(fitting, doc), f)
}

// fittingDocs are the documents that the subject may file with.
func (c *facts) fittingDocs() []string {
	kind := c.text[filing.FieldSubjectKind]
	docs := filing.SubjectDocTypes(kind)
	if kind == filing.KindSoleTrader && c.as == filing.AsUnit {
		return []string{filing.DocLicence}
	}
	return docs
}

func (c *facts) homeBelongs() answer {
	const f = filing.FieldHomeURL
	host := filing.Host(c.text[f])
	for _, d := range c.here.names {
		if host == d || strings.HasSuffix(host, "."+d) {
			return known(true, f)
		}
	}
	return answer{value: false, from: f, open: c.gapAt(filing.FieldDomains)}
}

func (c *facts) ofPhoto(get func(filing.Photo) any) answer {
	a := answer{value: get(c.photo), from: filing.FieldPhoto}
	if !c.seen {
		a.open = &gap{field: filing.FieldPhoto, quiet: true}
	}
	return a
}

func (c *facts) takenDay() answer {
	a := answer{value: c.photo.Taken.String(), from: filing.FieldPhotoDate}
	switch {
	case !c.seen || c.photo.Fault != (filing.Words{}):
		a.open = &gap{field: filing.FieldPhoto, quiet: true}
	case c.photo.Taken.Zero():
		a.open = &gap{field: filing.FieldPhoto, why: filing.Words{ZH: "照片文件里没有记录拍摄日期", EN: "the photo does not record the day on which it was taken"}}
	}
	return a
}
