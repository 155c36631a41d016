//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAnInterruptedRunFinishesWhatIsInHand sends a run the signals of Ctrl-C,
// of a system that shuts down and of a terminal that is closed, and holds what it says of itself against
// what it left.
func TestAnInterruptedRunFinishesWhatIsInHand(t *testing.T) {
	t.Chdir(t.TempDir())
	book(t, "a.xlsx", 120)
	one := program("render", "-q", "-o", "whole", "a.xlsx")
	said, err := one.CombinedOutput()
	refusedSome(t, one, said, err)
	whole := papers(t, "whole")

	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		var out, complaints string
		for try := 0; ; try++ { // on a busy machine the run may be over before it is noticed
			out = fmt.Sprintf("out%d-%d", signal, try)
			run, screen := program("render", "-j", "1", "-o", out, "a.xlsx"), ""
			screen, complaints = interruptWhenWriting(t, run, out, signal)
			code := run.ProcessState.ExitCode()
			if code == exitRefused && try < 5 {
				continue
			}
			if code != exitOutput || strings.Contains(screen, "共 ") { // findings that were told, but no sums
				t.Fatalf("%v: exit code %d\n%s%s", signal, code, screen, complaints)
			}
			break
		}
		_, state, _ := strings.Cut(complaints, "错误: 运行被中断\n")
		var of, complete, left int
		if _, err := fmt.Sscanf(state, " %d 份申请完成了 %d 份，还差 %d 份\n", &of, &complete, &left); err != nil ||
			of != 120 || complete+left != of || left == 0 || !strings.Contains(state, "再运行同一条命令") || !strings.Contains(complaints, "正在停下") {
			t.Errorf("%v: %v\n%s", signal, err, complaints)
		}
		there, folders := papers(t, out), map[string]bool{}
		for name, text := range there {
			folders[filepath.Dir(name)] = true
			if whole[name] != text {
				t.Errorf("%v: %s is damaged", signal, name)
			}
		}
		for name := range whole {
			if folders[filepath.Dir(name)] && there[name] == "" && filepath.Dir(name) != "." {
				t.Errorf("%v: %s was in hand and is missing", signal, name)
			}
		}
		refused := 0
		for i := range complete { // it takes them in their order
			if i%9 == 4 {
				refused++
			}
		}
		if len(folders)+refused != complete {
			t.Errorf("%v: %d folders, %d refused, and it says %d", signal, len(folders), refused, complete)
		}
		if left, _ := filepath.Glob(out + "/.icpgen*"); left != nil {
			t.Errorf("%v: left over: %v", signal, left)
		}
		again := program("render", "-q", "-o", out, "a.xlsx")
		said, err := again.CombinedOutput()
		refusedSome(t, again, said, err)
		if !maps.Equal(papers(t, out), whole) {
			t.Errorf("%v: running again did not complete it", signal)
		}
	}
}

// interruptWhenWriting starts the run and sends it the signal once a paper
// stands in its folder.
func interruptWhenWriting(t *testing.T, run *exec.Cmd, out string, signal os.Signal) (screen, complaints string) {
	t.Helper()
	var told, complained bytes.Buffer
	run.Stdout, run.Stderr = &told, &complained
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		if there, _ := filepath.Glob(out + "/*/*.pdf"); len(there) > 0 {
			break
		}
		if time.Now().After(deadline) {
			run.Process.Kill()
			t.Fatal("nothing is written")
		}
	}
	run.Process.Signal(signal)
	run.Wait()
	return told.String(), complained.String()
}

// TestASecondInterruptEndsAtOnce interrupts a run whose results nobody takes, so
// that it cannot finish what is in hand.
func TestASecondInterruptEndsAtOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	book(t, "a.xlsx", 120)
	never, results, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer never.Close()
	run := program("render", "--format", "json", "a.xlsx")
	run.Stdout = results
	complaints, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	defer run.Process.Kill()
	time.AfterFunc(time.Minute, func() { run.Process.Kill() })
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if found, _ := filepath.Glob("out/*/*.pdf"); len(found) > 0 {
			break // there are papers, so the workbook has been read
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing is written")
		}
	}
	run.Process.Signal(os.Interrupt)
	heard, part := "", make([]byte, 512)
	for !strings.Contains(heard, "再按一次 Ctrl-C 立即结束") {
		n, err := complaints.Read(part)
		if err != nil {
			t.Fatalf("%v: %q", err, heard)
		}
		heard += string(part[:n])
	}
	run.Process.Signal(os.Interrupt)
	io.Copy(io.Discard, complaints)
	run.Wait()
	if status := run.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGINT {
		t.Errorf("it ended with %v", run.ProcessState)
	}
}

// TestAnInterruptWhileReadingEndsAtOnce holds that nobody has to wait for a
// standard input that does not end.
func TestAnInterruptWhileReadingEndsAtOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range [][]string{{"check", "-"}, {"render", "-"}, {"verify", "--against", "-", "."}, {"check", "--baseline", "/dev/stdin", "a.xlsx"}} {
		run := program(args...)
		stdin, err := run.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		run.Stderr = &said
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		// More than a pipe holds: once it is written, some of it was read.
		if _, err := stdin.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
			t.Fatal(err)
		}
		if err := run.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Minute, func() { run.Process.Kill() })
		run.Wait()
		kill.Stop()
		if code := run.ProcessState.ExitCode(); code != exitOutput || !strings.Contains(said.String(), "运行被中断") {
			t.Errorf("%v: exit code %d\n%s", args, code, &said)
		}
	}
}
