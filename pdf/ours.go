package pdf

import "bytes"

// beginning is that of every file written here. Bytes above 127 tell that it is
// binary; these are our sign.
const beginning = "%PDF-1.7\n%\xe4\xb8\xad\xe6\x96\x87\n"

// Ours reports whether a file was written by this package and nobody has saved
// it since: neither anew, which other programs begin otherwise, nor with an
// update behind its end, as who signs or comments on it does (ISO 32000-1, 7.5.6).
// One that is damaged, cut short, empty or full of zeros, as a power cut leaves it,
// has nothing of anybody else's and is ours.
func Ours(file []byte) bool {
	file = bytes.TrimRight(file, "\x00")
	if len(file) < len(beginning) {
		return string(file) == beginning[:len(file)]
	}
	if !bytes.HasPrefix(file, []byte(beginning)) {
		return false
	}
	return bytes.Count(file, []byte("\n%%EOF")) <= 1 // an update ends as a file does
}
