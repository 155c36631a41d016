//go:build !race

package workbook_test

// raceDetector says that the tests run many times slower than they would.
const raceDetector = false
