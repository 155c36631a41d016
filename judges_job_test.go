//go:build judges

package icpgen_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
	clean "github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/verify"
	"github.com/icpgen/icpgen/workbook"
)

// side is what has to stand on a page of a print job, as the manifest says it.
type side struct {
	application string // "" on the summary
	form        string // "" on a separator, the summary and an empty back
	nth         int    // page of the form, from 0
	back        bool
}

// listedJob is a print job as its manifest tells it.
type listedJob struct {
	out   string
	files []string
	sides map[string][]side // by file
	order []string          // applications
}

// TestJudgesJob lets programs that are not ours look through a print job of some
// sixty applicants, as a print shop would before it feeds the paper.
func TestJudgesJob(t *testing.T) {
	out := t.TempDir()
	path := filepath.Join(out, "sixty.xlsx")
	writeSixty(t, path)
	printed := func(name string, args ...string) {
		run(t, "bin/icpgen", append([]string{"render", "--on", day.String(), "--lang", "en", "--quiet", "--out", filepath.Join(out, name),
			"--job", filepath.Join(out, name, "job.pdf"), "--copies", "2", "--duplex", "--separators", path}, args...)...)
	}
	printed("whole", "--split", "100")
	job := readJob(t, filepath.Join(out, "whole"))
	apps := readBook(t, path).Applications
	if len(job.order) != len(apps) || len(job.files) < 3 {
		t.Fatalf("%d applications in %d files", len(job.order), len(job.files))
	}

	t.Run("qpdf finds the structure sound, and as many pages as the manifest says", func(t *testing.T) {
		for _, file := range job.files {
			run(t, "qpdf", "--check", file)
			if n := strings.TrimSpace(run(t, "qpdf", "--show-npages", file)); n != strconv.Itoa(len(job.sides[file])) {
				t.Errorf("%s has %s pages, want %d", file, n, len(job.sides[file]))
			}
		}
	})
	t.Run("poppler finds every font embedded, a subset, with Unicode, and what the printer is asked for", func(t *testing.T) {
		for _, file := range job.files {
			lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", file)), "\n")
			for _, line := range lines[2:] {
				f := strings.Fields(line)
				if n := len(f); n < 5 || !slices.Equal(f[n-5:n-2], []string{"yes", "yes", "yes"}) {
					t.Errorf("%s: %s", file, line)
				}
			}
			if len(lines) < 5 {
				t.Errorf("%s: %d lines", file, len(lines))
			}
			text := run(t, "qpdf", "--qdf", "--object-streams=disable", "--stream-data=preserve", file, "-")
			for _, asked := range []string{"/PrintScaling /None", "/Duplex /DuplexFlipLongEdge", "/NumCopies 1"} {
				if !strings.Contains(text, asked) {
					t.Errorf("%s does not ask for %s", file, asked)
				}
			}
		}
	})
	t.Run("Ghostscript finds black ink only, and none on empty backs", func(t *testing.T) {
		ink := regexp.MustCompile(`(?m)^ *(\d\.\d+) +(\d\.\d+) +(\d\.\d+) +(\d\.\d+) CMYK OK`)
		for _, file := range job.files {
			pages := ink.FindAllStringSubmatch(run(t, "gs", "-q", "-o", "-", "-sDEVICE=inkcov", file), -1)
			if len(pages) != len(job.sides[file]) {
				t.Fatalf("%s: %d pages of %d", file, len(pages), len(job.sides[file]))
			}
			for i, s := range job.sides[file] {
				const none = "0.00000"
				if p := pages[i]; !slices.Equal(p[1:4], []string{none, none, none}) || (p[4] == none) != s.back {
					t.Errorf("%s, page %d, %+v: %s", file, i+1, s, p[0])
				}
			}
		}
	})
	t.Run("poppler reads every paper of an application on its own pages, and its numbers on no others", func(t *testing.T) {
		book, err := rules.Load()
		if err != nil {
			t.Fatal(err)
		}
		verdicts := book.Check(apps, profile.Default(), day)
		words := map[string]string{} // by application, form and copy
		others := map[string]string{}
		for _, file := range job.files {
			pages := strings.Split(run(t, "pdftotext", "-raw", file, "-"), "\f")
			for i, s := range job.sides[file] {
				text := squeeze(pages[i])
				if s.back && text != "" {
					t.Errorf("%s, page %d is no empty back: %s", file, i+1, text)
				}
				others[s.application] += text
				if s.form == "" {
					if m := regexp.MustCompile(`\d{15,}[\dXx]|1[3-9]\d{9}|@`).FindString(text); m != "" {
						t.Errorf("%s, page %d says %s", file, i+1, m)
					}
					continue
				}
				words[s.application+s.form] += text
			}
		}
		values := 0
		for i, a := range apps {
			for _, form := range verdicts[i].Forms {
				for _, v := range verify.WantOf(form, a, &verdicts[i], false, false).Values {
					values++
					if n, want := strings.Count(words[a.ID+form], squeeze(v.Text)), 2; n < want && form != filing.Checklist || n == 0 {
						t.Errorf("%s %s: %s %q is read back %d times", a.ID, form, v.Field.Heading(), v.Text, n)
					}
				}
			}
			for f, form := range map[filing.Field]string{filing.FieldSubjectName: filing.VerificationForm, filing.FieldDomains: filing.VerificationForm, filing.FieldSubjectDocNo: filing.AcceptanceForm} {
				if n := strings.Count(words[a.ID+form], squeeze(a.Text(f))); n < 2 {
					t.Errorf("%s: %s %q stands %d times on its copies of the %s", a.ID, f.Heading(), a.Text(f), n, form)
				}
			}
			for other, text := range others {
				if other != a.ID && strings.Contains(text, a.Text(filing.FieldSubjectDocNo)) {
					t.Errorf("the number of %s stands on the pages of %q", a.ID, other)
				}
			}
		}
		if values < 1500 {
			t.Errorf("only %d values compared", values)
		}
		if !strings.Contains(words[apps[0].ID+filing.VerificationForm], "陈𬭎") {
			t.Error("𬭎 is not read back")
		}
	})
	t.Run("ZBar reads the job and the number of the application, and nothing else", func(t *testing.T) {
		title := regexp.MustCompile(`打印作业 ([A-Z]{4}-[A-Z]{4})（1）`).FindStringSubmatch(run(t, "pdfinfo", job.files[0]))
		if title == nil {
			t.Fatal("the title names no job")
		}
		number := 0
		for _, file := range job.files {
			for i, s := range job.sides[file] {
				if s.form != "" || s.back || s.application == "" {
					continue
				}
				number++
				picture := filepath.Join(t.TempDir(), "separator")
				page := strconv.Itoa(i + 1)
				run(t, "pdftoppm", "-r", "100", "-gray", "-singlefile", "-f", page, "-l", page, file, picture)
				said, err := exec.Command("zbarimg", "--quiet", "--raw", picture+".pgm").Output() // it complains of a missing D-Bus aside
				if err != nil {
					t.Fatal(err)
				}
				if want := fmt.Sprintf("ICPGEN:%s:%05d\n", title[1], number); string(said) != want {
					t.Errorf("%s, page %s says %q, want %q", file, page, said, want)
				}
			}
		}
		if number != len(apps) {
			t.Errorf("%d separators", number)
		}
	})
	t.Run("qpdf finds an outline entry an application, at its first page, and one for the summary", func(t *testing.T) {
		entries := 0
		for _, file := range job.files {
			var told struct {
				Outlines []struct {
					Title string `json:"title"`
					Page  int    `json:"destpageposfrom1"`
				} `json:"outlines"`
			}
			if err := json.Unmarshal([]byte(run(t, "qpdf", "--json", "--json-key=outlines", file)), &told); err != nil {
				t.Fatal(err)
			}
			for _, o := range told.Outlines {
				s := job.sides[file][o.Page-1]
				if name, _, _ := strings.Cut(o.Title, " "); s.form != "" || s.back || name != s.application && o.Title != "汇总" {
					t.Errorf("%s: %q leads to %+v", file, o.Title, s)
				}
				if regexp.MustCompile(`\d{11}|@`).MatchString(o.Title) {
					t.Errorf("%s: %q", file, o.Title)
				}
			}
			entries += len(told.Outlines)
		}
		if entries != len(apps)+1 {
			t.Errorf("%d entries for %d applications", entries, len(apps))
		}
	})
	t.Run("poppler draws a reprint as it drew the job", func(t *testing.T) {
		again := []string{job.order[0], job.order[20], job.order[len(job.order)-1]}
		printed("again", "--select", strings.Join(again, ","))
		reprint := readJob(t, filepath.Join(out, "again"))
		if !slices.Equal(reprint.order, again) || len(reprint.files) != 1 {
			t.Fatalf("%v", reprint.order)
		}
		for _, id := range again {
			a, b := drawn(t, job, id), drawn(t, reprint, id)
			if len(a) < 6 || len(a) != len(b) {
				t.Errorf("%s: %d pages, then %d", id, len(a), len(b))
				continue
			}
			for i := range a {
				if !bytes.Equal(a[i], b[i]) {
					t.Errorf("%s: page %d of it is drawn otherwise", id, i+1)
				}
			}
		}
	})
	t.Run("PDFBox finds nothing that PDF/A-2b forbids", func(t *testing.T) {
		single := rendered(t)
		drafts := t.TempDir()
		run(t, "bin/icpgen", "render", "--on", day.String(), "--lang", "en", "--quiet", "--with-notes", "--out", drafts, path)
		noted, err := filepath.Glob(filepath.Join(drafts, "*", filing.VerificationForm+".pdf"))
		if err != nil || len(noted) != len(apps) {
			t.Fatal(len(noted), err)
		}
		preflight(t, slices.Concat(job.files, papers(t, single), noted[:5]))
	})
}

// writeSixty writes the workbook: all provinces and kinds, and a name that few
// typefaces have.
func writeSixty(t *testing.T, path string) {
	t.Helper()
	var apps []*filing.Application
	for i := range 60 {
		kind := clean.Kinds[(i+2)%len(clean.Kinds)]
		a := clean.Numbered(filing.Provinces[i%len(filing.Provinces)].Name, kind, i)
		a.Set(filing.FieldApplicationID, "")
		apps = append(apps, a)
	}
	for _, f := range []filing.Field{filing.FieldSubjectName, filing.FieldPrincipalName, filing.FieldSiteOwnerName} {
		if apps[0].Text(f) != "" {
			apps[0].Set(f, "陈𬭎")
		}
	}
	var book bytes.Buffer
	if err := workbook.WriteTable(&book, apps); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, book.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// readJob lays the pages of a print job out from its manifest: for both sides,
// with separators, in sets of which a 材料清单 heads the first. It
// holds the pages that the manifest tells against it.
func readJob(t *testing.T, out string) listedJob {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(out, "manifest.csv"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	job := listedJob{out: out, sides: map[string][]side{}}
	column := func(row []string, name string) string { return row[slices.Index(all[0], name)] }
	number := func(row []string, name string) int { n, _ := strconv.Atoi(column(row, name)); return n }
	papers := map[string][][]string{}
	for _, row := range all[1:] {
		id := column(row, "application")
		if id == "" {
			job.files = append(job.files, filepath.Join(out, column(row, "file")))
			continue
		}
		if papers[id] == nil {
			job.order = append(job.order, id)
		}
		papers[id] = append(papers[id], row)
	}
	add := func(file string, sides ...side) {
		job.sides[file] = append(job.sides[file], sides...)
		if last := sides[len(sides)-1]; len(job.sides[file])%2 == 1 {
			job.sides[file] = append(job.sides[file], side{application: last.application, back: true})
		}
	}
	for _, id := range job.order {
		rows := papers[id]
		slices.SortFunc(rows, func(a, b []string) int { return number(a, "job_page_from") - number(b, "job_page_from") })
		file := filepath.Join(out, column(rows[0], "file"))
		add(file, side{application: id})
		for copy := range 2 {
			for _, row := range rows {
				if copy >= number(row, "copies") {
					continue
				}
				if from := len(job.sides[file]) + 1; copy == 0 && (number(row, "job_page_from") != from || number(row, "job_page_to") != from+number(row, "pages")-1) {
					t.Errorf("page %d: %v", from, row)
				}
				pages := make([]side, number(row, "pages"))
				for i := range pages {
					pages[i] = side{application: id, form: column(row, "form"), nth: i}
				}
				add(file, pages...)
			}
		}
	}
	add(job.files[len(job.files)-1], side{})
	for _, row := range all[1:] {
		if column(row, "application") != "" {
			continue
		}
		sides := len(job.sides[filepath.Join(out, column(row, "file"))])
		if number(row, "pages") != sides || number(row, "job_sheet_to") != sides/2 {
			t.Errorf("%d sides: %v", sides, row)
		}
	}
	return job
}

// drawn are pictures of an application's pages in a job.
func drawn(t *testing.T, job listedJob, id string) (pictures [][]byte) {
	t.Helper()
	for _, file := range job.files {
		first := slices.IndexFunc(job.sides[file], func(s side) bool { return s.application == id })
		if first < 0 {
			continue
		}
		last := first
		for last+1 < len(job.sides[file]) && job.sides[file][last+1].application == id {
			last++
		}
		dir := t.TempDir()
		run(t, "pdftoppm", "-r", "60", "-gray", "-f", strconv.Itoa(first+1), "-l", strconv.Itoa(last+1), file, filepath.Join(dir, "page"))
		files, err := filepath.Glob(filepath.Join(dir, "*.pgm"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			picture, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			pictures = append(pictures, picture)
		}
	}
	return pictures
}

// preflight judges files by PDFBox, which knows PDF/A-1b (ISO 19005-1) alone. What
// we promise is PDF/A-2b, which forbids hardly less; so all that it may find is
// listed here with the reason. A file that was spoilt shows that it looks.
func preflight(t *testing.T, files []string) {
	t.Helper()
	allowed := map[string]string{
		"7.11.2 Error on MetaData, part must be 1": "the metadata say part 2, as ISO 19005-2, 6.6.4 wants it",
	}
	dir := t.TempDir()
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	spoilt := filepath.Join(dir, "spoilt.pdf")
	if err := os.WriteFile(spoilt, bytes.ReplaceAll(whole, []byte("/CIDToGIDMap"), []byte("/CIDToGIDMad")), 0o600); err != nil {
		t.Fatal(err)
	}
	files = append(files, spoilt)
	list := filepath.Join(dir, "files.txt")
	if err := os.WriteFile(list, []byte(strings.Join(files, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var jars []string
	for _, jar := range []string{"preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"} {
		jars = append(jars, "/usr/share/java/"+jar+".jar")
	}
	run(t, "java", "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", "xml", "group", list)
	told, err := os.ReadFile(list + ".preflight.xml")
	if err != nil {
		t.Fatal(err)
	}
	var judged struct {
		Files []struct {
			Name   string `xml:"name,attr"`
			Failed string `xml:"exceptionThrown>message"`
			Errors []struct {
				Code    string `xml:"code"`
				Details string `xml:"details"`
			} `xml:"errors>error"`
		} `xml:"preflight"`
	}
	if err := xml.Unmarshal(told, &judged); err != nil {
		t.Fatal(err)
	}
	if len(judged.Files) != len(files) {
		t.Fatalf("%d of %d files judged", len(judged.Files), len(files))
	}
	for i, f := range judged.Files {
		found := map[string]bool{}
		for _, e := range f.Errors {
			if what := e.Code + " " + e.Details; allowed[what] == "" {
				found[what] = true
			}
		}
		switch {
		case i == len(files)-1:
			if len(found) == 0 {
				t.Error("a font without its CIDToGIDMap goes unnoticed")
			}
		case f.Failed != "" || len(found) > 0:
			t.Errorf("%s: %s %v", files[i], f.Failed, slices.Sorted(maps.Keys(found)))
		case len(f.Errors) == 0:
			t.Errorf("%s: not even its part is told", files[i])
		}
	}
}
