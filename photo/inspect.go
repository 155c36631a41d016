// Package photo reads the facts of a 网站负责人照片. Whatever is wrong with the
// file is told as a fault of the photo, in words for who handed it in: a file
// from a stranger's phone may be cut off, renamed, huge or hostile. [Inspect] is
// all there is to call.
package photo

import (
	"bufio"
	"bytes"
	"errors"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/icpgen/icpgen/filing"
)

// The most a photo may ask of us. A phone's best picture is some 50 million
// pixels and 20 MB; a file claims its size before it has to prove it.
const (
	maxFile   = 30 << 20   // bytes of the file
	maxPixels = 60_000_000 // width × height
	maxMemory = 192 << 20  // bytes of the decoded picture
	maxScans  = 100        // passes of a progressive JPEG; encoders write about ten
)

// turns lets two pictures be open at a time, however many papers are made.
var turns = make(chan struct{}, 2)

// Inspect reads a photo to its end and tells its facts. Width and Height are
// in pixels, as seen once turned by the EXIF orientation; Taken is the EXIF
// DateTimeOriginal, else DateTimeDigitized, else DateTime (CIPA DC-008, tags
// 0x9003, 0x9004, 0x0132), zero when there is none. A photo with a Fault tells
// nothing else, and one that is neither JPEG nor PNG only its Format. The
// picture is decoded whole, for only that finds a damaged or cut-off one: some 0.1 s and 20 to 50 MB for a phone's 12 million pixels,
// at most 192 MB besides the file. More than two calls at a time wait.
func Inspect(r io.Reader) (p filing.Photo) {
	turns <- struct{}{}
	defer func() { <-turns }()
	defer func() {
		if recover() != nil { // a decoder that a hostile file has tripped up
			p = filing.Photo{Fault: damaged}
		}
	}()
	return inspect(r)
}

func inspect(r io.Reader) filing.Photo {
	file, format, fault := read(r)
	if fault != (filing.Words{}) || file == nil {
		return filing.Photo{Format: format, Fault: fault}
	}
	p, fault := decode(file)
	if fault != (filing.Words{}) {
		return filing.Photo{Fault: fault}
	}
	tags := readEXIF(file, p.Format)
	p.Taken = tags.taken()
	if tags.lying() {
		p.Width, p.Height = p.Height, p.Width
	}
	return p
}

// read takes in a file that begins as a JPEG or PNG; of any other only its
// beginning, and the format if that is one of pictures.
func read(r io.Reader) (file []byte, format string, fault filing.Words) {
	buffered := bufio.NewReader(io.LimitReader(r, maxFile+1))
	head, err := buffered.Peek(headLength)
	switch {
	case err != nil && err != io.EOF:
		return nil, "", unread
	case len(head) == 0:
		return nil, "", empty
	}
	if name := formatOf(head); name != "JPEG" && name != "PNG" {
		if isPicture(name) {
			return nil, name, filing.Words{}
		}
		return nil, "", otherFormat(name)
	}
	file, err = io.ReadAll(buffered)
	switch {
	case err != nil:
		return nil, "", unread
	case len(file) > maxFile:
		return nil, "", tooManyBytes
	}
	return file, "", filing.Words{}
}

// decode tells format, width and height of a picture that is whole. What the
// header asks for is weighed before a pixel is decoded.
func decode(file []byte) (filing.Photo, filing.Words) {
	p := filing.Photo{Format: formatOf(file)}
	config, whole, weigh := jpeg.DecodeConfig, jpeg.Decode, weighJPEG
	if p.Format == "PNG" {
		config, whole, weigh = png.DecodeConfig, png.Decode, weighPNG
	}
	header, err := config(bytes.NewReader(file))
	if err != nil {
		return p, brokenBy(err)
	}
	p.Width, p.Height = header.Width, header.Height
	need := weigh(file, header)
	switch pixels := int64(p.Width) * int64(p.Height); {
	case pixels == 0:
		return p, damaged
	case pixels > maxPixels || need.memory > maxMemory:
		return p, tooManyPixels(p.Width, p.Height)
	case need.scans > maxScans:
		return p, unusual
	}
	if _, err := whole(bytes.NewReader(file)); err != nil {
		return p, brokenBy(err)
	}
	return p, filing.Words{}
}

func brokenBy(err error) filing.Words {
	if _, is := errors.AsType[jpeg.UnsupportedError](err); is {
		return unusual
	}
	if _, is := errors.AsType[png.UnsupportedError](err); is {
		return unusual
	}
	return damaged
}
