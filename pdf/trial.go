package pdf

// keeps is what a layer remembers of what is set on it.
type keeps uint8

const (
	everything keeps = iota
	onlyProblems
	nothing
)

// TrialPage is a page that is laid out to learn what cannot be set on it, and
// not to be written: its Values place nothing and keep their problems, its Form
// keeps nothing at all, for what every application prints alike has none.
// Sizes, lines and rows come out as on any page.
func TrialPage() *Page {
	return &Page{Form: Layer{keeps: nothing}, Values: Layer{keeps: onlyProblems}}
}

// Trial reports whether it is a [TrialPage]: where things would stand need not
// be worked out.
func (p *Page) Trial() bool { return p.Values.keeps != everything }

// Place puts an item on the layer that its other methods do not make.
func (l *Layer) Place(item Item) {
	if l.keeps == everything {
		l.Items = append(l.Items, item)
	}
}

// Lacks adds a problem that the layer's own setting has not met.
func (l *Layer) Lacks(problems ...Problem) {
	if l.keeps != nothing {
		l.Problems = append(l.Problems, problems...)
	}
}
