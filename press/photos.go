package press

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/photo"
)

// inspectPhoto reads a photo beside a workbook. A path that leads out of the
// workbook's folder is not followed: it comes from a stranger, and may name a
// device or another machine.
func inspectPhoto(home, path string) filing.Photo {
	path = filepath.FromSlash(strings.ReplaceAll(path, `\`, "/"))
	if !filepath.IsLocal(path) {
		return filing.Photo{Fault: filing.Words{
			ZH: "照片应放在工作簿所在的文件夹里，这里只写文件名",
			EN: "the photo belongs into the workbook's folder, and only its name here",
		}}
	}
	root, err := os.OpenRoot(home)
	if err != nil {
		return filing.Photo{Fault: unreadable(filepath.Base(path), err).Words}
	}
	defer root.Close()
	noPhoto := filing.Photo{Fault: filing.Words{ZH: "这不是照片文件", EN: "this is no photo file"}}
	if info, err := root.Stat(path); err == nil && !info.Mode().IsRegular() { // who opens a pipe waits
		return noPhoto
	}
	file, err := root.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return filing.Photo{Fault: filing.Words{ZH: "工作簿所在的文件夹里没有这个文件", EN: "there is no such file in the workbook's folder"}}
	}
	if err != nil {
		f := unreadable(filepath.Base(path), err)
		return filing.Photo{Fault: f.Words}
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return noPhoto
	}
	return photo.Inspect(file)
}
