package rules

import (
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// word is something that rules may speak of: a cell under its heading, or what
// follows from several cells.
type word struct {
	name  string
	kind  any // a value of its type
	doc   filing.Words
	field filing.Field // of a cell
	each  bool         // has a meaning only within each
	book  bool         // looks at the whole workbook
	get   func(*facts) answer
}

// answer is a word's value, the field that it was found in, and why it is not
// known.
type answer struct {
	value any
	from  filing.Field
	open  *gap
}

// gap is why something is not known. A quiet gap is a fault of its own under
// another rule, and needs no second word.
type gap struct {
	field filing.Field
	why   filing.Words
	quiet bool
}

var (
	vocabulary = append(cells(), derived...)
	wordIndex  = map[string]int{}
	wordNames  []string
)

func allWords() []string { return append(append([]string(nil), wordNames...), builtins...) }

// cells makes a word of each heading of the workbook.
func cells() []word {
	var list []word
	for _, f := range filing.Fields() {
		list = append(list, word{name: f.Heading(), kind: "", field: f, get: func(f filing.Field) func(*facts) answer {
			return func(c *facts) answer { return answer{value: c.text[f], from: f, open: c.gapAt(f)} }
		}(f)})
	}
	return list
}

func known(value any, from filing.Field) answer { return answer{value: value, from: from} }

// derived are the words that follow from cells, from the workbook as a whole,
// from the profile and the day.
var derived = []word{
	{name: "今天", kind: "", doc: filing.Words{ZH: "判断所依据的日期", EN: "the day to judge by"},
		get: func(c *facts) answer { return known(c.today, 0) }},
	{name: "按个人", kind: false, doc: filing.Words{ZH: "是否按个人备案", EN: "whether filed as a person"},
		get: func(c *facts) answer { return known(c.as == filing.AsPerson, filing.FieldSubjectKind) }},
	{name: "备案业务", kind: "", doc: filing.Words{ZH: "按公共查询结果应办的业务", EN: "the filing type that follows from the public query"},
		get: func(c *facts) answer {
			if c.filingType == "" {
				return answer{value: "", from: filing.FieldFilingType, open: c.openType()}
			}
			return known(string(c.filingType), filing.FieldFilingType)
		}},
	{name: "可能的业务", kind: []string{}, doc: filing.Words{ZH: "公共查询结果没有排除的业务", EN: "the filing types that the public query leaves possible"},
		get: func(c *facts) answer { return known(c.possible, filing.FieldFilingType) }},
	{name: "新域名", kind: false, doc: filing.Words{ZH: "域名还没有备案号", EN: "the domain holds no filing number"},
		get: func(c *facts) answer { return c.record(filing.FieldDomainRecord) }},
	{name: "新主体", kind: false, doc: filing.Words{ZH: "主体还没有备案号", EN: "the subject holds no filing number"},
		get: func(c *facts) answer { return c.record(filing.FieldSubjectRecord) }},
	{name: "同一备案", kind: false, doc: filing.Words{ZH: "主体和域名是同一个备案号", EN: "subject and domain hold one filing"},
		get: func(c *facts) answer {
			for _, f := range []filing.Field{filing.FieldSubjectRecord, filing.FieldDomainRecord} {
				if g := c.gapAt(f); g != nil {
					return answer{value: false, from: f, open: g}
				}
			}
			return known(filing.SameFiling(c.text[filing.FieldSubjectRecord], c.text[filing.FieldDomainRecord]), filing.FieldDomainRecord)
		}},
	{name: "有字号", kind: false, doc: filing.Words{ZH: "个体工商户有字号（空白、*、*** 是没有）", EN: "the sole trader has a trade name"},
		get: func(c *facts) answer {
			return known(strings.Trim(c.text[filing.FieldTradeName], "*＊无 ") != "", filing.FieldTradeName)
		}},
	{name: "字号是星号", kind: false, doc: filing.Words{ZH: "字号一栏写着 * 或 ***", EN: "the trade name is written as stars"},
		get: func(c *facts) answer {
			name := c.text[filing.FieldTradeName]
			return known(name != "" && strings.Trim(name, "*＊") == "", filing.FieldTradeName)
		}},
	{name: "主体负责人是法定代表人", kind: false, doc: filing.Words{ZH: "两人证件号码相同", EN: "the same document number"},
		get: func(c *facts) answer {
			return c.same(filing.FieldPrincipalDocNo, c.app.Principal(), c.app.Legal())
		}},
	{name: "网站负责人是法定代表人", kind: false, doc: filing.Words{ZH: "两人证件号码相同", EN: "the same document number"},
		get: func(c *facts) answer {
			return c.same(filing.FieldSiteOwnerDocNo, c.app.SiteOwner(), c.app.Legal())
		}},
	{name: "主体负责人是网站负责人", kind: false, doc: filing.Words{ZH: "两人证件号码相同", EN: "the same document number"},
		get: func(c *facts) answer {
			return c.same(filing.FieldPrincipalDocNo, c.app.Principal(), c.app.SiteOwner())
		}},
	{name: "主体负责人是本人", kind: false, doc: filing.Words{ZH: "个人备案：主体负责人就是主办者", EN: "a person's filing: the principal is the applicant"},
		get: func(c *facts) answer {
			return c.same(filing.FieldPrincipalDocNo, c.principal(), c.applicant())
		}},
	{name: "网站负责人是本人", kind: false, doc: filing.Words{ZH: "个人备案：网站负责人就是主办者", EN: "a person's filing: the site owner is the applicant"},
		get: func(c *facts) answer {
			return c.same(filing.FieldSiteOwnerDocNo, c.siteOwner(), c.applicant())
		}},
	{name: "网站负责人", kind: "", doc: filing.Words{ZH: "网站负责人的姓名；个人备案没填就是主办者", EN: "the site owner's name"},
		get: func(c *facts) answer { return c.entry(c.siteOwner().Name, filing.FieldSiteOwnerName) }},
	{name: "主体证件名", kind: "", doc: filing.Words{ZH: "主办单位证件类型；没填就说“主办单位证件”", EN: "the subject's document type, or a word for it"},
		get: func(c *facts) answer {
			return known(orElse(c.text[filing.FieldSubjectDocType], "主办单位证件"), filing.FieldSubjectDocType)
		}},
	{name: "法定代表人证件名", kind: "", doc: filing.Words{ZH: "法定代表人证件类型；没填就说“身份证件”", EN: "the legal representative's document type, or a word for it"},
		get: func(c *facts) answer {
			return known(orElse(c.text[filing.FieldLegalDocType], "身份证件"), filing.FieldLegalDocType)
		}},
	{name: "网站负责人证件名", kind: "", doc: filing.Words{ZH: "网站负责人证件类型；没填就说“身份证件”", EN: "the site owner's document type, or a word for it"},
		get: func(c *facts) answer {
			return known(orElse(c.entry(c.siteOwner().DocType, filing.FieldSiteOwnerDocType).value.(string), "身份证件"), filing.FieldSiteOwnerDocType)
		}},
	{name: "经办本人", kind: "", doc: filing.Words{ZH: "按个人备案的人的姓名", EN: "the name of the person who files"},
		get: func(c *facts) answer { return c.entry(c.applicant().Name, filing.FieldSubjectName) }},
	{name: "外省身份证", kind: false, doc: filing.Words{ZH: "按个人备案的人，身份证前两位不是本省", EN: "the person's resident ID is of another province"},
		get: (*facts).outside},
	{name: "年龄", kind: 0, doc: filing.Words{ZH: "个人的主办者、单位的网站负责人的周岁", EN: "age in years of the person who files, or of the unit's site owner"},
		get: (*facts).age},
	{name: "法人地区", kind: "", doc: filing.Words{ZH: "法定代表人的国籍或地区；没填时按证件类型", EN: "the legal representative's country or region"},
		get: (*facts).legalRegion},
	{name: "证件类型相符", kind: false, doc: filing.Words{ZH: "主办单位证件类型与主办单位性质相符", EN: "the subject's document fits its kind"},
		get: (*facts).docFits},
	{name: "可用证件", kind: []string{}, doc: filing.Words{ZH: "与主办单位性质相符的证件", EN: "the documents that fit the subject's kind"},
		get: func(c *facts) answer { return known(c.fittingDocs(), filing.FieldSubjectDocType) }},
	{name: "域名列表", kind: []string{}, doc: filing.Words{ZH: "网站域名一栏的各个域名", EN: "the domains of the cell"},
		get: func(c *facts) answer {
			return answer{value: c.here.names, from: filing.FieldDomains, open: c.gapAt(filing.FieldDomains)}
		}},
	{name: "域名数", kind: 0, doc: filing.Words{ZH: "网站域名一栏有几个不同的域名", EN: "how many domains the cell has"},
		get: func(c *facts) answer {
			return answer{value: len(c.here.names), from: filing.FieldDomains, open: c.gapAt(filing.FieldDomains)}
		}},
	{name: "主体域名数", kind: 0, book: true, doc: filing.Words{ZH: "同一主体在整个工作簿里共有几个域名", EN: "how many domains the subject has in the whole workbook"},
		get: func(c *facts) answer {
			return answer{value: c.index.domainsOf(c.here.subject), from: filing.FieldDomains, open: c.gapAt(filing.FieldDomains)}
		}},
	{name: "首页属于域名", kind: false, doc: filing.Words{ZH: "首页网址在所填域名之下", EN: "the home page is at one of the domains"},
		get: (*facts).homeBelongs},
	{name: "同名网站", kind: false, book: true, doc: filing.Words{ZH: "同一主体已有同名网站（工作簿里前面的行，或已备案网站名称）", EN: "the subject has a site of that name already"},
		get: func(c *facts) answer {
			return answer{value: c.sameSite(), from: filing.FieldSiteName, open: c.gapAt(filing.FieldSiteName)}
		}},
	{name: "服务商注册商", kind: "", doc: filing.Words{ZH: "设置里的 registrar", EN: "the profile's registrar"},
		get: func(c *facts) answer { return known(c.profile.Registrar, filing.FieldRegistrar) }},
	{name: "邮寄地址", kind: "", doc: filing.Words{ZH: "设置里的 post_to", EN: "the profile's post_to"},
		get: func(c *facts) answer { return known(c.profile.PostTo, 0) }},
	{name: "份数", kind: filing.Words{}, doc: filing.Words{ZH: "设置里的 copies：两、三等", EN: "the profile's copies"},
		get: func(c *facts) answer { return known(numeral(c.profile.Copies), 0) }},

	{name: "照片可读", kind: true, doc: filing.Words{ZH: "照片文件能打开", EN: "the photo's file can be opened"},
		get: func(c *facts) answer { return c.ofPhoto(func(p filing.Photo) any { return p.Fault == filing.Words{} }) }},
	{name: "照片问题", kind: filing.Words{}, doc: filing.Words{ZH: "照片打不开的原因", EN: "why the photo cannot be opened"},
		get: func(c *facts) answer { return c.ofPhoto(func(p filing.Photo) any { return p.Fault }) }},
	{name: "照片格式", kind: "", doc: filing.Words{ZH: "JPEG、PNG 等", EN: "JPEG, PNG and so on"},
		get: func(c *facts) answer { return c.ofPhoto(func(p filing.Photo) any { return strings.ToUpper(p.Format) }) }},
	{name: "照片宽", kind: 0, doc: filing.Words{ZH: "像素", EN: "pixels"},
		get: func(c *facts) answer { return c.ofPhoto(func(p filing.Photo) any { return p.Width }) }},
	{name: "照片高", kind: 0, doc: filing.Words{ZH: "像素", EN: "pixels"},
		get: func(c *facts) answer { return c.ofPhoto(func(p filing.Photo) any { return p.Height }) }},
	{name: "照片记录的日期", kind: "", doc: filing.Words{ZH: "照片文件里记录的拍摄日期（EXIF）", EN: "the day recorded in the photo's EXIF"},
		get: (*facts).takenDay},

	{name: "值", kind: "", each: true, doc: filing.Words{ZH: "each 当前的值", EN: "the present value"},
		get: func(c *facts) answer {
			a := answer{value: c.item.text, from: c.item.field}
			if c.item.text == "" {
				a.open = c.gapAt(c.item.field)
			}
			return a
		}},
	{name: "所填", kind: "", each: true, doc: filing.Words{ZH: "当前的值，号码已遮住一部分，过长的截短", EN: "the present value, masked and not too long"},
		get: func(c *facts) answer {
			most := 40
			if c.item.field == filing.FieldDomains {
				most = 253 // a domain is shown whole (RFC 1035 2.3.4): which certificate is it?
			}
			return known(clip(masked(c.item.field, c.item.text), most), c.item.field)
		}},
	{name: "是个人证件", kind: false, each: true, doc: filing.Words{ZH: "值是个人的证件类型", EN: "the value is a document of a person"},
		get: func(c *facts) answer { return known(filing.IsPersonDocType(c.item.text), c.item.field) }},
	{name: "原文", kind: "", each: true, doc: filing.Words{ZH: "整理之前的原文", EN: "the value as typed"},
		get: func(c *facts) answer { return known(c.app.Values[c.item.field].Typed, c.item.field) }},
	{name: "栏", kind: filing.Words{}, each: true, doc: filing.Words{ZH: "each 当前的栏目名称", EN: "the present heading"},
		get: func(c *facts) answer {
			f := c.item.field
			return known(filing.Words{ZH: f.Heading(), EN: f.Key()}, f)
		}},
	{name: "种类", kind: "", each: true, doc: filing.Words{ZH: "号码的种类：身份证、一代身份证、信用代码、组织机构代码、注册号、其他证件", EN: "the kind of number"},
		get: func(c *facts) answer { return known(c.numberKind(), c.item.field) }},
	{name: "无误", kind: true, each: true, doc: filing.Words{ZH: "值的写法没有问题", EN: "the value is well formed"},
		get: func(c *facts) answer { return known(c.problem() == filing.Words{}, c.item.field) }},
	{name: "毛病", kind: filing.Words{}, each: true, doc: filing.Words{ZH: "值的写法有什么问题", EN: "what is wrong with the value"},
		get: func(c *facts) answer { return known(c.problem(), c.item.field) }},
	{name: "应为", kind: filing.Words{}, each: true, doc: filing.Words{ZH: "可选项中最接近的一个", EN: "the nearest of the allowed values"},
		get: func(c *facts) answer { return known(c.nearest(), c.item.field) }},
	{name: "是数字格式", kind: false, each: true, doc: filing.Words{ZH: "单元格按数字存放", EN: "the cell holds a number"},
		get: func(c *facts) answer { return known(c.app.Values[c.item.field].Number, c.item.field) }},
	{name: "单元格问题", kind: filing.Words{}, each: true, doc: filing.Words{ZH: "单元格为什么没有值", EN: "why the cell has no value"},
		get: func(c *facts) answer { return known(cellFault(c.app.Values[c.item.field].Fault), c.item.field) }},
	{name: "单元格可读", kind: true, each: true, doc: filing.Words{ZH: "单元格有值可读", EN: "the cell has a value"},
		get: func(c *facts) answer {
			return known(c.app.Values[c.item.field].Fault == filing.NoFault, c.item.field)
		}},
	{name: "只有一列", kind: true, each: true, doc: filing.Words{ZH: "工作表里这个栏目只有一列", EN: "the sheet has one column for the field"},
		get: func(c *facts) answer { return known(!contains(c.app.Twice, c.item.field), c.item.field) }},
	{name: "后缀", kind: "", each: true, doc: filing.Words{ZH: "域名最后一段，如 cn、com、中国", EN: "the domain's last label"},
		get: func(c *facts) answer {
			return answer{value: c.item.domain.TLD(), from: c.item.field, open: quietIf(c.item.domain.Suffix == "")}
		}},
	{name: "带www", kind: false, each: true, doc: filing.Words{ZH: "域名前写了 www.", EN: "the domain has www. before it"},
		get: func(c *facts) answer { return known(c.item.domain.HadWWW, c.item.field) }},
	{name: "重复域名", kind: false, each: true, book: true, doc: filing.Words{ZH: "同一域名在前面已经出现", EN: "the domain stands in the workbook already"},
		get: func(c *facts) answer { return known(c.repeated(), c.item.field) }},
	{name: "别人也用", kind: false, each: true, book: true, doc: filing.Words{ZH: "工作簿里另一位网站负责人用了同一个值", EN: "another site owner of the workbook has the same value"},
		get: func(c *facts) answer { return known(c.shared(), c.item.field) }},
}

func quietIf(open bool) *gap {
	if open {
		return &gap{quiet: true}
	}
	return nil
}

// masked hides what may not be shown of a value.
func masked(f filing.Field, text string) string {
	if f.IsNumber() || f.IsContact() {
		return f.Mask(text)
	}
	return text
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// numeral is how a small number is said before 份.
func numeral(n int) filing.Words {
	words := filing.Words{ZH: strconv.Itoa(n), EN: strconv.Itoa(n)}
	if said := []rune("一两三四五六七八九"); n >= 1 && n <= len(said) {
		words.ZH = string(said[n-1])
	}
	return words
}
