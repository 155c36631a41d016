package filing

import "testing"

func TestContacts(t *testing.T) {
	part := func(f *NumberFault) string {
		if f == nil {
			return ""
		}
		return f.Part
	}
	for _, c := range []struct {
		name        string
		check       func(string) *NumberFault
		typed, want string
	}{
		{"mobile", CheckMobile, "13812345678", ""},
		{"mobile", CheckMobile, "19912345678", ""},
		{"mobile", CheckMobile, "", ""},
		{"mobile", CheckMobile, "12812345678", PartShape},
		{"mobile", CheckMobile, "1381234567", PartLength},
		{"mobile", CheckMobile, "138123456789", PartLength},
		{"mobile", CheckMobile, "+8613812345678", PartCharset},
		{"mobile", CheckMobile, "138 1234 5678", PartCharset},
		{"landline", CheckLandline, "010-88886666", ""},
		{"landline", CheckLandline, "0755-02345678", PartShape},
		{"landline", CheckLandline, "0755-82345678", ""},
		{"landline", CheckLandline, "0755-82345678-801", ""},
		{"landline", CheckLandline, "0310-2345678", ""},
		{"landline", CheckLandline, "086-010-88886666", ""},
		{"landline", CheckLandline, "086-10-88886666", ""},
		{"landline", CheckLandline, "+86-755-82345678", ""},
		{"landline", CheckLandline, "+8675582345678", PartShape},
		{"landline", CheckLandline, "010-8888666", PartShape},
		{"landline", CheckLandline, "82345678", PartShape},
		{"landline", CheckLandline, "755-82345678", PartShape},
		{"landline", CheckLandline, "13812345678", PartShape},
		{"landline", CheckLandline, "", ""},
		{"phone", CheckPhone, "13812345678", ""},
		{"phone", CheckPhone, "010-88886666", ""},
		{"phone", CheckPhone, "12345", PartShape},
		{"email", CheckEmail, "zhang.san+1@example.com", ""},
		{"email", CheckEmail, "12345@qq.com", ""},
		{"email", CheckEmail, "a@例子.中国", ""},
		{"email", CheckEmail, "", ""},
		{"email", CheckEmail, "zhang.example.com", PartShape},
		{"email", CheckEmail, "a@b@c.com", PartShape},
		{"email", CheckEmail, "@example.com", PartCharset},
		{"email", CheckEmail, "张三@example.com", PartCharset},
		{"email", CheckEmail, "a..b@example.com", PartCharset},
		{"email", CheckEmail, "a.@example.com", PartCharset},
		{"email", CheckEmail, "a@", PartDomain},
		{"email", CheckEmail, "a@localhost", PartDomain},
		{"email", CheckEmail, "a@example..com", PartDomain},
		{"email", CheckEmail, "a@.com", PartDomain},
		{"email", CheckEmail, "a@192.0.2.1", PartDomain},
		{"ip", CheckIP, "192.0.2.1", ""},
		{"ip", CheckIP, "2001:db8::1", ""},
		{"ip", CheckIP, "192.0.2.0/24", ""},
		{"ip", CheckIP, "192.0.2.1-192.0.2.9", ""},
		{"ip", CheckIP, "192.0.2.1 ～ 192.0.2.9", ""},
		{"ip", CheckIP, "2001:db8::1—2001:db8::9", ""},
		{"ip", CheckIP, "", ""},
		{"ip", CheckIP, "192.0.2.9-192.0.2.1", PartRange},
		{"ip", CheckIP, "192.0.2.1-2001:db8::1", PartShape},
		{"ip", CheckIP, "192.0.2.256", PartShape},
		{"ip", CheckIP, "192.0.2", PartShape},
		{"ip", CheckIP, "fe80::1%eth0", PartShape},
		{"ip", CheckIP, "example.com", PartShape},
	} {
		if got := part(c.check(c.typed)); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.name, c.typed, got, c.want)
		}
	}
}

// What is said of a mail address must not be taken for one and masked.
func TestMailFaultsAreNotMasked(t *testing.T) {
	for _, typed := range []string{"a", "a@b@c.com", "a..b@qq.com", "a@b"} {
		fault := CheckEmail(typed)
		if fault == nil {
			t.Fatal(typed)
		}
		if words := fault.Words; MaskAll(words.ZH) != words.ZH || MaskAll(words.EN) != words.EN {
			t.Errorf("%s: %s / %s", typed, MaskAll(words.ZH), MaskAll(words.EN))
		}
	}
}
