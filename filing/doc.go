// Package filing holds what is filed: an [Application] with its [Subject],
// its [Person]s and its [Site], as a clerk typed them, each value with the cell
// it came from; and what is known about them without any province's
// rule: document numbers, provinces, days, the national system's lists.
//
// It also holds the two values that pass between the rooms of the house: the
// [Finding], a fault with its place, and the [Verdict], what an application
// needs. Nothing in here reads, draws or writes.
package filing
