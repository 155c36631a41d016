// Package workbook reads filing applications from Excel workbooks, and writes
// workbooks that read back the same.
//
// A file is never trusted. Its zip is unpacked part by part under limits of
// real size, and only the parts that are needed; each part is checked to be
// well-formed XML without a DOCTYPE; what passed is handed to excelize in a
// clean package of its own, which gives the values. Beside that, a count of
// its own goes over every sheet's XML, and no sheet is read unless each cell
// with a value is accounted for: read into a field, or left out for a stated
// reason ([Census]).
package workbook
