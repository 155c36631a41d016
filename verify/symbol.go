package verify

import "strings"

// symbol is a QR code (ISO/IEC 18004) as it stands on a page: whether the module
// at row and column is dark. It is read here, and not compared with what the
// library that drew it would draw again, so that a mistake there shows.
type symbol [][]bool

// version is a size of symbol at error correction level M, of a single block of
// codewords: what the code of a separator takes.
type version struct{ data, correction int }

// versions are versions 1 to 3, of 21, 25 and 29 modules a side.
var versions = []version{{16, 10}, {28, 16}, {44, 26}}

// read is what the symbol says. Every module has to be as it should: what a
// scanner would mend is a fault in print that has just been made.
func (s symbol) read() (text string, ok bool) {
	v := (len(s) - 21) / 4
	if len(s) < 21 || (len(s)-21)%4 != 0 || v >= len(versions) || !s.framed() {
		return "", false
	}
	mask, ok := s.mask()
	if !ok {
		return "", false
	}
	words := s.codewords(mask)
	if len(words) != versions[v].data+versions[v].correction || !intact(words, versions[v].correction) {
		return "", false
	}
	return message(words[:versions[v].data])
}

// fixed reports whether a module is not of the message: finder, separator,
// format, timing and alignment.
func (s symbol) fixed(row, column int) bool {
	n := len(s)
	return row < 9 && (column < 9 || column >= n-8) || row >= n-8 && column < 9 || row == 6 || column == 6 || s.aligning(row, column)
}

// aligning reports whether a module is of the alignment pattern, which version 1
// has not.
func (s symbol) aligning(row, column int) bool {
	n := len(s)
	return n > 21 && away(row-(n-7)) <= 2 && away(column-(n-7)) <= 2
}

// framed reports whether finders, timing, alignment and the dark module stand.
func (s symbol) framed() bool {
	n := len(s)
	for row := range n {
		for column := range n {
			var dark bool
			switch {
			case row < 8 && column < 8:
				dark = finder(row-3, column-3)
			case row < 8 && column >= n-8:
				dark = finder(row-3, column-(n-4))
			case row >= n-8 && column < 8:
				dark = finder(row-(n-4), column-3)
			case row == 6:
				dark = column%2 == 0
			case column == 6:
				dark = row%2 == 0
			case s.aligning(row, column):
				dark = max(away(row-(n-7)), away(column-(n-7))) != 1
			case row == n-8 && column == 8:
				dark = true
			default:
				continue
			}
			if s[row][column] != dark {
				return false
			}
		}
	}
	return true
}

// finder is the pattern around its middle, with the light modules about it.
func finder(row, column int) bool {
	ring := max(away(row), away(column))
	return ring != 2 && ring < 4
}

func away(n int) int { return max(n, -n) }

// mask is the number of the mask, as both copies of the format tell it, at level M.
func (s symbol) mask() (mask int, ok bool) {
	n := len(s)
	first, second := 0, 0
	take := func(into *int, row, column int) {
		*into <<= 1
		if s[row][column] {
			*into |= 1
		}
	}
	for _, column := range []int{0, 1, 2, 3, 4, 5, 7, 8} {
		take(&first, 8, column)
	}
	for _, row := range []int{7, 5, 4, 3, 2, 1, 0} {
		take(&first, row, 8)
	}
	for row := n - 1; row > n-8; row-- {
		take(&second, row, 8)
	}
	for column := n - 8; column < n; column++ {
		take(&second, 8, column)
	}
	const veil, generator, level = 0x5412, 0x537, 0 // M
	bits := first ^ veil
	rest := bits
	for i := 14; i >= 10; i-- {
		if rest>>i&1 == 1 {
			rest ^= generator << (i - 10)
		}
	}
	return bits >> 10 & 7, first == second && rest == 0 && bits>>13 == level
}

// masked reports whether a mask turns a module.
func masked(mask, i, j int) bool {
	switch mask {
	case 0:
		return (i+j)%2 == 0
	case 1:
		return i%2 == 0
	case 2:
		return j%3 == 0
	case 3:
		return (i+j)%3 == 0
	case 4:
		return (i/2+j/3)%2 == 0
	case 5:
		return i*j%2+i*j%3 == 0
	case 6:
		return (i*j%2+i*j%3)%2 == 0
	}
	return ((i+j)%2+i*j%3)%2 == 0
}

// codewords are read in columns of two, up and down, from the right.
func (s symbol) codewords(mask int) (words []byte) {
	n := len(s)
	word, bits, up := 0, 0, true
	for right := n - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for k := range n {
			row := k
			if up {
				row = n - 1 - k
			}
			for _, column := range []int{right, right - 1} {
				if s.fixed(row, column) {
					continue
				}
				word <<= 1
				if s[row][column] != masked(mask, row, column) {
					word |= 1
				}
				if bits++; bits%8 == 0 {
					words, word = append(words, byte(word)), 0
				}
			}
		}
		up = !up
	}
	return words // what is left over are remainder bits
}

// intact reports whether a block is a word of its Reed-Solomon code: all its
// syndromes are 0.
func intact(words []byte, correction int) bool {
	root := byte(1)
	for range correction {
		sum := byte(0)
		for _, w := range words {
			sum = times(sum, root) ^ w
		}
		if sum != 0 {
			return false
		}
		root = times(root, 2)
	}
	return true
}

// times multiplies in GF(256) modulo x⁸+x⁴+x³+x²+1.
func times(a, b byte) (product byte) {
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			product ^= a
		}
		carry := a >> 7
		a = a<<1 ^ carry*0x1d
	}
	return product
}

const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// message is the text of the data codewords: one segment, of letters and digits
// or of ASCII bytes, and the end.
func message(words []byte) (text string, ok bool) {
	at := 0
	take := func(bits int) (value int) {
		for range bits {
			value <<= 1
			if at < 8*len(words) {
				value |= int(words[at/8]>>(7-at%8)) & 1
			}
			at++
		}
		return value
	}
	var b strings.Builder
	switch take(4) {
	case 2:
		for count := take(9); count > 0; count -= 2 {
			pair, most := 0, 45
			if count == 1 {
				pair = take(6)
			} else {
				pair, most = take(11), 45*45
			}
			if pair >= most {
				return "", false
			}
			if count > 1 {
				b.WriteByte(alphanumeric[pair/45])
			}
			b.WriteByte(alphanumeric[pair%45])
		}
	case 4:
		for count := take(8); count > 0; count-- {
			c := take(8)
			if c < ' ' || c > '~' {
				return "", false
			}
			b.WriteByte(byte(c))
		}
	default:
		return "", false
	}
	end := at
	return b.String(), end <= 8*len(words) && take(min(4, 8*len(words)-end)) == 0
}
