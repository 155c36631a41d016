package press

import (
	"strings"
	"testing"
)

func TestHolds(t *testing.T) {
	f, _ := openTest(t)
	long := strings.Repeat("0123456789abcdef", 4096)
	texts := map[string]string{"a": long, "b": long, "c": long + "x", "d": "y" + long[1:], "e": "", "f": "", "g": long[1:] + "x"}
	for name, text := range texts {
		if _, err := f.put([]content{{name, []byte(text)}}); err != nil {
			t.Fatal(err)
		}
	}
	for pair, want := range map[string]bool{"ab": true, "ac": false, "ca": false, "ad": false, "ag": false, "ef": true, "ae": false, "ea": false, "xa": false, ".e": false} {
		if got := f.holds(pair[:1], strings.NewReader(texts[pair[1:]])); got != want {
			t.Errorf("%s: %t", pair, got)
		}
	}
}
