package pdf

import "sync"

// shelf keeps what took long to make, the newest that has room on it. Whether
// a thing is found there or made again must make no difference to a file.
type shelf[K comparable, V interface{ weight() int }] struct {
	room int // bytes

	lock  sync.Mutex
	kept  map[K]V
	order []K // oldest first
	full  int
}

func (h *shelf[K, V]) take(key K) (V, bool) {
	h.lock.Lock()
	defer h.lock.Unlock()
	v, ok := h.kept[key]
	return v, ok
}

func (h *shelf[K, V]) put(key K, v V) {
	h.lock.Lock()
	defer h.lock.Unlock()
	if _, there := h.kept[key]; there || v.weight() > h.room {
		return
	}
	for h.full += v.weight(); h.full > h.room; h.order = h.order[1:] {
		h.full -= h.kept[h.order[0]].weight()
		delete(h.kept, h.order[0])
	}
	if h.kept == nil {
		h.kept = map[K]V{}
	}
	h.kept[key] = v
	h.order = append(h.order, key)
}
