package press

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestShardsDivideARun(t *testing.T) {
	for _, count := range []int{1, 2, 3, 7, 40} {
		taken := make([]int, 25)
		for index := 1; index <= count; index++ {
			for i := range taken {
				if (Shard{index, count}).Has(i) {
					taken[i]++
					if i%count+1 != index {
						t.Errorf("%d is in shard %d/%d", i, index, count)
					}
				}
			}
		}
		if slices.Min(taken) != 1 || slices.Max(taken) != 1 {
			t.Errorf("of %d shards: %v", count, taken)
		}
	}
	if !(Shard{}).Has(0) || !(Shard{}).Has(17) {
		t.Error("the whole run lacks something")
	}
}

func TestWhoMayWorkBesideWhom(t *testing.T) {
	whole := Shard{}
	for _, c := range []struct {
		first, second Shard
		beside        bool
	}{
		{whole, whole, false},
		{whole, Shard{1, 2}, false},
		{Shard{1, 2}, whole, false},
		{Shard{1, 2}, Shard{1, 2}, false},
		{Shard{1, 2}, Shard{2, 2}, true},
		{Shard{1, 2}, Shard{3, 4}, false},
	} {
		at := t.TempDir()
		first, err := openFolder(at, c.first, nil)
		if err != nil {
			t.Fatal(err)
		}
		second, err := openFolder(at, c.second, nil)
		held, refused := errors.AsType[*InUse](err)
		if refused == c.beside || !refused && err != nil {
			t.Errorf("%v beside %v: %v", c.second, c.first, err)
		}
		if refused && (held.Lock != c.first.lockName() || held.PID != os.Getpid()) {
			t.Errorf("%v beside %v: held by %+v", c.second, c.first, held)
		}
		if second != nil {
			second.close()
		}
		if err := first.close(); err != nil {
			t.Error(err)
		}
		if left := tree(t, at); len(left) != 0 {
			t.Errorf("%v beside %v: left over: %v", c.second, c.first, left)
		}
	}
}

func TestLocksOfDeadRivals(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Skip(err)
	}
	for holder, free := range map[string]bool{"999999999 " + host: true, "": true, "17 elsewhere": false} {
		for _, c := range []struct{ dead, living Shard }{
			{Shard{}, Shard{1, 2}}, {Shard{2, 3}, Shard{}}, {Shard{2, 3}, Shard{1, 2}},
		} {
			at := t.TempDir()
			name := filepath.Join(at, c.dead.lockName())
			if err := os.WriteFile(name, []byte(holder+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := openFolder(at, c.living, nil)
			if (err == nil) != free {
				t.Errorf("%q of %v, then %v: %v", holder, c.dead, c.living, err)
			}
			if err == nil {
				f.close()
			}
			if _, err := os.Stat(name); (err == nil) == free {
				t.Errorf("%q of %v, then %v: its lock: %v", holder, c.dead, c.living, err)
			}
			if _, err := os.Stat(filepath.Join(at, c.living.lockName())); err == nil {
				t.Errorf("%q of %v, then %v: the lock stayed", holder, c.dead, c.living)
			}
		}
	}
}

// TestSistersMayLookAtTheSameLock opens a shard's folder while another shard is
// about to remove what a dead run left.
func TestSistersMayLookAtTheSameLock(t *testing.T) {
	at := t.TempDir()
	dead, err := os.Create(filepath.Join(at, lockName))
	if err != nil {
		t.Fatal(err)
	}
	defer dead.Close()
	if free, _, err := tryLock(dead, true); !free || err != nil {
		t.Fatal(free, err)
	}
	f, err := openFolder(at, Shard{1, 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f.close()
}

func TestAShardSweepsNothingOfItsSisters(t *testing.T) {
	const random = "ABCDEFGHIJKLMNOPQRSTUV2345"
	whole, own, sister := tempPrefix+random+tempSuffix, tempPrefix+"1-of-3-"+random+tempSuffix, tempPrefix+"2-of-3-"+random+tempSuffix
	for shard, stays := range map[Shard][]string{{1, 3}: {sister}, {}: nil} {
		at := t.TempDir()
		for _, name := range []string{whole, own, sister} {
			if err := os.WriteFile(filepath.Join(at, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		f, err := openFolder(at, shard, nil)
		if err != nil {
			t.Fatal(err)
		}
		f.close()
		if left := slices.Sorted(maps.Keys(tree(t, at))); !slices.Equal(left, stays) {
			t.Errorf("%v leaves %v", shard, left)
		}
	}
}

// renderShards renders the parts of a run, each into the folder of its turn.
func renderShards(t *testing.T, count int, refused []int, folders ...string) {
	t.Helper()
	for index := 1; index <= count; index++ {
		job := read(t, folders[index%len(folders)], companies(7), refused...)
		job.settings.Shard = Shard{index, count}
		run := render(t, job)
		if n := run.Totals; n.Rows != n.Rendered+n.Refused+n.Elsewhere || len(run.Cases)+n.Elsewhere != 7 {
			t.Errorf("shard %d of %d: %+v", index, count, n)
		}
	}
}

// withoutReports leaves out what each part tells of itself.
func withoutReports(files map[string]string) map[string]string {
	maps.DeleteFunc(files, func(name, _ string) bool { return filepath.Ext(name) == ".html" })
	return files
}

func TestShardsTogetherAreTheRun(t *testing.T) {
	for _, refused := range [][]int{nil, {0, 3, 6}, {0, 1, 2, 3, 4, 5, 6}} {
		one := t.TempDir()
		render(t, read(t, one, companies(7), refused...))
		want := withoutReports(tree(t, one))
		for _, count := range []int{1, 3, 9} {
			t.Run(fmt.Sprintf("%d shards, refused %v", count, refused), func(t *testing.T) {
				t.Parallel()
				shared := t.TempDir()
				renderShards(t, count, refused, shared)
				merged, err := MergeManifests([]string{shared, shared}, shared)
				if err != nil {
					t.Fatal(AsFailure(err).Words)
				}
				if merged.Shards != count || merged.Applications != 7 || merged.Documents != len(want)-1 {
					t.Errorf("%+v", merged)
				}
				got := withoutReports(tree(t, shared))
				maps.DeleteFunc(got, func(name, _ string) bool { return shardManifestName.MatchString(name) })
				if !maps.Equal(got, want) {
					t.Error("not what one run writes")
				}
				// From folders of their own, into another one.
				a, b, out := t.TempDir(), t.TempDir(), t.TempDir()
				renderShards(t, count, refused, a, b)
				if _, err := MergeManifests([]string{a, b}, out); err != nil {
					t.Error(AsFailure(err).Words)
				}
				if tree(t, out)[manifestName] != want[manifestName] {
					t.Error("in two folders: not the manifest of one run")
				}
			})
		}
	}
}

// TestShardsOfAPrintJob joins the manifests of shards that print jobs of their
// own: the rows of applications in the run's order, then the jobs.
func TestShardsOfAPrintJob(t *testing.T) {
	out := t.TempDir()
	for index := 1; index <= 2; index++ {
		job := twoPapers(read(t, out, companies(3)))
		job.settings.Shard = Shard{index, 2}
		job.settings.Job = JobSettings{File: filepath.Join(out, "job.pdf"), Copies: 1}
		render(t, job)
	}
	if _, err := MergeManifests([]string{out}, out); err != nil {
		t.Fatal(AsFailure(err).Words)
	}
	files := tree(t, out)
	var order []string
	for line := range strings.Lines(files[manifestName]) {
		cells := strings.Split(line, ",")
		order = append(order, cells[0]+" "+cells[2])
	}
	want := []string{"\ufeffapplication file", "A001 job.1-of-2.pdf", "A001 job.1-of-2.pdf", "A002 job.2-of-2.pdf", "A002 job.2-of-2.pdf",
		"A003 job.1-of-2.pdf", "A003 job.1-of-2.pdf", " job.1-of-2.pdf", " job.2-of-2.pdf"}
	if !slices.Equal(order, want) || files["job.1-of-2.pdf"] == "" || files["job.2-of-2.pdf"] == "" {
		t.Errorf("%q", order)
	}
}

// counted has all shards say that the run has so many applications, not 7.
func counted(of string) func(files map[string]string) {
	return func(files map[string]string) {
		for name, text := range files {
			if strings.HasPrefix(name, "manifest.") {
				files[name] = strings.ReplaceAll(text, ",7,", ","+of+",")
			}
		}
	}
}

func TestManifestsThatDoNotMakeARun(t *testing.T) {
	whole := t.TempDir()
	renderShards(t, 3, []int{1}, whole)
	other := t.TempDir()
	job := read(t, other, companies(8)) // one more
	job.settings.Shard = Shard{2, 3}
	render(t, job)
	sound := tree(t, whole)
	for name, c := range map[string]struct {
		spoil func(files map[string]string)
		want  string
	}{
		"none":     {func(f map[string]string) { clear(f) }, "没有分片清单"},
		"missing":  {func(f map[string]string) { delete(f, "manifest.2-of-3.csv") }, "共 3 片，缺第 2 片"},
		"last":     {func(f map[string]string) { delete(f, "manifest.3-of-3.csv") }, "共 3 片，缺第 3 片"},
		"doubled":  {func(f map[string]string) { f["again/manifest.1-of-3.csv"] = f["manifest.1-of-3.csv"] }, "第 1 片在"},
		"foreign":  {func(f map[string]string) { f["manifest.2-of-3.csv"] = tree(t, other)["manifest.2-of-3.csv"] }, "不是同一次运行"},
		"division": {func(f map[string]string) { f["manifest.1-of-2.csv"] = f["manifest.1-of-3.csv"] }, "不是同一次运行"},
		"cut": {func(f map[string]string) {
			text := f["manifest.1-of-3.csv"]
			last := strings.LastIndex(text[:strings.LastIndex(text, ",7,A007,,")], "\n")
			f["manifest.1-of-3.csv"] = text[:last+1]
		}, "不完整"},
		"swapped": {func(f map[string]string) {
			f["manifest.1-of-3.csv"], f["manifest.2-of-3.csv"] = f["manifest.2-of-3.csv"], f["manifest.1-of-3.csv"]
		}, "不完整"},
		"no list":  {func(f map[string]string) { f["manifest.2-of-3.csv"] = "x" }, "不是 icpgen 写的分片清单"},
		"swollen":  {counted("6000000000000000000"), "不完整，或已被改动"},
		"negative": {counted("-7"), "不完整，或已被改动"},
	} {
		files := maps.Clone(sound)
		c.spoil(files)
		at := t.TempDir()
		for name, text := range files {
			os.MkdirAll(filepath.Dir(filepath.Join(at, name)), 0o700)
			if err := os.WriteFile(filepath.Join(at, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		folders := []string{at}
		if again := filepath.Join(at, "again"); files["again/manifest.1-of-3.csv"] != "" {
			folders = append(folders, again)
		}
		_, err := MergeManifests(folders, at)
		if err == nil {
			t.Errorf("%s: joined", name)
			continue
		}
		if f := AsFailure(err); f.Kind != Input || !strings.Contains(f.Words.ZH, c.want) || f.Words.EN == "" || f.Hint.ZH == "" {
			t.Errorf("%s: %q, hint %q", name, f.Words.ZH, f.Hint.ZH)
		}
		if _, err := os.Stat(filepath.Join(at, manifestName)); err == nil {
			t.Errorf("%s: a manifest was written", name)
		}
	}
}

func TestShardsDropWhatNoLongerHolds(t *testing.T) {
	out := t.TempDir()
	renderShards(t, 2, nil, out)
	renderShards(t, 3, []int{2}, out) // divided otherwise, and one is refused now
	for name := range tree(t, out) {
		if strings.HasPrefix(name, "A003") {
			t.Errorf("%s is still there", name)
		}
	}
}
