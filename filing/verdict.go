package filing

// FilingType is one of the four kinds of business with the bureau; empty when
// the public query leaves it open.
type FilingType string

// The filing types.
const (
	NewFiling    FilingType = "新增备案"
	NewSite      FilingType = "新增网站"
	NewAccess    FilingType = "新增接入"
	ChangeFiling FilingType = "变更备案"
)

// FilingTypes lists them in the order in which forms print them.
var FilingTypes = []FilingType{NewFiling, NewSite, NewAccess, ChangeFiling}

// FiledAs tells whether the application goes in as a unit's or as a person's.
// Some provinces file a sole trader without a trade name as a person.
type FiledAs string

// The two ways to file.
const (
	AsUnit   FiledAs = "unit"
	AsPerson FiledAs = "person"
)

// The papers, by the names that stand on them and in file names.
const (
	VerificationForm    = "核验单" // 网站备案信息真实性核验单
	AcceptanceForm      = "受理单" // ICP备案信息登记/变更受理单
	AuthorizationLetter = "授权书"
	Checklist           = "材料清单"
)

// Papers lists them in the order of a packet.
var Papers = []string{VerificationForm, AcceptanceForm, AuthorizationLetter, Checklist}

// Variant is a province's addition to a form, drawn by the form.
type Variant string

// The variants.
const (
	VariantPledge      Variant = "pledge"      // 手抄承诺书 below the pledge of the 核验单
	VariantFingerprint Variant = "fingerprint" // place for a fingerprint beside the signature
	VariantSeal        Variant = "seal"        // marked seal place
	VariantRemark      Variant = "remark"      // Text is added to the remark of the 受理单
)

// Attachment is a document to hand in.
type Attachment struct {
	Rule   string
	What   Words
	Copies int
}

// Task is something a person has to do, know or make sure of.
type Task struct {
	Rule string
	Text Words
}

// Printing is a change to what stands on a form. Variant is empty when the
// rule holds for the form as it always is (no date printed, one page).
type Printing struct {
	Rule    string
	Form    string
	Variant Variant
	What    Words  // said to the clerk
	Text    string // what VariantRemark adds
}

// Verdict is what the rules say of one application: its faults, the papers it
// needs, and what a person has to bring and to do.
type Verdict struct {
	FilingType FilingType
	FiledAs    FiledAs
	Findings   []Finding
	Forms      []string // papers to print, in the order of Papers
	Attach     []Attachment
	Do         []Task
	Print      []Printing
}

// Refused reports whether a finding keeps the application from being printed.
func (v *Verdict) Refused() bool {
	for i := range v.Findings {
		if v.Findings[i].Level == Error {
			return true
		}
	}
	return false
}

// Prints returns the printing of the given variant on the given form.
func (v *Verdict) Prints(form string, variant Variant) (Printing, bool) {
	for _, p := range v.Print {
		if p.Form == form && p.Variant == variant {
			return p, true
		}
	}
	return Printing{}, false
}
