// Package profile is what belongs to the access provider and not to the
// applicant: its name, where papers are posted, how many copies, the wording of
// the authorization letter. It stands in icpgen.yaml: [Read] reads one; where
// there is none, [Default] does.
package profile

// Pledge is how the Guangdong pledge block is printed.
type Pledge string

// The pledge styles.
const (
	PledgeGuide Pledge = "guide" // the text small, as the model to copy, above ruled blanks
	PledgeBlank Pledge = "blank" // ruled blanks only; the text stands on the 材料清单
)

// Profile is one provider's settings. The zero value is not usable: start from
// Default.
type Profile struct {
	Provider  string   `yaml:"provider"`  // 接入服务单位; empty leaves a line to be written by hand
	Registrar string   `yaml:"registrar"` // the provider's own name as a domain registrar
	PostTo    string   `yaml:"post_to"`   // address to which papers are posted
	Phone     string   `yaml:"phone"`
	Bureau    string   `yaml:"bureau"` // addressee of the 授权书; empty: the province's 通信管理局
	Copies    int      `yaml:"copies"` // 1 to 9
	Pledge    Pledge   `yaml:"pledge"`
	Forms     []string `yaml:"forms"`  // papers wanted; empty: all that an application needs
	Letter    string   `yaml:"letter"` // text/template of the 授权书; empty: the embedded one
}
