package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/press"
)

func TestShardFlag(t *testing.T) {
	kubernetes := func(index string) map[string]string { return map[string]string{"JOB_COMPLETION_INDEX": index} }
	slurm := func(id, first, last, step, count string) map[string]string {
		return map[string]string{"SLURM_ARRAY_TASK_ID": id, "SLURM_ARRAY_TASK_MIN": first, "SLURM_ARRAY_TASK_MAX": last,
			"SLURM_ARRAY_TASK_STEP": step, "SLURM_ARRAY_TASK_COUNT": count}
	}
	aws := func(index, size string) map[string]string {
		return map[string]string{"AWS_BATCH_JOB_ARRAY_INDEX": index, "AWS_BATCH_JOB_ARRAY_SIZE": size}
	}
	both := kubernetes("1")
	both["AWS_BATCH_JOB_ARRAY_INDEX"] = "1"
	for _, c := range []struct {
		value string
		env   map[string]string
		want  string // I/N, or a part of the refusal
	}{
		{"1/1", nil, "1/1"},
		{"3/8", nil, "3/8"},
		{"3/8", kubernetes("0"), "3/8"}, // said outright
		{"8", kubernetes("0"), "1/8"},
		{"8", kubernetes("7"), "8/8"},
		{"auto", slurm("1", "1", "8", "1", "8"), "1/8"},
		{"8", slurm("7", "0", "7", "1", "8"), "8/8"},
		{"auto", slurm("5", "1", "9", "4", "3"), "2/3"},
		{"4", map[string]string{"SLURM_ARRAY_TASK_ID": "4"}, "4/4"},
		{"auto", aws("0", "2"), "1/2"},
		{"2", aws("1", "2"), "2/2"},
		{"4", aws("3", ""), "4/4"},

		{"", nil, "不对"},
		{"a/2", nil, "不对"},
		{"1/2/3", nil, "不对"},
		{"1.5/2", nil, "不对"},
		{"half", nil, "不对"},
		{"0/2", nil, "应在 1 到 2 之间"},
		{"3/2", nil, "应在 1 到 2 之间"},
		{"1/0", nil, "片数应在 1 到 10000 之间"},
		{"-1/-1", nil, "片数应在"},
		{"1/99999", nil, "片数应在"},
		{"0", kubernetes("0"), "片数应在"},
		{"0", nil, "片数应在"},
		{"-1", nil, "片数应在"},
		{"99999", nil, "片数应在"},
		{"8", nil, "没有说这是第几片"},
		{"auto", nil, "没有说这是第几片"},
		{"auto", kubernetes("0"), "没有说一共几片"},
		{"8", kubernetes("8"), "应在 1 到 8 之间"},
		{"8", kubernetes("one"), "JOB_COMPLETION_INDEX"},
		{"8", kubernetes("-1"), "JOB_COMPLETION_INDEX"},
		{"8", slurm("4", "4", "7", "3", "2"), "一共 8 片，Slurm 说是 2 片"},
		{"auto", slurm("3", "1", "7", "1", "3"), "不连续"},
		{"auto", slurm("3", "1", "7", "x", "3"), "SLURM_ARRAY_TASK_STEP"},
		{"auto", aws("2", "2"), "应在 1 到 2 之间"},
		{"auto", aws("0", "many"), "AWS_BATCH_JOB_ARRAY_SIZE"},
		{"8", both, "都设了"},
	} {
		command := Command{Env: func(name string) string { return c.env[name] }}
		s, err := command.shard(c.value)
		got := fmt.Sprintf("%d/%d", s.Index, s.Count)
		if err != nil {
			f := press.AsFailure(err)
			if got = f.Words.ZH; f.Kind != press.Usage || f.Words.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
				t.Errorf("--shard %s, %v: %+v", c.value, c.env, f)
			}
		}
		if got != c.want && (err == nil || !strings.Contains(got, c.want)) {
			t.Errorf("--shard %s, %v: %s, want %s", c.value, c.env, got, c.want)
		}
	}
}

// book writes a workbook of n applicants of several provinces, each ninth of whom
// is refused.
func book(t *testing.T, name string, n int) {
	t.Helper()
	var apps []*filing.Application
	for i := range n {
		a := sample.Numbered([]string{"广东", "浙江", "新疆"}[i%3], []string{filing.KindPerson, filing.KindCompany}[i%2], i)
		if i%9 == 4 {
			a.Set(filing.FieldAddress, "")
		}
		apps = append(apps, a)
	}
	writeTable(t, name, apps...)
}

// refusedSome accepts the exit code that says that applicants were refused.
func refusedSome(t *testing.T, run *exec.Cmd, said []byte, err error) {
	t.Helper()
	if run.ProcessState == nil || run.ProcessState.ExitCode() != exitRefused {
		t.Fatalf("%v: %v\n%s", run.Args, err, said)
	}
}

// TestShardsOfSeparateProcesses has processes render the shards of a run into
// one folder at the same time, the index from the environment, and wants what
// one run writes.
func TestShardsOfSeparateProcesses(t *testing.T) {
	const shards = 4
	t.Chdir(t.TempDir())
	book(t, "a.xlsx", 41)
	var runs []*exec.Cmd
	var screens [shards]bytes.Buffer
	for i := range shards {
		run := program("render", "-j", "1", "-o", "shared", "--shard", fmt.Sprint(shards), "a.xlsx")
		run.Env = append(os.Environ(), fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i))
		run.Stdout, run.Stderr = &screens[i], &screens[i]
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		runs = append(runs, run)
	}
	rendered := 0
	for i, run := range runs {
		err := run.Wait()
		refusedSome(t, run, screens[i].Bytes(), err)
		var mine, refused, others int
		_, totals, _ := strings.Cut(screens[i].String(), "共 41 行 = ")
		if _, err := fmt.Sscanf(totals, "生成 %d + 未生成 %d + 不在此次 %d", &mine, &refused, &others); err != nil || mine+refused+others != 41 {
			t.Errorf("shard %d: %s", i+1, &screens[i])
		}
		rendered += mine + refused
	}
	if rendered != 41 {
		t.Errorf("%d applications in all shards", rendered)
	}
	if said, err := program("render", "--merge-manifests", "shared").CombinedOutput(); err != nil || !strings.Contains(string(said), "合并 4 片，41 份申请") {
		t.Errorf("%v\n%s", err, said)
	}
	asOneRun(t, shards)
	if said, err := program("verify", "shared").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	// Another day is another run.
	again := program("render", "-q", "-o", "shared", "--shard", "2/4", "--on", sample.Day.AddDays(1).String(), "a.xlsx")
	said, err := again.CombinedOutput()
	refusedSome(t, again, said, err)
	merge := program("render", "--merge-manifests", "shared")
	if said, _ := merge.CombinedOutput(); merge.ProcessState.ExitCode() != exitInput || !strings.Contains(string(said), "不是同一次运行") {
		t.Errorf("%s", said)
	}
}

// asOneRun wants in the folder shared what one run writes. Beside it stand what
// the shards have for themselves, a manifest and a report each.
func asOneRun(t *testing.T, shards int) {
	t.Helper()
	one := program("render", "-q", "-o", "one", "a.xlsx")
	said, err := one.CombinedOutput()
	refusedSome(t, one, said, err)
	got, want := papers(t, "shared"), papers(t, "one")
	for i := range shards {
		for _, name := range []string{fmt.Sprintf("manifest.%d-of-%d.csv", i+1, shards), fmt.Sprintf("report.%d-of-%d.html", i+1, shards)} {
			if got[name] == "" {
				t.Errorf("no %s", name)
			}
			delete(got, name)
		}
	}
	delete(want, "report.html")
	if !maps.Equal(got, want) {
		t.Error("the shards did not write what one run writes")
	}
}
