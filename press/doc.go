// Package press is a run from workbooks to papers, and owns the disk.
//
// Begin with [Read]: it finds, reads and judges the workbooks of [Settings] and
// gives a [Job]. [Job.Check] tells how the applications stand; [Job.Render] also
// puts their papers into folders, each read back before it gets its name.
// [Verify] reads papers again that a run has left. What stops any of them is a
// [Failure], with words and a hint in both languages; what is wrong with an
// application is none, and stands in the report.Run that they return.
package press
