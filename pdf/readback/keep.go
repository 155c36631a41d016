package readback

// What is forgotten of a file while it is read by windows: a print job has
// hundreds of thousands of objects, and few are asked for twice.

// numbers is a set of object numbers.
type numbers []uint64

// add puts a number into the set and tells whether it is new.
func (s *numbers) add(n int) bool {
	at := n >> 6
	if at >= len(*s) {
		*s = append(*s, make([]uint64, max(at+1, min(2*len(*s), at+1<<12))-len(*s))...)
	}
	is := (*s)[at]>>(n&63)&1 != 0
	(*s)[at] |= 1 << (n & 63)
	return !is
}

const (
	mostKept  = 32 << 20 // bytes of objects, about
	mostPacks = 16       // object streams
)

// turn forgets, at the end of a page, what no page before it asked for. What a
// second page asks for, the fonts, forms and resources, is kept.
func (s *store) turn() {
	if s.file == nil {
		return
	}
	for _, num := range s.recent {
		o := s.objects[num]
		if again := !s.asked.add(num); (again || s.stay) && s.kept < mostKept {
			s.kept += len(o.bytes) + 64*len(o.list) + firstLook
			continue
		}
		delete(s.objects, num)
		delete(s.decoded, num)
	}
	s.recent, s.stay = s.recent[:0], false
	if len(s.packed) > mostPacks {
		clear(s.packed)
	}
}
