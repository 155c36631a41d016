package filing

import (
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Split takes apart several values typed into one cell. They stand between
// ; ； , ， 、 or line breaks; blank ones are left out.
func Split(s string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(";；,，、\n\r", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// Domain is a domain as it was typed and as it is meant.
type Domain struct {
	Typed       string
	Unicode     string // 例子.中国, in small letters
	ASCII       string // xn--fsqu00a.xn--fiqs8s
	Registrable string // what was bought: ASCII without www. and the like
	Suffix      string // public suffix, Unicode: com.cn, 中国
	HadWWW      bool   // typed with www., which a filing does not have
}

// TLD is the last label, Unicode: cn, 中国.
func (d Domain) TLD() string { return d.Suffix[strings.LastIndexByte(d.Suffix, '.')+1:] }

// DomainFault is what keeps a text from being a domain to file.
type DomainFault struct {
	Part    string // one of the Part words
	Words   Words
	Suggest string // the domain that was probably meant; empty when unknown
}

// The parts of a domain that can be wrong, beside those of numbers.
const (
	PartScheme     = "scheme"
	PartPath       = "path"
	PartPort       = "port"
	PartAddress    = "ip"
	PartSyntax     = "syntax"
	PartSuffix     = "suffix"
	PartBareSuffix = "bare-suffix"
	PartSubdomain  = "subdomain"
)

func domainFault(part, suggest, zh, en string) *DomainFault {
	if suggest != "" {
		zh += "，应填" + suggest
		en += ": write " + suggest
	}
	return &DomainFault{Part: part, Words: Words{ZH: zh, EN: en}, Suggest: suggest}
}

// ParseDomain reads one registrable domain (RFC 1123, IDNA 2008 as in UTS 46),
// in Unicode or Punycode. www. before it is noted and left out. Which suffixes
// are public says the ICANN section of the Public Suffix List. Where there is a
// fault the domain holds what is known of it.
func ParseDomain(s string) (Domain, *DomainFault) {
	d := Domain{Typed: s}
	s = strings.TrimSpace(s)
	host, fault := bareHost(s)
	if fault != nil {
		return d, fault
	}
	ascii, ok := asciiOf(host)
	if !ok {
		return d, domainFault(PartSyntax, "", "域名写法不对：每段应由字母、数字、汉字和中间的“-”组成，用“.”隔开，如example.com",
			"This is no domain: labels of letters, digits and inner hyphens with dots between, as example.com")
	}
	d.ASCII = ascii
	d.Unicode = unicodeOf(ascii)
	suffix, known := icannSuffix(ascii)
	if !known {
		return d, domainFault(PartSuffix, "", "域名后缀不存在或不完整，应如.com、.cn、.中国，请核对",
			"The domain ends in no public suffix such as .com or .cn")
	}
	d.Suffix = unicodeOf(suffix)
	if ascii == suffix {
		return d, domainFault(PartBareSuffix, "", "这只是域名后缀，前面缺少域名主体，如example."+d.Suffix,
			"This is a public suffix only: the name before it is missing, as in example."+d.Suffix)
	}
	before := strings.TrimSuffix(ascii, "."+suffix)
	d.Registrable = before[strings.LastIndexByte(before, '.')+1:] + "." + suffix
	switch ascii {
	case d.Registrable:
	case "www." + d.Registrable:
		d.HadWWW = true
		d.ASCII, d.Unicode = d.Registrable, unicodeOf(d.Registrable)
	default:
		return d, domainFault(PartSubdomain, unicodeOf(d.Registrable), "备案填主域名，不填子域名",
			"A filing takes the registrable domain, not one below it")
	}
	return d, nil
}

// RegistrableDomain is the domain without www.; what cannot be read as a domain
// to file comes back unchanged.
func RegistrableDomain(s string) string {
	if d, fault := ParseDomain(s); fault == nil && d.HadWWW {
		return d.Unicode
	}
	return s
}

// Host finds the host of a home page's address, typed with or without a
// scheme, in Unicode and small letters; empty when there is none.
func Host(url string) string {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		rest = url
	}
	if at := strings.IndexAny(rest, "/\\?#"); at >= 0 {
		rest = rest[:at]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if at := strings.LastIndexByte(rest, ':'); at >= 0 && digitsOnly(rest[at+1:]) {
		rest = rest[:at]
	}
	ascii, _ := asciiOf(strings.TrimSpace(rest))
	return unicodeOf(ascii)
}

// bareHost refuses what is more than a domain, and says what would be right
// where that can be read.
func bareHost(s string) (string, *DomainFault) {
	if _, rest, found := strings.Cut(s, "://"); found {
		return "", domainFault(PartScheme, suggestion(rest), "域名前不要写http://、https://",
			"A domain has no scheme before it")
	}
	if strings.ContainsAny(s, "/\\?#") {
		return "", domainFault(PartPath, suggestion(s), "域名后不要写路径", "A domain has no path behind it")
	}
	if _, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		return "", domainFault(PartAddress, "", "这是IP地址，不是域名", "This is an IP address, not a domain")
	}
	if strings.ContainsAny(s, ":：") {
		return "", domainFault(PartPort, suggestion(s), "域名后不要写端口", "A domain has no port behind it")
	}
	return s, nil
}

// suggestion is the domain to file of an address that has too much around it.
func suggestion(s string) string {
	d, _ := ParseDomain(Host(s))
	return unicodeOf(d.Registrable)
}

// asciiOf puts a domain in Punycode where it has to be. A domain that does not
// come back the same is none, nor one over 253 characters or with a label
// that is blank or over 63.
func asciiOf(host string) (ascii string, ok bool) {
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil || len(ascii) > 253 {
		return "", false
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 {
			return "", false
		}
	}
	back, err := idna.Lookup.ToUnicode(ascii)
	if err != nil {
		return "", false
	}
	again, err := idna.Lookup.ToASCII(back)
	return ascii, err == nil && again == ascii
}

// icannSuffix is the public suffix of an ASCII domain by the ICANN section of
// the list: the private section is about where cookies go, not about who
// registers.
func icannSuffix(ascii string) (suffix string, known bool) {
	for {
		suffix, icann := publicsuffix.PublicSuffix(ascii)
		if icann {
			return suffix, true
		}
		_, rest, found := strings.Cut(suffix, ".")
		if !found {
			return suffix, false
		}
		ascii = rest
	}
}

func unicodeOf(ascii string) string {
	if u, err := idna.Lookup.ToUnicode(ascii); err == nil {
		return u
	}
	return ascii
}
