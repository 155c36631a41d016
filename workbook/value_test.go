package workbook

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/xuri/excelize/v2"
)

// styles: 1 built-in date, 2 Chinese built-in, 3 WPS custom, 4 text, 5 0000,
// 6 time, 7 thousands, 8 m月d日, 9 a colour and a text that only look like dates.
const valueStyles = `<numFmts count="5">` +
	`<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>` +
	`<numFmt numFmtId="177" formatCode="0000"/>` +
	`<numFmt numFmtId="178" formatCode="h:mm"/>` +
	`<numFmt numFmtId="179" formatCode="[Red]0&quot;day&quot;_d"/>` +
	`<numFmt numFmtId="180" formatCode="[$-804]yyyy/m/d hh:mm"/></numFmts>` +
	`<cellXfs count="11"><xf/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="176"/><xf numFmtId="49"/><xf numFmtId="177"/>` +
	`<xf numFmtId="178"/><xf numFmtId="3"/><xf numFmtId="58"/><xf numFmtId="179"/><xf numFmtId="180"/></cellXfs>`

// 46349 is 2026-11-23 in the 1900 system.
func TestValues(t *testing.T) {
	const (
		name   = filing.FieldSiteName
		number = filing.FieldSubjectDocNo
		mobile = filing.FieldPrincipalMobile
		long   = filing.FieldSubjectDocExpiry
		day    = filing.FieldDomainExpiry
		phone  = filing.FieldPrincipalPhone
	)
	v := func(text string) filing.Value { return filing.Value{Text: text} }
	num := func(text string) filing.Value { return filing.Value{Text: text, Number: true} }
	for _, c := range []struct {
		name  string
		field filing.Field
		cell  string // attributes and content of <c>
		want  filing.Value
	}{
		{"shared", name, ` t="s"><v>0</v>`, v("共享")},
		{"shared rich", name, ` t="s"><v>1</v>`, v("富文本")},
		{"shared phonetic", name, ` t="s"><v>2</v>`, v("东京")},
		{"shared blank", name, ` t="s"><v>3</v>`, v("")},
		{"inline rich", name, ` t="inlineStr"><is><r><t>甲</t></r><r><rPr/><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is>`, v("甲乙")},
		{"formula text", name, ` t="str"><f>A1</f><v>算出来的</v>`, v("算出来的")},
		{"formula number", number, `><f>1+1</f><v>2</v>`, num("2")},
		{"formula empty text", name, ` t="str"><f>""</f><v></v>`, v("")},
		{"formula without value", name, `><f>A1&amp;"x"</f>`, filing.Value{Fault: filing.FaultFormula}},
		{"formula, value element empty", name, `><f>A1</f><v/>`, filing.Value{Fault: filing.FaultFormula}},
		{"error", name, ` t="e"><f>VLOOKUP(1,A:A,2)</f><v>#N/A</v>`, filing.Value{Typed: "#N/A", Fault: filing.FaultError}},
		{"error as text", name, ` t="inlineStr"><is><t> #ref! </t></is>`, filing.Value{Typed: " #ref! ", Fault: filing.FaultError}},
		{"picture, WPS", filing.FieldPhoto, ` t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>`, filing.Value{Fault: filing.FaultPicture}},
		{"picture, WPS, no formula", filing.FieldPhoto, ` t="str"><v>=DISPIMG("ID_1",1)</v>`, filing.Value{Fault: filing.FaultPicture}},
		{"picture, WPS, no value", filing.FieldPhoto, `><f>DISPIMG("ID_1",1)</f>`, filing.Value{Fault: filing.FaultPicture}},
		{"picture, Excel", filing.FieldPhoto, ` t="e" vm="1"><v>#VALUE!</v>`, filing.Value{Fault: filing.FaultPicture}},
		{"carriage return", filing.FieldDomains, ` t="s"><v>4</v>`, v("a.com\nb.com")},
		{"carriage return in a formula's text", filing.FieldDomains, ` t="str"><f>A1</f><v>a.com_x000D_&#10;b.com</v>`, v("a.com\nb.com")},
		{"CDATA", name, ` t="inlineStr"><is><t><![CDATA[A&B]]></t></is>`, v("A&B")},

		{"18 digits", number, `><v>1.1010519491231E+17</v>`, num("110105194912310000")},
		{"18 digits in full", number, `><v>110105194912310020</v>`, num("110105194912310020")},
		{"mobile", mobile, `><v>13800138000</v>`, num("13800138000")},
		{"mobile, thousands", mobile, ` s="7"><v>13800138000</v>`, num("13800138000")},
		{"exponent", mobile, `><v>1.3800138E10</v>`, num("13800138000")},
		{"decimal", name, `><v>0.30000000000000004</v>`, num("0.3")},
		{"small", name, `><v>1E-3</v>`, num("0.001")},
		{"negative", name, `><v>-12.50</v>`, num("-12.5")},
		{"zero", name, `><v>0</v>`, num("0")},
		{"leading zeros of the format", filing.FieldApplicationID, ` s="5"><v>7</v>`, num("0007")},
		{"digits as text", number, ` s="4" t="inlineStr"><is><t>110105194912310020</t></is>`, v("110105194912310020")},
		{"true", filing.FieldRecordHere, ` t="b"><v>1</v>`, v("是")},
		{"false", filing.FieldWhoisPrivacy, ` t="b"><v>0</v>`, v("关")},
		{"true as text", name, ` t="b"><v>1</v>`, v("TRUE")},

		{"date", day, ` s="1"><v>46349</v>`, num("2026-11-23")},
		{"date, Chinese built-in", day, ` s="2"><v>46349</v>`, num("2026-11-23")},
		{"date, m月d日", day, ` s="8"><v>46349</v>`, num("2026-11-23")},
		{"date, WPS", long, ` s="3"><v>46349</v>`, num("2026-11-23")},
		{"date with a clock", day, ` s="10"><v>46349.999</v>`, num("2026-11-23")},
		{"date, a hair before midnight", day, ` s="1"><v>46348.9999999999</v>`, num("2026-11-23")},
		{"date without format", day, `><v>46349</v>`, filing.Value{Text: "2026-11-23", Typed: "46349", Number: true}},
		{"eight digits", day, `><v>20261123</v>`, num("2026-11-23")},
		{"a year", day, `><v>2026</v>`, num("2026")},
		{"only looks like a date", day, ` s="9"><v>12</v>`, num("12")},
		{"ISO date", day, ` t="d"><v>2026-11-23T00:00:00</v>`, v("2026-11-23")},
		{"date text", day, ` t="inlineStr"><is><t>2026年11月23日</t></is>`, v("2026-11-23")},
		{"date text, slashes", day, ` t="inlineStr"><is><t>2026/1/3</t></is>`, v("2026-01-03")},
		{"date text with a clock", day, ` t="inlineStr"><is><t>2026-11-23 00:00:00</t></is>`, v("2026-11-23")},
		{"no date", day, ` t="inlineStr"><is><t>明年三月</t></is>`, v("明年三月")},
		{"long term", long, ` t="inlineStr"><is><t>永久</t></is>`, v("长期")},
		{"long term in a day field", day, ` t="inlineStr"><is><t>永久</t></is>`, v("永久")},
		{"date in a text field", phone, ` s="3"><v>46349</v>`, num("2026年11月23日")},
		{"date with a clock in a text field", name, ` s="10"><v>46349.5</v>`, num("2026/11/23 12:00")},
		{"bare serial in a text field", name, `><v>46349</v>`, num("46349")},

		{"province", filing.FieldProvince, ` t="inlineStr"><is><t>广西壮族自治区</t></is>`, v("广西")},
		{"document", filing.FieldLegalDocType, ` t="inlineStr"><is><t>身份证</t></is>`, v("居民身份证")},
		{"yes for a seal", filing.FieldHasSeal, ` t="inlineStr"><is><t>是</t></is>`, v("有")},
		{"not in the list", filing.FieldProvince, ` t="inlineStr"><is><t>粤</t></is>`, v("粤")},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := fmt.Sprintf(`<row r="2"><c r="B2"%s</c><c r="C2" t="inlineStr"><is><t>x</t></is></c></row>`, c.cell)
			heads := []string{"网站负责人姓名", c.field.Heading(), "网站备注", "城市", "区县", "字号"}
			m := one(sheetOf(texts(1, heads...) + row))
			m.styles = valueStyles
			m.shared = `<si><t>共享</t></si><si><r><t>富</t></r><r><t>文本</t></r></si><si><t>东京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t/></si><si><t>a.com_x000D_
b.com</t></si>`
			b := read(t, m, Options{})
			c.want.Cell = "B2"
			if got := b.Applications[0].Values[c.field]; got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func Test1904(t *testing.T) {
	m := one(sheetOf(texts(1, append(five[:5:5], "域名到期日")...) + `<row r="2"><c r="F2" s="1"><v>44887</v></c></row>`))
	m.styles, m.props = valueStyles, `date1904="1"`
	if got := read(t, m, Options{}).Applications[0].Text(filing.FieldDomainExpiry); got != "2026-11-23" {
		t.Errorf("got %q", got)
	}
}

// Excel's own writers put the shared strings where they like; excelize looks
// in one place only.
func TestMovedSharedStrings(t *testing.T) {
	m := one(sheetOf(fiveRow(1) + `<row r="2"><c r="A2" t="s"><v>0</v></c></row>`))
	m.shared, m.moved = `<si><t>张三</t></si>`, "strings/one.xml"
	m.extra = map[string]string{"xl/sharedStrings.xml": `<sst ` + nsMain + `><si><t>李四</t></si></sst>`}
	if got := read(t, m, Options{}).Applications[0].Text(filing.FieldSubjectName); got != "张三" {
		t.Errorf("got %q", got)
	}
}

// Rows and cells may leave out where they are, prefix their names, and hold
// comments.
func TestBareXML(t *testing.T) {
	bare := `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>` +
		`<x:row>` + strings.Repeat("%s", 5) + `</x:row><!-- a row --><x:row><x:c/><x:c t="inlineStr"><x:is><x:t>张三</x:t></x:is></x:c></x:row>` +
		`</x:sheetData></x:worksheet>`
	var heads []any
	for _, h := range five {
		heads = append(heads, `<x:c t="inlineStr"><x:is><x:t>`+h+`</x:t></x:is></x:c>`)
	}
	b := read(t, one(fmt.Sprintf(bare, heads...)), Options{})
	if got := b.Applications[0].Values[filing.FieldSubjectDocNo]; got != (filing.Value{Text: "张三", Cell: "B2"}) {
		t.Errorf("got %+v", got)
	}
}

// What excelize writes, this package reads.
func TestWrittenByExcelize(t *testing.T) {
	f := excelize.NewFile()
	for i, h := range append(five[:5:5], "域名到期日", "境外注册商") {
		cell, _ := excelize.CoordinatesToCellName(i+1, 1)
		if err := f.SetCellStr("Sheet1", cell, h); err != nil {
			t.Fatal(err)
		}
	}
	for cell, v := range map[string]any{"A2": "张三", "B2": 110105194912310020, "C2": 13800138000, "F2": time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC), "G2": true} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	b, err := Read("a.xlsx", buf.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	app := b.Applications[0]
	for field, want := range map[filing.Field]string{
		filing.FieldSubjectName: "张三", filing.FieldSubjectDocNo: "110105194912310020", filing.FieldPrincipalMobile: "13800138000",
		filing.FieldDomainExpiry: "2026-11-23", filing.FieldRegistrarOverseas: "是",
	} {
		if got := app.Text(field); got != want {
			t.Errorf("%s = %q, want %q", field, got, want)
		}
	}
	if !app.Values[filing.FieldSubjectDocNo].Number {
		t.Error("a number was read as text")
	}
}
