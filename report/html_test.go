package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/net/html"

	"github.com/icpgen/icpgen/filing"
	madeUp "github.com/icpgen/icpgen/filing/sample"
)

// page is a run as report.html tells it.
func page(t *testing.T, run *Gathered, lang filing.Lang, unread ...filing.Words) string {
	t.Helper()
	var rows, out bytes.Buffer
	h := NewHTML(&rows, lang)
	for _, c := range run.Cases {
		var pictures []Picture
		for _, p := range c.Papers {
			for range p.Pages {
				pictures = append(pictures, Picture{p.Form, []byte(`<svg class="paper"></svg>`)})
			}
		}
		if err := h.Case(c, pictures); err != nil {
			t.Fatal(err)
		}
	}
	shared := Shared{Symbols: []byte(`<svg class="symbols"></svg>`), Stylesheet: []byte("@font-face{font-family:face0}")}
	if err := h.Page(&out, func() io.Reader { return &rows }, run.Run, unread, shared); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func parse(t *testing.T, text string) (elements []*html.Node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode || n.Type == html.CommentNode {
			elements = append(elements, n)
		}
	}
	return elements
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func find(elements []*html.Node, tag, class string) (found []*html.Node) {
	for _, n := range elements {
		if n.Data == tag && (class == "" || slices.Contains(strings.Fields(attribute(n, "class")), class)) {
			found = append(found, n)
		}
	}
	return found
}

func rendering() *Gathered {
	run := sample()
	run.Rendered = true
	run.Totals = Totals{Rows: 4, Applications: 3, Rendered: 2, Refused: 1, Blank: 1, Errors: 2, Warnings: 1, Documents: 3, Pages: 4, CellsSeen: 10, CellsRead: 10}
	done, draft := run.Cases[0], run.Cases[0]
	refused := run.Cases[0]
	warning := filing.Finding{Rule: "D-17", Level: filing.Warning, Place: at("AN4"), Field: filing.FieldHomeURL, Value: "https://www.example.cn", Message: filing.Words{ZH: "首页网址应在域名之下"}}
	done.Verdict = &filing.Verdict{FilingType: filing.NewFiling, Findings: []filing.Finding{warning}}
	done.Application = &filing.Application{ID: "A 1/2#<", Place: refused.Application.Place}
	done.Application.Set(filing.FieldProvince, "浙江省")
	done.Application.Set(filing.FieldDomains, "a.cn;b.cn;c.cn")
	done.Rendered, done.Folder = true, "A12-甲 乙"
	done.Papers = []Paper{{Form: "核验单", File: "A12-甲 乙/核验单.pdf", Pages: 2}, {Form: "受理单", File: "A12-甲 乙/受理单.pdf", Pages: 1}}
	draft.Application = &filing.Application{ID: "3", Place: refused.Application.Place}
	draft.Application.Set(filing.FieldProvince, "北平")
	draft.Rendered, draft.Folder = true, "javascript:x"
	draft.Papers = []Paper{{Form: "核验单", File: "javascript:x/核验单.pdf", Pages: 1}}
	run.Cases = []Case{refused, done, draft}
	run.Findings = []filing.Finding{{Rule: "D-20", Level: filing.Warning, Place: filing.Place{Workbook: "applicants.xlsx", Sheet: "备案信息", Cell: "C1"}, Message: filing.Words{ZH: "不认识的栏目", EN: "unknown heading"}}}
	return run
}

func TestHTMLSaysWhatTheRunSays(t *testing.T) {
	text := page(t, rendering(), filing.Chinese, filing.Words{ZH: "旧表.xls: 读不了", EN: "旧表.xls: cannot be read"})
	all := parse(t, text)
	var totals []string
	for _, n := range find(all, "dl", "totals") {
		for d := range n.ChildNodes() {
			if d.Type == html.ElementNode {
				totals = append(totals, textOf(d))
			}
		}
	}
	if got := strings.Join(totals, " "); got != "份申请3 已生成1 草稿1 未生成1 处错误2 处警告1 份材料3 页4" {
		t.Error(got)
	}
	cases := find(all, "tbody", "")
	for i, want := range []struct{ id, class, head, findings string }{
		{"a-0002", "refused p44", "0002张三广东新增备案未生成", "错误 个人网站须在备注中说明网站实质内容 GD-02applicants.xlsx:备案信息!AN2 网站备注 │ （空）依据：广东通管局要求 2；写明网站放什么内容，例如“个人摄影作品展示”"},
		{"a-A_20_1_2F_2_23__3C_", "done warned p33", "A 1/2#<a.cn 等 3 个域名浙江省新增备案已生成核验单受理单", "警告 首页网址应在域名之下 D-17applicants.xlsx:备案信息!AN4 首页网址 │ https://www.example.cn"},
		{"a-3", "draft p00", "3北平新增备案草稿核验单", ""},
	} {
		n := cases[i]
		if attribute(n, "id") != want.id || attribute(n, "class") != want.class {
			t.Errorf("%s %s", attribute(n, "id"), attribute(n, "class"))
		}
		below := slices.Collect(n.Descendants())
		if got := textOf(find(below, "tr", "head")[0]); got != want.head {
			t.Errorf("%s, want %s", got, want.head)
		}
		if got := strings.TrimSpace(textOf(find(below, "ul", "findings")[0])); want.findings != "" && got != want.findings {
			t.Errorf("%s, want %s", got, want.findings)
		}
	}
	var links []string
	for _, n := range find(all, "a", "") {
		links = append(links, attribute(n, "href"))
	}
	if got := strings.Join(slices.Compact(links), " "); got != "#a-0002 #a-A_20_1_2F_2_23__3C_ A12-%E7%94%B2%20%E4%B9%99/%E6%A0%B8%E9%AA%8C%E5%8D%95.pdf A12-%E7%94%B2%20%E4%B9%99/%E5%8F%97%E7%90%86%E5%8D%95.pdf "+
		"A12-%E7%94%B2%20%E4%B9%99/%E6%A0%B8%E9%AA%8C%E5%8D%95.pdf A12-%E7%94%B2%20%E4%B9%99/%E5%8F%97%E7%90%86%E5%8D%95.pdf #a-3 ./javascript:x/%E6%A0%B8%E9%AA%8C%E5%8D%95.pdf" {
		t.Error(got)
	}
	var captions []string
	for _, n := range find(all, "figcaption", "") {
		captions = append(captions, textOf(n))
	}
	if got := strings.Join(captions, ", "); got != "核验单 1/2, 核验单 2/2, 受理单, 核验单" {
		t.Error(got)
	}
	for _, want := range []string{
		"共 4 行 = 生成 2 + 未生成 1 + 空白 1 + 跳过 0", "单元格 10 个 = 读入 10 + 忽略 0", "旧表.xls: 读不了", "不认识的栏目",
		`<option value="33">浙江 1</option><option value="44">广东 1</option><option value="00">其他 1</option>`,
		"要交的材料 1", "域名证书</span><span>2 份", "备案期间关闭网站", "页面图上也是",
	} {
		if !strings.Contains(html.UnescapeString(text), want) && !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	english := page(t, rendering(), filing.English, filing.Words{ZH: "旧表.xls: 读不了", EN: "旧表.xls: cannot be read"})
	for _, want := range []string{`<html lang="en">`, "rows: 4 = 2 rendered", "cannot be read", "A personal site has to state", "Guangdong bureau 2; say what", "Not rendered 1", "Zhejiang 1", "unknown heading"} {
		if !strings.Contains(english, want) {
			t.Errorf("no %s", want)
		}
	}
}

// The policy allows the page's own styles and script and nothing else; nothing
// on the page would need more.
func TestHTMLKeepsItsPolicy(t *testing.T) {
	all := parse(t, page(t, rendering(), filing.Chinese))
	sum := func(n *html.Node) string {
		s := sha256.Sum256([]byte(textOf(n)))
		return "'sha256-" + base64.StdEncoding.EncodeToString(s[:]) + "'"
	}
	styles, scripts := find(all, "style", ""), find(all, "script", "")
	if len(styles) != 2 || len(scripts) != 1 {
		t.Fatalf("%d styles, %d scripts", len(styles), len(scripts))
	}
	policies := 0
	for _, n := range find(all, "meta", "") {
		if attribute(n, "http-equiv") == "" {
			continue
		}
		policies++
		want := fmt.Sprintf("default-src 'none'; script-src %s; style-src %s %s; font-src data:; base-uri 'none'; form-action 'none'", sum(scripts[0]), sum(styles[0]), sum(styles[1]))
		if got := attribute(n, "content"); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	if policies != 1 {
		t.Errorf("%d policies", policies)
	}
}

// elementsOfOurs are what a report is made of.
var elementsOfOurs = strings.Fields(`html head meta title style body header h1 h2 h3 p time main section dl dt dd div ul li b code span
	select option fieldset legend input label output table colgroup col thead tbody tr th td a details summary figure figcaption svg script`)

// Every text of a sheet, wherever it stands, is shown as text: the page has the
// elements and attributes that it has with harmless words.
func TestHTMLShowsMischiefAsText(t *testing.T) {
	shape := func(all []*html.Node) string {
		var b strings.Builder
		for _, n := range all {
			b.WriteString(n.Data)
			if n.Type == html.CommentNode || !slices.Contains(elementsOfOurs, n.Data) {
				t.Errorf("%q on the page", n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || slices.Contains([]string{"style", "src", "srcdoc", "action"}, a.Key) {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				b.WriteString(" " + a.Key)
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	mischievous := func(text string) *Gathered {
		run := rendering()
		for i := range run.Cases {
			a := *run.Cases[i].Application
			for _, f := range filing.Fields() {
				if f != filing.FieldDomains && f != filing.FieldProvince {
					a.Set(f, text)
				}
			}
			a.ID = text + fmt.Sprint(i)
			a.Place.Workbook, a.Place.Sheet = text, text
			v := *run.Cases[i].Verdict
			words := filing.Words{ZH: text, EN: text}
			v.Findings = []filing.Finding{{Rule: "T-01", Level: filing.Error, Field: filing.FieldRemark, Place: a.Place, Value: text, Message: words, Remedy: words, Source: words}}
			v.Attach, v.Do = []filing.Attachment{{Rule: "T-01", What: words, Copies: 1}}, []filing.Task{{Rule: "T-01", Text: words}}
			run.Cases[i].Application, run.Cases[i].Verdict = &a, &v
			for n := range run.Cases[i].Papers {
				run.Cases[i].Papers[n].File = text
			}
		}
		run.Findings = run.Cases[0].Verdict.Findings
		return run
	}
	harmless := shape(parse(t, page(t, mischievous("甲"), filing.Chinese, filing.Words{ZH: "甲"})))
	for _, text := range madeUp.Hostile {
		told := page(t, mischievous(text), filing.Chinese, filing.Words{ZH: text})
		all := parse(t, told)
		if shape(all) != harmless {
			t.Errorf("%q changes the page", text)
		}
		for _, n := range find(all, "span", "name") {
			if got := textOf(n); got != cut(safe(text), 120) {
				t.Errorf("%q is shown as %q", text, got)
			}
		}
		for _, n := range find(all, "a", "") {
			if href := attribute(n, "href"); strings.Contains(strings.SplitN(href, "/", 2)[0], ":") {
				t.Errorf("%q leads to %s", text, href)
			}
		}
		for _, r := range told {
			if r < ' ' && r != '\n' && r != '\t' || r == 0xFEFF || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
				t.Errorf("%q puts %U on the page", text, r)
			}
		}
	}
}

// A long run is told within bounded memory, and its page stays within what a
// browser opens: lists and pictures for the first only.
func TestHTMLOfALongRun(t *testing.T) {
	run := rendering()
	var rows counter
	h := NewHTML(&rows, filing.Chinese)
	pictures := []Picture{{"核验单", []byte(`<svg class="paper"></svg>`)}}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	const n = 10_000
	for i := range n {
		c := run.Cases[1]
		a := *c.Application
		a.ID, a.Place.Workbook = fmt.Sprintf("%05d", i), fmt.Sprintf("%d.xlsx", i)
		c.Application = &a
		var drawn []Picture
		if h.WantsPictures() {
			drawn = pictures
		}
		if err := h.Case(c, drawn); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
		t.Errorf("%d bytes are kept", grown)
	}
	var out bytes.Buffer
	if err := h.Page(&out, func() io.Reader { return strings.NewReader("") }, run.Run, nil, Shared{}); err != nil {
		t.Fatal(err)
	}
	if each := int(rows) / n; each > 1200 {
		t.Errorf("%d bytes an application", each)
	}
	for _, want := range []string{"页面图只画前 100 份", "只列前 1000 份", "0.xlsx、1.xlsx、2.xlsx、3.xlsx、4.xlsx 等"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}

// counter counts what is written.
type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

func TestHTMLTellsAFailingDisk(t *testing.T) {
	h := NewHTML(full{}, filing.Chinese)
	var err error
	for range 2000 {
		if err = h.Case(rendering().Cases[1], nil); err != nil {
			break
		}
	}
	if err == nil {
		t.Error("nobody says that rows are lost")
	}
	h = NewHTML(io.Discard, filing.Chinese)
	if err := h.Page(full{}, func() io.Reader { return strings.NewReader("") }, rendering().Run, nil, Shared{}); err == nil {
		t.Error("nobody says that the page is lost")
	}
	if err := h.Page(io.Discard, func() io.Reader { return iotest.ErrReader(io.ErrClosedPipe) }, rendering().Run, nil, Shared{}); err == nil {
		t.Error("nobody says that rows cannot be read back")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
