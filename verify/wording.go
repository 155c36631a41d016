package verify

import "github.com/icpgen/icpgen/filing"

// The wording that the papers must bear, typed from the ministry's form of 2010
// and the notices of the provinces, not taken from what draws the papers.
// Spaces and the boxes before the words are left out.

// titles are what stands largest on a paper's first page.
var titles = map[string]string{
	filing.VerificationForm:    "网站备案信息真实性核验单",
	filing.AcceptanceForm:      "ICP备案信息登记/变更受理单",
	filing.AuthorizationLetter: "授权书",
	filing.Checklist:           "网站备案材料清单",
}

// notesTitle heads the only second page that a 核验单 may have.
const notesTitle = "《网站备案信息真实性核验单》填写说明"

const (
	providerPledge = "本单位（接入服务单位）已仔细阅读“《网站备案信息真实性核验单》填写说明”，对说明内容已全部知晓并充分了解，" +
		"愿意遵守全部内容。承诺已对《网站备案信息真实性核验单》“网站备案信息核验内容”中包含的网站主办者提交主体信息、联系方式、" +
		"网站信息，本单位报备的接入信息进行逐项核验；承诺以上核验记录真实有效。"
	ownerPledge = "本人（本单位）已履行网站备案信息当面核验手续，承认以上填写信息和核验记录真实有效，承诺上述备案信息一旦发生变更，" +
		"将及时进行更新，并愿意承担因网站备案信息不准确或更新不及时而采取的停止网站接入服务、注销备案等相应处理措施。"
	// handPledge is copied by hand in 广东: 142 characters.
	handPledge = "本人已履行网站备案信息当面核验手续，承认网站备案信息和核验记录真实有效，承诺本网站是个人网站，未含企业、单位等" +
		"非个人网站的信息，承诺网站备案信息一旦发生变更，将及时进行更新，填报虚假备案信息、未履行备案变更手续、超出备案项目提供服务的，" +
		"愿承担关闭网站并注销备案（列黑名单）等相应处理。"
	pledgeHeading = "手抄承诺书"
)

// pledgeMarks are words of the handPledge that stand nowhere else on the form.
var pledgeMarks = []string{"本人已履行", "承诺本网站是个人", "未含企业", "填报虚假备案", "超出备案项目", "列黑名单"}

// The labels beside which a person writes, stamps or presses a finger.
const (
	verifierSigns  = "核验人签字："
	ownerSigns     = "网站负责人签字："
	providerSeals  = "单位盖章（接入服务单位）："
	sealMark       = "（加盖公章）"
	fingerMark     = "（按手印）"
	dateLabel      = "日期："
	unitLabel      = "单位"
	personLabel    = "个人"
	subjectSeals   = "主办者（单位盖章）："
	subjectSigns   = "主办者（签字）："
	acceptorSeals  = "接入服务单位（盖章）："
	acceptorSigns  = "经办人："
	grantorSeals   = "授权单位（公章）："
	granteeSigns   = "被授权人（签字）："
	legalSigns     = "法定代表人（签字）："
	traderSigns    = "经营者（签字）："
	copyModelBelow = "下文" // the heading of the squares announces a model
)

// verificationWording are the lines of the 核验单 with the boxes in them.
var verificationWording = []struct {
	words string
	boxes int
}{
	{"网站主办者基本信息：（网站主办者填写）", 0},
	{unitLabel + personLabel, 2},
	{"网站备案信息核验内容：（接入服务单位填写）", 0},
	{"一、主体信息核验内容：", 0},
	{"核验网站主办者、网站负责人证件资质（网站类型为“个人”时只需核验个人证件资质，请在核验的对应证件下打“√”）", 0},
	{"单位证件资质：组织机构代码证书工商营业执照事业法人证书社团法人证书军队代号其他", 6},
	{"个人证件资质：身份证户口簿军官证港澳台胞证护照其他", 6},
	{"网站主办者、网站负责人证件号码报备信息是否正确是否", 2},
	{"是否留存网站主办者、网站负责人证件复印件是否", 2},
	{"是否当面采集并留存网站负责人照片是否", 2},
	{"二、联系方式核验内容：", 0},
	{"网站负责人手机号码报备信息是否正确是否", 2},
	{"网站负责人座机号码报备信息是否正确（网站类型为“个人”时选填）是否", 2},
	{"网站负责人电子邮箱报备信息是否正确是否", 2},
	{"网站负责人通信地址报备信息是否正确是否", 2},
	{"三、网站信息核验内容：", 0},
	{"网站名称报备信息是否规范是否", 2}, {"域名报备信息是否正确是否", 2},
	{"网站服务内容/项目报备信息是否正确是否", 2},
	{"是否有前置审批或专项审批文件（如有前置审批或专项审批文件，请在核验文件内容的对应类别下打“√”）是否", 2},
	{"新闻出版教育医疗保健药品和医疗器械文化广播电视节目电子公告服务其他", 9},
	{"四、接入信息报备内容：", 0},
	{"本单位是否正确报备接入信息（包括“接入服务提供者名称”、“接入方式”、“服务器放置地点”、“网站IP地址”）是否", 2},
	{"五、是否留存网站备案信息书面文档是否", 2},
	{"网站备案信息核验承诺：（接入服务单位、网站主办者签署）", 0},
	{providerPledge, 0}, {verifierSigns, 0}, {providerSeals, 0},
	{ownerPledge, 0}, {ownerSigns, 0},
}

// verificationLabels stand alone on the 核验单.
var verificationLabels = []label{{"网站主办者名称", 1}, {"网站类型", 1}, {"网站域名", 1}, {dateLabel, 2}}

// verificationBoxes is how many boxes the 核验单 has.
func verificationBoxes() (n int) {
	for _, line := range verificationWording {
		n += line.boxes
	}
	return n
}

// label is a label and how often it must stand there at least.
type label struct {
	words string
	times int
}

var acceptanceLabels = []label{
	{"主办单位", 3}, {"主体负责人", 1}, {"网站负责人", 2},
	{"受理编号", 1}, {"受理人", 1}, {"受理日期", 1},
	{"业务类型", 1}, {"主体备案号", 1}, {"网站备案号", 1},
	{"主办单位名称", 1}, {"主办单位性质", 1}, {"证件类型", 3}, {"证件号码", 3}, {"证件有效期至", 1}, {"投资者或主管单位", 1},
	{"证件住所", 1}, {"所在地", 1}, {"通信地址", 1},
	{"姓名", 2}, {"手机", 2}, {"办公电话", 2}, {"电子邮箱", 2}, {"应急联系人", 1}, {"应急联系电话", 1},
	{"网站名称", 1}, {"首页网址", 1}, {"网站域名", 1}, {"服务内容", 1}, {"网站语言", 1},
	{"前置审批类别", 1}, {"前置审批文号", 1}, {"备注", 1},
	{"接入服务提供者", 1}, {"接入方式", 1}, {"服务器放置地", 1}, {"网站IP地址", 1},
	{ownerSigns, 1}, {acceptorSeals, 1}, {acceptorSigns, 1},
}

var letterLabels = []label{{grantorSeals, 1}, {granteeSigns, 1}, {dateLabel, 1}}

// dates is how many dates are left to the pen on a paper.
var dates = map[string]int{
	filing.VerificationForm:    2,
	filing.AcceptanceForm:      2,
	filing.AuthorizationLetter: 1,
}
