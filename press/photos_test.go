package press

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPhotosLieBesideTheWorkbook(t *testing.T) {
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "照片"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"照片/a.png", "../outside.png"} {
		file, err := os.Create(filepath.Join(home, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(file, image.NewGray(image.Rect(0, 0, 480, 640))); err != nil {
			t.Fatal(err)
		}
		file.Close()
	}
	if err := os.Symlink("../outside.png", filepath.Join(home, "link.png")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("..", filepath.Join(home, "up")); err != nil {
		t.Fatal(err)
	}
	for path, fault := range map[string]string{
		"照片/a.png": "", `照片\a.png`: "", "./照片/a.png": "",
		"b.png": "没有这个文件", "照片": "不是照片文件",
		"../outside.png": "工作簿所在的文件夹", "/dev/zero": "工作簿所在的文件夹", `\\host\share\a.png`: "工作簿所在的文件夹",
		"link.png": "这是一个链接", "up/outside.png": "这是一个链接", "up/none.png": "这是一个链接",
	} {
		p := inspectPhoto(home, path)
		if (fault == "") != (p.Fault.ZH == "") || !strings.Contains(p.Fault.ZH, fault) || fault == "" && (p.Width != 480 || p.Height != 640) {
			t.Errorf("%s: %+v", path, p)
		}
	}
}
