package photo

import (
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// TestOtherPictures requires that a picture which is neither JPEG nor PNG is
// told by its format, and is not called unreadable.
func TestOtherPictures(t *testing.T) {
	for begins, format := range map[string]string{
		"\x00\x00\x00\x28ftypheic\x00\x00\x00\x00":   "HEIC",
		"\x00\x00\x00\x28ftypmif1\x00\x00\x00\x00":   "HEIC",
		"\x00\x00\x00\x28ftypavif\x00\x00\x00\x00":   "AVIF",
		"RIFF\x24\x00\x00\x00WEBPVP8 ":               "WebP",
		"GIF89a\x01\x00\x01\x00":                     "GIF",
		"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00": "BMP",
		"II*\x00\x08\x00\x00\x00":                    "TIFF",
	} {
		if got, want := Inspect(strings.NewReader(begins)), (filing.Photo{Format: format}); got != want {
			t.Errorf("%s: %+v", format, got)
		}
	}
}
