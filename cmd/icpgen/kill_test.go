package main

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	kills    = flag.Int("kills", 3, "how many times TestKilledRuns kills a run of each sort")
	killSeed = flag.Uint64("killseed", 1, "decides the moments at which they are killed")
)

// program is this test's binary as icpgen.
func program(args ...string) *exec.Cmd {
	return &exec.Cmd{Path: os.Args[0], Args: append([]string{"icpgen"}, args...)}
}

// TestKilledRuns kills runs at random moments, and again when they are taken
// up. What then has its final name is whole, and running again gives what an
// undisturbed run gives, byte for byte.
func TestKilledRuns(t *testing.T) {
	work := t.TempDir()
	workbook := filepath.Join(work, "a.xlsx")
	book(t, workbook, 60)
	for name, args := range map[string][]string{
		"folders": {"--draft", "--with-notes"},
		"shard":   {"--shard", "2/3"},
		"job":     {"--job", "out/job.pdf", "--duplex", "--separators", "--split", "60"},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"render", "-q", "-o", "out", workbook}, args...)
			killed{args, filepath.Join(work, name), rand.New(rand.NewPCG(*killSeed, 0))}.test(t)
		})
	}
}

// killed is a rendering that is killed over and over.
type killed struct {
	args   []string // write into the working folder
	at     string   // where its working folders are
	random *rand.Rand
}

func (k killed) test(t *testing.T) {
	first, long := k.measure(t, "whole")
	whole := papers(t, filepath.Join(k.at, "whole"))
	met := map[string]int{} // how far the killed runs had come
	for n := 0; n < *kills; {
		folder := fmt.Sprint(n)
		for deaths := 1 + k.random.IntN(3); deaths > 0 && n < *kills; deaths-- {
			from := first
			if k.random.IntN(4) == 0 {
				from = 0
			}
			wait := from + time.Duration(k.random.Float64()*float64(long-from))
			if !k.kill(t, folder, wait) {
				break // it was quicker
			}
			n++
			there := papers(t, filepath.Join(k.at, folder))
			for name, text := range there {
				if want, known := whole[name]; !known || want != text {
					t.Fatalf("killed after %v: %s is damaged: %d bytes of %d", wait, name, len(text), len(want))
				}
			}
			switch len(there) {
			case 0:
				met["nothing"]++
			case len(whole):
				met["everything"]++
			default:
				met["a part"]++
			}
		}
		k.complete(t, folder)
		if !maps.Equal(papers(t, filepath.Join(k.at, folder)), whole) {
			t.Fatalf("%s: running again did not complete it", folder)
		}
		if left, _ := filepath.Glob(filepath.Join(k.at, folder, "*", ".icpgen*")); left != nil {
			t.Errorf("left over: %v", left)
		}
		os.RemoveAll(filepath.Join(k.at, folder))
	}
	t.Logf("icpgen %s: %d kills within %v, each completed to the same %d files; they found written: %v",
		strings.Join(k.args, " "), *kills, long.Round(time.Millisecond), len(whole), met)
}

// run is the rendering in its working folder.
func (k killed) run(t *testing.T, folder string) *exec.Cmd {
	t.Helper()
	run := program(k.args...)
	run.Dir = filepath.Join(k.at, folder)
	if err := os.MkdirAll(run.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return run
}

// measure lets it end, and tells when it began to write and how long it took.
func (k killed) measure(t *testing.T, folder string) (first, long time.Duration) {
	t.Helper()
	run, begun := k.run(t, folder), time.Now()
	ended := make(chan struct{})
	watched := make(chan time.Duration, 1)
	go func() {
		for {
			there, _ := filepath.Glob(filepath.Join(run.Dir, "*", "*"))
			written := slices.ContainsFunc(there, func(name string) bool { return filepath.Ext(name) != ".lock" })
			select {
			case <-ended:
				written = true
			default:
			}
			if written {
				watched <- time.Since(begun)
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	said, err := run.CombinedOutput()
	long = time.Since(begun)
	close(ended)
	if err != nil && run.ProcessState.ExitCode() != exitRefused {
		t.Fatalf("%v: %v\n%s", run.Args, err, said)
	}
	return min(<-watched, long), long
}

// complete lets it end. That applicants were refused is no fault.
func (k killed) complete(t *testing.T, folder string) {
	t.Helper()
	run := k.run(t, folder)
	if said, err := run.CombinedOutput(); err != nil && run.ProcessState.ExitCode() != exitRefused {
		t.Fatalf("%v: %v\n%s", run.Args, err, said)
	}
}

// kill reports whether the run still lived after so long.
func (k killed) kill(t *testing.T, folder string, after time.Duration) bool {
	t.Helper()
	run := k.run(t, folder)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	alarm := time.AfterFunc(after, func() { run.Process.Kill() })
	defer alarm.Stop()
	run.Wait()
	return !run.ProcessState.Exited()
}

// papers are the files that have their final names.
func papers(t *testing.T, at string) map[string]string {
	t.Helper()
	files := map[string]string{}
	filepath.WalkDir(at, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name()[0] == '.' {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(at, path)
		files[name] = string(data)
		return nil
	})
	return files
}
