//go:build unix

// Command measure gives the corpus to the built command, one process a file,
// and prints what came of each, its peak memory and its time.
//
//	go run ./workbook/hostile/measure bin/icpgen
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/icpgen/icpgen/workbook/hostile"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: measure BINARY")
		os.Exit(2)
	}
	bad, err := run(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if bad > 0 {
		os.Exit(1)
	}
}

func run(binary string) (bad int, err error) {
	binary, err = filepath.Abs(binary)
	if err != nil {
		return 0, err
	}
	folder, err := os.MkdirTemp("", "icpgen-hostile-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	var most int64
	var longest time.Duration
	cases := hostile.Cases()
	fmt.Printf("%-46s %-12s %-12s %9s %9s %9s\n", "case", "outcome", "expected", "file", "peak", "time")
	for _, c := range cases {
		path := filepath.Join(folder, cmp.Or(c.File, "a.xlsx"))
		size, err := write(path, c)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", c.Name, err)
		}
		outcome, peak, took, err := give(binary, path, c)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", c.Name, err)
		}
		want := fmt.Sprintf("%d read", len(c.Rows))
		if c.Refused() {
			want = "refused"
		}
		mark := ""
		if outcome != want || peak > hostile.Memory || took > hostile.Time {
			bad++
			mark = "  ✗"
		}
		most, longest = max(most, peak), max(longest, took)
		fmt.Printf("%-46s %-12s %-12s %6.1f MB %6.1f MB %6d ms%s\n", c.Name, outcome, want,
			float64(size)/1e6, float64(peak)/(1<<20), took.Milliseconds(), mark)
	}
	fmt.Printf("\n%d cases, %d differ; largest peak %.1f MB, longest %d ms\n", len(cases), bad, float64(most)/(1<<20), longest.Milliseconds())
	return bad, nil
}

func write(path string, c hostile.Case) (int64, error) {
	file, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(c.Write(file), file.Close()); err != nil {
		return 0, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// give runs the command on a file. The peak is the kernel's account of the
// process; this one stays small, since a child begins with its parent's.
func give(binary, path string, c hostile.Case) (outcome string, peak int64, took time.Duration, err error) {
	var stdout, stderr bytes.Buffer
	args := []string{"check"}
	if c.Render {
		out := filepath.Join(filepath.Dir(path), "out")
		defer os.RemoveAll(out)
		args = []string{"render", "--draft", "--out", out}
	}
	args = append(args, "--lang", "zh", "--format", "json")
	limits := reflect.ValueOf(c.Limits)
	for i := range limits.NumField() {
		if limit := limits.Field(i); !limit.IsZero() {
			args = append(args, fmt.Sprintf("--limit-%s=%d", strings.ToLower(limits.Type().Field(i).Name), limit.Int()))
		}
	}
	cmd := exec.Command(binary, append(args, path)...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	begin := time.Now()
	ended := cmd.Run()
	took = time.Since(begin)
	if exit := (*exec.ExitError)(nil); ended != nil && !errors.As(ended, &exit) {
		return "", 0, 0, ended
	}
	// Where other programs have the processors, what it had of them counts.
	took = min(took, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	peak = int64(usage.Maxrss)
	if runtime.GOOS != "darwin" {
		peak <<= 10 // kilobytes everywhere else
	}
	code := cmd.ProcessState.ExitCode()
	switch {
	case (code == 3 || code == 2) && c.Refused() && strings.Contains(stderr.String(), c.Says):
		return "refused", peak, took, nil
	case code == 0 || code == 1:
		var told struct{ Applications []struct{} }
		if err := json.Unmarshal(stdout.Bytes(), &told); err != nil {
			return "", 0, 0, err
		}
		return fmt.Sprintf("%d read", len(told.Applications)), peak, took, nil
	}
	said, _, _ := strings.Cut(stderr.String(), "\n")
	if len(said) > 300 {
		said = said[:300]
	}
	fmt.Println("    " + said)
	return fmt.Sprintf("exit %d", code), peak, took, nil
}
