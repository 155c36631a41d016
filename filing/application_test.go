package filing

import (
	"slices"
	"testing"
)

const (
	legalNo = "11010519491231002X"
	ownerNo = "440524188001010014"
)

func unit() *Application {
	var a Application
	a.Place = Place{Workbook: "applicants.xlsx", Sheet: "备案信息", Row: 2}
	a.Set(FieldSubjectKind, KindCompany)
	a.Set(FieldSubjectName, "示例有限公司")
	a.Set(FieldLegalName, "张三")
	a.Set(FieldLegalDocNo, legalNo)
	a.Set(FieldPrincipalMobile, "13812345678")
	a.Set(FieldSiteOwnerName, "李四")
	a.Set(FieldSiteOwnerDocNo, ownerNo)
	a.Set(FieldDomains, "www.example.com；例子.中国\na.example.cn")
	return &a
}

func TestUnitPersons(t *testing.T) {
	a := unit()
	if a.IsPerson() || a.Subject().Name != (Entry{"示例有限公司", FieldSubjectName}) {
		t.Error("the subject is not the company")
	}
	// A block left blank means the legal representative, with contacts of its own.
	p := a.Principal()
	if p.Name != (Entry{"张三", FieldLegalName}) || p.Mobile != (Entry{"13812345678", FieldPrincipalMobile}) {
		t.Errorf("principal: %+v", p)
	}
	if !p.Same(a.Legal()) || a.SiteOwner().Same(a.Legal()) || (Person{}).Same(Person{}) {
		t.Error("persons are one by document number, and only by it")
	}
	a.Set(FieldPrincipalName, "王五")
	if got := a.Principal(); got.Name.Text != "王五" || got.DocNo.Text != "" {
		t.Errorf("a block half filled is not the legal representative's: %+v", got)
	}
	a.Set(FieldSiteOwnerName, "")
	a.Set(FieldSiteOwnerDocNo, "")
	if a.SiteOwner().Name.Text != "" {
		t.Error("a unit has to name who answers for its site")
	}
}

func TestPersonFiling(t *testing.T) {
	var a Application
	a.Set(FieldSubjectKind, KindPerson)
	a.Set(FieldSubjectName, "张三")
	a.Set(FieldSubjectDocNo, legalNo)
	for _, p := range []Person{a.Legal(), a.Principal(), a.SiteOwner()} {
		if p.Name != (Entry{"张三", FieldSubjectName}) || p.DocNo != (Entry{legalNo, FieldSubjectDocNo}) {
			t.Errorf("not the applicant: %+v", p)
		}
	}
}

func TestSiteDomains(t *testing.T) {
	want := []Entry{{"example.com", FieldDomains}, {"例子.中国", FieldDomains}, {"a.example.cn", FieldDomains}}
	if got := unit().Site().Domains; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestPlaces(t *testing.T) {
	a := unit()
	a.Values[FieldSiteName].Cell = "AN2"
	for place, want := range map[Place]string{
		a.At(FieldSiteName):  "applicants.xlsx:备案信息!AN2",
		a.At(FieldCity):      "applicants.xlsx:备案信息!2:2",
		{Workbook: "a.xlsx"}: "a.xlsx",
	} {
		if place.String() != want {
			t.Errorf("%q, want %q", place, want)
		}
	}
}
