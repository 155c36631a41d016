package press

import (
	"fmt"
	"regexp"
	"strconv"
)

// Shard is the part of a run that one machine takes: of Count parts the
// Index-th, with every Count-th application from it. Both count from 1. The zero
// Shard is the whole run. The parts of a run may share a folder: each has its
// own lock, manifest and temporary names there.
type Shard struct{ Index, Count int }

// Has reports whether the i-th application of the run, counted from 0, is in
// this part.
func (s Shard) Has(i int) bool { return s.whole() || i%s.Count == s.Index-1 }

func (s Shard) whole() bool { return s.Count == 0 }

// label names the part in its files' names; empty for the whole.
func (s Shard) label() string {
	if s.whole() {
		return ""
	}
	return fmt.Sprintf("%d-of-%d", s.Index, s.Count)
}

// fileName is the name of a file that the whole run has once and each part for
// itself: manifest.csv, manifest.3-of-8.csv.
func (s Shard) fileName(stem, ext string) string {
	if s.whole() {
		return stem + ext
	}
	return stem + "." + s.label() + ext
}

func (s Shard) manifestName() string { return s.fileName("manifest", ".csv") }
func (s Shard) lockName() string     { return s.fileName(".icpgen", ".lock") }

// tempPrefix begins the temporary names. They must differ: each part sweeps
// away what an earlier run of its own left behind, while others are at work.
func (s Shard) tempPrefix() string {
	if s.whole() {
		return tempPrefix
	}
	return tempPrefix + s.label() + "-"
}

// sweeps reports whether a file is one that an earlier run left half written
// and nobody can still be writing: none is beside a whole run, and none but
// parts of the same run beside a part.
func (s Shard) sweeps(name string) bool {
	left := tempName.FindStringSubmatch(name)
	return left != nil && (s.whole() || left[1] == "" || left[1] == s.label())
}

// excludes reports whether a run and another may not work in one folder at
// once. Parts of one run may.
func (s Shard) excludes(other Shard) bool { return s == other || s.Count != other.Count }

var (
	tempName          = regexp.MustCompile(`^\.icpgen-(?:(\d+-of-\d+)-)?.*\.tmp$`)
	shardLockName     = regexp.MustCompile(`^\.icpgen\.(\d+)-of-(\d+)\.lock$`)
	shardFileName     = regexp.MustCompile(`^(manifest|report)\.\d+-of-\d+\.(csv|html)$`)
	shardManifestName = regexp.MustCompile(`^manifest\.(\d+)-of-(\d+)\.csv$`)
)

// shardNamed reads the part out of the name of its file.
func shardNamed(pattern *regexp.Regexp, name string) (Shard, bool) {
	m := pattern.FindStringSubmatch(name)
	if m == nil {
		return Shard{}, false
	}
	index, _ := strconv.Atoi(m[1])
	count, _ := strconv.Atoi(m[2])
	return Shard{index, count}, 1 <= index && index <= count
}
