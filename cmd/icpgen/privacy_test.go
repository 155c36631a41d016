package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/pdf/readback"
	"github.com/icpgen/icpgen/workbook"
)

// private are the fields that nothing but a paper may show in clear.
var private = []filing.Field{
	filing.FieldSubjectDocNo, filing.FieldLegalDocNo, filing.FieldPrincipalDocNo, filing.FieldSiteOwnerDocNo, filing.FieldPreviousDocNo,
	filing.FieldPrincipalMobile, filing.FieldPrincipalPhone, filing.FieldPrincipalEmail, filing.FieldEmergencyMobile,
	filing.FieldSiteOwnerMobile, filing.FieldSiteOwnerPhone, filing.FieldSiteOwnerEmail,
}

// misplaced are the ways in which a clerk brings a private value to where it
// does not belong, or to attention.
var misplaced = []func(a *filing.Application){
	func(*filing.Application) {},
	func(a *filing.Application) { a.Set(filing.FieldSubjectName, a.Text(filing.FieldSubjectDocNo)) },
	func(a *filing.Application) { a.Set(filing.FieldApplicationID, a.Text(filing.FieldPrincipalMobile)) },
	func(a *filing.Application) {
		a.Set(filing.FieldSiteName, "联系 "+a.Text(filing.FieldSiteOwnerEmail)+" 或 "+a.Text(filing.FieldSiteOwnerMobile))
	},
	func(a *filing.Application) {
		number := a.Text(filing.FieldSubjectDocNo) // the check digit no longer fits
		a.Set(filing.FieldSubjectDocNo, number[:len(number)-1]+map[bool]string{true: "1", false: "0"}[strings.HasSuffix(number, "0")])
	},
	func(a *filing.Application) {
		a.Set(filing.FieldPrincipalMobile, a.Text(filing.FieldPrincipalMobile)+"9")
	},
	func(a *filing.Application) { a.Set(filing.FieldPrincipalEmail, a.Text(filing.FieldPrincipalEmail)+" ") },
	func(a *filing.Application) { a.Set(filing.FieldDomains, a.Text(filing.FieldPrincipalEmail)) },
	func(a *filing.Application) { a.Set(filing.FieldProvince, a.Text(filing.FieldSubjectDocNo)) },
	func(a *filing.Application) { a.Set(filing.FieldPhotoDate, a.Text(filing.FieldSubjectDocNo)) },
	func(a *filing.Application) { a.Set(filing.FieldPhoto, a.Text(filing.FieldSubjectDocNo)+".jpg") },
	func(a *filing.Application) {
		a.Set(filing.FieldRemark, "证件 "+a.Text(filing.FieldSubjectDocNo)+"𠮷\U000F0000")
	},
	func(a *filing.Application) { a.Set(filing.FieldIP, a.Text(filing.FieldPrincipalPhone)) },
	func(a *filing.Application) { a.Set(filing.FieldSubjectDocType, a.Text(filing.FieldSubjectDocNo)) },
	func(a *filing.Application) {
		a.Set(filing.FieldAddress, "联系电话"+a.Text(filing.FieldPrincipalMobile))
	},
	func(a *filing.Application) { a.Set(filing.FieldSubjectRecord, a.Text(filing.FieldSubjectDocNo)) },
	func(a *filing.Application) { a.Set(filing.FieldHomeURL, "http://"+a.Text(filing.FieldPrincipalEmail)) },
	func(a *filing.Application) {
		wide := strings.Map(func(r rune) rune { return r + '０' - '0' }, a.Text(filing.FieldPrincipalMobile))
		a.Set(filing.FieldSiteOwnerMobile, wide)
	},
	// Set apart, as people do, with somebody else's mobile as the id: a print job
	// that shows one would be none.
	func(a *filing.Application) { a.Set(filing.FieldLanguage, apart(a, filing.FieldPrincipalMobile, ".")) },
	func(a *filing.Application) {
		a.Set(filing.FieldSiteOnline, apart(a, filing.FieldSubjectDocNo, "—"))
	},
	func(a *filing.Application) {
		a.Set(filing.FieldApplicationID, apart(a, filing.FieldPrincipalMobile, "/"))
	},
	func(a *filing.Application) {
		a.Set(filing.FieldApplicationID, strings.Replace(a.Text(filing.FieldPrincipalMobile), "13", "17", 1))
	},
	func(a *filing.Application) {
		a.Set(filing.FieldPrincipalEmail, strings.Replace(a.Text(filing.FieldPrincipalEmail), "@", "#", 1))
	},
	func(a *filing.Application) {
		a.Set(filing.FieldRegistrar, strings.Replace(a.Text(filing.FieldPrincipalEmail), "@", "＠", 1))
	},
}

// apart is a value of an applicant with a sign after each four characters.
func apart(a *filing.Application, f filing.Field, sign string) string {
	var b strings.Builder
	for i, r := range a.Text(f) {
		if i > 0 && i%4 == 0 {
			b.WriteString(sign)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// scanned are commands that everything is looked through of that they say, and
// that they write but the papers. A new command, format or file joins by a line.
// a.xlsx holds all applicants, few.xlsx some, other.xlsx those with the numbers
// of somebody else.
var scanned = []string{
	"check a.xlsx", "check --lang en a.xlsx", "check --color always a.xlsx", "check -q a.xlsx",
	"check --format json a.xlsx", "check --lang en --format json a.xlsx",
	"check few.xlsx few.xlsx other.xlsx", "check --strict --limit-applications 3 few.xlsx", "check --sheet 备案 few.xlsx",
	"check few.csv", "check --format json few.csv",
	"check --format sarif few.xlsx", "check --format junit few.xlsx", "check --format github few.xlsx", "check --annotate noted.xlsx few.xlsx",
	"render -o out a.xlsx", "render -o out --lang en few.xlsx",
	"render --draft --with-notes -o draft few.xlsx", "render --draft --format json -o draft few.xlsx", "render --draft --lang en --format json -o json few.xlsx",
	"render --draft --select 0002,0004-0009 -o some few.xlsx", "render --draft --shard 1/2 -o shards few.xlsx", "render --draft --shard 2/2 -o shards few.xlsx", "render --merge-manifests shards",
	"render --draft --job jobs/job.pdf --separators --duplex -o jobs few.xlsx", "render --draft --job jobs/split.pdf --split 40 --lang en -o jobs few.xlsx",
	"verify out", "verify --format json --lang en out",
	"verify draft", "verify --against few.xlsx draft", "verify --against other.xlsx draft",
	"verify --lang en --against other.xlsx draft", "verify --format json --against other.xlsx draft",
	"verify jobs/job.pdf", "verify --against few.xlsx jobs", "verify --against other.xlsx jobs", "verify --lang en --format json --against other.xlsx jobs",
	"golden --update goldens before.xlsx", "golden goldens after.xlsx", "golden --format json --with-notes goldens after.xlsx",
	"watch --once --settle 1ms --draft hot1 hotout", "watch --once --settle 1ms --draft --format json hot2 hotout",
	"rules", "version", "help",
}

// TestPrivacy gives 1,000 applicants to every command and looks for their
// numbers, telephones and mail addresses in all that comes out: what is said,
// the files written, their names, the titles and outlines of print jobs. Only the
// papers may hold them.
func TestPrivacy(t *testing.T) {
	t.Chdir(t.TempDir())
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	n := 1000
	if testing.Short() || raceDetector {
		n = 100
	}
	apps, secrets := applicants(n)
	few := apps[:2*len(misplaced)]
	put := func(name string, write func(io.Writer, []*filing.Application) error, apps []*filing.Application) {
		t.Helper()
		var book bytes.Buffer
		if err := write(&book, apps); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, book.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("a.xlsx", workbook.WriteTable, apps)
	put("few.xlsx", workbook.WriteTable, few)
	put("few.csv", writeCSV, few)
	if text, err := os.ReadFile("few.csv"); err != nil || len(secrets.in(string(text))) < 5 {
		t.Fatal("what is looked for is not found", err)
	}
	other, _ := applicants(len(few))
	for i := range other { // each paper belongs to somebody else
		for _, f := range append(private, filing.FieldSubjectName) {
			other[i].Set(f, apps[i+len(misplaced)].Text(f))
		}
	}
	put("other.xlsx", workbook.WriteTable, other)
	var before, after []*filing.Application // the same folders, other numbers
	renumbered, _ := applicants(len(misplaced))
	for i, a := range renumbered {
		if i == 1 || i == 2 { // their numbers are their names
			continue
		}
		for _, f := range private {
			a.Set(f, apps[i+len(misplaced)].Text(f))
		}
		before, after = append(before, apps[i]), append(after, a)
	}
	put("before.xlsx", workbook.WriteTable, before)
	put("after.xlsx", workbook.WriteTable, after)
	for _, hot := range []string{"hot1", "hot2"} {
		if err := os.Mkdir(hot, 0o700); err != nil {
			t.Fatal(err)
		}
		put(hot+"/few.xlsx", workbook.WriteTable, few)
	}
	workbooks := []string{".xlsx", ".csv"} // hold them, as does what is written back as a workbook
	for _, args := range scanned {
		t.Run(args, func(t *testing.T) { secrets.mustNotBeIn(t, run(t, strings.Fields(args)...)) })
	}
	papers := map[string]int{}
	err := filepath.WalkDir(".", func(path string, entry os.DirEntry, err error) error {
		if err != nil || slices.Contains(workbooks, filepath.Ext(path)) && !strings.HasPrefix(entry.Name(), "manifest") {
			return err
		}
		secrets.mustNotBeIn(t, path)
		if entry.IsDir() && path == "goldens" { // they are papers, as text
			return filepath.SkipDir
		}
		folder, _, _ := strings.Cut(path, string(filepath.Separator))
		switch {
		case entry.IsDir():
			return nil
		case filepath.Ext(path) == ".pdf" && folder != "jobs":
			papers[folder]++
			return nil
		}
		data, err := os.ReadFile(path)
		if filepath.Ext(path) == ".pdf" {
			papers[folder]++
			data = []byte(besidePapers(t, data))
		}
		secrets.mustNotBeIn(t, string(data))
		return err
	})
	for _, folder := range []string{"out", "draft", "json", "some", "shards", "jobs", "hotout"} {
		if papers[folder] == 0 {
			t.Errorf("%s: no papers", folder)
		}
		delete(papers, folder)
	}
	if err != nil || len(papers) > 0 {
		t.Errorf("papers elsewhere: %v %v", papers, err)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("in the temporary folder: %v %v", left, err)
	}
	for _, result := range []string{"hot1/failed/few.txt", "hot2/failed/few.json"} {
		if info, err := os.Stat(result); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", result, err)
		}
	}
	t.Run("crash", func(t *testing.T) {
		var said bytes.Buffer
		c := Command{Stdin: &said, Stdout: &said, Stderr: &said, Env: func(string) string { return "" }, Now: func() time.Time {
			panic(fmt.Sprint(apps[0].Text(filing.FieldSubjectDocNo), apps[1].Text(filing.FieldPrincipalMobile), apps[2].Text(filing.FieldPrincipalEmail)))
		}}
		if code := c.Run(context.Background(), []string{"check", "few.xlsx"}); code != exitInternal || said.Len() == 0 {
			t.Errorf("exit code %d: %s", code, &said)
		}
		secrets.mustNotBeIn(t, said.String())
	})
}

// writeCSV writes a table as a spreadsheet exports it.
func writeCSV(w io.Writer, apps []*filing.Application) error {
	rows := [][]string{nil}
	for _, f := range filing.Fields() {
		rows[0] = append(rows[0], f.Heading())
	}
	for _, a := range apps {
		var row []string
		for _, f := range filing.Fields() {
			row = append(row, a.Text(f))
		}
		rows = append(rows, row)
	}
	return csv.NewWriter(w).WriteAll(rows)
}

var titles = regexp.MustCompile(`/Title ?<(FEFF|feff)([0-9A-Fa-f]+)>`)

// besidePapers is what a print job says beside its papers: the titles of its
// outline, and its sheets that are no papers.
func besidePapers(t *testing.T, job []byte) string {
	t.Helper()
	var b strings.Builder
	found := titles.FindAllSubmatch(job, -1)
	for _, title := range found {
		wide, err := hex.DecodeString(string(title[2]))
		if err != nil {
			t.Fatal(err)
		}
		text, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes(wide)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(text, '\n'))
	}
	if len(found) < 2 {
		t.Errorf("an outline of %d entries", len(found))
	}
	file, err := readback.Read(job)
	if err != nil {
		t.Fatal(err)
	}
	for i := range file.Pages {
		if text := file.Pages[i].Text(); strings.Contains(text, "分隔页") || strings.Contains(text, "打印作业汇总") {
			b.WriteString(text)
		}
	}
	return b.String()
}

// secrets are private values and whose they are, by their first four bytes.
type secrets map[[4]byte]map[string]string

func (s secrets) add(value, whose string) {
	if len(value) < 4 {
		return
	}
	key := [4]byte([]byte(value))
	if s[key] == nil {
		s[key] = map[string]string{}
	}
	s[key][value] = whose
}

// in lists the lines of a text that hold secrets, five at most.
func (s secrets) in(text string) (lines []string) {
	for at := 0; at+4 <= len(text) && len(lines) < 5; at++ {
		for value, whose := range s[[4]byte([]byte(text[at:at+4]))] {
			if strings.HasPrefix(text[at:], value) {
				line := text[strings.LastIndexByte(text[:at], '\n')+1:]
				line, _, _ = strings.Cut(line, "\n")
				lines = append(lines, fmt.Sprintf("%s in clear: %.400s", whose, line))
			}
		}
	}
	return lines
}

func (s secrets) mustNotBeIn(t *testing.T, text string) {
	t.Helper()
	for _, line := range s.in(text) {
		t.Error(line)
	}
}

// applicants are of every province and kind, each with something of interest.
func applicants(n int) ([]*filing.Application, secrets) {
	var all []*filing.Application
	found := secrets{}
	for i := range n {
		a := sample.Numbered(filing.Provinces[i%len(filing.Provinces)].Name, sample.Kinds[i%len(sample.Kinds)], i)
		remember := func() {
			for _, f := range private {
				if v := a.Text(f); v != "" {
					found.add(v, fmt.Sprintf("%s of %d", f, i))
					for _, sign := range []string{".", "—", "/"} {
						found.add(apart(a, f, sign), fmt.Sprintf("%s of %d, set apart", f, i))
					}
				}
			}
			if mobile := a.Text(filing.FieldPrincipalMobile); mobile != "" {
				found.add(strings.Replace(mobile, "13", "17", 1), "somebody's mobile")
			}
		}
		remember()
		misplaced[i%len(misplaced)](a)
		remember()
		all = append(all, a)
	}
	return all, found
}

// run is what a command says on both of its outputs.
func run(t *testing.T, args ...string) string {
	t.Helper()
	var said bytes.Buffer
	c := Command{Stdin: strings.NewReader(""), Stdout: &said, Stderr: &said, Env: func(string) string { return "" }, Now: func() time.Time {
		return time.Date(sample.Day.Year, sample.Day.Month, sample.Day.Day, 12, 0, 0, 0, time.UTC)
	}}
	if code := c.Run(context.Background(), args); code == exitInternal || said.Len() == 0 {
		t.Errorf("exit code %d: %s", code, &said)
	}
	return said.String()
}
