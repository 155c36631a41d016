// Package icpgen has no code: it is the door for who comes by the module path.
//
// To print papers, use the command: go install
// github.com/icpgen/icpgen/cmd/icpgen@latest, then icpgen help.
//
// To do the same from a program, with folders, manifest and verification, start
// with package press: press.Read, then Job.Check or Job.Render. To work on
// applications in memory, take the four steps of the example, one package each:
//
//   - workbook.Read reads applications from a workbook,
//   - rules.Load gives the rulebook, and its Check each application's verdict,
//   - forms.Packet lays out a paper, and pdf.Document writes it,
//   - verify.Paper reads a paper back and says what is wrong with it.
//
// What passes between them stands in package filing, which imports none of the
// others; begin reading there. How the packages lie to each other is told in
// ARCHITECTURE.md.
package icpgen
