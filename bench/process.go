package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// usage is what a process took.
type usage struct {
	seconds float64 // by the clock on the wall
	peak    int64   // resident bytes, at most
}

func (b *bench) icpgen(cores int, args ...string) (usage, error) {
	return command(cores, b.binary, args...)
}

// command runs a program on the given number of cores (0: all).
func command(cores int, name string, args ...string) (usage, error) {
	cmd := exec.Command(name, args...)
	if cores > 0 {
		cmd.Env = append(os.Environ(), fmt.Sprint("GOMAXPROCS=", cores))
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return usage{}, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, said.String())
	}
	u := usage{seconds: time.Since(begin).Seconds()}
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.peak = r.Maxrss << 10 // Linux tells kilobytes
	}
	return u, nil
}

// median runs a measurement several times.
func median(times int, measure func() (usage, error)) (seconds float64, err error) {
	all := make([]float64, times)
	for i := range all {
		u, err := measure()
		if err != nil {
			return 0, err
		}
		all[i] = u.seconds
	}
	slices.Sort(all)
	return all[times/2], nil
}

// jobPages are those that a run's manifest gives its print job: the last row.
func jobPages(out string) (int, error) {
	text, err := os.ReadFile(filepath.Join(out, "manifest.csv"))
	if err != nil {
		return 0, err
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(rows[len(rows)-1][3])
}
