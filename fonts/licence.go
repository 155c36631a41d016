package fonts

import _ "embed"

//go:embed data/NotoSerifSC-OFL.txt
var notoSerifOFL string

//go:embed data/NotoSansSC-OFL.txt
var notoSansOFL string

//go:embed data/HanaMinB-LICENSE.txt
var hanaMinLicence string

// Licences is the text that has to go with every copy of the program, because
// the typefaces do (SIL Open Font License 1.1, condition 2).
func Licences() string {
	return "Noto Serif SC\n\n" + notoSerifOFL + "\n\nNoto Sans SC\n\n" + notoSansOFL + "\n\nHanaMinB\n" + hanaMinLicence
}
