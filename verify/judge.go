package verify

func (r *Reader) judge(data []byte, want Want) []Fault {
	_, err := r.pdf.Read(data)
	if err != nil {
		return []Fault{{Promise: Readable}}
	}
	return nil
}
