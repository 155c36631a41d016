package workbook

// Enough is how many bytes of what comes as a stream are enough for [Each], by
// its name and its first [HeadSize] bytes: of a workbook or a CSV one more than
// may be read, of anything else what tells its kind.
func (l Limits) Enough(name string, head []byte) int64 {
	l = l.orDefaults()
	text := min(l.Part, l.File) + 1
	switch {
	case beginsWith(head, zipSign):
		return l.File + 1
	case beginsWith(head, compoundSign): // what it is stands anywhere in it
		return text
	}
	if kind, _ := sniff(name, head, nil, int64(len(head))); kind == kindText {
		return text
	}
	return int64(len(head))
}
