package press

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// mine are the applications that the run prints, by their place in it: those
// of its shard, and of these the ones selected.
func (j *Job) mine() ([]int, error) {
	selected, err := j.selected()
	if err != nil {
		return nil, err
	}
	mine := make([]int, 0, j.Applications())
	for i := range j.backlog.entries {
		if j.settings.Shard.Has(i) && (selected == nil || selected[i]) {
			mine = append(mine, i)
		}
	}
	return mine, nil
}

// selected are the applications that --select names, by their place in the run;
// nil for all. Its parts, with commas between, are ids, or two ids with a hyphen:
// where both are numbers, all ids that are numbers from one to the other, else
// all applications between them in the order of the sheets.
func (j *Job) selected() ([]bool, error) {
	if j.settings.Select == "" {
		return nil, nil
	}
	entries := j.backlog.entries
	at := make(map[string]int, len(entries))
	for i := range entries {
		at[entries[i].id] = i
	}
	selected := make([]bool, len(entries))
	for part := range strings.FieldsFuncSeq(j.settings.Select, func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == ' ' }) {
		if i, is := at[part]; is {
			selected[i] = true
			continue
		}
		if !j.selectRange(part, at, selected) {
			return nil, j.unknownID(part)
		}
	}
	if !slices.Contains(selected, true) {
		return nil, j.unknownID(j.settings.Select)
	}
	return selected, nil
}

// selectRange selects from one id to another; an id may have hyphens of its own.
func (j *Job) selectRange(part string, at map[string]int, selected []bool) bool {
	for i, r := range part {
		if r != '-' {
			continue
		}
		first, last := part[:i], part[i+1:]
		from, isFrom := at[first]
		to, isTo := at[last]
		if isFrom && isTo && from <= to {
			for i := from; i <= to; i++ {
				selected[i] = true
			}
			return true
		}
		low, lowErr := strconv.Atoi(first)
		high, highErr := strconv.Atoi(last)
		if lowErr != nil || highErr != nil || low > high {
			continue
		}
		found := false
		for i := range j.backlog.entries {
			if n, err := strconv.Atoi(j.backlog.entries[i].id); err == nil && low <= n && n <= high {
				selected[i], found = true, true
			}
		}
		return found
	}
	return false
}

func (j *Job) unknownID(part string) error {
	ids := make([]string, len(j.backlog.entries))
	for i, e := range j.backlog.entries {
		ids[i] = e.id
	}
	shown, near := filing.Escape(part), filing.Words{}
	if first, last, ok := strings.Cut(part, "-"); ok && slices.Contains(ids, first) && slices.Contains(ids, last) {
		return fail(Usage, nil, fmt.Sprintf("--select: “%s”的先后反了", shown), fmt.Sprintf("--select: the range %q runs backwards", shown)).
			hint("写成 "+filing.Escape(last)+"-"+filing.Escape(first), "write "+filing.Escape(last)+"-"+filing.Escape(first))
	}
	if id, ok := filing.Nearest(part, ids); ok {
		id = filing.Escape(id)
		near = filing.Words{ZH: "最接近的是 " + id + "；", EN: "the nearest is " + id + "; "}
	}
	return fail(Usage, nil, fmt.Sprintf("--select: 没有编号为“%s”的申请", shown), fmt.Sprintf("--select: no application has the id %q", shown)).
		hint(near.ZH+"编号就是运行时每行开头的那一个，例如 --select 0002,0010-0020", near.EN+"ids are what each line of a run begins with, as in --select 0002,0010-0020")
}
