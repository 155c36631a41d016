package profile

import (
	"errors"
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/strictyaml"
)

// FuzzRead reads whatever it is given as a profile: what is taken is within
// the bounds of a profile, what is not says why.
func FuzzRead(f *testing.F) {
	f.Add(string(Template))
	f.Add("provider: 某某云服务有限公司\ncopies: 3\nforms: [核验单, 材料清单]\n")
	f.Add("letter: \"{{.}}\"\npledge: blank\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Read("icpgen.yaml", []byte(text))
		if err != nil {
			if fault, ok := errors.AsType[*strictyaml.Fault](err); !ok || fault.Error() == "" || fault.In(filing.English) == "" {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		if p.Copies < 1 || p.Copies > 9 {
			t.Errorf("%d copies", p.Copies)
		}
	})
}
