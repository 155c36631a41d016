package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// fingerprints tell a case's findings from all others for as long as the rule,
// the field and the application are the same, wherever the row has moved to and
// whatever its cells say now: 32 hexadecimal digits each, from which nothing
// of the sheet can be read. The n-th finding of a rule at a field has one of
// its own, so that a second fault is not taken for the first.
func fingerprints(c Case) []string {
	whose := identity(c.Application)
	return printsOf(c.Verdict.Findings, func(filing.Finding) string { return whose })
}

// identity is what an application is known by: the 申请编号 that was typed, or
// else whose it is and for which domains.
func identity(a *filing.Application) string {
	if id := a.Text(filing.FieldApplicationID); id != "" {
		return "id\x00" + id
	}
	domains := filing.Split(a.Text(filing.FieldDomains))
	slices.Sort(domains)
	return "subject\x00" + a.Text(filing.FieldSubjectName) + "\x00" + strings.Join(domains, "\x00")
}

// bookFingerprints are those of the findings of the workbooks themselves, which
// are known by the sheet and by what stands at the place.
func bookFingerprints(list []filing.Finding) []string {
	return printsOf(list, func(f filing.Finding) string { return "sheet\x00" + f.Place.Sheet + "\x00" + f.Value })
}

func printsOf(list []filing.Finding, identity func(filing.Finding) string) []string {
	var prints []string
	seen := map[string]int{}
	for _, f := range list {
		what := f.Rule + "\x00" + f.Field.Key() + "\x00" + identity(f)
		seen[what]++
		sum := sha256.Sum256(fmt.Appendf(nil, "icpgen/1\x00%s\x00%d", what, seen[what]))
		prints = append(prints, hex.EncodeToString(sum[:16]))
	}
	return prints
}
