package filing

// Form is how a field's value is written.
type Form uint8

// The forms of values.
const (
	FormText      Form = iota // one line of text
	FormSeveral               // several texts, split at ; ； , ， 、 or a line break
	FormList                  // one of a list
	FormLists                 // several of a list
	FormDay                   // a date
	FormDayOrLong             // a date or 长期
)

type required uint8

const (
	optional required = iota
	requiredAll
	requiredUnit
	requiredPerson
)

type fieldInfo struct {
	key      string
	heading  string
	required required
	form     Form
	list     []string
	number   bool // a document number: masked wherever it is shown
	synonyms []string
}

// Fields lists every field in the order of the contract.
func Fields() []Field {
	fields := make([]Field, 0, fieldCount-1)
	for f := NoField + 1; f < fieldCount; f++ {
		fields = append(fields, f)
	}
	return fields
}

// Key is the field's English key, "subject_name"; empty for NoField.
func (f Field) Key() string { return fieldTable[f].key }

// Heading is the field's heading in the workbook, "主办单位名称".
func (f Field) Heading() string { return fieldTable[f].heading }

// String is the heading, so that messages read as the workbook does.
func (f Field) String() string { return f.Heading() }

// Synonyms are other headings under which the field is found.
func (f Field) Synonyms() []string { return fieldTable[f].synonyms }

// Form is how the field's value is written.
func (f Field) Form() Form { return fieldTable[f].form }

// List holds the values that a FormList or FormLists field may have.
func (f Field) List() []string { return fieldTable[f].list }

// IsNumber reports whether the field holds a document number, which is shown
// masked everywhere but on the papers.
func (f Field) IsNumber() bool { return fieldTable[f].number }

// IsContact reports whether the field holds somebody's telephone number or mail
// address.
func (f Field) IsContact() bool {
	switch f {
	case FieldPrincipalMobile, FieldPrincipalPhone, FieldPrincipalEmail, FieldEmergencyMobile, FieldSiteOwnerMobile, FieldSiteOwnerPhone, FieldSiteOwnerEmail:
		return true
	}
	return false
}

// RequiredFor reports whether an application filed as as must fill the field.
func (f Field) RequiredFor(as FiledAs) bool {
	switch fieldTable[f].required {
	case requiredAll:
		return true
	case requiredUnit:
		return as == AsUnit
	case requiredPerson:
		return as == AsPerson
	}
	return false
}

// FieldByKey finds a field by its English key.
func FieldByKey(key string) (Field, bool) {
	for f := NoField + 1; f < fieldCount; f++ {
		if fieldTable[f].key == key {
			return f, true
		}
	}
	return NoField, false
}

// FieldByHeading finds a field by its exact Chinese heading.
func FieldByHeading(heading string) (Field, bool) {
	for f := NoField + 1; f < fieldCount; f++ {
		if fieldTable[f].heading == heading {
			return f, true
		}
	}
	return NoField, false
}
