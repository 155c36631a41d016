// Command bench measures the built command as a user meets it: whole processes,
// from the .xlsx to closed files, every page verified, every file synced. What
// it prints stands in docs/performance.md.
//
//	go run ./bench bin/icpgen
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/rules"
)

// day is what all runs judge by.
const day = "2026-11-23"

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
	b := &bench{binary: binary, folder: folder}
	fmt.Printf("%s, %s/%s, %d cores\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	for _, measure := range []func() error{b.startUp, b.oneApplicant, b.singles, b.jobs, b.peer, b.judging} {
		if err := measure(); err != nil {
			return err
		}
	}
	return nil
}

type bench struct {
	binary, folder string
	outs           int
}

// fresh is a folder that was never there: what was deleted a moment ago makes
// some file systems slow to give out its place again.
func (b *bench) fresh() string {
	b.outs++
	return filepath.Join(b.folder, fmt.Sprint("out", b.outs))
}

func row(what, figures string, values ...any) {
	fmt.Printf("%-58s%s\n", what, fmt.Sprintf(figures, values...))
}

func (b *bench) startUp() error {
	version, err := median(21, func() (usage, error) { return b.icpgen(0, "version") })
	if err != nil {
		return err
	}
	explained, err := median(21, func() (usage, error) { return b.icpgen(0, "rules", "GD-02") })
	if err != nil {
		return err
	}
	row("icpgen version", "%8.0f ms", version*1000)
	row("… and all rules compiled (rules GD-02)", "%8.0f ms", explained*1000)
	return nil
}

func (b *bench) oneApplicant() error {
	one, err := median(11, func() (usage, error) {
		return b.icpgen(0, "render", "samples/applicant.xlsx", "--on", day, "--out", b.fresh())
	})
	row("icpgen render samples/applicant.xlsx", "%8.0f ms", one*1000)
	return err
}

const (
	shop  = 10_000 // applicants of a night
	large = 40_000
)

// limits let the largest workbook in.
var limits = []string{"--limit-part", "256MB", "--limit-unpacked", "512MB", "--limit-cells", "5,000,000"}

// turns is how often singles are made on one core and on two.
const turns = 4

// singles are folders with a file for each paper, on one core and on two, in
// turn, since the machine's own pace changes; of each the quickest run is told,
// because what else goes on only ever adds to a run. What the disk alone takes for
// the same files stands below.
func (b *bench) singles() error {
	book, err := b.workbook(shop)
	if err != nil {
		return err
	}
	fmt.Println()
	var out string
	runs := [3][]usage{}
	for range turns {
		for cores := 1; cores <= 2; cores++ {
			out = b.fresh()
			u, err := b.icpgen(cores, "render", book, "--on", day, "--out", out, "--quiet")
			if err != nil {
				return err
			}
			runs[cores] = append(runs[cores], u)
		}
	}
	papers, size, err := count(out)
	if err != nil {
		return err
	}
	for cores := 1; cores <= 2; cores++ {
		slices.SortFunc(runs[cores], func(x, y usage) int { return cmp.Compare(x.seconds, y.seconds) })
		u := runs[cores][0]
		row(fmt.Sprintf("%d applicants, %d papers, singles, %d core(s)", shop, papers, cores),
			"%8.1f s %7.0f documents/s %7.1f KB each, peak %d MB", u.seconds, float64(papers)/u.seconds, float64(size)/float64(papers)/1000, u.peak>>20)
	}
	row("… two cores against one", "%8.2f × the documents (slowest runs: %.2f)", runs[1][0].seconds/runs[2][0].seconds,
		runs[1][turns-1].seconds/runs[2][turns-1].seconds)
	again, err := b.icpgen(1, "render", book, "--on", day, "--out", out, "--quiet")
	if err != nil {
		return err
	}
	row("… the same again, nothing to write, 1 core", "%8.1f s", again.seconds)
	return b.floor(out)
}

// floor writes the very same bytes that a run wrote, which are at hand: file by
// file, each synced and renamed as the run does, and all in one file.
func (b *bench) floor(out string) error {
	files, err := filepath.Glob(filepath.Join(out, "*", "*.pdf"))
	if err != nil {
		return err
	}
	var each [][]byte
	whole := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		each = append(each, data)
		whole += len(data)
	}
	at := b.fresh()
	begin := time.Now()
	for i, data := range each {
		dir := filepath.Join(at, filepath.Base(filepath.Dir(files[i])))
		temp := filepath.Join(at, fmt.Sprint(i, ".tmp"))
		if err := errors.Join(os.MkdirAll(dir, 0o700), write(temp, data), os.Rename(temp, filepath.Join(dir, filepath.Base(files[i])))); err != nil {
			return err
		}
	}
	row("… floor: the same bytes at hand, written file by file", "%8.1f s %7.0f documents/s", time.Since(begin).Seconds(), float64(len(each))/time.Since(begin).Seconds())
	begin = time.Now()
	if err := write(filepath.Join(at, "one"), each...); err != nil {
		return err
	}
	row("… floor: the same bytes in one file", "%8.1f s %7.0f MB/s", time.Since(begin).Seconds(), float64(whole)/1e6/time.Since(begin).Seconds())
	return nil
}

func write(name string, parts ...[]byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if _, err := f.Write(part); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return errors.Join(f.Sync(), f.Close())
}

// jobs are print jobs with two copies of each paper.
func (b *bench) jobs() error {
	fmt.Println()
	var seconds, peaks []float64
	for _, n := range []int{shop, large} {
		book, err := b.workbook(n)
		if err != nil {
			return err
		}
		for _, cores := range []int{1, 2} {
			if n == large && cores > 1 {
				continue
			}
			out := b.fresh()
			job := filepath.Join(out, "job.pdf")
			u, err := b.icpgen(cores, append([]string{"render", book, "--on", day, "--out", out, "--job", job, "--quiet"}, limits...)...)
			if err != nil {
				return err
			}
			info, err := os.Stat(job)
			if err != nil {
				return err
			}
			pages, err := jobPages(out)
			if err != nil {
				return err
			}
			row(fmt.Sprintf("%d applicants, %d pages, print job, %d core(s)", n, pages, cores),
				"%8.1f s %7.0f pages/s %11.2f KB a page, peak %d MB", u.seconds, float64(pages)/u.seconds, float64(info.Size())/float64(pages)/1000, u.peak>>20)
			if cores == 1 {
				seconds, peaks = append(seconds, u.seconds), append(peaks, float64(u.peak))
			}
		}
	}
	row("… 40,000 against 10,000 applicants", "%8.2f × the time, %.2f × the memory", seconds[1]/seconds[0], peaks[1]/peaks[0])
	return nil
}

// peer is the same papers as most people would have gopdf write them.
func (b *bench) peer() error {
	fmt.Println()
	peer := filepath.Join(b.folder, "peer")
	if _, err := command(0, "go", "build", "-o", peer, "./bench/peer"); err != nil {
		return err
	}
	const papers = 150
	u, err := command(1, peer, fmt.Sprint(papers), b.fresh())
	row("gopdf, a document at a time, not verified, 1 core", "%8.1f s %7.0f documents/s", u.seconds, papers/u.seconds)
	return err
}

// judging is the rules alone, in this process.
func (b *bench) judging() error {
	const n = 10_000
	book, err := rules.Load()
	if err != nil {
		return err
	}
	all, err := applicants(n)
	if err != nil {
		return err
	}
	on, _ := filing.ParseDay(day)
	runtime.GOMAXPROCS(1)
	begin := time.Now()
	verdicts := book.Check(all, profile.Default(), on)
	fmt.Println()
	row(fmt.Sprintf("%d applications judged, 1 core", len(verdicts)), "%8.2f s", time.Since(begin).Seconds())
	return nil
}

// count counts the papers in a run's folders, and their bytes.
func count(folder string) (papers int, size int64, err error) {
	err = filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".pdf") {
			return err
		}
		info, err := entry.Info()
		papers++
		size += info.Size()
		return err
	})
	return papers, size, err
}
