package report

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/filing"
)

// TestJSONReadsAsSpecified compares values and the order of the keys with the
// example of the contract.
func TestJSONReadsAsSpecified(t *testing.T) {
	const want = `{"schema": 1, "day": "2026-11-23",
 "applications": [
  {"id": "0002", "workbook": "applicants.xlsx", "sheet": "备案信息", "row": 2,
   "province": "广东", "filing_type": "新增备案", "filed_as": "person", "refused": true,
   "forms": ["核验单", "受理单", "材料清单"],
   "findings": [{"rule": "GD-02", "level": "error", "field": "remark", "cell": "AN2", "message": "个人网站须在备注中说明网站实质内容", "source": "广东通管局要求 2"}],
   "attach":   [{"rule": "M-07", "what": "域名证书", "copies": 2}],
   "do":       [{"rule": "GD-06", "text": "备案期间关闭网站"}],
   "print":    [{"rule": "GD-03", "form": "核验单", "what": "手抄承诺书"}]}],
 "findings": [],
 "summary": {"rows": 1, "applications": 1, "refused": 1, "errors": 1, "warnings": 0}}`
	var b strings.Builder
	if err := sample().Tell(JSON(&b, filing.Chinese)); err != nil {
		t.Fatal(err)
	}
	if got, want := tokens(t, b.String()), tokens(t, want); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestJSONOfNothing(t *testing.T) {
	var b strings.Builder
	if err := (&Gathered{Run: Run{Rendered: true}}).Tell(JSON(&b, filing.Chinese)); err != nil || !json.Valid([]byte(b.String())) {
		t.Errorf("%v %s", err, b.String())
	}
	if strings.Contains(b.String(), "null") {
		t.Error(b.String())
	}
}

// tokens is a JSON text without its white space.
func tokens(t *testing.T, text string) string {
	t.Helper()
	var all []string
	decoder := json.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if err != nil {
			if err.Error() != "EOF" {
				t.Fatal(err, text)
			}
			return strings.Join(all, "\n")
		}
		all = append(all, fmt.Sprintf("%#v", token))
	}
}
