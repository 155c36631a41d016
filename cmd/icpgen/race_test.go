//go:build race

package main

// raceDetector says that the tests run many times slower than they would.
const raceDetector = true
