package filing

// Fault is why a cell has no usable value.
type Fault uint8

// The faults of a cell.
const (
	NoFault      Fault = iota
	FaultError         // #N/A and its kin
	FaultFormula       // a formula without a stored value
	FaultPicture       // a picture in the cell (WPS DISPIMG)
)

// Value is what one cell says for one field.
type Value struct {
	Text   string // normalised: no stray spaces, half-width digits and letters
	Typed  string // as it stands in the sheet, when normalising changed it
	Cell   string // "AN2"; empty when the sheet has no cell for the field
	Number bool   // the sheet holds it as a number, not as text
	Fault  Fault
}

// Application is one website's filing, as typed into one row or one card.
type Application struct {
	ID     string // 申请编号, or the sheet row as 0002; unique in a run
	Place  Place  // workbook, sheet and row; for a card the row of its first value
	Values [fieldCount]Value
	// Twice names fields that have two columns in the sheet, so that their
	// value cannot be known.
	Twice []Field
}

// Text is the field's normalised value; empty when blank.
func (a *Application) Text(f Field) string { return a.Values[f].Text }

// Set gives the field a value, as a workbook would hold it.
func (a *Application) Set(f Field, text string) { a.Values[f].Text = text }

// At is the place of the field's cell.
func (a *Application) At(f Field) Place {
	p := a.Place
	p.Cell = a.Values[f].Cell
	return p
}

// Entry is a value together with the field that it came from, so that what is
// printed can be traced to its cell.
type Entry struct {
	Text  string
	Field Field
}

// Entry returns the field's value with its field.
func (a *Application) Entry(f Field) Entry { return Entry{a.Values[f].Text, f} }

// Subject is the 主办单位: the unit or person to whom the website belongs.
type Subject struct {
	Kind, Name, DocType, DocNo, DocExpiry, DocAddress Entry
	Province, City, County, Address, Investor         Entry
	TradeName                                         Entry
}

// Person is somebody who answers for the subject or for the site.
type Person struct {
	Name, DocType, DocNo, DocExpiry Entry
	Mobile, Phone, Email            Entry
}

// Same reports whether two persons are one: the same document number. Names
// alone do not decide.
func (p Person) Same(q Person) bool {
	return p.DocNo.Text != "" && p.DocNo.Text == q.DocNo.Text
}

// Site is the website.
type Site struct {
	Name, HomeURL, Content, Language, ApprovalKind, ApprovalNo, Remark Entry
	Domains                                                            []Entry
	AccessMode, AccessProvince, IP                                     Entry
}

// IsPerson reports whether 主办单位性质 is 个人.
func (a *Application) IsPerson() bool { return a.Text(FieldSubjectKind) == KindPerson }

// Subject returns the 主办单位.
func (a *Application) Subject() Subject {
	return Subject{
		Kind: a.Entry(FieldSubjectKind), Name: a.Entry(FieldSubjectName),
		DocType: a.Entry(FieldSubjectDocType), DocNo: a.Entry(FieldSubjectDocNo),
		DocExpiry: a.Entry(FieldSubjectDocExpiry), DocAddress: a.Entry(FieldSubjectDocAddress),
		Province: a.Entry(FieldProvince), City: a.Entry(FieldCity), County: a.Entry(FieldCounty),
		Address: a.Entry(FieldAddress), Investor: a.Entry(FieldInvestor), TradeName: a.Entry(FieldTradeName),
	}
}

// Legal returns the 法定代表人; of a person's filing, the person.
func (a *Application) Legal() Person {
	if a.IsPerson() {
		return Person{Name: a.Entry(FieldSubjectName), DocType: a.Entry(FieldSubjectDocType),
			DocNo: a.Entry(FieldSubjectDocNo), DocExpiry: a.Entry(FieldSubjectDocExpiry)}
	}
	return Person{Name: a.Entry(FieldLegalName), DocType: a.Entry(FieldLegalDocType),
		DocNo: a.Entry(FieldLegalDocNo), DocExpiry: a.Entry(FieldLegalDocExpiry)}
}

// Principal returns the 主体负责人. A block left blank means the 法定代表人,
// or the applicant of a person's filing.
func (a *Application) Principal() Person {
	p := Person{Name: a.Entry(FieldPrincipalName), DocType: a.Entry(FieldPrincipalDocType),
		DocNo: a.Entry(FieldPrincipalDocNo), DocExpiry: a.Entry(FieldPrincipalDocExpiry)}
	if p.blank() {
		p = a.Legal()
	}
	p.Mobile, p.Phone, p.Email = a.Entry(FieldPrincipalMobile), a.Entry(FieldPrincipalPhone), a.Entry(FieldPrincipalEmail)
	return p
}

// SiteOwner returns the 网站负责人. In a person's filing a block left blank
// means the applicant.
func (a *Application) SiteOwner() Person {
	p := Person{Name: a.Entry(FieldSiteOwnerName), DocType: a.Entry(FieldSiteOwnerDocType),
		DocNo: a.Entry(FieldSiteOwnerDocNo), DocExpiry: a.Entry(FieldSiteOwnerDocExpiry)}
	if p.blank() && a.IsPerson() {
		p = a.Legal()
	}
	p.Mobile, p.Phone, p.Email = a.Entry(FieldSiteOwnerMobile), a.Entry(FieldSiteOwnerPhone), a.Entry(FieldSiteOwnerEmail)
	return p
}

func (p Person) blank() bool {
	return p.Name.Text == "" && p.DocType.Text == "" && p.DocNo.Text == "" && p.DocExpiry.Text == ""
}

// Site returns the website. Domains come one an entry, as typed but without
// www. where that leaves a registrable domain.
func (a *Application) Site() Site {
	s := Site{
		Name: a.Entry(FieldSiteName), HomeURL: a.Entry(FieldHomeURL), Content: a.Entry(FieldContent),
		Language: a.Entry(FieldLanguage), ApprovalKind: a.Entry(FieldApprovalKind), ApprovalNo: a.Entry(FieldApprovalNo),
		Remark: a.Entry(FieldRemark), AccessMode: a.Entry(FieldAccessMode),
		AccessProvince: a.Entry(FieldAccessProvince), IP: a.Entry(FieldIP),
	}
	for _, d := range Split(a.Text(FieldDomains)) {
		s.Domains = append(s.Domains, Entry{RegistrableDomain(d), FieldDomains})
	}
	return s
}
