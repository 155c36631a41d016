// Package verify reads a printed paper back and judges from the PDF alone what
// must and what must not stand on it: [Paper] judges one, by what [WantOf] says
// of an application or by nothing but itself; a [Reader] many that share forms.
// It shares nothing with what draws and
// writes papers: the wording fixed by law stands here a second time, places
// are found from the words and strokes on the page, and
// [github.com/icpgen/icpgen/pdf/readback] reads the file.
package verify

import (
	"fmt"
	"io"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/pdf/readback"
)

// Want is what a paper is held against. The zero Want judges a paper by what
// shows on it.
type Want struct {
	Paper string // one of filing.Papers; empty: recognised by its title
	// Known tells that the fields below come from an application. Otherwise
	// what the page shows decides: a heading of the pledge asks for the whole
	// pledge, a ticked 单位 for the place of its seal.
	Known    bool
	Variants []filing.Variant // the province's additions to this paper
	As       filing.FiledAs   // which of 单位 and 个人 is ticked
	Notes    bool             // the 填写说明 on the 核验单's second page
	Draft    bool             // 草稿 across every page, which otherwise must not be there
	Pledge   PledgeStyle
	Values   []Value
	Choices  []Choice // the 受理单's boxes, in the order in which they stand
}

// Value is a text that must stand on the paper, and its field.
type Value struct {
	Field filing.Field
	Text  string
}

// Choice is a box with its words.
type Choice struct {
	Words  string
	Ticked bool
}

// PledgeStyle is where the model of the 手抄承诺书 stands.
type PledgeStyle uint8

// The pledge's styles.
const (
	PledgeAsShown   PledgeStyle = iota // whole or not at all
	PledgeOnForm                       // above the squares
	PledgeElsewhere                    // squares only
)

// The promises that a paper keeps. A Fault names the one that is broken.
const (
	Readable    = "unreadable"  // the file is a sound PDF and wholly understood
	Form        = "form"        // the paper is known by its title, its fixed wording complete
	OnePage     = "one-page"    // the 核验单 is one page; notes only on a second, under their title
	A4          = "a4"          // 210 × 297 mm, upright
	Embedded    = "embedded"    // every typeface is in the file, with the outlines used
	Subset      = "subset"      // … cut down to what is used
	Gray        = "gray"        // black ink only
	Notdef      = "notdef"      // no character stands as an empty box, none cannot be copied
	Visible     = "visible"     // what can be copied can be seen
	Inside      = "inside"      // nothing in the 5 mm that printers leave white
	Overprint   = "overprint"   // nothing stands on something else
	Text        = "text"        // what the application says stands on the paper
	Date        = "date"        // dates are left to the pen
	Signature   = "signature"   // so are signatures
	Seal        = "seal"        // a seal of 42 mm has room
	Fingerprint = "fingerprint" // a finger has its frame
	Pledge      = "pledge"      // the 承诺书 word for word
	Squares     = "squares"     // a square for each of its characters
	Boxes       = "boxes"       // the verifier's boxes are empty, the applicant's are ticked
	Draft       = "draft"       // 草稿 is on drafts and on nothing else
	Blank       = "blank"       // what the provider fills in is empty

	// Of print jobs.
	Order   = "order"   // what is expected, in its order, and nothing else
	Back    = "back"    // an empty back has nothing on it
	Private = "private" // separators and the summary bear nobody's numbers
)

// Fault is a broken promise.
type Fault struct {
	Promise string       // one of the promises' keys
	Page    int          // from 1; the first of a paper that lacks something; 0 for the file
	Nth     int          // in a print job: of the Expects, from 1; 0 for the file
	Field   filing.Field // of the application, where a value of it is missing
	X, Y    float64
	// Words say where and what is wrong, and what would be right.
	Words filing.Words
}

// Reader judges papers one after the other and keeps its buffers between
// them. The zero Reader is ready; it serves one goroutine at a time.
type Reader struct {
	pdf   readback.Reader
	sheet sheet
}

// Paper judges one paper. It returns no fault for a paper that keeps every
// promise; of very many faults it lists a hundred and tells how many more there
// are. Of a file for which Want neither is Known nor names a Paper, each title
// begins another paper, as in a print job; empty backs are passed over, and
// separators and summaries judged as such.
func Paper(data []byte, want Want) []Fault { return new(Reader).Paper(data, want) }

// Paper is the package's Paper with the Reader's buffers.
func (r *Reader) Paper(data []byte, want Want) (faults []Fault) {
	defer r.recovered(&faults)
	return r.judge(data, want)
}

// File is Paper for a file of any size, which is never in memory as a whole. A
// copy that shares all its parts with a paper shortly before it is not judged
// again.
func (r *Reader) File(file io.ReaderAt, size int64, want Want) (faults []Fault) {
	defer r.recovered(&faults)
	return r.judgeEach(want, func(j *judgement, page func(*readback.File, *readback.Page) error) (*readback.File, error) {
		known := j.copies.known
		if !want.several() {
			known = nil
		}
		return r.pdf.Pages(file, size, known, page)
	})
}

// recovered makes a fault of a panic: what reads strangers' files must not end
// the run.
func (r *Reader) recovered(faults *[]Fault) {
	if p := recover(); p != nil {
		*r = Reader{}
		*faults = append(*faults, Fault{Promise: Readable, Words: filing.Words{
			ZH: fmt.Sprintf("无法读取：读取时出错（%v）", p),
			EN: fmt.Sprintf("cannot be read: the reader failed (%v)", p),
		}})
	}
}
