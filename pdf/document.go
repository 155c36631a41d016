// Package pdf is paper: a [Document] is pages of items placed in millimetres
// from the page's top left corner. Layout is finished before anything is
// written: [Document.Layout] tells it as text, [Document.Write] as a PDF.
package pdf

import "github.com/icpgen/icpgen/fonts"

// A4 in millimetres.
const (
	A4Width  = 210.0
	A4Height = 297.0
)

// Document is a paper laid out, ready to be written.
type Document struct {
	Title string // the PDF's title; names the paper, never the applicant
	Pages []*Page
	Trial bool // its pages are [TrialPage]s: there is nothing to write
}

// Page is one side of A4. What every application prints alike stands in Form,
// what differs in Values: the first can be drawn once and used again.
type Page struct {
	Form   Layer
	Values Layer
}

// Layer is a list of items in drawing order, with the problems met on the way.
type Layer struct {
	Items    []Item
	Problems []Problem

	keeps keeps // everything, but on a [TrialPage]
}

// Problem is a text that cannot be set as it should.
type Problem struct {
	From  string // what the words came from, as given with them
	Words string
	Rune  rune // the character that no typeface has; 0 when the text does not fit
}

// Item is a thing placed on a page: [Text], [Line], [Rect], [Check] or [Blank].
type Item interface{ item() }

// Style is how words look.
type Style struct {
	Face    fonts.Style
	Size    float64 // points
	Spacing float64 // millimetres added after each character
	White   bool    // paper-coloured, on a dark band
	Gray    float64 // 0 black … 1 white, for marks such as 草稿 behind the print
}

// Text is words on one line.
type Text struct {
	X, Y  float64 // left end and baseline
	Style Style
	Words string
	Angle float64 // degrees counter-clockwise around X, Y
	From  string  // the field the words came from; empty for the form's own
}

// Dash is how a line is drawn.
type Dash uint8

// The dashes.
const (
	Solid Dash = iota
	Dashed
	Dotted
)

// Line is a straight line.
type Line struct {
	X1, Y1, X2, Y2 float64
	Weight         float64 // millimetres
	Dash           Dash
	Gray           float64
}

// pattern is the lengths of strokes and gaps, in millimetres.
func (d Dash) pattern() []float64 {
	switch d {
	case Dashed:
		return []float64{2, 1.2}
	case Dotted:
		return []float64{0.4, 0.8}
	}
	return nil
}

// Rect is a filled rectangle, without an outline.
type Rect struct {
	X, Y, W, H float64
	Gray       float64 // 0 black … 1 white
}

// Check is a check box, drawn as lines so that it survives a photocopy.
type Check struct {
	X, Y   float64 // top left corner
	Size   float64 // side
	Ticked bool
}

// outline is the weight of the box's lines and the side between their middles:
// the lines lie inside.
func (c Check) outline() (weight, side float64) {
	weight = max(0.05*c.Size, 0.12)
	return weight, c.Size - weight
}

// tick is the outline of a √ in a square of 1, from its left end.
var tick = [...]struct{ X, Y float64 }{{.14, .50}, {.24, .42}, {.42, .66}, {.84, .10}, {.94, .17}, {.43, .90}}

// Blank is a place in which nothing may be printed: a date, a signature, a
// seal. It draws nothing; the layout shows it, so that a review sees its room.
type Blank struct {
	Name       string
	X, Y, W, H float64
}

func (Text) item()  {}
func (Line) item()  {}
func (Rect) item()  {}
func (Check) item() {}
func (Blank) item() {}
