// Package rules is the law: the rulebook, which stands in the YAML files beside
// this one, and the engine that judges applications by it.
//
// [Load] compiles the rulebook, [Book.Check] gives each application its
// [filing.Verdict], [Book.Ledger] tells how every clause is stood to.
//
// A rule's conditions are written in the headings of the workbook and are
// three-valued: what a blank cell leaves open is neither a pass nor a fault, but
// something that a person is told to make sure of.
package rules

import "github.com/icpgen/icpgen/filing"

// Day is the day of the rulebook: until then changes of the provinces'
// requirements have been taken in.
var Day = filing.Day{Year: 2026, Month: 11, Day: 23}
