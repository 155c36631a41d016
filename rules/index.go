package rules

import (
	"hash/maphash"

	"github.com/icpgen/icpgen/filing"
)

// Index is what rules over a whole workbook look up: which domains, sites and
// contacts there are, and who has them first. Texts are known by their hashes,
// so that it stays small however many applications there are.
type Index struct {
	seeds    [2]maphash.Seed
	added    int
	domains  map[key]occurrence // first place of each domain
	subjects map[key]int        // how many domains a subject has
	held     map[key]struct{}   // subject and domain
	sites    map[key]int        // subject and site name to the first application
	owners   map[key]key        // contact of a 网站负责人 to the first person who has it
}

// key stands for a text. 128 bits tell more texts apart than there are.
type key [2]uint64

// record is what one application has to do with others.
type record struct {
	subject string // tells subjects apart: document number, or else name
	owner   filing.Person
	domains []filing.Domain
	faults  []*filing.DomainFault // beside domains
	names   []string              // the different domains, Unicode
}

type occurrence struct{ application, place int32 }

// NewIndex is an index of no application.
func NewIndex() *Index {
	return &Index{
		seeds:   [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		domains: map[key]occurrence{}, subjects: map[key]int{}, held: map[key]struct{}{}, sites: map[key]int{}, owners: map[key]key{},
	}
}

func (ix *Index) key(text string) key {
	return key{maphash.String(ix.seeds[0], text), maphash.String(ix.seeds[1], text)}
}

func recordOf(app *filing.Application) record {
	r := record{owner: app.SiteOwner(), subject: app.Text(filing.FieldSubjectDocNo)}
	if r.subject == "" {
		r.subject = app.Text(filing.FieldSubjectName)
	}
	for _, typed := range filing.Split(app.Text(filing.FieldDomains)) {
		d, fault := filing.ParseDomain(typed)
		r.domains = append(r.domains, d)
		r.faults = append(r.faults, fault)
		if name := domainName(d); !contains(r.names, name) {
			r.names = append(r.names, name)
		}
	}
	return r
}

// Add adds the next application, in the order of the sheets. All are added
// before the first is judged.
func (ix *Index) Add(app *filing.Application) {
	at := ix.added
	ix.added++
	r := recordOf(app)
	for place, d := range r.domains {
		name := ix.key(domainName(d))
		if _, seen := ix.domains[name]; !seen {
			ix.domains[name] = occurrence{int32(at), int32(place)}
		}
	}
	if r.subject != "" {
		subject := ix.key(r.subject)
		for _, name := range r.names {
			both := ix.key(r.subject + "\x00" + name)
			if _, seen := ix.held[both]; !seen {
				ix.held[both] = struct{}{}
				ix.subjects[subject]++
			}
		}
	}
	if site := app.Text(filing.FieldSiteName); site != "" && r.subject != "" {
		name := ix.key(r.subject + "\x00" + site)
		if _, seen := ix.sites[name]; !seen {
			ix.sites[name] = at
		}
	}
	for _, f := range ownerContacts {
		contact, who := contactOf(app, r.owner, f)
		if who == "" || contact == "" {
			continue
		}
		if of := ix.key(contact); ix.owners[of] == (key{}) {
			ix.owners[of] = ix.key(who)
		}
	}
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
// number has a name, the others have a document number. A number with a slip in
// it tells nobody apart.
func contactOf(app *filing.Application, owner filing.Person, f filing.Field) (key, who string) {
	text := app.Text(f)
	if f == filing.FieldSiteOwnerDocNo {
		text, who = owner.DocNo.Text, owner.Name.Text
	} else if who = owner.DocNo.Text; who == "" {
		who = owner.Name.Text
	}
	if text == "" || filing.CheckNumber(owner.DocType.Text, owner.DocNo.Text) != nil {
		return "", ""
	}
	return f.Key() + "\x00" + text, who
}

func (ix *Index) domainsOf(subject string) int { return ix.subjects[ix.key(subject)] }

// sameSite reports whether the subject has another site of this name: in a row
// above, or filed already.
func (c *facts) sameSite() bool {
	name := c.text[filing.FieldSiteName]
	if first, seen := c.index.sites[c.index.key(c.here.subject+"\x00"+name)]; seen && first < c.at {
		return true
	}
	return contains(filing.Split(c.text[filing.FieldFiledSiteNames]), name)
}

func (c *facts) repeated() bool {
	return c.index.domains[c.index.key(domainName(c.item.domain))] != occurrence{int32(c.at), int32(c.item.place)}
}

func (c *facts) shared() bool {
	contact, who := contactOf(c.app, c.here.owner, c.item.field)
	first, seen := c.index.owners[c.index.key(contact)]
	return seen && who != "" && first != c.index.key(who)
}
