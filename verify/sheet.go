package verify

type sheet struct{}
