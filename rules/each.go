package rules

import (
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// item is what an each is at: a cell, or one domain of several in a cell.
type item struct {
	field  filing.Field
	text   string
	place  int // of a domain in its cell
	domain filing.Domain
	fault  *filing.DomainFault
}

// set is a named list of what an each goes through.
type set struct {
	name string
	doc  filing.Words
	of   func(*facts) []item
}

var (
	docTypeFields = []filing.Field{filing.FieldSubjectDocType, filing.FieldLegalDocType, filing.FieldPrincipalDocType, filing.FieldSiteOwnerDocType}
	numberFields  = []filing.Field{filing.FieldSubjectDocNo, filing.FieldLegalDocNo, filing.FieldPrincipalDocNo, filing.FieldSiteOwnerDocNo}
	expiryFields  = []filing.Field{filing.FieldSubjectDocExpiry, filing.FieldLegalDocExpiry, filing.FieldPrincipalDocExpiry, filing.FieldSiteOwnerDocExpiry}
	contactFields = []filing.Field{filing.FieldPrincipalMobile, filing.FieldPrincipalPhone, filing.FieldPrincipalEmail, filing.FieldEmergencyMobile,
		filing.FieldSiteOwnerMobile, filing.FieldSiteOwnerPhone, filing.FieldSiteOwnerEmail, filing.FieldIP}
	closedFields = func() []filing.Field {
		fields := []filing.Field{filing.FieldSubjectRecord, filing.FieldDomainRecord}
		for _, f := range filing.Fields() {
			switch f.Form() {
			case filing.FormList, filing.FormLists, filing.FormDay, filing.FormDayOrLong:
				fields = append(fields, f)
			}
		}
		return fields
	}()
)

var sets = []set{
	{"必填项", filing.Words{ZH: "这个申请必须填的栏目", EN: "the fields that the application has to fill"}, func(c *facts) []item {
		var list []item
		for _, f := range filing.Fields() {
			if c.required(f) && c.app.Values[f].Fault == filing.NoFault && !contains(c.app.Twice, f) {
				list = append(list, item{field: f, text: c.text[f]})
			}
		}
		return list
	}},
	{"有规定写法的栏目", filing.Words{ZH: "从列表选择的栏目、日期和备案号", EN: "lists, dates and filing numbers"}, filled(closedFields)},
	{"证件类型", filing.Words{ZH: "各证件类型栏目", EN: "the document types"}, filled(docTypeFields)},
	{"证件号码", filing.Words{ZH: "各证件号码栏目", EN: "the document numbers"}, filled(numberFields)},
	{"有效期", filing.Words{ZH: "已填的证件有效期和域名到期日", EN: "expiry dates that are filled"}, filled(append(append([]filing.Field(nil), expiryFields...), filing.FieldDomainExpiry))},
	{"证件有效期", filing.Words{ZH: "用到的每个证件的有效期", EN: "the expiry of every document in use"}, (*facts).expiries},
	{"联系方式", filing.Words{ZH: "手机、电话、邮箱、IP地址", EN: "mobiles, phones, mail and IP addresses"}, filled(contactFields)},
	{"网站负责人联系方式", filing.Words{ZH: "网站负责人的证件号码、手机、邮箱", EN: "the site owner's number, mobile and mail"}, filled(ownerContacts)},
	{"域名", filing.Words{ZH: "网站域名一栏的每个域名", EN: "every domain of the cell"}, func(c *facts) []item {
		list := make([]item, len(c.here.domains))
		for i, d := range c.here.domains {
			list[i] = item{field: filing.FieldDomains, text: domainName(d), place: i, domain: d, fault: c.here.faults[i]}
		}
		return list
	}},
	{"数字单元格", filing.Words{ZH: "按数字存放的单元格", EN: "cells stored as numbers"}, cellsWhere(func(v *filing.Value, _ filing.Field) bool { return v.Number })},
	{"整理过的单元格", filing.Words{ZH: "原文有需要留意的改动的单元格", EN: "cells whose text was changed in a way to look at"},
		cellsWhere(func(v *filing.Value, f filing.Field) bool {
			if v.Typed == "" || v.Typed == v.Text {
				return false
			}
			_, changed := f.Normalise(v.Typed)
			return changed
		})},
	{"读不出的单元格", filing.Words{ZH: "错误值、没有结果的公式、图片", EN: "error values, formulas without a value, pictures"}, cellsWhere(func(v *filing.Value, _ filing.Field) bool { return v.Fault != filing.NoFault })},
	{"重复的栏目", filing.Words{ZH: "工作表里有两列的栏目", EN: "fields with two columns"}, func(c *facts) []item {
		var list []item
		for _, f := range c.app.Twice {
			list = append(list, item{field: f, text: c.text[f]})
		}
		return list
	}},
}

func setNames() []string {
	var names []string
	for _, s := range sets {
		names = append(names, s.name)
	}
	return names
}

// filled goes through those of the fields that have a value.
func filled(fields []filing.Field) func(*facts) []item {
	return func(c *facts) []item {
		list := make([]item, 0, len(fields))
		for _, f := range fields {
			if c.text[f] != "" {
				list = append(list, item{field: f, text: c.text[f]})
			}
		}
		return list
	}
}

// theFields goes through the fields, blank or not.
func theFields(fields []filing.Field) func(*facts) []item {
	return func(c *facts) []item {
		list := make([]item, len(fields))
		for i, f := range fields {
			list[i] = item{field: f, text: c.text[f]}
		}
		return list
	}
}

func cellsWhere(is func(*filing.Value, filing.Field) bool) func(*facts) []item {
	return func(c *facts) []item {
		var list []item
		for f := range c.app.Values {
			if is(&c.app.Values[f], filing.Field(f)) {
				list = append(list, item{field: filing.Field(f), text: c.text[f]})
			}
		}
		return list
	}
}

// expiries are those of every document whose number is given. A document that
// stands in several places is asked about once, and judged by each day filled.
func (c *facts) expiries() []item {
	var list []item
	var seen []string
	for i, f := range numberFields {
		number, day := c.text[f], c.text[expiryFields[i]]
		if number != "" && (day != "" || !contains(seen, number)) {
			seen = append(seen, number)
			list = append(list, item{field: expiryFields[i], text: day})
		}
	}
	return list
}

// typeOf is the type of the document whose number stands in a field.
func (c *facts) typeOf(number filing.Field) string {
	for i, f := range numberFields {
		if f == number {
			return c.text[docTypeFields[i]]
		}
	}
	return ""
}

// numberKind says by which rule the number is judged.
func (c *facts) numberKind() string {
	docType, number := c.typeOf(c.item.field), c.item.text
	switch {
	case docType == "":
		return ""
	case docType == filing.DocResidentID:
		if fault := filing.CheckNumber(docType, number); fault != nil && fault.Part == filing.PartFirstGeneration {
			return "一代身份证"
		}
		return "身份证"
	case filing.IsPersonDocType(docType):
		return "其他证件"
	case c.item.field != filing.FieldSubjectDocNo:
		return "" // no document of a person's: D-07
	case docType == filing.DocOrganization && len(number) != 18:
		return "组织机构代码"
	case docType == filing.DocLicence && len(number) == 15:
		return "注册号"
	}
	return "信用代码"
}

// problem is what is wrong with how the item is written; nothing when all is
// well.
func (c *facts) problem() filing.Words {
	f, text := c.item.field, c.item.text
	if text == "" {
		return filing.Words{}
	}
	switch {
	case f == filing.FieldDomains:
		if c.item.fault != nil {
			return c.item.fault.Words
		}
		return filing.Words{}
	case f.IsNumber():
		return c.numberProblem(c.typeOf(f), text)
	case f == filing.FieldSubjectRecord || f == filing.FieldDomainRecord:
		return recordProblem(text)
	case contains(contactFields, f):
		return contactProblem(f, text)
	}
	return c.listProblem(f, text)
}

func (c *facts) numberProblem(docType, number string) filing.Words {
	if fault := filing.CheckNumber(docType, number); fault != nil {
		return fault.Words
	}
	if birth, ok := filing.BirthOf(docType, number); ok && birth.After(c.day) {
		return filing.Words{ZH: "证件号码第7至14位是出生日期，现在比" + c.today + "还晚，请对照证件核对",
			EN: "Characters 7 to 14 of the number are the date of birth, which comes after " + c.today + ": compare with the card"}
	}
	return filing.Words{}
}

func wordsOf(fault *filing.NumberFault) filing.Words {
	if fault == nil {
		return filing.Words{}
	}
	return fault.Words
}

func contactProblem(f filing.Field, text string) filing.Words {
	switch f {
	case filing.FieldPrincipalMobile, filing.FieldSiteOwnerMobile:
		return wordsOf(filing.CheckMobile(text))
	case filing.FieldPrincipalPhone, filing.FieldSiteOwnerPhone:
		return wordsOf(filing.CheckLandline(text))
	case filing.FieldEmergencyMobile:
		return wordsOf(filing.CheckPhone(text))
	case filing.FieldPrincipalEmail, filing.FieldSiteOwnerEmail:
		return wordsOf(filing.CheckEmail(text))
	}
	for _, part := range filing.Split(text) {
		if fault := filing.CheckIP(part); fault != nil {
			return fault.Words
		}
	}
	return filing.Words{}
}

func recordProblem(text string) filing.Words {
	if _, ok := filing.ParseFilingNumber(text); ok || text == "" || filing.IsNoRecord(text) {
		return filing.Words{}
	}
	return filing.Words{ZH: "应填“无”，或如“粤ICP备12345678号-1”的备案号", EN: "it has to be 无, or a filing number such as 粤ICP备12345678号-1"}
}

// listProblem judges lists and dates.
func (c *facts) listProblem(f filing.Field, text string) filing.Words {
	switch f.Form() {
	case filing.FormDay, filing.FormDayOrLong:
		if _, ok := filing.ParseDay(text); ok || text == filing.LongTerm && f.Form() == filing.FormDayOrLong {
			return filing.Words{}
		}
		if f.Form() == filing.FormDay {
			return filing.Words{ZH: "应是日期，如2026-11-23", EN: "it has to be a date such as 2026-11-23"}
		}
		return filing.Words{ZH: "应是日期（如2026-11-23）或“长期”", EN: "it has to be a date such as 2026-11-23, or 长期"}
	case filing.FormList:
		if contains(docTypeFields, f) {
			if docType, ok := filing.DocType(text); ok && docType == text {
				return filing.Words{} // whether it fits is D-07's question
			}
		}
		if contains(f.List(), text) {
			return filing.Words{}
		}
		return notInList(f, text)
	case filing.FormLists:
		for _, part := range filing.Split(text) {
			if !contains(f.List(), part) {
				return notInList(f, part)
			}
		}
	}
	return filing.Words{}
}

func notInList(f filing.Field, text string) filing.Words {
	shown := clip(filing.MaskAll(text), 20)
	words := filing.Words{ZH: "没有“" + shown + "”这个选项", EN: "“" + shown + "” is none of the allowed values"}
	if near, ok := nearestOf(f, text); ok {
		words.ZH += "，最接近的是“" + near + "”"
		words.EN += "; the nearest is " + near
	}
	return words
}

// nearestOf finds what may have been meant by what is not of the field's list.
func nearestOf(f filing.Field, wrong string) (string, bool) {
	if f == filing.FieldProvince && filedNowhere(wrong) != "" {
		return "", false
	}
	if word, ok := everyday[wrong]; ok && contains(f.List(), word) {
		return word, true
	}
	return filing.Nearest(wrong, f.List())
}

// filedNowhere is the region meant, of those that have no ICP filing.
func filedNowhere(province string) string {
	for _, elsewhere := range []string{"香港", "澳门", "台湾"} {
		if strings.Contains(province, elsewhere) {
			return elsewhere
		}
	}
	return ""
}

func clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// everyday are words of common speech that no slip of the pen makes of those of
// the lists.
var everyday = map[string]string{
	"公司": "企业", "有限公司": "企业", "有限责任公司": "企业", "个体": "个体工商户", "自然人": "个人", "国家机关": "政府机关", "机关": "政府机关", "政府": "政府机关", "事业": "事业单位", "民非": "民办非企业单位", "律所": "律师执业机构", "社团": "社会团体",
	"Y": "是", "YES": "是", "N": "否", "NO": "否", "没有": "无", "已关闭": "关", "关闭": "关", "未开启": "关", "已开启": "开", "开启": "开", "汉语": "中文简体", "中文": "中文简体", "英文": "英语", "日文": "日语", "机房托管": "主机托管", "云服务器": "云接入",
}

// nearest says what would be right.
func (c *facts) nearest() filing.Words {
	f := c.item.field
	list := f.List()
	if f.Form() != filing.FormList && f.Form() != filing.FormLists {
		switch {
		case f == filing.FieldSubjectRecord || f == filing.FieldDomainRecord:
			return filing.Words{ZH: "照公共查询的结果抄写；没有备案号的填“无”", EN: "copy what the public query shows; enter 无 where there is none"}
		case f.Form() == filing.FormDayOrLong:
			return filing.Words{ZH: "改写成年月日俱全的日期，如2026-11-23；长期有效的填“长期”", EN: "write a date with year, month and day, as 2026-11-23, or 长期"}
		}
		return filing.Words{ZH: "改写成年月日俱全的日期，如2026-11-23", EN: "write a date with year, month and day, as 2026-11-23"}
	}
	wrong := c.item.text
	for _, part := range filing.Split(wrong) {
		if !contains(list, part) {
			wrong = part
			break
		}
	}
	if elsewhere := filedNowhere(wrong); f == filing.FieldProvince && elsewhere != "" {
		return filing.Words{ZH: elsewhere + "不办理ICP备案，请填内地的省份", EN: "there is no ICP filing there: give a mainland province"}
	}
	if near, ok := nearestOf(f, wrong); ok {
		return filing.Words{ZH: "改填“" + near + "”，或从下拉列表中选择", EN: "enter " + near + ", or choose from the list"}
	}
	if len(list) <= 12 {
		return filing.Words{ZH: "可填：" + strings.Join(list, "、"), EN: "allowed are: " + strings.Join(list, ", ")}
	}
	return filing.Words{ZH: "请从下拉列表中选择", EN: "choose from the list"}
}

func cellFault(f filing.Fault) filing.Words {
	switch f {
	case filing.FaultError:
		return filing.Words{ZH: "单元格是错误值（如#N/A）", EN: "the cell holds an error value such as #N/A"}
	case filing.FaultFormula:
		return filing.Words{ZH: "单元格是公式，但没有保存计算结果", EN: "the cell holds a formula without a stored value"}
	case filing.FaultPicture:
		return filing.Words{ZH: "单元格里是图片，不是文字", EN: "the cell holds a picture, not text"}
	}
	return filing.Words{}
}
