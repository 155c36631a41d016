package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"
)

// TestANameThatIsEmpty gives every flag that takes a file or a folder none, as a
// script does whose variable is not set: nothing is done.
func TestANameThatIsEmpty(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, flag := range []string{
		"render --out", "render -o", "render --job", "render --profile", "render --rules",
		"check --annotate", "check --baseline", "check --write-baseline", "verify --against",
	} {
		var screen, complaints bytes.Buffer
		c := Command{Stdin: strings.NewReader(""), Stdout: &screen, Stderr: &complaints, Now: time.Now, Env: func(string) string { return "" }}
		code := c.Run(context.Background(), append(strings.Fields(flag), "", "a.xlsx"))
		if code != exitUsage || !strings.Contains(complaints.String(), "的值是空的") || screen.Len() > 0 {
			t.Errorf("%s: exit code %d\n%s%s", flag, code, &complaints, &screen)
		}
	}
	if there, err := os.ReadDir("."); err != nil || len(there) > 0 {
		t.Error(there, err)
	}
}
