package pdf

import (
	"encoding/binary"
	"math"
	"strings"
)

// What makes a file fit for the archive and the printer: PDF/A-2b (ISO 19005-2)
// asks for an XMP packet that says so, and for a profile that tells which gray
// is meant; a printer asks for the trimmed size and not to be scaled.

// nature is what a file is as a whole.
type nature struct {
	title    string
	duplex   bool // print on both sides
	outlines int  // object, 0 for none
}

// root writes the catalog and all that hangs on it but the pages, and returns
// the numbers of the catalog and the information dictionary.
func (f *file) root(pages int, n nature) (catalog, info int) {
	catalog, info = f.number(), f.number()
	metadata, profile := f.number(), f.number()
	f.begin(catalog)
	f.print("<< /Type /Catalog /Pages ", ref(pages), " /Lang (zh-CN) /Metadata ", ref(metadata),
		" /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (", grayName, ") /Info (", grayName, ") /DestOutputProfile ", ref(profile), " >> ]",
		" /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None /PickTrayByPDFSize true /NumCopies 1 /Duplex ")
	if n.duplex {
		f.print("/DuplexFlipLongEdge >>")
	} else {
		f.print("/Simplex >>")
	}
	if n.outlines != 0 {
		f.print(" /PageMode /UseOutlines /Outlines ", ref(n.outlines))
	}
	f.print(" >>\n")
	f.end()
	f.begin(metadata)
	packet := xmp(n.title)
	f.print("<< /Type /Metadata /Subtype /XML /Length ", len(packet), " >>\nstream\n", packet, "\nendstream\n")
	f.end()
	f.begin(profile)
	f.print("<< /N 1 /Alternate /DeviceGray")
	f.stream(grayPacked)
	f.end()
	f.begin(info)
	f.print("<< /Title <", utf16Hex("\ufeff"+n.title), "> >>\n")
	f.end()
	return catalog, info
}

// xmp is the packet of metadata (ISO 16684-1). It says nothing of when, where
// and by whom: the same paper is the same file.
func xmp(title string) string {
	return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>` +
		`<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escaped.Replace(title) + `</rdf:li></rdf:Alt></dc:title>` +
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

const grayName = "Gray gamma 2.2"

var grayPacked = thorough.pack(grayProfile())

// grayProfile is an ICC profile (ICC.1:2001-04) of one channel: gray on a white
// of D50, with a gamma of 2.2. It is computed here, so it is nobody's.
func grayProfile() []byte {
	be := binary.BigEndian
	fixed := func(v float64) uint32 { return uint32(math.Round(v * 65536)) } // s15Fixed16Number
	xyz := func(x, y, z float64) []byte {
		return be.AppendUint32(be.AppendUint32(be.AppendUint32(nil, fixed(x)), fixed(y)), fixed(z))
	}
	white := xyz(0.9642, 1, 0.8249)
	description := append([]byte("desc\x00\x00\x00\x00"), be.AppendUint32(nil, uint32(len(grayName)+1))...)
	description = append(append(description, grayName...), make([]byte, 1+4+4+2+1+67)...)
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", description},
		{"cprt", []byte("text\x00\x00\x00\x00No copyright\x00")},
		{"wtpt", append([]byte("XYZ \x00\x00\x00\x00"), white...)},
		{"kTRC", append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), 0x02, 0x33)}, // 2.2 in u8Fixed8Number
	}
	const header, entry = 128, 12
	p := make([]byte, header, 512)
	p = be.AppendUint32(p, uint32(len(tags)))
	at := header + 4 + entry*len(tags)
	var body []byte
	for _, t := range tags {
		p = append(p, t.name...)
		p = be.AppendUint32(be.AppendUint32(p, uint32(at+len(body))), uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	p = append(p, body...)
	be.PutUint32(p, uint32(len(p)))
	be.PutUint32(p[8:], 0x02400000) // version 2.4
	copy(p[12:], "mntrGRAYXYZ ")
	copy(p[24:], []byte{0x07, 0xEA, 0, 1, 0, 1}) // 2026-01-01, a date it must have
	copy(p[36:], "acsp")
	copy(p[68:], white)
	return p
}
