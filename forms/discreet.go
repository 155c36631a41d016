package forms

import (
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf"
)

// Discreet is a document of this packet as a report may show it: document
// numbers, telephones and mail addresses are masked, all else stands where it is
// printed. A number broken in two is masked as one.
func (p Packet) Discreet(d *pdf.Document) *pdf.Document {
	masked := &pdf.Document{Title: d.Title}
	for _, sheet := range d.Pages {
		masked.Pages = append(masked.Pages, &pdf.Page{Form: sheet.Form, Values: pdf.Layer{Items: p.discreet(sheet.Values.Items)}})
	}
	return masked
}

func (p Packet) discreet(items []pdf.Item) []pdf.Item {
	var masked []pdf.Item
	for len(items) > 0 {
		lines := paragraph(items)
		if len(lines) == 0 {
			masked = append(masked, items[0])
			items = items[1:]
			continue
		}
		items = items[len(lines):]
		words := ""
		for _, line := range lines {
			words += line.Words
		}
		rest := []rune(p.hide(lines[0].From, words))
		for i, line := range lines {
			n := min(len([]rune(line.Words)), len(rest))
			if i == len(lines)-1 {
				n = len(rest)
			}
			line.Words, rest = string(rest[:n]), rest[n:]
			masked = append(masked, line)
		}
	}
	return masked
}

// paragraph is the lines of one text at the head of items; none if no text
// stands there.
func paragraph(items []pdf.Item) (lines []pdf.Text) {
	for _, item := range items {
		t, ok := item.(pdf.Text)
		if !ok {
			break
		}
		if n := len(lines); n > 0 {
			last := lines[n-1]
			if t.From != last.From || t.Style.Size != last.Style.Size || t.Y <= last.Y || t.Y-last.Y > 2*t.Style.Em() {
				break
			}
		}
		lines = append(lines, t)
	}
	return lines
}

// hide masks words that came from a field. In doubt it hides.
func (p Packet) hide(from, words string) string {
	field, _ := filing.FieldByKey(from)
	if field.IsNumber() {
		if number := p.Application.Text(field); number != "" && strings.Contains(words, number) {
			words = strings.ReplaceAll(words, number, filing.Mask(number))
		} else {
			words = filing.Mask(words)
		}
	}
	return filing.MaskAll(p.Application.Discreet(words))
}
