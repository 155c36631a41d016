package forms

import (
	_ "embed" // the letter's default wording
	"fmt"
	"sort"
	"strings"
	"text/template"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
)

//go:embed text/letter.tmpl
var defaultLetter string

var defaultLetterTemplate = template.Must(parseLetter(defaultLetter))

func parseLetter(text string) (*template.Template, error) {
	return template.New("letter").Option("missingkey=error").Parse(text)
}

// letterField is a word that the letter's template may use, {{.单位名称}}, and
// the value that it stands for.
type letterField struct {
	word  string
	entry filing.Entry
	free  bool // the letter may do without it
}

func (p *Packet) letterFields() []letterField {
	a := p.Application
	subject, legal, owner, site := a.Subject(), a.Legal(), a.SiteOwner(), a.Site()
	bureau := p.Profile.Bureau
	if bureau == "" {
		if province, ok := filing.ParseProvince(subject.Province.Text); ok {
			bureau = province.Bureau()
		}
	}
	return []letterField{
		{word: "主管部门", entry: filing.Entry{Text: bureau}},
		{word: "单位名称", entry: subject.Name},
		{word: "单位证件类型", entry: subject.DocType, free: true},
		{word: "单位证件号码", entry: subject.DocNo, free: true},
		{word: "代表人称谓", entry: filing.Entry{Text: p.representative()}, free: true},
		{word: "法定代表人", entry: legal.Name},
		{word: "法定代表人证件类型", entry: legal.DocType},
		{word: "法定代表人证件号码", entry: legal.DocNo},
		{word: "被授权人", entry: owner.Name},
		{word: "被授权人证件类型", entry: owner.DocType},
		{word: "被授权人证件号码", entry: owner.DocNo},
		{word: "被授权人手机", entry: owner.Mobile},
		{word: "网站名称", entry: site.Name},
		{word: "网站域名", entry: filing.Entry{Text: strings.Join(texts(site.Domains), "；"), Field: filing.FieldDomains}},
		{word: "接入服务单位", entry: filing.Entry{Text: p.Profile.Provider}, free: true},
	}
}

// representative is what the one is called who stands for the unit.
func (p *Packet) representative() string {
	if p.Application.Text(filing.FieldSubjectKind) == filing.KindSoleTrader {
		return "经营者"
	}
	return "法定代表人"
}

func letterWords(fields []letterField) map[string]string {
	words := make(map[string]string, len(fields))
	for _, f := range fields {
		words[f.word] = f.entry.Text
	}
	return words
}

// BadLetter is a wording of the 授权书 that cannot become a good letter.
type BadLetter struct {
	words filing.Words
	cause error
}

// Words says it in both languages.
func (e *BadLetter) Words() filing.Words { return e.words }

func (e *BadLetter) Error() string { return e.words.ZH }

// Unwrap is the technical cause, nil where there is none.
func (e *BadLetter) Unwrap() error { return e.cause }

// CheckLetter refuses with a [BadLetter] a profile whose 授权书 is a template that
// does not parse, uses a word that does not exist, or leaves out something that
// the letter must hold.
func CheckLetter(p profile.Profile) error {
	if p.Letter == "" {
		return nil
	}
	t, err := parseLetter(p.Letter)
	if err != nil {
		return &BadLetter{filing.Words{ZH: "letter: 授权书模板有语法错误：" + filing.Escape(err.Error()), EN: "letter: the template does not parse: " + filing.Escape(err.Error())}, err}
	}
	packet := Packet{Application: &filing.Application{}, Verdict: &filing.Verdict{}, Profile: p}
	fields := packet.letterFields()
	var known []string
	for i := range fields {
		known = append(known, fields[i].word)
		fields[i].entry.Text = fmt.Sprintf("\x00%d\x00", i)
	}
	var b strings.Builder
	if err := t.Execute(&b, letterWords(fields)); err != nil {
		sort.Strings(known)
		why := filing.Escape(err.Error())
		if _, key, ok := strings.Cut(err.Error(), "no entry for key "); ok {
			why = filing.Escape(key)
		}
		all := strings.Join(known, " ")
		return &BadLetter{filing.Words{ZH: "letter: 授权书模板用了没有的字段 " + why + "；可用：" + all, EN: "letter: the template uses a field that there is not, " + why + "; there are: " + all}, err}
	}
	var missing []string
	for _, f := range fields {
		if !f.free && !strings.Contains(b.String(), f.entry.Text) {
			missing = append(missing, "{{."+f.word+"}}")
		}
	}
	if len(missing) > 0 {
		all := strings.Join(missing, " ")
		return &BadLetter{filing.Words{ZH: "letter: 授权书模板缺少必须写明的内容：" + all, EN: "letter: the template leaves out what the letter must hold: " + all}, nil}
	}
	return nil
}

// authorizationLetter draws the 授权书 by which a unit makes somebody else than
// its legal representative the 网站负责人.
func (p *Packet) authorizationLetter() *pdf.Document {
	document := p.paper("授权书")
	sheet := page(document)
	form, values := &sheet.Form, &sheet.Values

	form.TextCentred(pdf.A4Width/2, 38, hei(22), "授　权　书", "")

	const left, top, width = 26.0, 52.0, 158.0
	const signTop = 196.0
	fields := p.letterFields()
	body := p.letterBody(fields)
	// The body gives way in steps; below 8 pt it is a fault, not a letter.
	style, leading := song(12), 8.4
	for _, step := range []struct{ points, leading float64 }{{12, 8.4}, {12, 7.8}, {12, 7.2}, {11, 6.6}, {10.5, 6}, {10, 5.4}, {9, 4.7}, {8, 4.1}} {
		style, leading = song(step.points), step.leading
		if bodyHeight(body, style, leading, width) <= signTop-4-top {
			break
		}
	}
	if bodyHeight(body, style, leading, width) > signTop-4-top {
		values.Lacks(pdf.Problem{From: filing.FieldDomains.Key(), Words: p.Application.Text(filing.FieldDomains)})
		body = nil
	}
	y := top
	for _, paragraph := range body {
		words, indent := indented(paragraph, style)
		y += values.Paragraph(left, y, width, style, pdf.Setting{Leading: leading, Indent: indent, Justify: true}, words, "")
	}
	values.Problems = fieldProblems(values.Problems, fields)

	label := song(12)
	const signLeft = 80.0 // signatures stand to the right, as in a letter
	row := func(y float64, words, place string) {
		form.Text(signLeft, label.Baseline(y+3, 9), label, words, "")
		form.Blank(place, signLeft+label.Width(words), y, signatureWidth, signatureHeight)
	}
	form.Text(signLeft, label.Baseline(signTop+15, 9), label, "授权单位（公章）：", "")
	form.Blank("授权单位盖章", signLeft+label.Width("授权单位（公章）："), signTop, sealSide, sealSide)
	row(signTop+46, p.representative()+"（签字）：", "签字")
	row(signTop+60, "被授权人（签字）：", "签字")
	drawDate(form, signLeft, signTop+76, 9, label, "日　　期：")
	return document
}

// letterBody is the letter's text, one paragraph a line.
func (p *Packet) letterBody(fields []letterField) []string {
	t := defaultLetterTemplate
	if p.Profile.Letter != "" {
		if own, err := parseLetter(p.Profile.Letter); err == nil { // CheckLetter has refused the others
			t = own
		}
	}
	var b strings.Builder
	if err := t.Execute(&b, letterWords(fields)); err != nil {
		return nil
	}
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

// indented takes the full-width spaces that begin a paragraph as its indent.
func indented(paragraph string, style pdf.Style) (words string, indent float64) {
	words = strings.TrimLeft(paragraph, "　")
	return words, float64((len(paragraph)-len(words))/len("　")) * style.Em()
}

func bodyHeight(body []string, style pdf.Style, leading, width float64) float64 {
	height := 0.0
	for _, paragraph := range body {
		words, indent := indented(paragraph, style)
		height += float64(max(1, style.Lines(words, width, indent))) * leading
	}
	return height
}

// fieldProblems names the field in which a missing character stands, since a
// paragraph of the letter mixes several.
func fieldProblems(problems []pdf.Problem, fields []letterField) []pdf.Problem {
	var named []pdf.Problem
	for _, problem := range problems {
		if problem.From != "" || problem.Rune == 0 {
			named = append(named, problem)
			continue
		}
		found := false
		for _, f := range fields {
			if f.entry.Field != filing.NoField && strings.ContainsRune(f.entry.Text, problem.Rune) && !fonts.Song.Has(problem.Rune) {
				named = append(named, pdf.Problem{From: f.entry.Field.Key(), Words: f.entry.Text, Rune: problem.Rune})
				found = true
			}
		}
		if !found {
			named = append(named, problem)
		}
	}
	return named
}
