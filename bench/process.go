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
	if err := cmd.Start(); err != nil {
		return usage{}, err
	}
	ended, peak := make(chan struct{}), make(chan int64)
	go func() { peak <- watch(cmd.Process.Pid, ended) }()
	err := cmd.Wait()
	u := usage{seconds: time.Since(begin).Seconds()}
	close(ended)
	u.peak = <-peak
	if err != nil {
		return u, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, said.String())
	}
	return u, nil
}

// watch tells the most memory that a process has had resident, by looking again
// and again (Linux; elsewhere 0). What wait(2) tells would begin with our own.
func watch(pid int, ended <-chan struct{}) (peak int64) {
	for {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if _, line, ok := strings.Cut(string(status), "VmHWM:"); ok {
			var kilobytes int64
			fmt.Sscan(line, &kilobytes)
			peak = max(peak, kilobytes<<10)
		}
		select {
		case <-ended:
			return peak
		case <-time.After(20 * time.Millisecond):
		}
	}
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
