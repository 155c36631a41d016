package filing

import (
	"errors"
	"fmt"
	"strings"
)

// NewOrganizationCode adds hyphen and check character to the first eight
// characters of an 组织机构代码. It is for samples and tests.
func NewOrganizationCode(prefix string) (string, error) {
	if len(prefix) != 8 || !alphanumeric(prefix) {
		return "", errors.New("an organisation code begins with 8 digits or capital letters")
	}
	return prefix + "-" + string(organizationCheck(prefix)), nil
}

// organizationCheck is the MOD 11 check character of eight characters
// (GB 11714-1997), where A counts 10 and Z 35.
func organizationCheck(body string) byte {
	sum := 0
	for i, w := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		value := int(body[i] - '0')
		if body[i] >= 'A' {
			value = int(body[i]-'A') + 10
		}
		sum += w * value
	}
	return "0X987654321"[sum%11]
}

// checkOrganizationCode takes the code with and without its hyphen.
func checkOrganizationCode(number string) *NumberFault {
	code := strings.ReplaceAll(number, "-", "")
	if n := len([]rune(code)); n != 9 {
		return numberFault(PartLength, fmt.Sprintf("组织机构代码应为9位（8位本体代码加1位校验码，中间可有“-”），现为%d位", n),
			fmt.Sprintf("The organisation code has to have 9 characters (8 and a check character, with or without a hyphen) and has %d", n))
	}
	if !alphanumeric(code) {
		return numberFault(PartCharset, "组织机构代码只能由数字和大写字母组成，请对照证书核对",
			"The organisation code is made of digits and capital letters only")
	}
	if number != code && number != code[:8]+"-"+code[8:] {
		return numberFault(PartShape, "组织机构代码的“-”只能写在第8位之后，也可以不写，请对照证书核对",
			"The hyphen of the organisation code stands after the eighth character, or nowhere")
	}
	if want := organizationCheck(code[:8]); code[8] != want {
		return numberFault(PartCheck, fmt.Sprintf("组织机构代码的最后一位（校验码）与前8位对不上，按前8位算应为%c；请对照证书逐位核对", want),
			fmt.Sprintf("The last character (check character) of the organisation code should be %c after the 8 before it", want))
	}
	return nil
}
