package filing

import (
	"errors"
	"fmt"
	"strings"
)

// creditCharset is what a 统一社会信用代码 is written with: digits and capital
// letters without I, O, S, V and Z (GB 32100-2015).
const creditCharset = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// NewCreditCode adds the check character to the first 17 characters of a
// 统一社会信用代码. It is for samples and tests.
func NewCreditCode(prefix string) (string, error) {
	if len(prefix) != 17 || strings.Trim(prefix, creditCharset) != "" {
		return "", errors.New("a credit code begins with 17 of the characters " + creditCharset)
	}
	return prefix + string(creditCheck(prefix)), nil
}

// creditCheck is the MOD 31 check character of 17 characters: weights are the
// powers of 3.
func creditCheck(body string) byte {
	sum, weight := 0, 1
	for i := range 17 {
		sum += weight * strings.IndexByte(creditCharset, body[i])
		weight = weight * 3 % 31
	}
	return creditCharset[(31-sum%31)%31]
}

// checkCreditCode never refuses a first character: sources disagree on which
// there are.
func checkCreditCode(number string) *NumberFault {
	if n := len([]rune(number)); n != 18 {
		return numberFault(PartLength, fmt.Sprintf("统一社会信用代码应为18位，现为%d位，请对照证照补全或删去多余的字符", n),
			fmt.Sprintf("The credit code has to have 18 characters and has %d", n))
	}
	if at := strings.IndexFunc(number, func(r rune) bool { return !strings.ContainsRune(creditCharset, r) }); at >= 0 {
		place := len([]rune(number[:at])) + 1
		zh := fmt.Sprintf("统一社会信用代码第%d位用了不会出现的字符", place)
		en := fmt.Sprintf("Character %d of the credit code is none that occurs in one", place)
		for _, mistaken := range [...][2]string{{"O", "0"}, {"I", "1"}, {"Z", "2"}, {"S", "5"}, {"V", "U"}} {
			if strings.HasPrefix(number[at:], mistaken[0]) {
				zh += fmt.Sprintf("：代码里没有字母%s，可能是%s", mistaken[0], mistaken[1])
				en += fmt.Sprintf(": there is no letter %s, it may be %s", mistaken[0], mistaken[1])
			}
		}
		return numberFault(PartCharset, zh+"，请对照证照核对", en)
	}
	// 100000 stands for offices of the State.
	if !digitsOnly(number[2:8]) || !knownRegion(number[2:4]) && number[2:8] != "100000" {
		return numberFault(PartRegion, "统一社会信用代码第3至8位应是登记机关的行政区划代码，请对照证照核对",
			"Characters 3 to 8 of the credit code have to be a region code of GB/T 2260")
	}
	if want := creditCheck(number[:17]); number[17] != want {
		return numberFault(PartCheck, fmt.Sprintf("统一社会信用代码的最后一位（校验码）与前17位对不上，按前17位算应为%c；多半是输错了某一位，请对照证照逐位核对", want),
			fmt.Sprintf("The last character (check character) of the credit code should be %c after the 17 before it: compare every character with the licence", want))
	}
	return nil
}
