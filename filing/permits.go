package filing

import (
	"regexp"
	"strings"
)

// The documents in this file have a known shape but, for most, no published
// check digit. Only what is certain is judged.

var (
	passportShape        = regexp.MustCompile(`^[A-Z]*[0-9][A-Z0-9]*$`)
	officerShape         = regexp.MustCompile(`^(?:\p{Han}{1,6}第?)?[A-Z]?[0-9]{4,10}号?$`)
	hkMacaoPermitShape   = regexp.MustCompile(`^[HM](?:[0-9]{8}|[0-9]{10})$`)
	taiwanPermitShape    = regexp.MustCompile(`^(?:[0-9]{8}|[0-9]{10}(?:\([A-Z]\))?)$`)
	foreignPermanent2004 = regexp.MustCompile(`^[A-Z]{3}[0-9]{12}$`)
)

// checkPassport judges length and characters only: Chinese passports (E12345678,
// EA1234567, G12345678, P, S and D) and foreign ones share the field.
func checkPassport(number string) *NumberFault {
	if len(number) < 5 || len(number) > 18 || !passportShape.MatchString(number) {
		return numberFault(PartShape, "护照号码应为5至18位的字母和数字（中国护照如E加8位数字），请对照护照核对",
			"A passport number has 5 to 18 letters and digits (a Chinese one, say, E and 8 digits)")
	}
	return nil
}

func checkOfficer(number string) *NumberFault {
	if !officerShape.MatchString(number) {
		return numberFault(PartShape, "军官证号码应如“军字第2001988号”，请对照证件核对",
			"An officer's card has a number such as 军字第2001988号")
	}
	return nil
}

func checkHKMacaoPermit(number string) *NumberFault {
	if !hkMacaoPermitShape.MatchString(number) {
		return numberFault(PartShape, "港澳居民来往内地通行证号码应为字母H（香港）或M（澳门）加8位数字，请对照证件核对",
			"A mainland travel permit has H (Hong Kong) or M (Macao) and 8 digits")
	}
	return nil
}

func checkTaiwanPermit(number string) *NumberFault {
	if !taiwanPermitShape.MatchString(strings.NewReplacer("（", "(", "）", ")").Replace(number)) {
		return numberFault(PartShape, "台湾居民来往大陆通行证号码应为8位数字，请对照证件核对",
			"A mainland travel permit for Taiwan residents has 8 digits")
	}
	return nil
}

// checkForeignPermanent takes the 15 characters of the older card and the 18
// digits of the card given out since December 2023: 9, two digits of the
// province, three of the country, then as in a resident ID.
func checkForeignPermanent(number string) *NumberFault {
	switch len([]rune(number)) {
	case 15:
		if foreignPermanent2004.MatchString(number) {
			return nil
		}
		return numberFault(PartShape, "15位的外国人永久居留身份证号码应为3个字母加12位数字，请对照证件核对",
			"The 15-character number of a permanent residence card has 3 letters and 12 digits")
	case 18:
		if number[0] != '9' {
			return numberFault(PartRegion, "18位的外国人永久居留身份证号码应以9开头，请核对证件类型和号码",
				"The 18-digit number of a permanent residence card begins with 9: check the document type and the number")
		}
		return faultOfBuild(number, "外国人永久居留身份证", "permanent residence card")
	}
	return numberFault(PartLength, "外国人永久居留身份证号码应为18位，旧证为15位，请对照证件核对",
		"The number of a permanent residence card has 18 characters, or 15 on an older card")
}

func checkHKMacaoResidence(number string) *NumberFault {
	if len(number) == 18 && number[:6] != "810000" && number[:6] != "820000" {
		return numberFault(PartRegion, "港澳居民居住证号码应以810000（香港）或820000（澳门）开头，请核对证件类型和号码",
			"A residence permit for Hong Kong and Macao residents begins with 810000 or 820000")
	}
	return faultOfBuild(number, "港澳居民居住证", "residence permit")
}

func checkTaiwanResidence(number string) *NumberFault {
	if len(number) == 18 && number[:6] != "830000" {
		return numberFault(PartRegion, "台湾居民居住证号码应以830000开头，请核对证件类型和号码",
			"A residence permit for Taiwan residents begins with 830000")
	}
	return faultOfBuild(number, "台湾居民居住证", "residence permit")
}
