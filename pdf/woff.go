package pdf

import "encoding/binary"

// woff packs a TrueType file for browsers (W3C WOFF 1.0), each table by itself,
// in the order in which they stand.
func woff(ttf []byte) []byte {
	const header, entry, sfntEntry = 44, 20, 16
	be := binary.BigEndian
	count := int(be.Uint16(ttf[4:]))
	out := make([]byte, header+entry*count, len(ttf))
	unpacked := 12 + sfntEntry*count
	for n := range count {
		from := ttf[12+sfntEntry*n:]
		to := out[header+entry*n:]
		at, length := be.Uint32(from[8:]), be.Uint32(from[12:])
		table := ttf[at : at+length]
		packed := thorough.pack(table)
		if len(packed) >= len(table) {
			packed = table
		}
		copy(to, from[:4]) // the tag
		be.PutUint32(to[4:], uint32(len(out)))
		be.PutUint32(to[8:], uint32(len(packed)))
		be.PutUint32(to[12:], length)
		copy(to[16:20], from[4:8]) // its checksum
		out = append(out, packed...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		unpacked += (int(length) + 3) &^ 3
	}
	copy(out, "wOFF")
	copy(out[4:8], ttf) // the flavour
	be.PutUint32(out[8:], uint32(len(out)))
	be.PutUint16(out[12:], uint16(count))
	be.PutUint32(out[16:], uint32(unpacked))
	be.PutUint16(out[20:], 1) // version 1.0
	return out
}
