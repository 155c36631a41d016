// Package sample makes clean applications for tests, benchmarks and templates:
// made-up people with numbers computed on the spot, filled so that no rule of
// any province finds fault with them on [Day]; and [Hostile], texts that nobody
// should be harmed by.
package sample

import (
	"fmt"
	"slices"

	"github.com/icpgen/icpgen/filing"
)

// Day is the day for which the samples are clean.
var Day = filing.Day{Year: 2026, Month: 11, Day: 23}

// Kinds are the kinds of subject that tests go through.
var Kinds = []string{filing.KindCompany, filing.KindSoleTrader, filing.KindPerson}

// areaCodes are telephone area codes of the provincial capitals, and capitals
// their names.
var (
	areaCodes = map[string]string{
		"北京": "010", "天津": "022", "河北": "0311", "山西": "0351", "内蒙古": "0471", "辽宁": "024", "吉林": "0431", "黑龙江": "0451",
		"上海": "021", "江苏": "025", "浙江": "0571", "安徽": "0551", "福建": "0591", "江西": "0791", "山东": "0531", "河南": "0371",
		"湖北": "027", "湖南": "0731", "广东": "020", "广西": "0771", "海南": "0898", "重庆": "023", "四川": "028", "贵州": "0851",
		"云南": "0871", "西藏": "0891", "陕西": "029", "甘肃": "0931", "青海": "0971", "宁夏": "0951", "新疆": "0991",
	}
	capitals = map[string]string{
		"北京": "北京", "天津": "天津", "河北": "石家庄", "山西": "太原", "内蒙古": "呼和浩特", "辽宁": "沈阳", "吉林": "长春", "黑龙江": "哈尔滨",
		"上海": "上海", "江苏": "南京", "浙江": "杭州", "安徽": "合肥", "福建": "福州", "江西": "南昌", "山东": "济南", "河南": "郑州",
		"湖北": "武汉", "湖南": "长沙", "广东": "广州", "广西": "南宁", "海南": "海口", "重庆": "重庆", "四川": "成都", "贵州": "贵阳",
		"云南": "昆明", "西藏": "拉萨", "陕西": "西安", "甘肃": "兰州", "青海": "西宁", "宁夏": "银川", "新疆": "乌鲁木齐",
	}
	surnames = []string{"林", "周", "许", "何", "沈", "苏", "方", "石", "秦", "江", "白"}
	given    = []string{"知远", "若溪", "景行", "书宁", "望舒", "清和", "思齐"}
	marks    = []string{"青禾", "云岚", "知行", "拾光", "听松", "新叶", "鹿鸣", "晨屿"}
)

// Clean is an application of the province for a kind of 主办单位, as row 2 of
// a workbook. It panics on a province or kind that there is not.
func Clean(province, kind string) *filing.Application { return Numbered(province, kind, 0) }

// Numbered makes different clean applications for different numbers from 0.
func Numbered(province, kind string, n int) *filing.Application {
	at := slices.IndexFunc(filing.Provinces, func(p filing.Province) bool { return p.Name == province })
	kindAt := slices.Index(filing.SubjectKinds, kind)
	if at < 0 || kindAt < 0 {
		panic(fmt.Sprintf("sample: no province %q or kind %q", province, kind))
	}
	p := filing.Provinces[at]
	seed := at*len(filing.SubjectKinds) + kindAt + n*7919
	person := surnames[seed%len(surnames)] + given[seed%len(given)]
	birth := filing.Day{Year: 1975, Month: 3, Day: 12}.AddDays(seed % 7000)
	id := filing.NewResidentID(p.Code+"0102", birth, 1+seed%998)
	mark := marks[seed%len(marks)]
	subject, docType, docNo := subjectOf(p, kind, mark, person, id, seed)
	site, content, remark := subject, "单位门户网站", "介绍本单位的产品和服务"
	if kind == filing.KindPerson {
		site, content, remark = mark+"摄影手记", "博客/个人空间", "个人摄影作品展示"
		if province == "江苏" {
			site = person + "的个人主页"
		}
	}
	domain := fmt.Sprintf("icpgen-sample-%s-%d.cn", p.File, seed)
	mobile := fmt.Sprintf("13%09d", 100_000_000+seed)
	phone := fmt.Sprintf("%s-6%07d", areaCodes[province], seed%10_000_000)
	email := fmt.Sprintf("webmaster@%s", domain)

	a := &filing.Application{ID: fmt.Sprintf("%04d", n+2), Place: filing.Place{Workbook: "sample.xlsx", Sheet: "备案信息", Row: n + 2}}
	for i, f := range filing.Fields() {
		a.Values[f].Cell = column(i) + fmt.Sprint(n+2)
	}
	set := func(values map[filing.Field]string) {
		for f, v := range values {
			a.Set(f, v)
		}
	}
	set(map[filing.Field]string{
		filing.FieldApplicationID: a.ID, filing.FieldFilingType: string(filing.NewFiling),
		filing.FieldSubjectRecord: filing.NoRecord, filing.FieldDomainRecord: filing.NoRecord, filing.FieldRecordHere: "否",
		filing.FieldProvince: p.Name, filing.FieldCity: capitals[province], filing.FieldCounty: "示范区",
		filing.FieldSubjectKind: kind, filing.FieldSubjectName: subject, filing.FieldSubjectDocType: docType,
		filing.FieldSubjectDocNo: docNo, filing.FieldSubjectDocExpiry: filing.LongTerm,
		filing.FieldSubjectDocAddress: capitals[province] + "示范区和平路18号", filing.FieldAddress: capitals[province] + "示范区和平路18号2单元301室",
		filing.FieldPrincipalMobile: mobile, filing.FieldPrincipalPhone: phone, filing.FieldPrincipalEmail: email,
		filing.FieldEmergencyName: "唐一诺", filing.FieldEmergencyMobile: fmt.Sprintf("15%09d", 100_000_000+seed),
		filing.FieldSiteName: site, filing.FieldHomeURL: "https://www." + domain + "/", filing.FieldDomains: domain,
		filing.FieldRegistrar: "示例域名服务商", filing.FieldRegistrarOverseas: "否", filing.FieldDomainOwner: subject,
		filing.FieldWhoisPrivacy: "关", filing.FieldDomainExpiry: "2028-06-30", filing.FieldSiteOnline: "否",
		filing.FieldLanguage: "中文简体", filing.FieldContent: content, filing.FieldRemark: remark,
		filing.FieldSiteOwnerMobile: mobile, filing.FieldSiteOwnerPhone: phone, filing.FieldSiteOwnerEmail: email,
		filing.FieldPhotoDate: "2026-11-20", filing.FieldAccessMode: "云接入", filing.FieldAccessProvince: p.Name,
		filing.FieldIP: fmt.Sprintf("192.0.2.%d", 1+seed%250),
	})
	if kind == filing.KindPerson {
		// Both blocks of persons are left blank: the applicant.
		a.Set(filing.FieldResidencePermit, "无")
		return a
	}
	set(map[filing.Field]string{
		filing.FieldInvestor: subject, filing.FieldHasSeal: "有",
		filing.FieldLegalName: person, filing.FieldLegalDocType: filing.DocResidentID, filing.FieldLegalDocNo: id, filing.FieldLegalDocExpiry: filing.LongTerm,
		filing.FieldLegalRegion:   "中国",
		filing.FieldPrincipalName: person, filing.FieldPrincipalDocType: filing.DocResidentID, filing.FieldPrincipalDocNo: id, filing.FieldPrincipalDocExpiry: filing.LongTerm,
		filing.FieldSiteOwnerName: person, filing.FieldSiteOwnerDocType: filing.DocResidentID, filing.FieldSiteOwnerDocNo: id, filing.FieldSiteOwnerDocExpiry: filing.LongTerm,
	})
	if kind == filing.KindSoleTrader {
		a.Set(filing.FieldTradeName, mark)
	}
	return a
}

// subjectOf names a subject of the kind, with its document.
func subjectOf(p filing.Province, kind, mark, person, id string, seed int) (name, docType, number string) {
	docType = filing.SubjectDocTypes(kind)[0]
	switch kind {
	case filing.KindPerson:
		return person, filing.DocResidentID, id
	case filing.KindCompany:
		name = capitals[p.Name] + mark + "科技有限公司"
	case filing.KindSoleTrader:
		name = capitals[p.Name] + "示范区" + mark + "茶叶店"
	default:
		name = capitals[p.Name] + mark + kind
	}
	if docType == "军队代号" {
		return name, docType, fmt.Sprintf("%05d部队", seed%100_000)
	}
	code, err := filing.NewCreditCode(fmt.Sprintf("91%s0102MA%07d", p.Code, seed%10_000_000))
	if err != nil {
		panic(err)
	}
	return name, docType, code
}

// column is the letter of a sheet's column, from 0.
func column(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return column(i/26-1) + string(rune('A'+i%26))
}
