package profile

import (
	"errors"
	"strings"
	"testing"

	"github.com/icpgen/icpgen/strictyaml"
)

func TestDefault(t *testing.T) {
	p := Default()
	if p.Copies != 2 || p.Pledge != PledgeGuide || p.Provider != "" || len(p.Forms) != 0 {
		t.Errorf("the default is %+v", p)
	}
	if again, err := Read("icpgen.yaml", Template); err != nil || again.Copies != p.Copies {
		t.Errorf("the template reads as %+v, %v", again, err)
	}
}

func TestRead(t *testing.T) {
	p, err := Read("icpgen.yaml", []byte("provider: 示例接入有限公司\nphone: 0755-12345678\ncopies: 3\npledge: blank\nforms: [核验单, 受理单]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if p.Provider != "示例接入有限公司" || p.Phone != "0755-12345678" || p.Copies != 3 || p.Pledge != PledgeBlank || len(p.Forms) != 2 {
		t.Errorf("read %+v", p)
	}
	if p, err = Read("icpgen.yaml", nil); err != nil || p.Copies != 2 {
		t.Errorf("an empty file reads as %+v, %v", p, err)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"provder: x\n", "icpgen.yaml:1:1: 没有“provder”这一项，是不是“provider”"},
		{"copies: 0\n", "icpgen.yaml:1:9: 份数"},
		{"copies: 10\n", "icpgen.yaml:1:9: 份数"},
		{"copies: 两\n", "icpgen.yaml:1:9: “copies”应是整数"},
		{"pledge: giude\n", "icpgen.yaml:1:9: pledge 不能是“giude”，是不是“guide”"},
		{"forms: [核验单, 受理表]\n", "icpgen.yaml:1:14: 没有“受理表”这种表，是不是“受理单”"},
		{"forms: 承诺书\n", "icpgen.yaml:1:8: 没有“承诺书”"},
		{"letter: |\n  致：{{.主管部门}}\n  今{{.授权\n", "icpgen.yaml:3:4: 授权书"},
		{"provider: [a]\n", "icpgen.yaml:1:11: “provider”应是一个值"},
		{"- provider\n", "icpgen.yaml:1:1: 这里应是"},
	} {
		p, err := Read("icpgen.yaml", []byte(c.yaml))
		var fault *strictyaml.Fault
		if !errors.As(err, &fault) {
			t.Errorf("%q: %v, %+v", c.yaml, err, p)
		} else if !strings.HasPrefix(fault.Error(), c.want) {
			t.Errorf("%q: %s, want %s", c.yaml, fault, c.want)
		}
	}
}
