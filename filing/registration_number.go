package filing

import (
	"errors"
	"fmt"
)

// NewRegistrationNumber adds the check digit to the first 14 digits of a
// business registration number. It is for samples and tests.
func NewRegistrationNumber(prefix string) (string, error) {
	if len(prefix) != 14 || !digitsOnly(prefix) {
		return "", errors.New("a registration number begins with 14 digits")
	}
	return prefix + string(registrationCheck(prefix)), nil
}

// registrationCheck is the ISO 7064 hybrid MOD 11,10 check digit of 14 digits
// (GS 15-2006).
func registrationCheck(body string) byte {
	p := 10
	for i := range 14 {
		s := (p + int(body[i]-'0')) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return byte('0' + (11-p)%10)
}

func checkRegistrationNumber(number string) *NumberFault {
	if n := len([]rune(number)); n != 15 {
		return numberFault(PartLength, fmt.Sprintf("工商注册号应为15位，现为%d位", n),
			fmt.Sprintf("The registration number has to have 15 digits and has %d", n))
	}
	if !digitsOnly(number) {
		return numberFault(PartCharset, "15位工商注册号只能是数字，请对照营业执照核对",
			"The 15-digit registration number is made of digits only")
	}
	if want := registrationCheck(number[:14]); number[14] != want {
		return numberFault(PartCheck, fmt.Sprintf("工商注册号的最后一位（校验码）与前14位对不上，按前14位算应为%c；请对照营业执照逐位核对", want),
			fmt.Sprintf("The last digit (check digit) of the registration number should be %c after the 14 before it", want))
	}
	return nil
}
