package photo

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/bep/imagemeta"

	"github.com/icpgen/icpgen/filing"
)

// exif is what a camera wrote beside the picture, by the names of imagemeta.
type exif map[string]string

// wanted are the tags we read and the directory that each belongs in; the
// thumbnail's directory has its own, which say nothing of the photo.
var wanted = map[string]string{
	"Orientation":      "IFD0",
	"ModifyDate":       "IFD0", // DateTime
	"DateTimeOriginal": "IFD0/ExifIFDP",
	"CreateDate":       "IFD0/ExifIFDP", // DateTimeDigitized
}

// readEXIF reads as far as the tags make sense: a photo without EXIF, or with
// a broken one, is still a photo.
func readEXIF(file []byte, format string) exif {
	tags := exif{}
	options := imagemeta.Options{
		R:           bytes.NewReader(file),
		ImageFormat: imagemeta.JPEG,
		Sources:     imagemeta.EXIF,
		// A date has 20 bytes. Longer values are not read, nor are lists
		// of directories long enough to keep us busy.
		LimitTagSize: 64,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool {
			return wanted[tag.Tag] == tag.Namespace
		},
		HandleTag: func(tag imagemeta.TagInfo) error {
			tags[tag.Tag] = fmt.Sprint(tag.Value)
			return nil
		},
	}
	if format == "PNG" {
		options.ImageFormat = imagemeta.PNG
	}
	_, _ = imagemeta.Decode(options)
	return tags
}

// taken is the day of the first date that is one: cameras that were never set
// write 0000:00:00 or spaces.
func (e exif) taken() filing.Day {
	for _, tag := range []string{"DateTimeOriginal", "CreateDate", "ModifyDate"} {
		date, _, _ := strings.Cut(strings.TrimSpace(e[tag]), " ")
		if day, ok := filing.ParseDay(strings.ReplaceAll(date, ":", "-")); ok {
			return day
		}
	}
	return filing.Day{}
}

// lying reports whether the picture is stored on its side: orientations 5 to 8
// (CIPA DC-008, tag 0x0112).
func (e exif) lying() bool {
	switch e["Orientation"] {
	case "5", "6", "7", "8":
		return true
	}
	return false
}
