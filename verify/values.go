package verify

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// countTexts looks for the values on this page. A value stands on its own:
// 张三 is not found in 张三丰, nor example.cn in www.example.cn. Within the
// sentences of a letter that cannot be asked.
func (j *judgement) countTexts() {
	for words, times := range j.texts {
		if times <= 0 {
			continue
		}
		found := 0
		j.findWhere(words, 0, func(f span) bool {
			if j.reads(f) && (j.paper == filing.AuthorizationLetter || j.alone(f)) {
				found++
			}
			return false
		})
		if found > 0 && j.paper == filing.AuthorizationLetter {
			found = times
		}
		j.texts[words] = times - found
	}
}

// alone tells whether a text is not part of a longer word.
func (j *judgement) alone(f span) bool {
	first, last := f.from, f.to-1
	y0, x0 := j.Glyphs[first].Y, j.boxes[first].x0
	y1, x1 := j.Glyphs[last].Y, j.boxes[last].x1
	near := 0.3 * j.Glyphs[first].Size * emPerPoint
	joined := false
	meet := func(i int) {
		b := j.boxes[i]
		if j.kinds[i] != printed || i >= f.from && i < f.to {
			return
		}
		if math.Abs(j.Glyphs[i].Y-y0) < near && math.Abs(b.x1-x0) < near {
			r, _ := utf8.DecodeLastRuneInString(j.Glyphs[i].Text)
			joined = joined || joins(r)
		}
		if math.Abs(j.Glyphs[i].Y-y1) < near && math.Abs(b.x0-x1) < near {
			r, _ := utf8.DecodeRuneInString(j.Glyphs[i].Text)
			joined = joined || joins(r)
		}
	}
	j.grid.near(j.boxes[first].inset(-near), meet)
	j.grid.near(j.boxes[last].inset(-near), meet)
	return !joined
}

// joins tells whether a character beside a text makes it a longer word.
func joins(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".-_@/:·", r)
}
