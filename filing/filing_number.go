package filing

import (
	"regexp"
	"strconv"
	"strings"
)

// NoRecord is what stands where the public query found no filing number.
const NoRecord = "无"

// FilingNumber is a number under which a subject or a site is filed.
type FilingNumber struct {
	Province Province
	Kind     string // ICP备, ICP证, or the class of a telecom licence: B2
	Number   string // 12345678
	Site     int    // 1 in 粤ICP备12345678号-1; 0 in the subject's own number
}

var (
	filingPattern  = regexp.MustCompile(`^(\p{Han})ICP(备|证)([0-9]{5,12})号?(?:-([0-9]{1,4}))?$`)
	licencePattern = regexp.MustCompile(`^(\p{Han})(B[12])-([0-9]{8})(?:-([0-9]{1,4}))?$`)
)

// ParseFilingNumber reads 粤ICP备12345678号, with -1 for a site, and the older
// 京ICP证030173号 and 粤B2-20090059 of sites that are run for profit. Small
// letters, spaces and a missing 号 are read as meant.
func ParseFilingNumber(s string) (FilingNumber, bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	var n FilingNumber
	m := filingPattern.FindStringSubmatch(s)
	if m != nil {
		n.Kind = "ICP" + m[2]
	} else if m = licencePattern.FindStringSubmatch(s); m != nil {
		n.Kind = m[2]
	} else {
		return FilingNumber{}, false
	}
	var ok bool
	if n.Province, ok = provinceByShort(m[1]); !ok {
		return FilingNumber{}, false
	}
	n.Number = m[3]
	n.Site, _ = strconv.Atoi(m[4])
	return n, true
}

// String is the number as the bureau writes it.
func (n FilingNumber) String() string {
	s := n.Province.Short + n.Kind + n.Number + "号"
	if strings.HasPrefix(n.Kind, "B") {
		s = n.Province.Short + n.Kind + "-" + n.Number
	}
	if n.Site > 0 {
		s += "-" + strconv.Itoa(n.Site)
	}
	return s
}

// SameFiling reports whether two typed numbers are one filing: alike up to the
// -N of the site. Numbers that cannot be read are never the same.
func SameFiling(a, b string) bool {
	m, ok := ParseFilingNumber(a)
	n, also := ParseFilingNumber(b)
	m.Site, n.Site = 0, 0
	return ok && also && m == n
}

// IsNoRecord reports whether the text says that there is no filing number. A
// blank says nothing.
func IsNoRecord(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case NoRecord, "没有", "暂无", "未备案", "无备案", "无备案号", "none":
		return true
	}
	return false
}
