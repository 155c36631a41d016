package pdf

import "bytes"

// beginning is that of every file written here. Bytes above 127 tell that it is
// binary; these are our sign.
const beginning = "%PDF-1.7\n%\xe4\xb8\xad\xe6\x96\x87\n"

// Ours reports whether a file was written by this package and nobody has saved
// it since: neither anew, which other programs begin otherwise, nor with
// something behind its end, as who signs or comments on it does. One that is cut
// short, empty or full of zeros, as a power cut leaves it, has nothing of anybody
// else's and is ours.
func Ours(file []byte) bool {
	file = bytes.TrimRight(file, "\x00")
	if len(file) < len(beginning) {
		return string(file) == beginning[:len(file)]
	}
	if !bytes.HasPrefix(file, []byte(beginning)) {
		return false
	}
	_, behind, _ := bytes.Cut(file, []byte("\n%%EOF"))
	return len(bytes.TrimSpace(behind)) == 0
}
