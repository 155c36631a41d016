package workbook

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	wide "golang.org/x/text/encoding/unicode"

	"github.com/icpgen/icpgen/filing"
)

const csvText = "备案信息表,,,,,\n" +
	"主办单位名称,主办单位证件号码,主体负责人手机,网站名称,网站域名,我的备注\n" +
	"\n" +
	`张三,"=""11010519491231002X""",13800000000,"三,网","a.cn` + "\n" + `b.cn",x` + "\n" +
	",,,,,\n" +
	"李四,'110105194912310021,1.38E+10,四网,c.cn\t\n" +
	"王五,1.10105E+17,13800000001,“五”网,d.cn"

func TestCSV(t *testing.T) {
	encoded := func(e encoding.Encoding, text string) string {
		b, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, file := range map[string]string{
		"UTF-8":                   csvText,
		"UTF-8 with a mark":       utf8BOM + csvText,
		"GBK":                     encoded(simplifiedchinese.GBK, csvText),
		"UTF-16":                  encoded(wide.UTF16(wide.LittleEndian, wide.UseBOM), csvText),
		"UTF-16, big end first":   encoded(wide.UTF16(wide.BigEndian, wide.UseBOM), csvText),
		"lines of Windows":        strings.ReplaceAll(csvText, "\n", "\r\n"),
		"lines of old Macintosh":  strings.ReplaceAll(csvText, "\n", "\r"),
		"tabs":                    strings.ReplaceAll(strings.Replace(csvText, "c.cn\t", "c.cn", 1), ",", "\t"),
		"semicolons":              strings.ReplaceAll(csvText, ",", ";"),
		"everything in quotation": quotedCSV(csvText),
	} {
		t.Run(name, func(t *testing.T) {
			b, err := Read("文件/表.csv", []byte(file), Options{})
			if err != nil {
				t.Fatal(err)
			}
			checkCensus(t, b)
			if len(b.Applications) != 3 || b.Census.Rows != (Rows{Applications: 3, Blank: 2}) || left(b, UnknownColumn) != 1 || left(b, AboveHeadings) != 1 {
				t.Fatalf("%d applications, census %+v", len(b.Applications), b.Census)
			}
			if len(b.Findings) != 1 || b.Findings[0].Place.String() != "表.csv!F2" {
				t.Errorf("findings %+v", b.Findings)
			}
			for i, want := range []struct {
				place, name, number, mobile, site string
				isNumber                          bool
			}{
				{"表.csv!B4", "张三", "11010519491231002X", "13800000000", "三" + string(delimiter([]byte(strings.SplitN(file, "\n", 3)[0]))) + "网", false},
				{"表.csv!B6", "李四", "110105194912310021", "1.38E+10", "四网", false},
				{"表.csv!B7", "王五", "110105000000000000", "13800000001", "“五”网", true},
			} {
				a := b.Applications[i]
				if got := a.At(filing.FieldSubjectDocNo).String(); got != want.place {
					t.Errorf("%d: at %s, want %s", i, got, want.place)
				}
				v := a.Values[filing.FieldSubjectDocNo]
				if a.Text(filing.FieldSubjectName) != want.name || v.Text != want.number || v.Number != want.isNumber || a.Text(filing.FieldPrincipalMobile) != want.mobile {
					t.Errorf("%d: %s %+v %s", i, a.Text(filing.FieldSubjectName), v, a.Text(filing.FieldPrincipalMobile))
				}
				if got := a.Text(filing.FieldSiteName); i > 0 && got != want.site {
					t.Errorf("%d: %q, want %q", i, got, want.site)
				}
			}
			if got := b.Applications[0].Text(filing.FieldDomains); len(strings.FieldsFunc(got, func(r rune) bool { return r == '\n' || r == ';' })) != 2 {
				t.Errorf("domains %q", got)
			}
		})
	}
	// What GBK has no bytes for, GB 18030 has.
	rare := strings.ReplaceAll(csvText, "张三", "张𬭎")
	b, err := Read("表.csv", []byte(encoded(simplifiedchinese.GB18030, rare)), Options{})
	if err != nil || b.Applications[0].Text(filing.FieldSubjectName) != "张𬭎" {
		t.Errorf("GB 18030: %v", err)
	}
	// A card is one in a CSV too.
	b, err = Read("卡.csv", []byte("主办单位名称,张三\n主办单位证件号码,1\n主体负责人手机,2\n网站名称,三网\n网站域名,a.cn\n"), Options{})
	if err != nil || len(b.Applications) != 1 || b.Applications[0].At(filing.FieldSiteName).String() != "卡.csv!B4" {
		t.Errorf("card: %v", err)
	}
}

// quotedCSV puts every field in quotation marks.
func quotedCSV(text string) string {
	var b strings.Builder
	for i, field := range strings.Split(strings.ReplaceAll(text, "\n", ",\x00"), ",") {
		if line, ends := strings.CutPrefix(field, "\x00"); ends {
			b.WriteByte('\n')
			field = line
		} else if i > 0 {
			b.WriteByte(',')
		}
		if field != "" && !strings.Contains(field, `"`) && !strings.HasSuffix(b.String(), `"三,`) && field != "b.cn" {
			field = `"` + field + `"`
		}
		b.WriteString(field)
	}
	return b.String()
}

func TestCSVRefused(t *testing.T) {
	head := strings.Join(five, ",") + "\n"
	for name, c := range map[string]struct {
		file, text string
		opt        Options
		says       string
	}{
		"quotation marks":       {"a.csv", head + "张三,\"1\n", Options{}, "第 2 行文字的引号"},
		"a mark within":         {"a.csv", head + "张\"三,1\n", Options{}, "第 2 行文字的引号"},
		"neither encoding":      {"a.csv", mustGBK(head+"张三,") + "\x90\n", Options{}, "B2"},
		"a mark, and no UTF-8":  {"a.csv", utf8BOM + head + "张三,\xd5\xc5\n", Options{}, "B2"},
		"control character":     {"a.csv", head + "张三,a\x01b\n", Options{}, "B2"},
		"columns":               {"a.csv", head + strings.Repeat(",", 256) + "x\n", Options{}, "用 --limit-columns"},
		"a long cell":           {"a.csv", head + strings.Repeat("长", maxText+1) + "\n", Options{}, "32767"},
		"rows":                  {"a.csv", head + "张三\n李四\n", Options{Limits: Limits{Rows: 2}}, "--limit-rows"},
		"cells":                 {"a.csv", head + "张三\n", Options{Limits: Limits{Cells: 5}}, "--limit-cells"},
		"applications":          {"a.csv", head + "张三\n李四\n", Options{Limits: Limits{Applications: 1}}, "--limit-applications"},
		"size":                  {"a.csv", head, Options{Limits: Limits{Part: 50}}, "--limit-part"},
		"size as text":          {"a.csv", mustGBK(head), Options{Limits: Limits{Part: int64(len(head)) - 1}}, "--limit-part"},
		"size of the file":      {"a.csv", head, Options{Limits: Limits{File: 50}}, "--limit-file"},
		"a sheet":               {"a.csv", head + "张三\n", Options{Sheet: "备案信息"}, "没有工作表"},
		"no headings":           {"a.csv", "姓名,主办单位名陈\n张三,李四\n", Options{}, "应为“主办单位名称”？"},
		"a letter":              {"a.txt", "您好：\n请查收。\n", Options{}, "文本文件"},
		"a manual":              {"README.md", "# 手册\n\n`--annotate` 写作 \"检查\".xlsx\n", Options{}, "没有备案信息的文本文件"},
		"UTF-16 that is broken": {"a.csv", "\xFF\xFE,\x00\x00\xD8,\x00,\x00,\x00", Options{}, "B1"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := refused(t, c.file, []byte(c.text), c.opt); !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want it to say %s", err, c.says)
			}
		})
	}
}

func mustGBK(text string) string {
	b, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return b
}

// Each way in which the reading of a CSV and its recount may differ is found.
func TestCSVCensusBites(t *testing.T) {
	b := &book{limits: DefaultLimits}
	text := []byte("a,\"b\n\"\"\",,d\r\n\n\"\",x")
	var found []cell
	err := b.csvRows(text, ',', false, func(row []cell) error { found = append(found, row...); return nil })
	there, wrong := scanCSV(text, ',', b.limits)
	if err != nil || wrong != nil || len(found) != 4 {
		t.Fatalf("%+v %v %v", found, err, wrong)
	}
	for name, c := range map[string]struct {
		change  func([]cell) []cell
		cell    string
		missing int
	}{
		"nothing":        {func(all []cell) []cell { return all }, "", 0},
		"one too many":   {func(all []cell) []cell { return append(all, cell{row: 9, col: 3}) }, "C9", 1},
		"misplaced":      {func(all []cell) []cell { all[3].row++; return all }, "B3", 1},
		"one is missing": {func(all []cell) []cell { return append(all[:1], all[2:]...) }, "B1", 1},
		"the last":       {func(all []cell) []cell { return all[:3] }, "B3", 1},
	} {
		t.Run(name, func(t *testing.T) {
			counted := recountCSV{there: there}
			for _, c := range c.change(slices.Clone(found)) {
				counted.met(&c)
			}
			err := counted.close()
			lost, ok := errors.AsType[*Lost](err)
			if ok != (c.cell != "") || ok && (lost.Cell != c.cell || lost.Missing != c.missing) {
				t.Errorf("%+v, want %d from %s", lost, c.missing, c.cell)
			}
		})
	}
}

// FuzzCSV reads whatever it is given as a CSV below headings: it may refuse,
// but neither panic nor lose a cell.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"", csvText, mustGBK(csvText), utf8BOM + "a", "\xFF\xFEa\x00", "\"a\"\"\r\n\",b\r\r\n\n;\t", "a\r,\"\"\r"} {
		f.Add([]byte(seed))
	}
	head := strings.Join(five, ",") + "\n"
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, file := range [][]byte{data, append([]byte(head), data...)} {
			b, err := Read("表.csv", file, Options{})
			if err == nil {
				checkCensus(t, b)
				continue
			}
			if _, lost := errors.AsType[*Lost](err); lost {
				t.Fatalf("%q: %v", file, err)
			}
			if damaged, ok := errors.AsType[*Damaged](err); ok && damaged.why.EN == "its inside cannot be read" {
				t.Fatalf("a panic was caught: %v", damaged.cause)
			}
		}
	})
}
