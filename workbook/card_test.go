package workbook

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

const cardRows = 9

func cardSheet() string {
	return sheetOf(
		texts(1, "网站备案信息表")+
			texts(2, "主办单位")+
			texts(3, "主办单位名称*", "甲公司", "主办单位性质：", "企业")+
			texts(4, "通信地址", "深圳市南山区一号", "", "", "写到门牌号")+
			texts(5, "法定代表人")+
			texts(6, "姓名", "张三", "证件类型", "身份证")+
			texts(7, "证件号码", "11010519491231002X", "内部编号", "N-7")+
			texts(8, "网站", "网站名称", "甲网")+
			texts(cardRows, "", "网站域名", "", "备注"),
		`<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:D2"/><mergeCell ref="B4:D4"/><mergeCell ref="A5:D5"/><mergeCell ref="A8:A9"/></mergeCells>`)
}

func TestCard(t *testing.T) {
	b := read(t, one(cardSheet()), Options{})
	if len(b.Applications) != 1 || b.Sheets[0].Layout != Card {
		t.Fatalf("%+v", b)
	}
	app := b.Applications[0]
	if app.ID != "0003" || app.Place.Row != 3 {
		t.Errorf("id %s, row %d", app.ID, app.Place.Row)
	}
	for f, want := range map[filing.Field]string{
		filing.FieldSubjectName: "甲公司 B3", filing.FieldSubjectKind: "企业 D3", filing.FieldAddress: "深圳市南山区一号 B4",
		filing.FieldLegalName: "张三 B6", filing.FieldLegalDocType: "居民身份证 D6", filing.FieldLegalDocNo: "11010519491231002X B7",
		filing.FieldSiteName: "甲网 C8", filing.FieldDomains: " C9", filing.FieldRemark: " E9",
		filing.FieldSubjectDocNo: " ", filing.FieldSubjectDocType: " ",
	} {
		if got := app.Text(f) + " " + app.Values[f].Cell; got != want {
			t.Errorf("%s: %q, want %q", f, got, want)
		}
	}
	if len(b.Findings) != 1 || b.Findings[0].Rule != "D-14" || b.Findings[0].Place.Cell != "C7" {
		t.Errorf("findings %+v", b.Findings)
	}
	for why, want := range map[Reason]int{IsTitle: 3, Remark: 2, UnknownColumn: 1, IsHeading: 10} {
		if got := left(b, why); got != want {
			t.Errorf("%s: %d cells, want %d", why.Words().ZH, got, want)
		}
	}
}

func TestCardTwice(t *testing.T) {
	b := read(t, one(sheetOf(
		texts(1, "主办单位名称", "甲")+texts(2, "网站名称", "甲网")+texts(3, "网站域名", "example.com")+
			texts(4, "城市", "深圳")+texts(5, "区县", "南山")+texts(6, "公司名称", "乙"))), Options{})
	if len(b.Findings) != 1 || b.Findings[0].Rule != "D-21" || b.Findings[0].Place.Cell != "A6" {
		t.Fatalf("findings %+v", b.Findings)
	}
	if app := b.Applications[0]; fmt.Sprint(app.Twice) != "[主办单位名称]" || app.Text(filing.FieldSubjectName) != "甲" {
		t.Errorf("%v %q", app.Twice, app.Text(filing.FieldSubjectName))
	}
}

// A value may read like a heading.
func TestCardValuesLikeHeadings(t *testing.T) {
	b := read(t, one(sheetOf(
		texts(1, "变更内容", "法定代表人", "居住证明", "居住证")+texts(2, "网站名称", "网站名称")+texts(3, "网站域名", "域名")+
			texts(4, "城市", "市")+texts(5, "区县", "县"))), Options{})
	app := b.Applications[0]
	for f, want := range map[filing.Field]string{
		filing.FieldChangeNote: "法定代表人", filing.FieldResidencePermit: "居住证", filing.FieldSiteName: "网站名称",
		filing.FieldDomains: "域名", filing.FieldCity: "市", filing.FieldCounty: "县",
	} {
		if got := app.Text(f); got != want {
			t.Errorf("%s = %q, want %q", f, got, want)
		}
	}
	if len(b.Findings) != 0 {
		t.Errorf("findings %+v", b.Findings)
	}
}

func TestCardUntouched(t *testing.T) {
	rows := ""
	for i, h := range five {
		rows += texts(i+1, h)
	}
	if b := read(t, one(sheetOf(rows)), Options{}); len(b.Applications) != 0 || b.Sheets[0].Layout != Card {
		t.Errorf("%+v", b)
	}
}

func TestCardHiddenRow(t *testing.T) {
	m := one(strings.Replace(cardSheet(), `<row r="6"`, `<row r="6" hidden="1"`, 1))
	_, err := Read("a.xlsx", m.bytes(), Options{})
	var hidden *HiddenRows
	if !errors.As(err, &hidden) || fmt.Sprint(hidden.Sheets) != "[{备案信息 [6]}]" {
		t.Fatalf("err = %v", err)
	}
	if app := read(t, m, Options{Hidden: HiddenSkip}).Applications[0]; app.Text(filing.FieldLegalName) != "" || app.Text(filing.FieldSubjectName) != "甲公司" {
		t.Errorf("skip: %q", app.Text(filing.FieldLegalName))
	}
	if app := read(t, m, Options{Hidden: HiddenInclude}).Applications[0]; app.Text(filing.FieldLegalName) != "张三" {
		t.Errorf("include: %q", app.Text(filing.FieldLegalName))
	}
}

// A second applicant beside the first is not lost without a word; hints are
// nothing to warn of.
func TestCardOfTwo(t *testing.T) {
	card := func(third ...string) made {
		rows := ""
		for i, r := range [][]string{{"主办单位名称", "甲"}, {"省份", "广东"}, {"主办单位证件号码", "11010519491231002X"},
			{"主体负责人手机", "13800138000"}, {"主体负责人邮箱", "a@example.com"}, {"网站名称", "甲网"}} {
			rows += texts(i+1, append(r, third[i])...)
		}
		return one(sheetOf(rows))
	}
	b := read(t, card("乙", "江西省", "110101199003071233", "13900139000", "", "乙网"), Options{})
	if len(b.Findings) != 1 || b.Findings[0].Rule != "D-14" || b.Findings[0].Place.Cell != "C2" {
		t.Errorf("findings %+v", b.Findings)
	}
	b = read(t, card("与执照一致", "写全称", "18 位", "如 13800138000", "例：a@example.com", "不超过 20 字"), Options{})
	if len(b.Findings) != 0 || left(b, Remark) != 6 {
		t.Errorf("hints: %+v", b.Findings)
	}
}

func TestCardAndTable(t *testing.T) {
	m := made{sheets: []madeSheet{
		{"卡", "", cardSheet()},
		{"表", "", sheetOf(fiveRow(1) + texts(2, "乙公司"))},
	}}
	b := read(t, m, Options{})
	if len(b.Applications) != 2 || b.Sheets[0].Layout != Card || b.Sheets[1].Layout != Table || b.Sheets[1].Applications != 1 {
		t.Errorf("%+v", b.Sheets)
	}
}
