package forms

import "github.com/icpgen/icpgen/pdf"

// notes says in our own words who fills what on the 核验单.
var notes = []string{
	"“网站主办者基本信息”由网站主办者填写。名称与证件所载完全一致；网站类型按证件选单位或个人，只选一项；域名填写在注册商处注册的域名本身，不带 www，多个域名之间用分号隔开。",
	"“网站备案信息核验内容”由接入服务单位的核验人填写，网站主办者不得代填。核验人当面核对原件，逐项在“是”或“否”前的方框内打“√”。",
	"主体信息：核验人核对证件原件，在对应的证件前打“√”，并留存证件复印件和当面拍摄的网站负责人照片。网站类型为“个人”的，只核验个人证件。",
	"联系方式：核验人应当实际拨打网站负责人的手机和座机，并核实电子邮箱和通信地址。网站类型为“个人”的，座机选填。",
	"网站信息：网站名称应当规范并与主办者的身份相符，域名应当在有效期内且归主办者使用，服务内容与网站实际内容一致；涉及前置审批或专项审批的，核对批准文件并勾选类别。",
	"接入信息由接入服务单位如实报备，包括接入服务提供者名称、接入方式、服务器放置地点和网站 IP 地址。",
	"“网站备案信息核验承诺”由核验人和网站负责人分别亲笔签字，不得打印、代签或涂改；日期留空，网站主办者不填。接入服务单位加盖公章；网站类型为“单位”的，网站主办者在签字处加盖公章。",
	"本单只用一张 A4 纸打印，不得分页；签署后的份数见《材料清单》，由接入服务单位和备案管理部门存查。",
}

func drawNotes(sheet *pdf.Page) {
	form := &sheet.Form
	title, text := hei(15), song(11)
	form.TextCentred(pdf.A4Width/2, 32, title, "《网站备案信息真实性核验单》填写说明", "")
	const leading, number = 7.2, 9.0
	y := 44.0
	for i, note := range notes {
		form.Text(tableLeft+4, text.Baseline(y, leading), text, ordinals[i]+"、", "")
		y += form.Paragraph(tableLeft+4+number, y, tableWidth-8-number, text, pdf.Setting{Leading: leading, Justify: true}, note, "") + 2.5
	}
}

var ordinals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
