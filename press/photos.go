package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/photo"
)

// photos reads the facts of the photos that applications name.
func (j *Job) photos() map[*filing.Application]filing.Photo {
	var with []int
	for i, a := range j.applications {
		if a.Text(filing.FieldPhoto) != "" {
			with = append(with, i)
		}
	}
	facts := make(map[*filing.Application]filing.Photo, len(with))
	// Without a context that ends and an error, it runs to the end.
	inOrder(context.Background(), len(with), j.settings.Workers, func(n int) filing.Photo {
		return inspectPhoto(j.homes[with[n]], j.applications[with[n]].Text(filing.FieldPhoto))
	}, func(n int, p filing.Photo) error {
		facts[j.applications[with[n]]] = p
		return nil
	})
	return facts
}

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
	file, err := os.OpenInRoot(home, path)
	if err != nil {
		f := unreadable(filepath.Base(path), err)
		return filing.Photo{Fault: f.Words}
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return filing.Photo{Fault: filing.Words{ZH: "这不是照片文件", EN: "this is no photo file"}}
	}
	return photo.Inspect(file)
}
