package workbook

import "github.com/icpgen/icpgen/filing"

// hint is what a clerk is told of a field before filling it.
type hint struct {
	how     string // the form of the value
	example string
	use     string // what comes of it
}

const (
	howPerson  = "与证件上一致，一字不差"
	howNumber  = "单元格须是文本格式；末位 X 大小写都行"
	howExpiry  = "日期，或“长期”"
	howMobile  = "11 位手机号，不加空格和横线"
	howPhone   = "区号-号码，有分机的再加 -分机"
	howRecord  = "先到工信部备案网站查询，没有的填“无”"
	howSeveral = "可填几个，用分号隔开。可选："
	howPick    = "从下拉列表中选"

	blankPrincipal = "整块留空，单位表示由法定代表人担任，个人表示本人"
	blankSiteOwner = "个人备案整块留空表示本人"
)

// hints tell each field's form, with an example that the rules find nothing
// wrong with, and its use.
var hints = [...]hint{
	filing.FieldApplicationID:      {"自编，每行不同；留空则按行号编", "A-001", "材料文件夹的名称，便于查找"},
	filing.FieldFilingType:         {howPick + "；没有把握可留空，由下面两个备案号推定", "新增备案", "决定要哪些材料"},
	filing.FieldSubjectRecord:      {howRecord, "粤ICP备12345678号", "判断备案类型"},
	filing.FieldDomainRecord:       {howRecord, "粤ICP备12345678号-1", "判断备案类型"},
	filing.FieldRecordHere:         {"已有的备案是否在本服务商处办理", "否", "判断是否为新增接入"},
	filing.FieldChangeNote:         {"写明把什么改成什么，只在变更备案时填", "网站名称由“青禾科技”变更为“青禾云”", "印在受理单上"},
	filing.FieldPreviousKind:       {"变更主体时填原来的性质", "个体工商户", "判断变更的材料"},
	filing.FieldPreviousName:       {"变更主体时填原来的名称", "杭州青禾茶叶店", "判断变更的材料"},
	filing.FieldPreviousDocNo:      {"变更主体时填原来的证件号码；" + howNumber, "91350100M000100Y43", "判断变更的材料"},
	filing.FieldFiledSiteNames:     {"同一主体已备案的网站，用分号隔开", "青禾科技；青禾商城", "网站名称不得重复"},
	filing.FieldProvince:           {howPick + "；主办单位所在的省", "广东", "决定按哪个省的要求办理"},
	filing.FieldCity:               {"地级市；直辖市可留空", "广州", "印在受理单上"},
	filing.FieldCounty:             {"区或县", "天河区", "印在受理单上"},
	filing.FieldSubjectKind:        {howPick + "；个人网站选“个人”", "企业", "决定证件种类、材料和规则"},
	filing.FieldSubjectName:        {"与证件上一致，一字不差；个人填姓名", "广州青禾科技有限公司", "印在各份材料上，须与公章一致"},
	filing.FieldSubjectDocType:     {"先选主办单位性质，下拉列表随之变化", "营业执照", "印在受理单上"},
	filing.FieldSubjectDocNo:       {howNumber, "91350100M000100Y43", "印在受理单上，核对校验位"},
	filing.FieldSubjectDocExpiry:   {howExpiry, "2031-06-30", "过期的证件不能备案"},
	filing.FieldSubjectDocAddress:  {"证件上印的住所", "广州市天河区和平路18号", "印在受理单上"},
	filing.FieldAddress:            {"写到门牌号，能收到邮件", "广州市天河区和平路18号2单元301室", "印在受理单上"},
	filing.FieldInvestor:           {"单位填投资者或上级主管单位，个人可留空", "广州青禾科技有限公司", "印在受理单上"},
	filing.FieldTradeName:          {"个体工商户执照上的名称；没有的留空或填 *", "青禾茶叶店", "有的省没有字号按个人备案"},
	filing.FieldHasSeal:            {howPick, "有", "没有公章的个体工商户有的省另有办法"},
	filing.FieldResidencePermit:    {"个人异地备案时填", "居住证", "有的省要求附居住证明"},
	filing.FieldLegalName:          {howPerson, "林知远", "印在授权书上"},
	filing.FieldLegalDocType:       {howPick, "居民身份证", "印在授权书上"},
	filing.FieldLegalDocNo:         {howNumber, "11010519491231002X", "核对校验位；与负责人对照"},
	filing.FieldLegalDocExpiry:     {howExpiry, "2031-06-30", "过期的证件不能备案"},
	filing.FieldLegalRegion:        {"持居民身份证的可留空；外籍的填国名", "中国", "港澳台和外籍人士另有要求"},
	filing.FieldPrincipalName:      {howPerson + "；" + blankPrincipal, "林知远", "印在受理单上"},
	filing.FieldPrincipalDocType:   {howPick + "；" + blankPrincipal, "居民身份证", "印在受理单上"},
	filing.FieldPrincipalDocNo:     {howNumber + "；" + blankPrincipal, "11010519491231002X", "核对校验位"},
	filing.FieldPrincipalDocExpiry: {howExpiry, "2031-06-30", "过期的证件不能备案"},
	filing.FieldPrincipalMobile:    {howMobile, "13800138000", "印在受理单上，审核时须能接通"},
	filing.FieldPrincipalPhone:     {howPhone, "020-61234567", "印在受理单上"},
	filing.FieldPrincipalEmail:     {"电子邮箱", "webmaster@example.cn", "印在受理单上，接收通知"},
	filing.FieldEmergencyName:      {"负责人以外的一位联系人", "唐一诺", "负责人联系不上时联系"},
	filing.FieldEmergencyMobile:    {"手机号，或区号-号码", "13900139000", "负责人联系不上时联系；有的省可代替办公电话"},
	filing.FieldSiteName:           {"个人网站不能只用姓名，也不能像单位的名称", "青禾科技", "印在受理单上"},
	filing.FieldHomeURL:            {"网站首页的地址", "https://www.example.cn/", "印在受理单上"},
	filing.FieldDomains:            {"只填域名，不加 http:// 和 www.；几个域名用分号隔开", "example.cn", "印在核验单和受理单上"},
	filing.FieldRegistrar:          {"卖出域名的服务商", "示例域名服务商", "境外注册商的域名有的省不受理"},
	filing.FieldRegistrarOverseas:  {howPick, "否", "境外注册商的域名有的省不受理"},
	filing.FieldDomainOwner:        {"域名证书上的所有者", "广州青禾科技有限公司", "有的省要求与主办单位名称一致"},
	filing.FieldWhoisPrivacy:       {howPick, "关", "有的省要求关闭后再备案"},
	filing.FieldDomainExpiry:       {"日期", "2028-06-30", "过期的域名不能备案"},
	filing.FieldSiteOnline:         {"网站现在能不能打开", "否", "有的省要求备案期间关闭网站"},
	filing.FieldLanguage:           {howSeveral, "中文简体；英语", "印在受理单上；留空为中文简体"},
	filing.FieldContent:            {howSeveral, "单位门户网站", "印在受理单上，判断前置审批"},
	filing.FieldApprovalKind:       {"不涉及的留空；" + howSeveral, "出版", "涉及的须附审批文件"},
	filing.FieldApprovalNo:         {"前置审批文件的文号", "新出网证（粤）字001号", "印在受理单上"},
	filing.FieldRemark:             {"写明网站放什么内容", "个人摄影作品展示", "有的省个人网站必填"},
	filing.FieldSiteOwnerName:      {howPerson + "；" + blankSiteOwner, "林知远", "印在受理单和授权书上；核验照片拍的是这个人"},
	filing.FieldSiteOwnerDocType:   {howPick + "；" + blankSiteOwner, "居民身份证", "印在受理单上"},
	filing.FieldSiteOwnerDocNo:     {howNumber + "；" + blankSiteOwner, "11010519491231002X", "核对校验位"},
	filing.FieldSiteOwnerDocExpiry: {howExpiry, "2031-06-30", "过期的证件不能备案"},
	filing.FieldSiteOwnerMobile:    {howMobile, "13800138000", "印在受理单上，审核时须能接通"},
	filing.FieldSiteOwnerPhone:     {howPhone, "020-61234567", "印在受理单上"},
	filing.FieldSiteOwnerEmail:     {"电子邮箱", "webmaster@example.cn", "印在受理单上，接收通知"},
	filing.FieldPhoto:              {"照片文件的路径，从本工作簿所在的文件夹算起", "照片/A-001.jpg", "核验照片：竖幅，不小于 400×500 像素"},
	filing.FieldPhotoDate:          {"日期", "2026-11-20", "照片须是近期拍的"},
	filing.FieldAccessMode:         {howPick, "云接入", "印在受理单上"},
	filing.FieldAccessProvince:     {howPick, "广东", "印在受理单上"},
	filing.FieldIP:                 {"IPv4 或 IPv6；几个用分号隔开，连号的写起止", "192.0.2.10", "印在受理单上"},
}

// choices are what a field may hold, where that is a list: to choose from one,
// to be told of several.
func choices(f filing.Field) []string {
	switch f {
	case filing.FieldContent:
		return filing.Contents
	case filing.FieldLegalRegion:
		return []string{"中国", "香港", "澳门", "台湾"}
	case filing.FieldSubjectRecord, filing.FieldDomainRecord:
		return []string{filing.NoRecord}
	}
	if f.Form() == filing.FormDayOrLong {
		return []string{filing.LongTerm}
	}
	return f.List()
}

// several reports whether a field takes more than one of its choices, so that
// a dropdown would be in the way.
func several(f filing.Field) bool {
	return f == filing.FieldContent || f.Form() == filing.FormLists
}

// open reports whether a field takes other values than its choices.
func open(f filing.Field) bool {
	switch f {
	case filing.FieldLegalRegion, filing.FieldSubjectRecord, filing.FieldDomainRecord:
		return true
	}
	return f.Form() == filing.FormDayOrLong
}
