package workbook

import "github.com/icpgen/icpgen/filing"

// group is a run of fields that belong together on a sheet.
type group struct {
	title       string
	first, last filing.Field
	fill        string // RRGGBB, pale enough to be printed
}

// groups divide the fields in the order of the contract.
var groups = []group{
	{"申请与既有备案", filing.FieldApplicationID, filing.FieldFiledSiteNames, "E7E6E6"},
	{"主办单位", filing.FieldProvince, filing.FieldResidencePermit, "DDEBF7"},
	{"法定代表人", filing.FieldLegalName, filing.FieldLegalRegion, "E2EFDA"},
	{"主体负责人", filing.FieldPrincipalName, filing.FieldEmergencyMobile, "FFF2CC"},
	{"网站", filing.FieldSiteName, filing.FieldRemark, "FCE4D6"},
	{"网站负责人", filing.FieldSiteOwnerName, filing.FieldSiteOwnerEmail, "E4DFEC"},
	{"照片与接入", filing.FieldPhoto, filing.FieldIP, "DDEBE9"},
}

// marked is a field's heading with the mark of those that must be filled.
func marked(f filing.Field) string {
	switch {
	case f.RequiredFor(filing.AsUnit) && f.RequiredFor(filing.AsPerson):
		return f.Heading() + "*"
	case f.RequiredFor(filing.AsUnit):
		return f.Heading() + "*（单位）"
	}
	return f.Heading()
}
