package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// refused reads what has to be refused, and checks that the refusal can be
// told to a person in both languages.
func refused(t *testing.T, name string, data []byte, opt Options) error {
	t.Helper()
	b, err := Read(name, data, opt)
	if err == nil {
		t.Fatalf("read: %+v", b)
	}
	var r Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%T is no Refusal", err)
	}
	w := r.Words()
	if w.ZH == "" || w.ZH != err.Error() || !strings.ContainsFunc(w.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Errorf("Chinese words %q, error %q", w.ZH, err)
	}
	if w.EN == "" || w.EN == w.ZH {
		t.Errorf("English words %q", w.EN)
	}
	return err
}

// compound is a file that begins like a compound file and has a stream.
func compound(stream string) []byte {
	b := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 1024)...)
	for i := range len(stream) {
		b = append(b, stream[i], 0)
	}
	return append(b, make([]byte, 512)...)
}

func TestNotWorkbook(t *testing.T) {
	good := one(sheetOf(fiveRow(1) + texts(2, "张三"))).bytes()
	for _, c := range []struct {
		name, file string
		data       []byte
		is         string
	}{
		{"empty", "a.xlsx", nil, "空文件"},
		{"zeros", "a.xlsx", make([]byte, 5000), "全是零"},
		{"lock file", "资料/~$a.xlsx", []byte("\x05Zhang"), "锁文件"},
		{"xls", "a.xlsx", compound("Workbook"), "97–2003"},
		{"xls of Excel 5", "a.xls", compound("Book"), "97–2003"},
		{"password", "a.xlsx", compound("EncryptedPackage"), "打开密码"},
		{"doc", "a.xlsx", compound("WordDocument"), "Word"},
		{"text", "a.xlsx", []byte("您好，附件请查收。\n"), "文本文件"},
		{"text in GBK", "a.txt", []byte("\xc4\xfa\xba\xc3\r\n"), "文本文件"},
		{"text in UTF-16", "a.txt", []byte("\xFF\xFEa\x00\t\x00"), "文本文件"},
		{"HTML", "a.xls", []byte("\xEF\xBB\xBF\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>"), "网页"},
		{"MHTML", "a.xls", []byte("MIME-Version: 1.0\r\n"), "网页"},
		{"XML 2003", "a.xls", []byte("<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"), "XML 表格 2003"},
		{"PDF", "a.xlsx", []byte("%PDF-1.7"), "PDF"},
		{"PNG", "a.xlsx", []byte("\x89PNG\r\n"), "图片"},
		{"RAR", "a.xlsx", []byte("Rar!\x1A\x07"), "压缩包"},
		{"ods", "a.ods", zipped(map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), ".ods"},
		{"odt", "a.odt", zipped(map[string]string{"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument 文件"},
		{"numbers", "a.numbers", zipped(map[string]string{"Index/Document.iwa": "x"}), "Numbers"},
		{"xlsb", "a.xlsb", zipped(map[string]string{"_rels/.rels": "<a/>", "xl/workbook.bin": "x"}), ".xlsb"},
		{"docx", "a.xlsx", zipped(map[string]string{"_rels/.rels": "<a/>", "word/document.xml": "<a/>"}), "Word"},
		{"pptx", "a.xlsx", zipped(map[string]string{"_rels/.rels": "<a/>", "ppt/presentation.xml": "<a/>"}), "演示文稿"},
		{"zip", "a.zip", zipped(map[string]string{"备案.xlsx": "x"}), "压缩包"},
		{"zip of an unknown package", "a.xlsx", zipped(map[string]string{"_rels/.rels": "<a/>"}), "压缩包"},
		{"cut zip", "a.xlsx", good[:len(good)-200], "不完整"},
		{"cut in the middle", "a.xlsx", good[:len(good)/2], "不完整"},
		{"noise", "a.xlsx", []byte("\x00\x01\x02\x03\x04\x05\x06\x07"), "无法识别"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := refused(t, c.file, c.data, Options{})
			var not *NotWorkbook
			if !errors.As(err, &not) || !strings.Contains(err.Error(), c.is) {
				t.Errorf("%T %v, want it to say %s", err, err, c.is)
			}
		})
	}
	// A workbook that excelize itself protects by a password.
	f := excelize.NewFile()
	var buf bytes.Buffer
	if err := f.Write(&buf, excelize.Options{Password: "icpgen"}); err != nil {
		t.Fatal(err)
	}
	if err := refused(t, "a.xlsx", buf.Bytes(), Options{}); !strings.Contains(err.Error(), "打开密码") {
		t.Error(err)
	}
}

func TestNoHeadings(t *testing.T) {
	m := made{sheets: []madeSheet{
		{"甲", "", sheetOf(texts(1, "姓名", "身份证号") + texts(2, "张三", "1"))},
		{"乙", "", sheetOf(texts(3, "主办单位名陈", "网站名称", "网站域明", "城市"))},
		{"空", "", sheetOf("")},
	}}
	err := refused(t, "a.xlsx", m.bytes(), Options{})
	var none *NoHeadings
	if !errors.As(err, &none) {
		t.Fatal(err)
	}
	if fmt.Sprint(none.Sheets) != "[甲 乙 空]" || none.Known != 2 || none.Place != "乙!3:3" {
		t.Errorf("%+v", none)
	}
	for _, want := range []string{"主办单位证件号码", "“主办单位名陈”（应为“主办单位名称”？）", "“网站域明”（应为“网站域名”？）", "乙!3:3"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %s", err, want)
		}
	}
	all := made{sheets: []madeSheet{{"藏", "hidden", sheetOf(fiveRow(1))}}}
	if err := refused(t, "a.xlsx", all.bytes(), Options{}); !errors.As(err, &none) {
		t.Errorf("all hidden: %v", err)
	}
}

func TestDamaged(t *testing.T) {
	rows := fiveRow(1)
	shared := `<row r="2"><c r="A2" t="s"><v>%s</v></c></row>`
	for name, c := range map[string]struct {
		sheet string
		at    string
	}{
		"XML ends early":             {strings.TrimSuffix(sheetOf(rows+texts(2, "张三")), "</row></sheetData></worksheet>"), "备案信息!A2"},
		"tags crossed":               {sheetOf(rows + `<row r="2"><c r="A2"><v>1</c></v></row>`), "备案信息!A2"},
		"unknown entity":             {sheetOf(rows + `<row r="2"><c r="A2"><v>&who;</v></c></row>`), "备案信息!A2"},
		"bare ampersand":             {sheetOf(rows + `<row r="2"><c r="A2" t="str"><v>A&B</v></c></row>`), "备案信息!A2"},
		"DOCTYPE":                    {`<!DOCTYPE worksheet [<!ENTITY a "b">]>` + sheetOf(rows), "DOCTYPE"},
		"DOCTYPE inside":             {sheetOf(rows + `<!DOCTYPE a>`), "DOCTYPE"},
		"not UTF-8":                  {sheetOf(rows + texts(2, "\xd5\xc5")), "UTF-8"},
		"other encoding":             {strings.Replace(sheetOf(rows), "UTF-8", "GBK", 1), "UTF-8"},
		"control character":          {sheetOf(rows + texts(2, "a\x01b")), "UTF-8"},
		"control as reference":       {sheetOf(rows + texts(2, "a&#1;b")), "&#1;"},
		"empty part":                 {"", "XML"},
		"two roots":                  {sheetOf(rows) + "<a/>", "root"},
		"attribute twice":            {sheetOf(rows + `<row r="2" r="3"/>`), "twice"},
		"shared string missing":      {sheetOf(rows + fmt.Sprintf(shared, "1")), "备案信息!A2"},
		"shared string negative":     {sheetOf(rows + fmt.Sprintf(shared, "-1")), "备案信息!A2"},
		"shared string no number":    {sheetOf(rows + fmt.Sprintf(shared, "一")), "备案信息!A2"},
		"row out of order":           {sheetOf(texts(5, "x") + rows), "第 1 行"},
		"row twice":                  {sheetOf(rows + rows), "第 1 行"},
		"row beyond the last":        {sheetOf(`<row r="1048577"/>`), "1048577"},
		"cell of another row":        {sheetOf(`<row r="1"><c r="A2"><v>1</v></c></row>`), "A2"},
		"cell twice":                 {sheetOf(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), "A1"},
		"cell without a letter":      {sheetOf(`<row r="1"><c r="11"><v>1</v></c></row>`), "11"},
		"cell type unknown":          {sheetOf(`<row r="1"><c r="A1" t="z"><v>1</v></c></row>`), "备案信息!A1"},
		"cell style no number":       {sheetOf(`<row r="1"><c r="A1" s="-1"><v>1</v></c></row>`), "备案信息!A1"},
		"cell in a cell":             {sheetOf(`<row r="1"><c r="A1"><c r="B1"><v>1</v></c></c></row>`), "备案信息!A1"},
		"merged range the wrong way": {sheetOf(rows, `<mergeCells><mergeCell ref="B2:A1"/></mergeCells>`), "合并"},
		"merged ranges overlap":      {sheetOf(rows+texts(9, "x"), `<mergeCells>`+strings.Repeat(`<mergeCell ref="A2:B9"/>`, 300)+`</mergeCells>`), "重叠"},
		"too many attributes": {sheetOf(`<row r="1"` + func() (s string) {
			for i := range 300 {
				s += fmt.Sprintf(` a%d=""`, i)
			}
			return
		}() + `/>`), "attributes"},
		"two sheetData": {strings.Replace(sheetOf(rows), "</sheetData>", "</sheetData><sheetData/>", 1), "两份"},
	} {
		t.Run(name, func(t *testing.T) {
			m := one(c.sheet)
			m.shared = `<si><t>一</t></si>`
			err := refused(t, "a.xlsx", m.bytes(), Options{})
			var d *Damaged
			if !errors.As(err, &d) || !strings.Contains(err.Error(), c.at) {
				t.Errorf("%T %v, want it to say %s", err, err, c.at)
			}
		})
	}
	good := one(sheetOf(rows + texts(2, "张三")))
	for name, change := range map[string]func(made) []byte{
		"shared strings broken": func(m made) []byte { m.shared = "<si>"; return m.bytes() },
		"styles broken":         func(m made) []byte { m.styles = "<a>"; return m.bytes() },
		"sheet missing": func(m made) []byte {
			return bytes.Replace(m.bytes(), []byte("xl/worksheets/sheet1.xml"), []byte("xl/worksheets/sheet9.xml"), -1)
		},
		"part twice": func(m made) []byte {
			m.extra = map[string]string{"XL/worksheets/sheet1.xml": "<a/>"}
			return m.bytes()
		},
		"sum wrong": func(m made) []byte {
			var b bytes.Buffer
			w := zip.NewWriter(&b)
			r, _ := zip.NewReader(bytes.NewReader(m.bytes()), int64(len(m.bytes())))
			for _, f := range r.File {
				raw, _ := f.OpenRaw()
				h := f.FileHeader
				h.CRC32++
				to, _ := w.CreateRaw(&h)
				var part bytes.Buffer
				part.ReadFrom(raw)
				to.Write(part.Bytes())
			}
			w.Close()
			return b.Bytes()
		},
	} {
		t.Run(name, func(t *testing.T) {
			var d *Damaged
			if err := refused(t, "a.xlsx", change(good), Options{}); !errors.As(err, &d) {
				t.Errorf("%T %v", err, err)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	rows := fiveRow(1)
	for i := 2; i < 40; i++ {
		rows += texts(i, "张三")
	}
	big := strings.Repeat(" ", 100_000)
	for name, c := range map[string]struct {
		m      made
		limits Limits
		says   string
	}{
		"one part":     {one(sheetOf(rows + big)), Limits{Part: 90_000}, "90000 B"},
		"all parts":    {one(sheetOf(rows + big)), Limits{Unpacked: 90_000}, "90000 B"},
		"parts":        {one(sheetOf(rows)), Limits{Parts: 4}, "最多 4"},
		"columns":      {one(sheetOf(rows + `<row r="50"><c r="IW50"><v>1</v></c></row>`)), Limits{}, "备案信息!IW50"},
		"applications": {one(sheetOf(rows)), Limits{Applications: 37}, "最多 37"},
		"rows":         {one(sheetOf(rows)), Limits{Rows: 38}, "最多 38"},
		"cells":        {one(sheetOf(rows)), Limits{Cells: 40}, "最多 40"},
		"file":         {one(sheetOf(rows)), Limits{File: 1000}, "最多 1000 B"},
		"ratio":        {one(sheetOf(rows + strings.Repeat(big, 90))), Limits{}, "最多 100∶1"},
	} {
		t.Run(name, func(t *testing.T) {
			err := refused(t, "a.xlsx", c.m.bytes(), Options{Limits: c.limits})
			var over *OverLimit
			if !errors.As(err, &over) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%T %v, want it to say %s", err, err, c.says)
			}
			flag := map[string]string{"one part": "part", "all parts": "unpacked"}[name]
			for _, words := range []string{over.Words().ZH, over.Words().EN} {
				if !strings.Contains(words, "--limit-"+cmp.Or(flag, name)+" ") {
					t.Errorf("%s: no word of the flag", words)
				}
			}
		})
	}
	read(t, one(sheetOf(rows)), Options{Limits: Limits{Applications: 38, Parts: 5, Rows: 39}})
	read(t, one(sheetOf(rows+strings.Repeat(big+"<!---->", 90))), Options{Limits: Limits{Ratio: 2000}})
	// Parts that nobody needs are not unpacked, however large they are.
	m := one(sheetOf(rows))
	m.extra = map[string]string{"xl/media/image1.png": strings.Repeat(big, 20)}
	read(t, m, Options{Limits: Limits{Unpacked: 90_000}})
}

// Elements of a second prefix are right XML, and nobody writes them in a
// sheet: the recount does not know them, so that the sheet is refused.
func TestLost(t *testing.T) {
	m := one(sheetOf(fiveRow(1) + `<row r="2"><x:c xmlns:` + `x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="B2"><x:v>1</x:v></x:c></row>`))
	err := refused(t, "a.xlsx", m.bytes(), Options{})
	var lost *Lost
	if !errors.As(err, &lost) || lost.Sheet != "备案信息" || lost.Cell != "B2" || lost.Missing != 1 {
		t.Errorf("%T %v", err, err)
	}
}

// Each way in which the reading and the recount may differ is found.
func TestCensusBites(t *testing.T) {
	xml := []byte(sheetOf(fiveRow(1) + `<!-- <c r="F1"><v>1</v></c> -->` + texts(2, "张三", "1") + `<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4"><f>A1</f></c><c r="C4" s="1"/><c r="D4" t="str"><f>A1</f><v></v></c></row>`))
	shared := []string{"李四"}
	var all []cell
	err := readCells(sheetPart{name: "备案信息"}, wholeTokens(xml), shared, Limits{}.orDefaults(), func(row []cell) error {
		all = append(all, row...)
		return nil
	}, func(area) {})
	if err != nil || len(all) != 9 {
		t.Fatalf("%d cells, %v", len(all), err)
	}
	for name, c := range map[string]struct {
		change  func([]cell) []cell
		cell    string
		missing int
	}{
		"nothing":           {func(all []cell) []cell { return all }, "", 0},
		"one too many":      {func(all []cell) []cell { return append(all, cell{row: 9, col: 3}) }, "C9", 1},
		"misplaced":         {func(all []cell) []cell { all[6].col = 3; return all }, "B2", 1},
		"one is missing":    {func(all []cell) []cell { return append(all[:5], all[6:]...) }, "A2", 1},
		"a row is missing":  {func(all []cell) []cell { return all[:7] }, "A4", 2},
		"the first missing": {func(all []cell) []cell { return all[1:] }, "A1", 1},
	} {
		t.Run(name, func(t *testing.T) {
			for _, size := range []int{1, 7, 50, len(xml)} { // of the pieces in which the part comes
				r := recountBeside(&recount{sheet: "备案信息", shared: shared})
				defer r.abandon()
				for piece := range slices.Chunk(xml, size) {
					r.watch(piece)
				}
				for _, read := range c.change(slices.Clone(all)) {
					r.met(&read)
				}
				err := r.close()
				var lost *Lost
				if c.cell == "" {
					if err != nil {
						t.Fatal(err)
					}
					continue
				}
				if !errors.As(err, &lost) || lost.Cell != c.cell || lost.Missing != c.missing {
					t.Errorf("%d bytes at a time: %+v, want %d from %s", size, lost, c.missing, c.cell)
				}
			}
		})
	}
	// A layout that forgets a cell is found by the tally.
	var forgets tally
	two := []cell{{row: 1, col: 1}, {row: 2, col: 28}}
	forgets.take(&two[0])
	forgets.settle(two)
	var lost *Lost
	if err := forgets.close(&Census{}, "备案信息"); !errors.As(err, &lost) || lost.Cell != "AB2" || lost.Missing != 1 {
		t.Errorf("forgotten: %v", err)
	}
}

func TestRanges(t *testing.T) {
	for want, rows := range map[string][]int{"3": {3}, "3–5": {3, 4, 5}, "1、3–4、9": {1, 3, 4, 9},
		"1、3、5、7、9、11、13、15、17、19… (11)": {1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21}} {
		if got := ranges(rows, "、"); got != want {
			t.Errorf("%v: %s, want %s", rows, got, want)
		}
	}
}
