package press

// rooms are buffers in which papers were put together, to be used again. Those of
// a nil one are used once.
type rooms chan []byte

func (r rooms) get() []byte {
	select {
	case room := <-r:
		return room
	default:
		return nil
	}
}

func (r rooms) put(room []byte) {
	select {
	case r <- room:
	default:
	}
}
