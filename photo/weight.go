package photo

import (
	"bytes"
	"image"
	"image/color"
)

// need is what it takes to decode a picture.
type need struct {
	memory int64 // bytes
	scans  int   // passes over the whole picture
}

// weighPNG reckons with what image/png makes of a picture: four bytes a pixel
// at most, eight where samples have 16 bits, and the same again for the passes
// of an interlaced one. IHDR comes first, so its bytes have their places
// (PNG, 11.2.1): bit depth at 24, interlace method at 28.
func weighPNG(file []byte, header image.Config) need {
	memory := 4 * int64(header.Width) * int64(header.Height)
	if file[24] == 16 {
		memory *= 2
	}
	if file[28] != 0 {
		memory *= 2
	}
	return need{memory, 1}
}

// JPEG markers (ITU-T T.81, table B.1).
const (
	markerSOF0, markerSOF1, markerSOF2 = 0xC0, 0xC1, 0xC2
	markerRST0, markerRST7             = 0xD0, 0xD7
	markerEOI, markerSOS               = 0xD9, 0xDA
)

// weighJPEG reckons with what image/jpeg makes of a picture: a byte a sample;
// in progressive mode also a coefficient of four bytes a sample, visited by
// each scan, and a scan of a few bytes may visit them all; and four bytes a
// pixel where the colours are not YCbCr and are turned.
func weighJPEG(file []byte, header image.Config) need {
	var n need
	pixels := int64(header.Width) * int64(header.Height)
	for at := 2; at+4 <= len(file); {
		next := bytes.IndexByte(file[at:], 0xFF)
		if next < 0 {
			break
		}
		at += next
		if at+4 > len(file) {
			break
		}
		// Between the segments lie the scans' own bytes, where FF 00 is
		// an escaped FF and the restart markers have no length.
		marker := file[at+1]
		switch {
		case marker == markerEOI:
			return n
		case marker == 0xFF:
			at++
			continue
		case marker == 0 || markerRST0 <= marker && marker <= markerRST7:
			at += 2
			continue
		}
		length := int(file[at+2])<<8 | int(file[at+3])
		segment := file[at+4 : max(at+4, min(at+2+length, len(file)))]
		switch marker {
		case markerSOS:
			n.scans++
		case markerSOF0, markerSOF1, markerSOF2:
			memory := samples(segment, pixels)
			if marker == markerSOF2 {
				memory *= 5
			}
			if header.ColorModel == color.CMYKModel || header.ColorModel == color.RGBAModel {
				memory += 4 * pixels
			}
			n.memory = max(n.memory, memory) // there is but one, in an honest file
		}
		at += 2 + length
	}
	return n
}

// samples counts those of all components from a frame header (T.81, B.2.2):
// six bytes, then three for each component, the middle one its sampling
// factors. The first component has as many samples as there are pixels.
func samples(frame []byte, pixels int64) int64 {
	total, first := int64(0), int64(1)
	for i := 7; i+1 < len(frame); i += 3 {
		blocks := int64(frame[i]>>4) * int64(frame[i]&0x0F)
		if i == 7 {
			first = max(1, blocks)
		}
		total += blocks
	}
	return pixels * total / first
}
