package workbook

import (
	"bytes"
	"errors"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// FuzzRead reads whatever it is given, as a file and as a sheet's rows within
// a file: it may refuse, but neither panic nor lose a cell.
func FuzzRead(f *testing.F) {
	var card bytes.Buffer
	if err := WriteCard(&card, sample("A-1")); err != nil {
		f.Fatal(err)
	}
	f.Add(card.Bytes())
	for _, seed := range []string{
		"", "PK\x03\x04", "%PDF",
		fiveRow(1) + texts(2, "张三", "1", "2", "3", "example.com"),
		fiveRow(1) + `<row r="3" hidden="1"><c r="A3" s="1"><v>46349</v></c><c r="C3" t="b"><v>1</v></c></row>`,
		fiveRow(20) + `<row r="21"><c t="s"><v>0</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c><c t="d"><v>2026-11-23</v></c></row>`,
		fiveRow(1) + texts(2, "甲") + texts(3, "乙") + `</sheetData><mergeCells><mergeCell ref="A2:C3"/></mergeCells><sheetData>`,
		texts(1, "主办单位名称", "甲", "网站名称", "乙") + texts(2, "法定代表人") + texts(3, "姓名", "张三", "证件号码", "1") + texts(4, "网站域名", "a.cn"),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m := one(sheetOf(string(data)))
		m.shared, m.styles = `<si><t>共享</t></si><si><r><t>富</t></r></si>`, valueStyles
		for _, file := range [][]byte{data, m.bytes()} {
			for _, hidden := range []Hidden{HiddenRefuse, HiddenInclude} {
				b, err := Read("表.xlsx", file, Options{Hidden: hidden})
				var refusal Refusal
				if err != nil {
					if !errors.As(err, &refusal) || refusal.Words().ZH == "" {
						t.Fatalf("%T: %v", err, err)
					}
					var damaged *Damaged
					if errors.As(err, &damaged) && damaged.why.EN == "its inside cannot be read" {
						t.Fatalf("a panic was caught: %v", damaged.cause)
					}
					continue
				}
				checkCensus(t, b)
				for _, app := range b.Applications {
					filled := false
					for _, field := range filing.Fields() {
						v := app.Values[field]
						filled = filled || v.Text != "" || v.Fault != filing.NoFault || v.Typed != ""
						if v.Text != "" && v.Cell == "" {
							t.Fatalf("%s has no cell", field)
						}
					}
					if app.ID == "" || app.Place.Row == 0 {
						t.Fatalf("application %+v", app.Place)
					}
					if !filled {
						t.Fatalf("an application of nothing at %v", app.Place)
					}
				}
			}
		}
	})
}

// FuzzParts puts whatever it is given in the place of the parts that say where
// everything else is, and what cells share.
func FuzzParts(f *testing.F) {
	m := one(sheetOf(fiveRow(1) + `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>46349</v></c></row>`))
	m.shared, m.styles = `<si><t>共享</t></si>`, valueStyles
	container, err := openContainer(bytes.NewReader(m.bytes()), int64(len(m.bytes())), DefaultLimits)
	if err != nil {
		f.Fatal(err)
	}
	part := func(name string) string {
		data, err := container.bytes(name)
		if err != nil || data == nil {
			f.Fatal(name, err)
		}
		return string(data)
	}
	names := []string{"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"}
	for i, name := range names {
		f.Add(uint8(i), part(name))
	}
	f.Add(uint8(1), `<workbook xmlns:r="r"><workbookPr date1904="true"/><sheets><sheet name="&#x5907;" state="veryHidden" r:id="rId1"/></sheets></workbook>`)
	f.Add(uint8(3), `<sst><si><r><t>富</t></r><rPh><t>フ</t></rPh></si></sst>`)
	f.Add(uint8(4), `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-804]yyyy&quot;年&quot;"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		m := m
		m.extra = map[string]string{names[int(which)%len(names)]: text}
		b, err := Read("表.xlsx", m.bytes(), Options{})
		if err == nil {
			checkCensus(t, b)
			return
		}
		if _, ok := errors.AsType[Refusal](err); !ok {
			t.Fatalf("%T: %v", err, err)
		}
		if damaged, ok := errors.AsType[*Damaged](err); ok && damaged.why.EN == "its inside cannot be read" {
			t.Fatalf("a panic was caught: %v", damaged.cause)
		}
	})
}

// FuzzGate changes bytes of a sound workbook's zip: what its directory says of
// sizes, names and places.
func FuzzGate(f *testing.F) {
	sound := one(sheetOf(fiveRow(1) + texts(2, "张三"))).bytes()
	directory := bytes.Index(sound, []byte("PK\x01\x02"))
	f.Add(uint16(directory+20), []byte{0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF})
	f.Add(uint16(directory+42), []byte{0xFF, 0xFF})
	f.Add(uint16(len(sound)-12), []byte{0xFF, 0xFF})
	f.Add(uint16(directory+8), []byte{1, 0, 99})
	f.Fuzz(func(t *testing.T, at uint16, change []byte) {
		file := bytes.Clone(sound)
		copy(file[int(at)%len(file):], change)
		b, err := Read("表.xlsx", file, Options{})
		if err == nil {
			checkCensus(t, b)
			return
		}
		if _, ok := errors.AsType[Refusal](err); !ok {
			t.Fatalf("%T: %v", err, err)
		}
		if damaged, ok := errors.AsType[*Damaged](err); ok && damaged.why.EN == "its inside cannot be read" {
			t.Fatalf("a panic was caught: %v", damaged.cause)
		}
	})
}
