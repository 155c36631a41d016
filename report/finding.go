package report

import (
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// safe makes words that may quote a sheet fit to be shown.
func safe(words string) string { return filing.Escape(filing.MaskAll(words)) }

// shown is a field's value as a report may show it.
func shown(field filing.Field, value string) string { return filing.Escape(field.Mask(value)) }

// levelWord is a finding's level, and whether it was known.
func levelWord(f filing.Finding, lang filing.Lang) string {
	word := filing.Words{ZH: "警告", EN: "warning"}
	if f.Level == filing.Error {
		word = filing.Words{ZH: "错误", EN: "error"}
	}
	if f.Accepted {
		word.ZH, word.EN = word.ZH+"（基线已有）", word.EN+" (in the baseline)"
	}
	return word.In(lang)
}

// inWorkbook is a place as it may be shown, without its workbook; empty for the
// workbook itself.
func inWorkbook(p filing.Place) string {
	p = p.Discreet()
	p.Workbook = ""
	return strings.TrimLeft(p.String(), ":!")
}

// shownValue is a finding's value as people are shown it, cut to a line.
func shownValue(f filing.Finding, lang filing.Lang) string {
	if f.Value == "" {
		return filing.Words{ZH: "（空）", EN: "(blank)"}.In(lang)
	}
	return cut(shown(f.Field, f.Value), widest)
}

// advice is who says so and what would be right, in a line; empty where neither
// is known. The source is the rulebook's word: what looks like a number there is
// a standard's.
func advice(f filing.Finding, lang filing.Lang) string {
	source, remedy := filing.Escape(f.Source.In(lang)), safe(f.Remedy.In(lang))
	if source == "" {
		return remedy
	}
	source = filing.Words{ZH: "依据：", EN: "Source: "}.In(lang) + source
	if remedy == "" {
		return source
	}
	return source + filing.Words{ZH: "；", EN: "; "}.In(lang) + remedy
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
