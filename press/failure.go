package press

import (
	"errors"

	"github.com/icpgen/icpgen/filing"
)

// Kind is what a failure has to do with; it decides the exit code.
type Kind uint8

// The kinds of failure, from the lightest. An application that is refused is
// not one.
const (
	Usage    Kind = iota + 1 // wrong use: an unknown sheet, hidden rows
	Input                    // something could not be read
	Output                   // something could not be written
	Internal                 // a fault of icpgen itself
)

// Failure is what stopped a run, or one of its inputs.
type Failure struct {
	Kind  Kind
	Words filing.Words // what happened, with the file's name
	Hint  filing.Words // what to do
	Err   error        // what the system said; may be nil
}

func (f *Failure) Error() string {
	if f.Err != nil {
		return f.Words.EN + ": " + f.Err.Error()
	}
	return f.Words.EN
}

func (f *Failure) Unwrap() error { return f.Err }

// fail makes a failure of a message for both languages.
func fail(kind Kind, err error, zh, en string) *Failure {
	return &Failure{Kind: kind, Words: filing.Words{ZH: zh, EN: en}, Err: err}
}

// hint adds what to do.
func (f *Failure) hint(zh, en string) *Failure {
	f.Hint = filing.Words{ZH: zh, EN: en}
	return f
}

// AsFailure finds the failure in an error. An error that no part of the run
// has put into words is a fault of icpgen.
func AsFailure(err error) *Failure {
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	return fail(Internal, err, "icpgen 自身出错", "icpgen itself failed")
}

// The findings of the run itself, beside those of the rulebook.
const (
	repeatedID   = "R-01" // a 申请编号 twice in a run
	failedPage   = "R-02" // a page that is not what it should be
	ourFault     = "R-03" // icpgen itself failed over an application
	foreignPaper = "R-04" // somebody's file stands where a paper would
)
