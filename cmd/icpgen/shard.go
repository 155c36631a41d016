package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/press"
)

// mostShards is more machines than anybody has, and less than a slip of the
// finger asks for.
const mostShards = 10000

// scheduler is how a system that runs one program many times tells each which
// one it is.
type scheduler struct {
	name string
	// index is the variable with this one's number.
	index string
	// shard reads the part of the run, count 0 when the system does not say how many there are.
	shard func(env variables) (press.Shard, error)
}

// variables reads whole numbers from the environment.
type variables func(name string) string

func (env variables) number(name string) (int, error) {
	n, err := strconv.Atoi(env(name))
	if err != nil || n < 0 {
		return 0, misuse(fmt.Sprintf("环境变量 %s 的值“%s”不是序号", name, filing.Escape(env(name))),
			fmt.Sprintf("environment variable %s: %q is no index", name, filing.Escape(env(name))),
			"用 --shard I/N 直接指明", "say it outright: --shard I/N")
	}
	return n, nil
}

// schedulers are those that are known, with their documents' names for things.
var schedulers = []scheduler{
	{"Kubernetes", "JOB_COMPLETION_INDEX", func(env variables) (press.Shard, error) { // Indexed Job: from 0; how many is not told
		index, err := env.number("JOB_COMPLETION_INDEX")
		return press.Shard{Index: index + 1}, err
	}},
	{"Slurm", "SLURM_ARRAY_TASK_ID", slurmShard},
	{"AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", func(env variables) (s press.Shard, err error) { // from 0
		index, err := env.number("AWS_BATCH_JOB_ARRAY_INDEX")
		if err == nil && env("AWS_BATCH_JOB_ARRAY_SIZE") != "" {
			s.Count, err = env.number("AWS_BATCH_JOB_ARRAY_SIZE")
		}
		s.Index = index + 1
		return s, err
	}},
}

// slurmShard is a task of a job array: sbatch --array=MIN-MAX:STEP. Of a list
// with gaps no task could tell which one it is.
func slurmShard(env variables) (press.Shard, error) {
	numbers := map[string]int{"MIN": 1, "STEP": 1, "COUNT": 0, "MAX": 0}
	for name := range numbers {
		if variable := "SLURM_ARRAY_TASK_" + name; env(variable) != "" {
			n, err := env.number(variable)
			if err != nil {
				return press.Shard{}, err
			}
			numbers[name] = n
		}
	}
	id, err := env.number("SLURM_ARRAY_TASK_ID")
	if err != nil {
		return press.Shard{}, err
	}
	step := max(1, numbers["STEP"])
	past := id - numbers["MIN"]
	s := press.Shard{Index: past/step + 1, Count: numbers["COUNT"]}
	gaps := env("SLURM_ARRAY_TASK_MAX") != "" && s.Count > 0 && (numbers["MAX"]-numbers["MIN"])/step+1 != s.Count
	if past < 0 || past%step != 0 || gaps {
		return press.Shard{}, misuse("Slurm 作业数组的序号不连续，看不出这是第几片", "the indexes of the Slurm job array have gaps: which shard this is cannot be told",
			`用 --shard I/N 直接指明，例如 --shard "$SLURM_ARRAY_TASK_ID/8"`, `say it outright, for instance --shard "$SLURM_ARRAY_TASK_ID/8"`)
	}
	return s, nil
}

// shard is what --shard says: I/N; N, and the index comes from the scheduler's
// variables; auto, and both do.
func (c *Command) shard(value string) (press.Shard, error) {
	first, last, both := strings.Cut(value, "/")
	if both {
		index, err := strconv.Atoi(first)
		count, err2 := strconv.Atoi(last)
		if err != nil || err2 != nil {
			return press.Shard{}, c.badShard(value)
		}
		return c.checkShard(value, press.Shard{Index: index, Count: count})
	}
	count, err := strconv.Atoi(value)
	if err != nil && value != "auto" {
		return press.Shard{}, c.badShard(value)
	}
	if err == nil && (count < 1 || count > mostShards) { // whatever the environment says
		return c.checkShard(value, press.Shard{Count: count})
	}
	found, s, err := c.scheduled()
	if err != nil {
		return press.Shard{}, err
	}
	switch {
	case found == nil:
		return s, misuse("环境变量里没有说这是第几片", "no environment variable says which shard this is",
			"用 --shard I/N 直接指明；否则要在 Kubernetes Indexed Job、Slurm 作业数组或 AWS Batch 数组作业里运行",
			"say it outright with --shard I/N, or run in a Kubernetes Indexed Job, a Slurm job array or an AWS Batch array job")
	case value == "auto" && s.Count == 0:
		return s, misuse(found.name+" 没有说一共几片", found.name+" does not say how many shards there are",
			"写出片数，例如 --shard 8", "give their number, for instance --shard 8")
	case value == "auto":
		count = s.Count
	case s.Count != 0 && s.Count != count:
		return s, misuse(fmt.Sprintf("--shard 说一共 %d 片，%s 说是 %d 片", count, found.name, s.Count),
			fmt.Sprintf("--shard says %d shards, %s says %d", count, found.name, s.Count),
			"只重做几片时用 --shard I/N 直接指明", "to do some of them again, say which outright: --shard I/N")
	}
	return c.checkShard(fmt.Sprintf("%d/%d", s.Index, count), press.Shard{Index: s.Index, Count: count})
}

// scheduled is the scheduler that started this process, and the shard it asks
// for; nil when there is none.
func (c *Command) scheduled() (*scheduler, press.Shard, error) {
	var found *scheduler
	for i := range schedulers {
		if c.Env(schedulers[i].index) == "" {
			continue
		}
		if found != nil {
			return nil, press.Shard{}, misuse(found.index+" 和 "+schedulers[i].index+" 都设了，看不出该听哪个",
				found.index+" and "+schedulers[i].index+" are both set: which one counts cannot be told", "用 --shard I/N 直接指明", "say it outright: --shard I/N")
		}
		found = &schedulers[i]
	}
	if found == nil {
		return nil, press.Shard{}, nil
	}
	s, err := found.shard(c.Env)
	return found, s, err
}

func (c *Command) checkShard(value string, s press.Shard) (press.Shard, error) {
	switch {
	case s.Count < 1 || s.Count > mostShards:
		return s, misuse(fmt.Sprintf("选项 --shard：片数应在 1 到 %d 之间：%s", mostShards, filing.Escape(value)),
			fmt.Sprintf("flag --shard: the number of shards is 1 to %d: %s", mostShards, filing.Escape(value)), "例如 --shard 1/8", "for instance --shard 1/8")
	case s.Index < 1 || s.Index > s.Count:
		return s, misuse(fmt.Sprintf("选项 --shard：第几片应在 1 到 %d 之间：%s", s.Count, filing.Escape(value)),
			fmt.Sprintf("flag --shard: the shard is 1 to %d: %s", s.Count, filing.Escape(value)), "从 1 数起，最后一片是 N/N", "they count from 1, and the last one is N/N")
	}
	return s, nil
}

func (c *Command) badShard(value string) error {
	shown := filing.Escape(value)
	return misuse("选项 --shard 的值“"+shown+"”不对", fmt.Sprintf("flag --shard: bad value %q", shown),
		"写成 I/N（第几片/一共几片），例如 1/8；只写 N 时第几片取自环境变量；auto 时都取自环境变量",
		"I/N, such as 1/8; with N alone the environment says which one, with auto it says both")
}

// merge is render --merge-manifests.
func (c *Command) merge(cmd *cobra.Command, folders []string, out string) error {
	if !cmd.Flags().Changed("out") {
		if len(folders) > 1 {
			return misuse("几个文件夹的清单要合并到哪里？", "where do the manifests of several folders go?", "用 -o 指明文件夹", "name a folder with -o")
		}
		out = folders[0]
	}
	var extra string
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Changed && f.Name != "out" && f.Name != "merge-manifests" && cmd.Root().PersistentFlags().Lookup(f.Name) == nil {
			extra = f.Name
		}
	})
	if extra != "" {
		return misuse("--merge-manifests 不能和 --"+extra+" 一起用", "--merge-manifests goes without --"+extra, "合并清单只需要文件夹", "joining manifests takes folders only")
	}
	done, err := press.MergeManifests(folders, out)
	if err != nil || c.quiet {
		return err
	}
	_, err = fmt.Fprintf(c.Stdout, c.say("%s：合并 %d 片，%d 份申请，%d 份文件\n", "%s: %d shards joined, %d applications, %d documents\n"),
		filing.Escape(done.File), done.Shards, done.Applications, done.Documents)
	return c.write(err)
}
