//go:build race

package press

// raceDetector says that the tests run many times slower than they would.
const raceDetector = true
