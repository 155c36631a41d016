package filing

import "strings"

// Province is one of the 31 provinces whose bureau takes filings.
type Province struct {
	Name  string // 广东
	Full  string // 广东省
	Code  string // GB/T 2260, "44"
	Alpha string // GB/T 2260 letters, "GD": the prefix of the province's rules
	Short string // the first character of its filing numbers, 粤
	EN    string // Guangdong
	File  string // the name of its rule file without .yaml, guangdong
}

// Provinces lists them in the order of GB/T 2260. 香港, 澳门 and 台湾 are not
// provinces of filing.
var Provinces = []Province{
	{"北京", "北京市", "11", "BJ", "京", "Beijing", "beijing"},
	{"天津", "天津市", "12", "TJ", "津", "Tianjin", "tianjin"},
	{"河北", "河北省", "13", "HE", "冀", "Hebei", "hebei"},
	{"山西", "山西省", "14", "SX", "晋", "Shanxi", "shanxi"},
	{"内蒙古", "内蒙古自治区", "15", "NM", "蒙", "Inner Mongolia", "neimenggu"},
	{"辽宁", "辽宁省", "21", "LN", "辽", "Liaoning", "liaoning"},
	{"吉林", "吉林省", "22", "JL", "吉", "Jilin", "jilin"},
	{"黑龙江", "黑龙江省", "23", "HL", "黑", "Heilongjiang", "heilongjiang"},
	{"上海", "上海市", "31", "SH", "沪", "Shanghai", "shanghai"},
	{"江苏", "江苏省", "32", "JS", "苏", "Jiangsu", "jiangsu"},
	{"浙江", "浙江省", "33", "ZJ", "浙", "Zhejiang", "zhejiang"},
	{"安徽", "安徽省", "34", "AH", "皖", "Anhui", "anhui"},
	{"福建", "福建省", "35", "FJ", "闽", "Fujian", "fujian"},
	{"江西", "江西省", "36", "JX", "赣", "Jiangxi", "jiangxi"},
	{"山东", "山东省", "37", "SD", "鲁", "Shandong", "shandong"},
	{"河南", "河南省", "41", "HA", "豫", "Henan", "henan"},
	{"湖北", "湖北省", "42", "HB", "鄂", "Hubei", "hubei"},
	{"湖南", "湖南省", "43", "HN", "湘", "Hunan", "hunan"},
	{"广东", "广东省", "44", "GD", "粤", "Guangdong", "guangdong"},
	{"广西", "广西壮族自治区", "45", "GX", "桂", "Guangxi", "guangxi"},
	{"海南", "海南省", "46", "HI", "琼", "Hainan", "hainan"},
	{"重庆", "重庆市", "50", "CQ", "渝", "Chongqing", "chongqing"},
	{"四川", "四川省", "51", "SC", "蜀", "Sichuan", "sichuan"},
	{"贵州", "贵州省", "52", "GZ", "黔", "Guizhou", "guizhou"},
	{"云南", "云南省", "53", "YN", "滇", "Yunnan", "yunnan"},
	{"西藏", "西藏自治区", "54", "XZ", "藏", "Tibet", "xizang"},
	{"陕西", "陕西省", "61", "SN", "陕", "Shaanxi", "shaanxi"},
	{"甘肃", "甘肃省", "62", "GS", "陇", "Gansu", "gansu"},
	{"青海", "青海省", "63", "QH", "青", "Qinghai", "qinghai"},
	{"宁夏", "宁夏回族自治区", "64", "NX", "宁", "Ningxia", "ningxia"},
	{"新疆", "新疆维吾尔自治区", "65", "XJ", "新", "Xinjiang", "xinjiang"},
}

var provinceNames = func() []string {
	names := make([]string, len(Provinces))
	for i, p := range Provinces {
		names[i] = p.Name
	}
	return names
}()

// otherShorts are second short names, for numbers typed with them.
var otherShorts = map[string]string{"川": "四川", "贵": "贵州", "云": "云南", "秦": "陕西", "甘": "甘肃"}

// ParseProvince finds a province by its short or full name: 广东, 广东省,
// 广西壮族自治区, 内蒙.
func ParseProvince(s string) (Province, bool) {
	s = strings.TrimSpace(s)
	for _, p := range Provinces {
		switch {
		case s == p.Name, s == p.Full,
			!p.Municipality() && s == p.Name+"省",
			strings.HasSuffix(p.Full, "自治区") && s == p.Name+"自治区",
			p.Name == "内蒙古" && s == "内蒙":
			return p, true
		}
	}
	return Province{}, false
}

// ProvinceOfRegion finds the province of a GB/T 2260 code by its first two
// digits. It finds none for 71, 81, 82 and 83.
func ProvinceOfRegion(code string) (Province, bool) {
	if len(code) < 2 {
		return Province{}, false
	}
	for _, p := range Provinces {
		if p.Code == code[:2] {
			return p, true
		}
	}
	return Province{}, false
}

func provinceByShort(short string) (Province, bool) {
	for _, p := range Provinces {
		if p.Short == short || otherShorts[short] == p.Name {
			return p, true
		}
	}
	return Province{}, false
}

// Municipality reports whether the province is one of the four cities directly
// under the central government.
func (p Province) Municipality() bool {
	switch p.Code {
	case "11", "12", "31", "50":
		return true
	}
	return false
}

// Bureau is the name of the province's communications administration,
// 广东省通信管理局.
func (p Province) Bureau() string {
	if p.Full == "" {
		return ""
	}
	return p.Full + "通信管理局"
}

// knownRegion reports whether two digits begin a GB/T 2260 code that a document
// number may carry, with 71, 81, 82 and 83.
func knownRegion(two string) bool {
	switch two {
	case "71", "81", "82", "83":
		return true
	}
	_, ok := ProvinceOfRegion(two)
	return ok
}
