package press

import (
	"os"

	"github.com/icpgen/icpgen/filing"
)

// A folder that is renamed or moved, into the trash for instance, while a run
// writes takes the run with it, which holds the folder itself and not its name.

// moved reports whether the folder no longer stands where it was opened. In doubt
// it does.
func (f *folder) moved() bool {
	held, err := f.root.Stat(".")
	if err != nil {
		return false
	}
	there, err := os.Stat(f.path)
	return os.IsNotExist(err) || err == nil && !os.SameFile(held, there)
}

// whereabouts is a failure for a folder that was moved; nil for one in its place.
func (f *folder) whereabouts() *Failure {
	if !f.moved() {
		return nil
	}
	shown := filing.Escape(filing.MaskAll(f.path))
	return fail(Output, nil, shown+": 运行期间这个文件夹被移走、改名或删除了，这次写的材料不在这里", shown+": this folder was moved, renamed or deleted during the run, and what was written is not here").
		hint("找到移走的文件夹（或在回收站里），材料在那里面；或再运行同一条命令，在原处重新写出", "look for it where it was moved (or in the trash), what was written is in it; or run the same command again, which writes it here")
}
