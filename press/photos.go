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
	if err != nil && !errors.Is(err, fs.ErrPermission) && throughLink(root, path) {
		return filing.Photo{Fault: filing.Words{
			ZH: "这是一个链接，可能指到工作簿所在的文件夹外面，没有读；请把照片本身复制到这个文件夹里",
			EN: "this is a link, which may lead out of the workbook's folder, and was not followed; copy the photo itself into the folder",
		}}
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

// throughLink reports whether a path goes over a link. Where one leads nobody
// asks: to look there is what is not done.
func throughLink(root *os.Root, path string) bool {
	for at := filepath.Clean(path); at != "."; at = filepath.Dir(at) {
		if info, err := root.Lstat(at); err == nil && info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0 {
			return true
		}
	}
	return false
}
