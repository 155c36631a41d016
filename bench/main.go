// Command bench measures the built command as a user meets it: whole
// processes, from the .xlsx to closed files.
//
//	go run ./bench bin/icpgen
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/workbook"
)

const (
	applicants = 1000
	judged     = 10000
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: bench BINARY")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(binary string) error {
	binary, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "icpgen-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Printf("%s, %s/%s, %d cores\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())

	version, err := median(21, func() (float64, error) { return command(binary, 0, "version") })
	if err != nil {
		return err
	}
	fmt.Printf("icpgen version                            %8.0f ms\n", version*1000)
	explained, err := median(21, func() (float64, error) { return command(binary, 0, "rules", "GD-02") })
	if err != nil {
		return err
	}
	fmt.Printf("… and all rules compiled (rules GD-02)    %8.0f ms\n", explained*1000)
	one, err := median(11, func() (float64, error) {
		out := filepath.Join(folder, "one")
		if err := os.RemoveAll(out); err != nil {
			return 0, err
		}
		return command(binary, 0, "render", "samples/applicant.xlsx", "--out", out)
	})
	if err != nil {
		return err
	}
	fmt.Printf("icpgen render samples/applicant.xlsx      %8.0f ms\n", one*1000)

	book, err := thousand(filepath.Join(folder, "many.xlsx"))
	if err != nil {
		return err
	}
	for _, cores := range []int{1, 2} {
		out := filepath.Join(folder, fmt.Sprint("many", cores))
		seconds, err := command(binary, cores, "render", book, "--out", out, "--quiet")
		if err != nil {
			return err
		}
		papers, size, err := count(out)
		if err != nil {
			return err
		}
		fmt.Printf("%d applicants, %d papers, %d core(s)   %8.1f s  %6.0f documents/s  %5.1f KB each\n",
			applicants, papers, cores, seconds, float64(papers)/seconds, float64(size)/float64(papers)/1000)
	}
	return judge()
}

// command runs the binary on the given number of cores (0: all) and returns
// the seconds it took.
func command(binary string, cores int, args ...string) (float64, error) {
	cmd := exec.Command(binary, args...)
	if cores > 0 {
		cmd.Env = append(os.Environ(), fmt.Sprint("GOMAXPROCS=", cores))
	}
	var report bytes.Buffer
	cmd.Stdout, cmd.Stderr = &report, &report
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, report.String())
	}
	return time.Since(begin).Seconds(), nil
}

func median(times int, measure func() (float64, error)) (float64, error) {
	seconds := make([]float64, times)
	for i := range seconds {
		var err error
		if seconds[i], err = measure(); err != nil {
			return 0, err
		}
	}
	slices.Sort(seconds)
	return seconds[times/2], nil
}

// many makes applicants out of the sample workbook, each with a number, a name
// and a domain of its own.
func many(n int) ([]*filing.Application, error) {
	data, err := os.ReadFile("samples/applicants.xlsx")
	if err != nil {
		return nil, err
	}
	sample, err := workbook.Read("applicants.xlsx", data, workbook.Options{})
	if err != nil {
		return nil, err
	}
	var all []*filing.Application
	for i := range n {
		a := *sample.Applications[i%len(sample.Applications)]
		a.ID = fmt.Sprintf("%05d", i+1)
		a.Set(filing.FieldApplicationID, a.ID)
		var domains []string
		for k, d := range filing.Split(a.Text(filing.FieldDomains)) {
			if d == "数峰云联.中国" {
				d = "shufengyunlian.com"
			}
			domains = append(domains, fmt.Sprintf("a%d-%d-%s", i, k, d))
		}
		a.Set(filing.FieldDomains, strings.Join(domains, ";"))
		a.Set(filing.FieldHomeURL, "http://"+domains[0])
		a.Set(filing.FieldSiteOwnerMobile, fmt.Sprintf("138%08d", i))
		a.Set(filing.FieldSiteOwnerEmail, fmt.Sprintf("owner%d@example.com", i))
		all = append(all, &a)
	}
	return all, nil
}

func thousand(path string) (string, error) {
	all, err := many(applicants)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := workbook.WriteTable(&b, all); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, b.Bytes(), 0o600)
}

func count(folder string) (papers int, size int64, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*", "*.pdf"))
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			return 0, 0, err
		}
		size += info.Size()
	}
	return len(files), size, err
}

func judge() error {
	book, err := rules.Load()
	if err != nil {
		return err
	}
	all, err := many(judged)
	if err != nil {
		return err
	}
	runtime.GOMAXPROCS(1)
	begin := time.Now()
	verdicts := book.Check(all, profile.Default(), filing.Day{Year: 2026, Month: 11, Day: 23})
	fmt.Printf("%d applications judged, 1 core          %8.2f s\n", len(verdicts), time.Since(begin).Seconds())
	return nil
}
