package pdf

import (
	"fmt"
	"strings"

	"github.com/icpgen/icpgen/fonts"
)

// Layout tells the document as text, for a person to compare: one item a line,
// places in millimetres to one decimal.
func (d *Document) Layout() string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q\n", d.Title)
	for i, p := range d.Pages {
		fmt.Fprintf(&b, "page %d\n", i+1)
		p.Form.layout(&b, "form")
		p.Values.layout(&b, "values")
	}
	return b.String()
}

func (l *Layer) layout(b *strings.Builder, name string) {
	fmt.Fprintf(b, "%s\n", name)
	for _, item := range l.Items {
		switch it := item.(type) {
		case Text:
			fmt.Fprintf(b, "  text %.1f %.1f %s %g", it.X, it.Y, styleNames[it.Style.Face], it.Style.Size)
			if it.Style.Spacing != 0 {
				fmt.Fprintf(b, " spacing %.2f", it.Style.Spacing)
			}
			if it.Style.White {
				b.WriteString(" white")
			}
			if it.Style.Gray != 0 {
				fmt.Fprintf(b, " gray %.2f", it.Style.Gray)
			}
			if it.Angle != 0 {
				fmt.Fprintf(b, " turned %.1f", it.Angle)
			}
			fmt.Fprintf(b, " %q", it.Words)
			if it.From != "" {
				fmt.Fprintf(b, " <%s>", it.From)
			}
		case Line:
			fmt.Fprintf(b, "  line %.1f %.1f %.1f %.1f weight %.2f", it.X1, it.Y1, it.X2, it.Y2, it.Weight)
			switch it.Dash {
			case Dashed:
				b.WriteString(" dashed")
			case Dotted:
				b.WriteString(" dotted")
			}
			if it.Gray != 0 {
				fmt.Fprintf(b, " gray %.2f", it.Gray)
			}
		case Rect:
			fmt.Fprintf(b, "  rect %.1f %.1f %.1f %.1f gray %.2f", it.X, it.Y, it.W, it.H, it.Gray)
		case Check:
			fmt.Fprintf(b, "  check %.1f %.1f %.1f", it.X, it.Y, it.Size)
			if it.Ticked {
				b.WriteString(" ticked")
			}
		case Blank:
			fmt.Fprintf(b, "  blank %s %.1f %.1f %.1f %.1f", it.Name, it.X, it.Y, it.W, it.H)
		}
		b.WriteByte('\n')
	}
	for _, p := range l.Problems {
		fmt.Fprintf(b, "  problem <%s> %q", p.From, p.Words)
		if p.Rune != 0 {
			fmt.Fprintf(b, " %U", p.Rune)
		}
		b.WriteByte('\n')
	}
}

var styleNames = map[fonts.Style]string{fonts.Song: "Song", fonts.SongBold: "SongBold", fonts.Hei: "Hei"}
