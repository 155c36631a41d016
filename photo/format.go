package photo

// headLength is how much of a file tells its format.
const headLength = 64

// formats are known by how a file begins; a dot stands for any byte. What a
// file is called does not count: renaming is how most wrong ones come about.
var formats = []struct{ name, begins string }{
	{"JPEG", "\xFF\xD8\xFF"},
	{"PNG", "\x89PNG\r\n\x1A\n"},
	{"HEIC", "....ftyphei"}, {"HEIC", "....ftyphev"}, {"HEIC", "....ftypmif"}, {"HEIC", "....ftypmsf"},
	{"AVIF", "....ftypavi"},
	{video, "....ftyp"},
	{"WebP", "RIFF....WEBP"},
	{"GIF", "GIF8"},
	{"BMP", "BM....\x00\x00\x00\x00"},
	{"TIFF", "II*\x00"}, {"TIFF", "MM\x00*"},
	{portable, "%PDF-"},
	{office, "PK\x03\x04"}, {office, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
}

// Formats that are no pictures.
const (
	video    = "video"
	office   = "office"
	portable = "PDF"
)

func isPicture(format string) bool {
	return format != "" && format != video && format != office && format != portable
}

// formatOf names the format of a file by its beginning; empty when it is none
// that we know.
func formatOf(head []byte) string {
	for _, f := range formats {
		if matches(head, f.begins) {
			return f.name
		}
	}
	return ""
}

func matches(head []byte, begins string) bool {
	if len(head) < len(begins) {
		return false
	}
	for i := range len(begins) {
		if begins[i] != '.' && begins[i] != head[i] {
			return false
		}
	}
	return true
}
