package icpgen_test

import (
	"fmt"
	"log"
	"os"
	"time"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/profile"
	"github.com/icpgen/icpgen/rules"
	"github.com/icpgen/icpgen/workbook"
)

// Read a workbook, judge its applications as of a day, and write the papers of
// those that no rule refuses.
func Example() {
	data, err := os.ReadFile("samples/applicant.xlsx")
	if err != nil {
		log.Fatal(err)
	}
	book, err := workbook.Read("applicant.xlsx", data, workbook.Options{})
	if err != nil {
		log.Fatal(err)
	}
	law, err := rules.Load()
	if err != nil {
		log.Fatal(err)
	}
	provider := profile.Default()
	verdicts := law.Check(book.Applications, provider, filing.Day{Year: 2026, Month: time.November, Day: 23})
	for i, application := range book.Applications {
		verdict := &verdicts[i]
		if verdict.Refused() {
			log.Fatal(verdict.Findings[0].Place, verdict.Findings[0].Message.EN)
		}
		packet := forms.Packet{Application: application, Verdict: verdict, Profile: provider}
		for _, paper := range verdict.Forms {
			document, faults := packet.Lay(paper)
			pdf, err := document.Bytes()
			fmt.Printf("%s %s: %d page, %d faults, %.8s, %v\n", application.ID, paper, len(document.Pages), len(faults), pdf, err)
		}
	}
	// Output:
	// ZJ-001 核验单: 1 page, 0 faults, %PDF-1.7, <nil>
	// ZJ-001 受理单: 1 page, 0 faults, %PDF-1.7, <nil>
	// ZJ-001 授权书: 1 page, 0 faults, %PDF-1.7, <nil>
	// ZJ-001 材料清单: 1 page, 0 faults, %PDF-1.7, <nil>
}
