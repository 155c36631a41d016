package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the release build: -ldflags "-X main.version=1.0.0".
var version = "dev"

func (c *Command) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: c.say("显示版本", "show the version"),
		Args:  c.atMost(0),
		RunE: func(*cobra.Command, []string) error {
			built := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" && len(s.Value) >= 12 {
						built = " " + s.Value[:12]
					}
				}
			}
			_, err := fmt.Fprintf(c.Stdout, "icpgen %s%s %s/%s %s\n", version, built, runtime.GOOS, runtime.GOARCH, runtime.Version())
			return c.write(err)
		},
	}
}
