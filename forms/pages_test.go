package forms

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// long is a packet whose 受理单 and 材料清单 take several pages.
func long(domains int) Packet {
	var names []string
	for i := range domains {
		names = append(names, fmt.Sprintf("a-domain-of-some-length-%03d.com.cn", i))
	}
	p := packet(with(with(company(), "主办单位名称", longName), "网站域名", strings.Join(names, ";")), filing.AsUnit)
	for _, name := range names {
		p.Verdict.Attach = append(p.Verdict.Attach, filing.Attachment{Rule: "M-07", What: filing.Words{ZH: "域名证书：" + name}, Copies: 2})
	}
	p.Verdict.Do = []filing.Task{{Rule: "M-14", Text: filing.Words{ZH: "所有材料加盖单位公章"}}, {Rule: "M-15", Text: filing.Words{ZH: "所有材料一式两份"}}}
	return p
}

// Pages come apart at the printer's: each says whose it is.
func TestFollowingPagesNameTheApplicant(t *testing.T) {
	p := long(120)
	for _, paper := range []string{filing.AcceptanceForm, filing.Checklist} {
		d, findings := p.Lay(paper)
		if len(d.Pages) < 2 || len(findings) != 0 {
			t.Fatalf("%s: %d pages, findings %v", paper, len(d.Pages), findings)
		}
		for n, sheet := range d.Pages[1:] {
			if said := words(&pdf.Document{Pages: []*pdf.Page{sheet}}); !strings.Contains(said, longName[:len("上海市浦东新区云栖梧桐")]) {
				t.Errorf("%s, page %d: %s", paper, n+2, said)
			}
		}
	}
}

// No heading stands over a single line of a list that goes on overleaf, and no
// page begins with the last line of one.
func TestListsOfTheChecklistAreNotTornApart(t *testing.T) {
	for domains := 1; domains <= 60; domains++ {
		p := long(domains)
		d, _ := p.Lay(filing.Checklist)
		for n, sheet := range d.Pages {
			heads := []float64{0} // what stands before the first heading was begun on the page before
			var boxes []float64
			for _, i := range items(sheet) {
				switch i := i.(type) {
				case pdf.Text:
					if strings.Contains(i.Words, "、") && slices.Contains(ordinals, strings.Split(i.Words, "、")[0]) && i.X < tableLeft+1 {
						heads = append(heads, i.Y)
					}
				case pdf.Check:
					boxes = append(boxes, i.Y)
				}
			}
			slices.Sort(heads)
			heads = append(heads, pdf.A4Height)
			for h := range len(heads) - 1 {
				lines := 0
				for _, y := range boxes {
					if heads[h] < y && y < heads[h+1] {
						lines++
					}
				}
				alone := lines == 1 && domains > 1
				if bare := h > 0 && lines == 0; bare || alone {
					t.Errorf("%d domains, page %d: %d lines below the heading at %.0f mm", domains, n+1, lines, heads[h])
				}
			}
		}
	}
}

// An address that is cut is copied wrong.
func TestAddressesOfTheAcceptanceFormStayWhole(t *testing.T) {
	const mail = "somebody@mail.department.qh.cn"
	const six = "2001:db8:1234:5678:9abc:def0:1234:5678;203.0.113.1;203.0.113.2;2001:db8:ffff:ffff:ffff:ffff:ffff:fffe;203.0.113.100-203.0.113.199"
	p := packet(with(with(company(), "网站负责人邮箱", mail), "网站IP地址", six), filing.AsUnit)
	d, findings := p.Lay(filing.AcceptanceForm)
	if len(findings) != 0 {
		t.Fatal(findings)
	}
	for _, address := range append(strings.Split(six, ";"), mail) {
		if !slices.ContainsFunc(items(d.Pages[0]), func(i pdf.Item) bool {
			text, ok := i.(pdf.Text)
			return ok && strings.Contains(text.Words, address)
		}) {
			t.Errorf("%s is cut", address)
		}
	}
}

func TestChecklistTellsHowToReachTheProvider(t *testing.T) {
	p := packet(company(), filing.AsUnit)
	p.Profile.Phone = "0571-88990000"
	if d, _ := p.Lay(filing.Checklist); !strings.Contains(words(d), "接入服务单位电话：0571-88990000") || strings.Contains(words(d), "寄送") {
		t.Error(words(d))
	}
	p.Profile.PostTo = "杭州市文三路 90 号（邮编 310012）"
	if d, _ := p.Lay(filing.Checklist); !strings.Contains(words(d), "材料寄送至：杭州市文三路 90 号（邮编 310012）接入") {
		t.Error(words(d))
	}
}
