package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// Text tells people, in lines for a terminal.
type Text struct {
	Lang  filing.Lang
	Color bool
}

// small is the longest run that is listed one application a line.
const small = 50

// widest is how many columns of a value a finding shows.
const widest = 72

// Teller tells a run on w: its findings as they come, where each application
// stands if there are few, and the totals; quiet leaves only the findings.
func (t Text) Teller(w io.Writer, quiet bool) Teller {
	return &textTeller{Text: t, w: w, quiet: quiet}
}

type textTeller struct {
	Text
	w     io.Writer
	quiet bool
	b     strings.Builder
	rows  [][]string
	cases int
	told  bool // a finding
	done  bool // Rendered
}

func (t *textTeller) Begin(run Run) error {
	t.done = run.Rendered
	for _, f := range run.Findings {
		t.finding(&t.b, f)
		t.told = true
	}
	return nil
}

func (t *textTeller) Case(c Case) error {
	for _, f := range c.Verdict.Findings {
		t.finding(&t.b, f)
		t.told = true
	}
	if t.cases++; t.cases <= small && !t.quiet {
		t.rows = append(t.rows, t.standing(c, t.done))
	}
	if t.b.Len() > 1<<16 {
		return t.flush()
	}
	return nil
}

func (t *textTeller) End(run Run) error {
	if !t.quiet && !run.Stopped {
		if t.told {
			t.b.WriteString("\n")
		}
		if t.cases <= small {
			table(&t.b, "", t.rows)
			if len(t.rows) > 0 {
				t.b.WriteString("\n")
			}
		}
		t.totals(&t.b, run)
	}
	return t.flush()
}

func (t *textTeller) flush() error {
	_, err := io.WriteString(t.w, t.b.String())
	t.b.Reset()
	return err
}

// finding is three lines: place, level, message and rule; the value; who says
// so and what would be right.
func (t Text) finding(b *strings.Builder, f filing.Finding) {
	level, paint := levelWord(f, t.Lang), yellow
	switch {
	case f.Accepted:
		paint = dim
	case f.Level == filing.Error:
		paint = red
	}
	place := filing.Escape(f.Place.Discreet().String())
	if place != "" {
		place = t.paint(bold, place) + ": "
	}
	fmt.Fprintf(b, "%s%s: %s %s\n", place, t.paint(paint, level), safe(f.Message.In(t.Lang)), t.paint(dim, "["+f.Rule+"]"))
	if f.Field != filing.NoField {
		fmt.Fprintf(b, "    %s │ %s\n", f.Field.Heading(), shownValue(f, t.Lang))
	}
	if advice := advice(f, t.Lang); advice != "" {
		fmt.Fprintf(b, "    %s\n", advice)
	}
}

// standing is where an application stands, for a table.
func (t Text) standing(c Case, rendered bool) []string {
	a, v := c.Application, c.Verdict
	row := []string{
		cut(filing.Escape(a.ID), 20),
		cut(safe(a.Text(filing.FieldSubjectName)), 40),
		cut(safe(a.Text(filing.FieldProvince)), 12),
		string(v.FilingType),
	}
	switch {
	case rendered && !c.Rendered:
		row = append(row, t.say("未生成", "not rendered"))
	case rendered && v.Refused():
		row = append(row, t.say("草稿", "draft"))
	case rendered:
		row = append(row, t.say("已生成", "rendered"))
	case v.Refused():
		row = append(row, t.say("须改正", "to correct"))
	default:
		row = append(row, t.say("可提交", "ready"))
	}
	papers := v.Forms
	if rendered {
		papers = nil
		for _, p := range c.Papers {
			papers = append(papers, p.Form)
		}
	} else if v.Refused() {
		papers = nil
	}
	return append(row, strings.Join(papers, " "))
}

func (t Text) totals(b *strings.Builder, run Run) {
	n := run.Totals
	b.WriteString(t.rows(run) + "\n")
	if run.Rendered {
		if run.Jobs == nil || n.Written+n.Unchanged > 0 {
			fmt.Fprintf(b, t.say("文件 %d 份，%d 页；新写 %d 份，未变 %d 份\n",
				"documents: %d with %d pages; %d written, %d unchanged\n"), n.Documents, n.Pages, n.Written, n.Unchanged)
		} else {
			fmt.Fprintf(b, t.say("材料 %d 份，%d 页\n", "documents: %d with %d pages\n"), n.Documents, n.Pages)
		}
		for _, f := range run.Jobs {
			state := t.say("未变", "unchanged")
			if f.Written {
				state = t.say("新写", "written")
			}
			fmt.Fprintf(b, t.say("打印作业 %s：%d 页，%d 张纸；%s\n", "print job %s: %d pages on %d sheets; %s\n"), filing.Escape(f.File), f.Pages, f.Sheets, state)
		}
	}
	if n.CellsSeen > 0 {
		b.WriteString(t.cells(n) + "\n")
	}
	fmt.Fprintf(b, t.say("错误 %d 处，警告 %d 处\n", "errors: %d, warnings: %d\n"), n.Errors, n.Warnings)
	if run.Compared {
		fmt.Fprintf(b, t.say("其中基线已有：错误 %d 处，警告 %d 处；基线里有 %d 处已不再出现\n", "of these in the baseline: errors: %d, warnings: %d; %d of the baseline are gone\n"),
			n.AcceptedErrors, n.AcceptedWarnings, n.Gone)
	}
}

// rows accounts for the rows of the sheets.
func (t Text) rows(run Run) string {
	n := run.Totals
	if !run.Rendered {
		return fmt.Sprintf(t.say("共 %d 行 = 可提交 %d + 须改正 %d + 空白 %d + 跳过 %d",
			"rows: %d = %d ready + %d to correct + %d blank + %d skipped"), n.Rows, n.Applications-n.Refused, n.Refused, n.Blank, n.Skipped)
	}
	elsewhere := ""
	if n.Elsewhere > 0 {
		elsewhere = fmt.Sprintf(t.say(" + 不在此次 %d", " + %d not in this run"), n.Elsewhere)
	}
	return fmt.Sprintf(t.say("共 %d 行 = 生成 %d + 未生成 %d%s + 空白 %d + 跳过 %d",
		"rows: %d = %d rendered + %d not rendered%s + %d blank + %d skipped"), n.Rows, n.Rendered, n.Refused, elsewhere, n.Blank, n.Skipped)
}

// cells accounts for the cells of the sheets.
func (t Text) cells(n Totals) string {
	var why []string
	for _, i := range n.Ignored {
		why = append(why, fmt.Sprintf("%s %d", i.Reason.In(t.Lang), i.Cells))
	}
	reasons := strings.Join(why, t.say("，", ", "))
	if reasons != "" {
		reasons = t.say("（"+reasons+"）", " ("+reasons+")")
	}
	return fmt.Sprintf(t.say("单元格 %d 个 = 读入 %d + 忽略 %d%s", "cells: %d = %d read + %d ignored%s"), n.CellsSeen, n.CellsRead, n.CellsIgnored, reasons)
}

func (t Text) say(zh, en string) string { return filing.Words{ZH: zh, EN: en}.In(t.Lang) }

// paint is a terminal's attribute (ECMA-48 SGR).
type paint string

const (
	bold   paint = "1"
	dim    paint = "2"
	red    paint = "1;31"
	green  paint = "32"
	yellow paint = "33"
)

func (t Text) paint(p paint, words string) string {
	if !t.Color {
		return words
	}
	return "\x1b[" + string(p) + "m" + words + "\x1b[0m"
}

// Refusal tells what stopped a run, and what to do.
func (t Text) Refusal(w io.Writer, words, hint string) error {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(words), "\n") {
		if i == 0 {
			b.WriteString(t.paint(red, t.say("错误", "error")) + ": ")
		} else {
			b.WriteString("    ")
		}
		b.WriteString(filing.Escape(strings.ReplaceAll(line, "\t", "    ")) + "\n")
	}
	if hint != "" {
		b.WriteString("    " + t.say("提示：", "hint: ") + filing.Escape(hint) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Hint tells what a good run should still be told.
func (t Text) Hint(w io.Writer, words string) error {
	_, err := io.WriteString(w, t.say("提示：", "hint: ")+filing.Escape(words)+"\n")
	return err
}
