package filing

import "strings"

// NumberFault is what is wrong with a number, without the number itself.
type NumberFault struct {
	Part  string // one of the Part words
	Words Words
}

// The parts of a number that can be wrong. They are fixed words: rules and
// machine formats rely on them.
const (
	PartLength          = "length"
	PartCharset         = "charset"
	PartRegion          = "region"
	PartBirth           = "birth"
	PartCheck           = "check"
	PartShape           = "shape"
	PartFirstGeneration = "first-generation"
)

func numberFault(part, zh, en string) *NumberFault {
	return &NumberFault{Part: part, Words: Words{ZH: zh, EN: en}}
}

// NumberKind is one kind of document number: which documents carry it, which
// standard gives its shape, and examples that are no living person's.
type NumberKind struct {
	Name     string // 居民身份证号码
	Standard string // empty when the shape follows from the documents alone
	Docs     []string
	Valid    []string
	Invalid  []string
	check    func(number string) *NumberFault
}

// NumberKinds are the kinds of number whose shape is known.
var NumberKinds = []NumberKind{
	{
		Name: "公民身份号码", Standard: "GB 11643-1999", Docs: []string{DocResidentID},
		Valid:   []string{"11010519491231002X", "440524188001010014", "34052419800101001X"},
		Invalid: []string{"110105194912310020", "11010519490230002X", "110105491231002"},
		check:   checkResidentID,
	},
	{
		Name: "统一社会信用代码或注册号", Standard: "GB 32100-2015, GS 15-2006", Docs: []string{DocLicence},
		Valid:   []string{"91350100M000100Y43", "110108000000016", "320300000174110"},
		Invalid: []string{"91350100M000100Y44", "110108000000017", "12345678-8"},
		check:   checkLicence,
	},
	{
		Name: "统一社会信用代码", Standard: "GB 32100-2015", Docs: []string{DocCreditCode},
		Valid:   []string{"91350100M000100Y43", "91110000600037341L"},
		Invalid: []string{"91350100M000100Y44", "9135O100M000100Y43"},
		check:   checkCreditCode,
	},
	{
		Name: "组织机构代码", Standard: "GB 11714-1997", Docs: []string{DocOrganization},
		Valid:   []string{"D2143569-X", "12345678-8", "876543210"},
		Invalid: []string{"D2143569-1", "1234567-8"},
		check:   checkOrganization,
	},
	{
		Name: "登记证书上的统一社会信用代码", Standard: "GB 32100-2015", Docs: []string{"事业单位法人证书", "社会团体法人登记证书",
			"民办非企业单位登记证书", "社会服务机构登记证书", "基金会法人登记证书", "律师事务所执业许可证", "仲裁委员会登记证",
			"农村集体经济组织登记证", "宗教活动场所登记证", "外国企业常驻代表机构登记证"},
		Valid:   []string{"91350100M000100Y43", "事证第144030000012号", "社证字第4110号"},
		Invalid: []string{"91350100M000100Y44"},
		check:   checkCertificate,
	},
	{
		Name: "护照号码", Docs: []string{DocPassport},
		Valid:   []string{"E12345678", "EA1234567", "G12345678", "AB123456"},
		Invalid: []string{"12", "E1234567护"},
		check:   checkPassport,
	},
	{
		Name: "军官证号码", Docs: []string{DocOfficer},
		Valid:   []string{"军字第2001988号", "士字第P011816号", "20019880"},
		Invalid: []string{"军字第号", "12"},
		check:   checkOfficer,
	},
	{
		Name: "港澳居民来往内地通行证号码", Docs: []string{DocHKMacaoPermit},
		Valid:   []string{"H12345678", "M12345678", "H1234567801"},
		Invalid: []string{"K12345678", "H1234567"},
		check:   checkHKMacaoPermit,
	},
	{
		Name: "台湾居民来往大陆通行证号码", Docs: []string{DocTaiwanPermit},
		Valid:   []string{"12345678", "1234567801"},
		Invalid: []string{"1234567", "T12345678"},
		check:   checkTaiwanPermit,
	},
	{
		Name: "外国人永久居留身份证号码", Docs: []string{DocForeignPermanent},
		Valid:   []string{"911840199001010018", "USA110000900101"},
		Invalid: []string{"911840199001010019", "US1100009001011"},
		check:   checkForeignPermanent,
	},
	{
		Name: "港澳居民居住证号码", Standard: "GB 11643-1999", Docs: []string{DocHKMacaoResidence},
		Valid:   []string{"810000199001010019"},
		Invalid: []string{"810000199001010018", "830000199001010014"},
		check:   checkHKMacaoResidence,
	},
	{
		Name: "台湾居民居住证号码", Standard: "GB 11643-1999", Docs: []string{DocTaiwanResidence},
		Valid:   []string{NewResidentID("830000", Day{1990, 1, 1}, 1)},
		Invalid: []string{"810000199001010019"},
		check:   checkTaiwanResidence,
	},
}

// CheckNumber judges a document's number by the type that it is stated to be
// of, and by that alone: some numbers would pass as two. It returns nil when
// the number is fine, blank, or of a type whose shape is not known for certain.
// Capital and small letters are the same.
func CheckNumber(docType, number string) *NumberFault {
	number = strings.ToUpper(strings.TrimSpace(number))
	if number == "" {
		return nil
	}
	if canonical, ok := DocType(docType); ok {
		docType = canonical
	}
	for i := range NumberKinds {
		for _, doc := range NumberKinds[i].Docs {
			if doc == docType {
				return NumberKinds[i].check(number)
			}
		}
	}
	return nil
}

// checkLicence takes either number that a business licence has carried.
func checkLicence(number string) *NumberFault {
	switch len([]rune(number)) {
	case 18:
		return checkCreditCode(number)
	case 15:
		return checkRegistrationNumber(number)
	}
	return numberFault(PartLength, "营业执照的号码应为18位统一社会信用代码，或15位注册号",
		"A business licence has an 18-character credit code or a 15-digit registration number")
}

// checkOrganization takes an organisation code, or the credit code that has
// taken its place.
func checkOrganization(number string) *NumberFault {
	if len([]rune(number)) == 18 {
		return checkCreditCode(number)
	}
	return checkOrganizationCode(number)
}

// checkCertificate judges only what is certainly meant as a credit code: the
// older numbers of these certificates have many shapes.
func checkCertificate(number string) *NumberFault {
	if len(number) == 18 && alphanumeric(number) {
		return checkCreditCode(number)
	}
	return nil
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// alphanumeric reports whether s is made of ASCII digits and capital letters.
func alphanumeric(s string) bool {
	for i := range len(s) {
		if !(s[i] >= '0' && s[i] <= '9' || s[i] >= 'A' && s[i] <= 'Z') {
			return false
		}
	}
	return s != ""
}
