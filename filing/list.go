package filing

// The kinds of subject that rules speak of by name.
const (
	KindCompany     = "企业"
	KindSoleTrader  = "个体工商户"
	KindPerson      = "个人"
	KindGovernment  = "政府机关"
	KindInstitution = "事业单位"
)

// SubjectKinds are the values of 主办单位性质 in the national system.
var SubjectKinds = []string{KindCompany, KindSoleTrader, KindPerson, KindGovernment, KindInstitution,
	"社会团体", "军队", "民办非企业单位", "基金会", "律师执业机构", "外国在华文化中心", "群众性团体组织",
	"司法鉴定机构", "宗教团体", "境外机构", "医疗机构", "公证机构", "集体经济", "仲裁机构"}

// Contents are the 24 values of 网站服务内容 in the national system.
var Contents = []string{"即时通信", "搜索引擎", "综合门户", "网上邮局", "网络新闻", "博客/个人空间",
	"网络广告/信息", "单位门户网站", "网络购物", "网上支付", "网上银行", "网上炒股/股票基金", "网络游戏",
	"网络音乐", "网络影视", "网络图片", "网络软件/下载", "网上求职", "网上交友/婚介", "网上房产",
	"网络教育", "网站建设", "WAP", "其他"}

// Languages are the 17 values of 网站语言 in the national system.
var Languages = []string{"中文简体", "中文繁体", "维吾尔语", "哈萨克语", "柯尔克孜语", "蒙古语", "藏语", "壮语",
	"朝鲜语", "彝文", "苗语", "英语", "日语", "法语", "俄罗斯语", "西班牙语", "阿拉伯语"}

// AccessModes are the values of 接入方式.
var AccessModes = []string{"专线", "主机托管", "虚拟主机", "云接入", "其他"}

// ApprovalKinds are the values of 前置审批类别.
var ApprovalKinds = []string{"新闻", "出版", "教育", "医疗保健", "药品和医疗器械", "文化", "广播电影电视节目",
	"电子公告服务", "金融", "其他"}

// ResidencePermits are the values of 居住证明.
var ResidencePermits = []string{"无", "暂住证", "居住证", "社保证明"}

var (
	yesNo           = []string{"是", "否"}
	haveNot         = []string{"有", "无"}
	onOff           = []string{"开", "关"}
	filingTypeWords = []string{string(NewFiling), string(NewSite), string(NewAccess), string(ChangeFiling)}
)
