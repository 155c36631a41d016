package forms

// The wording of the 网站备案信息真实性核验单 is fixed by the ministry's form of 2010.

const verificationTitle = "网站备案信息真实性核验单"

const providerPledge = "本单位（接入服务单位）已仔细阅读“《网站备案信息真实性核验单》填写说明”，对说明内容已全部知晓并充分了解，愿意遵守全部内容。" +
	"承诺已对《网站备案信息真实性核验单》“网站备案信息核验内容”中包含的网站主办者提交主体信息、联系方式、网站信息，本单位报备的接入信息进行逐项核验；" +
	"承诺以上核验记录真实有效。"

const ownerPledge = "本人（本单位）已履行网站备案信息当面核验手续，承认以上填写信息和核验记录真实有效，承诺上述备案信息一旦发生变更，将及时进行更新，" +
	"并愿意承担因网站备案信息不准确或更新不及时而采取的停止网站接入服务、注销备案等相应处理措施。"

// HandwrittenPledge is what a person in 广东 copies by hand at the bottom of the
// 核验单 (广东通管局 2).
const HandwrittenPledge = "本人已履行网站备案信息当面核验手续，承认网站备案信息和核验记录真实有效，承诺本网站是个人网站，未含企业、单位等非个人网站的信息，" +
	"承诺网站备案信息一旦发生变更，将及时进行更新，填报虚假备案信息、未履行备案变更手续、超出备案项目提供服务的，愿承担关闭网站并注销备案（列黑名单）等相应处理。"

type rowKind uint8

const (
	plainRow   rowKind = iota // wording, and boxes at the row's end
	sectionRow                // 一、…
	tickRow                   // a line of boxes, in small type
	splitRow                  // two questions side by side
)

type verificationRow struct {
	kind        rowKind
	words, note string // the note follows in smaller type
	boxes       string
	words2      string // the right half of a splitRow
	dotted      bool   // ruled off from the row above by a dotted line
}

const yesOrNo = "□是　□否"

// verificationRows are rows 5 to 24; the provider's verifier ticks them, so
// every box is printed empty.
var verificationRows = []verificationRow{
	{kind: sectionRow, words: "一、主体信息核验内容："},
	{words: "核验网站主办者、网站负责人证件资质", note: "（网站类型为“个人”时只需核验个人证件资质，请在核验的对应证件下打“√”）"},
	{kind: tickRow, words: "单位证件资质：", boxes: "□组织机构代码证书　□工商营业执照　□事业法人证书　□社团法人证书　□军队代号　□其他"},
	{kind: tickRow, words: "个人证件资质：", boxes: "□身份证　□户口簿　□军官证　□港澳台胞证　□护照　□其他", dotted: true},
	{words: "网站主办者、网站负责人证件号码报备信息是否正确", boxes: yesOrNo},
	{words: "是否留存网站主办者、网站负责人证件复印件", boxes: yesOrNo},
	{words: "是否当面采集并留存网站负责人照片", boxes: yesOrNo},
	{kind: sectionRow, words: "二、联系方式核验内容："},
	{words: "网站负责人手机号码报备信息是否正确", boxes: yesOrNo},
	{words: "网站负责人座机号码报备信息是否正确", note: "（网站类型为“个人”时选填）", boxes: yesOrNo},
	{words: "网站负责人电子邮箱报备信息是否正确", boxes: yesOrNo},
	{words: "网站负责人通信地址报备信息是否正确", boxes: yesOrNo},
	{kind: sectionRow, words: "三、网站信息核验内容："},
	{kind: splitRow, words: "网站名称报备信息是否规范", words2: "域名报备信息是否正确", boxes: yesOrNo},
	{words: "网站服务内容/项目报备信息是否正确", boxes: yesOrNo},
	{words: "是否有前置审批或专项审批文件", note: "（如有前置审批或专项审批文件，请在核验文件内容的对应类别下打“√”）", boxes: yesOrNo},
	{kind: tickRow, boxes: "□新闻　□出版　□教育　□医疗保健　□药品和医疗器械　□文化　□广播电视节目　□电子公告服务　□其他"},
	{kind: sectionRow, words: "四、接入信息报备内容："},
	{words: "本单位是否正确报备接入信息", note: "（包括“接入服务提供者名称”、“接入方式”、“服务器放置地点”、“网站IP地址”）", boxes: yesOrNo},
	{kind: sectionRow, words: "五、是否留存网站备案信息书面文档", boxes: yesOrNo},
}
