// Command make writes the sample workbooks: applicant.xlsx, a card;
// applicants.xlsx, a table; mistakes.xlsx, what clerks get wrong most often. Every person, unit and number in them is made
// up; the check characters are computed.
//
//	go run ./samples/make samples
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/workbook"
)

func main() {
	folder := "samples"
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	if err := write(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	var card bytes.Buffer
	if err := workbook.WriteCard(&card, application(applicant)); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "applicant.xlsx"), card.Bytes(), 0o644); err != nil {
		return err
	}
	for name, rows := range map[string][]row{"applicants.xlsx": applicants, "mistakes.xlsx": mistakes} {
		var all []*filing.Application
		for _, r := range rows {
			all = append(all, application(r))
		}
		var table bytes.Buffer
		if err := workbook.WriteTable(&table, all); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), table.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// row is an applicant under the workbook's headings.
type row map[string]string

func application(values row) *filing.Application {
	a := &filing.Application{}
	for heading, text := range values {
		field, ok := filing.FieldByHeading(heading)
		if !ok {
			panic("no heading " + heading)
		}
		a.Set(field, text)
	}
	a.ID = values["申请编号"]
	return a
}

// id is a made-up resident ID of the region, with its check character.
func id(region string, year, seq int) string {
	return filing.NewResidentID(region, filing.Day{Year: year, Month: 3, Day: 7}, seq)
}

// code is a made-up unified social credit code, with its check character.
func code(prefix string) string {
	number, err := filing.NewCreditCode(prefix)
	if err != nil {
		panic(err)
	}
	return number
}

// with adds to a row and replaces in it; an empty text takes away.
func (r row) with(more row) row {
	all := row{}
	for _, part := range []row{r, more} {
		for heading, text := range part {
			all[heading] = text
		}
	}
	return all
}
