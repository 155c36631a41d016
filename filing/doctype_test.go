package filing

import "testing"

func TestDocType(t *testing.T) {
	for typed, want := range map[string]string{
		"居民身份证": DocResidentID, "身份证": DocResidentID, "二代身份证": DocResidentID, " 身份 证 ": DocResidentID,
		"身份证（二代）": DocResidentID, "身份证复印件": DocResidentID,
		"工商营业执照": DocLicence, "营业执照(副本)": DocLicence, "港澳通行证": DocHKMacaoPermit, "回乡证": DocHKMacaoPermit,
		"台胞证": DocTaiwanPermit, "事业法人证书": "事业单位法人证书", "社团法人证书": "社会团体法人登记证书",
		"军队代号": "军队代号", "统一社会信用代码": DocCreditCode,
		"香港身份证": DocHongKongID, "香港永久性居民身份证": DocHongKongID,
		"港澳台胞证": "", "户口簿": "", "证": "", "": "", "（）": "",
	} {
		got, ok := DocType(typed)
		if got != want || ok != (want != "") {
			t.Errorf("DocType(%q) = %q, %v; want %q", typed, got, ok, want)
		}
	}
}

func TestDocSynonyms(t *testing.T) {
	for synonym, want := range docSynonyms {
		if foldDoc(synonym) != synonym {
			t.Errorf("%q is never looked up", synonym)
		}
		if got, ok := DocType(want); !ok || got != want {
			t.Errorf("%q leads to %q, which is no document", synonym, want)
		}
	}
}

func TestSubjectDocTypes(t *testing.T) {
	for _, kind := range SubjectKinds {
		docs := SubjectDocTypes(kind)
		if len(docs) == 0 {
			t.Errorf("%s files with no document", kind)
		}
		for _, doc := range docs {
			if got, ok := DocType(doc); !ok || got != doc {
				t.Errorf("%s: %q is not its own name", kind, doc)
			}
			if IsPersonDocType(doc) && kind != KindPerson && kind != KindSoleTrader {
				t.Errorf("%s files with a person's %s", kind, doc)
			}
		}
	}
	if len(subjectDocs) != len(SubjectKinds) {
		t.Error("documents for a kind that there is not")
	}
	if SubjectDocTypes("公司") != nil {
		t.Error("an unknown kind has documents")
	}
	for _, doc := range []string{DocHongKongID, DocLicence} {
		if IsPersonDocType(doc) {
			t.Errorf("%s is no document of a person's filing", doc)
		}
	}
}
