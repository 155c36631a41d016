package hostile

import (
	"io"
	"strings"
)

// texts are CSV files that are broken, large, or easily read wrongly.
func texts() []Case {
	head := strings.Join(headings, ",") + "\r\n"
	file := func(name, says string, b body, want ...map[string]string) Case {
		return Case{Name: name, File: "a.csv", Says: says, Rows: want, Write: func(w io.Writer) error { return b.writeTo(w) }}
	}
	named := func(s string) map[string]string { return map[string]string{"主办单位名称": s} }
	const gbk = "\xd6\xf7\xb0\xec\xb5\xa5\xce\xbb\xc3\xfb\xb3\xc6" // 主办单位名称
	return []Case{
		file("CSV", "", text(head+"张三\r\n\r\n李四"), named("张三"), named("李四")),
		file("CSV in UTF-16", "", text(wide(head+"张三\r\n")), named("张三")),
		file("CSV with a line end in a cell", "", text(head+"\"张\r\n三\"\r\n"), named("张三")),
		file("CSV whose numbers lost their digits", "", text(head+"张三,1.10105E+17\r\n"), map[string]string{"主办单位证件号码": "110105000000000000"}),
		file("CSV with a formula", "", text(head+"\"=HYPERLINK(\"\"http://192.0.2.1\"\")\"\r\n"), named(`=HYPERLINK("http://192.0.2.1")`)),
		file("CSV with guarded digits", "", text(head+"张三,\"=\"\"11010519491231002X\"\"\"\r\n"), map[string]string{"主办单位证件号码": "11010519491231002X"}),
		file("CSV with a control character", "控制字符", text(head+"张\x01三\r\n")),
		file("CSV of two encodings", "A2", text(strings.Repeat(gbk+",", 9)+"\r\n\x90\r\n")),
		file("CSV with a quotation mark too few", "32767", text(head+"\"张三\r\n").and(fill("a,"))),
		file("CSV of 30 MB of quotation marks", "32767", text(head+"\"").and(fill(`""`), text("\""))),
		file("CSV with a line of 30 MB", "--limit-columns", text(head).and(fill("a,"))),
		file("CSV of 30 MB of commas", "--limit-columns", text("张三").and(fill(","))),
		file("CSV of thirty million blank lines", "", text(head+"张三").and(fill("\n")), named("张三")),
		file("CSV with a cell below thirty million blank lines", "行数", text(head+"张三").and(fill("\n"), text("李四"))),
		file("CSV of six million rows", "--limit-cells", text(head).and(fill("张三\r\n"))),
		file("CSV of 20 MB in GBK", "32767", text(gbk+"\r\n").and(times(5<<20, "\xd5\xc5\xc8\xfd"))),
		file("CSV that grows when it is decoded", "--limit-part", text(gbk+"\r\n").and(times(full/2, "\xa1\xa1"))),
		file("CSV of 40 MB", "--limit-part", text(head).and(times(40<<10, strings.Repeat("a", 1023)+"\n"))),
	}
}
