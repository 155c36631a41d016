package filing

// Field is one field of an application. Its Chinese heading is the word of the
// workbook, the rules and the messages; its English key the word of JSON.
type Field uint8

// The fields, in the order of the contract.
const (
	NoField                 Field = iota
	FieldApplicationID            // 申请编号
	FieldFilingType               // 备案类型
	FieldSubjectRecord            // 主体备案号
	FieldDomainRecord             // 域名备案号
	FieldRecordHere               // 在本服务商备案
	FieldChangeNote               // 变更内容
	FieldPreviousKind             // 原主体性质
	FieldPreviousName             // 原主体名称
	FieldPreviousDocNo            // 原主体证件号码
	FieldFiledSiteNames           // 已备案网站名称
	FieldProvince                 // 省份
	FieldCity                     // 城市
	FieldCounty                   // 区县
	FieldSubjectKind              // 主办单位性质
	FieldSubjectName              // 主办单位名称
	FieldSubjectDocType           // 主办单位证件类型
	FieldSubjectDocNo             // 主办单位证件号码
	FieldSubjectDocExpiry         // 主办单位证件有效期至
	FieldSubjectDocAddress        // 证件住所
	FieldAddress                  // 通信地址
	FieldInvestor                 // 投资者或主管单位
	FieldTradeName                // 字号
	FieldHasSeal                  // 有无公章
	FieldResidencePermit          // 居住证明
	FieldLegalName                // 法定代表人姓名
	FieldLegalDocType             // 法定代表人证件类型
	FieldLegalDocNo               // 法定代表人证件号码
	FieldLegalDocExpiry           // 法定代表人证件有效期至
	FieldLegalRegion              // 法定代表人国籍地区
	FieldPrincipalName            // 主体负责人姓名
	FieldPrincipalDocType         // 主体负责人证件类型
	FieldPrincipalDocNo           // 主体负责人证件号码
	FieldPrincipalDocExpiry       // 主体负责人证件有效期至
	FieldPrincipalMobile          // 主体负责人手机
	FieldPrincipalPhone           // 主体负责人办公电话
	FieldPrincipalEmail           // 主体负责人邮箱
	FieldEmergencyName            // 应急联系人
	FieldEmergencyMobile          // 应急联系电话
	FieldSiteName                 // 网站名称
	FieldHomeURL                  // 首页网址
	FieldDomains                  // 网站域名
	FieldRegistrar                // 域名注册商
	FieldRegistrarOverseas        // 境外注册商
	FieldDomainOwner              // 域名所有人
	FieldWhoisPrivacy             // 域名隐私保护
	FieldDomainExpiry             // 域名到期日
	FieldSiteOnline               // 网站可访问
	FieldLanguage                 // 网站语言
	FieldContent                  // 网站服务内容
	FieldApprovalKind             // 前置审批类别
	FieldApprovalNo               // 前置审批文号
	FieldRemark                   // 网站备注
	FieldSiteOwnerName            // 网站负责人姓名
	FieldSiteOwnerDocType         // 网站负责人证件类型
	FieldSiteOwnerDocNo           // 网站负责人证件号码
	FieldSiteOwnerDocExpiry       // 网站负责人证件有效期至
	FieldSiteOwnerMobile          // 网站负责人手机
	FieldSiteOwnerPhone           // 网站负责人办公电话
	FieldSiteOwnerEmail           // 网站负责人邮箱
	FieldPhoto                    // 照片
	FieldPhotoDate                // 照片拍摄日期
	FieldAccessMode               // 接入方式
	FieldAccessProvince           // 服务器放置地
	FieldIP                       // 网站IP地址
	fieldCount
)

var fieldTable = [fieldCount]fieldInfo{
	FieldApplicationID: {key: "application_id", heading: "申请编号",
		synonyms: []string{"编号", "序号", "申请号"}},
	FieldFilingType: {key: "filing_type", heading: "备案类型", form: FormList, list: filingTypeWords,
		synonyms: []string{"备案类别", "业务类型"}},
	FieldSubjectRecord: {key: "subject_record", heading: "主体备案号",
		synonyms: []string{"主体备案编号", "主办单位备案号", "已有备案号"}},
	FieldDomainRecord: {key: "domain_record", heading: "域名备案号",
		synonyms: []string{"网站备案号", "网站备案编号"}},
	FieldRecordHere: {key: "record_here", heading: "在本服务商备案", form: FormList, list: yesNo,
		synonyms: []string{"是否在本服务商备案", "在我司备案"}},
	FieldChangeNote: {key: "change_note", heading: "变更内容",
		synonyms: []string{"变更事项", "变更说明"}},
	FieldPreviousKind: {key: "previous_kind", heading: "原主体性质", form: FormList, list: SubjectKinds,
		synonyms: []string{"原主办单位性质", "变更前主体性质"}},
	FieldPreviousName: {key: "previous_name", heading: "原主体名称",
		synonyms: []string{"原主办单位名称", "变更前主体名称"}},
	FieldPreviousDocNo: {key: "previous_doc_no", heading: "原主体证件号码", number: true,
		synonyms: []string{"原主办单位证件号码", "原证件号码"}},
	FieldFiledSiteNames: {key: "filed_site_names", heading: "已备案网站名称", form: FormSeveral,
		synonyms: []string{"已有网站名称"}},
	FieldProvince: {key: "province", heading: "省份", required: requiredAll, form: FormList, list: provinceNames,
		synonyms: []string{"所在省", "省", "省级", "主体所在省", "省/直辖市/自治区"}},
	FieldCity: {key: "city", heading: "城市", required: requiredAll,
		synonyms: []string{"所在市", "市", "地市", "市/地区"}},
	FieldCounty: {key: "county", heading: "区县",
		synonyms: []string{"所在县", "县区", "区", "县", "区/县"}},
	FieldSubjectKind: {key: "subject_kind", heading: "主办单位性质", required: requiredAll, form: FormList, list: SubjectKinds,
		synonyms: []string{"主体性质", "单位性质", "主办者性质", "网站主办者性质"}},
	FieldSubjectName: {key: "subject_name", heading: "主办单位名称", required: requiredAll,
		synonyms: []string{"主体名称", "单位名称", "公司名称", "网站主办者名称", "主办者名称", "主办单位"}},
	FieldSubjectDocType: {key: "subject_doc_type", heading: "主办单位证件类型", required: requiredAll, form: FormList, list: subjectDocTypes,
		synonyms: []string{"主体证件类型", "单位证件类型", "证件类型"}},
	FieldSubjectDocNo: {key: "subject_doc_no", heading: "主办单位证件号码", required: requiredAll, number: true,
		synonyms: []string{"主体证件号码", "单位证件号码", "证件号码", "统一社会信用代码", "营业执照号"}},
	FieldSubjectDocExpiry: {key: "subject_doc_expiry", heading: "主办单位证件有效期至", form: FormDayOrLong,
		synonyms: []string{"主办单位证件有效期", "主体证件有效期至", "证件有效期至", "营业期限至"}},
	FieldSubjectDocAddress: {key: "subject_doc_address", heading: "证件住所",
		synonyms: []string{"主办单位证件住所", "营业执照住所", "住所", "注册地址", "证件地址"}},
	FieldAddress: {key: "address", heading: "通信地址", required: requiredAll,
		synonyms: []string{"通讯地址", "主办单位通信地址", "联系地址", "地址", "详细地址"}},
	FieldInvestor: {key: "investor", heading: "投资者或主管单位",
		synonyms: []string{"投资者", "主管单位", "投资人或主管单位", "投资者或上级主管单位", "投资者或主管单位名称"}},
	FieldTradeName: {key: "trade_name", heading: "字号",
		synonyms: []string{"商号", "个体工商户字号", "字号名称"}},
	FieldHasSeal: {key: "has_seal", heading: "有无公章", form: FormList, list: haveNot,
		synonyms: []string{"公章", "是否有公章"}},
	FieldResidencePermit: {key: "residence_permit", heading: "居住证明", form: FormList, list: ResidencePermits,
		synonyms: []string{"居住证件", "暂住证或居住证", "居住证"}},
	FieldLegalName: {key: "legal_name", heading: "法定代表人姓名", required: requiredUnit,
		synonyms: []string{"法定代表人", "法人姓名", "法人代表", "法人", "经营者姓名", "经营者"}},
	FieldLegalDocType: {key: "legal_doc_type", heading: "法定代表人证件类型", required: requiredUnit, form: FormList, list: PersonDocTypes,
		synonyms: []string{"法人证件类型", "法定代表人证件", "经营者证件类型"}},
	FieldLegalDocNo: {key: "legal_doc_no", heading: "法定代表人证件号码", required: requiredUnit, number: true,
		synonyms: []string{"法人证件号码", "法人身份证号", "法定代表人身份证号", "经营者证件号码"}},
	FieldLegalDocExpiry: {key: "legal_doc_expiry", heading: "法定代表人证件有效期至", form: FormDayOrLong,
		synonyms: []string{"法人证件有效期至", "法定代表人证件有效期"}},
	FieldLegalRegion: {key: "legal_region", heading: "法定代表人国籍地区",
		synonyms: []string{"法定代表人国籍", "法人国籍", "国籍地区", "法定代表人国籍或地区"}},
	FieldPrincipalName: {key: "principal_name", heading: "主体负责人姓名",
		synonyms: []string{"主体负责人", "主办单位负责人", "主办单位负责人姓名", "负责人姓名"}},
	FieldPrincipalDocType: {key: "principal_doc_type", heading: "主体负责人证件类型", form: FormList, list: PersonDocTypes,
		synonyms: []string{"主办单位负责人证件类型"}},
	FieldPrincipalDocNo: {key: "principal_doc_no", heading: "主体负责人证件号码", number: true,
		synonyms: []string{"主办单位负责人证件号码", "主体负责人身份证号"}},
	FieldPrincipalDocExpiry: {key: "principal_doc_expiry", heading: "主体负责人证件有效期至", form: FormDayOrLong,
		synonyms: []string{"主体负责人证件有效期"}},
	FieldPrincipalMobile: {key: "principal_mobile", heading: "主体负责人手机", required: requiredAll,
		synonyms: []string{"主体负责人手机号", "主体负责人手机号码", "主办单位负责人手机"}},
	FieldPrincipalPhone: {key: "principal_phone", heading: "主体负责人办公电话",
		synonyms: []string{"主体负责人电话", "主体负责人座机", "办公电话"}},
	FieldPrincipalEmail: {key: "principal_email", heading: "主体负责人邮箱", required: requiredAll,
		synonyms: []string{"主体负责人电子邮箱", "主体负责人电子邮件", "主体负责人email"}},
	FieldEmergencyName: {key: "emergency_name", heading: "应急联系人",
		synonyms: []string{"应急联系人姓名", "紧急联系人"}},
	FieldEmergencyMobile: {key: "emergency_mobile", heading: "应急联系电话",
		synonyms: []string{"应急联系人电话", "应急联系人手机", "紧急联系电话", "紧急联系人手机"}},
	FieldSiteName: {key: "site_name", heading: "网站名称", required: requiredAll,
		synonyms: []string{"网站名", "站点名称"}},
	FieldHomeURL: {key: "home_url", heading: "首页网址",
		synonyms: []string{"网站首页", "网站首页网址", "网址", "首页地址", "网站首页URL"}},
	FieldDomains: {key: "domains", heading: "网站域名", required: requiredAll, form: FormSeveral,
		synonyms: []string{"域名", "域名列表", "网站域名列表"}},
	FieldRegistrar: {key: "registrar", heading: "域名注册商",
		synonyms: []string{"注册商", "域名注册服务机构"}},
	FieldRegistrarOverseas: {key: "registrar_overseas", heading: "境外注册商", form: FormList, list: yesNo,
		synonyms: []string{"是否境外注册商", "注册商在境外"}},
	FieldDomainOwner: {key: "domain_owner", heading: "域名所有人",
		synonyms: []string{"域名所有者", "域名持有者", "域名注册人", "域名持有人"}},
	FieldWhoisPrivacy: {key: "whois_privacy", heading: "域名隐私保护", form: FormList, list: onOff,
		synonyms: []string{"隐私保护", "WHOIS信息隐藏", "whois隐私保护"}},
	FieldDomainExpiry: {key: "domain_expiry", heading: "域名到期日", form: FormDay,
		synonyms: []string{"域名到期时间", "域名有效期至", "域名到期日期"}},
	FieldSiteOnline: {key: "site_online", heading: "网站可访问", form: FormList, list: yesNo,
		synonyms: []string{"网站是否可访问", "网站可否访问"}},
	FieldLanguage: {key: "language", heading: "网站语言", form: FormLists, list: Languages,
		synonyms: []string{"语言", "网站语种"}},
	FieldContent: {key: "content", heading: "网站服务内容", required: requiredAll, form: FormSeveral,
		synonyms: []string{"服务内容", "网站内容", "网站服务内容/项目", "服务项目"}},
	FieldApprovalKind: {key: "approval_kind", heading: "前置审批类别", form: FormLists, list: ApprovalKinds,
		synonyms: []string{"前置审批", "前置审批或专项审批类别", "前置审批项"}},
	FieldApprovalNo: {key: "approval_no", heading: "前置审批文号",
		synonyms: []string{"前置审批号", "审批文号", "前置审批文件号"}},
	FieldRemark: {key: "remark", heading: "网站备注",
		synonyms: []string{"备注", "备注信息", "网站备注信息"}},
	FieldSiteOwnerName: {key: "site_owner_name", heading: "网站负责人姓名", required: requiredUnit,
		synonyms: []string{"网站负责人", "网站负责人名称"}},
	FieldSiteOwnerDocType: {key: "site_owner_doc_type", heading: "网站负责人证件类型", required: requiredUnit, form: FormList, list: PersonDocTypes,
		synonyms: []string{"网站负责人证件"}},
	FieldSiteOwnerDocNo: {key: "site_owner_doc_no", heading: "网站负责人证件号码", required: requiredUnit, number: true,
		synonyms: []string{"网站负责人身份证号", "网站负责人证件号"}},
	FieldSiteOwnerDocExpiry: {key: "site_owner_doc_expiry", heading: "网站负责人证件有效期至", form: FormDayOrLong,
		synonyms: []string{"网站负责人证件有效期"}},
	FieldSiteOwnerMobile: {key: "site_owner_mobile", heading: "网站负责人手机", required: requiredAll,
		synonyms: []string{"网站负责人手机号", "网站负责人手机号码", "网站负责人移动电话"}},
	FieldSiteOwnerPhone: {key: "site_owner_phone", heading: "网站负责人办公电话",
		synonyms: []string{"网站负责人电话", "网站负责人座机"}},
	FieldSiteOwnerEmail: {key: "site_owner_email", heading: "网站负责人邮箱", required: requiredAll,
		synonyms: []string{"网站负责人电子邮箱", "网站负责人电子邮件", "网站负责人email"}},
	FieldPhoto: {key: "photo", heading: "照片",
		synonyms: []string{"核验照片", "网站负责人照片", "照片文件"}},
	FieldPhotoDate: {key: "photo_date", heading: "照片拍摄日期", form: FormDay,
		synonyms: []string{"照片日期", "拍照日期", "拍摄日期"}},
	FieldAccessMode: {key: "access_mode", heading: "接入方式", form: FormList, list: AccessModes,
		synonyms: []string{"网站接入方式"}},
	FieldAccessProvince: {key: "access_province", heading: "服务器放置地", form: FormList, list: provinceNames,
		synonyms: []string{"服务器所在地", "服务器放置地点", "服务器所在省"}},
	FieldIP: {key: "ip", heading: "网站IP地址", form: FormSeveral,
		synonyms: []string{"IP", "IP地址", "网站IP"}},
}
