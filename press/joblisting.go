package press

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// jobListing is what the manifest of a run says of one file of its print job.
type jobListing struct {
	folder        string // of the manifest
	sum           string
	pages, sheets int
	last          bool            // no other file of the job comes after it
	first         map[string]int  // application, as idKey has it → first page of its papers
	elsewhere     map[string]bool // applications listed in other files: of the same job, or printed again since
	sisters       map[string]bool // of these, those in other files of the same job
	all           map[string]bool // applications listed at all
	copies        int             // of what is handed in; 0 where no row tells
	checklists    bool
	notes         bool
}

// listingOf finds the manifest that lists a print job: beside it, in the folders
// named, or in the one into which render puts it by default. Nil for none.
func listingOf(name string, paths []string) (*jobListing, *Failure) {
	beside := filepath.Dir(name)
	folders := append([]string{beside}, paths...)
	folders = append(folders, filepath.Join(beside, "out"))
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue // a file, or nothing
		}
		for _, entry := range entries {
			_, is := shardNamed(shardManifestName, entry.Name())
			if !is && entry.Name() != manifestName || !entry.Type().IsRegular() {
				continue
			}
			text, failure := readFile(filepath.Join(folder, entry.Name()))
			if failure != nil {
				return nil, failure
			}
			rows := readRows(text, manifestHeading)
			if is {
				rows = readRows(text, shardHeading)
				for i := range rows {
					rows[i] = rows[i][columnsAhead:]
				}
			}
			if l := newJobListing(rows, folder, name); l != nil {
				l.folder = folder
				return l, nil
			}
		}
	}
	return nil, nil
}

var partOfJob = regexp.MustCompile(`^(.*)-(\d{3,})\.pdf$`)

// newJobListing reads the rows of a manifest in a folder; nil when none of them
// is about the file.
func newJobListing(rows [][]string, folder, name string) *jobListing {
	var l *jobListing
	is := map[string]bool{}
	about := func(listed string) bool {
		same, known := is[listed]
		if !known {
			same = samePath(filepath.Join(folder, filepath.FromSlash(listed)), name)
			is[listed] = same
		}
		return same
	}
	for _, row := range rows {
		if len(row) > columnJobFile && row[columnForm] == jobForm && about(row[columnJobFile]) {
			l = &jobListing{sum: row[columnSum], pages: whole(row[columnPages]), sheets: whole(row[columnSheetTo]), last: true,
				first: map[string]int{}, elsewhere: map[string]bool{}, sisters: map[string]bool{}, all: map[string]bool{}}
		}
	}
	if l == nil {
		return nil
	}
	mine := partOfJob.FindStringSubmatch(filepath.Base(name))
	for _, row := range rows {
		l.all[idKey(row[columnApplication])] = true
		if len(row) <= columnJobFile || row[columnJobFile] == "" {
			continue
		}
		other := partOfJob.FindStringSubmatch(filepath.Base(filepath.FromSlash(row[columnJobFile])))
		sister := mine != nil && other != nil && mine[1] == other[1] && mine[2] != other[2]
		if row[columnForm] == jobForm {
			l.last = l.last && !(sister && whole(other[2]) > whole(mine[2]))
			continue
		}
		id := idKey(row[columnApplication])
		if !about(row[columnJobFile]) {
			l.elsewhere[id] = true
			l.sisters[id] = l.sisters[id] || sister
			continue
		}
		if from := whole(row[columnFrom]); from > 0 && (l.first[id] == 0 || from < l.first[id]) {
			l.first[id] = from
		}
		switch row[columnForm] {
		case filing.Checklist:
			l.checklists = true
		case filing.VerificationForm:
			l.notes = l.notes || whole(row[columnPages]) == 2
			fallthrough
		default:
			l.copies = max(l.copies, whole(row[columnCopies]))
		}
	}
	return l
}

// whole is the number of a cell; 0 when it is none.
func whole(cell string) int {
	n, err := strconv.Atoi(strings.TrimSpace(cell))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// samePath reports whether two paths are of one file.
func samePath(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// applies makes the job's shape what the manifest says.
func (l *jobListing) applies(s *jobSurvey) {
	s.shape.duplex = l.sheets > 0 && l.sheets < l.pages
	if len(l.first) == 0 {
		return // all that it printed was printed again since
	}
	front := JobSettings{Duplex: s.shape.duplex}.ownSides()
	s.shape.separators = s.shape.separators || slices.Min(slices.Collect(maps.Values(l.first))) == 1+front
	s.shape.checklists, s.shape.notes = l.checklists, l.notes
	if l.copies > 0 {
		s.shape.copies = l.copies
	}
}
