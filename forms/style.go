package forms

import (
	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/pdf"
)

// The weights of rules, in millimetres.
const (
	heavyRule = 0.60
	plainRule = 0.25
	thinRule  = 0.15
)

// bandGray is the dark of a band that carries white text, lightRule the gray
// of rules that guide the hand and should not outshine the writing.
const (
	bandGray  = 0.34
	lightRule = 0.55
)

func hei(points float64) pdf.Style  { return pdf.Style{Face: fonts.Hei, Size: points} }
func song(points float64) pdf.Style { return pdf.Style{Face: fonts.Song, Size: points} }
func bold(points float64) pdf.Style { return pdf.Style{Face: fonts.SongBold, Size: points} }
