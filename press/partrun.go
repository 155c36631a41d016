package press

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/report"
)

// printedOnly are the applications that a folder lists (see [idKey]), where it is
// of a run of only some (--select): such a run writes a list and no report, which
// that of all applications and a shard's do. nil: it is of all, as far as anybody
// can tell.
func printedOnly(at string) map[string]bool {
	entries, err := os.ReadDir(at)
	if err != nil {
		return nil
	}
	for _, entry := range entries {
		if name := entry.Name(); name == (Shard{}).overviewName() || shardFileName.MatchString(name) {
			return nil
		}
	}
	text, failure := readFile(filepath.Join(at, manifestName))
	if failure != nil {
		return nil
	}
	rows := readRows(text, manifestHeading)
	if len(rows) < 2 {
		return nil
	}
	only := map[string]bool{}
	for _, row := range rows[1:] {
		only[idKey(row[columnApplication])] = true
	}
	return only
}

// leftOut notes of a folder which applications that may be printed it was not
// asked for, as it seems.
func leftOut(at string, ids []string) report.Verified {
	const most = 5
	first, more := ids[:min(len(ids), most)], ""
	if len(ids) > most {
		more = " …"
	}
	return report.Verified{File: filepath.Join(at, manifestName), Notes: []filing.Words{{
		ZH: fmt.Sprintf("这里只印了一部分申请（--select 不写 report.html），另有 %d 份没有登记，不算缺：%s；若原来印的是全部，它们就是缺了", len(ids), strings.Join(first, "、")+more),
		EN: fmt.Sprintf("only some applications were printed here (--select writes no report.html); %d more are not listed and not missed: %s; if all were asked for, they are missing", len(ids), strings.Join(first, ", ")+more),
	}}}
}
