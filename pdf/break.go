package pdf

import (
	"strings"
	"unicode"

	"github.com/icpgen/icpgen/fonts"
)

// Broken is one line of a broken text.
type Broken struct {
	Words string
	Width float64 // millimetres
	Last  bool    // ends a paragraph
}

// Break breaks words into lines of at most width millimetres; the first line
// of each paragraph is shorter by firstIndent. A line feed ends a paragraph.
//
// No line begins with a mark that closes or separates, none ends with one that
// opens, and —— and …… stay whole (GB/T 15834-2011 5.1; W3C clreq 3.1.3).
// Latin words, numbers, addresses and domains stay whole too unless one is
// longer than a line: then it is cut after . @ / - _ and only if that is not
// enough between any two characters. Spaces at the end of a line are dropped,
// and so is what cannot be printed. Only a line of a single character can be
// longer than width.
func (s Style) Break(words string, width, firstIndent float64) []Broken {
	m, lines := s.lines(words, width, firstIndent)
	em := s.Em()
	broken := make([]Broken, len(lines))
	for i, l := range lines {
		broken[i] = Broken{
			Words: string(m.runes[l.from:l.to]),
			Width: m.width(l.from, l.to, s.Spacing/em) * em,
			Last:  l.last,
		}
	}
	return broken
}

// Lines is how many lines [Style.Break] makes.
func (s Style) Lines(words string, width, firstIndent float64) int {
	_, lines := s.lines(words, width, firstIndent)
	return len(lines)
}

func (s Style) lines(words string, width, firstIndent float64) (*measured, []span) {
	m := measureAgain(s.Face, words)
	em := s.Em()
	lines, _ := m.lines(width/em, firstIndent/em, s.Spacing/em)
	return m, lines
}

// cut is how good a place for a line to end is.
type cut uint8

const (
	never    cut = iota // against the rules
	anywhere            // inside a word
	afterDot            // inside an address, after . @ / - _
	regular
)

// measured is a text with all that is needed to break it at any size.
type measured struct {
	runes  []rune
	before []cut     // before[i]: for a line to begin with runes[i]
	upto   []float64 // upto[i]: the ems of the first i characters
	feeds  bool      // holds a line feed
}

// span is a line: runes[from:to].
type span struct {
	from, to int
	last     bool
}

func (m *measured) weight() int { return 16 * len(m.runes) }

type measureKey struct {
	face  fonts.Style
	words string
}

// Forms break the same pledges and tasks for every applicant, at several sizes.
var measuredBefore = &shelf[measureKey, *measured]{room: 1 << 20}

// measureAgain is measure for words that may well come again: long ones, as
// names and addresses are not.
func measureAgain(face fonts.Style, words string) *measured {
	const long = 60 // bytes
	if len(words) < long {
		return measure(face, words, false)
	}
	key := measureKey{face, words}
	m, ok := measuredBefore.take(key)
	if !ok {
		m = measure(face, words, false)
		measuredBefore.put(key, m)
	}
	return m
}

// measure prepares words. With marks, lines end at spaces only, so that no
// check box loses its wording.
func measure(face fonts.Style, words string, marks bool) *measured {
	m := &measured{
		runes:  make([]rune, 0, len(words)/2),
		before: make([]cut, 0, len(words)/2),
		upto:   make([]float64, 1, len(words)/2+1),
	}
	all := []rune(words)
	j := judge{}
	ems := 0.0
	for i, r := range all {
		em, ok := 0.0, true
		if r == '\n' {
			m.feeds = true
		} else if em, ok = advance(face, r); !ok {
			continue
		}
		next := rune(0)
		if i+1 < len(all) {
			next = all[i+1]
		}
		spaced := j.spaced
		c := j.before(r, next)
		if marks && c == regular && !spaced {
			c = afterDot
		}
		ems += em
		m.runes = append(m.runes, r)
		m.before = append(m.before, c)
		m.upto = append(m.upto, ems)
	}
	return m
}

// width is the length of runes[i:j] in ems, with gap ems between characters.
func (m *measured) width(i, j int, gap float64) float64 {
	if j <= i {
		return 0
	}
	return m.upto[j] - m.upto[i] + float64(j-i-1)*gap
}

// lines breaks the text, everything in ems, and tells the worst place at which
// it had to cut. It looks at each character a few times at most.
func (m *measured) lines(width, indent, gap float64) (lines []span, worst cut) {
	worst = regular
	if n := len(m.runes); width > 0 { // most lines are nearly full
		lines = make([]span, 0, 1+int(min(1.05*m.upto[n]/width, float64(n))))
	}
	room := width - indent
	for start := 0; start < len(m.runes); {
		line, next, c := m.line(start, room, width, gap)
		lines = append(lines, line)
		worst = min(worst, c)
		start = next
		room = width
		if line.last {
			room -= indent
		}
	}
	return lines, worst
}

// line sets one line from start into room ems; full is the room of the others.
func (m *measured) line(start int, room, full, gap float64) (l span, next int, at cut) {
	const slack = 1e-9
	var found [regular + 1]int // the last place of each sort; 0 is none
	inked := start             // behind the last character that is not a space
	i := start
	for ; i < len(m.runes); i++ {
		r := m.runes[i]
		if r == '\n' {
			return span{start, inked, true}, i + 1, regular
		}
		if isSpace(r) {
			continue
		}
		if inked > start {
			found[m.before[i]] = i
		}
		if m.width(start, i+1, gap) > room+slack {
			if inked > start {
				break
			}
			start = i // spaces at the head give way
		}
		inked = i + 1
	}
	if i == len(m.runes) {
		return span{start, inked, true}, i, regular
	}
	for at = regular; at > never && found[at] == 0; at-- {
	}
	next = found[at]
	switch {
	case at == never:
		next = i
	case at == regular && found[afterDot] > next && m.longer(next, i, full+slack, gap):
		at, next = afterDot, found[afterDot] // no line would hold what follows
	}
	to := next
	for to > start && isSpace(m.runes[to-1]) {
		to--
	}
	return span{start, to, false}, next, at
}

// longer tells whether what stands from start to the next regular place for a
// break behind i is longer than room.
func (m *measured) longer(start, i int, room, gap float64) bool {
	for ; i < len(m.runes) && m.runes[i] != '\n' && !isSpace(m.runes[i]); i++ {
		if m.before[i] == regular {
			return false
		}
		if m.width(start, i+1, gap) > room {
			return true
		}
	}
	return false
}

func isSpace(r rune) bool {
	return r == ' ' || r == '\u3000' || r >= '\u2000' && r <= '\u200a' && r != '\u2007'
}

// kind is what a character means to the breaking of lines.
type kind uint8

const (
	ideograph kind = iota // Chinese and whatever stands alone
	word                  // Latin letters, digits, their signs: kept in runs
	opening               // not at a line's end
	closing               // not at a line's start
	dividing              // neither
)

const (
	openingMarks  = "（《〈「『【〔〖［｛“‘〘〚〝﹙﹛﹝｟｢￥＄￡¥£€№" + string(empty) + string(ticked)
	closingMarks  = "，。、；：？！）》〉」』】〕〗］｝”’〙〛〞〟﹚﹜﹞｠｣｡､．‼⁇⁈⁉·‧・•–～〜－‐％‰℃℉°′″々〻ー"
	dividingMarks = "／"
	openingASCII  = "([{$"
	closingASCII  = ")]}>,.;:?!%'"
	addressJoints = ".@/-_:?&=%"
)

// judge goes through a text and says for each character whether a line may
// begin with it.
type judge struct {
	last   rune // the last character that is not a space
	kind   kind // and what it is
	spaced bool // a space came after it
	begun  bool
	quoted bool // inside "…"
}

func (j *judge) before(r, next rune) cut {
	if r == '\n' {
		*j = judge{}
		return never
	}
	if isSpace(r) {
		j.spaced = true
		return never
	}
	k := kindOf(r)
	switch {
	case r == '"':
		k = opening
		if j.quoted {
			k = closing
		}
		j.quoted = !j.quoted
	case r == '’' && j.begun && j.kind == word && !j.spaced && kindOf(next) == word:
		k = word // an apostrophe
	case isDash(r) && next != r && j.last != r:
		k = closing // one alone joins, two make a break in thought
	}
	c := j.between(r, k)
	if isMark(r) {
		k = j.kind
	}
	j.last, j.kind, j.begun, j.spaced = r, k, true, false
	return c
}

func (j *judge) between(r rune, k kind) cut {
	switch {
	case !j.begun,
		k == closing, k == dividing,
		j.kind == opening, j.kind == dividing,
		isMark(r),
		r == j.last && !j.spaced && (isDash(r) || isEllipsis(r)):
		return never
	case k == word && j.kind == word && !j.spaced:
		switch {
		case j.last == ';', j.last == ',' && !(r >= '0' && r <= '9'):
			return regular
		case strings.ContainsRune(addressJoints, j.last):
			return afterDot
		}
		return anywhere
	case k == word && strings.ContainsRune(closingASCII, r),
		k == word && !j.spaced && (r == '-' || r == '/'), // 号-11
		j.kind == word && strings.ContainsRune(openingASCII, j.last):
		return never
	}
	return regular
}

// isMark tells whether a character sits on the one before it.
func isMark(r rune) bool { return r >= 0x300 && r < 0x2000 && unicode.Is(unicode.M, r) }

func isDash(r rune) bool     { return r == '—' || r == '―' }
func isEllipsis(r rune) bool { return r == '…' || r == '⋯' }

func kindOf(r rune) kind {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return ideograph
	case r > ' ' && r < 0x7F:
		return word
	case strings.ContainsRune(openingMarks, r):
		return opening
	case strings.ContainsRune(closingMarks, r):
		return closing
	case strings.ContainsRune(dividingMarks, r):
		return dividing
	case r >= 0x2E80 && r <= 0xA4CF, // radicals … Yi
		r >= 0xAC00 && r <= 0xD7AF, // Hangul
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFFEF,
		r >= 0x2190 && r <= 0x2BFF, // arrows, mathematics, circled digits, figures
		r >= 0x1F000,               // signs; ideographs of the supplementary planes
		isDash(r), isEllipsis(r), r == '※', r == '×', r == '÷':
		return ideograph
	}
	return word
}
