package press

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// shardHeading is that of a shard's manifest. Before the columns of the whole
// it has the run that the shard is part of, how many applications the run has,
// and which of them the row is about, counted from 1. Each application of the
// shard begins with a row without a document, so that the refused are
// accounted for.
var shardHeading = slices.Concat([]string{"run", "of", "number"}, manifestHeading)

const columnNumber = 2

var columnsAhead = len(shardHeading) - len(manifestHeading)

// newList begins the manifest of the run, or of its part.
func (j *Job) newList() *manifest {
	job := j.settings.Job.File != ""
	if j.settings.Shard.whole() {
		return newManifest(job, manifestHeading...)
	}
	m := newManifest(job, shardHeading...)
	m.ahead = []string{j.key(), strconv.Itoa(j.Applications()), ""}
	return m
}

// begin says that the rows that follow are those of an application.
func (m *manifest) begin(number int, application string) {
	if m.ahead == nil {
		return
	}
	m.ahead[columnNumber] = strconv.Itoa(number)
	m.row(slices.Concat([]string{application}, make([]string, len(manifestHeading)-1), make([]string, m.more()))...)
}

// more is how many columns it has beyond the usual ones.
func (m *manifest) more() int {
	if m.job {
		return len(sheetsHeading)
	}
	return 0
}

// key tells runs apart. It is the same on every machine that does the same:
// the same build, applications, judgement, settings and day.
func (j *Job) key() string {
	sum := sha256.New()
	if build, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintln(sum, build.Main.Version)
	}
	same := j.settings // but for where and how it is done
	same.Inputs, same.Stdin, same.Profile, same.Rules, same.Out = nil, nil, "", "", ""
	same.Job.File = filepath.Base(same.Job.File)
	same.Shard, same.Workers, same.Progress, same.disk = Shard{}, 0, nil, nil
	same.Lang = "" // no paper and no list depends on it
	fmt.Fprintf(sum, "%+v\n%x\n", same, j.identity.sum(j.settings.Day))
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// earlierFiles are the files that earlier runs listed in the folder, whole
// ones and parts, by the application's folder, with the sums they had.
func earlierFiles(out *folder) map[string]map[string]string {
	byFolder := map[string]map[string]string{}
	entries, _ := fs.ReadDir(out.root.FS(), ".")
	for _, entry := range entries {
		name := entry.Name()
		heading := manifestHeading
		if _, part := shardNamed(shardManifestName, name); part {
			heading = shardHeading
		} else if name != manifestName {
			continue
		}
		text, err := readRegular(out.root, name)
		if err != nil {
			continue
		}
		for file, sum := range readManifest(text, heading) {
			dir := path.Dir(file)
			if byFolder[dir] == nil {
				byFolder[dir] = map[string]string{}
			}
			byFolder[dir][file] = sum
		}
	}
	return byFolder
}

// Merged is what came of joining manifests.
type Merged struct {
	File                            string // the manifest of the whole
	Shards, Applications, Documents int
	Written                         bool // false: the very bytes stood there already
}

// MergeManifests joins the manifests of all shards of one run, wherever in the
// folders they stand, to the manifest that the run would have written as a whole, and
// puts that into the folder out. The error is a [Failure].
func MergeManifests(folders []string, out string) (Merged, error) {
	parts, err := findParts(folders)
	if err != nil {
		return Merged{}, err
	}
	rows, applications, err := joinParts(parts)
	if err != nil {
		return Merged{}, err
	}
	m := newManifest(len(rows) > 0 && len(rows[0]) > len(manifestHeading), manifestHeading...)
	for _, row := range rows {
		m.row(row...)
	}
	done := Merged{File: filepath.Join(out, manifestName), Shards: len(parts), Applications: applications, Documents: len(rows)}
	into, err := openFolder(out, Shard{}, nil)
	if err != nil {
		return done, unwritable(out, err)
	}
	written, err := into.put([]content{{manifestName, m.bytes()}})
	if err = errors.Join(err, into.settle(), into.close()); err != nil {
		return done, unwritable(out, err)
	}
	done.Written = written[0]
	return done, nil
}

// part is the manifest of a shard.
type part struct {
	shard Shard
	path  string
	rows  [][]string // below the heading
}

func (p part) refuse(zh, en, hintZH, hintEN string) *Failure {
	shown := filing.Escape(p.path)
	return fail(Input, nil, shown+": "+zh, shown+": "+en).hint(hintZH, hintEN)
}

// findParts reads the shards' manifests of the folders, each shard's once.
func findParts(folders []string) ([]part, error) {
	var parts []part
	var seen []fs.FileInfo
	for _, at := range folders {
		info, err := os.Stat(at)
		if err != nil {
			return nil, unreadable(at, err)
		}
		if slices.ContainsFunc(seen, func(s fs.FileInfo) bool { return os.SameFile(s, info) }) {
			continue
		}
		seen = append(seen, info)
		entries, err := os.ReadDir(at)
		if err != nil {
			return nil, unreadable(at, err)
		}
		for _, entry := range entries {
			shard, is := shardNamed(shardManifestName, entry.Name())
			if !is {
				continue
			}
			p := part{shard: shard, path: filepath.Join(at, entry.Name())}
			if info, err := os.Stat(p.path); err == nil && !info.Mode().IsRegular() {
				return nil, noFile(p.path)
			}
			text, failure := readFile(p.path)
			if failure != nil {
				return nil, failure
			}
			rows := readRows(text, shardHeading)
			if rows == nil {
				return nil, p.refuse("不是 icpgen 写的分片清单，或已被改动", "not a shard's manifest that icpgen wrote, or changed since",
					"把这一片再运行一次", "run this shard again")
			}
			p.rows = rows[1:]
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		shown := filing.Escape(strings.Join(folders, " "))
		return nil, fail(Input, nil, shown+": 没有分片清单（manifest.1-of-N.csv 等）", shown+": no shard's manifest here (manifest.1-of-N.csv and so on)").
			hint("指明各片的输出文件夹；先用 --shard 运行完每一片", "name the folders that the shards wrote into; first run each of them with --shard")
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.shard.Count, b.shard.Count), cmp.Compare(a.shard.Index, b.shard.Index))
	})
	return parts, nil
}

// joinParts puts the rows of the parts of one run in the run's order, and
// tells how many applications that has.
func joinParts(parts []part) (documents [][]string, applications int, err error) {
	count := parts[0].shard.Count
	var first part // with anything in it
	for i, p := range parts {
		if p.shard.Count != count {
			return nil, 0, p.refuse(fmt.Sprintf("分成 %d 片，而 %s 分成 %d 片，不是同一次运行", p.shard.Count, filing.Escape(parts[0].path), count),
				fmt.Sprintf("one of %d shards, but %s is one of %d: not the same run", p.shard.Count, filing.Escape(parts[0].path), count),
				"删去不要的那一次留下的 manifest.*-of-N.csv", "delete the manifest.*-of-N.csv of the run that is not wanted")
		}
		if i > 0 && p.shard == parts[i-1].shard {
			return nil, 0, p.refuse(fmt.Sprintf("第 %d 片在 %s 里已经有了", p.shard.Index, filing.Escape(parts[i-1].path)),
				fmt.Sprintf("shard %d is in %s already", p.shard.Index, filing.Escape(parts[i-1].path)),
				"每一片只留一份", "keep one of each shard")
		}
		if len(p.rows) > 0 && len(first.rows) == 0 {
			first = p
		} else if len(p.rows) > 0 && !slices.Equal(p.rows[0][:columnNumber], first.rows[0][:columnNumber]) {
			return nil, 0, p.refuse("与 "+filing.Escape(first.path)+" 不是同一次运行（工作簿、选项、日期或程序版本不同）",
				"not of the same run as "+filing.Escape(first.path)+": another workbook, day, flag or version",
				"用同样的工作簿、选项和 --on 日期把不同的那些片再运行一次", "run the shards that differ again with the same workbook, flags and --on DATE")
		}
	}
	if missing := absent(parts); len(missing) > 0 {
		shown, list := filing.Escape(filepath.Dir(parts[0].path)), strings.Join(missing, " ")
		next := fmt.Sprintf("--shard %s/%d", missing[0], count)
		return nil, 0, fail(Input, nil, fmt.Sprintf("%s: 共 %d 片，缺第 %s 片", shown, count, list), fmt.Sprintf("%s: of %d shards, missing: %s", shown, count, list)).
			hint("先运行完缺的片，例如 "+next, "run what is missing first, for instance "+next)
	}
	if len(first.rows) > 0 {
		applications, _ = strconv.Atoi(first.rows[0][1])
	}
	rows := 0
	for _, p := range parts {
		rows += len(p.rows)
	}
	if applications < 0 || applications > rows { // each has one at least: the number was changed
		return nil, 0, first.refuse("不完整，或已被改动", "incomplete, or changed since", "把这一片再运行一次", "run this shard again")
	}
	byNumber := make([][][]string, applications+2) // the last are the shards' print jobs
	for _, p := range parts {
		if !p.account(applications, byNumber) {
			return nil, 0, p.refuse("不完整，或已被改动", "incomplete, or changed since",
				"把这一片再运行一次", "run this shard again")
		}
	}
	return slices.Concat(byNumber...), applications, nil
}

// account sorts the part's documents by their application, and reports whether
// it accounts for just the applications that it should.
func (p part) account(applications int, byNumber [][][]string) bool {
	number := p.shard.Index - p.shard.Count
	for _, row := range p.rows {
		document := row[columnsAhead:]
		begins := document[columnFile] == ""
		if begins {
			number += p.shard.Count
		}
		if number < 1 || number > applications || row[columnNumber] != strconv.Itoa(number) || !slices.Equal(row[:columnNumber], p.rows[0][:columnNumber]) {
			return false
		}
		if !begins && document[columnApplication] == "" { // a print job, of no application
			byNumber[applications+1] = append(byNumber[applications+1], document)
		} else if !begins {
			byNumber[number] = append(byNumber[number], document)
		}
	}
	return number+p.shard.Count > applications
}

// absent lists the shards of which there is none.
func absent(parts []part) []string {
	var missing []string
	for index := 1; index <= parts[0].shard.Count; index++ {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.shard.Index == index }) {
			missing = append(missing, strconv.Itoa(index))
		}
		if len(missing) > 20 {
			return append(missing, "…")
		}
	}
	return missing
}
