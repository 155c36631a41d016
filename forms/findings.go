package forms

import (
	"fmt"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// findings turns the problems met while laying out a paper into findings at
// the cells that the words came from, one for each field and character.
func (p *Packet) findings(paper string, document *pdf.Document) []filing.Finding {
	type fault struct {
		from string
		r    rune
	}
	var findings []filing.Finding
	seen := map[fault]bool{}
	for _, sheet := range document.Pages {
		for _, layer := range []*pdf.Layer{&sheet.Form, &sheet.Values} {
			for _, problem := range layer.Problems {
				for _, from := range p.sources(problem) {
					problem.From = from
					if key := (fault{from, problem.Rune}); !seen[key] {
						seen[key] = true
						findings = append(findings, p.finding(paper, problem))
					}
				}
			}
		}
	}
	return findings
}

// sources are the fields that a problem's words came from. A sentence may quote
// several: they are those that have the missing character, quoted whole, or else
// anyhow. There is none ("") where the provider's settings brought it.
func (p *Packet) sources(problem pdf.Problem) []string {
	if problem.From != "" || problem.Rune == 0 {
		return []string{problem.From}
	}
	var whole, some []string
	for _, f := range filing.Fields() {
		text := p.Application.Text(f)
		if !strings.ContainsRune(text, problem.Rune) {
			continue
		}
		if some = append(some, f.Key()); strings.Contains(problem.Words, text) {
			whole = append(whole, f.Key())
		}
	}
	switch {
	case whole != nil:
		return whole
	case some != nil:
		return some
	}
	return []string{""}
}

func (p *Packet) finding(paper string, problem pdf.Problem) filing.Finding {
	field, _ := filing.FieldByKey(problem.From)
	f := filing.Finding{Level: filing.Error, Field: field, Place: p.Application.Place}
	if field != filing.NoField {
		f.Place = p.Application.At(field)
		f.Value = p.Application.Text(field)
		if field.IsNumber() {
			f.Value = filing.Mask(f.Value)
		}
	}
	name := field.Heading()
	nameEN := field.Key()
	if field == filing.NoField {
		name, nameEN = "接入服务单位的设置（icpgen.yaml）", "the profile icpgen.yaml"
	}
	if problem.Rune != 0 {
		f.Rule = "D-15"
		f.Message = filing.Words{
			ZH: fmt.Sprintf("%s中的“%c”（U+%04X）没有可用的字形，无法打印", name, problem.Rune, problem.Rune),
			EN: fmt.Sprintf("no embedded typeface has the character %q (U+%04X) in %s", problem.Rune, problem.Rune, nameEN),
		}
		f.Remedy = filing.Words{
			ZH: "核对证件上的字，换成证件所印的标准汉字；表情符号和特殊符号请删去",
			EN: "check the character against the document and type the standard one; remove emoji and special symbols",
		}
		if field == filing.NoField {
			f.Remedy = filing.Words{ZH: "在 icpgen.yaml 里换成常用的字；表情符号和特殊符号请删去", EN: "write another character in icpgen.yaml; remove emoji and special symbols"}
		}
		f.Source = filing.Words{ZH: "材料不得缺字、不得涂改", EN: "papers may not lack a character nor be corrected by hand"}
		return f
	}
	f.Rule = "M-17"
	f.Message = filing.Words{
		ZH: fmt.Sprintf("%s过长，按不小于 7 磅的字号在%s上放不下", name, paper),
		EN: fmt.Sprintf("%s is too long to be set legibly (7 pt or more) on the paper %s", nameEN, paper),
	}
	f.Remedy = filing.Words{ZH: "缩短此项", EN: "shorten it"}
	if field == filing.FieldDomains {
		f.Remedy = filing.Words{ZH: "域名分成几个网站（几行）填写", EN: "file the domains as several sites (rows)"}
	}
	f.Source = filing.Words{ZH: "材料须完整、清晰可辨", EN: "papers have to be complete and legible"}
	if paper == filing.VerificationForm {
		f.Source = filing.Words{ZH: "核验单必须打印在一张 A4 纸上", EN: "the verification form has to be printed on one A4 sheet"}
	}
	return f
}
