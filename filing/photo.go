package filing

// Photo is what could be read of a 网站负责人照片. The picture itself stays where
// it is: only its facts are judged (M-22).
type Photo struct {
	Fault         Words // why it could not be read; empty when it was
	Format        string
	Width, Height int // pixels, as seen: turned upright by its EXIF orientation
	Taken         Day // the EXIF date; zero when the picture tells none
}
