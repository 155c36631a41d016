package main

import "testing"

func TestColorful(t *testing.T) {
	for _, test := range []struct {
		env      map[string]string
		terminal bool
		want     bool
	}{
		{nil, true, true},
		{nil, false, false},
		{map[string]string{"NO_COLOR": "1"}, true, false},
		{map[string]string{"NO_COLOR": ""}, true, true},
		{map[string]string{"TERM": "dumb"}, true, false},
		{map[string]string{"TERM": "xterm"}, true, true},
	} {
		c := Command{Env: func(name string) string { return test.env[name] }}
		if got := c.colorful(test.terminal); got != test.want {
			t.Errorf("%v, terminal %v: %v", test.env, test.terminal, got)
		}
	}
}
