package workbook

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// FuzzAnnotate marks whatever can be read, with whatever comments, boxes,
// styles and tail the sheet has: it may refuse, but the copy holds the very
// applications, and marking it again changes nothing.
func FuzzAnnotate(f *testing.F) {
	rows := fiveRow(1) + texts(2, "甲", "1", "2", "3", "example.com")
	f.Add([]byte(rows), []byte(`<comment ref="A2" authorId="-1"><text><t>甲【icpgen】乙【／icpgen】丙</t></text></comment>`), []byte(`<v:shape><x:Row>1</x:Row><x:Column>0</x:Column></v:shape>`), []byte(`<dxfs/><cellXfs count="9"/>`), []byte(`<conditionalFormatting sqref="A1"/>`))
	f.Add([]byte(fiveRow(1)+`<row r="2"><c t="s"><v>0</v></c></row><row/><row r="9"/>`), []byte(`<comment/><comment ref="A2"><text/></comment>`), []byte(`</xml>`), []byte(`<cellXfs/>`), []byte(`<autoFilter ref="$A$1:E2"/><mergeCells><mergeCell ref="A2:C3"/></mergeCells>`))
	f.Add([]byte(texts(1, "主办单位名称", "甲", "网站名称", "乙")+texts(2, "法定代表人")+texts(3, "姓名", "张三", "证件号码", "1")+texts(4, "网站域名", "a.cn")+texts(5, "检查结果", "旧")), []byte(`x`), []byte(``), []byte(``), []byte(`<legacyDrawing/><extLst/>`))
	f.Fuzz(func(t *testing.T, rows, comments, boxes, styles, tail []byte) {
		m := one(sheetOf(string(rows), string(tail), `<legacyDrawing r:id="d"/>`))
		m.styles = string(styles)
		m.shared = `<si><t>共享</t></si>`
		m.extra = map[string]string{
			"xl/worksheets/_rels/sheet1.xml.rels": `<Relationships ` + nsRel + `><Relationship Id="c" Type="` + office + `/comments" Target="../comments1.xml"/><Relationship Id="d" Type="` + office + `/vmlDrawing" Target="../v.vml"/></Relationships>`,
			"xl/comments1.xml":                    `<comments ` + nsMain + `><authors/><commentList>` + string(comments) + `</commentList></comments>`,
			"xl/v.vml":                            `<xml>` + string(boxes) + `</xml>`,
		}
		data := m.bytes()
		before, err := Read("表.xlsx", data, include)
		if err != nil {
			return
		}
		mark := func(data []byte) []byte {
			var out bytes.Buffer
			err := Annotate(&out, data, include, faults(filing.FieldSubjectName, filing.FieldDomains)(before))
			var refusal Refusal
			if err != nil && !errors.As(err, &refusal) {
				t.Fatalf("%T: %v", err, err)
			}
			var damaged *Damaged
			if errors.As(err, &damaged) && damaged.why.EN == "its inside cannot be marked" {
				t.Fatalf("a panic was caught: %v", damaged.cause)
			}
			return out.Bytes()
		}
		copied := mark(data)
		if len(copied) == 0 {
			return
		}
		after, err := Read("表.xlsx", copied, include)
		if err != nil || !reflect.DeepEqual(before.Applications, after.Applications) {
			t.Fatalf("%v: read %+v, then %+v", err, before, after)
		}
		// Boxes that do not close swallow ours.
		if again := mark(copied); !bytes.Equal(again, copied) && !bytes.Contains(boxes, []byte("<v:shape")) {
			t.Fatalf("annotated again it has other bytes")
		}
	})
}
