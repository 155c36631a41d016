package filing

// Level is how heavy a finding weighs.
type Level uint8

// The levels: an error refuses the application, a warning does not.
const (
	Warning Level = iota + 1
	Error
)

// String is the level's fixed word in JSON and other machine formats.
func (l Level) String() string {
	switch l {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "none"
}

// Finding is a fault of an application or of a workbook, with its place. It is
// a value, never a Go error: errors are for what stopped icpgen itself.
type Finding struct {
	Rule    string // "GD-02"
	Level   Level
	Field   Field // NoField when the finding is about no single field
	Place   Place
	Value   string // what stands at the place, masked and escaped by who shows it
	Message Words  // what is wrong
	Remedy  Words  // what would be right and what to do
	Source  Words  // who says so: "广东通管局要求 2"

	Accepted bool // a check's baseline lists it: it is told, but nothing fails for it
}
