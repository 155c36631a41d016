package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpgen/icpgen/fonts"
	"github.com/icpgen/icpgen/rules"
)

// version is set by the release build: -ldflags "-X main.version=1.0.0".
var version = "dev"

func (c *Command) versionCommand() *cobra.Command {
	var licences bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: c.say("显示版本", "show the version"),
		Example: c.examples(
			example{"版本和规则的日期", "the version and the day of the rules", "icpgen version"},
			example{"内嵌字体的许可", "the licences of the typefaces", "icpgen version --licences"},
		),
		Args:              c.atMost(0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			if licences {
				_, err := fmt.Fprint(c.Stdout, fonts.Licences())
				return c.write(err)
			}
			return c.tellVersion()
		},
	}
	cmd.Flags().BoolVar(&licences, "licences", false, c.say("显示内嵌字体的许可文本", "show the licences of the embedded typefaces"))
	return cmd
}

// tellVersion tells the version, the system, and the day of the rules.
func (c *Command) tellVersion() error {
	version, built := version, ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if version == "dev" && strings.HasPrefix(info.Main.Version, "v") { // go install
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				built = " " + s.Value[:12]
			}
		}
	}
	_, err := fmt.Fprintf(c.Stdout, "icpgen %s%s %s/%s %s\n%s %s\n", version, built, runtime.GOOS, runtime.GOARCH, runtime.Version(),
		c.say("规则截至", "rules as of"), rules.Day)
	return c.write(err)
}
