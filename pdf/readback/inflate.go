package readback

import (
	"encoding/binary"
	"errors"
	"hash/adler32"
	"math/bits"
	"slices"
)

// inflater unpacks zlib streams (RFC 1950, 1951) that are in memory as a whole:
// that is two to three times faster than reading them piece by piece. It keeps
// its tables from one stream to the next.
type inflater struct {
	literals  huffman
	distances huffman
	lengths   huffman
	// The fixed codes, made when first needed.
	fixedLiterals, fixedDistances *huffman
}

var (
	errTooBig  = errors.New("unpacks to more than the limit")
	errPacked  = errors.New("damaged packed data")
	errCutOff  = errors.New("packed data is cut off")
	errNotZlib = errors.New("not packed by zlib")
	errSum     = errors.New("packed data does not match its checksum")
)

const (
	tableBits = 10 // of a code that are looked up at once
	mostBits  = 15

	// A table's entry: the code's length in the lowest four bits, how many bits
	// more follow it in the next four, then what it stands for. Longer codes
	// have a second table, whose place and width the entry tells.
	isSecond  = 1 << 31
	isLiteral = 1 << 30
	isEnd     = 1 << 29
)

// huffman decodes one code.
type huffman struct {
	table  [1 << tableBits]uint32
	second []uint32
}

// bitReader reads bits from the lowest on.
type bitReader struct {
	in   []byte
	at   int
	hold uint64
	n    uint
}

// fill makes sure of 56 bits; beyond the end they are zero.
func (b *bitReader) fill() {
	if b.at+8 <= len(b.in) {
		b.hold |= binary.LittleEndian.Uint64(b.in[b.at:]) << b.n
		more := (63 - b.n) >> 3
		b.at += int(more)
		b.n += more * 8
		return
	}
	for b.n <= 56 {
		if b.at < len(b.in) {
			b.hold |= uint64(b.in[b.at]) << b.n
		}
		b.at++ // counted beyond the end, to tell that it is cut off
		b.n += 8
	}
}

func (b *bitReader) take(n uint) uint32 {
	v := uint32(b.hold & (1<<n - 1))
	b.hold >>= n
	b.n -= n
	return v
}

// over tells that bits were used that the input does not have.
func (b *bitReader) over() bool { return b.at-int(b.n/8) > len(b.in) }

// inflate appends the unpacked bytes to out; left is how many there may be yet.
func (z *inflater) inflate(in, out []byte, left *int) ([]byte, error) {
	if len(in) < 2 || in[0]&15 != 8 || in[0]>>4 > 7 || (uint(in[0])<<8|uint(in[1]))%31 != 0 || in[1]&32 != 0 {
		return out, errNotZlib
	}
	start := len(out)
	b := bitReader{in: in[2:]}
	for {
		b.fill()
		last, kind := b.take(1), b.take(2)
		var err error
		switch kind {
		case 0:
			out, err = b.stored(out, start, *left)
		case 1:
			z.fixed()
			out, err = b.block(out, start, *left, z.fixedLiterals, z.fixedDistances)
		case 2:
			if err = z.codes(&b); err == nil {
				out, err = b.block(out, start, *left, &z.literals, &z.distances)
			}
		default:
			err = errPacked
		}
		if b.over() {
			err = errCutOff
		}
		if err != nil {
			*left -= len(out) - start
			return out, err
		}
		if last == 1 {
			break
		}
	}
	*left -= len(out) - start
	rest := b.in[b.at-int(b.n/8):]
	if len(rest) < 4 {
		return out, errCutOff
	}
	if binary.BigEndian.Uint32(rest) != adler32.Checksum(out[start:]) {
		return out, errSum
	}
	return out, nil
}

// stored copies a block that is not packed.
func (b *bitReader) stored(out []byte, start, left int) ([]byte, error) {
	at := b.at - int(b.n/8)
	b.hold, b.n = 0, 0
	if at+4 > len(b.in) {
		b.at = len(b.in)
		return out, errCutOff
	}
	n, not := int(binary.LittleEndian.Uint16(b.in[at:])), binary.LittleEndian.Uint16(b.in[at+2:])
	at += 4
	if b.at = at; uint16(n) != ^not {
		return out, errPacked
	}
	if len(out)-start+n > left {
		return out, errTooBig
	}
	if n > len(b.in)-at {
		return out, errCutOff
	}
	b.at = at + n
	return append(out, b.in[at:at+n]...), nil
}

const room = 258 + 8 // what one step may write

// block unpacks a block of literals and of copies of what came before. The
// bits are kept in variables of its own, which the processor keeps at hand.
func (b *bitReader) block(out []byte, start, left int, literals, distances *huffman) ([]byte, error) {
	const mask = 1<<tableBits - 1
	in, at, hold, held := b.in, b.at, b.hold, b.n
	n := len(out)
	out = out[:cap(out)]
	for {
		if n+room > len(out) {
			if n-start > left {
				return out[:n], errTooBig
			}
			out = slices.Grow(out[:n], max(n/2, 4*(len(in)-min(at, len(in)))+room))
			out = out[:cap(out)]
		}
		if held < 48 { // 15 + 5 + 15 + 13 bits at most are used in a step
			if at+8 <= len(in) {
				hold |= binary.LittleEndian.Uint64(in[at:]) << held
				at += int(63-held) >> 3
				held |= 56
			} else {
				b.at, b.hold, b.n = at, hold, held
				b.fill()
				if at, hold, held = b.at, b.hold, b.n; at > len(in)+8 { // the zeros beyond the end go on for ever
					return out[:n], errCutOff
				}
			}
		}
		e := literals.table[hold&mask]
		if e&isLiteral != 0 { // often several in a row, for which there are bits enough
			out[n] = byte(e >> 8)
			n++
			hold >>= e & 15
			held -= uint(e & 15)
			if e = literals.table[hold&mask]; e&isLiteral != 0 {
				out[n] = byte(e >> 8)
				n++
				hold >>= e & 15
				held -= uint(e & 15)
				if e = literals.table[hold&mask]; e&isLiteral != 0 {
					out[n] = byte(e >> 8)
					n++
					hold >>= e & 15
					held -= uint(e & 15)
				}
			}
			continue
		}
		if e&isSecond != 0 {
			e = literals.next(e, hold)
		}
		hold >>= e & 15
		held -= uint(e & 15)
		if e&isLiteral != 0 {
			out[n] = byte(e >> 8)
			n++
			continue
		}
		if e&isEnd != 0 {
			if n-start > left {
				return out[:n], errTooBig
			}
			b.at, b.hold, b.n = at, hold, held
			return out[:n], nil
		}
		if e == 0 {
			return out[:n], errPacked
		}
		more := e >> 4 & 15
		length := int(e>>8) + int(hold&(1<<more-1))
		hold >>= more
		held -= uint(more)
		e = distances.table[hold&mask]
		if e&isSecond != 0 {
			e = distances.next(e, hold)
		}
		if e == 0 {
			return out[:n], errPacked
		}
		hold >>= e & 15
		held -= uint(e & 15)
		more = e >> 4 & 15
		distance := int(e>>8) + int(hold&(1<<more-1))
		hold >>= more
		held -= uint(more)
		if distance > n-start {
			return out[:n], errPacked
		}
		end := n + length
		for from := n - distance; n < end; {
			n += copy(out[n:end], out[from:n])
		}
	}
}

// next looks a long code up in its second table.
func (h *huffman) next(e uint32, hold uint64) uint32 {
	width := e & 15
	return h.second[e>>8&0x1fffff+uint32(hold>>tableBits)&(1<<width-1)]
}

// order is that of the lengths' own lengths (RFC 1951, 3.2.7).
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// codes reads the codes of a block.
func (z *inflater) codes(b *bitReader) error {
	b.fill()
	literals, distances, n := int(b.take(5))+257, int(b.take(5))+1, int(b.take(4))+4
	if literals > 286 || distances > 30 {
		return errPacked
	}
	var of [19]uint8
	for _, i := range lengthOrder[:n] {
		b.fill()
		of[i] = uint8(b.take(3))
	}
	if !z.lengths.build(of[:], plainEntry) {
		return errPacked
	}
	var lengths [286 + 30]uint8
	for i := 0; i < literals+distances; {
		b.fill()
		e := z.lengths.table[b.hold&(1<<tableBits-1)]
		if e == 0 {
			return errPacked
		}
		b.take(uint(e & 15))
		symbol, times := uint8(e>>8), 1
		switch symbol {
		case 16:
			if i == 0 {
				return errPacked
			}
			symbol, times = lengths[i-1], 3+int(b.take(2))
		case 17:
			symbol, times = 0, 3+int(b.take(3))
		case 18:
			symbol, times = 0, 11+int(b.take(7))
		}
		if i+times > literals+distances {
			return errPacked
		}
		for ; times > 0; times-- {
			lengths[i] = symbol
			i++
		}
		if b.over() {
			return errCutOff
		}
	}
	if lengths[256] == 0 || !z.literals.build(lengths[:literals], literalEntry) || !z.distances.build(lengths[literals:literals+distances], distanceEntry) {
		return errPacked
	}
	return nil
}

// fixed makes the codes of RFC 1951, 3.2.6.
func (z *inflater) fixed() {
	if z.fixedLiterals != nil {
		return
	}
	var lengths [288]uint8
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	z.fixedLiterals, z.fixedDistances = new(huffman), new(huffman)
	z.fixedLiterals.build(lengths[:], literalEntry)
	for i := range 32 {
		lengths[i] = 5
	}
	z.fixedDistances.build(lengths[:32], distanceEntry)
}

// The entries of symbols, without the lengths of their codes; 0 for what is
// none.

func plainEntry(symbol int) uint32 { return isLiteral | uint32(symbol)<<8 }

func literalEntry(symbol int) uint32 {
	switch {
	case symbol < 256:
		return isLiteral | uint32(symbol)<<8
	case symbol == 256:
		return isEnd
	case symbol < 265:
		return uint32(symbol-254) << 8
	case symbol < 285:
		more := uint32(symbol-261) / 4
		return (3+(4+uint32(symbol-261)%4)<<more)<<8 | more<<4
	case symbol == 285:
		return 258 << 8
	}
	return 0
}

func distanceEntry(symbol int) uint32 {
	switch {
	case symbol < 4:
		return uint32(symbol+1) << 8
	case symbol < 30:
		more := uint32(symbol-2) / 2
		return (1+(2+uint32(symbol)%2)<<more)<<8 | more<<4
	}
	return 0
}

// build makes the tables of a code from the lengths of its symbols' codes. It
// is false for a code that is over- or undersubscribed, but for the one code of
// a single bit (RFC 1951, 3.2.2 and 3.2.7).
func (h *huffman) build(lengths []uint8, entry func(symbol int) uint32) bool {
	var count, next [mostBits + 2]int
	for _, n := range lengths {
		count[n]++
	}
	used := len(lengths) - count[0]
	count[0] = 0
	code, longest := 0, 0
	for n := 1; n <= mostBits; n++ {
		code = (code + count[n-1]) << 1
		next[n] = code
		if count[n] > 0 {
			longest = n
		}
	}
	full := used > 0 && next[longest]+count[longest] == 1<<longest
	if !full && !(used == 1 && longest == 1) && used > 0 {
		return false
	}
	clear(h.table[:])
	h.second = h.second[:0]
	for symbol, length := range lengths {
		if length == 0 {
			continue
		}
		n := uint(length)
		e := entry(symbol)
		if e != 0 {
			e |= uint32(n)
		}
		reversed := uint32(bits.Reverse16(uint16(next[n])) >> (16 - n))
		next[n]++
		if n <= tableBits {
			for i := reversed; i < 1<<tableBits; i += 1 << n {
				h.table[i] = e
			}
			continue
		}
		at := &h.table[reversed&(1<<tableBits-1)]
		width := uint(longest - tableBits)
		if *at == 0 {
			*at = isSecond | uint32(len(h.second))<<8 | uint32(width)
			h.second = append(h.second, make([]uint32, 1<<width)...)
		}
		table := h.second[*at>>8&0x1fffff:][:1<<width]
		for i := reversed >> tableBits; i < 1<<width; i += 1 << (n - tableBits) {
			table[i] = e
		}
	}
	return true
}
