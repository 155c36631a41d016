package filing

import (
	"slices"
	"testing"
)

func TestSplit(t *testing.T) {
	for typed, want := range map[string][]string{
		"a.com;b.com；c.com,d.com，e.com、f.com\ng.com": {"a.com", "b.com", "c.com", "d.com", "e.com", "f.com", "g.com"},
		" a.com ;; ": {"a.com"},
		"；\n":        nil,
		"":           nil,
	} {
		if got := Split(typed); !slices.Equal(got, want) {
			t.Errorf("Split(%q) = %q", typed, got)
		}
	}
}

func TestParseDomain(t *testing.T) {
	for _, c := range []struct{ typed, unicode, ascii, suffix string }{
		{"example.com", "example.com", "example.com", "com"},
		{"Example.COM.cn", "example.com.cn", "example.com.cn", "com.cn"},
		{"www.example.com", "example.com", "example.com", "com"},
		{"www.com", "www.com", "www.com", "com"},
		{"www.com.cn", "www.com.cn", "www.com.cn", "com.cn"},
		{"中文.中国", "中文.中国", "xn--fiq228c.xn--fiqs8s", "中国"},
		{"xn--fiq228c.xn--fiqs8s", "中文.中国", "xn--fiq228c.xn--fiqs8s", "中国"},
		{"www.例子。公司.cn", "例子.公司.cn", "xn--fsqu00a.xn--55qx5d.cn", "公司.cn"},
		{"ｅｘａｍｐｌｅ．ｃｏｍ", "example.com", "example.com", "com"},
		{"example.gd.cn", "example.gd.cn", "example.gd.cn", "gd.cn"},
		// The private section of the list does not say who registers.
		{"github.io", "github.io", "github.io", "io"},
	} {
		d, fault := ParseDomain(c.typed)
		if fault != nil {
			t.Errorf("%q: %s", c.typed, fault.Words.EN)
			continue
		}
		if d.Unicode != c.unicode || d.ASCII != c.ascii || d.Registrable != c.ascii || d.Suffix != c.suffix || d.Typed != c.typed {
			t.Errorf("%q: %+v", c.typed, d)
		}
		if www := c.typed[:4] == "www." && c.unicode[:4] != "www."; d.HadWWW != www {
			t.Errorf("%q: www. noted: %v", c.typed, d.HadWWW)
		}
		if again, fault := ParseDomain(d.Unicode); fault != nil || again.ASCII != d.ASCII {
			t.Errorf("%q does not come back from %q", d.ASCII, d.Unicode)
		}
	}
}

func TestParseDomainFaults(t *testing.T) {
	for _, c := range []struct{ typed, part, suggest string }{
		{"", PartSyntax, ""},
		{"a..com", PartSyntax, ""},
		{".com", PartSyntax, ""},
		{"example.com.", PartSyntax, ""},
		{"-example.com", PartSyntax, ""},
		{"exam_ple.com", PartSyntax, ""},
		{"exam ple.com", PartSyntax, ""},
		{"*.example.com", PartSyntax, ""},
		{"zhang@example.com", PartSyntax, ""},
		{"xn--99zzzz99.com", PartSyntax, ""},
		{"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl.com", PartSyntax, ""},
		{"\x90.中国", PartSyntax, ""},
		{"localhost", PartSuffix, ""},
		{"example.comm", PartSuffix, ""},
		{"com", PartBareSuffix, ""},
		{"com.cn", PartBareSuffix, ""},
		{"中国", PartBareSuffix, ""},
		{"a.example.com", PartSubdomain, "example.com"},
		{"www.a.example.com", PartSubdomain, "example.com"},
		{"博客.例子.中国", PartSubdomain, "例子.中国"},
		{"foo.github.io", PartSubdomain, "github.io"},
		{"http://www.example.com/", PartScheme, "example.com"},
		{"https://例子.中国/首页", PartScheme, "例子.中国"},
		{"example.com/index.html", PartPath, "example.com"},
		{"example.com:8080", PartPort, "example.com"},
		{"192.0.2.1", PartAddress, ""},
		{"[2001:db8::1]", PartAddress, ""},
	} {
		_, fault := ParseDomain(c.typed)
		if fault == nil {
			t.Errorf("%q passes", c.typed)
			continue
		}
		if fault.Part != c.part || fault.Suggest != c.suggest || fault.Words.ZH == "" || fault.Words.EN == "" {
			t.Errorf("%q: %+v, want %s %q", c.typed, fault, c.part, c.suggest)
		}
	}
}

func TestRegistrableDomain(t *testing.T) {
	for typed, want := range map[string]string{
		"www.example.com": "example.com", "WWW.例子.中国": "例子.中国", "example.com": "example.com",
		"a.example.com": "a.example.com", "www.com": "www.com", "http://x": "http://x", "不是域名": "不是域名", "": "",
	} {
		if got := RegistrableDomain(typed); got != want {
			t.Errorf("RegistrableDomain(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestHost(t *testing.T) {
	for url, want := range map[string]string{
		"http://www.example.com/": "www.example.com", "example.com": "example.com", "HTTPS://Example.COM:8443/a?b": "example.com",
		"www.例子.中国/首页": "www.例子.中国", "http://u:p@example.com": "example.com", "http://": "", "": "", "a b": "",
	} {
		if got := Host(url); got != want {
			t.Errorf("Host(%q) = %q, want %q", url, got, want)
		}
	}
}

func TestTLD(t *testing.T) {
	for typed, want := range map[string]string{"example.com.cn": "cn", "例子.中国": "中国", "example.hk": "hk"} {
		if d, _ := ParseDomain(typed); d.TLD() != want {
			t.Errorf("%s: %q", typed, d.TLD())
		}
	}
}

func FuzzParseDomain(f *testing.F) {
	for _, seed := range []string{"www.example.com", "例子.中国", "http://a.b.com:1/", "[::1]", "xn--", "。"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		d, fault := ParseDomain(typed)
		if fault != nil {
			return
		}
		if d.Registrable == "" || d.ASCII != d.Registrable || d.TLD() == "" {
			t.Errorf("%q: %+v", typed, d)
		}
		if again, fault := ParseDomain(d.ASCII); fault != nil || again.ASCII != d.ASCII || again.HadWWW {
			t.Errorf("%q: %q is not a domain to file: %+v", typed, d.ASCII, fault)
		}
	})
}
