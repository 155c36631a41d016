package workbook

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/icpgen/icpgen/filing"
)

// NotWorkbook says that a file is something else than an .xlsx workbook, what
// it is, and how to get a workbook from it.
type NotWorkbook struct{ kind fileKind }

// fileKind is what a file is instead, and what to do about it.
type fileKind struct{ is, do filing.Words }

var (
	saveAs = filing.Words{ZH: "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”", EN: "open it in Excel or WPS and save it as an Excel workbook (*.xlsx)"}
	copyIn = filing.Words{ZH: "请把内容填入 icpgen template 生成的工作簿", EN: "fill the workbook that icpgen template writes"}

	kindEmpty     = fileKind{filing.Words{ZH: "空文件", EN: "an empty file"}, filing.Words{ZH: "请重新复制或下载", EN: "copy or download it again"}}
	kindZeros     = fileKind{filing.Words{ZH: "内容全是零的文件，多半没有复制完", EN: "a file of zeros, probably not copied completely"}, kindEmpty.do}
	kindLock      = fileKind{filing.Words{ZH: "Excel 的临时锁文件（~$ 开头）", EN: "Excel's lock file (~$…)"}, filing.Words{ZH: "请改用没有 ~$ 的那个文件", EN: "use the file without ~$"}}
	kindProtected = fileKind{filing.Words{ZH: "有打开密码的工作簿", EN: "a workbook protected by a password"}, filing.Words{ZH: "请在 Excel 中打开，用“文件 → 信息 → 保护工作簿 → 用密码进行加密”清空密码后另存", EN: "open it in Excel, clear the password under File, Info, Protect Workbook, and save it"}}
	kindXLS       = fileKind{filing.Words{ZH: "旧版 Excel 97–2003 工作簿（.xls）或 WPS 的 .et", EN: "an old Excel 97–2003 workbook (.xls) or a WPS .et"}, saveAs}
	kindXLSB      = fileKind{filing.Words{ZH: "二进制工作簿（.xlsb）", EN: "a binary workbook (.xlsb)"}, saveAs}
	kindODS       = fileKind{filing.Words{ZH: "OpenDocument 表格（.ods）", EN: "an OpenDocument spreadsheet (.ods)"}, saveAs}
	kindODF       = fileKind{filing.Words{ZH: "OpenDocument 文件", EN: "an OpenDocument file"}, copyIn}
	kindNumbers   = fileKind{filing.Words{ZH: "苹果 Numbers 表格", EN: "an Apple Numbers spreadsheet"}, filing.Words{ZH: "请在 Numbers 中用“文件 → 导出为 → Excel”", EN: "in Numbers use File, Export To, Excel"}}
	kindXML2003   = fileKind{filing.Words{ZH: "XML 表格 2003", EN: "an XML spreadsheet 2003"}, saveAs}
	kindHTML      = fileKind{filing.Words{ZH: "网页（有些系统把网页当作 .xls 导出）", EN: "a web page (some systems export one as .xls)"}, saveAs}
	kindText      = fileKind{filing.Words{ZH: "没有备案信息的文本文件", EN: "a text file without applications"}, copyIn}
	kindWord      = fileKind{filing.Words{ZH: "Word 文档", EN: "a Word document"}, copyIn}
	kindSlides    = fileKind{filing.Words{ZH: "演示文稿", EN: "a presentation"}, copyIn}
	kindPDF       = fileKind{filing.Words{ZH: "PDF 文件", EN: "a PDF file"}, copyIn}
	kindImage     = fileKind{filing.Words{ZH: "图片", EN: "a picture"}, copyIn}
	kindArchive   = fileKind{filing.Words{ZH: "压缩包", EN: "an archive"}, filing.Words{ZH: "请先解压，再用其中的 .xlsx", EN: "unpack it and use the .xlsx in it"}}
	kindBrokenZip = fileKind{filing.Words{ZH: "不完整的 .xlsx（结尾缺失，多半没有下载完）", EN: "an incomplete .xlsx (its end is missing)"}, kindEmpty.do}
	kindOldOffice = fileKind{filing.Words{ZH: "旧版 Office 文件", EN: "an old Office file"}, copyIn}
	kindZip       = fileKind{is: filing.Words{ZH: "zip", EN: "zip"}} // which may be a workbook
	kindUnknown   = fileKind{filing.Words{ZH: "无法识别的文件", EN: "a file of unknown kind"}, saveAs}
)

// Words says it in both languages.
func (e *NotWorkbook) Words() filing.Words {
	return filing.Words{
		ZH: "不是 .xlsx 工作簿，而是" + e.kind.is.ZH + "。" + e.kind.do.ZH,
		EN: "not an .xlsx workbook but " + e.kind.is.EN + ": " + e.kind.do.EN,
	}
}

// Error is the words in Chinese.
func (e *NotWorkbook) Error() string { return e.Words().ZH }

// HeadSize is how much of a file tells what it is.
const HeadSize = 1 << 16

// sniff tells from a file's name and its beginning what it is.
func sniff(name string, head []byte, file io.ReaderAt, size int64) (fileKind, error) {
	text := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head[:min(len(head), 4096)], []byte(utf8BOM))))
	begins := func(signs ...string) bool { return beginsWith(head, signs...) }
	switch {
	case strings.HasPrefix(filepath.Base(name), "~$"):
		return kindLock, nil
	case size == 0:
		return kindEmpty, nil
	case begins(zipSign):
		return kindZip, nil
	case begins("PK\x05\x06", "PK\x07\x08", "Rar!", "7z\xBC\xAF", "\x1F\x8B", "BZh", "\xFD7zXZ"):
		return kindArchive, nil
	case begins(compoundSign):
		return sniffCompound(file, size)
	case begins("%PDF"):
		return kindPDF, nil
	case begins("\x89PNG", "\xFF\xD8\xFF", "GIF8", "BM", "II*\x00", "MM\x00*") || begins("RIFF") && bytes.Contains(head[:min(len(head), 16)], []byte("WEBP")):
		return kindImage, nil
	case bytes.Contains(text, []byte("urn:schemas-microsoft-com:office:spreadsheet")) && bytes.HasPrefix(text, []byte("<?xml")):
		return kindXML2003, nil
	case bytes.HasPrefix(text, []byte("mime-version:")), bytes.HasPrefix(text, []byte("<")) &&
		(bytes.Contains(text, []byte("<html")) || bytes.Contains(text, []byte("<table")) || bytes.Contains(text, []byte("<!doctype html"))):
		return kindHTML, nil
	case begins("\xFF\xFE", "\xFE\xFF"):
		return kindText, nil
	case len(bytes.Trim(head, "\x00")) == 0:
		return kindZeros, nil
	case isText(head):
		return kindText, nil
	}
	return kindUnknown, nil
}

// beginsWith reports whether a file begins with one of the signs.
func beginsWith(head []byte, signs ...string) bool {
	return slices.ContainsFunc(signs, func(sign string) bool { return bytes.HasPrefix(head, []byte(sign)) })
}

const (
	zipSign      = "PK\x03\x04"
	compoundSign = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" // MS-CFB
)

// sniffCompound tells the kinds of compound files by the names of their
// streams, which stand in the file as UTF-16.
func sniffCompound(file io.ReaderAt, size int64) (fileKind, error) {
	for _, known := range []struct {
		stream string
		kind   fileKind
	}{
		{"EncryptedPackage", kindProtected}, {"Workbook", kindXLS}, {"Book", kindXLS},
		{"WordDocument", kindWord}, {"PowerPoint Document", kindSlides},
	} {
		n, err := count(file, size, strings.Join(strings.Split(known.stream, ""), "\x00")+"\x00\x00\x00")
		if err != nil {
			return fileKind{}, err
		}
		if n > 0 {
			return known.kind, nil
		}
	}
	return kindOldOffice, nil
}

// sniffZip tells what a zip without a workbook part is; nil when it has one.
func sniffZip(c *container) error {
	is := func(kind fileKind) error { return &NotWorkbook{kind} }
	switch {
	case c.has(workbookName):
		return nil
	case c.has("xl/workbook.bin"):
		return is(kindXLSB)
	case c.has("word/document.xml"):
		return is(kindWord)
	case c.has("ppt/presentation.xml"):
		return is(kindSlides)
	case c.has("Index/Document.iwa"), c.has("Index.zip"):
		return is(kindNumbers)
	case c.has("mimetype"):
		kind, err := c.bytes("mimetype")
		switch {
		case err != nil:
			return err
		case bytes.Contains(kind, []byte("opendocument.spreadsheet")):
			return is(kindODS)
		case bytes.Contains(kind, []byte("opendocument")):
			return is(kindODF)
		}
	}
	if c.has("_rels/.rels") {
		return nil // the workbook part may have another name
	}
	return is(kindArchive)
}

// isText tells UTF-8, or the bytes that a GBK text is made of.
func isText(head []byte) bool {
	if bytes.IndexByte(head, 0) >= 0 {
		return false
	}
	if utf8.Valid(head) || utf8.Valid(head[:max(0, len(head)-3)]) {
		return true
	}
	odd := 0
	for i := 0; i < len(head); i++ {
		switch c := head[i]; {
		case c >= 0x81 && c <= 0xFE && i+1 < len(head) && head[i+1] >= 0x40:
			i++
		case c < ' ' && c != '\t' && c != '\r' && c != '\n', c >= 0x80:
			odd++
		}
	}
	return odd*50 < len(head)
}
