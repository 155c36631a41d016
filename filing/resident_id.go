package filing

import (
	"fmt"
	"strings"
	"time"
)

// Sex as a resident ID tells it.
type Sex string

// The sexes.
const (
	Male   Sex = "男"
	Female Sex = "女"
)

// ResidentID is what an 18-character 公民身份号码 says (GB 11643-1999). The
// residence permits of 港澳台居民 and, since 2023, the foreign permanent
// resident's card have numbers of the same build.
type ResidentID struct {
	Region string // the six digits of GB/T 2260
	Birth  Day
	Sex    Sex
}

// ParseResidentID reads a number of 18 characters whose day of birth is real
// and whose check character is right. The region is read as it stands.
func ParseResidentID(number string) (ResidentID, bool) {
	number = strings.ToUpper(number)
	if faultOfBuild(number, "身份证", "ID") != nil {
		return ResidentID{}, false
	}
	birth, _ := ParseDay(number[6:14])
	id := ResidentID{Region: number[:6], Birth: birth, Sex: Female}
	if (number[16]-'0')%2 == 1 {
		id.Sex = Male
	}
	return id, true
}

// NewResidentID makes the number for a region of six digits, a day of birth
// and a sequence of up to three digits (odd for men), with its check character.
// It is for samples and tests.
func NewResidentID(region string, birth Day, seq int) string {
	body := fmt.Sprintf("%06s%04d%02d%02d%03d", region, birth.Year, birth.Month, birth.Day, seq)
	return body + string(residentCheck(body))
}

// TellsBirth reports whether numbers of the document, a 主办单位证件类型 or a
// person's, tell the day of birth. The foreign permanent resident's card does
// so where its number has 18 digits.
func TellsBirth(docType, number string) bool {
	switch canonical, _ := DocType(docType); canonical {
	case DocResidentID, DocHKMacaoResidence, DocTaiwanResidence:
		return true
	case DocForeignPermanent:
		return len(number) == 18
	}
	return false
}

// BirthOf is the day of birth that a document's number tells; false where it
// tells none or is not well formed.
func BirthOf(docType, number string) (Day, bool) {
	if !TellsBirth(docType, number) {
		return Day{}, false
	}
	id, ok := ParseResidentID(number)
	return id.Birth, ok
}

// RegionMatches reports whether a resident ID was given out in the province.
// What begins with 51 and belongs to who was born before 1997 may be of 四川 or
// of 重庆, which was a part of it until then.
func RegionMatches(number string, p Province) bool {
	if len(number) < 2 || p.Code == "" {
		return false
	}
	if number[:2] == p.Code {
		return true
	}
	if number[:2] != "51" || p.Code != "50" || len(number) < 14 {
		return false
	}
	birth, ok := ParseDay(number[6:14])
	return ok && birth.Before(Day{1997, time.January, 1})
}

// residentCheck is the ISO 7064 MOD 11-2 check character of 17 digits.
func residentCheck(body string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(body[i]-'0')
	}
	return "10X98765432"[sum%11]
}

func checkResidentID(number string) *NumberFault {
	if len(number) == 15 && digitsOnly(number) {
		return numberFault(PartFirstGeneration, "这是15位的第一代身份证号码，第一代身份证已停用，请填第二代身份证的18位号码",
			"This is a 15-digit number of a first-generation ID card, which is no longer valid: enter the 18 characters of the present card")
	}
	if len(number) == 18 && digitsOnly(number[:17]) {
		switch two := number[:2]; {
		case two == "81" || two == "82":
			return numberFault(PartRegion, "这是港澳居民居住证的号码，证件类型应填“港澳居民居住证”",
				"This is the number of a residence permit for Hong Kong and Macao residents: state that document type")
		case two == "83":
			return numberFault(PartRegion, "这是台湾居民居住证的号码，证件类型应填“台湾居民居住证”",
				"This is the number of a residence permit for Taiwan residents: state that document type")
		case number[0] == '9':
			return numberFault(PartRegion, "这不像身份证号码：身份证前两位是省份代码，没有以9开头的；请核对证件类型和号码",
				"No resident ID begins with 9: check the document type and the number")
		case !knownRegion(two):
			return numberFault(PartRegion, "身份证号码的前两位不是任何省份的代码，请对照证件核对",
				"The first two digits of the ID number are no province's code: compare with the card")
		}
	}
	return faultOfBuild(number, "身份证", "ID")
}

// faultOfBuild judges what all numbers of 18 characters built like a resident
// ID have in common: length, digits, day of birth, check character.
func faultOfBuild(number, zh, en string) *NumberFault {
	if n := len([]rune(number)); n != 18 {
		return numberFault(PartLength, fmt.Sprintf("%s号码应为18位，现为%d位，请对照证件补全或删去多余的字符", zh, n),
			fmt.Sprintf("The %s number has to have 18 characters and has %d", en, n))
	}
	if len(number) != 18 || !digitsOnly(number[:17]) || !digitsOnly(number[17:]) && number[17] != 'X' {
		return numberFault(PartCharset, zh+"号码前17位只能是数字，最后一位是数字或X，请对照证件核对",
			"The first 17 characters of the "+en+" number have to be digits, and the last a digit or X")
	}
	birth, ok := ParseDay(number[6:14])
	if !ok || birth.Year < 1800 {
		return numberFault(PartBirth, zh+"号码第7至14位应是出生日期，现在不是真实的日期，请对照证件核对",
			"Characters 7 to 14 of the "+en+" number have to be a date of birth, and are no real date")
	}
	if want := residentCheck(number[:17]); number[17] != want {
		return numberFault(PartCheck, fmt.Sprintf("%s号码的最后一位（校验码）与前17位对不上，按前17位算应为%c；多半是输错了某一位，请对照证件逐位核对", zh, want),
			fmt.Sprintf("The last character (check character) of the %s number should be %c after the 17 before it: compare every digit with the card", en, want))
	}
	return nil
}
