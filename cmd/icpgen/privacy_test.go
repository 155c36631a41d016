package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
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
}

// TestPrivacy gives 200 applicants to every command, in both languages and
// formats, and looks for their numbers, telephones and mail addresses in all
// that comes out: only the papers may hold them.
func TestPrivacy(t *testing.T) {
	t.Chdir(t.TempDir())
	apps, secrets := applicants(200)
	write := func(name string, apps []*filing.Application) {
		t.Helper()
		var book bytes.Buffer
		if err := workbook.WriteTable(&book, apps); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, book.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.xlsx", apps)
	write("few.xlsx", apps[:2*len(misplaced)])
	other, _ := applicants(2 * len(misplaced))
	for i := range other { // each paper belongs to somebody else
		for _, f := range append(private, filing.FieldSubjectName) {
			other[i].Set(f, apps[i+len(misplaced)].Text(f))
		}
	}
	write("other.xlsx", other)
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
	write("before.xlsx", before)
	write("after.xlsx", after)
	for _, args := range []string{
		"check a.xlsx", "check --lang en a.xlsx", "check --color always a.xlsx", "check -q a.xlsx",
		"check --format json a.xlsx", "check --lang en --format json a.xlsx",
		"check few.xlsx", "check --lang en few.xlsx", "check few.xlsx few.xlsx other.xlsx",
		"render -o out a.xlsx", "render -o out --lang en few.xlsx",
		"render --draft --with-notes -o draft few.xlsx", "render --draft --format json -o draft few.xlsx", "render --draft --lang en --format json -o json few.xlsx",
		"golden --update goldens before.xlsx", "golden goldens after.xlsx", "golden --format json --with-notes goldens after.xlsx",
		"verify out", "verify --format json --lang en out",
		"verify draft", "verify --against few.xlsx draft", "verify --against other.xlsx draft",
		"verify --lang en --against other.xlsx draft", "verify --format json --against other.xlsx draft",
		"check --sheet 备案 few.xlsx", "rules", "version", "help",
	} {
		t.Run(args, func(t *testing.T) { secrets.mustNotBeIn(t, run(t, strings.Fields(args)...)) })
	}
	for _, folder := range []string{"out", "draft", "json"} {
		papers := 0
		err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			secrets.mustNotBeIn(t, path)
			if entry.IsDir() {
				return nil
			}
			if filepath.Ext(path) == ".pdf" {
				papers++
				return nil
			}
			text, err := os.ReadFile(path)
			secrets.mustNotBeIn(t, string(text))
			return err
		})
		if err != nil || papers < 30 {
			t.Errorf("%s: %d papers, %v", folder, papers, err)
		}
	}
	for suffix, format := range map[string]string{".txt": "text", ".json": "json"} {
		t.Run("watch "+format, func(t *testing.T) {
			if err := os.Mkdir("hot"+format, 0o700); err != nil {
				t.Fatal(err)
			}
			write("hot"+format+"/few.xlsx", apps[:2*len(misplaced)])
			secrets.mustNotBeIn(t, run(t, "watch", "--once", "--settle", "1ms", "--draft", "--format", format, "hot"+format, "hotout"))
			result, err := os.ReadFile("hot" + format + "/failed/few" + suffix)
			if err != nil || len(result) < 1000 {
				t.Fatalf("%d bytes, %v", len(result), err)
			}
			secrets.mustNotBeIn(t, string(result))
		})
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

// secrets are private values and whose they are.
type secrets map[string]string

func (s secrets) mustNotBeIn(t *testing.T, text string) {
	t.Helper()
	told := 0
	for value, whose := range s {
		if at := strings.Index(text, value); at >= 0 {
			line := text[strings.LastIndexByte(text[:at], '\n')+1:]
			line, _, _ = strings.Cut(line, "\n")
			t.Errorf("%s in clear: %s", whose, line)
			if told++; told == 5 {
				return
			}
		}
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
					found[v] = fmt.Sprintf("%s of %d", f, i)
				}
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
