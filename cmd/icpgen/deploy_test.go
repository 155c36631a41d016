package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/strictyaml"
)

// kubernetesJob is as much of batch/v1 Job as deploy/kubernetes uses; any
// other key is an error.
type kubernetesJob struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string `yaml:"kind"`
	Metadata   struct {
		Name string `yaml:"name"`
	} `yaml:"metadata"`
	Spec struct {
		CompletionMode       string `yaml:"completionMode"`
		Completions          int    `yaml:"completions"`
		Parallelism          int    `yaml:"parallelism"`
		BackoffLimit         int    `yaml:"backoffLimit"`
		BackoffLimitPerIndex int    `yaml:"backoffLimitPerIndex"`
		PodFailurePolicy     struct {
			Rules []struct {
				Action      string `yaml:"action"`
				OnExitCodes struct {
					Operator string `yaml:"operator"`
					Values   []int  `yaml:"values"`
				} `yaml:"onExitCodes"`
				OnPodConditions []struct {
					Type   string `yaml:"type"`
					Status string `yaml:"status"`
				} `yaml:"onPodConditions"`
			} `yaml:"rules"`
		} `yaml:"podFailurePolicy"`
		Template struct {
			Spec struct {
				RestartPolicy string `yaml:"restartPolicy"`
				Grace         int    `yaml:"terminationGracePeriodSeconds"`
				Token         *bool  `yaml:"automountServiceAccountToken"`
				Security      struct {
					NonRoot bool   `yaml:"runAsNonRoot"`
					User    int    `yaml:"runAsUser"`
					Group   int    `yaml:"runAsGroup"`
					FSGroup int    `yaml:"fsGroup"`
					Change  string `yaml:"fsGroupChangePolicy"`
					Seccomp struct {
						Type string `yaml:"type"`
					} `yaml:"seccompProfile"`
				} `yaml:"securityContext"`
				Containers []struct {
					Name      string   `yaml:"name"`
					Image     string   `yaml:"image"`
					Args      []string `yaml:"args"`
					Resources struct {
						Requests kubernetesAmounts `yaml:"requests"`
						Limits   kubernetesAmounts `yaml:"limits"`
					} `yaml:"resources"`
					Security struct {
						Escalation   bool `yaml:"allowPrivilegeEscalation"`
						ReadOnlyRoot bool `yaml:"readOnlyRootFilesystem"`
						Capabilities struct {
							Drop []string `yaml:"drop"`
						} `yaml:"capabilities"`
					} `yaml:"securityContext"`
					Mounts []struct {
						Name     string `yaml:"name"`
						Path     string `yaml:"mountPath"`
						ReadOnly bool   `yaml:"readOnly"`
					} `yaml:"volumeMounts"`
				} `yaml:"containers"`
				Volumes []kubernetesVolume `yaml:"volumes"`
			} `yaml:"spec"`
		} `yaml:"template"`
	} `yaml:"spec"`
}

type kubernetesAmounts struct {
	CPU    string `yaml:"cpu"`
	Memory string `yaml:"memory"`
}

type kubernetesVolume struct {
	Name  string `yaml:"name"`
	Claim struct {
		Name     string `yaml:"claimName"`
		ReadOnly bool   `yaml:"readOnly"`
	} `yaml:"persistentVolumeClaim"`
}

// deployed is a file of deploy.
func deployed(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func readKubernetesJob(t *testing.T, name string) (job kubernetesJob) {
	t.Helper()
	root, err := strictyaml.Parse(name, []byte(deployed(t, filepath.Join("kubernetes", name))))
	if err == nil {
		err = root.Into(&job)
	}
	if err != nil {
		t.Fatal(err)
	}
	pod := job.Spec.Template.Spec
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Metadata.Name == "" || pod.RestartPolicy != "Never" || !pod.Security.NonRoot || len(pod.Containers) != 1 {
		t.Fatalf("%s: %+v", name, job)
	}
	// What the restricted Pod Security Standard asks of a pod beside what is asked of its container below.
	if pod.Security.User == 0 || pod.Security.Seccomp.Type != "RuntimeDefault" || pod.Security.Change != "OnRootMismatch" || pod.Token == nil || *pod.Token {
		t.Errorf("%s: %+v", name, pod)
	}
	amount := regexp.MustCompile(`^\d+(Mi|Gi)$`)
	c := pod.Containers[0]
	if c.Name == "" || c.Image != "icpgen" || c.Security.Escalation || !c.Security.ReadOnlyRoot || !slices.Equal(c.Security.Capabilities.Drop, []string{"ALL"}) ||
		!amount.MatchString(c.Resources.Requests.Memory) || !amount.MatchString(c.Resources.Limits.Memory) || c.Resources.Limits.CPU == "" {
		t.Errorf("%s: %+v", name, c)
	}
	for _, mount := range c.Mounts {
		if !slices.ContainsFunc(pod.Volumes, func(v kubernetesVolume) bool { return v.Name == mount.Name && v.Claim.Name != "" }) {
			t.Errorf("%s: nothing to mount at %s", name, mount.Path)
		}
	}
	return job
}

// actions is what becomes of a pod that ended with an exit code.
func (j kubernetesJob) actions() map[int]string {
	actions := map[int]string{}
	for _, rule := range j.Spec.PodFailurePolicy.Rules {
		for _, code := range rule.OnExitCodes.Values {
			actions[code] = rule.Action
		}
	}
	return actions
}

// inPlaceOf gives arguments of a container the places of this machine.
func inPlaceOf(args []string) []string {
	day := strings.NewReplacer("/applications/applicants.xlsx", "a.xlsx", "/papers", "shared", "2026-11-23", sample.Day.String())
	var here []string
	for _, arg := range args {
		here = append(here, day.Replace(arg))
	}
	return here
}

// TestKubernetesJob reads the files strictly and runs what they say, a process
// for each pod.
func TestKubernetesJob(t *testing.T) {
	job, merge := readKubernetesJob(t, "render.yaml"), readKubernetesJob(t, "merge.yaml")
	spec := job.Spec
	args := spec.Template.Spec.Containers[0].Args
	if spec.CompletionMode != "Indexed" || spec.BackoffLimitPerIndex < 1 || !slices.Contains(args, fmt.Sprintf("--shard=%d", spec.Completions)) ||
		!slices.ContainsFunc(args, func(arg string) bool { return strings.HasPrefix(arg, "--on=") }) {
		t.Errorf("%+v", spec)
	}
	if actions, want := job.actions(), map[int]string{exitRefused: "FailIndex", exitUsage: "FailJob", exitInput: "FailJob"}; !maps.Equal(actions, want) {
		t.Errorf("exit codes: %v", actions)
	}
	if actions, want := merge.actions(), map[int]string{exitUsage: "FailJob", exitInput: "FailJob"}; !maps.Equal(actions, want) {
		t.Errorf("exit codes of the merge: %v", actions)
	}
	// A status without a pod has no "active" to wait for (batch/v1: omitempty).
	if text := deployed(t, "kubernetes/render.yaml"); strings.Contains(text, ".status.active") {
		t.Error("it waits for .status.active")
	}
	t.Chdir(t.TempDir())
	book(t, "a.xlsx", 20)
	for index := range spec.Completions {
		run := program(inPlaceOf(args)...)
		run.Env = append(os.Environ(), fmt.Sprintf("JOB_COMPLETION_INDEX=%d", index))
		if said, err := run.CombinedOutput(); err != nil {
			refusedSome(t, run, said, err)
		}
	}
	if said, err := program(inPlaceOf(merge.Spec.Template.Spec.Containers[0].Args)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	asOneRun(t, spec.Completions)
}

// TestSlurmScript reads what the script asks of sbatch and runs it, a process
// for each task.
func TestSlurmScript(t *testing.T) {
	script, err := filepath.Abs("../../deploy/slurm.sh")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^#SBATCH --([a-z-]+)(?:=(\S+))?$`).FindAllStringSubmatch(deployed(t, "slurm.sh"), -1) {
		asked[m[1]] = m[2]
	}
	if n := strings.Count(deployed(t, "slurm.sh"), "\n#SBATCH"); n != len(asked) {
		t.Errorf("%d directives, of which %d can be read", n, len(asked))
	}
	forms := map[string]string{"job-name": `\w+`, "array": `1-\d+`, "cpus-per-task": `\d+`, "mem": `\d+[MG]`, "time": `\d+:\d\d:\d\d`,
		"signal": `B:TERM@\d+`, "requeue": ``, "open-mode": `append`, "output": `[\w%.-]+`}
	for name, value := range asked {
		form, known := forms[name]
		if !known || !regexp.MustCompile("^"+form+"$").MatchString(value) {
			t.Errorf("--%s=%s", name, value)
		}
	}
	shards := 0
	fmt.Sscanf(asked["array"], "1-%d", &shards)

	t.Chdir(t.TempDir())
	book(t, "a.xlsx", 20)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(os.Args[0], "icpgen"); err != nil {
		t.Skip(err)
	}
	task := func(env ...string) *exec.Cmd {
		run := exec.Command("sh", script, "a.xlsx", "shared", sample.Day.String())
		run.Env = append(append(os.Environ(), "PATH="+here+string(os.PathListSeparator)+os.Getenv("PATH"), "SLURM_CPUS_PER_TASK="+asked["cpus-per-task"]), env...)
		return run
	}
	for id := 1; id <= shards; id++ {
		run := task(fmt.Sprint("SLURM_ARRAY_TASK_ID=", id), fmt.Sprint("SLURM_ARRAY_TASK_COUNT=", shards))
		if said, err := run.CombinedOutput(); err != nil {
			refusedSome(t, run, said, err)
		}
	}
	// A task whose node died is run again, in an array of its own.
	lock := fmt.Sprintf("shared/.icpgen.3-of-%d.lock", shards)
	if err := os.WriteFile(lock, []byte("17 a-node-that-died\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	third := []string{"SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_COUNT=1", fmt.Sprint("SHARDS=", shards)}
	run := task(third...)
	if said, _ := run.CombinedOutput(); run.ProcessState.ExitCode() != exitOutput || !strings.Contains(string(said), "a-node-that-died") {
		t.Errorf("%s", said)
	}
	run = task(append(third, "SLURM_RESTART_COUNT=1")...)
	if said, err := run.CombinedOutput(); err != nil {
		refusedSome(t, run, said, err)
	}
	if said, err := program("render", "--merge-manifests", "shared").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	asOneRun(t, shards)
}

// TestDockerfile holds it to what it promises: one static program, nothing
// else, no other host than the image names'.
func TestDockerfile(t *testing.T) {
	text := deployed(t, "Dockerfile")
	var last string
	for _, m := range regexp.MustCompile(`(?m)^([A-Z]+) (.+)$`).FindAllStringSubmatch(text, -1) {
		switch word, rest := m[1], m[2]; word {
		case "FROM":
			if last = strings.Fields(rest)[0]; strings.ContainsAny(last, "/") {
				t.Errorf("%s names a host", rest)
			}
		case "WORKDIR", "COPY", "RUN", "ARG", "ENV", "USER", "ENTRYPOINT":
		default:
			t.Errorf("%s %s", word, rest)
		}
	}
	for _, wanted := range []string{"CGO_ENABLED=0", "-tags timetzdata", "./cmd/icpgen", "\nUSER 65532:65532\n", "\nENTRYPOINT [\"/icpgen\"]\n"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("no %q", wanted)
		}
	}
	if last != "scratch" {
		t.Errorf("the image is built on %s", last)
	}
}

// TestDockerContext: what the program is made of gets into the image's build, and no
// workbook does.
func TestDockerContext(t *testing.T) {
	sent := map[string]bool{}
	var lines []string
	for line := range strings.Lines(deployed(t, "Dockerfile.dockerignore")) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
			if name, ok := strings.CutPrefix(line, "!"); ok {
				sent[name] = true
			}
		}
	}
	if lines[0] != "*" || !slices.Contains(lines, "**/*.xlsx") || !sent["go.mod"] || !sent["go.sum"] {
		t.Errorf("%q", lines)
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{range .EmbedFiles}}\n{{.}}{{end}}{{end}}", ".")
	said, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for line := range strings.Lines(string(said)) {
		line = strings.TrimSpace(line)
		if room, ours := strings.CutPrefix(line, "github.com/icpgen/icpgen/"); ours {
			first, _, _ := strings.Cut(room, "/")
			wanted[first] = true
		}
		if strings.HasSuffix(line, ".xlsx") || strings.Contains(line, "testdata/") {
			t.Errorf("%s is embedded and left out", line)
		}
	}
	for name := range sent {
		if !strings.HasPrefix(name, "go.") && !wanted[name] {
			t.Errorf("%s is sent for nothing", name)
		}
	}
	for name := range wanted {
		if !sent[name] {
			t.Errorf("%s is left out", name)
		}
	}
}
