package pdf_test

import (
	"fmt"

	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf"
)

func Example() {
	label := pdf.Style{Face: fonts.Hei, Size: 10.5}
	value := pdf.Style{Face: fonts.Song, Size: 10.5}
	table := &pdf.Table{X: 16, Y: 30, Columns: []float64{40, 80}, Padding: 2, RowHeight: 8,
		Outer: 0.5, Inner: 0.2, Label: label, Value: value}
	table.Row(pdf.Cell{Words: "网站名称"}, pdf.Cell{Words: "示例网", From: "site_name", Value: true})
	table.Row(pdf.Cell{Words: "网站类型"}, pdf.Cell{Words: "□单位　☑个人", Marks: true, Value: true})
	page := &pdf.Page{}
	table.Draw(page)
	page.Form.Blank("日期", 100, 60, 40, 8)

	document := &pdf.Document{Title: "样张", Pages: []*pdf.Page{page}}
	fmt.Print(document.Layout())
	// Output:
	// title "样张"
	// page 1
	// form
	//   line 15.8 30.0 136.2 30.0 weight 0.50
	//   line 16.0 38.0 136.0 38.0 weight 0.20
	//   line 15.8 46.0 136.2 46.0 weight 0.50
	//   line 16.0 30.0 16.0 46.0 weight 0.50
	//   line 56.0 30.0 56.0 46.0 weight 0.20
	//   line 136.0 30.0 136.0 46.0 weight 0.50
	//   text 18.0 35.4 Hei 10.5 "网站名称"
	//   text 18.0 43.4 Hei 10.5 "网站类型"
	//   blank 日期 100.0 60.0 40.0 8.0
	// values
	//   text 58.0 35.4 Song 10.5 "示例网" <site_name>
	//   check 58.3 40.4 3.2
	//   text 61.7 43.4 Song 10.5 "单位"
	//   check 73.1 40.4 3.2 ticked
	//   text 76.5 43.4 Song 10.5 "个人"
}
