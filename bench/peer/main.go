// Command peer writes papers as most programs that use gopdf do: a document at
// a time, the typefaces loaded anew for each, every line and word drawn. The
// papers are ours, so that the work is the same; nothing is verified.
//
//	peer COUNT FOLDER
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/signintech/gopdf"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/pdf"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/workbook"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: peer COUNT FOLDER")
	}
	count, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	folder := args[1]
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	data, err := os.ReadFile("samples/applicants.xlsx")
	if err != nil {
		return err
	}
	book, err := workbook.Read("applicants.xlsx", data, workbook.Options{})
	if err != nil {
		return err
	}
	law, err := rules.Load()
	if err != nil {
		return err
	}
	verdicts := law.Check(book.Applications, profile.Default(), filing.Day{Year: 2026, Month: 11, Day: 23})
	for done := 0; done < count; {
		for i, a := range book.Applications {
			packet := forms.Packet{Application: a, Verdict: &verdicts[i], Profile: profile.Default()}
			for _, form := range verdicts[i].Forms {
				if done == count {
					return nil
				}
				document, _ := packet.Lay(form)
				if err := draw(document, folder, filepath.Join(folder, fmt.Sprintf("%05d.pdf", done))); err != nil {
					return err
				}
				done++
			}
		}
	}
	return nil
}

func pt(mm float64) float64 { return mm * 72 / 25.4 }

// draw writes a document through gopdf.
func draw(d *pdf.Document, folder, name string) error {
	p := &gopdf.GoPdf{}
	p.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: 595.276, H: 841.890}})
	loaded := map[*fonts.Face]bool{}
	for _, page := range d.Pages {
		p.AddPage()
		for _, layer := range []*pdf.Layer{&page.Form, &page.Values} {
			for _, item := range layer.Items {
				if err := drawItem(p, item, folder, loaded); err != nil {
					return err
				}
			}
		}
	}
	data, err := p.GetBytesPdfReturnErr()
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func drawItem(p *gopdf.GoPdf, item pdf.Item, folder string, loaded map[*fonts.Face]bool) error {
	switch it := item.(type) {
	case pdf.Line:
		p.SetLineWidth(pt(it.Weight))
		p.Line(pt(it.X1), pt(it.Y1), pt(it.X2), pt(it.Y2))
	case pdf.Rect:
		p.SetGrayFill(it.Gray)
		p.RectFromUpperLeftWithStyle(pt(it.X), pt(it.Y), pt(it.W), pt(it.H), "F")
		p.SetGrayFill(0)
	case pdf.Check:
		p.SetLineWidth(0.4)
		p.RectFromUpperLeftWithStyle(pt(it.X), pt(it.Y), pt(it.Size), pt(it.Size), "D")
	case pdf.Text:
		return drawText(p, it, folder, loaded)
	}
	return nil
}

// drawText draws words, in one piece where one typeface has them all.
func drawText(p *gopdf.GoPdf, t pdf.Text, folder string, loaded map[*fonts.Face]bool) error {
	x := t.X
	for rest := t.Words; rest != ""; {
		var face *fonts.Face
		end, next := len(rest), x
		for i, r := range rest {
			f, _ := t.Style.Face.FaceOf(r)
			if face == nil {
				face = f
			}
			if f != face {
				end = i
				break
			}
			next += f.Advance(r)*t.Style.Em() + t.Style.Spacing
		}
		if !loaded[face] {
			file, err := fontFile(face, folder)
			if err != nil {
				return err
			}
			if err := p.AddTTFFont(face.Name(), file); err != nil {
				return err
			}
			loaded[face] = true
		}
		if err := p.SetFont(face.Name(), "", t.Style.Size); err != nil {
			return err
		}
		if err := p.SetCharSpacing(pt(t.Style.Spacing)); err != nil {
			return err
		}
		p.SetXY(pt(x), pt(t.Y))
		if err := p.Text(rest[:end]); err != nil {
			return err
		}
		rest, x = rest[end:], next
	}
	return nil
}

// fontFile is a typeface as a file, as a program would have it beside itself.
func fontFile(face *fonts.Face, folder string) (string, error) {
	name := filepath.Join(folder, face.Name()+".ttf")
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	var runes []rune
	for r := rune(' '); r < 0x9FFF; r++ {
		if face.Has(r) {
			runes = append(runes, r)
		}
	}
	for r := rune(0x20000); r < 0x30000; r++ {
		if face.Name() != "HanaMinB" && face.Has(r) {
			runes = append(runes, r)
		}
	}
	subset, err := face.Subset(runes)
	if err != nil {
		return "", err
	}
	return name, os.WriteFile(name, subset.TTF, 0o600)
}
