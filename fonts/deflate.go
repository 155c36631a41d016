package fonts

import (
	"cmp"
	"math/bits"
	"slices"
)

// Outlines are compressed glyph by glyph (RFC 1951), each once and for all: a
// typeface has one code, so that the packed glyphs of any choice of characters
// can be strung together, bit behind bit, without being packed again.

const (
	literals  = 256
	endOfData = 256
	symbols   = 286 // literals, the end, lengths
	distances = 24  // up to 4096, longer than an outline repeats itself
	farthest  = 4096
	longest   = 257
)

// token is a literal byte, or length<<16 | distance.
type token uint32

// tokens cuts data into literals and repetitions of what came before in it.
func tokens(data []byte, out []token) []token {
	const slots, none, tries = 512, -1, 16
	var heads [slots]int16
	for i := range heads {
		heads[i] = none
	}
	chain := make([]int16, min(len(data), farthest))
	slot := func(i int) int {
		return int((uint32(data[i])|uint32(data[i+1])<<8|uint32(data[i+2])<<16)*0x9E3779B1) >> 23 & (slots - 1)
	}
	for i := 0; i < len(data); {
		length, distance := 0, 0
		if i+3 <= len(data) && i < farthest {
			left := tries
			for j := heads[slot(i)]; j != none && left > 0; j, left = chain[j], left-1 {
				n := 0
				for n < longest && i+n < len(data) && data[int(j)+n] == data[i+n] {
					n++
				}
				if n > length {
					length, distance = n, i-int(j)
				}
			}
		}
		if length < 4 && (length < 3 || distance > 64) {
			length = 1
			out = append(out, token(data[i]))
		} else {
			out = append(out, token(length<<16|distance))
		}
		for end := i + length; i < end; i++ {
			if i+3 <= len(data) && i < farthest {
				s := slot(i)
				chain[i], heads[s] = heads[s], int16(i)
			}
		}
	}
	return out
}

// symbol is the code number of a length or a distance, and what is added to it.
type symbol struct {
	number int
	extra  uint64
	bits   uint
}

func lengthSymbol(length int) symbol {
	n := uint(length - 3)
	if n < 8 {
		return symbol{number: endOfData + 1 + int(n)}
	}
	b := uint(bits.Len(n)) - 3
	return symbol{endOfData + 1 + int(b<<2+n>>b), uint64(n & (1<<b - 1)), b}
}

func distanceSymbol(distance int) symbol {
	n := uint(distance - 1)
	if n < 4 {
		return symbol{number: int(n)}
	}
	b := uint(bits.Len(n)) - 2
	return symbol{int(b<<1 + n>>b), uint64(n & (1<<b - 1)), b}
}

// code is a prefix code, its bits in the order in which they are written.
type code []struct {
	bits uint16
	n    uint8
}

// newCode makes the code for symbols that occur so often, each at least once.
func newCode(counts []int, most int) code {
	lengths := codeLengths(counts, most)
	c := make(code, len(counts))
	next := uint16(0)
	for n := 1; n <= most; n++ {
		for s, length := range lengths {
			if length == n {
				c[s].bits, c[s].n = bits.Reverse16(next)>>(16-n), uint8(n)
				next++
			}
		}
		next <<= 1
	}
	return c
}

// codeLengths are Huffman's, none longer than most bits.
func codeLengths(counts []int, most int) []int {
	type node struct{ count, parent int }
	order := make([]int, len(counts))
	for i := range order {
		order[i] = i
	}
	weights := slices.Clone(counts)
	for {
		slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(weights[a], weights[b]), cmp.Compare(a, b)) })
		n := len(order)
		nodes := make([]node, n, 2*n-1)
		for i, s := range order {
			nodes[i].count = weights[s]
		}
		leaf, joint := 0, n
		lightest := func() int {
			if joint == len(nodes) || leaf < n && nodes[leaf].count <= nodes[joint].count {
				leaf++
				return leaf - 1
			}
			joint++
			return joint - 1
		}
		for len(nodes) < 2*n-1 {
			a, b := lightest(), lightest()
			nodes[a].parent, nodes[b].parent = len(nodes), len(nodes)
			nodes = append(nodes, node{count: nodes[a].count + nodes[b].count})
		}
		depth := make([]int, len(nodes))
		deepest := 0
		for i := len(nodes) - 2; i >= 0; i-- {
			depth[i] = depth[nodes[i].parent] + 1
			deepest = max(deepest, depth[i])
		}
		if deepest <= most {
			lengths := make([]int, n)
			for i, s := range order {
				lengths[s] = depth[i]
			}
			return lengths
		}
		for i := range weights { // flatter, so shorter
			weights[i] = weights[i]/2 + 1
		}
	}
}

// coder packs by one code.
type coder struct {
	symbols, distances code
	opening            strand // of the only block
}

// newCoder makes the code that suits a sample.
func newCoder(sample [][]byte) *coder {
	often, far := ones(symbols), ones(distances)
	var list []token
	for _, data := range sample {
		list = tokens(data, list[:0])
		for _, t := range list {
			if t < literals {
				often[t]++
			} else {
				often[lengthSymbol(int(t>>16)).number]++
				far[distanceSymbol(int(t&0xFFFF)).number]++
			}
		}
	}
	c := &coder{symbols: newCode(often, 15), distances: newCode(far, 15)}
	c.opening = c.open()
	return c
}

func ones(n int) []int { return slices.Repeat([]int{1}, n) }

// open tells the code (RFC 1951, 3.2.7).
func (c *coder) open() strand {
	const mostLength = 15
	counts := ones(mostLength + 1)
	for _, of := range []code{c.symbols, c.distances} {
		for _, s := range of {
			counts[s.n]++
		}
	}
	lengths := newCode(counts, 7)
	var w bitWriter
	w.add(1|2<<1, 3) // the last block; with codes of its own
	w.add(symbols-257, 5)
	w.add(distances-1, 5)
	order := [...]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	w.add(uint64(len(order)-4), 4)
	for _, length := range order {
		n := uint8(0)
		if length < len(lengths) {
			n = lengths[length].n
		}
		w.add(uint64(n), 3)
	}
	for _, of := range []code{c.symbols, c.distances} {
		for _, s := range of {
			w.add(uint64(lengths[s.n].bits), uint(lengths[s.n].n))
		}
	}
	return w.strand()
}

// pack is data as a strand.
func (c *coder) pack(data []byte) strand {
	w := bitWriter{out: make([]byte, 0, len(data)+4)}
	for _, t := range tokens(data, make([]token, 0, len(data))) {
		c.put(&w, t)
	}
	s := w.strand()
	s.a, s.b, s.size = sums(data), weighted(data), len(data)
	return s
}

func (c *coder) put(w *bitWriter, t token) {
	if t < literals {
		w.add(uint64(c.symbols[t].bits), uint(c.symbols[t].n))
		return
	}
	length, distance := lengthSymbol(int(t>>16)), distanceSymbol(int(t&0xFFFF))
	for _, part := range []struct {
		code
		symbol
	}{{c.symbols, length}, {c.distances, distance}} {
		w.add(uint64(part.code[part.number].bits), uint(part.code[part.number].n))
		w.add(part.extra, part.bits)
	}
}

// strand is packed data that begins and ends inside a byte, with what the
// checksum of a whole (Adler-32, RFC 1950) needs of its part.
type strand struct {
	words []uint64 // lowest bit first
	n     uint     // bits
	size  int      // bytes before they were packed
	a, b  uint32   // sums of the bytes, and of the bytes times their distance from the end
}

const adlerBase = 65521

func sums(data []byte) uint32 {
	var a uint32
	for _, c := range data {
		a += uint32(c)
	}
	return a % adlerBase
}

func weighted(data []byte) uint32 {
	var b uint64
	for i, c := range data {
		b += uint64(len(data)-i) * uint64(c)
	}
	return uint32(b % adlerBase)
}

// bitWriter fills bytes from their lowest bit.
type bitWriter struct {
	out  []byte
	acc  uint64
	held uint // bits in acc, fewer than 64
}

// add writes the n low bits of v; the others are 0.
func (w *bitWriter) add(v uint64, n uint) {
	w.acc |= v << w.held
	if w.held+n >= 64 {
		w.out = le.AppendUint64(w.out, w.acc)
		w.acc = v >> (64 - w.held)
		w.held -= 64
	}
	w.held += n
}

func (w *bitWriter) addStrand(s *strand) {
	whole := s.n / 64
	for _, v := range s.words[:whole] {
		w.out = le.AppendUint64(w.out, w.acc|v<<w.held)
		w.acc = v >> (64 - w.held)
	}
	if rest := s.n % 64; rest > 0 {
		w.add(s.words[whole], rest)
	}
}

// strand is what was written.
func (w *bitWriter) strand() strand {
	n := uint(len(w.out))*8 + w.held
	if w.held > 0 {
		w.add(0, 64-w.held)
	}
	words := make([]uint64, len(w.out)/8)
	for i := range words {
		words[i] = le.Uint64(w.out[8*i:])
	}
	return strand{words: words, n: n}
}

// flush fills the last byte.
func (w *bitWriter) flush() []byte {
	for ; w.held > 0; w.held -= min(8, w.held) {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
	}
	return w.out
}
