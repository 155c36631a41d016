package photo

import (
	"fmt"

	"github.com/icpgen/icpgen/filing"
)

// Each fault says what is wrong, then what to do. It reads on from 照片.

var (
	unread = filing.Words{
		ZH: "文件读到一半出错，请确认它在电脑上能正常打开，再重新复制一份",
		EN: "the file could not be read to its end; check that it opens on this computer, then copy it again"}
	empty = filing.Words{
		ZH: "文件是空的，没有任何内容，请重新复制原图",
		EN: "the file is empty; copy the original again"}
	tooManyBytes = filing.Words{
		ZH: fmt.Sprintf("文件超过 %d MB，请用看图软件打开，缩小后另存为 JPEG", maxFile>>20),
		EN: fmt.Sprintf("the file is larger than %d MB; open it, make the picture smaller and save it as JPEG", maxFile>>20)}
	damaged = filing.Words{
		ZH: "文件损坏或不完整（可能没有复制完或下载完），请重新复制原图；原图也打不开就重新拍一张",
		EN: "the file is damaged or cut off, perhaps by an unfinished copy or download; copy the original again, or take a new photo"}
	unusual = filing.Words{
		ZH: "文件的存储方式少见，无法检查，请用看图软件打开，另存为普通 JPEG",
		EN: "the file is stored in an uncommon way that cannot be checked; open it and save it as a plain JPEG"}
	unknown = filing.Words{
		ZH: "文件不是 JPEG 或 PNG 图片，请换成照片原图；只改文件名的后缀没有用",
		EN: "the file is no JPEG or PNG picture; give the original photo (changing the ending of its name does not help)"}
)

func tooManyPixels(width, height int) filing.Words {
	return filing.Words{
		ZH: fmt.Sprintf("尺寸太大（%d × %d 像素），无法检查，请用看图软件打开，缩小到 3000 × 4000 像素以内，另存为 JPEG", width, height),
		EN: fmt.Sprintf("the picture is too large to check (%d × %d pixels); make it 3000 × 4000 pixels or less and save it as JPEG", width, height)}
}

// otherFormat is the fault of a file that is no picture.
func otherFormat(name string) filing.Words {
	switch name {
	case video:
		return filing.Words{
			ZH: "文件是视频，不是照片，请换成 JPEG 或 PNG 照片",
			EN: "the file is a video; give a JPEG or PNG photo"}
	case office:
		return filing.Words{
			ZH: "文件是 Office 文档或压缩包，请取出里面的照片，存为 JPEG 再填",
			EN: "the file is an Office document or an archive; take the photo out of it, as JPEG"}
	case portable:
		return filing.Words{
			ZH: "文件是 PDF，不是照片，请换成照片原图（JPEG 或 PNG）",
			EN: "the file is a PDF; give the original photo, JPEG or PNG"}
	}
	return unknown
}
