package workbook

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

func TestTable(t *testing.T) {
	b := read(t, one(sheetOf(
		texts(1, "网站备案信息汇总表")+
			texts(3, "序号", "主办单位名称 * ", "主办单位&#10;证件号码（18 位）", "主体负责人手机：", "SITE_NAME", "域　名")+
			texts(4, "A-1", " 张　三 ", "１１０１０５１９４９１２３１００２Ｘ", "138 0013 8000", "三的　摄影", "example.com；example.cn")+
			texts(7, "", "李四", "", "", "四的博客", "example.org"))), Options{})
	if len(b.Applications) != 2 || b.Sheets[0].Layout != Table || b.Sheets[0].Headings != 3 {
		t.Fatalf("%d applications, sheet %+v", len(b.Applications), b.Sheets[0])
	}
	first, second := b.Applications[0], b.Applications[1]
	if first.ID != "A-1" || second.ID != "0007" {
		t.Errorf("ids %q, %q", first.ID, second.ID)
	}
	if want := (filing.Place{Workbook: "表.xlsx", Sheet: "备案信息", Row: 4}); first.Place != want {
		t.Errorf("place %+v", first.Place)
	}
	for f, want := range map[filing.Field]filing.Value{
		filing.FieldSubjectName:     {Text: "张三", Typed: " 张　三 ", Cell: "B4"},
		filing.FieldSubjectDocNo:    {Text: "11010519491231002X", Typed: "１１０１０５１９４９１２３１００２Ｘ", Cell: "C4"},
		filing.FieldPrincipalMobile: {Text: "13800138000", Typed: "138 0013 8000", Cell: "D4"},
		filing.FieldSiteName:        {Text: "三的 摄影", Cell: "E4"},
		filing.FieldDomains:         {Text: "example.com;example.cn", Typed: "example.com；example.cn", Cell: "F4"},
		filing.FieldCity:            {},
	} {
		got := first.Values[f]
		if f == filing.FieldDomains {
			want.Text, want.Typed = got.Text, got.Typed // filing's to say
		}
		if got != want {
			t.Errorf("%s: %+v, want %+v", f, got, want)
		}
	}
	if got := second.Values[filing.FieldSubjectDocNo]; got != (filing.Value{Cell: "C7"}) {
		t.Errorf("a blank cell: %+v", got)
	}
	if r := b.Census.Rows; r.Blank != 2 || r.Skipped != 0 || r.Notes != 0 {
		t.Errorf("rows %+v", r)
	}
	if left(b, AboveHeadings) != 1 || left(b, IsHeading) != 6 || b.Census.Read != 9 {
		t.Errorf("census %+v", b.Census)
	}
	if len(b.Findings) != 0 {
		t.Errorf("findings %+v", b.Findings)
	}
}

func TestHeadingRow(t *testing.T) {
	filled := func(row int, offset int) string {
		return texts(row, append(make([]string, offset), "张三", "1", "2", "3", "example.com")...)
	}
	for name, c := range map[string]struct {
		rows string
		row  int // 0: no table
	}{
		"first row":           {fiveRow(1) + filled(2, 0), 1},
		"row 20":              {fiveRow(20) + filled(21, 0), 20},
		"row 21 is too far":   {fiveRow(21) + filled(22, 0), 0},
		"far down and many":   {texts(21, "省份", "城市", "区县", "网站名称", "网站备注", "网站域名", "字号", "变更内容", "投资者", "网站语言", "照片") + filled(22, 0), 0},
		"four are too few":    {texts(1, five[:4]...) + filled(2, 0), 0},
		"one heading 5 times": {texts(1, "网站名称", "网站名称", "站点名称", "网站名", "site_name"), 0},
		"groups above": {texts(1, "主办单位", "法定代表人", "主体负责人", "网站负责人", "应急联系人") +
			texts(2, append(five[:len(five):len(five)], "网站备注")...) + filled(3, 0), 2},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := Read("a.xlsx", one(sheetOf(c.rows)).bytes(), Options{})
			var none *NoHeadings
			if c.row == 0 {
				if !errors.As(err, &none) {
					t.Fatalf("err = %v, want NoHeadings", err)
				}
				return
			}
			if err != nil || b.Sheets[0].Headings != c.row || len(b.Applications) != 1 {
				t.Fatalf("%v %+v", err, b)
			}
			if got := b.Applications[0].Text(filing.FieldDomains); got != "example.com" {
				t.Errorf("域名 %q", got)
			}
		})
	}
}

// Headings that say only 姓名 or 证件类型 mean what the group title above says.
func TestGroupedHeadings(t *testing.T) {
	b := read(t, one(sheetOf(
		texts(1, "主办单位信息", "", "", "法定代表人信息", "", "", "网站名称")+
			texts(2, "名称", "证件类型", "证件号码", "姓名", "证件类型", "证件号码")+
			texts(3, "甲公司", "营业执照", "A1", "张三", "身份证", "B2", "甲的网站"),
		`<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="D1:F1"/><mergeCell ref="G1:G2"/></mergeCells>`)), Options{})
	if len(b.Findings) != 0 || len(b.Applications) != 1 {
		t.Fatalf("findings %+v", b.Findings)
	}
	for f, want := range map[filing.Field]string{
		filing.FieldSubjectName: "甲公司", filing.FieldSubjectDocType: "营业执照", filing.FieldSubjectDocNo: "A1",
		filing.FieldLegalName: "张三", filing.FieldLegalDocType: "居民身份证", filing.FieldLegalDocNo: "B2", filing.FieldSiteName: "甲的网站",
	} {
		if got := b.Applications[0].Text(f); got != want {
			t.Errorf("%s = %q, want %q", f, got, want)
		}
	}
}

func TestUnknownHeading(t *testing.T) {
	b := read(t, one(sheetOf(
		texts(1, append(five[:5:5], "主办单位性只", "内部编码", "", "检查结果", "", "")...)+
			texts(2, "张三", "1", "2", "3", "example.com", "个人", "X", "无题", "通过"))), Options{})
	var got []string
	for _, f := range b.Findings {
		if f.Rule != "D-14" || f.Level != filing.Warning || f.Message.EN == "" || f.Remedy.EN == "" {
			t.Errorf("finding %+v", f)
		}
		got = append(got, f.Place.String()+" "+f.Message.ZH+" "+f.Remedy.ZH)
	}
	want := []string{
		"表.xlsx:备案信息!F1 不认识标题“主办单位性只”，最接近的是“主办单位性质”；其内容没有读 若是“主办单位性质”，请改为这个标题；不是备案内容就不用管它",
		"表.xlsx:备案信息!G1 不认识标题“内部编码”，其内容没有读 不是备案内容就不用管它，否则请改为约定的标题",
		"表.xlsx:备案信息!H1 这一列没有标题，下面 1 个单元格的内容没有读 补上标题，或者删去这一列",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if left(b, UnknownColumn) != 3 || left(b, CheckResult) != 1 {
		t.Errorf("census %+v", b.Census)
	}
}

func TestFieldTwice(t *testing.T) {
	b := read(t, one(sheetOf(
		texts(1, append(five[:5:5], "域名", "公司名称")...)+
			texts(2, "张三", "1", "2", "3", "example.com", "example.cn", "李四")+
			texts(3, "王五", "1", "2", "3", "example.org"))), Options{})
	if len(b.Findings) != 2 {
		t.Fatalf("findings %+v", b.Findings)
	}
	if f := b.Findings[0]; f.Rule != "D-21" || f.Level != filing.Error || f.Field != filing.FieldDomains || f.Place.Cell != "F1" ||
		!strings.Contains(f.Message.ZH, "E1") {
		t.Errorf("finding %+v", f)
	}
	for _, app := range b.Applications {
		if fmt.Sprint(app.Twice) != "[网站域名 主办单位名称]" {
			t.Errorf("%s: twice %v", app.ID, app.Twice)
		}
	}
	if left(b, SecondColumn) != 2 {
		t.Errorf("census %+v", b.Census)
	}
}

func TestRowsThatAreNone(t *testing.T) {
	b := read(t, one(sheetOf(
		fiveRow(1)+texts(2, "subject_name", "subject_doc_no", "principal_mobile", "site_name", "domains")+
			texts(3, "张三", "1", "2", "3", "example.com")+
			texts(4, "   ", " ")+
			fiveRow(5)+
			texts(6, "说明：以上由各科室填写")+
			texts(7, "李四")+
			`<row r="8"><c r="A8" s="0"/></row>`,
		`<mergeCells><mergeCell ref="A6:E6"/></mergeCells>`)), Options{})
	if len(b.Applications) != 2 || b.Applications[1].Place.Row != 7 {
		t.Fatalf("%d applications", len(b.Applications))
	}
	if want := (Rows{Applications: 2, Blank: 1, Notes: 3}); b.Census.Rows != want {
		t.Errorf("rows %+v, want %+v", b.Census.Rows, want)
	}
}

// A template that nobody touched has headings and no applications.
func TestUntouched(t *testing.T) {
	if b := read(t, one(sheetOf(fiveRow(1))), Options{}); len(b.Applications) != 0 || b.Sheets[0].Layout != Table {
		t.Errorf("%+v", b)
	}
}

func TestMergedCells(t *testing.T) {
	b := read(t, one(sheetOf(
		fiveRow(1)+
			texts(2, "甲公司", "91A", "", "一网", "a.example.com")+
			texts(3, "藏起来", "", "", "二网", "b.example.com")+
			texts(4, "乙公司", "91B", "", "三网", "c.example.com"),
		`<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B2:C3"/></mergeCells>`)), Options{})
	if len(b.Applications) != 3 {
		t.Fatalf("%d applications", len(b.Applications))
	}
	second := b.Applications[1]
	for f, want := range map[filing.Field]string{
		filing.FieldSubjectName: "甲公司 A2", filing.FieldSubjectDocNo: "91A B2", filing.FieldPrincipalMobile: "91A B2", filing.FieldSiteName: "二网 D3",
	} {
		if got := second.Text(f) + " " + second.Values[f].Cell; got != want {
			t.Errorf("%s: %s, want %s", f, got, want)
		}
	}
	if got := b.Applications[2].Text(filing.FieldPrincipalMobile); got != "" {
		t.Errorf("below the merged cell: %q", got)
	}
	if left(b, CoveredByMerge) != 1 {
		t.Errorf("census %+v", b.Census)
	}
}

func TestHiddenRows(t *testing.T) {
	hide := func(row, attrs string) string { return strings.Replace(row, "<row ", "<row "+attrs+" ", 1) }
	rows := func(attrs string) string {
		s := fiveRow(1)
		for i := 2; i <= 9; i++ {
			r := texts(i, "张三", "1", "2", "3", fmt.Sprintf("e%d.example.com", i))
			if i == 3 || i == 5 || i == 6 || i == 7 {
				r = hide(r, attrs)
			}
			if i == 8 {
				r = `<row r="8" hidden="1"/>` // nothing in it: nobody need ask
			}
			s += r
		}
		return s
	}
	for name, attrs := range map[string]string{
		"hidden":    `hidden="1"`,
		"true":      `hidden="true"`,
		"collapsed": `hidden="1" outlineLevel="1"`,
		"no height": `ht="0" customHeight="1"`,
	} {
		t.Run(name, func(t *testing.T) {
			m := one(sheetOf(rows(attrs), `<autoFilter ref="A1:E9"/>`))
			_, err := Read("a.xlsx", m.bytes(), Options{})
			var hidden *HiddenRows
			if !errors.As(err, &hidden) || fmt.Sprint(hidden.Sheets) != "[{备案信息 [3 5 6 7]}]" {
				t.Fatalf("err = %v", err)
			}
			if !strings.Contains(err.Error(), "3、5–7") || !strings.Contains(err.Error(), "--hidden skip") {
				t.Error(err)
			}
			b := read(t, m, Options{Hidden: HiddenSkip})
			if len(b.Applications) != 3 || b.Census.Rows.Skipped != 4 || left(b, HiddenRow) != 20 {
				t.Errorf("skip: %d applications, %+v", len(b.Applications), b.Census)
			}
			b = read(t, m, Options{Hidden: HiddenInclude})
			if len(b.Applications) != 7 || b.Census.Rows.Skipped != 0 {
				t.Errorf("include: %d applications, %+v", len(b.Applications), b.Census)
			}
		})
	}
	zero := sheetOf(strings.Replace(rows(`ht="15"`), `r="9"`, `r="9" ht="15"`, 1))
	zero = strings.Replace(zero, "<sheetData>", `<sheetFormatPr zeroHeight="1"/><sheetData>`, 1)
	_, err := Read("a.xlsx", one(zero).bytes(), Options{})
	var hidden *HiddenRows
	if !errors.As(err, &hidden) || fmt.Sprint(hidden.Sheets) != "[{备案信息 [2 4]}]" {
		t.Errorf("zeroHeight: %v", err)
	}
}

// Every sheet with hidden rows is named at once.
func TestHiddenRowsOfSheets(t *testing.T) {
	hidden := sheetOf(fiveRow(1) + strings.Replace(texts(2, "张三"), "<row ", `<row hidden="1" `, 1))
	m := made{sheets: []madeSheet{{"一", "", hidden}, {"二", "", strings.Replace(hidden, "张三", "", 1)}, {"三", "", hidden}}}
	_, err := Read("a.xlsx", m.bytes(), Options{})
	var rows *HiddenRows
	if !errors.As(err, &rows) || fmt.Sprint(rows.Sheets) != "[{一 [2]} {三 [2]}]" {
		t.Errorf("err = %v", err)
	}
}

// Hidden columns are read: only rows are applications.
func TestHiddenColumns(t *testing.T) {
	m := one(strings.Replace(sheetOf(fiveRow(1)+texts(2, "张三", "1")), "<sheetData>", `<cols><col min="1" max="2" hidden="1"/></cols><sheetData>`, 1))
	if got := read(t, m, Options{}).Applications[0].Text(filing.FieldSubjectName); got != "张三" {
		t.Errorf("got %q", got)
	}
}

func TestSheets(t *testing.T) {
	sheet := func(name string) string {
		return sheetOf(fiveRow(1) + texts(2, name, "1", "2", "3", "example.com"))
	}
	m := made{sheets: []madeSheet{
		{"说明", "", sheetOf(texts(1, "填表说明", "网站名称"))},
		{"一", "", sheet("甲")}, {"藏", "hidden", sheet("乙")}, {"深藏", "veryHidden", "<broken"}, {"二", "", sheet("丙")},
	}}
	names := func(b *Book) string {
		s := ""
		for _, a := range b.Applications {
			s += a.Text(filing.FieldSubjectName) + "@" + a.Place.Sheet + " "
		}
		return s
	}
	b := read(t, m, Options{})
	if got := names(b); got != "甲@一 丙@二 " {
		t.Errorf("all: %s", got)
	}
	if len(b.Findings) != 1 || b.Findings[0].Rule != "D-14" || b.Findings[0].Level != filing.Warning || b.Findings[0].Place.Sheet != "藏" {
		t.Errorf("of the hidden sheets: %v", b.Findings)
	}
	if got := read(t, m, Options{Sheet: "一"}); len(got.Findings) > 0 {
		t.Errorf("with --sheet: %v", got.Findings)
	}
	if left(b, NoLayout) != 2 || !b.Sheets[2].Hidden || b.Sheets[0].Layout != NoApplications || b.Sheets[4].Applications != 1 {
		t.Errorf("sheets %+v census %+v", b.Sheets, b.Census)
	}
	if got := names(read(t, m, Options{Sheet: "二"})); got != "丙@二 " {
		t.Errorf("--sheet: %s", got)
	}
	if got := names(read(t, m, Options{Sheet: "藏"})); got != "乙@藏 " {
		t.Errorf("--sheet hidden: %s", got)
	}
	_, err := Read("a.xlsx", m.bytes(), Options{Sheet: "说名"})
	var unknown *UnknownSheet
	if !errors.As(err, &unknown) || unknown.Nearest != "说明" || len(unknown.Sheets) != 5 {
		t.Errorf("unknown sheet: %v", err)
	}
}

// Two fields that share a heading would make the one unreachable.
func TestHeadingsAreDistinct(t *testing.T) {
	of := map[string]filing.Field{}
	for _, f := range filing.Fields() {
		for _, h := range append([]string{f.Heading(), f.Key()}, f.Synonyms()...) {
			if other, ok := of[fold(h)]; ok && other != f {
				t.Errorf("%q heads both %s and %s", h, other, f)
			}
			of[fold(h)] = f
			for _, typed := range []string{h, " " + h + "*", "*" + h + "：", h + "（必填）", strings.ToUpper(h) + "\n(如有)", h + "【选填】*"} {
				if got := headingOf("", typed); got != f {
					t.Errorf("%q is %v, want %s", typed, got, f)
				}
			}
		}
	}
}
