package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// GitHub tells findings as workflow commands, which GitHub shows as annotations
// of a run, one a line. The line of a file is the row of a sheet. What the
// baseline lists is a notice.
func GitHub(w io.Writer, lang filing.Lang) Teller { return &gitHub{w: w, lang: lang} }

type gitHub struct {
	w    io.Writer
	lang filing.Lang
}

func (g *gitHub) Begin(run Run) error { return g.tell(run.Findings) }
func (g *gitHub) Case(c Case) error   { return g.tell(c.Verdict.Findings) }
func (g *gitHub) End(Run) error       { return nil }

func (g *gitHub) tell(list []filing.Finding) error {
	var b strings.Builder
	for _, f := range list {
		command := f.Level.String()
		if f.Accepted {
			command = "notice"
		}
		place := f.Place.Discreet()
		place.Workbook = ""
		title := f.Rule
		if at := strings.TrimLeft(place.String(), ":!"); at != "" {
			title = f.Rule + " " + at
		}
		properties := "title=" + property(title)
		if f.Place.Row > 0 {
			properties = fmt.Sprintf("line=%d,", f.Place.Row) + properties
		}
		if f.Place.Workbook != "" {
			properties = "file=" + property(f.Place.Workbook) + "," + properties
		}
		fmt.Fprintf(&b, "::%s %s::%s\n", command, properties, commandData.Replace(told(f, g.lang)))
	}
	_, err := io.WriteString(g.w, b.String())
	return err
}

// told is a finding in a few lines: what is wrong, what to do, who says so.
func told(f filing.Finding, lang filing.Lang) string {
	text := safe(f.Message.In(lang))
	if remedy := f.Remedy.In(lang); remedy != "" {
		text += "\n" + safe(remedy)
	}
	if source := f.Source.In(lang); source != "" {
		text += "\n" + filing.Words{ZH: "依据：", EN: "Source: "}.In(lang) + filing.Escape(source)
	}
	return text
}

// What means something in a workflow command is written as a percent code.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func property(text string) string { return commandProperty.Replace(filing.Escape(text)) }
