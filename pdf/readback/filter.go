package readback

import (
	"bytes"
	"errors"
	"fmt"
)

// decode undoes a stream's filters (7.4) and appends the result to out.
func (s *store) decode(o object, out []byte) ([]byte, error) {
	if o.kind != kStream {
		return out, errors.New("not a stream")
	}
	filters, parms := s.look(o, "Filter"), s.look(o, "DecodeParms")
	if filters.kind == kNull {
		if s.inflatable -= len(o.bytes); s.inflatable < 0 {
			return out, errTooBig
		}
		return append(out, o.bytes...), nil
	}
	if filters.kind == kName {
		filters = object{kind: kArray, list: []object{filters}}
		if parms.kind != kArray {
			parms = object{kind: kArray, list: []object{parms}}
		}
	}
	if len(filters.list) > 8 {
		return out, errors.New("more than 8 filters")
	}
	start := len(out)
	in := o.bytes
	for i, f := range filters.list {
		var p object
		if i < len(parms.list) {
			p = s.see(parms.list[i])
		}
		if i > 0 {
			in = bytes.Clone(out[start:])
			out = out[:start]
		}
		var err error
		switch name := s.see(f).name(); name {
		case "FlateDecode", "Fl":
			if out, err = s.inflate.inflate(in, out, &s.inflatable); err == nil {
				var n int
				n, err = s.unpredict(out[start:], p)
				out = out[:start+n]
			}
		case "ASCIIHexDecode", "AHx":
			out, err = unASCIIHex(in, out)
		case "ASCII85Decode", "A85":
			out, err = unASCII85(in, out)
		case "RunLengthDecode", "RL":
			out, err = unRunLength(in, out, &s.inflatable)
		default:
			err = fmt.Errorf("filter %q is not supported", name)
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// unpredict undoes a predictor in place and returns the new length (7.4.4.4).
func (s *store) unpredict(b []byte, parms object) (int, error) {
	kind := int(s.number(parms.get("Predictor")))
	if kind <= 1 {
		return len(b), nil
	}
	value := func(key string, standard, most int) int {
		if v := s.look(parms, key); v.kind == kNumber {
			return max(1, min(int(v.num), most))
		}
		return standard
	}
	colours, bits, columns := value("Colors", 1, 32), value("BitsPerComponent", 8, 16), value("Columns", 1, 1<<20)
	pixel := max(1, colours*bits/8)
	row := (colours*bits*columns + 7) / 8
	if kind == 2 {
		if bits != 8 {
			return 0, fmt.Errorf("TIFF predictor with %d bits is not supported", bits)
		}
		for at := 0; at < len(b); at += row {
			line := b[at:min(at+row, len(b))]
			for i := pixel; i < len(line); i++ {
				line[i] += line[i-pixel]
			}
		}
		return len(b), nil
	}
	if kind < 10 || kind > 15 {
		return 0, fmt.Errorf("predictor %d is unknown", kind)
	}
	var above []byte
	n := 0
	for at := 0; at < len(b); at += row + 1 {
		how := b[at]
		src := b[at+1 : min(at+1+row, len(b))]
		line := b[n : n+len(src)]
		for i := range src {
			var left, up, corner int
			if i >= pixel {
				left = int(line[i-pixel])
			}
			if above != nil {
				up = int(above[i])
				if i >= pixel {
					corner = int(above[i-pixel])
				}
			}
			v := src[i]
			switch how {
			case 0:
			case 1:
				v += byte(left)
			case 2:
				v += byte(up)
			case 3:
				v += byte((left + up) / 2)
			case 4:
				v += byte(paeth(left, up, corner))
			default:
				return 0, fmt.Errorf("PNG predictor %d is unknown", how)
			}
			line[i] = v
		}
		n += len(line)
		above = line
	}
	return n, nil
}

func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}

func unASCIIHex(in, out []byte) ([]byte, error) {
	high := uint8(255)
	for i, c := range in {
		if c == '>' {
			break
		}
		v := unhex[c]
		if v == 255 {
			if class[c] == cSpace {
				continue
			}
			return out, fmt.Errorf("not a hexadecimal digit at %d", i)
		}
		if high == 255 {
			high = v
		} else {
			out = append(out, high<<4|v)
			high = 255
		}
	}
	if high != 255 {
		out = append(out, high<<4)
	}
	return out, nil
}

func unASCII85(in, out []byte) ([]byte, error) {
	var group uint32
	n := 0
	for i, c := range in {
		switch {
		case c == '~':
			in = nil
		case class[c] == cSpace:
			continue
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
			continue
		case c >= '!' && c <= 'u':
			group = group*85 + uint32(c-'!')
			if n++; n == 5 {
				out = append(out, byte(group>>24), byte(group>>16), byte(group>>8), byte(group))
				group, n = 0, 0
			}
			continue
		default:
			return out, fmt.Errorf("not a base-85 digit at %d", i)
		}
		break
	}
	if n == 1 {
		return out, errors.New("base-85 data ends with a single digit")
	}
	if n > 1 {
		for i := n; i < 5; i++ {
			group = group*85 + 84
		}
		for i := 0; i < n-1; i++ {
			out = append(out, byte(group>>(24-8*i)))
		}
	}
	return out, nil
}

func unRunLength(in, out []byte, left *int) ([]byte, error) {
	for i := 0; i < len(in); {
		n := int(in[i])
		i++
		if n == 128 {
			break
		}
		size := n + 1
		if n > 128 {
			size = 257 - n
		}
		if *left -= size; *left < 0 {
			return out, errTooBig
		}
		if n < 128 {
			if i+size > len(in) {
				return out, errors.New("run-length data is cut off")
			}
			out = append(out, in[i:i+size]...)
			i += size
			continue
		}
		if i >= len(in) {
			return out, errors.New("run-length data is cut off")
		}
		for ; size > 0; size-- {
			out = append(out, in[i])
		}
		i++
	}
	return out, nil
}
