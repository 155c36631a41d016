package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// parcel is a workbook's file with some parts changed. The others are handed on
// as they are packed.
type parcel struct {
	*container
	changed map[string][]byte // by lower-case name
	added   []string
}

// get is a part as it stands now, without a byte order mark; nil when it is
// missing.
func (p *parcel) get(name string) ([]byte, error) {
	if data, ok := p.changed[partName(name)]; ok {
		return data, nil
	}
	data, err := p.bytes(name)
	return bytes.TrimPrefix(data, []byte(utf8BOM)), err
}

// put changes a part, or adds it.
func (p *parcel) put(name string, data []byte) {
	at := partName(name)
	if _, again := p.changed[at]; !again && !p.has(name) {
		p.added = append(p.added, name)
	}
	p.changed[at] = data
}

// is reports whether the name is taken.
func (p *parcel) is(name string) bool {
	_, changed := p.changed[partName(name)]
	return changed || p.has(name)
}

// free is the first name of the pattern, which has one %d, that is not taken.
func (p *parcel) free(pattern string) string {
	for n := 1; ; n++ {
		if name := fmt.Sprintf(pattern, n); !p.is(name) {
			return name
		}
	}
}

// xml opens a part that has to be there.
func (p *parcel) xml(name string, levels int, shut ...string) ([]byte, *node, error) {
	part, err := p.get(name)
	if err != nil {
		return nil, nil, err
	}
	if part == nil {
		return nil, nil, &Damaged{Part: name, why: filing.Words{ZH: "缺少这个部件", EN: "the part is missing"}}
	}
	root, err := outline(part, levels, shut...)
	if err != nil {
		return nil, nil, badXML(name, "", err)
	}
	return part, root, nil
}

// edit makes splices in a part.
func (p *parcel) edit(name string, part []byte, list ...splice) {
	if len(list) > 0 {
		p.put(name, spliced(part, list))
	}
}

// relationsOf is the part that holds another's relations.
func relationsOf(name string) string {
	return path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
}

// relate makes sure that a part has a relation to another and returns its id.
// The kind is the last word of its type.
func (p *parcel) relate(from, kind, to string) (string, error) {
	name := relationsOf(from)
	if !p.is(name) {
		p.put(name, []byte(xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`))
	}
	part, root, err := p.xml(name, 1)
	if err != nil {
		return "", err
	}
	taken, strict := map[string]bool{}, false
	for _, r := range root.children {
		taken[r.attr("Id")] = true
		strict = strict || strings.HasPrefix(r.attr("Type"), strictRelation)
		target := strings.ReplaceAll(r.attr("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(from), target)
		}
		if path.Base(r.attr("Type")) == kind && partName(target) == partName(to) {
			return r.attr("Id"), nil
		}
	}
	id := ""
	for n := 1; id == "" || taken[id]; n++ {
		id = fmt.Sprintf("rId%d", n)
	}
	base := officeRelation
	if strict {
		base = strictRelation
	}
	p.edit(name, part, root.add(part, fmt.Sprintf(`<%sRelationship Id="%s" Type="%s%s" Target="/%s"/>`, root.prefix, id, base, kind, escaped(to))))
	return id, nil
}

const (
	xmlHead        = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	officeRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	strictRelation = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
	contentTypes   = "[Content_Types].xml"
	spreadsheetML  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// declare says in the list of content types what a part is.
func (p *parcel) declare(name, kind string) error {
	part, root, err := p.xml(contentTypes, 1)
	if err != nil {
		return err
	}
	for _, c := range root.children {
		if c.name == "Override" && partName(c.attr("PartName")) == partName(name) {
			if c.attr("ContentType") != kind {
				p.edit(contentTypes, part, c.set("ContentType", kind))
			}
			return nil
		}
	}
	p.edit(contentTypes, part, root.add(part, fmt.Sprintf(`<%sOverride PartName="/%s" ContentType="%s"/>`, root.prefix, escaped(name), kind)))
	return nil
}

// write packs the file again.
func (p *parcel) write(w io.Writer) error {
	z := zip.NewWriter(w)
	pack := func(name string, data []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	for _, f := range p.order {
		var err error
		if data, ok := p.changed[partName(f.Name)]; ok {
			err = pack(f.Name, data)
		} else {
			err = z.Copy(f)
		}
		if err != nil {
			return err
		}
	}
	for _, name := range p.added {
		if err := pack(name, p.changed[partName(name)]); err != nil {
			return err
		}
	}
	return z.Close()
}
