//go:build judges

package icpgen_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// browser is a headless Chromium with one page open, spoken to in the DevTools
// protocol over pipes.
type browser struct {
	*testing.T
	in      *os.File
	out     *bufio.Reader
	session string
	id      int
	events  []event // what the browser told unasked
}

type event struct {
	Method string
	Params json.RawMessage
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	commands, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, answers, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
		"--force-color-profile=srgb", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir())
	cmd.ExtraFiles = []*os.File{commands, answers}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	commands.Close()
	answers.Close()
	out.SetReadDeadline(time.Now().Add(5 * time.Minute))
	b := &browser{T: t, in: in, out: bufio.NewReaderSize(out, 1<<20)}
	t.Cleanup(func() {
		b.session = ""
		b.call("Browser.close", nil, nil)
		cmd.Wait()
		in.Close()
		out.Close()
	})
	var target struct{ TargetID, SessionID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Runtime", "Network", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

func (b *browser) call(method string, params, result any) {
	b.Helper()
	b.id++
	message, err := json.Marshal(map[string]any{"id": b.id, "method": method, "params": params, "sessionId": b.session})
	if b.session == "" {
		message, err = json.Marshal(map[string]any{"id": b.id, "method": method, "params": params})
	}
	if err == nil {
		_, err = b.in.Write(append(message, 0))
	}
	if err != nil {
		b.Fatal(err)
	}
	for {
		answer := b.read()
		if answer.ID == b.id {
			if answer.Error != nil {
				b.Fatalf("%s: %s", method, answer.Error)
			}
			if result != nil {
				if err := json.Unmarshal(answer.Result, result); err != nil {
					b.Fatal(err)
				}
			}
			return
		}
	}
}

type answer struct {
	ID            int
	Result, Error json.RawMessage
	event
}

func (b *browser) read() (a answer) {
	b.Helper()
	message, err := b.out.ReadBytes(0)
	if err == nil {
		err = json.Unmarshal(bytes.TrimSuffix(message, []byte{0}), &a)
	}
	if err != nil {
		b.Fatal("chromium:", err)
	}
	if a.Method != "" {
		b.events = append(b.events, a.event)
	}
	return a
}

// open shows a page and waits until all of it is there.
func (b *browser) open(url string) {
	b.Helper()
	b.events = nil
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	for !b.told("Page.loadEventFired") {
		b.read()
	}
}

func (b *browser) told(method string) bool {
	for _, e := range b.events {
		if e.Method == method {
			return true
		}
	}
	return false
}

// run evaluates JavaScript, waiting for what it promises.
func (b *browser) run(script string, result any) {
	b.Helper()
	var out struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", map[string]any{"expression": script, "awaitPromise": true, "returnByValue": true}, &out)
	if out.ExceptionDetails != nil {
		b.Fatalf("%s\n%s", script, out.ExceptionDetails)
	}
	if result != nil {
		if err := json.Unmarshal(out.Result.Value, result); err != nil {
			b.Fatal(script, err)
		}
	}
}

func (b *browser) size(width, height int) {
	b.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// screenshot is what the window shows, as a PNG.
func (b *browser) screenshot() []byte {
	b.Helper()
	var shot struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// foreign are the addresses asked for that are neither the page nor in it, and
// what the browser complained of.
func (b *browser) foreign(page string) (all []string) {
	for _, e := range b.events {
		switch e.Method {
		case "Network.requestWillBeSent":
			var p struct{ Request struct{ URL string } }
			json.Unmarshal(e.Params, &p)
			if u := p.Request.URL; u != page && !strings.HasPrefix(u, "data:font/woff;") {
				all = append(all, u)
			}
		case "Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening":
			all = append(all, e.Method+" "+string(e.Params))
		}
	}
	return all
}

func decode(t *testing.T, png []byte) image.Image {
	t.Helper()
	picture, _, err := image.Decode(bytes.NewReader(png))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
