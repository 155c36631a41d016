package filing

import (
	"slices"
	"strings"
	"testing"
)

func TestNumberKinds(t *testing.T) {
	for _, kind := range NumberKinds {
		if kind.Name == "" || len(kind.Docs) == 0 || len(kind.Valid) == 0 || len(kind.Invalid) == 0 {
			t.Errorf("%s: a kind has a name, a document and an example on both sides", kind.Name)
		}
		for _, doc := range kind.Docs {
			if got, ok := DocType(doc); !ok || got != doc {
				t.Errorf("%s: %q is no document", kind.Name, doc)
			}
			for _, number := range kind.Valid {
				if fault := CheckNumber(doc, number); fault != nil {
					t.Errorf("%s %s: %v", doc, number, fault.Words.EN)
				}
				if fault := CheckNumber(doc, strings.ToLower(number)); fault != nil {
					t.Errorf("%s %s in small letters: %v", doc, number, fault.Words.EN)
				}
			}
			for _, number := range kind.Invalid {
				fault := CheckNumber(doc, number)
				if fault == nil {
					t.Errorf("%s %s passes", doc, number)
					continue
				}
				if strings.Contains(fault.Words.ZH+fault.Words.EN, number) && len(number) > 2 {
					t.Errorf("%s: the fault prints the number", doc)
				}
			}
		}
	}
}

func TestPersonDocTypesAreAllJudged(t *testing.T) {
	for _, doc := range PersonDocTypes {
		if !slices.ContainsFunc(NumberKinds, func(k NumberKind) bool { return slices.Contains(k.Docs, doc) }) {
			t.Errorf("%s has no kind of number", doc)
		}
	}
}

func TestCheckNumber(t *testing.T) {
	for _, c := range []struct{ doc, number, part string }{
		{DocResidentID, "11010519491231002X", ""},
		{"身份证", "11010519491231002x", ""},
		{DocResidentID, "440524188001010014", ""},
		{DocResidentID, "34052419800101001X", ""},
		{DocResidentID, "110105194912310020", PartCheck},
		{DocResidentID, "11010519491231002", PartLength},
		{DocResidentID, "11010519491231002XX", PartLength},
		{DocResidentID, "1101051949123100ZX", PartCharset},
		{DocResidentID, "11010519491231O02X", PartCharset},
		{DocResidentID, "1101051949123100２X", PartCharset},
		{DocResidentID, "990105194912310024", PartRegion},
		{DocResidentID, "000105194912310024", PartRegion},
		{DocResidentID, "11010519490229002X", PartBirth},
		{DocResidentID, "11010500491231002X", PartBirth},
		{DocResidentID, "110105491231002", PartFirstGeneration},
		{DocResidentID, "11010549123100X", PartLength},
		{DocResidentID, "", ""},
		// Residence permits are built alike and are still other documents.
		{DocResidentID, "810000199001010019", PartRegion},
		{DocHKMacaoResidence, "810000199001010019", ""},
		{DocHKMacaoResidence, "820000199001010014", PartCheck},
		{DocHKMacaoResidence, "11010519491231002X", PartRegion},
		{DocTaiwanResidence, "810000199001010019", PartRegion},
		{DocHKMacaoResidence, "81000019900101001", PartLength},

		{DocLicence, "91350100M000100Y43", ""},
		{"工商营业执照", "91110000600037341L", ""},
		{DocLicence, "91350100M000100Y44", PartCheck},
		{DocLicence, "9135O100M000100Y43", PartCharset},
		{DocLicence, "91990100M000100Y43", PartRegion},
		{DocLicence, "9135010M0000100Y43", PartRegion},
		{DocLicence, "91350100M000100Y4", PartLength},
		{DocLicence, "110108000000016", ""},
		{DocLicence, "320300000174110", ""},
		{DocLicence, "110108000000017", PartCheck},
		{DocLicence, "11010800000001X", PartCharset},
		{DocLicence, "91350100M000100Ｙ43", PartCharset},
		{DocCreditCode, "110108000000016", PartLength},
		{DocCreditCode, "11010519491231002X", PartRegion},

		{DocOrganization, "D2143569-X", ""},
		{DocOrganization, "D2143569X", ""},
		{DocOrganization, "12345678-8", ""},
		{DocOrganization, "87654321-0", ""},
		{DocOrganization, "D2143569-1", PartCheck},
		{DocOrganization, "D214-3569X", PartShape},
		{DocOrganization, "1234567-8", PartLength},
		{DocOrganization, "1234567*8", PartCharset},
		{DocOrganization, "91350100M000100Y43", ""},
		{DocOrganization, "91350100M000100Y44", PartCheck},

		{"事业单位法人证书", "事证第144030000012号", ""},
		{"事业法人证书", "91350100M000100Y44", PartCheck},
		{"事业单位法人证书", "144030000012", ""},

		{DocHKMacaoPermit, "H12345678", ""},
		{DocHKMacaoPermit, "M1234567800", ""},
		{DocHKMacaoPermit, "K12345678", PartShape},
		{DocHKMacaoPermit, "H123456789", PartShape},
		{DocTaiwanPermit, "12345678", ""},
		{DocTaiwanPermit, "1234567890（B）", ""},
		{DocTaiwanPermit, "1234567", PartShape},
		{DocForeignPermanent, "911840199001010018", ""},
		{DocForeignPermanent, "911840199001010019", PartCheck},
		{DocForeignPermanent, "11010519491231002X", PartRegion},
		{DocForeignPermanent, "USA110000900101", ""},
		{DocForeignPermanent, "12", PartLength},
		{DocPassport, "E12345678", ""},
		{DocPassport, "123456789", ""},
		{DocPassport, "12", PartShape},
		{DocPassport, "ABCDEFG", PartShape},
		{DocPassport, "E1234 5678", PartShape},
		{DocOfficer, "军字第2001988号", ""},
		{DocOfficer, "军官", PartShape},

		// A number is judged by its stated type: this one passes MOD 31 and
		// MOD 11-2 both, and is a credit code only.
		{DocLicence, "914401061234567882", ""},
		{DocResidentID, "914401061234567882", PartRegion},
		{DocForeignPermanent, "914401061234567882", PartBirth},
		// Nothing is known of these, so nothing is said.
		{"军队代号", "73811", ""},
		{"医疗机构执业许可证", "PDY00001X440106", ""},
		{"没有这种证", "?", ""},
	} {
		part := ""
		if fault := CheckNumber(c.doc, c.number); fault != nil {
			part = fault.Part
			if fault.Words.ZH == "" || fault.Words.EN == "" {
				t.Errorf("%s %s: no words", c.doc, c.number)
			}
		}
		if part != c.part {
			t.Errorf("%s %s: %q, want %q", c.doc, c.number, part, c.part)
		}
	}
}

func TestFirstCharacterOfCreditCodeIsNeverRefused(t *testing.T) {
	for _, first := range creditCharset {
		code, err := NewCreditCode(string(first) + "1350100M000100Y4")
		if err != nil {
			t.Fatal(err)
		}
		if fault := CheckNumber(DocCreditCode, code); fault != nil {
			t.Errorf("%c: %s", first, fault.Words.EN)
		}
	}
}

func TestCreditCodeOfTheState(t *testing.T) {
	code, _ := NewCreditCode("91100000D2143569X")
	if fault := CheckNumber(DocCreditCode, code); fault != nil {
		t.Errorf("region 100000: %s", fault.Words.EN)
	}
}

func TestFaultTellsMistakenLetter(t *testing.T) {
	for _, c := range []struct{ number, zh string }{
		{"9135O100M000100Y43", "第5位"},
		{"9135O100M000100Y43", "可能是0"},
		{"91350100M000I00Y43", "可能是1"},
		{"91350100M000Z00Y43", "可能是2"},
		{"91350100M000S00Y43", "可能是5"},
		{"91350100V000100Y43", "可能是U"},
	} {
		if fault := CheckNumber(DocCreditCode, c.number); fault == nil || !strings.Contains(fault.Words.ZH, c.zh) {
			t.Errorf("%s: %+v does not say %s", c.number, fault, c.zh)
		}
	}
}

func TestFaultTellsRightCheckCharacter(t *testing.T) {
	for _, c := range []struct{ doc, number, want string }{
		{DocResidentID, "110105194912310020", "应为X"},
		{DocLicence, "91350100M000100Y44", "应为3"},
		{DocOrganization, "87654321-5", "应为0"},
		{DocLicence, "110108000000017", "应为6"},
	} {
		fault := CheckNumber(c.doc, c.number)
		if fault == nil || !strings.Contains(fault.Words.ZH, c.want) {
			t.Errorf("%s %s: %+v does not say %s", c.doc, c.number, fault, c.want)
		}
	}
}

// Each check character has to find every slip of one digit; those of prime
// modulus also two neighbours in the wrong order.
func TestCheckCharactersFindSlips(t *testing.T) {
	for _, c := range []struct {
		doc, number string
		body        int
		swaps       bool
	}{
		{DocResidentID, "11010519491231002X", 17, true},
		{DocForeignPermanent, "911840199001010018", 17, true},
		{DocCreditCode, "91350100M000100Y43", 17, true},
		{DocOrganization, "123456788", 8, true},
		{DocLicence, "110108000000016", 14, false},
	} {
		for i := range c.body {
			for digit := byte('0'); digit <= '9'; digit++ {
				slip := []byte(c.number)
				slip[i] = digit
				if string(slip) != c.number && CheckNumber(c.doc, string(slip)) == nil {
					t.Errorf("%s: the slip %s passes", c.doc, slip)
				}
			}
			if swapped := []byte(c.number); c.swaps && i > 0 && swapped[i] != swapped[i-1] {
				swapped[i], swapped[i-1] = swapped[i-1], swapped[i]
				if CheckNumber(c.doc, string(swapped)) == nil {
					t.Errorf("%s: %s, with neighbours exchanged, passes", c.doc, swapped)
				}
			}
		}
	}
}

func TestNewNumbers(t *testing.T) {
	if got := NewResidentID("110105", Day{1949, 12, 31}, 2); got != "11010519491231002X" {
		t.Errorf("NewResidentID: %s", got)
	}
	if got, err := NewCreditCode("91350100M000100Y4"); got != "91350100M000100Y43" || err != nil {
		t.Errorf("NewCreditCode: %s, %v", got, err)
	}
	if got, err := NewOrganizationCode("D2143569"); got != "D2143569-X" || err != nil {
		t.Errorf("NewOrganizationCode: %s, %v", got, err)
	}
	if got, err := NewRegistrationNumber("11010800000001"); got != "110108000000016" || err != nil {
		t.Errorf("NewRegistrationNumber: %s, %v", got, err)
	}
	for _, bad := range []string{"", "9135O100M000100Y4", "91350100m000100y4"} {
		if _, err := NewCreditCode(bad); err == nil {
			t.Errorf("NewCreditCode takes %q", bad)
		}
	}
	if _, err := NewOrganizationCode("1234567"); err == nil {
		t.Error("NewOrganizationCode takes seven characters")
	}
	if _, err := NewRegistrationNumber("1101080000000X"); err == nil {
		t.Error("NewRegistrationNumber takes a letter")
	}
}

func TestParseResidentID(t *testing.T) {
	id, ok := ParseResidentID("11010519491231002X")
	if want := (ResidentID{"110105", Day{1949, 12, 31}, Female}); !ok || id != want {
		t.Errorf("%+v, want %+v", id, want)
	}
	if id, ok := ParseResidentID("440524188001010014"); !ok || id.Sex != Male {
		t.Errorf("%+v is not a man's", id)
	}
	for _, bad := range []string{"", "110105194912310020", "110105491231002", "身份证"} {
		if id, ok := ParseResidentID(bad); ok {
			t.Errorf("%q is read as %+v", bad, id)
		}
	}
}

func TestRegionMatches(t *testing.T) {
	for _, c := range []struct {
		number, province string
		want             bool
	}{
		{NewResidentID("440106", Day{1990, 1, 1}, 1), "广东", true},
		{NewResidentID("440106", Day{1990, 1, 1}, 1), "湖南", false},
		{NewResidentID("510212", Day{1980, 1, 1}, 1), "重庆", true},
		{NewResidentID("510212", Day{1980, 1, 1}, 1), "四川", true},
		{NewResidentID("510104", Day{1998, 1, 1}, 1), "重庆", false},
		{NewResidentID("510104", Day{1998, 1, 1}, 1), "四川", true},
		{NewResidentID("500103", Day{1980, 1, 1}, 1), "四川", false},
		{"51", "重庆", false},
		{"", "广东", false},
	} {
		p, _ := ParseProvince(c.province)
		if RegionMatches(c.number, p) != c.want {
			t.Errorf("%s in %s is not %v", c.number, c.province, c.want)
		}
	}
	if RegionMatches("44", Province{}) {
		t.Error("a number matches no province")
	}
}

func FuzzCheckNumber(f *testing.F) {
	for _, kind := range NumberKinds {
		for _, number := range slices.Concat(kind.Valid, kind.Invalid) {
			f.Add(kind.Docs[0], number)
		}
	}
	f.Fuzz(func(t *testing.T, doc, number string) {
		for _, doc := range append([]string{doc}, PersonDocTypes...) {
			fault := CheckNumber(doc, number)
			if fault != nil && (fault.Part == "" || fault.Words.ZH == "" || fault.Words.EN == "") {
				t.Errorf("%s %q: a fault without words", doc, number)
			}
		}
		for _, doc := range subjectDocTypes {
			CheckNumber(doc, number)
		}
		if id, ok := ParseResidentID(number); ok && !id.Birth.real() {
			t.Errorf("%q has the birth %+v", number, id.Birth)
		}
		for _, p := range Provinces {
			RegionMatches(number, p)
		}
	})
}
