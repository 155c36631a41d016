package filing

// Words is one message in the two languages a user may ask for.
type Words struct {
	ZH string
	EN string
}

// Lang is the language of messages. Rule ids, field keys and exit codes are
// the same in both.
type Lang string

// The languages.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// In returns the words in the language asked for, and the Chinese ones where
// there are no English ones.
func (w Words) In(lang Lang) string {
	if lang == English && w.EN != "" {
		return w.EN
	}
	return w.ZH
}
