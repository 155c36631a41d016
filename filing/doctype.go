package filing

import (
	"slices"
	"strings"
)

// The document types that code or rules speak of by name.
const (
	DocResidentID       = "居民身份证"
	DocPassport         = "护照"
	DocOfficer          = "军官证"
	DocHKMacaoPermit    = "港澳居民来往内地通行证"
	DocTaiwanPermit     = "台湾居民来往大陆通行证"
	DocForeignPermanent = "外国人永久居留身份证"
	DocHKMacaoResidence = "港澳居民居住证"
	DocTaiwanResidence  = "台湾居民居住证"

	DocLicence      = "营业执照"
	DocOrganization = "组织机构代码证"
	DocCreditCode   = "统一社会信用代码证书"

	// DocHongKongID and its kin are known so that they can be refused with a
	// word about the document that is wanted.
	DocHongKongID = "香港身份证"
	DocMacaoID    = "澳门身份证"
	DocTaiwanID   = "台湾身份证"
)

// PersonDocTypes are the documents of a person in the national system.
var PersonDocTypes = []string{DocResidentID, DocPassport, DocOfficer, DocHKMacaoPermit, DocTaiwanPermit,
	DocForeignPermanent, DocHKMacaoResidence, DocTaiwanResidence}

// subjectDocs tells which documents each kind of subject files with.
var subjectDocs = map[string][]string{
	KindCompany:     {DocLicence, DocOrganization, "外国企业常驻代表机构登记证"},
	KindSoleTrader:  {DocLicence, DocResidentID},
	KindPerson:      PersonDocTypes,
	KindGovernment:  {DocCreditCode, DocOrganization},
	KindInstitution: {"事业单位法人证书", DocCreditCode, DocOrganization},
	"社会团体":          {"社会团体法人登记证书", DocOrganization},
	"军队":            {"军队代号", "军队单位对外有偿服务许可证"},
	"民办非企业单位":       {"民办非企业单位登记证书", "社会服务机构登记证书", "民办学校办学许可证", DocOrganization},
	"基金会":           {"基金会法人登记证书", DocOrganization},
	"律师执业机构":        {"律师事务所执业许可证", DocOrganization},
	"外国在华文化中心":      {"外国在华文化中心登记证"},
	"群众性团体组织":       {DocCreditCode},
	"司法鉴定机构":        {"司法鉴定许可证"},
	"宗教团体":          {"宗教活动场所登记证"},
	"境外机构":          {"境外机构证件"},
	"医疗机构":          {"医疗机构执业许可证"},
	"公证机构":          {"公证机构执业证"},
	"集体经济":          {"农村集体经济组织登记证"},
	"仲裁机构":          {"仲裁委员会登记证"},
}

// subjectDocTypes is every document that some kind of subject files with.
var subjectDocTypes = func() []string {
	var all []string
	for _, kind := range SubjectKinds {
		for _, doc := range subjectDocs[kind] {
			if !slices.Contains(all, doc) {
				all = append(all, doc)
			}
		}
	}
	return all
}()

// SubjectDocTypes are the documents that a kind of 主办单位 files with; nil for
// an unknown kind. A sole trader gives a resident ID only where its province
// files it as a person.
func SubjectDocTypes(kind string) []string { return slices.Clone(subjectDocs[kind]) }

// IsPersonDocType reports whether the document is one of a person's.
func IsPersonDocType(docType string) bool { return slices.Contains(PersonDocTypes, docType) }

// docSynonyms are the usual short names, written as foldDoc writes them.
// 港澳台胞证 is not among them: it is two documents in one name, and only the
// clerk knows which.
var docSynonyms = map[string]string{
	"身份证": DocResidentID, "二代身份证": DocResidentID, "第二代身份证": DocResidentID, "二代居民身份证": DocResidentID,
	"第二代居民身份证": DocResidentID, "中华人民共和国居民身份证": DocResidentID, "大陆身份证": DocResidentID, "个人身份证": DocResidentID,
	"中国护照": DocPassport, "外国护照": DocPassport, "护照本": DocPassport, "普通护照": DocPassport,
	"军人证": DocOfficer, "军官证件": DocOfficer, "中国人民解放军军官证": DocOfficer,
	"港澳通行证": DocHKMacaoPermit, "港澳居民通行证": DocHKMacaoPermit, "港澳来往内地通行证": DocHKMacaoPermit,
	"港澳同胞来往内地通行证": DocHKMacaoPermit, "港澳同胞回乡证": DocHKMacaoPermit, "港澳居民往来内地通行证": DocHKMacaoPermit,
	"回乡证": DocHKMacaoPermit, "回乡卡": DocHKMacaoPermit, "香港通行证": DocHKMacaoPermit, "澳门通行证": DocHKMacaoPermit,
	"台胞证": DocTaiwanPermit, "台湾同胞证": DocTaiwanPermit, "台湾通行证": DocTaiwanPermit, "台湾居民通行证": DocTaiwanPermit,
	"台湾居民往来大陆通行证": DocTaiwanPermit, "台湾来往大陆通行证": DocTaiwanPermit, "台湾同胞来往大陆通行证": DocTaiwanPermit,
	"外国人永久居留证": DocForeignPermanent, "外国人居留证": DocForeignPermanent, "永久居留证": DocForeignPermanent,
	"永久居留身份证": DocForeignPermanent, "外国人永居证": DocForeignPermanent, "中国绿卡": DocForeignPermanent,
	"港澳居住证": DocHKMacaoResidence, "香港居民居住证": DocHKMacaoResidence, "澳门居民居住证": DocHKMacaoResidence,
	"台湾居住证": DocTaiwanResidence,

	"工商营业执照": DocLicence, "企业营业执照": DocLicence, "企业法人营业执照": DocLicence, "工商执照": DocLicence, "执照": DocLicence,
	"个体工商户营业执照": DocLicence, "营业执照副本": DocLicence, "工商营业执照副本": DocLicence, "三证合一营业执照": DocLicence,
	"组织机构代码": DocOrganization, "组织机构代码证书": DocOrganization, "机构代码证": DocOrganization, "组织代码证": DocOrganization,
	"统一社会信用代码": DocCreditCode, "统一社会信用代码证": DocCreditCode, "社会信用代码证书": DocCreditCode, "信用代码证书": DocCreditCode,
	"外国企业常驻代表机构登记证书": "外国企业常驻代表机构登记证", "常驻代表机构登记证": "外国企业常驻代表机构登记证",
	"外国企业代表机构登记证": "外国企业常驻代表机构登记证",
	"事业法人证书":      "事业单位法人证书", "事业法人证": "事业单位法人证书", "事业单位法人证": "事业单位法人证书", "事业单位证书": "事业单位法人证书",
	"社团法人证书": "社会团体法人登记证书", "社会团体法人证书": "社会团体法人登记证书", "社团法人登记证书": "社会团体法人登记证书",
	"社会团体登记证书": "社会团体法人登记证书", "社团登记证书": "社会团体法人登记证书", "社会团体法人登记证": "社会团体法人登记证书",
	"社团证书":      "社会团体法人登记证书",
	"民办非企业登记证书": "民办非企业单位登记证书", "民办非企业单位登记证": "民办非企业单位登记证书", "民非登记证书": "民办非企业单位登记证书",
	"民办非企业单位证书": "民办非企业单位登记证书", "社会服务机构登记证": "社会服务机构登记证书",
	"办学许可证": "民办学校办学许可证", "民办学校许可证": "民办学校办学许可证",
	"基金会法人登记证": "基金会法人登记证书", "基金会登记证书": "基金会法人登记证书", "基金会法人证书": "基金会法人登记证书",
	"律师事务所许可证": "律师事务所执业许可证", "律所执业许可证": "律师事务所执业许可证", "律师事务所执业证": "律师事务所执业许可证",
	"军队代码": "军队代号", "部队代号": "军队代号",
	"军队对外有偿服务许可证": "军队单位对外有偿服务许可证", "部队有偿服务许可证": "军队单位对外有偿服务许可证",
	"医疗机构许可证": "医疗机构执业许可证", "宗教场所登记证": "宗教活动场所登记证", "宗教活动场所登记证书": "宗教活动场所登记证",
	"公证机构执业证书": "公证机构执业证", "公证处执业证": "公证机构执业证", "司法鉴定机构许可证": "司法鉴定许可证",
	"司法鉴定许可证书": "司法鉴定许可证", "仲裁委员会登记证书": "仲裁委员会登记证", "农村集体经济组织登记证书": "农村集体经济组织登记证",
	"外国在华文化中心登记证书": "外国在华文化中心登记证",

	"香港居民身份证": DocHongKongID, "香港永久性居民身份证": DocHongKongID, "香港永久居民身份证": DocHongKongID,
	"香港特别行政区身份证": DocHongKongID, "澳门居民身份证": DocMacaoID, "澳门永久性居民身份证": DocMacaoID, "澳门特别行政区身份证": DocMacaoID,
	"台湾居民身份证": DocTaiwanID, "台湾地区身份证": DocTaiwanID,
}

// DocType gives a document the name that the national system has for it.
// Usual short names are known: 身份证, 工商营业执照, 台胞证. 香港身份证 is known
// too, though nobody can file with it: ok only says that the name is understood.
func DocType(s string) (canonical string, ok bool) {
	s = foldDoc(s)
	switch s {
	case "":
		return "", false
	case DocHongKongID, DocMacaoID, DocTaiwanID:
		return s, true
	}
	if slices.Contains(PersonDocTypes, s) || slices.Contains(subjectDocTypes, s) {
		return s, true
	}
	canonical, ok = docSynonyms[s]
	return canonical, ok
}

// foldDoc takes out what does not tell documents apart: spaces, the hint in
// brackets at the end, 复印件.
func foldDoc(s string) string {
	s = strings.Join(strings.Fields(s), "")
	if at := strings.IndexAny(s, "(（"); at > 0 {
		s = s[:at]
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, "复印件"), "原件")
}
