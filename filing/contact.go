package filing

import (
	"net/netip"
	"regexp"
	"strings"
)

// The parts of a contact that can be wrong, beside those of numbers.
const (
	PartDomain = "domain"
	PartRange  = "range"
)

var (
	mobileShape = regexp.MustCompile(`^1[3-9][0-9]{9}$`)
	// Area codes of two places (010, 02x) have numbers of eight digits.
	landlineShape  = regexp.MustCompile(`^(?:(?:\+86|0?086|86)-?)?(?:0?(?:10|2[0-9])-[1-9][0-9]{7}|0?[3-9][0-9]{2}-[1-9][0-9]{6,7})(?:-[0-9]{1,6})?$`)
	localPartShape = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")
	topLevelShape  = regexp.MustCompile(`^(?:[a-z]{2,}|xn--[a-z0-9-]+)$`)
)

// CheckMobile judges a mainland mobile number: 11 digits, the second 3 to 9.
func CheckMobile(s string) *NumberFault {
	switch {
	case s == "" || mobileShape.MatchString(s):
		return nil
	case !digitsOnly(s):
		return numberFault(PartCharset, "手机号码只能是11位数字，不带+86、空格或横线",
			"A mobile number is 11 digits, without +86, spaces or hyphens")
	case len(s) != 11:
		return numberFault(PartLength, "手机号码应为11位数字，请核对是否多打或漏打", "A mobile number has 11 digits")
	}
	return numberFault(PartShape, "手机号码应以13至19开头，请核对", "A mobile number begins with 13 to 19")
}

// CheckLandline judges a landline number: 区号-号码, with an extension after
// another hyphen, and 086- or +86 before it if wished.
func CheckLandline(s string) *NumberFault {
	if s == "" || landlineShape.MatchString(s) && (s[0] == '0' || s[0] == '+' || strings.HasPrefix(s, "86")) {
		return nil
	}
	return numberFault(PartShape, "座机号码应写成“区号-号码”，有分机再加“-分机号”",
		"A landline is written as area code-number, with -extension if there is one")
}

// CheckPhone judges a number that may be a mobile's or a landline's.
func CheckPhone(s string) *NumberFault {
	if CheckMobile(s) == nil || CheckLandline(s) == nil {
		return nil
	}
	return numberFault(PartShape, "电话应为11位手机号码，或“区号-号码”的座机号码",
		"A telephone number is 11 digits of a mobile, or area code-number of a landline")
}

// CheckEmail judges a mail address: one that a mail system of today would
// take, without comments, quotes or a bare host.
func CheckEmail(s string) *NumberFault {
	if s == "" {
		return nil
	}
	local, domain, found := strings.Cut(s, "@")
	if !found || strings.Contains(domain, "@") {
		return numberFault(PartShape, "邮箱里有且只有一个@，它前面是名称，后面是域名", "A mail address has one “@”, between a name and a domain")
	}
	if len(local) > 64 || !localPartShape.MatchString(local) {
		return numberFault(PartCharset, "@前面有不能使用的字符或多余的点，请核对邮箱", "The mail address has characters or dots before “@” that cannot be there")
	}
	ascii, ok := asciiOf(domain)
	if dot := strings.LastIndexByte(ascii, '.'); !ok || dot < 0 || !topLevelShape.MatchString(ascii[dot+1:]) {
		return numberFault(PartDomain, "@后面应是域名，如qq.com，请核对邮箱", "The mail address needs a domain such as qq.com after “@”")
	}
	return nil
}

var rangeSigns = strings.NewReplacer("~", "-", "～", "-", "至", "-", "–", "-", "—", "-")

// CheckIP judges one entry of 网站IP地址: an IPv4 or IPv6 address, a range
// with - or ~ between its ends, or a network such as 192.0.2.0/24.
func CheckIP(s string) *NumberFault {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	if _, err := netip.ParseAddr(s); err == nil && !strings.Contains(s, "%") {
		return nil
	}
	if _, err := netip.ParsePrefix(s); err == nil {
		return nil
	}
	if from, to, found := strings.Cut(rangeSigns.Replace(s), "-"); found {
		first, err := netip.ParseAddr(strings.TrimSpace(from))
		last, also := netip.ParseAddr(strings.TrimSpace(to))
		if err == nil && also == nil && first.Is4() == last.Is4() {
			if !last.Less(first) {
				return nil
			}
			return numberFault(PartRange, "IP地址段的起始地址大于结束地址，请核对", "The range of IP addresses ends before it begins")
		}
	}
	return numberFault(PartShape, "IP地址写法不对：应如192.0.2.1，地址段如192.0.2.1-192.0.2.9，或IPv6地址",
		"This is no IP address: write 192.0.2.1, a range as 192.0.2.1-192.0.2.9, or an IPv6 address")
}
