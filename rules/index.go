package rules

import (
	"github.com/icpgen/icpgen/filing"
)

// index is what rules over a whole workbook look up.
type index struct {
	records []record
	domains map[string]occurrence      // first place of each domain
	counts  map[string]map[string]bool // subject to its domains
	sites   map[string]int             // subject and site name to the first application
	owners  map[string]string          // contact of a 网站负责人 to the first person who has it
}

// record is what the index knows of one application.
type record struct {
	subject string // tells subjects apart: document number, or else name
	owner   filing.Person
	domains []filing.Domain
	faults  []*filing.DomainFault // beside domains
	names   []string              // the different domains, Unicode
}

type occurrence struct{ application, place int }

func newIndex(apps []*filing.Application) *index {
	ix := &index{
		records: make([]record, len(apps)), domains: map[string]occurrence{}, counts: map[string]map[string]bool{},
		sites: map[string]int{}, owners: map[string]string{},
	}
	for i, app := range apps {
		r := &ix.records[i]
		r.owner = app.SiteOwner()
		r.subject = app.Text(filing.FieldSubjectDocNo)
		if r.subject == "" {
			r.subject = app.Text(filing.FieldSubjectName)
		}
		for place, typed := range filing.Split(app.Text(filing.FieldDomains)) {
			d, fault := filing.ParseDomain(typed)
			r.domains = append(r.domains, d)
			r.faults = append(r.faults, fault)
			name := domainName(d)
			if !contains(r.names, name) {
				r.names = append(r.names, name)
			}
			if _, seen := ix.domains[name]; !seen {
				ix.domains[name] = occurrence{i, place}
			}
			if r.subject != "" {
				if ix.counts[r.subject] == nil {
					ix.counts[r.subject] = map[string]bool{}
				}
				ix.counts[r.subject][name] = true
			}
		}
		if site := app.Text(filing.FieldSiteName); site != "" && r.subject != "" {
			key := r.subject + "\x00" + site
			if _, seen := ix.sites[key]; !seen {
				ix.sites[key] = i
			}
		}
		for _, f := range ownerContacts {
			key, who := contactOf(app, r.owner, f)
			if _, seen := ix.owners[key]; !seen && who != "" {
				ix.owners[key] = who
			}
		}
	}
	return ix
}

// domainName tells domains apart, those that cannot be read by their spelling.
func domainName(d filing.Domain) string {
	if d.Unicode == "" {
		return d.Typed
	}
	return d.Unicode
}

var ownerContacts = []filing.Field{filing.FieldSiteOwnerDocNo, filing.FieldSiteOwnerMobile, filing.FieldSiteOwnerEmail}

// contactOf is the key of a contact and the person who has it: a document
// number has a name, the others have a document number.
func contactOf(app *filing.Application, owner filing.Person, f filing.Field) (key, who string) {
	text := app.Text(f)
	if f == filing.FieldSiteOwnerDocNo {
		text, who = owner.DocNo.Text, owner.Name.Text
	} else if who = owner.DocNo.Text; who == "" {
		who = owner.Name.Text
	}
	if text == "" {
		return "", ""
	}
	return f.Key() + "\x00" + text, who
}

func (ix *index) domainsOf(subject string) int { return len(ix.counts[subject]) }

// sameSite reports whether the subject has another site of this name: in a row
// above, or filed already.
func (c *facts) sameSite() bool {
	name := c.text[filing.FieldSiteName]
	if first, seen := c.index.sites[c.here.subject+"\x00"+name]; seen && first < c.at {
		return true
	}
	return contains(filing.Split(c.text[filing.FieldFiledSiteNames]), name)
}

func (c *facts) repeated() bool {
	return c.index.domains[domainName(c.item.domain)] != occurrence{c.at, c.item.place}
}

func (c *facts) shared() bool {
	key, who := contactOf(c.app, c.here.owner, c.item.field)
	first, seen := c.index.owners[key]
	return seen && who != "" && first != who
}
