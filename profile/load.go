package profile

import (
	_ "embed" // the default icpgen.yaml
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/strictyaml"
)

// Template is the default icpgen.yaml with its explanations, for people to
// copy and fill in.
//
//go:embed icpgen.yaml
var Template []byte

var byDefault = func() Profile {
	p, err := read("icpgen.yaml", Template, Profile{})
	if err != nil {
		panic(err) // the embedded file is ours, and a test reads it
	}
	return p
}()

// Default is the profile of the embedded icpgen.yaml: no provider's name, two
// copies, the pledge with its model text.
func Default() Profile {
	p := byDefault
	p.Forms = append([]string(nil), p.Forms...)
	return p
}

// Read puts an icpgen.yaml over the default. What it refuses comes back as a
// [*strictyaml.Fault] with file, line and column.
func Read(name string, data []byte) (Profile, error) { return read(name, data, Default()) }

func read(name string, data []byte, p Profile) (Profile, error) {
	root, err := strictyaml.Parse(name, data)
	if err != nil {
		return Profile{}, err
	}
	if err := root.Into(&p); err != nil {
		return Profile{}, err
	}
	if err := judge(root, &p); err != nil {
		return Profile{}, err
	}
	return p, nil
}

func judge(root *strictyaml.Node, p *Profile) error {
	if p.Copies < 1 || p.Copies > 9 {
		return root.Get("copies").Fault("份数 copies 应为 1 至 9", "copies has to be 1 to 9")
	}
	if node := root.Get("pledge"); node != nil {
		styles := []string{string(PledgeGuide), string(PledgeBlank)}
		if p.Pledge != PledgeGuide && p.Pledge != PledgeBlank {
			return node.Text.Unknown(fmt.Sprintf("pledge 不能是“%s”", p.Pledge), fmt.Sprintf("pledge cannot be %q", p.Pledge), styles)
		}
	}
	for i, form := range p.Forms {
		known := false
		for _, paper := range filing.Papers {
			known = known || paper == form
		}
		if known {
			continue
		}
		word := root.Get("forms").Text
		if items := root.Get("forms").Items; len(items) > 0 {
			word = items[i].Text
		}
		return word.Unknown(fmt.Sprintf("没有“%s”这种表", form), fmt.Sprintf("there is no form %q", form), filing.Papers)
	}
	if _, err := template.New("letter").Parse(p.Letter); err != nil {
		return letterFault(root.Get("letter").Text, err)
	}
	return nil
}

var (
	templateError = regexp.MustCompile(`^template: letter:(\d+):(?:\d+:)? ?(.*)`)
	actionStart   = regexp.MustCompile(` started at letter:(\d+)$`)
)

// letterFault finds the place of a template's error, which knows its line only.
func letterFault(letter strictyaml.Text, err error) error {
	words, index := err.Error(), 0
	if m := templateError.FindStringSubmatch(words); m != nil {
		line, _ := strconv.Atoi(m[1])
		words = m[2]
		if m := actionStart.FindStringSubmatch(words); m != nil {
			line, _ = strconv.Atoi(m[1])
			words = strings.TrimSuffix(words, m[0])
		}
		for i, text := range strings.SplitAfter(letter.Value, "\n") {
			if i+1 == line {
				if at := strings.Index(text, "{{"); at >= 0 {
					index += len([]rune(text[:at]))
				}
				break
			}
			index += len([]rune(text))
		}
	}
	fault := letter.FaultAt(index, "授权书 letter 不是能用的模板："+words, "the letter is no template that works: "+words)
	var f *strictyaml.Fault
	errors.As(fault, &f)
	return f
}
