package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

// applicants makes n out of the sample workbook, each with a number, a domain,
// a telephone and a mail address of its own.
func applicants(n int) ([]*filing.Application, error) {
	data, err := os.ReadFile("samples/applicants.xlsx")
	if err != nil {
		return nil, err
	}
	sample, err := workbook.Read("applicants.xlsx", data, workbook.Options{})
	if err != nil {
		return nil, err
	}
	var all []*filing.Application
	for i := range n {
		a := *sample.Applications[i%len(sample.Applications)]
		a.ID = fmt.Sprintf("%05d", i+1)
		a.Set(filing.FieldApplicationID, a.ID)
		var domains []string
		for k, d := range filing.Split(a.Text(filing.FieldDomains)) {
			if d == "数峰云联.中国" {
				d = "shufengyunlian.com"
			}
			domains = append(domains, fmt.Sprintf("a%d-%d-%s", i, k, d))
		}
		a.Set(filing.FieldDomains, strings.Join(domains, ";"))
		a.Set(filing.FieldHomeURL, "http://"+domains[0])
		a.Set(filing.FieldSiteOwnerMobile, fmt.Sprintf("138%08d", i))
		a.Set(filing.FieldSiteOwnerEmail, fmt.Sprintf("owner%d@example.com", i))
		all = append(all, &a)
	}
	return all, nil
}

// workbook writes n applicants, once.
func (b *bench) workbook(n int) (string, error) {
	path := filepath.Join(b.folder, fmt.Sprint(n, ".xlsx"))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	all, err := applicants(n)
	if err != nil {
		return "", err
	}
	var book bytes.Buffer
	if err := workbook.WriteTable(&book, all); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, book.Bytes(), 0o600)
}
