// Package workbook reads filing applications from Excel workbooks, and writes
// workbooks that read back the same: [Read] takes a file's bytes and gives a
// [Book]; [WriteTemplate] writes a workbook to fill in.
//
// A file is never trusted. Its zip is unpacked part by part under [Limits] of
// real size, and only the parts that are needed; each part has to be
// well-formed XML without a DOCTYPE. The cells are read by a strict reader of
// this package's own, because excelize loses the types of cells, ends a broken
// sheet without an error and takes gigabytes for a styles part that was made to;
// excelize is asked what date serials mean, and writes the workbooks that begin
// with us. A user's own workbook it would write anew, without what it does not
// know; an annotated copy is that workbook with texts put in between ([Annotate]).
//
// A sheet is read as a stream, because one of 40,000 rows is 90 MB of XML: each
// part is unpacked to its end once to know that it is whole, and again to be
// read through a window that moves over it; the rows of a table are handed on
// one by one ([Each]).
//
// A CSV file, in whatever encoding a Chinese spreadsheet writes, is a workbook
// of one sheet whose cells are all texts.
//
// No sheet is read unless every cell with a value is accounted for: a recount
// that shares no code with the reader and goes over the same bytes beside it has
// to find the same cells, and each is read into a field or left out for a stated
// reason ([Census]).
package workbook
