package press

import (
	"os"

	"github.com/icpgen/icpgen/verify"
)

// judgeAlone judges a file by what shows on it and sums it up, without having
// it in memory: a print job may be larger than that.
func judgeAlone(name string, want verify.Want) (faults []verify.Fault, sum string, failure *Failure) {
	file, err := os.Open(name)
	if err != nil {
		return nil, "", unreadable(name, err)
	}
	defer file.Close()
	sum, size, err := sumOf(file)
	if err != nil {
		return nil, "", unreadable(name, err)
	}
	r := readers.Get().(*verify.Reader)
	defer readers.Put(r)
	return r.File(file, size, want), sum, nil
}
