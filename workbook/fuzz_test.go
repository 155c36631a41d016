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
